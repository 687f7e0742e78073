//! Collects the changes of one record or finding.

use serde_json::{Map, Value};

use super::change::RecordChange;
use crate::model::field_words::{field_words, value_words};
use crate::model::redaction::REDACTED;
use crate::model::{FindingRef, RecordId, Redaction};

/// How a list that only grows has changed.
pub(super) enum Grown<'a, T> {
    Same,
    /// It has new items at its end; the last of them.
    By(&'a T),
    /// Items at its end were removed; the last of them.
    Back(&'a T),
    /// Something else changed.
    Changed,
}

/// Compares two versions of a list.
pub(super) fn grown<'a, T: PartialEq>(before: &'a [T], after: &'a [T]) -> Grown<'a, T> {
    match (before.last(), after.last()) {
        _ if before == after => Grown::Same,
        (_, Some(last)) if after.starts_with(before) => Grown::By(last),
        (Some(last), _) if before.starts_with(after) => Grown::Back(last),
        _ => Grown::Changed,
    }
}

/// Collects the changes of one record or finding.
pub(super) struct ChangeWriter<'a> {
    pub(super) id: &'a RecordId,
    pub(super) title: String,
    pub(super) finding: Option<FindingRef>,
    pub(super) changes: &'a mut Vec<RecordChange>,
}

impl ChangeWriter<'_> {
    pub(super) fn change(&mut self, head: impl Into<String>, tail: impl Into<String>, was: Option<String>) {
        let (id, title, finding) = (self.id.clone(), self.title.clone(), self.finding.clone());
        self.changes.push(RecordChange { id, title, finding, head: head.into(), tail: tail.into(), was });
    }

    pub(super) fn redactions(&mut self, before: &[Redaction], after: &[Redaction]) {
        match grown(before, after) {
            Grown::By(last) => self.change("Redact", format!(": {}", last.field), None),
            Grown::Back(_) | Grown::Changed => self.change("Change the redactions of", "", None),
            Grown::Same => {}
        }
    }

    /// Writes a change for each field that differs, besides those in `told`.
    pub(super) fn fields(&mut self, before: &Map<String, Value>, after: &Map<String, Value>, told: &[&str], above: &str) {
        let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
        for key in keys.filter(|key| !told.contains(&key.as_str()) && before.get(*key) != after.get(*key)) {
            let (was, is) = (before.get(key), after.get(key));
            let field = format!("{above}{key}");
            let parts = |value: Option<&Value>| value.map_or(Some(Map::new()), |value| value.as_object().cloned());
            if let (Some(was), Some(is)) = (parts(was), parts(is)) {
                self.fields(&was, &is, &[], &format!("{field}."));
                continue;
            }
            let name = field_words(&field);
            // Words that were redacted must not come back in the message of a commit.
            let is_redacted = [was, is].into_iter().flatten().any(|value| value.to_string().contains(REDACTED));
            let words = |value: Option<&Value>| value.and_then(value_words).filter(|_| !is_redacted);
            let old = words(was);
            match (is, words(is)) {
                (None, _) => self.change(format!("Remove the {name} of"), "", old),
                (Some(_), Some(new)) => self.change(format!("Set the {name} of"), format!(" to {new}"), old),
                (Some(_), None) if was.is_none() => self.change(format!("Write the {name} of"), "", None),
                (Some(_), None) => self.change(format!("Change the {name} of"), "", None),
            }
        }
    }
}
