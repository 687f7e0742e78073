//! The input and output of reading a document.

use crate::intake::document_kind::DocumentKind;
use crate::intake::note::ImportNote;
use crate::intake::offices::{Author, Offices};
use crate::model::{Date, Force, GuessedValue, LocalPolicingBody, OurNames, Record, RecordId};

/// What is known before reading. It takes precedence over the document.
#[derive(Debug, Clone, Default)]
pub struct KnownFacts {
    /// The force.
    pub force: Option<Force>,
    /// The title of the report.
    pub title: Option<String>,
    /// The day the report was published.
    pub published: Option<Date>,
    /// The last part of the record's id.
    pub slug: Option<String>,
    /// The addressees that mean this body and its force.
    pub us: OurNames,
    /// The author, if the user named one.
    pub author: Option<Author>,
    /// What the document is, if the user said it.
    pub kind: Option<DocumentKind>,
    /// The office holders.
    pub offices: Offices,
    /// The body that responds according to the settings, if the document does not name one.
    pub body: Option<LocalPolicingBody>,
    /// The record that the document is imported into. The document may then be an answer alone, to findings that only the
    /// record has.
    pub into: Option<Record>,
}

/// A draft record with notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportDraft {
    /// The id that its facts give.
    pub id: RecordId,
    /// The record.
    pub record: Record,
    /// The notes, in order of place.
    pub notes: Vec<ImportNote>,
    /// The values that were guessed, which are marked in the record until a person has looked.
    pub guesses: Vec<GuessedValue>,
    /// The record that irr wrote this document from; `None` for documents by other authors.
    pub rendered: Option<RecordId>,
}
