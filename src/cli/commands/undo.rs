//! `irr undo`, and what it shares with `irr redo`

pub(in crate::cli) mod saved;

use std::io::Write;

use crate::cli::args::write::WriteArgs;
use crate::cli::commands::undo::saved::UndoOrRedo;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::read::note_old_journal;
use crate::cli::terminal::write::{carry_out, lock_to_write, remind_of_requests};
use crate::model::RecordId;
use crate::model::redaction::REDACTED;
use crate::session::Plan;
use crate::store::{ChangeSet, FileChange, Store, UndoStep};

/// Undo the last change made by irr
///
/// Repeat it to undo the change before that. Each command is one step. A step is not undone if its records have been changed
/// since. `irr redo` goes forward again, until something else is changed. The last 100 steps are kept, up to 64 MB.
///
/// What is not saved yet is undone first. Then saved changes are taken back: those that `irr save` or another command
/// committed under your name, each in a new commit. The history is never rewritten, and later changes stay: if one of them
/// stands on the change, nothing is undone.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr undo
  irr undo --list
  irr undo --dry-run")]
pub(in crate::cli) struct UndoArgs {
    /// List the steps that can be undone and redone, newest first, and change nothing
    #[arg(long, conflicts_with_all = ["dry_run", "anyway", "yes"])]
    list: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &UndoArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    if args.list {
        note_old_journal(ctx, &store)?;
        return list(ctx, &store);
    }
    go(ctx, &store, args.write, UndoOrRedo::Back)
}

/// Replays one step.
pub(in crate::cli) fn go(ctx: &mut Context, store: &Store, write: WriteArgs, to: UndoOrRedo) -> Result<Outcome, Failure> {
    let verb = to.verb();
    let lock = lock_to_write(ctx, store, verb, write)?;
    let found = if to == UndoOrRedo::Back { store.undo()? } else { store.redo()? };
    let Some(set) = found else {
        // A change that is not saved was made after whatever could be redone.
        let is_dropped = to == UndoOrRedo::Forward && store.steps()?.iter().any(|step| !step.is_undone);
        if !is_dropped && let Some(outcome) = saved::replay(ctx, store, lock, write, to)? {
            return Ok(outcome);
        }
        let failure = Failure::refused(format!("nothing to {verb}"));
        return Err(failure.hint(match to {
            UndoOrRedo::Back => "irr undoes only the changes of its own commands; what was committed with git alone is in git",
            UndoOrRedo::Forward => "a step can be redone after `irr undo`, until something else is changed",
        }));
    };
    let deed = set.deed.clone();
    if let Some(id) = store.changed_since(&set)? {
        // A step from before a commit says nothing of the records any more.
        let is_committed = store.unsaved().is_ok_and(|unsaved| !unsaved.records.iter().any(|it| is_in(&it.id, &set)));
        if is_committed && let Some(outcome) = saved::replay(ctx, store, lock, write, to)? {
            return Ok(outcome);
        }
        let name = Store::name_of(&id);
        let hint = format!("`git diff {name}` shows the uncommitted changes: undo those first, or change the record by hand");
        return Err(Failure::refused(format!("cannot {verb} ({deed}): {name} has changed since")).hint(hint));
    }
    let mut plan = Plan::of_set(ChangeSet { deed: format!("{verb} of {deed}"), ..set });
    let told = plan.set.files.iter().map(|file| {
        let now = match (&file.before, &file.after, to) {
            (_, None, UndoOrRedo::Back) => "removed again",
            (None, _, UndoOrRedo::Back) => "restored",
            (_, _, UndoOrRedo::Back) => "changed back",
            (_, None, UndoOrRedo::Forward) => "removed",
            (None, _, UndoOrRedo::Forward) => "restored",
            (_, _, UndoOrRedo::Forward) => "changed again",
        };
        format!("{}: {now} ({deed})", file.id)
    });
    // A step counts as one change, however many files it has.
    let told = told.collect::<Vec<_>>().join("\n");
    plan.describe(told);
    plan.is_shown = true;
    plan.question = Some(match to {
        UndoOrRedo::Back => format!("Take back this change ({deed})?"),
        UndoOrRedo::Forward => format!("Make this change again ({deed})?"),
    });
    // Steps in git's own folder were written by this user's irr, and undo can be undone; steps beside the records may have come
    // with them.
    plan.is_reviewed = ctx.is_answered || !store.state_is_in_git();
    if to == UndoOrRedo::Back && plan.set.files.iter().any(brings_words_back) {
        writeln!(ctx.err, "warning: this brings back words that `irr redact` removed; `irr redo` removes them again")?;
    }
    let outcome = carry_out(plan, ctx, store, lock, write)?;
    if outcome == Outcome::Done && write.writes() && to == UndoOrRedo::Back {
        remind_of_requests(ctx)?;
    }
    Ok(outcome)
}

fn is_in(id: &RecordId, set: &ChangeSet) -> bool {
    set.files.iter().any(|file| file.id == *id)
}

/// Whether a change restores redacted words.
fn brings_words_back(file: &FileChange) -> bool {
    let redacted = |text: &Option<String>| text.as_ref().map_or(0, |text| text.matches(REDACTED).count());
    file.after.is_some() && redacted(&file.after) < redacted(&file.before)
}

fn list(ctx: &mut Context, store: &Store) -> Result<Outcome, Failure> {
    let steps = store.steps()?;
    let last = steps.iter().rfind(|step| !step.is_undone).map_or(0, |step| step.number);
    let (forward, back): (Vec<&UndoStep>, Vec<&UndoStep>) =
        steps.iter().rev().filter(|step| !step.is_undone || step.number > last).partition(|step| step.is_undone);
    let has_steps = !forward.is_empty() || !back.is_empty();
    let mut outcome = Outcome::Done;
    for (title, steps) in
        [("`irr redo` would redo, the last line first:", forward), ("`irr undo` would undo, the first line first:", back)]
    {
        if steps.is_empty() {
            continue;
        }
        writeln!(ctx.out, "{title}")?;
        for step in steps {
            let made = step.made.map(|made| made.with_timezone(&chrono::Local).format("%a %-d %b %Y %H:%M").to_string());
            let made = made.unwrap_or_default();
            match store.step(step) {
                Ok(set) => writeln!(ctx.out, "  {made:<22} {}", set.deed)?,
                Err(error) => {
                    ctx.out.flush()?;
                    ctx.report(&error.into());
                    outcome = Outcome::CouldNot;
                }
            }
        }
    }
    if !saved::list(ctx, store)? && !has_steps {
        writeln!(ctx.out, "nothing to undo or redo")?;
    }
    Ok(outcome)
}
