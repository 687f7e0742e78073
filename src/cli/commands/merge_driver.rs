//! `irr merge-driver`

use std::io::Write;
use std::path::PathBuf;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::session::merge_driver::{FileMerge, merge_files};
use crate::store::{MergeFiles, Store};
use crate::view::ConflictWords;

/// Merge a record for git, value by value (git merge driver)
///
/// git runs it where two branches changed the same record; `irr init` sets this up. What both branches added is kept, in the
/// order of the dates, and what one of them changed is taken. A value that both changed differently stays for you to decide:
/// it is put between conflict markers, and named. A file that is not a record is merged by lines, as git does it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  git config merge.irr.driver \"irr merge-driver %O %A %B %P %L\"

Exit codes: 0 merged; 1 merged, with conflict markers; 129 could not be done, and the files are as they were.")]
pub(in crate::cli) struct MergeDriverArgs {
    /// The file with the version that both branches come from (%O)
    base: PathBuf,
    /// The file with our version, which gets the merged text (%A)
    ours: PathBuf,
    /// The file with the other version (%B)
    theirs: PathBuf,
    /// The path of the file in the repository, which names the record (%P)
    path: PathBuf,
    /// The number of characters of a conflict marker (%L)
    #[arg(default_value_t = 7)]
    marker_size: u8,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &MergeDriverArgs) -> Result<Outcome, Failure> {
    let path = args.path.to_string_lossy().replace('\\', "/");
    let files = MergeFiles { base: &args.base, ours: &args.ours, theirs: &args.theirs };
    let merge = match merge_files(Store::id_in_repository(&path), files, usize::from(args.marker_size.max(1))) {
        Ok(merge) => merge,
        Err(error) => {
            ctx.report(&Failure::new(error, format!("cannot merge {path}")));
            return Ok(Outcome::StopsGit);
        }
    };
    match &merge {
        FileMerge::Clean => return Ok(Outcome::Done),
        FileMerge::Values(id, conflicts) => {
            for ConflictWords { what, ours, theirs } in conflicts.iter().map(|conflict| ConflictWords::of(id, conflict)) {
                match ours == theirs {
                    true => writeln!(ctx.err, "both changed {what} differently")?,
                    false => writeln!(ctx.err, "both changed {what}: {ours} or {theirs}")?,
                }
            }
        }
        FileMerge::Whole(id) => writeln!(ctx.err, "both changed {id} in ways that cannot be merged value by value")?,
        FileMerge::Unread(id) => {
            writeln!(ctx.err, "{id} was merged by lines, because one version cannot be read as a record")?;
        }
        FileMerge::Lines => {}
    }
    Ok(Outcome::No)
}
