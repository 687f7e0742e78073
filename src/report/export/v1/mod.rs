//! Version 1: `irr.list/1`, `irr.show-record/1`, `irr.show-finding/1`, `irr.summary/1`,
//! `irr.validate/1`, `irr.explain/1`, `irr.import/1`, `irr.due/1`.
//!
//! What is absent is `null` or `[]`, never left out. Dates are ISO 8601; days are whole.

mod answers;
mod due;
mod import;

pub use answers::*;
pub use due::{Due, DueItem};
pub use import::{Import, ImportComplaint, ImportMerged, Imported};
