//! What a change means for whoever follows the findings.

use schemars::JsonSchema;
use serde::Serialize;

/// The kind of a change, in the order in which reports show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A report or a finding was added.
    New,
    /// An answer was written, or the response published.
    Answered,
    /// A due date, a target date or the response deadline was moved by an extension.
    Extended,
    /// A finding was closed.
    Closed,
    /// A finding was reopened.
    Reopened,
    /// A finding or an action has another owner.
    OwnerChanged,
    /// What a record said before was changed or removed.
    Corrected,
    /// Anything else, such as a log entry or an action.
    Other,
}

impl ChangeKind {
    /// Returns the words for a table.
    pub const fn words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Answered => "answered",
            Self::Extended => "extended",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::OwnerChanged => "owner changed",
            Self::Corrected => "corrected",
            Self::Other => "other",
        }
    }
}
