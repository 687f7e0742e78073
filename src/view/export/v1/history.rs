//! The JSON of `irr history`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Date;
use crate::view::finding_history::{HistoryEventKind, HistorySource};

/// The name and version of the shape.
pub const HISTORY: &str = "irr.history/1";

/// The life of a finding or a record: what the record says, beside what commits show.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "History")]
pub struct HistoryJson {
    /// The name and version of this shape: `irr.history/1`.
    #[schemars(extend("const" = "irr.history/1"))]
    pub schema: &'static str,
    /// The day of the history: nothing later is in it.
    pub as_of: Date,
    /// The record's id.
    pub record: String,
    /// The finding's reference within the record; null for the history of the record itself.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The title of the report.
    pub inspection: String,
    /// The names that the record had before, the last one first.
    pub earlier_names: Vec<HistoryName>,
    /// What git does not know of the record, and what is odd about its commits: sentences.
    pub notes: Vec<String>,
    /// The events, oldest first.
    pub items: Vec<HistoryEventJson>,
    /// For the history of a record: its findings.
    pub findings: Vec<HistoryFinding>,
}

/// A name that the record had before.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HistoryName {
    /// The record's id then.
    pub record: String,
    /// The commit that changed it; null if that is not committed.
    pub commit: Option<HistoryCommit>,
}

/// One event.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "HistoryEvent")]
pub struct HistoryEventJson {
    /// The day on which it happened by the record, or else the author's day of the commit; null if there is neither.
    pub date: Option<Date>,
    /// What kind of event it is.
    pub what: HistoryEventKind,
    /// What happened, as a sentence.
    pub text: String,
    /// How the record and git differ about it: sentences.
    pub remarks: Vec<String>,
    /// Where it is known from.
    pub source: HistorySource,
    /// The commit that wrote it.
    pub commit: Option<HistoryCommit>,
}

/// A commit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HistoryCommit {
    /// The full hash.
    pub hash: String,
    /// Who wrote the change.
    pub author: String,
    /// The author's day, in the author's time zone.
    pub authored: Option<Date>,
    /// Who made the commit.
    pub committer: String,
    /// The committer's day, in the committer's time zone.
    pub committed: Option<Date>,
    /// The first line of the message; null where it repeats words that were redacted.
    pub subject: Option<String>,
}

/// A finding in the history of its record.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HistoryFinding {
    /// The finding's reference within the record.
    #[serde(rename = "ref")]
    pub reference: String,
    /// How many events its own history has, besides those of the record.
    pub events: usize,
    /// The last of them.
    pub last: Option<HistoryEventJson>,
}
