//! `irr undo` and `irr redo` of a change that is saved (committed): a new commit takes it back, or makes it again.

use std::io::Write;

use chrono::DateTime;

use crate::cli::args::write::WriteArgs;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::save::versions;
use crate::cli::terminal::write::carry_out;
use crate::prose::listed;
use crate::rules::privacy::REDACTED_WORDS_BACK;
use crate::rules::{RuleScope, all};
use crate::session::take_back::{PastCommits, StandsOn, take_back};
use crate::session::{Plan, SavedAs};
use crate::store::{ChangeSet, CommitChanges, FileChange, Lock, PastCommit, Store, StoreError};
use crate::view::{ConflictWords, RecordChanges};

/// The most values that an error names.
const MOST: usize = 3;

/// The most commits that `irr undo --list` shows.
const MOST_LISTED: usize = 20;

/// The direction in which steps are replayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum UndoOrRedo {
    Back,
    Forward,
}

impl UndoOrRedo {
    pub(in crate::cli) fn verb(self) -> &'static str {
        match self {
            Self::Back => "undo",
            Self::Forward => "redo",
        }
    }
}

/// Returns the commits of irr; none outside of git.
fn past_commits(store: &Store) -> Result<PastCommits, Failure> {
    match store.past_commits() {
        Err(StoreError::NoRepository { .. }) => Ok(PastCommits::default()),
        commits => Ok(PastCommits::of(commits?)),
    }
}

/// Returns the next commit to replay, and its changes in the order in which they are taken back; `None` if there is none.
fn next(store: &Store, to: UndoOrRedo) -> Result<Option<(PastCommit, CommitChanges)>, Failure> {
    let past = past_commits(store)?;
    let replayed: Vec<(PastCommit, String)> = match to {
        UndoOrRedo::Back => past.made.into_iter().map(|commit| (commit.clone(), commit.hash)).collect(),
        UndoOrRedo::Forward => past.taken_back,
    };
    for (commit, hash) in replayed.into_iter().rev() {
        let changes = store.changes_of_commit(&hash)?;
        // One that changed back by hand leaves nothing to do.
        let is_back = |it: &FileChange| store.text_now(&it.id).is_ok_and(|now| now == it.before);
        if !changes.others.is_empty() || !changes.records.iter().all(is_back) {
            return Ok(Some((commit, changes)));
        }
    }
    Ok(None)
}

/// Takes back the last commit of irr, or makes the one again that was taken back last; `None` if there is none.
pub(in crate::cli) fn replay(
    ctx: &mut Context,
    store: &Store,
    lock: Option<Lock>,
    write: WriteArgs,
    to: UndoOrRedo,
) -> Result<Option<Outcome>, Failure> {
    let Some((commit, changes)) = next(store, to)? else { return Ok(None) };
    let (verb, subject) = (to.verb(), &commit.subject);
    let cannot = |why: String| Failure::refused(format!("cannot {verb} the saved change “{subject}”: {why}"));
    if write.writes() {
        store.can_commit()?;
    }
    let unsaved = store.unsaved()?;
    if let Some(other) = changes.records.iter().find(|it| unsaved.records.iter().any(|other| other.id == it.id)) {
        let why = format!("{} has changes that are not saved", Store::name_of(&other.id));
        return Err(cannot(why).hint("`irr save` saves them; `irr undo` then takes back the last of them"));
    }
    if let (true, Some(name)) = (changes.records.is_empty(), changes.others.first()) {
        let hint = format!("`git log -p -- {name}` shows what it was: change it back by hand, then `irr save`");
        return Err(cannot(format!("it changed {name}, and no record")).hint(hint));
    }
    let set = take_back(store, &changes.records)?.map_err(|standing| {
        let hint = "nothing was changed: change back what should go with `irr set` or `irr edit`, then `irr save`";
        cannot(listed(standing.iter().map(standing_words), standing.len(), MOST)).hint(hint)
    })?;
    if store.is_shared(&commit.hash)? {
        let words = "checks against an earlier version (`irr validate --against`) may report what is taken back";
        writeln!(ctx.err, "warning: others may have received this change already: {words}")?;
    }
    let plan = plan(ctx, store, &commit, set, to);
    let outcome = carry_out(plan, ctx, store, lock, write)?;
    if !changes.others.is_empty() && outcome == Outcome::Done {
        writeln!(ctx.err, "{} stays as it is: change it back by hand", listed(&changes.others, changes.others.len(), MOST))?;
    }
    Ok(Some(outcome))
}

fn plan(ctx: &Context, store: &Store, commit: &PastCommit, set: ChangeSet, to: UndoOrRedo) -> Plan {
    let (verb, subject) = (to.verb(), &commit.subject);
    let mut plan = Plan::of_set(ChangeSet { deed: format!("{verb} of “{subject}”"), ..set });
    let changes = RecordChanges::between(&versions(&plan.set.files), Vec::new());
    let lines: String = changes.lines().iter().map(|line| format!("\n  {line}")).collect();
    let told = match to {
        UndoOrRedo::Back => "taken back",
        UndoOrRedo::Forward => "made again",
    };
    // One change, however many records it has.
    plan.describe(format!("{told}: “{subject}”{lines}"));
    plan.question = Some(match to {
        UndoOrRedo::Back => format!("Take back “{subject}”, saved on {}, in a new commit?", day_of(commit)),
        UndoOrRedo::Forward => format!("Make “{subject}” again, in a new commit?"),
    });
    plan.is_shown = true;
    plan.is_reviewed = ctx.is_answered || !store.state_is_in_git();
    // To go back is to remove what later versions must keep. Words that were redacted are another matter.
    let against = all().filter(|rule| rule.counts == RuleScope::Against && rule.code != REDACTED_WORDS_BACK.code);
    plan.granted.extend(against.map(|rule| rule.code));
    let (name, trailer) = match to {
        UndoOrRedo::Back => ("Undo", format!("Irr-Undo: {}", commit.hash)),
        UndoOrRedo::Forward => ("Redo", format!("Irr-Redo: {}", commit.hash)),
    };
    plan.saved_as = Some(SavedAs { subject: format!("{name}: {subject}"), trailer });
    plan
}

fn standing_words(standing: &StandsOn) -> String {
    match standing {
        StandsOn::Value(id, conflict) => {
            let words = ConflictWords::of(id, conflict);
            format!("{} was changed since, to {}", words.what, words.ours)
        }
        StandsOn::Record(id) => format!("{} was changed as a whole since", Store::name_of(id)),
    }
}

fn day_of(commit: &PastCommit) -> String {
    let made = DateTime::from_timestamp(commit.made, 0).map(|made| made.with_timezone(&chrono::Local));
    made.map_or_else(String::new, |made| made.format("%a %-d %b %Y %H:%M").to_string())
}

/// Lists the saved changes that could be made again and taken back; returns whether there are any.
pub(in crate::cli) fn list(ctx: &mut Context, store: &Store) -> Result<bool, Failure> {
    let past = past_commits(store)?;
    let taken_back: Vec<PastCommit> = past.taken_back.into_iter().map(|(commit, _)| commit).collect();
    for (title, commits) in [
        ("`irr redo` would make these saved changes again, the first line first:", &taken_back),
        ("`irr undo` would then take back these saved changes, the first line first:", &past.made),
    ] {
        if !commits.is_empty() {
            writeln!(ctx.out, "{title}")?;
        }
        for commit in commits.iter().rev().take(MOST_LISTED) {
            writeln!(ctx.out, "  {:<22} {}", day_of(commit), commit.subject)?;
        }
    }
    Ok(!taken_back.is_empty() || !past.made.is_empty())
}
