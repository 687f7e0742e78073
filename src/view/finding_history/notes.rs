//! What a history has to say of itself: what git does not know, and what is odd about its commits.

use super::origin::Origins;
use super::step::{HistoryStep, PartStep, StepKind};
use super::words::name;
use crate::model::{Date, HistoryLimit, RecordCommit, RecordHistory, RecordId, RecordVersion};
use crate::prose::listed;
use crate::view::changes::{field_words, value_words};

/// The most commits that a note names.
const MOST: usize = 3;

/// A name that the record had before.
#[derive(Debug, Clone)]
pub(super) struct FormerName<'a> {
    pub(super) name: &'a RecordId,
    /// The commit that changed it; `None` if that is not committed.
    pub(super) commit: Option<&'a RecordCommit>,
}

/// Returns the names that the record had, the last one first.
pub(super) fn former_names<'a>(steps: &[HistoryStep<'a>]) -> Vec<FormerName<'a>> {
    let renamed = steps.iter().rev();
    renamed.filter_map(|step| Some(FormerName { name: step.renamed_from?, commit: step.commit })).collect()
}

/// Returns what git cannot say of the record.
pub(super) fn of_limits(limits: &[HistoryLimit], id: &RecordId) -> Vec<String> {
    let note = |limit: &HistoryLimit| match limit {
        HistoryLimit::NotAsked(why, hint) => {
            let hint = hint.as_ref().map_or_else(String::new, |hint| format!(" ({hint})"));
            format!("git was not asked, so this is only what the record says: {why}{hint}")
        }
        HistoryLimit::NoCommit => {
            "nothing is committed here yet, so this is only what the record says: `irr save` makes the first commit".to_owned()
        }
        HistoryLimit::OtherRepository => {
            "the records are in a git repository of their own (a submodule), which irr does not ask, so this is only what the \
             record says: `git log` in that folder shows its commits"
                .to_owned()
        }
        HistoryLimit::Untracked => {
            "the record is not in git yet, so this is only what the record says: `irr save` commits it".to_owned()
        }
        HistoryLimit::Ignored => format!(
            "git ignores this record (.gitignore), so this is only what the record says: \
             `git check-ignore -v records/{}.yaml` shows the line",
            id.spelling()
        ),
        HistoryLimit::Shallow(since, commits) => {
            let since = since.map_or_else(String::new, |day| format!(" on {}", day.in_words()));
            let names: Vec<&str> = commits.iter().map(|hash| hash.get(..8).unwrap_or(hash)).collect();
            let names = listed(&names, names.len(), MOST);
            format!(
                "git's history here begins{since} (commit {names}): older commits are not in this clone; `git fetch --unshallow` \
                 gets them"
            )
        }
        HistoryLimit::Partial => {
            "this is a partial clone without the folders of older commits, so this is only what the record says: \
             `git log -p -- records` fetches them"
                .to_owned()
        }
    };
    limits.iter().map(note).collect()
}

/// Returns which versions cannot be read.
pub(super) fn of_versions(past: &RecordHistory, id: &RecordId) -> Vec<String> {
    let mut notes = Vec::new();
    let (mut absent, mut large) = (Vec::new(), Vec::new());
    for step in &past.steps {
        let (Some(commit), Some(version)) = (&step.commit, step.after.and_then(|after| past.versions.get(after))) else {
            continue;
        };
        match version {
            RecordVersion::Unreadable(line) => notes.push(format!(
                "the version of {} cannot be read (line {line}): `git show {}` shows what it changed",
                named(commit),
                commit.short()
            )),
            RecordVersion::NotInClone => absent.push(named(commit)),
            RecordVersion::TooLarge => large.push(named(commit)),
            RecordVersion::Record(_) => {}
        }
    }
    if !large.is_empty() {
        notes.push(format!("too large to be read: the version of {}", listed(&large, large.len(), MOST)));
    }
    if !absent.is_empty() {
        let commits = listed(&absent, absent.len(), MOST);
        let command = format!("`git log -p -- records/{}.yaml` fetches them", id.spelling());
        notes.push(format!("not in this clone (a partial clone), so not read: the versions of {commits}; {command}"));
    }
    notes
}

/// Returns what is odd about the days of commits.
pub(super) fn of_days(past: &RecordHistory, today: Date) -> Vec<String> {
    let mut notes = Vec::new();
    for (at, step) in past.steps.iter().enumerate() {
        let Some(commit) = &step.commit else { continue };
        if commit.authored.is_some_and(|day| day > today) {
            notes.push(format!("{} is dated in the future: a clock was wrong", named(commit)));
        }
        let builds_on = past.steps[..at].iter().filter(|it| it.after.is_some() && step.before.contains(&it.after));
        let later = builds_on.filter_map(|it| it.commit.as_ref()).filter(|it| it.committed > commit.committed);
        notes.extend(
            later
                .max_by_key(|it| it.committed)
                .filter(|it| it.committed <= Some(today))
                .map(|before| format!("{} builds on {}, which is dated later: a clock was wrong", named(commit), named(before))),
        );
    }
    notes
}

/// Returns the commits that brought entries of many days.
pub(super) fn of_bulk(origins: &Origins<'_, '_>) -> Vec<String> {
    let note = |(it, days): (&PartStep<'_>, usize)| {
        let with = it.step.commit.map_or_else(|| "are not committed yet".to_owned(), |by| format!("came with {}", named(by)));
        format!("entries of {days} different days {with}: git does not say when each was written")
    };
    origins.bulk().map(note).collect()
}

/// Returns fields whose value is not that of the last commit that changed them, because a merge chose another.
pub(super) fn of_merges(steps: &[PartStep<'_>], now: &serde_json::Map<String, serde_json::Value>) -> Vec<String> {
    let mut notes = Vec::new();
    for field in ["due", "owner", "priority", "status", "target"] {
        let changed = |it: &&PartStep<'_>| {
            let (Some(after), false) = (&it.after, it.step.kind == StepKind::Unknown) else { return false };
            it.is_new() || it.before.iter().all(|before| before.fields().get(field) != after.fields().get(field))
        };
        let Some(last) = steps.iter().rev().find(changed) else { continue };
        let value = last.after.as_ref().and_then(|after| after.fields().get(field));
        let (Some(commit), true) = (last.step.commit, value != now.get(field)) else { continue };
        let words = |value: Option<&serde_json::Value>| value.and_then(value_words).unwrap_or_else(|| "not set".to_owned());
        notes.push(format!(
            "the {} is {} now, and the last commit that changed it says {} ({}): a merge of branches chose",
            field_words(field),
            words(now.get(field)),
            words(value),
            named(commit)
        ));
    }
    notes
}

/// Returns a commit for a sentence: "commit 1a2b3c4d of 3 March 2026 (A. Officer)".
fn named(commit: &RecordCommit) -> String {
    let day = commit.authored.map_or_else(String::new, |day| format!(" of {}", day.in_words()));
    format!("commit {}{day} ({})", commit.short(), name(&commit.author))
}
