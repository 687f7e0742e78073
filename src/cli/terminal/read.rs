//! Reads the records for commands that only read, and reports those that cannot be read.

use std::io::Write;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::model::Date;
use crate::prose::{counted, listed};
use crate::query::Expr;
use crate::session::LoadedRecords;
use crate::store::{Store, StoreError};

/// Returns the store for reading, with a warning if a change was interrupted.
pub(in crate::cli) fn store(ctx: &mut Context) -> Result<Store, Failure> {
    let store = ctx.store()?;
    if store.is_past() {
        return Ok(store);
    }
    let words = "and the records may contain only part of it";
    match store.left_over() {
        Ok(None) => {}
        Ok(Some(deed)) => writeln!(ctx.err, "warning: a change was interrupted ({deed}), {words}: finish it with `irr doctor`")?,
        // Reading does not need the journal, so it goes on.
        Err(error @ StoreError::Journal { .. }) => {
            writeln!(ctx.err, "warning: a change was interrupted, {words}")?;
            ctx.report(&error.into());
        }
        Err(error) => return Err(error.into()),
    }
    note_old_journal(ctx, &store)?;
    Ok(store)
}

/// Warns about an unfinished change of an older irr.
pub(in crate::cli) fn note_old_journal(ctx: &mut Context, store: &Store) -> Result<(), Failure> {
    let Some(journal) = store.old_journal() else { return Ok(()) };
    let journal = journal.display();
    writeln!(
        ctx.err,
        "warning: an older irr left an unfinished change in {journal}; it is not used, because it may have come with the records"
    )?;
    writeln!(ctx.err, "check the records with `git diff`, correct what is half done, and remove that file")?;
    Ok(())
}

/// Returns every readable record as of the date, and the outcome: `CouldNot` if a file could not be read.
pub(in crate::cli) fn records(ctx: &mut Context) -> Result<(LoadedRecords, Outcome), Failure> {
    records_on(ctx, ctx.days.today)
}

/// Returns the records as of another date.
pub(in crate::cli) fn records_on(ctx: &mut Context, on: Date) -> Result<(LoadedRecords, Outcome), Failure> {
    let store = store(ctx)?;
    let days = ctx.days;
    let records = ctx.watching("reading the records", |count| LoadedRecords::read(&store, on, days, count))?;
    reported(ctx, records)
}

/// Reports the files that could not be read, and the records that lists leave out.
pub(in crate::cli) fn reported(ctx: &mut Context, mut records: LoadedRecords) -> Result<(LoadedRecords, Outcome), Failure> {
    let errors = std::mem::take(&mut records.errors);
    let outcome = if errors.is_empty() { Outcome::Done } else { Outcome::CouldNot };
    errors.into_iter().for_each(|error| ctx.report(&error.into()));
    note_future_records(ctx, &records)?;
    Ok((records, outcome))
}

/// The most records dated in the future that are named.
const MOST: usize = 5;

/// Names records whose report is dated in the future, because lists leave out their findings.
fn note_future_records(ctx: &mut Context, records: &LoadedRecords) -> Result<(), Failure> {
    let names: Vec<String> = records.in_future().map(|(id, published)| format!("{id} ({published})")).collect();
    if !names.is_empty() {
        let many = names.len();
        let reports = counted(many, "report is", "reports are");
        let names = listed(&names, names.len(), MOST);
        let them = if many == 1 { "it" } else { "them" };
        writeln!(ctx.err, "{reports} dated in the future: {names}. Only `irr due` includes {them}")?;
    }
    Ok(())
}

/// Notes names in an expression that no record has. Not an error: an expression may ask for what does not exist yet.
pub(in crate::cli) fn note_unknown_names(ctx: &mut Context, records: &LoadedRecords, expr: Option<&Expr>) -> Result<(), Failure> {
    for unknown in records.unknown(&expr.map(Expr::asked_names).unwrap_or_default(), &[]) {
        let hint = records.nearest(unknown).map_or_else(String::new, |name| format!(": did you mean `{name}`?"));
        writeln!(ctx.err, "note: --where: {}{hint}", unknown.unknown())?;
    }
    Ok(())
}
