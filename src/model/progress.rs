//! The dated entries of a finding: progress, extensions, closure and verification.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Date, Status};
use crate::prose::Prose;

/// An agreed extension of a finding's due date. The original due date stays unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The day the extension was agreed.
    pub agreed: Date,
    /// The new due date.
    pub to: Date,
    /// The reason for the extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who approved the extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
}

/// One entry of the progress log. Never edit or delete an entry; add a new one. Oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressEntry {
    /// The day that the entry is about.
    pub date: Date,
    /// Who reported it, as a post rather than a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The status from that day on, if the entry changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Prose>,
}

/// The closure of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// The day the finding was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Who approved the closure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// The evidence: file paths, links, minute numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

vocabulary! {
    /// What the inspectorate concluded about a finding later.
    VerificationOutcome: "an outcome of verification" {
        /// The inspectorate counts the finding as closed.
        Closed = "closed",
        /// The inspectorate counts the finding as still open.
        Open = "open",
        /// The inspectorate has escalated the finding to a cause of concern.
        Escalated = "escalated",
    }
}

/// The inspectorate's verification of a finding, kept apart from the body's own status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// The inspectorate that verified the finding.
    pub by: String,
    /// The day of the verification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The letter or report that states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What the inspectorate concluded.
    pub outcome: VerificationOutcome,
}
