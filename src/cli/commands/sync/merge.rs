//! What `irr sync` receives, and how it is merged.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::args::kept_value::KeptValue;
use crate::cli::terminal::conflict::{KeepsBoth, decided_words};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::save::identity;
use crate::cli::terminal::write::{lock, show_problems};
use crate::draw::VerdictFormat;
use crate::model::three_way::{MergeConflict, Version};
use crate::model::{ConflictSides, ConflictWords, RecordId};
use crate::prose::{counted, listed};
use crate::session::Plan;
use crate::session::record_merge::{MergedRecord, merge_record};
use crate::session::settle::KeptVersion;
use crate::store::{BothChanged, ChangeSet, PreparedMerge, Store, Upstream};

/// The most commits and files that are listed.
const MOST: usize = 20;

/// What came from others.
#[derive(Debug, Default)]
pub(in crate::cli) struct Received {
    /// The author and subject of each commit.
    commits: Vec<(String, String)>,
    /// Conflicts that were decided, in words.
    decided: Vec<String>,
}

impl Received {
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.commits.is_empty()
    }

    pub(in crate::cli) fn print(&self, ctx: &mut Context, remote: &str) -> Result<(), Failure> {
        if !self.is_empty() {
            writeln!(ctx.out, "received from {remote}: {}", counted(self.commits.len(), "saved change", "saved changes"))?;
        }
        for (author, subject) in self.commits.iter().take(MOST) {
            writeln!(ctx.out, "  {author}: {subject}")?;
        }
        if self.commits.len() > MOST {
            writeln!(ctx.out, "  and {} more", self.commits.len() - MOST)?;
        }
        self.decided.iter().try_for_each(|line| writeln!(ctx.out, "{line}"))?;
        Ok(())
    }
}

/// Moves this branch forward to a commit that contains it, and shows the errors that come with it.
pub(in crate::cli) fn received(
    ctx: &mut Context,
    store: &Store,
    commit: &str,
    theirs: &str,
    got: &mut Received,
) -> Result<(), Failure> {
    let commits = store.commits_of(theirs)?;
    let set = ChangeSet { deed: "sync".to_owned(), files: store.changes_to(commit)?, ..ChangeSet::default() };
    let plan = Plan::of_set(set);
    // Others have saved these errors already: they are shown, and refuse nothing.
    let errors = plan.preflight(store, ctx.days)?.errors;
    let lock = lock(ctx, store, "sync")?;
    store.move_forward(&lock, commit)?;
    drop(lock);
    got.commits.extend(commits);
    if !errors.is_empty() {
        writeln!(ctx.err, "what was received adds these errors:")?;
        show_problems(ctx, &plan, errors, VerdictFormat::Lines)?;
    }
    Ok(())
}

/// A value that both changed, as it is known again once it is decided: the record, the finding and the field.
type ValueName = (RecordId, String, String);

fn name_of(id: &RecordId, conflict: &MergeConflict) -> ValueName {
    (id.clone(), conflict.finding.as_ref().map(ToString::to_string).unwrap_or_default(), conflict.field.clone())
}

