//! The check before a change is written: which new problems it would add.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{OurNames, RecordId};
use crate::rules::actions::{ACTION_DONE_EDITED, ACTION_TARGET_MOVED};
use crate::rules::closing::EVIDENCE_MISSING;
use crate::rules::dates::DATE_BEFORE_REPORT;
use crate::rules::explanation::{EXPLANATION_ADOPTED, EXPLANATION_WITHOUT_ACTION};
use crate::rules::inspectorate::{DUE_DISAGREES_WITH_TEXT, DUE_TEXT_UNREAD};
use crate::rules::{Diagnostic, Identity, Rule, Severity};
use crate::session::check::{CheckInput, CheckScope, CheckedRecord, Replacements, Selection};
use crate::session::{Days, OfficeSettings, SessionError};
use crate::store::{ChangeSet, FileChange, ProgressCounter, RevisionDiff, Store, StoreError};

/// The warnings that are shown when a change is made: later nobody would look for a mistyped date, and an explanation that says
/// too little is published.
const SHOWN_AT_ONCE: &[&Rule] = &[
    &ACTION_TARGET_MOVED,
    &ACTION_DONE_EDITED,
    &DATE_BEFORE_REPORT,
    &DUE_TEXT_UNREAD,
    &DUE_DISAGREES_WITH_TEXT,
    &EVIDENCE_MISSING,
    &EXPLANATION_ADOPTED,
    &EXPLANATION_WITHOUT_ACTION,
];

/// The problems that a change would add.
pub struct Preflight {
    /// The errors that the change would add.
    pub errors: Vec<CheckedRecord>,
    /// The warnings that it would add, as far as they are shown at once.
    pub warnings: Vec<CheckedRecord>,
    /// The errors of today, as the journal of `irr undo` keeps them: a rule's code, and the rest of the identity.
    pub errors_now: Vec<(String, String)>,
    /// The number of errors that were there before the change that is undone, and would be there again.
    pub errors_again: usize,
    /// Why the change could not be compared with the last commit, although there is a repository.
    pub uncompared: Option<StoreError>,
}

/// Checks a change before it is written: the changed records, and those that link to them.
///
/// They are compared with the last commit too, because a change may add to what was published but not remove it. `renamed` are
/// the old and new names of records and findings, so that an old problem is recognised under the new name. `versions` are further
/// texts of the records that the change comes from, as in a merge: an error of one of them is not new.
///
/// # Errors
/// Fails if the records or `irr.yaml` cannot be read.
pub fn check(
    store: &Store,
    set: &ChangeSet,
    renamed: &[(String, String)],
    versions: &[Replacements],
    on: Days,
) -> Result<Preflight, SessionError> {
    // `--dry-run` takes no lock, so another command may write meanwhile.
    store.steadily(|| check_now(store, set, renamed, versions, on, ChangeStage::Planned))
}

/// Checks changes that are in the files and not committed yet, as [`check`] does.
///
/// # Errors
/// Fails if the records or `irr.yaml` cannot be read.
pub fn check_written(store: &Store, set: &ChangeSet, versions: &[Replacements], on: Days) -> Result<Preflight, SessionError> {
    store.steadily(|| check_now(store, set, &[], versions, on, ChangeStage::Written))
}

/// Whether the files have the texts from before a change, or from after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ChangeStage {
    Planned,
    Written,
}

fn check_now(
    store: &Store,
    set: &ChangeSet,
    renamed: &[(String, String)],
    versions: &[Replacements],
    on: Days,
    stage: ChangeStage,
) -> Result<Preflight, SessionError> {
    let settings = OfficeSettings::load(store)?;
    let by = on.circumstances(&settings.settings, OurNames::also(&settings.settings.us));
    let affected = affected(store, set)?;
    let errors = |since: &RevisionDiff, standing_in: &Replacements| -> Result<Vec<CheckedRecord>, SessionError> {
        let scope = CheckScope {
            store,
            asked: Selection::Records(&affected),
            staged: None,
            standing_in,
            changed: None,
            against: Some(since),
            count: &ProgressCounter::default(),
        };
        let mut input = CheckInput::read(&scope)?;
        // What cannot be read now, though it can be, would seem to have had nothing wrong with it.
        let matters = |trouble: &StoreError| match trouble {
            StoreError::List { .. } => true,
            other => affected.iter().any(|id| other.path() == Some(&store.path_of(id))),
        };
        if let Some(at) = input.troubles.iter().position(matters) {
            return Err(input.troubles.swap_remove(at).into());
        }
        let mut found = input.check(store, &by, &settings.policy, &ProgressCounter::default());
        let matters = |it: &Diagnostic| it.severity == Severity::Error || SHOWN_AT_ONCE.contains(&it.rule);
        found.iter_mut().for_each(|found| found.diagnostics.retain(matters));
        Ok(found)
    };
    let (mut history, uncompared) = LastCommit::of(store, set);
    let texts_before: Replacements = set.files.iter().map(|file| (file.id.clone(), file.before.clone())).collect();
    let texts_after: Replacements = set.files.iter().map(|file| (file.id.clone(), file.after.clone())).collect();
    let (texts_before, texts_after) = match stage {
        ChangeStage::Planned => (Replacements::new(), texts_after),
        ChangeStage::Written => (texts_before, Replacements::new()),
    };
    let now = errors(&history.since, &texts_before)?;
    let named = |found: &CheckedRecord, it: &Diagnostic| it.identity(found.id(), found.record());
    let of = |severity| {
        let found = now.iter().flat_map(|found| found.diagnostics.iter().map(move |it| (found, it)));
        found.filter(move |(_, it)| it.severity == severity).map(|(found, it)| named(found, it))
    };
    let (warnings_now, errors_now): (Vec<Identity>, Vec<Identity>) =
        (of(Severity::Warning).collect(), of(Severity::Error).collect());
    let mut is_known = Vec::new();
    for texts in versions {
        let found = errors(&history.since, texts)?;
        let all = found.iter().flat_map(|found| found.diagnostics.iter().map(move |it| named(found, it)));
        is_known.push(ErrorCounts::of(all.map(key)));
    }
    if stage == ChangeStage::Planned {
        history.apply(set);
    }
    let mut new = errors(&history.since, &texts_after)?;
    let by_new_name =
        |identity: &Identity| renamed.iter().fold(identity.clone(), |it, (from, to)| renamed_identity(it, from, to));
    let errors_known = ErrorCounts::of(errors_now.iter().chain(&warnings_now).map(by_new_name).map(key));
    let mut is_known = is_known.into_iter().fold(errors_known, ErrorCounts::or);
    let mut was_known = ErrorCounts::of(set.known.iter().cloned());
    let mut again = 0;
    for found in &mut new {
        let identities: Vec<_> = found.diagnostics.iter().map(|it| key(it.identity(found.id(), found.record()))).collect();
        let mut identities = identities.into_iter();
        found.diagnostics.retain(|it| {
            let Some(known_by) = identities.next() else { return true };
            if is_known.take(&known_by) {
                return false;
            }
            let is_back = it.severity == Severity::Error && was_known.take(&known_by);
            again += usize::from(is_back);
            !is_back
        });
    }
    let (warnings, new): (Vec<CheckedRecord>, Vec<CheckedRecord>) =
        new.into_iter().map(|found| found.partition(|it| it.severity == Severity::Warning)).unzip();
    let with_problems = |found: Vec<CheckedRecord>| found.into_iter().filter(|found| !found.diagnostics.is_empty()).collect();
    let errors_now = errors_now.into_iter().map(key).collect();
    Ok(Preflight { errors: with_problems(new), warnings: with_problems(warnings), errors_now, errors_again: again, uncompared })
}

