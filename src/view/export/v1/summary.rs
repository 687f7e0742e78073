//! The JSON of `irr summary`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ListItemJson, ResponseJson};
use crate::model::{Date, GradeLevel, SummarySection, Verification};

/// The meeting paper for a period.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Summary {
    /// The name and version of this shape: `irr.summary/2`.
    #[schemars(extend("const" = "irr.summary/2"))]
    pub schema: &'static str,
    /// The day for which status and lateness are computed: the last day of the period.
    pub as_of: Date,
    /// The first day of the period.
    pub since: Date,
    /// The last day of the period.
    pub until: Date,
    /// The files that could not be read, and so are not counted.
    pub unread: Vec<String>,
    /// The number of reports published by the last day.
    pub records: usize,
    /// The sections, in the order requested.
    pub sections: Vec<SummaryPart>,
}

/// A section of the paper.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SummaryPart {
    /// The section's name.
    pub name: SummarySection,
    /// The section's heading.
    pub title: &'static str,
    /// Sentences beside its figures.
    pub notes: Vec<String>,
    /// The counts.
    pub tallies: Vec<TallyJson>,
    /// The findings that it lists, in order.
    pub findings: Vec<SummaryFinding>,
    /// The responses that it lists, in order.
    pub responses: Vec<ResponseJson>,
    /// The graded judgments that it lists, by force, area and date.
    pub grades: Vec<SummaryGrade>,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Findings: `irr list --as-of AS_OF --where WHERE` lists them.
    Findings,
    /// Responses: `irr export --rows responses --as-of AS_OF --where WHERE` lists them.
    Responses,
}

/// A table of counts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Tally")]
pub struct TallyJson {
    /// The table's name.
    pub name: &'static str,
    /// What it counts.
    pub counts: Counted,
    /// The rows.
    pub rows: Vec<TallyRowJson>,
}

/// A row of counts.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TallyRow")]
pub struct TallyRowJson {
    /// The row's name: what it groups.
    pub name: String,
    /// The day for which this row is counted.
    pub as_of: Date,
    /// The counts.
    pub figures: Vec<Figure>,
}

/// A count, with the filter that lists what it counted.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Figure {
    /// The column's name: which part of the row is counted.
    pub name: &'static str,
    /// The number.
    pub count: usize,
    /// The `--where` expression that matches exactly the things counted, on the row's day.
    #[serde(rename = "where")]
    pub filter: String,
}

/// A finding that a section lists.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SummaryFinding {
    /// The finding and its state.
    #[serde(flatten)]
    pub item: ListItemJson,
    /// The reason for the last extension.
    pub last_reason: Option<String>,
    /// The evidence for the closing.
    pub evidence: Vec<String>,
    /// Who approved the closing.
    pub approved_by: Option<String>,
    /// The inspectorate's verification.
    pub verification: Option<Verification>,
}

/// A graded judgment of one area.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SummaryGrade {
    /// The force that was inspected.
    pub force: String,
    /// The area, or "the whole force".
    pub area: String,
    /// The day the report was published.
    pub published: Date,
    /// The record's id.
    pub record: String,
    /// The inspectorates that published the report.
    pub inspectorates: Vec<String>,
    /// The judgment.
    pub grade: GradeLevel,
    /// The previous judgment of the same area.
    pub before: Option<GradeLevel>,
}
