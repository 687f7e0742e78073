//! `irr.import/1`

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Date, Record};

/// What was read out of documents.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Import {
    /// `irr.import/1`
    #[schemars(extend("const" = "irr.import/1"))]
    pub schema: &'static str,
    /// The day everything is judged on.
    pub as_of: Date,
    /// One a document that could be read, in the order of the command line.
    pub items: Vec<Imported>,
}

/// What was read out of one document.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Imported {
    /// The document, as it was named; `-` is the standard input.
    pub document: String,
    /// The record's id.
    pub record: String,
    /// Whether a file was written.
    pub written: bool,
    /// What the document makes, alone.
    pub draft: Record,
    /// What a person should look at.
    pub complaints: Vec<ImportComplaint>,
    /// What it added to the record, or would say otherwise; empty where it makes a record of its own.
    pub merged: Vec<ImportMerged>,
}

/// One thing to look at.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ImportComplaint {
    /// What kind of complaint it is.
    pub code: String,
    /// The line it stands in, of a text, or of a page of a PDF.
    pub line: Option<usize>,
    /// The paragraph it stands in, of a Word file or a web page.
    pub paragraph: Option<usize>,
    /// The page it stands on, of a PDF.
    pub page: Option<usize>,
    /// What was seen, and what was done about it.
    pub message: String,
    /// The words of the document.
    pub quote: Option<String>,
}

/// One field of a record that a document had something to say to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ImportMerged {
    /// The field, below its finding: `R4.chief_officer_response.text`.
    pub field: String,
    /// What the record said before; null where it said nothing.
    pub record: Option<String>,
    /// What the document says.
    pub document: String,
    /// Whether that is in the record now.
    pub taken: bool,
}
