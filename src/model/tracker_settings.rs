//! What an office has said about its spreadsheets: the meaning of a head, a colour or a status word.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Priority, RecordId, Status};

vocabulary! {
    /// What a column of a tracker has.
    TrackerField: "a field of a tracker" {
        /// The finding's number.
        Ref = "ref",
        /// The title of the report.
        Report = "report",
        /// When the report was published.
        Published = "published",
        /// Who published it.
        Inspectorate = "inspectorate",
        /// Recommendation, area for improvement or cause of concern.
        Kind = "kind",
        /// The finding's words.
        Text = "text",
        /// Its area.
        Area = "area",
        /// Its priority.
        Priority = "priority",
        /// Whether it is accepted.
        Acceptance = "acceptance",
        /// The answer to it.
        Response = "response",
        /// What is to be done.
        Action = "action",
        /// Who does one of several actions.
        ActionOwner = "action_owner",
        /// When an action is due.
        ActionDue = "action_due",
        /// When an action is due after an extension.
        ActionExtension = "action_extension",
        /// Whether an action is done.
        ActionStatus = "action_status",
        /// When an action was done.
        ActionDone = "action_done",
        /// Who does it.
        Owner = "owner",
        /// When it is due.
        Due = "due",
        /// When it was due at first.
        OriginalDue = "original_due",
        /// When it is due after an extension.
        Extension = "extension",
        /// Why it was extended.
        Reason = "reason",
        /// Who approved that.
        Approver = "approver",
        /// Its status.
        Status = "status",
        /// What has happened.
        Progress = "progress",
        /// When it was closed.
        Closed = "closed_on",
        /// What proves that.
        Evidence = "evidence",
        /// What the inspectorate says of it.
        Verified = "verified",
    }
}

/// What heads and status words mean on a sheet of a tracker.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackerSettings {
    /// The fields of columns, by their heads; null for a column whose cells are kept under `unplaced`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heads: BTreeMap<String, Option<TrackerField>>,
    /// The statuses of words and colours; null for one that says nothing of the status.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub statuses: BTreeMap<String, Option<Status>>,
    /// The priorities of words; null for one that says nothing of the priority.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub priorities: BTreeMap<String, Option<Priority>>,
    /// The records of reports, by the titles that the sheet has for them, where a title is not that of the record.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reports: BTreeMap<String, RecordId>,
}
