//! How git learns that records are settled, and what is to be done next.

use std::io::Write;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::write::lock;
use crate::draw::visible;
use crate::model::RecordId;
use crate::prose::listed;
use crate::session::settle::UnsettledRecord;
use crate::store::{BegunOperation, Store};

/// The most files that are listed.
const MOST: usize = 10;

/// Marks records as settled whose files have the text that was decided on, and says what is next.
pub(in crate::cli) fn mark(
    ctx: &mut Context,
    store: &Store,
    records: &[(&UnsettledRecord, Option<String>)],
) -> Result<(), Failure> {
    let lock = lock(ctx, store, "merge")?;
    let mut settled: Vec<RecordId> = Vec::new();
    for (record, text) in records.iter().filter(|(record, _)| record.is_in_index && !record.is_partial) {
        if store.text_now(&record.id)? == *text {
            settled.push(record.id.clone());
        } else {
            writeln!(ctx.err, "{} has changed meanwhile, and is not marked as settled: run `irr merge` again", record.id)?;
        }
    }
    if !settled.is_empty() {
        store.mark_settled(&lock, &settled)?;
    }
    drop(lock);
    if records.iter().any(|(record, _)| record.is_partial) {
        writeln!(ctx.err, "the other conflicts of the record are as they were: `irr merge` settles them")?;
        return Ok(());
    }
    say_next(ctx, store)?;
    if store.begun().is_none() && records.iter().any(|(record, _)| record.is_of_stash) {
        writeln!(ctx.err, "the stash is kept: `git stash drop` removes it")?;
    }
    Ok(())
}

/// Says what is still in conflict, or how to finish what was begun with git.
pub(in crate::cli) fn say_next(ctx: &mut Context, store: &Store) -> Result<(), Failure> {
    let left = store.unmerged_files()?;
    if !left.is_empty() {
        let files = visible(&listed(&left, left.len(), MOST)).into_owned();
        writeln!(ctx.err, "still in conflict: {files}")?;
        writeln!(ctx.err, "`irr merge` settles records; correct other files and `git add` them")?;
        return Ok(());
    }
    match store.begun() {
        Some(BegunOperation::Merge) => writeln!(ctx.err, "next: `irr save` finishes the merge")?,
        Some(begun) => writeln!(ctx.err, "next: `git {begun} --continue` goes on with the {begun}")?,
        None => {}
    }
    Ok(())
}
