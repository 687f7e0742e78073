//! What is said of the clocks that run.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Clock, Date, EscalationStage, Priority, Status};

/// The clocks of an agenda.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Due {
    /// `irr.due/1`
    #[schemars(extend("const" = "irr.due/1"))]
    pub schema: &'static str,
    /// The day everything is judged on.
    pub as_of: Date,
    /// The clocks, the earliest date first.
    pub items: Vec<DueItem>,
}

/// One clock.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DueItem {
    /// What has set it.
    pub clock: Clock,
    /// The last day in time.
    pub date: Date,
    /// Days until then: 0 on the day itself, less where it is overdue.
    pub days_left: i64,
    /// Whether that day is past.
    pub overdue: bool,
    /// The record's id.
    pub record: String,
    /// The finding's reference within it; null where the clock is the whole response's.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The action's number within the finding, from 1; null where it is no action's.
    pub action: Option<usize>,
    /// The force.
    pub force: String,
    /// The report's title.
    pub inspection: String,
    /// What the finding asks, the action's words, or the report's title; null where it is withheld.
    pub what: Option<String>,
    /// Whose it is.
    pub owner: Option<String>,
    /// The date before any extension.
    pub original_date: Date,
    /// How many extensions have moved it.
    pub slips: usize,
    /// Which day of the response's period it is; null for any other clock, and where the period is not counted in days.
    pub day: Option<i64>,
    /// The finding's status on that day.
    pub status: Option<Status>,
    /// How much the finding matters.
    pub priority: Option<Priority>,
    /// What the finding was raised to, while it is escalated.
    pub escalation: Option<EscalationStage>,
}
