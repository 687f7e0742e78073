//! The JSON of `irr reconcile`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Date;

/// The name and version of the shape.
pub const RECONCILE: &str = "irr.reconcile/1";

/// How another list differs from the records.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Reconcile {
    /// The name and version of this shape: `irr.reconcile/1`.
    pub schema: &'static str,
    /// The day for which status and dates are computed.
    pub as_of: Date,
    /// How many findings both have.
    pub matched: usize,
    /// How many of these were matched by their words, not by number.
    pub matched_by_words: usize,
    /// The differences.
    pub items: Vec<ReconcileItem>,
}

/// One difference.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReconcileItem {
    /// What differs: `only_theirs`, `only_ours`, `status`, `due` or `words`.
    pub what: &'static str,
    /// The record's id; null where no record has the report.
    pub record: Option<String>,
    /// The finding: R4; `all` where the other list lacks the whole report.
    pub finding: String,
    /// What the records have.
    pub ours: String,
    /// What the other list has.
    pub theirs: String,
    /// The sheet and row of the other list.
    pub place: Option<String>,
    /// Whether the two were matched by their words.
    pub by_words: bool,
}
