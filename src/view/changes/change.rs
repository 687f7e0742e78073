//! One change, and the words of its parts.

use crate::model::{FindingRef, RecordId};

/// One record before and after: the texts of its file, `None` where there is no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordVersions {
    /// The record's id.
    pub id: RecordId,
    /// The earlier text.
    pub before: Option<String>,
    /// The later text.
    pub after: Option<String>,
}

/// One change, as a sentence that a finding or record is put into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// The record.
    pub id: RecordId,
    /// The finding; `None` if the record itself changed.
    pub finding: Option<FindingRef>,
    /// The report's title.
    pub(super) title: String,
    /// The words before the name: "Set the owner of".
    pub(super) head: String,
    /// The words behind it: " to Head of Custody".
    pub(super) tail: String,
    /// The earlier value; `None` if there was none, or if it is too long to quote.
    pub(super) was: Option<String>,
}

impl RecordChange {
    /// Returns the sentence with the name that people type: "Close custody:R1".
    pub(super) fn short(&self) -> String {
        let subject = self.id.parts().2;
        let subject = if subject.is_empty() { self.id.stem() } else { subject };
        match &self.finding {
            Some(finding) => format!("{} {subject}:{finding}{}", self.head, self.tail),
            None => format!("{} {}{}", self.head, self.title, self.tail),
        }
    }

    /// Returns the sentence with the whole id, and the earlier value.
    pub(super) fn line(&self) -> String {
        let was = self.was.as_ref().map_or_else(String::new, |was| format!(" (was {was})"));
        let finding = self.finding.as_ref().map_or_else(String::new, |finding| format!(":{finding}"));
        format!("{} {}{finding}{}{was}", self.head, self.id, self.tail)
    }

    pub(super) fn trailer(&self) -> String {
        match &self.finding {
            Some(finding) => format!("Irr-Finding: {}:{finding}", self.id),
            None => format!("Irr-Record: {}", self.id),
        }
    }
}
