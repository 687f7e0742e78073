//! What was read of a workbook: its sheets, and the reports that its findings are of.

use super::columns::TrackerColumn;
use super::finding::TrackerFinding;
use super::meanings::StatusSaid;
use crate::model::Date;
use crate::prose::Prose;

/// What a workbook says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrackerReading {
    /// How its sheets were read.
    pub sheets: Vec<SheetReading>,
    /// The reports that its findings are of.
    pub reports: Vec<TrackerReport>,
}

/// How a sheet was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SheetReading {
    /// The sheet's name.
    pub name: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// The row of the heads; `None` for a sheet without findings.
    pub heads: Option<u32>,
    /// Its columns.
    pub columns: Vec<TrackerColumn>,
    /// What its status cells say, each with how often.
    pub statuses: Vec<(StatusSaid, usize)>,
    /// The words of its priority cells that nobody knows, each with how often.
    pub unknown_priorities: Vec<(String, usize)>,
    /// How many findings it has.
    pub findings: usize,
    /// How many of its rows and columns are hidden; they were read all the same.
    pub hidden: (usize, usize),
}

/// A report, as a tracker names it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrackerReport {
    /// Its title.
    pub title: Option<String>,
    /// Why the title is a guess, if it is.
    pub title_doubt: Option<&'static str>,
    /// When it was published.
    pub published: Option<Date>,
    /// Why that is a guess, if it is.
    pub published_doubt: Option<&'static str>,
    /// Who published it.
    pub inspectorate: Option<String>,
    /// The sheet where it stands first, and the row.
    pub sheet: String,
    /// The first row.
    pub row: u32,
    /// Its findings.
    pub findings: Vec<TrackerFinding>,
    /// What is about no finding, a line each.
    pub left: Vec<String>,
}

impl TrackerReport {
    /// Returns everything of the report that fits no field, as text for `unplaced`.
    pub fn unplaced(&self) -> Option<Prose> {
        let lines: Vec<&str> =
            self.findings.iter().flat_map(|finding| &finding.left).chain(&self.left).map(String::as_str).collect();
        (!lines.is_empty()).then(|| Prose::from_text(&lines.join("\n\n")))
    }
}
