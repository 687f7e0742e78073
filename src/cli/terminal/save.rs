//! Commits changes of the records: for `irr save`, after each command where `commit` in irr.yaml says so, and for `irr undo`.

use std::io::Write;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::lock::lock;
use crate::cli::terminal::prompt::Question;
use crate::model::{CommitMode, RecordId};
use crate::session::{OfficeSettings, Plan, SavedAs};
use crate::store::{FileChange, GitTrouble, Identity, Lock, Store, StoreError, UnsavedChanges};
use crate::view::{RecordChanges, RecordVersions};

/// Returns what changed since the last commit, in words.
pub(in crate::cli) fn changes_of(unsaved: &UnsavedChanges) -> RecordChanges {
    let settings = unsaved.has_settings.then(|| "Change the settings (irr.yaml)".to_owned());
    let others = unsaved.others.iter().map(|name| format!("Change {name}"));
    RecordChanges::between(&versions(&unsaved.records), settings.into_iter().chain(others).collect())
}

/// Returns the records of a change as they are compared.
pub(in crate::cli) fn versions(files: &[FileChange]) -> Vec<RecordVersions> {
    files.iter().map(|it| RecordVersions::from_texts(it.id.clone(), it.before.clone(), it.after.clone())).collect()
}

/// Returns who commits, if git's configuration names nobody: asked for on a terminal.
pub(in crate::cli) fn identity(ctx: &mut Context, store: &Store) -> Result<Option<Identity>, Failure> {
    store.can_commit()?;
    known_identity(ctx, store)
}

/// Returns who commits, as [`identity`] does, also where something was begun with git.
pub(in crate::cli) fn known_identity(ctx: &mut Context, store: &Store) -> Result<Option<Identity>, Failure> {
    if store.identity()?.is_some() {
        return Ok(None);
    }
    if ctx.asker().is_none() {
        return Err(StoreError::from(GitTrouble::NoIdentity).into());
    }
    ask_identity(ctx, store).map_err(|failure| match failure.outcome() {
        Outcome::No => Failure::refused("cancelled: nothing was saved"),
        _ => failure,
    })
}

fn ask_identity(ctx: &mut Context, store: &Store) -> Result<Option<Identity>, Failure> {
    let Some(asker) = ctx.asker() else { return Ok(None) };
    writeln!(ctx.err, "Each saved change carries a name and an e-mail address, and git does not know yours yet.")?;
    let must = |is_good: bool, typed: &str, error: &str| if is_good { Ok(typed.to_owned()) } else { Err(error.to_owned()) };
    let question = |words| Question { words, ..Question::default() };
    let name = asker.text(&question("Your name:"), |typed| must(!typed.is_empty(), typed, "type your name"))?;
    let email = asker
        .text(&question("Your e-mail address:"), |typed| must(typed.contains('@'), typed, "an e-mail address contains @"))?;
    // Neither is a text that somebody would look for at the next command.
    ctx.words_are_written()?;
    let identity = Identity { name, email };
    if asker.confirm("Remember both for this repository (in .git/config)?")? {
        store.remember_identity(&identity)?;
    }
    Ok(Some(identity))
}

/// Commits, and forgets the steps of `irr undo` that the commit contains.
pub(in crate::cli) fn commit(
    store: &Store,
    lock: &Lock,
    unsaved: &UnsavedChanges,
    identity: Option<Identity>,
    message: &str,
) -> Result<(), Failure> {
    unsaved.commit(message, identity)?;
    forget_saved_steps(store, lock, unsaved)
}

/// Forgets the steps of `irr undo` that a commit of these changes contains.
pub(in crate::cli) fn forget_saved_steps(store: &Store, lock: &Lock, unsaved: &UnsavedChanges) -> Result<(), Failure> {
    let ids = |changes: &UnsavedChanges| changes.records.iter().map(|it| it.id.clone()).collect::<Vec<RecordId>>();
    Ok(store.forget_saved_steps(lock, &ids(unsaved), &ids(&store.unsaved()?))?)
}

/// Returns whether a change is committed once it is written. Read before it is written, so that settings that cannot be read
/// leave nothing half done.
pub(in crate::cli) fn commit_mode(store: &Store, plan: &Plan) -> Result<CommitMode, Failure> {
    let set = OfficeSettings::load(store)?.settings.commit.unwrap_or(CommitMode::Never);
    Ok(match plan.saved_as {
        _ if plan.is_part_of_merge => CommitMode::Never,
        Some(_) => CommitMode::Always,
        None => set,
    })
}

/// Commits a change that was just written, if `commit` in irr.yaml or the plan says so. The lock is released while asking.
pub(in crate::cli) fn after_change(
    ctx: &mut Context,
    store: &Store,
    held: Lock,
    plan: &Plan,
    mode: CommitMode,
) -> Result<(), Failure> {
    let held = match mode {
        CommitMode::Never => return Ok(()),
        CommitMode::Always => Some(held),
        CommitMode::Ask => {
            // Outside of git nobody is asked about what cannot be done.
            let Some(asker) = ctx.asker().filter(|_| store.identity().is_ok()) else { return Ok(()) };
            drop(held);
            let answer = asker.confirm("Save this change (commit)?");
            // Esc here means no: the change is written, and an error would say otherwise.
            if !answer.or_else(|failure| if failure.outcome() == Outcome::No { Ok(false) } else { Err(failure) })? {
                writeln!(ctx.err, "not saved: `irr save` does it later")?;
                return Ok(());
            }
            None
        }
    };
    let saved = save_change(ctx, store, held, plan);
    saved.map_err(|failure| failure.while_doing("the change was written, but it is not saved (committed)"))
}

fn save_change(ctx: &mut Context, store: &Store, held: Option<Lock>, plan: &Plan) -> Result<(), Failure> {
    let is_known = store.identity()?.is_some();
    // Others need not wait while somebody types a name.
    let held = held.filter(|_| is_known);
    let identity = identity(ctx, store)?;
    let lock = held.map_or_else(|| lock(ctx, store, "save"), Ok)?;
    let ids: Vec<RecordId> = plan.set.files.iter().map(|file| file.id.clone()).collect();
    let unsaved = store.unsaved()?.only(&ids);
    if unsaved.is_empty() {
        return Ok(());
    }
    let changes = changes_of(&unsaved);
    let (subject, trailers) = match &plan.saved_as {
        Some(SavedAs { subject, trailer }) => (subject.clone(), vec![trailer.clone()]),
        None => (changes.subject(), Vec::new()),
    };
    commit(store, &lock, &unsaved, identity, &changes.message(&subject, &trailers))?;
    writeln!(ctx.err, "saved: {subject}")?;
    Ok(())
}