/// Returns a problem's identity as the journal keeps it: the rule's code, and the rest on one line each.
fn key(identity: Identity) -> (String, String) {
    let Identity { record, rule, field, subject } = identity;
    (rule, [record, field, subject].join("\n"))
}

/// A multiset of errors.
struct ErrorCounts(BTreeMap<(String, String), usize>);

impl ErrorCounts {
    fn of(errors: impl Iterator<Item = (String, String)>) -> Self {
        let mut known = BTreeMap::new();
        errors.for_each(|error| *known.entry(error).or_default() += 1);
        Self(known)
    }

    /// Returns the errors of either; each as often as in the one that has more of it.
    fn or(mut self, other: Self) -> Self {
        for (error, count) in other.0 {
            let known = self.0.entry(error).or_default();
            *known = count.max(*known);
        }
        self
    }

    /// Removes one such error, and returns whether there was one.
    fn take(&mut self, error: &(String, String)) -> bool {
        let left = self.0.get_mut(error).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}

/// Returns the records that change, and those that link to them.
fn affected(store: &Store, set: &ChangeSet) -> Result<BTreeSet<RecordId>, SessionError> {
    let mut affected: BTreeSet<RecordId> = set.files.iter().map(|file| file.id.clone()).collect();
    let ids = match store.ids() {
        Err(StoreError::NoRecords { .. }) => Vec::new(),
        ids => ids?.0,
    };
    let words: Vec<String> = set.files.iter().map(|file| file.id.to_string()).collect();
    let linking = store.mentioning(&ids.iter().collect::<Vec<_>>(), &words);
    affected.extend(linking.into_iter().cloned());
    Ok(affected)
}

/// The records in the last commit.
struct LastCommit {
    since: RevisionDiff,
    is_kept: bool,
}

impl LastCommit {
    fn of(store: &Store, set: &ChangeSet) -> (Self, Option<StoreError>) {
        let (since, is_kept, uncompared) = match store.since_last_commit() {
            Ok(since) => (since, true, None),
            Err(StoreError::NoRepository { .. }) => (RevisionDiff::default(), false, None),
            Err(error) => (RevisionDiff::default(), false, Some(error)),
        };
        let mut history = Self { since, is_kept };
        for file in set.files.iter().filter(|file| history.is_kept && file.after.is_some()) {
            if let Some(before) = &file.before {
                history.since.also(&file.id, before);
            }
        }
        (history, uncompared)
    }

    /// Updates the difference as if the change had been written. A renamed record does not count as removed.
    fn apply(&mut self, set: &ChangeSet) {
        let come: Vec<&FileChange> = set.files.iter().filter(|file| file.before.is_none()).collect();
        let gone: Vec<&FileChange> = set.files.iter().filter(|file| file.after.is_none()).collect();
        for file in &gone {
            let Some(was) = self.committed(file) else { continue };
            match &come[..] {
                [moved] if gone.len() == 1 => drop(self.since.changed.insert(moved.id.clone(), Some(was))),
                _ => drop(self.since.gone.insert(file.id.clone(), was)),
            }
        }
    }

    /// Returns the committed text of a record that is removed.
    fn committed(&self, file: &FileChange) -> Option<String> {
        match self.since.changed.get(&file.id) {
            Some(was) => was.clone(),
            None if self.is_kept && !self.since.untracked.contains(&file.id) => file.before.clone(),
            None => None,
        }
    }
}

/// Returns the identity of the same problem after a record or a finding was renamed.
fn renamed_identity(identity: Identity, from: &str, to: &str) -> Identity {
    let renamed = |text: String| with_new_name(&text, from, to);
    Identity { record: renamed(identity.record), field: renamed(identity.field), subject: renamed(identity.subject), ..identity }
}

/// Replaces a name where it stands as a word.
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
