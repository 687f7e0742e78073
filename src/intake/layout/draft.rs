//! What goes into the reading of a document, and what comes of it.

use crate::intake::complaint::Complaint;
use crate::model::{Date, Force, Record, RecordId, Us};

/// What is known before the document is read; it stands before what the document says.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The force.
    pub force: Option<Force>,
    /// The report's title.
    pub title: Option<String>,
    /// The day the report was published.
    pub published: Option<Date>,
    /// The last part of the record's id.
    pub slug: Option<String>,
    /// Which addressees are this office and its force.
    pub us: Us,
    /// The record that the document is put into: it may be an answer alone, and speak of findings that only the record has.
    pub into: Option<Record>,
}

/// A record made of a document, and what to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id that its facts ask for.
    pub id: RecordId,
    /// The record.
    pub record: Record,
    /// What to look at, by its place.
    pub complaints: Vec<Complaint>,
    /// The record that irr rendered as this document; `None` for a document of anybody else.
    pub rendered: Option<RecordId>,
}
