//! Shows, checks, confirms and writes a planned change, in this order.

use std::io::Write;

use crate::cli::args::write::WriteArgs;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
pub(in crate::cli) use crate::cli::terminal::lock::{lock, note_removed_files};
use crate::cli::terminal::save::{after_change, commit_mode};
use crate::draw::{self, OutputFormat, VerdictFormat};
use crate::prose::counted;
use crate::rules::field_name;
use crate::session::check::CheckedRecord;
use crate::session::{Plan, Preflight};
use crate::store::{ChangeSet, Lock, Store, StoreError};
use crate::view::ValidationReport;
use crate::view::validation::FileProblems;

/// Takes the lock, unless nothing is written.
pub(in crate::cli) fn lock_to_write(
    ctx: &mut Context,
    store: &Store,
    deed: &str,
    args: WriteArgs,
) -> Result<Option<Lock>, Failure> {
    args.writes().then(|| lock(ctx, store, deed)).transpose()
}

/// Shows the change, or writes it and prints its description. `lock` is released while asking.
pub(in crate::cli) fn carry_out(
    mut plan: Plan,
    ctx: &mut Context,
    store: &Store,
    mut lock: Option<Lock>,
    args: WriteArgs,
) -> Result<Outcome, Failure> {
    if plan.set.is_empty() {
        writeln!(ctx.err, "nothing to change: already up to date")?;
        return Ok(Outcome::Done);
    }
    let must_confirm = (plan.is_reviewed || plan.lines.len() > 1) && args.confirms();
    if (!args.writes() || plan.is_shown || must_confirm) && !plan.is_told {
        show(ctx, &plan.set)?;
        ctx.out.flush()?;
    }
    let checked = check(ctx, store, &mut plan, args, &mut lock)?;
    if checked == Checked::Refused {
        return Ok(Outcome::No);
    }
    if !args.writes() {
        return Ok(Outcome::Done);
    }
    // Nobody is asked twice about one change.
    if must_confirm && checked != Checked::Accepted {
        // Others need not wait for the answer; changes made meanwhile are detected.
        lock = None;
        let files = counted(plan.set.files.len(), "record", "records");
        let question = plan.question.clone().unwrap_or_else(|| format!("{} in {files}: write it?", plan.set.deed));
        if !ctx.confirm(&question)? {
            writeln!(ctx.err, "nothing was written")?;
            return Ok(Outcome::No);
        }
    }
    let lock = lock.map_or_else(|| self::lock(ctx, store, &plan.set.deed), Ok)?;
    let mode = commit_mode(store, &plan)?;
    apply(ctx, store, &lock, &plan.set)?;
    ctx.words_are_written()?;
    let printed = plan.lines.iter().try_for_each(|line| writeln!(ctx.out, "{line}")).and_then(|()| ctx.out.flush());
    // After an error the user would run the command again.
    printed.map_err(|error| {
        Failure::new(error, format!("the change was written ({}), but the result could not be printed", plan.set.deed))
    })?;
    after_change(ctx, store, lock, &plan, mode)?;
    Ok(Outcome::Done)
}

/// What came of the check of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Checked {
    /// It adds no error, or --anyway lets it.
    Passed,
    /// It adds errors, and the user was asked and wants it anyway.
    Accepted,
    /// It adds errors, and is not written.
    Refused,
}

