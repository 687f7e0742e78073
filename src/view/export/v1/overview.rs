//! The JSON of `irr` without a command.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DueItem, ListItemJson};
use crate::model::Date;

/// What is to be done on a day.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Overview")]
pub struct OverviewJson {
    /// The name and version of this shape: `irr.overview/1`.
    #[schemars(extend("const" = "irr.overview/1"))]
    pub schema: &'static str,
    /// The day for which everything is computed.
    pub as_of: Date,
    /// The overdue findings that are ours, most urgent first.
    pub overdue: Vec<ListItemJson>,
    /// The other overdue deadlines: comments, targets and actions.
    pub also_overdue: Vec<DueItem>,
    /// The deadlines of the next four weeks, without those of responses.
    pub due: Vec<DueItem>,
    /// The deadlines of all responses that are awaited, earliest first.
    pub responses: Vec<DueItem>,
    /// The number of records that could be read.
    pub records: usize,
    /// The files that could not be read, and so are not counted.
    pub unread: Vec<String>,
    /// The number of errors in the records.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of files of the records folder that are not committed; null outside of git.
    pub uncommitted: Option<usize>,
    /// The commands that one might want next.
    pub next: Vec<String>,
}
