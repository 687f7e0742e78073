//! Each with its own version: `irr.list/1`, `irr.show-record/1`, `irr.show-finding/1`, `irr.summary/2`,
//! `irr.validate/1`, `irr.explain/1`, `irr.import/1`.
//!
//! What is absent is `null` or `[]`, never left out. Dates are ISO 8601; days are whole.

mod answers;
mod import;
mod summary;

pub use answers::*;
pub use import::{Import, ImportComplaint, ImportMerged, Imported};
pub use summary::{Counted, Figure, Summary, SummaryFinding, SummaryGrade, SummaryPart, Tally, TallyRow};