/// Merges the commits of others with those of this branch.
pub(in crate::cli) fn merge(
    ctx: &mut Context,
    store: &Store,
    upstream: &Upstream,
    theirs: &str,
    keep: Option<KeptValue>,
    got: &mut Received,
) -> Result<(), Failure> {
    let prepared = ctx.watching("merging", |_| store.prepare_merge(theirs, &upstream.remote))?;
    if !prepared.conflicts.is_empty() {
        let files = listed(&prepared.conflicts, prepared.conflicts.len(), MOST);
        let hint = format!(
            "nothing was merged: `git merge {}` shows the lines to decide on; then run `irr sync` again",
            upstream.name()
        );
        return Err(Failure::refused(format!("cannot merge {files}: you and a colleague changed the same lines")).hint(hint));
    }
    let undecided: Vec<(&BothChanged, MergedRecord)> =
        prepared.records.iter().map(|both| (both, merge_record(both, &|_| Version::Ours))).collect();
    let conflicts: Vec<Conflict> = undecided.iter().flat_map(|(both, merged)| Conflict::all(both, merged)).collect();
    let decisions = decide(ctx, &conflicts, keep)?;
    let texts = prepared.records.iter().map(|both| {
        let version = |conflict: &MergeConflict| *decisions.get(&name_of(&both.id, conflict)).unwrap_or(&Version::Ours);
        (both.id.clone(), merge_record(both, &version).text)
    });
    let texts = texts.collect();
    let decided: Vec<String> = conflicts.iter().map(|conflict| conflict.decided(&decisions)).collect();
    let commit = commit(ctx, store, &prepared, &texts, upstream, &decided)?;
    received(ctx, store, &commit, theirs, got)?;
    got.decided.extend(decided);
    Ok(())
}

fn commit(
    ctx: &mut Context,
    store: &Store,
    prepared: &PreparedMerge,
    texts: &BTreeMap<RecordId, Option<String>>,
    upstream: &Upstream,
    decided: &[String],
) -> Result<String, Failure> {
    let identity = identity(ctx, store)?;
    let mut message = format!("Merge the changes of {}\n", upstream.name());
    if !decided.is_empty() {
        message.push_str(&format!("\n{}\n", decided.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")));
    }
    Ok(prepared.commit(texts, &message, identity)?)
}

/// A value that both changed.
struct Conflict {
    name: ValueName,
    words: ConflictWords,
}

impl Conflict {
    fn all(both: &BothChanged, merged: &MergedRecord) -> Vec<Self> {
        let of = |conflict: &MergeConflict| {
            let is_there = [&both.ours, &both.theirs].map(Option::is_some);
            let words = match merged.is_whole {
                true => ConflictWords::of_whole(&both.id, is_there, true),
                false => ConflictWords::of(&both.id, conflict),
            };
            Self { name: name_of(&both.id, conflict), words }
        };
        merged.conflicts.iter().map(of).collect()
    }

    fn decided(&self, decisions: &BTreeMap<ValueName, Version>) -> String {
        let version = *decisions.get(&self.name).unwrap_or(&Version::Ours);
        decided_words(&self.words, &ConflictSides::default(), KeptVersion::One(version))
    }
}

/// Decides each conflict: by --keep, or by asking on a terminal.
fn decide(ctx: &mut Context, conflicts: &[Conflict], keep: Option<KeptValue>) -> Result<BTreeMap<ValueName, Version>, Failure> {
    let mut decisions = BTreeMap::new();
    if conflicts.is_empty() {
        return Ok(decisions);
    }
    let sides = ConflictSides::default();
    let stopped = || Failure::refused("cancelled: nothing was merged and nothing was sent");
    if keep.is_none() && ctx.asker().is_none() {
        for Conflict { words, .. } in conflicts {
            writeln!(ctx.err, "you and a colleague changed {}: {}", words.what, words.of_both(&sides))?;
        }
        let values = counted(conflicts.len(), "value was", "values were");
        let hint = "nothing was merged or sent: decide with --keep mine or --keep theirs, or make the values the same with `irr set` \
                    and `irr save`, and sync again";
        return Err(Failure::refused(format!("cannot merge: {values} changed here and by others")).hint(hint));
    }
    for Conflict { name, words } in conflicts {
        let kept = match (keep, ctx.asker()) {
            (Some(keep), _) => Some(KeptVersion::One(keep.version(&sides))),
            (None, Some(asker)) => {
                asker.kept_version(words, &sides, KeepsBoth::No, "stop, and merge nothing").map_err(|_| stopped())?
            }
            (None, None) => None,
        };
        let Some(KeptVersion::One(version)) = kept else { return Err(stopped()) };
        decisions.insert(name.clone(), version);
    }
    Ok(decisions)
}
