//! The dated entries of a finding: progress, extensions, closings and verifications.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Date, Status};
use crate::prose::Prose;

/// An agreed extension of the due date of a finding or of an action. The original date stays unchanged.
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
    /// True if it is never published. Since version 2.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schemars(extend("x-schema-version" = 2))]
    pub internal: bool,
}

impl Extension {
    /// Returns an extension without reason and approver.
    pub fn until(to: Date, agreed: Date) -> Self {
        Self { agreed, to, reason: None, approved_by: None, internal: false }
    }
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
    /// True if it is never published. Since version 2.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schemars(extend("x-schema-version" = 2))]
    pub internal: bool,
}

impl ProgressEntry {
    /// Returns an entry that says nothing but its day.
    pub fn on(date: Date) -> Self {
        Self { date, by: None, status: None, note: None, internal: false }
    }
}

/// One closing of a finding. It stays in the record when the finding is reopened.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// The day the finding was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The closed status that the finding got. Since version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-schema-version" = 2))]
    pub status: Option<Status>,
    /// Who approved the closure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// The evidence: file paths, links, minute numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// The day the finding was reopened, if it was. Since version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-schema-version" = 2))]
    pub reopened: Option<Date>,
    /// Why the finding was reopened. Since version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-schema-version" = 2))]
    pub reopening_reason: Option<String>,
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
