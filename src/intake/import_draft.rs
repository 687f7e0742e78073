//! The input and output of reading a document.

use crate::intake::ImportNote;
use crate::intake::assemble::DocumentKind;
use crate::model::{ChiefOfficer, Date, Force, GuessedValue, LocalPolicingBody, OurNames, Record, RecordId};

/// The author of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The commissioner, or whichever body has to respond.
    Commissioner,
    /// The chief officer.
    ChiefOfficer,
}

/// The office holders that settings and record name. Whoever signs or is addressed by one of these names speaks for that
/// office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offices {
    /// The force. In London its Commissioner is the chief officer.
    pub force: Option<Force>,
    /// The body's name.
    pub body: Option<String>,
    /// The holder of the body's office.
    pub holder: Option<String>,
    /// The chief officer's name.
    pub chief_officer: Option<String>,
    /// The chief officer's title.
    pub chief_officer_title: Option<String>,
}

impl Offices {
    /// Returns the office holders of a record or of the settings.
    pub fn of(body: Option<&LocalPolicingBody>, chief: Option<&ChiefOfficer>) -> Self {
        Self {
            force: None,
            body: body.and_then(|body| body.name.clone()),
            holder: body.and_then(|body| body.holder.clone()),
            chief_officer: chief.and_then(|chief| chief.name.clone()),
            chief_officer_title: chief.and_then(|chief| chief.title.clone()),
        }
    }

    /// Fills in missing values from other office holders.
    pub fn or(self, others: Self) -> Self {
        Self {
            force: self.force.or(others.force),
            body: self.body.or(others.body),
            holder: self.holder.or(others.holder),
            chief_officer: self.chief_officer.or(others.chief_officer),
            chief_officer_title: self.chief_officer_title.or(others.chief_officer_title),
        }
    }
}

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