/// Shows the problems that a change would add, and decides whether it may be written in spite of them.
pub(in crate::cli) fn check(
    ctx: &mut Context,
    store: &Store,
    plan: &mut Plan,
    args: WriteArgs,
    lock: &mut Option<Lock>,
) -> Result<Checked, Failure> {
    // Drafts that were described in sentences are checked when somebody asks: `irr validate` lists what is missing.
    if plan.is_draft && plan.is_told {
        return Ok(Checked::Passed);
    }
    let Preflight { errors, warnings, errors_now, errors_again, uncompared } = plan.preflight(store, ctx.days)?;
    if let Some(error) = uncompared {
        let hint = "`irr validate --against HEAD` explains what to do";
        writeln!(ctx.err, "warning: cannot compare this change with the last commit: {error}; {hint}")?;
    }
    if plan.is_told {
        let count: usize = warnings.iter().map(|found| found.diagnostics.len()).sum();
        if count > 0 {
            writeln!(ctx.err, "{}: `irr validate` lists them", counted(count, "warning", "warnings"))?;
        }
    } else {
        show_problems(ctx, plan, warnings, VerdictFormat::Lines)?;
    }
    if errors_again > 0 {
        let errors = counted(errors_again, "error is", "errors are");
        writeln!(ctx.err, "{errors} back, as before this change was made: `irr validate` lists them")?;
    }
    plan.set.known = errors_now;
    let (granted, errors) = if plan.is_draft { Default::default() } else { plan.split_granted(errors) };
    // What a commit added is there no longer once it is taken back: nobody needs to be told.
    if plan.saved_as.is_none() {
        show_problems(ctx, plan, granted, VerdictFormat::Lines)?;
    }
    if !errors.is_empty() {
        // With --anyway only a short list is needed.
        let format = if args.anyway() { VerdictFormat::Lines } else { VerdictFormat::As(OutputFormat::Text) };
        show_problems(ctx, plan, errors, format)?;
        if !args.anyway() {
            return Ok(if is_accepted(ctx, plan, args, lock)? { Checked::Accepted } else { Checked::Refused });
        }
    }
    Ok(Checked::Passed)
}

/// Returns whether the user wants the change written in spite of its errors.
fn is_accepted(ctx: &mut Context, plan: &Plan, args: WriteArgs, lock: &mut Option<Lock>) -> Result<bool, Failure> {
    if let Some(asker) = ctx.asker().filter(|_| args.writes()) {
        *lock = None;
        let is_accepted = asker.consent("Write it anyway?")?;
        if !is_accepted {
            writeln!(ctx.err, "nothing was written")?;
        }
        return Ok(is_accepted);
    }
    let message = format!("cannot write ({}): it would add the errors shown above", plan.set.deed);
    ctx.report(&Failure::because(message).hint("fix them first, or use --anyway to write the change with these errors"));
    Ok(false)
}

/// Shows the problems that a change would add.
pub(in crate::cli) fn show_problems(
    ctx: &mut Context,
    plan: &Plan,
    found: Vec<CheckedRecord>,
    format: VerdictFormat,
) -> Result<(), Failure> {
    if found.is_empty() {
        return Ok(());
    }
    let verdict = ValidationReport::compute(found.into_iter().map(file_problems).collect(), plan.set.files.len(), ctx.days.today);
    ctx.out.flush()?;
    Ok(draw::write_verdict(&verdict, format, &ctx.err_page, &mut ctx.err.drawn(ctx.err_page.colour))?)
}

/// Converts a checked record for the report.
pub(in crate::cli) fn file_problems(found: CheckedRecord) -> FileProblems {
    let path = Store::name_of(found.id());
    let fields: Vec<String> = found.diagnostics.iter().map(|it| field_name(found.record(), &it.at)).collect();
    let id = Some(found.id().clone());
    FileProblems { id, path, text: found.text, diagnostics: found.diagnostics.into_iter().zip(fields).collect() }
}

/// Reminds that requested information must not be destroyed.
pub(in crate::cli) fn remind_of_requests(ctx: &mut Context) -> Result<(), Failure> {
    writeln!(ctx.err, "reminder: do not destroy information that was requested under the Freedom of Information Act")?;
    Ok(())
}

/// Shows the change of each file.
pub(in crate::cli) fn show(ctx: &mut Context, set: &ChangeSet) -> Result<(), Failure> {
    for file in &set.files {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (before, after) = (text(&file.before), text(&file.after));
        ctx.draw_diff(&Store::name_of(&file.id), &before, &after)?;
    }
    Ok(())
}

/// Writes the changes; if a file has changed meanwhile, shows how.
pub(in crate::cli) fn apply(ctx: &mut Context, store: &Store, lock: &Lock, set: &ChangeSet) -> Result<(), Failure> {
    let done = store.apply(lock, set);
    if let Err(StoreError::Changed { path, read, now }) = &done {
        let name = store.id_of_name(path).map_or_else(|| path.display().to_string(), |id| Store::name_of(&id));
        draw::write_diff(&name, read, now, &ctx.err_page, &mut ctx.err.drawn(ctx.err_page.colour))?;
    }
    Ok(done?)
}
