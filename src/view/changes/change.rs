//! One change, and the words of its parts.

use super::kind::ChangeKind;
use crate::model::field_words::quoted;
use crate::model::value_changes::{ValueChange, ValueChangeKind};
use crate::model::{FieldPath, FindingRef, RecordId};
use crate::prose::shortened;

/// The longest title in the message of a commit.
const LONGEST_TITLE: usize = 50;

/// One record before and after: the texts of its file, `None` where there is no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordVersions {
    /// The record's id.
    pub id: RecordId,
    /// The earlier text.
    pub before: Option<String>,
    /// The later text.
    pub after: Option<String>,
    /// A text that was written after both, with redactions: what it redacted is not quoted from them.
    pub redacted: Option<String>,
}

impl RecordVersions {
    /// Creates the versions of a record that has no later text.
    pub fn from_texts(id: RecordId, before: Option<String>, after: Option<String>) -> Self {
        Self { id, before, after, redacted: None }
    }
}

/// The report that a record is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportName {
    /// Its title; the record's id where the record cannot be read.
    pub title: String,
    /// The force; empty where the record cannot be read.
    pub force: String,
}

/// One change, as a sentence that a finding or record is put into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// The record: where it is now, or was if it is removed.
    pub id: RecordId,
    /// Where the record was, if it was renamed.
    pub renamed_from: Option<RecordId>,
    /// The finding; `None` if the record itself changed.
    pub finding: Option<FindingRef>,
    /// The report.
    pub report: ReportName,
    /// What it means.
    pub kind: ChangeKind,
    /// What happened, without the finding: "due date extended from 31 December 2025 to 31 March 2026, because “Rain”".
    pub what: String,
    /// The values that differ.
    pub values: Vec<ChangedValue>,
    /// The record by the name that a commit calls it.
    pub(super) named: RecordId,
    /// The words before the name in a commit: "Set the owner of".
    pub(super) head: String,
    /// The words behind it: " to Head of Custody".
    pub(super) tail: String,
    /// The earlier value; `None` if there was none, or if it is too long to quote.
    pub(super) was: Option<String>,
}

/// A value that differs, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedValue {
    /// The finding; `None` for a value of the record itself.
    pub finding: Option<FindingRef>,
    /// The path of the finding in the later record, or in the earlier one if it was removed; the paths of the change begin there.
    pub at: FieldPath,
    /// What differs. The path of a whole finding is empty, and one that was moved was at a path from the record.
    pub change: ValueChange,
    /// Whether words of it are left out, because they are redacted in another version.
    pub is_redacted: bool,
}

impl ChangedValue {
    /// Returns the path from the record.
    pub fn path(&self) -> FieldPath {
        self.at.join(&self.change.field)
    }

    /// Returns the path from the record that a moved item had.
    pub fn moved_from(&self) -> Option<FieldPath> {
        match &self.change.kind {
            ValueChangeKind::Moved(from) if self.change.field == FieldPath::root() => Some(from.clone()),
            ValueChangeKind::Moved(from) => Some(self.at.join(from)),
            _ => None,
        }
    }
}

impl RecordChange {
    /// Returns the sentence: "R4: owner changed from Head of Custody to Head of Crime".
    pub fn sentence(&self) -> String {
        match &self.finding {
            Some(finding) => format!("{finding}: {}", self.what),
            None => self.what.clone(),
        }
    }

    /// Returns the report's title, short.
    pub(super) fn short_title(&self) -> String {
        shortened(&quoted(&self.report.title), LONGEST_TITLE)
    }

    /// Returns the sentence with the name that people type: "Close custody:R1".
    pub(super) fn short(&self) -> String {
        let subject = self.named.parts().2;
        let subject = if subject.is_empty() { self.named.stem() } else { subject };
        match &self.finding {
            Some(finding) => format!("{} {subject}:{finding}{}", self.head, self.tail),
            None => format!("{} {}{}", self.head, self.short_title(), self.tail),
        }
    }

    /// Returns the sentence with the whole id, and the earlier value.
    pub(super) fn line(&self) -> String {
        let was = self.was.as_ref().map_or_else(String::new, |was| format!(" (was {was})"));
        let finding = self.finding.as_ref().map_or_else(String::new, |finding| format!(":{finding}"));
        format!("{} {}{finding}{}{was}", self.head, self.named, self.tail)
    }

    pub(super) fn trailer(&self) -> String {
        match &self.finding {
            Some(finding) => format!("Irr-Finding: {}:{finding}", self.named),
            None => format!("Irr-Record: {}", self.named),
        }
    }
}
