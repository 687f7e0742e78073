//! Whether a change would leave something wrong that is not wrong now.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::evidence::{Asked, Evidence, Found, Question, StandIns};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::model::{RecordId, Us};
use crate::rules::actions::{ACTION_DONE_EDITED, ACTION_TARGET_MOVED};
use crate::rules::closing::EVIDENCE_MISSING;
use crate::rules::dates::DATE_BEFORE_REPORT;
use crate::rules::explanation::{EXPLANATION_ADOPTED, EXPLANATION_WITHOUT_ACTION};
use crate::rules::inspectorate::{DUE_DISAGREES_WITH_TEXT, DUE_TEXT_UNREAD};
use crate::rules::{Diagnostic, Identity, Rule, Severity};
use crate::store::{ChangeSet, Count, FileChange, Since, Store, StoreError};

/// Warnings that whoever makes a change wants to know at once: later nobody would look for a day that was mistyped or not read,
/// and an explanation that says too little is published.
const SAID_AT_ONCE: &[&Rule] = &[
    &ACTION_TARGET_MOVED,
    &ACTION_DONE_EDITED,
    &DATE_BEFORE_REPORT,
    &DUE_TEXT_UNREAD,
    &DUE_DISAGREES_WITH_TEXT,
    &EVIDENCE_MISSING,
    &EXPLANATION_ADOPTED,
    &EXPLANATION_WITHOUT_ACTION,
];

/// What the rules say of a change.
pub(in crate::cli) struct Judgement {
    /// What they would call an error after it and do not call one now.
    pub(in crate::cli) new: Vec<Found>,
    /// What they would warn of after it and do not now, as far as whoever makes a change wants to know it at once.
    pub(in crate::cli) doubts: Vec<Found>,
    /// What they call an error now, as the journal of `irr undo` keeps it: a rule's code, and the rest of its identity.
    pub(in crate::cli) now: Vec<(String, String)>,
    /// How many errors would be there again that were there before what is taken back.
    pub(in crate::cli) again: usize,
    /// Why it is not held against the last commit, where git should know that and cannot say.
    pub(in crate::cli) uncompared: Option<StoreError>,
}

/// Holds a change against the rules: the changed records, and those that link to them.
///
/// The last commit counts too: a change may add to what it has, and take nothing of it away. What is `renamed` is known by its new name.
pub(in crate::cli) fn judge(
    ctx: &Context,
    store: &Store,
    set: &ChangeSet,
    renamed: &[(String, String)],
) -> Result<Judgement, Failure> {
    // Who only shows what would be changed holds no lock.
    store.steadily(|| judged_now(ctx, store, set, renamed))
}

fn judged_now(ctx: &Context, store: &Store, set: &ChangeSet, renamed: &[(String, String)]) -> Result<Judgement, Failure> {
    let settings = ctx.settings(store)?;
    let by = ctx.circumstances(&settings.settings, Us::also(&settings.settings.us));
    let judged = judged(store, set)?;
    let errors = |since: &Since, standing_in: &StandIns| -> Result<Vec<Found>, Failure> {
        let question = Question {
            store,
            asked: Asked::Records(&judged),
            staged: None,
            standing_in,
            changed: None,
            against: Some(since),
            count: &Count::default(),
        };
        let mut evidence = Evidence::gather(&question)?;
        // What cannot be read now, though it can be, would seem to have had nothing wrong with it.
        let matters = |trouble: &StoreError| match trouble {
            StoreError::List { .. } => true,
            other => judged.iter().any(|id| other.path() == Some(&store.path_of(id))),
        };
        if let Some(at) = evidence.troubles.iter().position(matters) {
            return Err(evidence.troubles.swap_remove(at).into());
        }
        let mut found = evidence.judge(store, &by, &settings.policy, &Count::default());
        let matters = |it: &Diagnostic| it.severity == Severity::Error || SAID_AT_ONCE.contains(&it.rule);
        found.iter_mut().for_each(|found| found.diagnostics.retain(matters));
        Ok(found)
    };
    let (mut history, uncompared) = History::of(store, set);
    let now = errors(&history.since, &StandIns::new())?;
    let named = |found: &Found, it: &Diagnostic| it.identity(found.id, found.record);
    let of = |severity| {
        let found = now.iter().flat_map(|found| found.diagnostics.iter().map(move |it| (found, it)));
        found.filter(move |(_, it)| it.severity == severity).map(|(found, it)| named(found, it))
    };
    let (doubts, errors_now): (Vec<Identity>, Vec<Identity>) = (of(Severity::Warning).collect(), of(Severity::Error).collect());
    history.go_on(set);
    let then = set.files.iter().map(|file| (file.id.clone(), file.after.clone())).collect();
    let mut new = errors(&history.since, &then)?;
    let by_new_name = |identity: &Identity| renamed.iter().fold(identity.clone(), |it, (from, to)| in_other_words(it, from, to));
    let mut is_known = Known::of(errors_now.iter().chain(&doubts).map(by_new_name).map(key));
    let mut was_known = Known::of(set.known.iter().cloned());
    let mut again = 0;
    for found in &mut new {
        let (id, record) = (found.id, found.record);
        found.diagnostics.retain(|it| {
            let known_by = key(it.identity(id, record));
            if is_known.take(&known_by) {
                return false;
            }
            let is_back = it.severity == Severity::Error && was_known.take(&known_by);
            again += usize::from(is_back);
            !is_back
        });
    }
    let (doubts, new): (Vec<Found>, Vec<Found>) =
        new.into_iter().map(|found| found.parted(|it| it.severity == Severity::Warning)).unzip();
    let told = |found: Vec<Found>| found.into_iter().filter(|found| !found.diagnostics.is_empty()).collect();
    let now = errors_now.into_iter().map(key).collect();
    Ok(Judgement { new: told(new), doubts: told(doubts), now, again, uncompared })
}

