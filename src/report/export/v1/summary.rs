//! The store in figures.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Item, Response};
use crate::model::{Date, GradeLevel, SummarySection, Verification};

/// The store in figures, for a period.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Summary {
    /// `irr.summary/2`
    #[schemars(extend("const" = "irr.summary/2"))]
    pub schema: &'static str,
    /// The day everything is judged on: the period's last.
    pub as_of: Date,
    /// The first day of the period.
    pub since: Date,
    /// The last day of the period.
    pub until: Date,
    /// The files that could not be read, and are not counted.
    pub unread: Vec<String>,
    /// How many reports had been published by then.
    pub records: usize,
    /// The sections, in the order that was asked for.
    pub sections: Vec<SummaryPart>,
}

/// One section.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SummaryPart {
    /// Its name.
    pub name: SummarySection,
    /// Its heading.
    pub title: &'static str,
    /// What is said beside its figures.
    pub notes: Vec<String>,
    /// Its figures.
    pub tallies: Vec<Tally>,
    /// The findings it tells, in order.
    pub findings: Vec<SummaryFinding>,
    /// The responses it tells, in order.
    pub responses: Vec<Response>,
    /// The graded judgments it tells, by force, area and time.
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

/// Counts in rows.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Tally {
    /// Its name.
    pub name: &'static str,
    /// What is counted.
    pub counts: Counted,
    /// Its rows.
    pub rows: Vec<TallyRow>,
}

/// Counts of one thing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TallyRow {
    /// What is counted.
    pub name: String,
    /// The day it is judged on.
    pub as_of: Date,
    /// The counts.
    pub figures: Vec<Figure>,
}

/// A count, and what lists the things counted.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Figure {
    /// What of the row is counted.
    pub name: &'static str,
    /// How many there are.
    pub count: usize,
    /// The expression that holds for those and no others on the row's day.
    #[serde(rename = "where")]
    pub filter: String,
}

/// A finding that a section tells.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SummaryFinding {
    /// The finding and how it stands.
    #[serde(flatten)]
    pub item: Item,
    /// Why its date last moved.
    pub last_reason: Option<String>,
    /// What proves that it is closed.
    pub evidence: Vec<String>,
    /// Who approved that.
    pub approved_by: Option<String>,
    /// The inspectorate's word on it.
    pub verification: Option<Verification>,
}

/// A graded judgment of one area.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SummaryGrade {
    /// The force.
    pub force: String,
    /// The area, or "the whole force".
    pub area: String,
    /// The day the report was published.
    pub published: Date,
    /// The record's id.
    pub record: String,
    /// Whose report it is.
    pub inspectorates: Vec<String>,
    /// The judgment.
    pub grade: GradeLevel,
    /// The judgment before it.
    pub before: Option<GradeLevel>,
}
