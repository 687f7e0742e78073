//! `irr doctor`

use std::io::Write;

use crate::cli::commands::init::merge_driver;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::read::note_old_journal;
use crate::cli::terminal::write::{note_removed_files, show, show_problems};
use crate::draw::{OutputFormat, VerdictFormat};
use crate::session::Plan;
use crate::store::{Store, StoreError, Unfinished};

/// Find and finish a change that was interrupted
///
/// A command that is killed before it starts writing changes nothing. One that is killed later leaves a plan of its changes,
/// which irr doctor shows, checks like any other change, and finishes after you confirm. `irr undo` can then take all of it back.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DoctorArgs {
    /// Show what would be done, without doing it
    #[arg(long, visible_alias = "diff")]
    dry_run: bool,
    /// Finish the change without asking
    #[arg(long, short, conflicts_with = "dry_run")]
    yes: bool,
    /// Finish it even with new errors
    #[arg(long)]
    anyway: bool,
    /// Set the plan aside, finish nothing, and leave the records as they are
    #[arg(long, conflicts_with_all = ["dry_run", "yes", "anyway"])]
    discard: bool,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &DoctorArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    note_old_journal(ctx, &store)?;
    note_merge_driver(ctx, &store)?;
    if args.discard {
        return discard(ctx, &store);
    }
    if !args.dry_run {
        // A change that is being made finishes by itself; half-written files are removed whether there is a change or not.
        note_removed_files(ctx, &store.lock_even_so("doctor")?)?;
    }
    let Some(change) = store.unfinished().map_err(stuck)? else {
        writeln!(ctx.out, "nothing to do: no command was interrupted")?;
        return Ok(Outcome::Done);
    };
    writeln!(ctx.err, "interrupted: {}", change.set.deed)?;
    show(ctx, &change.rest)?;
    ctx.out.flush()?;
    if let Some(outcome) = refused(ctx, &store, &change, args)? {
        return Ok(outcome);
    }
    if args.dry_run {
        return Ok(Outcome::No);
    }
    // If nothing is left to write, no confirmation is needed.
    if !args.yes && !change.rest.is_empty() && !ctx.confirm("Finish the interrupted change?")? {
        writeln!(ctx.err, "nothing was written")?;
        return Ok(Outcome::No);
    }
    finish(ctx, &store, &change)
}

/// Says if git is to merge records by a driver that it has no command for, or one that is gone.
fn note_merge_driver(ctx: &mut Context, store: &Store) -> Result<(), Failure> {
    // Without git, or a repository that it trusts, nothing is merged here.
    let Some(driver) = store.merge_driver().ok().filter(|driver| driver.is_named) else { return Ok(()) };
    let why = match driver.command.as_deref().map(merge_driver::missing_program) {
        None => {
            "git merges records by lines: .gitattributes names the merge driver irr, and git has no command for it".to_owned()
        }
        // git would take the failure for a conflict, and leave our version without a marker.
        Some(Some(program)) => format!("git cannot merge records: its merge driver irr is {program}, which is not there"),
        Some(None) => return Ok(()),
    };
    let lines = merge_driver::commands(&merge_driver::command());
    writeln!(ctx.err, "{why}; to set it, run:\n{lines}")?;
    Ok(())
}

/// Shows the errors that finishing the change would add, and refuses if there are any.
fn refused(ctx: &mut Context, store: &Store, change: &Unfinished, args: &DoctorArgs) -> Result<Option<Outcome>, Failure> {
    let plan = Plan::of_set(change.rest.clone());
    let errors = if change.rest.is_empty() { Vec::new() } else { plan.preflight(store, ctx.days)?.errors };
    if errors.is_empty() {
        return Ok(None);
    }
    show_problems(ctx, &plan, errors, if args.anyway { VerdictFormat::Lines } else { VerdictFormat::As(OutputFormat::Text) })?;
    if args.anyway {
        return Ok(None);
    }
    let message = format!("cannot finish ({}): it would add the errors shown above", change.set.deed);
    ctx.report(
        &Failure::because(message)
            .hint("use --anyway to finish it with these errors, or --discard to leave the records as they are"),
    );
    Ok(Some(Outcome::No))
}

fn finish(ctx: &mut Context, store: &Store, change: &Unfinished) -> Result<Outcome, Failure> {
    let mut lock = store.lock_even_so("doctor")?;
    let swept = lock.swept;
    let finished = store.finish(&mut lock, change)?;
    if lock.swept > swept {
        note_removed_files(ctx, &lock)?;
    }
    writeln!(ctx.out, "finished the interrupted change: {}", finished.deed)?;
    for file in &finished.done {
        writeln!(ctx.out, "{}: {}", file.id, if file.after.is_some() { "written" } else { "removed" })?;
    }
    for (file, path) in &finished.kept {
        let message = format!("{} has changed since, and was left alone", Store::name_of(&file.id));
        ctx.report(
            &Failure::because(message).hint(format!("the interrupted version is in {}: merge the two by hand", path.display())),
        );
    }
    Ok(if finished.kept.is_empty() { Outcome::Done } else { Outcome::No })
}

/// Sets the journal aside, so that commands can write again.
fn discard(ctx: &mut Context, store: &Store) -> Result<Outcome, Failure> {
    let lock = store.lock_even_so("doctor")?;
    match store.set_journal_aside(&lock)? {
        None => writeln!(ctx.out, "nothing to do: no command was interrupted")?,
        Some(path) => {
            writeln!(ctx.out, "set aside: {}", path.display())?;
            writeln!(ctx.err, "the records were left as they are: check them with `irr validate` and `git diff`")?;
        }
    }
    Ok(Outcome::Done)
}

/// Adds a hint to an error about a change that cannot be finished.
fn stuck(error: StoreError) -> Failure {
    let is_explained = matches!(error, StoreError::Journal { .. } | StoreError::NotOwn { .. } | StoreError::Foreign { .. });
    let failure = Failure::from(error);
    if is_explained { failure } else { failure.hint("to leave the records as they are, use `irr doctor --discard`") }
}
