//! Takes the lock for a command that writes.

use std::io::Write;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::read::note_old_journal;
use crate::prose::counted;
use crate::store::{Lock, Store};

/// Takes the lock, and reports half-written files that were removed.
pub(in crate::cli) fn lock(ctx: &mut Context, store: &Store, deed: &str) -> Result<Lock, Failure> {
    note_old_journal(ctx, store)?;
    let lock = store.lock(deed)?;
    note_removed_files(ctx, &lock)?;
    Ok(lock)
}

/// Reports removed files.
pub(in crate::cli) fn note_removed_files(ctx: &mut Context, lock: &Lock) -> Result<(), Failure> {
    if lock.swept > 0 {
        let files = counted(lock.swept, "file", "files");
        writeln!(ctx.err, "removed {files} that an interrupted command had left half-written")?;
    }
    Ok(())
}
