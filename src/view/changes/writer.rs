//! Collects the changes of one record or finding.

use super::change::{ChangedValue, RecordChange, ReportName};
use super::excerpt;
use super::kind::ChangeKind;
use super::redacted::RedactedPassages;
use crate::model::field_words::quoted;
use crate::model::value_changes::{ValueChange, ValueChangeKind};
use crate::model::{FieldPath, FindingRef, RecordId};

/// The words of a change: those of the diff, and those of a commit.
pub(super) struct ChangeWords {
    pub(super) kind: ChangeKind,
    /// What happened, without the finding.
    pub(super) what: String,
    /// The words before the name in a commit.
    pub(super) head: String,
    /// The words behind it.
    pub(super) tail: String,
    /// The earlier value in a commit.
    pub(super) was: Option<String>,
}

impl ChangeWords {
    pub(super) fn new(kind: ChangeKind, what: impl Into<String>, head: impl Into<String>, tail: impl Into<String>) -> Self {
        Self { kind, what: what.into(), head: head.into(), tail: tail.into(), was: None }
    }
}

/// Collects the changes of one record or finding. Each value that differs goes into one of them.
pub(super) struct ChangeWriter<'a> {
    pub(super) id: &'a RecordId,
    /// Where the record was, if it was renamed.
    pub(super) renamed_from: Option<&'a RecordId>,
    pub(super) report: &'a ReportName,
    pub(super) finding: Option<FindingRef>,
    /// The path of the finding in the record.
    pub(super) at: FieldPath,
    pub(super) hidden: &'a RedactedPassages,
    /// The values that no change has yet.
    pub(super) values: Vec<ChangedValue>,
    pub(super) changes: &'a mut Vec<RecordChange>,
}

impl ChangeWriter<'_> {
    /// Goes on to a finding, or to the record, and the values in which its versions differ.
    pub(super) fn begin(&mut self, finding: Option<(FindingRef, FieldPath)>, values: Vec<ValueChange>) {
        (self.finding, self.at) = finding.map_or((None, FieldPath::root()), |(finding, at)| (Some(finding), at));
        self.values = values.into_iter().map(|value| self.changed(value)).collect();
    }

    /// Returns a value of the present finding or record, without what is redacted.
    pub(super) fn changed(&self, mut change: ValueChange) -> ChangedValue {
        let is_redacted = self.hidden.hide(&mut change);
        ChangedValue { finding: self.finding.clone(), at: self.at.clone(), change, is_redacted }
    }

    /// Takes the values that a change is about.
    pub(super) fn take(&mut self, is_meant: impl Fn(&ValueChange) -> bool) -> Vec<ChangedValue> {
        let (taken, left) = std::mem::take(&mut self.values).into_iter().partition(|value| is_meant(&value.change));
        self.values = left;
        taken
    }

    /// Takes the first value of this kind.
    pub(super) fn take_one(&mut self, is_meant: impl Fn(&ValueChange) -> bool) -> Option<ChangedValue> {
        let place = self.values.iter().position(|value| is_meant(&value.change))?;
        Some(self.values.remove(place))
    }

    pub(super) fn write(&mut self, words: ChangeWords, values: Vec<ChangedValue>) {
        let ChangeWords { kind, what, head, tail, was } = words;
        let (id, renamed_from) = (self.id.clone(), self.renamed_from.cloned());
        let (named, report, finding) = (id.clone(), self.report.clone(), self.finding.clone());
        self.changes.push(RecordChange { id, renamed_from, named, finding, report, kind, what, values, head, tail, was });
    }

    /// Returns a text of the record in quotation marks, without what is redacted.
    pub(super) fn in_quotes(&self, text: &str) -> String {
        excerpt::in_quotes(&self.hidden.without(text))
    }

    /// Returns a name or the like, without what is redacted.
    pub(super) fn quoted(&self, text: &str) -> String {
        quoted(&self.hidden.without(text))
    }

    /// Returns the items of a list that were added, changed or removed, each with its position and values. Added and removed ones
    /// come after those that stayed.
    pub(super) fn take_items(&mut self, list: &str) -> Vec<(ItemChange, usize, Vec<ChangedValue>)> {
        let mut items: Vec<(ItemChange, usize, Vec<ChangedValue>)> = Vec::new();
        for value in self.take(|value| value.top() == list && value.index().is_some()) {
            let index = value.change.index().unwrap_or_default();
            let kind = match (&value.change.kind, value.change.field.segments().len()) {
                (ValueChangeKind::Added, 2) => ItemChange::Added,
                (ValueChangeKind::Removed, 2) => ItemChange::Removed,
                (ValueChangeKind::Moved(_), 2) => ItemChange::Moved,
                _ => ItemChange::Changed,
            };
            let same = items.iter_mut().find(|(other, at, _)| (*other, *at) == (kind, index) && kind == ItemChange::Changed);
            match same {
                Some((.., values)) => values.push(value),
                None => items.push((kind, index, vec![value])),
            }
        }
        items.sort_by_key(|(kind, index, _)| (*kind, *index));
        items
    }
}

/// What became of an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ItemChange {
    Changed,
    Moved,
    Added,
    Removed,
}
