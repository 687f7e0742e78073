//! The JSON of `irr find`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Date;

/// The texts that `irr find` found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Find")]
pub struct FindJson {
    /// The name and version of this shape: `irr.find/1`.
    #[schemars(extend("const" = "irr.find/1"))]
    pub schema: &'static str,
    /// The day on which the records are searched: later entries are left out.
    pub as_of: Date,
    /// The words and phrases that were looked for.
    pub words: Vec<String>,
    /// The texts, the most telling first; those of one finding follow each other.
    pub items: Vec<FoundJson>,
}

/// A text with words that were looked for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Found")]
pub struct FoundJson {
    /// The record's id.
    pub record: String,
    /// The finding's reference within the record; null for a text of the whole record.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The force that was inspected.
    pub force: String,
    /// The title of the report.
    pub inspection: String,
    /// The day the report was published.
    pub published: Date,
    /// What the text is, in words.
    pub what: &'static str,
    /// The path of the field within the finding, or within the record.
    pub field: String,
    /// The day of the entry that the text belongs to.
    pub date: Option<Date>,
    /// Whether that entry is never published.
    pub internal: bool,
    /// The words around those that were looked for, on one line.
    pub excerpt: String,
    /// The words that were found, as the excerpt has them.
    pub matches: Vec<String>,
    /// The whole text.
    pub text: String,
}
