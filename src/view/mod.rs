//! Answers as plain data: what a command found, before it is drawn.
//!
//! An answer is computed from records and a day. It has two forms: [`Block`]s for people, and an [`Export`], the published
//! JSON. This room reads no disk and formats no characters; formats live in `draw`. To add an answer: a file here that
//! implements [`View`], and its JSON in `export/v1`.

pub mod agenda;
mod between;
pub mod blocks;
pub mod calendar;
pub mod changes;
pub mod export;
pub mod finding_history;
pub mod finding_sheet;
mod labels;
pub mod listing;
pub mod manual;
pub mod overview;
pub mod owner_request;
pub mod publication_checklist;
pub mod reconciliation;
pub mod record_diff;
pub mod record_sheet;
mod response;
pub mod response_form;
pub mod rows;
pub mod search_result;
mod section;
pub mod tally;
pub mod totals;
pub mod validation;
pub mod work_sheet;
pub mod workbook;

pub use crate::model::ConflictWords;
pub use agenda::Agenda;
pub use between::{Between, NoPeriod};
pub use blocks::{
    Block, Cell, Chart, DocumentSection, Entries, Entry, Fit, FormBox, Role, Shape, Snippet, SnippetMark, Table, TableColumn,
};
pub use calendar::{Calendar, CalendarEntry};
pub use changes::{RecordChange, RecordChanges, RecordVersions};
pub use export::Export;
pub use finding_history::{HistoryOf, HistorySheet};
pub use finding_sheet::FindingSheet;
pub use listing::{Listing, saved_lists};
pub use manual::{RuleList, RulePage};
pub use overview::Overview;
pub use record_diff::{DiffPoint, DiffSide, RecordDiff};
pub use record_sheet::RecordSheet;
pub use response_form::{FormParts, ResponseForm};
pub use rows::Rows;
pub use search_result::SearchResult;
pub use totals::Totals;
pub use validation::ValidationReport;
pub use work_sheet::WorkbookView;

/// An answer that every format can draw.
pub trait View {
    /// Returns what people see, from top to bottom.
    fn blocks(&self) -> Vec<Block>;

    /// Returns the published JSON.
    fn export(&self) -> Export;
}
