//! The JSON of `irr import`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Date, Record};

/// What `irr import` read from documents.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Import {
    /// The name and version of this shape, which is that of the drafts: now `irr.import/2`.
    pub schema: &'static str,
    /// The day for which status and lateness are computed.
    pub as_of: Date,
    /// One item for each document that could be read, in the order of the command line.
    pub items: Vec<Imported>,
}

/// What was read from one document.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Imported {
    /// The document as named on the command line; `-` is standard input.
    pub document: String,
    /// The record's id.
    pub record: String,
    /// Whether a file was written.
    pub written: bool,
    /// The draft record that the document alone gives.
    pub draft: Record,
    /// Notes for the person who checks the import: what was guessed, not placed or missing.
    pub complaints: Vec<ImportComplaint>,
    /// What the document adds to an existing record or says differently; empty if it makes a new record.
    pub merged: Vec<ImportMerged>,
}

/// One note on an import.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ImportComplaint {
    /// The kind of note.
    pub code: String,
    /// The line, in a text file or on a page of a PDF.
    pub line: Option<usize>,
    /// The paragraph, in a Word file or a web page.
    pub paragraph: Option<usize>,
    /// The page, in a PDF.
    pub page: Option<usize>,
    /// What was found, and what irr did about it.
    pub message: String,
    /// The words of the document that the note is about.
    pub quote: Option<String>,
}

/// A field of an existing record that the document has a value for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ImportMerged {
    /// The field, with the finding it belongs to: `R4.chief_officer_response.text`.
    pub field: String,
    /// The value in the record before; null if it had none.
    pub record: Option<String>,
    /// The value in the document.
    pub document: String,
    /// Whether the document's value is in the record now.
    pub taken: bool,
}
