//! A planned change of records, before it is checked and written.

use crate::model::{GuessedValue, Record};
use crate::session::check::{CheckedRecord, Replacements};
use crate::session::preflight::{self, Preflight};
use crate::session::{Days, SessionError, Target};
use crate::store::{ChangeSet, Store};
use crate::yaml;

/// The commit of a change that is always committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedAs {
    /// The subject.
    pub subject: String,
    /// The trailer that says what it takes back or makes again.
    pub trailer: String,
}

/// A planned change and its description.
pub struct Plan {
    /// The changed files.
    pub set: ChangeSet,
    /// What is done, a line each.
    pub lines: Vec<String>,
    /// Renamed records and findings, so that old errors are recognised under the new name.
    pub renamed: Vec<(String, String)>,
    /// Rules that this change is known to break: their problems are shown, but do not stop it.
    pub granted: Vec<&'static str>,
    /// Further texts that it comes from, as in a merge: an error of one of them does not stop it.
    pub versions: Vec<Replacements>,
    /// Whether it only writes a draft, whose errors do not stop it.
    pub is_draft: bool,
    /// Whether it must be confirmed, however small.
    pub is_reviewed: bool,
    /// Whether it is shown even without confirmation.
    pub is_shown: bool,
    /// Whether sentences describe it, so that the files' differences need not be shown.
    pub is_told: bool,
    /// How the change is committed, whatever irr.yaml says; `None` if irr.yaml decides.
    pub saved_as: Option<SavedAs>,
    /// Whether it stays uncommitted, whatever irr.yaml says: it is part of a merge that another command commits.
    pub is_part_of_merge: bool,
    /// What is asked for confirmation; `None` for the usual question.
    pub question: Option<String>,
}

impl Plan {
    /// Creates an empty plan with this description.
    pub fn of(deed: impl Into<String>) -> Self {
        Self::of_set(ChangeSet::of(deed))
    }

    /// Creates a plan with these changes.
    pub fn of_set(set: ChangeSet) -> Self {
        Self {
            set,
            lines: Vec::new(),
            renamed: Vec::new(),
            granted: Vec::new(),
            versions: Vec::new(),
            is_draft: false,
            is_reviewed: false,
            is_shown: false,
            is_told: false,
            saved_as: None,
            is_part_of_merge: false,
            question: None,
        }
    }

    /// Adds a line to the description.
    pub fn describe(&mut self, what: impl Into<String>) {
        self.lines.push(what.into());
    }

    /// Appends to the last line of the description.
    pub fn append_to_description(&mut self, what: &str) {
        if let Some(last) = self.lines.last_mut() {
            last.push_str(what);
        }
    }

    /// Adds a record's changed text.
    ///
    /// # Errors
    /// Fails if the text cannot be changed without touching something else.
    pub fn revise(&mut self, target: Target, after: &Record) -> Result<(), SessionError> {
        self.revise_with_guesses(target, after, &[])
    }

    /// Adds a record's changed text, with marks on values that were guessed.
    ///
    /// # Errors
    /// Fails if the text cannot be changed without touching something else.
    pub fn revise_with_guesses(&mut self, target: Target, after: &Record, guesses: &[GuessedValue]) -> Result<(), SessionError> {
        let text = yaml::revise(&target.text, &target.record, after).map_err(|error| {
            SessionError::new(error, format!("cannot change {}", Store::name_of(&target.id)))
                .with_hint("nothing was written: `irr edit` opens the file")
        })?;
        let text = if guesses.is_empty() { text } else { yaml::with_checks(&text, guesses) };
        self.set.put(target.id, Some(target.text), Some(text));
        Ok(())
    }

    /// Checks the change: see [`preflight::check`].
    ///
    /// # Errors
    /// Fails if the records or `irr.yaml` cannot be read.
    pub fn preflight(&self, store: &Store, days: Days) -> Result<Preflight, SessionError> {
        preflight::check(store, &self.set, &self.renamed, &self.versions, days)
    }

    /// Splits errors into those that this change is known to add, and others.
    pub fn split_granted(&self, errors: Vec<CheckedRecord>) -> (Vec<CheckedRecord>, Vec<CheckedRecord>) {
        let (mut granted, mut others) = (Vec::new(), Vec::new());
        for found in errors {
            let (some, rest) = found.partition(|it| self.granted.contains(&it.rule.code));
            granted.extend(Some(some).filter(|found| !found.diagnostics.is_empty()));
            others.extend(Some(rest).filter(|found| !found.diagnostics.is_empty()));
        }
        (granted, others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::tests::record;

    #[test]
    fn a_value_that_a_document_replaces_gets_the_documents_mark_for_its_own() {
        let before = record("Kent", "2025-05-16");
        let text = yaml::with_checks(&yaml::write(&before), &[GuessedValue::new(None, "inspection.title", "the first heading")]);
        let mut after = before.clone();
        after.inspection.title = "Hedges".to_owned();
        let target = Target { id: "kent/2025-05-16-hedges".parse().unwrap(), text, record: before, findings: Vec::new() };
        let mut plan = Plan::of("import");
        plan.revise_with_guesses(target, &after, &[GuessedValue::new(None, "inspection.title", "the file's name")]).unwrap();
        let revised = plan.set.files[0].after.as_deref().unwrap();
        assert!(revised.contains("\n  title: Hedges # irr: check (the file's name)\n"), "{revised}");
        assert_eq!(yaml::checks(revised).len(), 1);
    }
}
