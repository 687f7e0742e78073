//! `irr save`

use std::io::Write;

use crate::cli::args::target::non_empty_text;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::save::{changes_of, commit, forget_saved_steps, identity, known_identity};
use crate::cli::terminal::write::{lock, show_problems};
use crate::draw::{OutputFormat, VerdictFormat};
use crate::model::{RecordId, Stage};
use crate::prose::counted;
use crate::session::check::Replacements;
use crate::session::{Plan, preflight};
use crate::store::{BegunOperation, ChangeSet, FileChange, Store, StoreError, UnmergedState, UnsavedChanges};
use crate::view::RecordChanges;
use crate::yaml::{self, ConflictedText};

/// Save changes to the records in the history (git commit)
///
/// Commits what changed in records/ and irr.yaml since the last commit, and nothing else of the repository: what is staged
/// of other files stays staged. The commit's subject says in words what changed. Hooks of the repository do not run: irr
/// checks the records itself.
///
/// A merge that was begun with git, and of which nothing is in conflict any more, is finished: its commit has all that git
/// merged, also of other files.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "Examples:
  irr save
  irr save -m \"Decisions of the board of 4 May\"
  irr save --dry-run")]
pub(in crate::cli) struct SaveArgs {
    /// The subject of the commit, instead of the words that irr finds
    #[arg(long, short, value_parser = non_empty_text)]
    message: Option<String>,
    /// Show what would be saved, without saving it
    #[arg(long)]
    dry_run: bool,
    /// Save the changes even with new errors
    #[arg(long)]
    anyway: bool,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &SaveArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    if let Err(error @ StoreError::NoRepository { .. }) = store.identity() {
        create_repository(ctx, &store, error, args)?;
    }
    let unsaved = store.unsaved()?;
    if store.begun() == Some(BegunOperation::Merge) {
        return finish_merge(ctx, &store, &unsaved, args);
    }
    if unsaved.is_empty() {
        writeln!(ctx.err, "nothing to save: everything is committed")?;
        return Ok(Outcome::Done);
    }
    if args.dry_run {
        let changes = changes_of(&unsaved);
        if !is_sound(ctx, &store, &unsaved, &[], args)? {
            return Ok(Outcome::No);
        }
        writeln!(ctx.out, "would save: {}", args.message.clone().unwrap_or_else(|| changes.subject()))?;
        changes.lines().iter().try_for_each(|line| writeln!(ctx.out, "  {line}"))?;
        return Ok(Outcome::Done);
    }
    save(ctx, &store, &unsaved, args)
}

/// Checks and commits everything that is not committed yet.
pub(in crate::cli) fn save(
    ctx: &mut Context,
    store: &Store,
    unsaved: &UnsavedChanges,
    args: &SaveArgs,
) -> Result<Outcome, Failure> {
    store.can_commit()?;
    if !is_sound(ctx, store, unsaved, &[], args)? {
        return Ok(Outcome::No);
    }
    let identity = identity(ctx, store)?;
    let lock = lock(ctx, store, "save")?;
    // Read again under the lock, so that the words are those of what is committed.
    let unsaved = store.unsaved()?;
    let changes = changes_of(&unsaved);
    let subject = args.message.clone().unwrap_or_else(|| changes.subject());
    commit(store, &lock, &unsaved, identity, &changes.message(&subject, &[]))?;
    writeln!(ctx.out, "saved: {subject}")?;
    if changes.count() > 1 || args.message.is_some() {
        changes.lines().iter().try_for_each(|line| writeln!(ctx.out, "  {line}"))?;
    }
    ctx.out.flush()?;
    Ok(Outcome::Done)
}

/// Commits the merge, under the subject that git has prepared.
fn finish_merge(ctx: &mut Context, store: &Store, unsaved: &UnsavedChanges, args: &SaveArgs) -> Result<Outcome, Failure> {
    store.can_finish_merge()?;
    is_without_markers(unsaved)?;
    let ids: Vec<RecordId> = unsaved.records.iter().map(|it| it.id.clone()).collect();
    // Others have saved the errors of theirs already.
    if !is_sound(ctx, store, unsaved, &[store.texts_in_merge(&ids)?], args)? {
        return Ok(Outcome::No);
    }
    if args.dry_run {
        let MergeWords { subject, changes, .. } = MergeWords::of(store, store.unsaved()?, args)?;
        writeln!(ctx.out, "would save: {subject}")?;
        changes.lines().iter().try_for_each(|line| writeln!(ctx.out, "  {line}"))?;
        return Ok(Outcome::Done);
    }
    let identity = known_identity(ctx, store)?;
    let lock = lock(ctx, store, "save")?;
    // Read again under the lock, so that the words are those of what is committed.
    store.can_finish_merge()?;
    let unsaved = store.unsaved()?;
    is_without_markers(&unsaved)?;
    let words = MergeWords::of(store, store.unsaved()?, args)?;
    unsaved.finish_merge(&words.message(), identity)?;
    forget_saved_steps(store, &lock, &unsaved)?;
    writeln!(ctx.out, "saved: {}", words.subject)?;
    words.changes.lines().iter().try_for_each(|line| writeln!(ctx.out, "  {line}"))?;
    ctx.out.flush()?;
    Ok(Outcome::Done)
}

