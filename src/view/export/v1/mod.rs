//! The frozen shapes, each with its own version: `irr.list/1`, `irr.show-record/1`, `irr.show-finding/1` and `irr.import/1`,
//! with a version 2 of these three for version 2 of records; `irr.summary/2`, `irr.validate/1`, `irr.explain/1`, `irr.due/1`,
//! `irr.find/1`, `irr.overview/1`, `irr.reconcile/1`, `irr.history/1`, `irr.diff/1`;
//! the rows of `irr export`: `irr.finding/1`, `irr.action/1`, `irr.progress/1`, `irr.extension/1`, `irr.response/1`; and all
//! rows of a kind in one object: `irr.export-findings/1` and so on.
//!
//! Missing values are `null` or `[]`, never left out. Dates are ISO 8601; numbers of days are whole.

mod answers;
mod diff;
mod due;
mod find;
mod history;
mod import;
mod overview;
mod reconcile;
mod row;
mod rows;
mod summary;

pub use answers::*;
pub use diff::{DIFF, Diff, DiffItem, DiffPoint, DiffValue, DiffValueChange};
pub use due::{Due, DueItem};
pub use find::{FindJson, FoundJson};
pub use history::{HISTORY, HistoryCommit, HistoryEventJson, HistoryFinding, HistoryJson, HistoryName};
pub use import::{Import, ImportComplaint, ImportMerged, Imported};
pub use overview::OverviewJson;
pub use reconcile::{RECONCILE, Reconcile, ReconcileItem};
pub use row::{Exported, Items, Line, Row, RowCell, Streamed, Whole};
pub use rows::{ActionRow, ExtensionRow, ProgressRow, ResponseRow};
pub use summary::{Counted, Figure, Summary, SummaryFinding, SummaryGrade, SummaryPart, TallyJson, TallyRowJson};
