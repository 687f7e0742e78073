//! The JSON of `irr due`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Date, DeadlineKind, EscalationStage, Priority, Status};

/// The deadlines that `irr due` found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Due {
    /// The name and version of this shape: `irr.due/1`.
    #[schemars(extend("const" = "irr.due/1"))]
    pub schema: &'static str,
    /// The day for which days and lateness are computed.
    pub as_of: Date,
    /// The deadlines: those of escalated findings first, then by date.
    pub items: Vec<DueItem>,
}

/// One deadline.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DueItem {
    /// The kind of deadline.
    pub clock: DeadlineKind,
    /// The due date: the last day that is in time.
    pub date: Date,
    /// The number of days left: 0 on the due date, negative if it has passed.
    pub days_left: i64,
    /// Whether the due date has passed.
    pub overdue: bool,
    /// The record's id.
    pub record: String,
    /// The finding's reference within the record; null if the deadline is that of the whole response.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The action's number within the finding, from 1; null if the deadline is not that of an action.
    pub action: Option<usize>,
    /// The force that was inspected.
    pub force: String,
    /// The title of the report.
    pub inspection: String,
    /// What is to be done: the finding's or action's words, or the title of the report; null if the finding is withheld.
    pub what: Option<String>,
    /// The person or team responsible.
    pub owner: Option<String>,
    /// The original due date, before any extension.
    pub original_date: Date,
    /// The number of extensions.
    pub slips: usize,
    /// The day's number in the period for responding; null for other deadlines, and if the period is not counted in days.
    pub day: Option<i64>,
    /// The finding's status on the day.
    pub status: Option<Status>,
    /// The finding's priority.
    pub priority: Option<Priority>,
    /// The stage that the finding is escalated to.
    pub escalation: Option<EscalationStage>,
}