/// Refuses a merge that is marked as settled and has conflict markers in a file, also with --anyway: nobody wants those in the
/// history.
fn is_without_markers(unsaved: &UnsavedChanges) -> Result<(), Failure> {
    let has_markers = |it: &&FileChange| it.after.as_deref().is_some_and(|text| ConflictedText::read(text).is_some());
    match unsaved.records.iter().find(has_markers) {
        None => Ok(()),
        Some(it) => {
            let message = format!("cannot save: {} has a merge that is not settled", Store::name_of(&it.id));
            Err(Failure::refused(message).hint(format!("`irr merge {}` settles it", it.id)))
        }
    }
}

/// The words of a merge's commit.
struct MergeWords {
    subject: String,
    /// The rest of git's message.
    body: String,
    /// What changed in the records that were in conflict, or that say what neither of the two commits says.
    changes: RecordChanges,
    /// The trailers of records that were in conflict and did not change here.
    trailers: Vec<String>,
}

impl MergeWords {
    fn of(store: &Store, unsaved: UnsavedChanges, args: &SaveArgs) -> Result<Self, Failure> {
        let prepared = store.merge_message()?;
        let (subject, body) = prepared.split_once('\n').unwrap_or((&prepared, ""));
        let subject = args.message.clone().unwrap_or_else(|| if subject.is_empty() { "Merge" } else { subject }.to_owned());
        let ids: Vec<RecordId> = unsaved.records.iter().map(|it| it.id.clone()).collect();
        let (theirs, settled) = (store.texts_in_merge(&ids)?, store.unmerged(UnmergedState::Settled)?);
        let is_own = |it: &&FileChange| settled.contains_key(&it.id) || theirs.get(&it.id) != Some(&it.after);
        let own: Vec<RecordId> = unsaved.records.iter().filter(is_own).map(|it| it.id.clone()).collect();
        let trailers = settled.keys().filter(|id| !own.contains(id)).map(|id| format!("Irr-Record: {id}")).collect();
        Ok(Self { subject, body: body.trim().to_owned(), changes: changes_of(&unsaved.only(&own)), trailers })
    }

    fn message(&self) -> String {
        let message = self.changes.message(&self.subject, &self.trailers);
        match message.strip_prefix(&self.subject) {
            Some(rest) if !self.body.is_empty() => format!("{}\n\n{}{rest}", self.subject, self.body),
            _ => message,
        }
    }
}

/// Offers to create the repository that is missing.
fn create_repository(ctx: &mut Context, store: &Store, error: StoreError, args: &SaveArgs) -> Result<(), Failure> {
    let hint = "`git init` creates one in this folder; then run `irr save` again";
    let Some(asker) = ctx.asker().filter(|_| !args.dry_run) else { return Err(Failure::new(error, "cannot save").hint(hint)) };
    writeln!(ctx.err, "The records have no history yet: {} is in no git repository.", store.root().display())?;
    if !asker.confirm("Create a repository there?")? {
        return Err(Failure::new(error, "nothing was saved").hint(hint));
    }
    Ok(store.init_git()?)
}

/// Shows the errors that the changes add to those of the versions that they come from, and returns whether to save anyway.
fn is_sound(
    ctx: &mut Context,
    store: &Store,
    unsaved: &UnsavedChanges,
    versions: &[Replacements],
    args: &SaveArgs,
) -> Result<bool, Failure> {
    let plan = Plan::of_set(ChangeSet { deed: "save".to_owned(), files: unsaved.records.clone(), ..ChangeSet::default() });
    let found = preflight::check_written(store, &plan.set, versions, ctx.days)?.errors;
    // A draft that is new may be unfinished, as when it is imported.
    let is_new_draft = |text: &str| yaml::parse(text).is_ok_and(|record| record.stage == Stage::Draft);
    let drafts: Vec<_> = unsaved.records.iter().filter(|it| it.before.is_none()).collect();
    let is_draft = |id: &RecordId| drafts.iter().any(|it| it.id == *id && it.after.as_deref().is_some_and(is_new_draft));
    let (of_drafts, errors): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| is_draft(found.id()));
    let count: usize = of_drafts.iter().map(|found| found.diagnostics.len()).sum();
    if count > 0 {
        writeln!(ctx.err, "{} in new drafts: `irr validate` lists them", counted(count, "error", "errors"))?;
    }
    if errors.is_empty() {
        return Ok(true);
    }
    let format = if args.anyway { VerdictFormat::Lines } else { VerdictFormat::As(OutputFormat::Text) };
    show_problems(ctx, &plan, errors, format)?;
    if args.anyway {
        return Ok(true);
    }
    if let Some(asker) = ctx.asker().filter(|_| !args.dry_run) {
        return asker.consent("Save anyway?");
    }
    let message = "cannot save: the changes add the errors shown above";
    // What was taken back by mistake is the likeliest reason that a published response has changed.
    let again = if store.steps()?.iter().any(|step| step.is_undone) { " (`irr redo` makes what was undone again)" } else { "" };
    let hint = format!("correct them first{again}, or use --anyway to save the changes with these errors");
    ctx.report(&Failure::because(message).hint(hint));
    Ok(false)
}