/// A problem's identity as the journal keeps it: the rule's code, and the rest, a line each.
fn key(identity: Identity) -> (String, String) {
    let Identity { record, rule, field, subject } = identity;
    (rule, [record, field, subject].join("\n"))
}

/// Errors that are known, each as often as it is.
struct Known(BTreeMap<(String, String), usize>);

impl Known {
    fn of(errors: impl Iterator<Item = (String, String)>) -> Self {
        let mut known = BTreeMap::new();
        errors.for_each(|error| *known.entry(error).or_default() += 1);
        Self(known)
    }

    /// Whether it is known; once less from now on.
    fn take(&mut self, error: &(String, String)) -> bool {
        let left = self.0.get_mut(error).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}

/// The records that change, and those that speak of them.
fn judged(store: &Store, set: &ChangeSet) -> Result<BTreeSet<RecordId>, Failure> {
    let mut judged: BTreeSet<RecordId> = set.files.iter().map(|file| file.id.clone()).collect();
    let ids = match store.ids() {
        Err(StoreError::NoRecords { .. }) => Vec::new(),
        ids => ids?.0,
    };
    let words: Vec<String> = set.files.iter().map(|file| file.id.to_string()).collect();
    let linking = store.mentioning(&ids.iter().collect::<Vec<_>>(), &words);
    judged.extend(linking.into_iter().cloned());
    Ok(judged)
}

/// What the last commit has of the records; without git nobody keeps what they were.
struct History {
    since: Since,
    is_kept: bool,
}

impl History {
    fn of(store: &Store, set: &ChangeSet) -> (Self, Option<StoreError>) {
        let (since, is_kept, uncompared) = match store.since_last_commit() {
            Ok(since) => (since, true, None),
            Err(StoreError::NoRepository { .. }) => (Since::default(), false, None),
            Err(error) => (Since::default(), false, Some(error)),
        };
        let mut history = Self { since, is_kept };
        for file in set.files.iter().filter(|file| history.is_kept && file.after.is_some()) {
            if let Some(before) = &file.before {
                history.since.also(&file.id, before);
            }
        }
        (history, uncompared)
    }

    /// How it differs once these changes have been made: a record that is there under another name has not gone.
    fn go_on(&mut self, set: &ChangeSet) {
        let come: Vec<&FileChange> = set.files.iter().filter(|file| file.before.is_none()).collect();
        let gone: Vec<&FileChange> = set.files.iter().filter(|file| file.after.is_none()).collect();
        for file in &gone {
            let Some(was) = self.was(file) else { continue };
            match &come[..] {
                [moved] if gone.len() == 1 => drop(self.since.changed.insert(moved.id.clone(), Some(was))),
                _ => drop(self.since.gone.insert(file.id.clone(), was)),
            }
        }
    }

    /// What the last commit has of a record that is to go.
    fn was(&self, file: &FileChange) -> Option<String> {
        match self.since.changed.get(&file.id) {
            Some(was) => was.clone(),
            None if self.is_kept && !self.since.untracked.contains(&file.id) => file.before.clone(),
            None => None,
        }
    }
}

/// The same problem once a record or a finding has another name.
fn in_other_words(identity: Identity, from: &str, to: &str) -> Identity {
    let renamed = |text: String| with_new_name(&text, from, to);
    Identity { record: renamed(identity.record), field: renamed(identity.field), subject: renamed(identity.subject), ..identity }
}

/// A text with a name in it exchanged, where it stands as a word.
fn with_new_name(message: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(at) = rest.find(from) {
        let (before, behind) = (&rest[..at], &rest[at + from.len()..]);
        let parts = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        out.push_str(before);
        out.push_str(if parts(before.chars().next_back()) && parts(behind.chars().next()) { to } else { from });
        rest = behind;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::with_new_name;

    #[test]
    fn a_name_is_exchanged_where_it_stands_alone() {
        assert_eq!(with_new_name("R1 and R10, R1", "R1", "R3"), "R3 and R10, R3");
    }
}
