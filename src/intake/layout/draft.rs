//! What goes into the reading of a document, and what comes of it.

use crate::intake::complaint::Complaint;
use crate::model::{ChiefOfficer, Date, Force, LocalPolicingBody, Record, RecordId, Us};

/// Whose words a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The commissioner's, or whichever body answers.
    Commissioner,
    /// The chief officer's.
    ChiefOfficer,
}

/// Who holds the offices, as `irr.yaml` and the record know them: who signs or is addressed by these names speaks for that office.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offices {
    /// Their force: in London its Commissioner is the chief officer.
    pub force: Option<Force>,
    /// The body's name.
    pub body: Option<String>,
    /// Who holds the body's office.
    pub holder: Option<String>,
    /// The chief officer's name.
    pub chief_officer: Option<String>,
    /// What the chief officer is called.
    pub chief_officer_title: Option<String>,
}

impl Offices {
    /// The offices of a record or of the settings.
    pub fn of(body: Option<&LocalPolicingBody>, chief: Option<&ChiefOfficer>) -> Self {
        Self {
            force: None,
            body: body.and_then(|body| body.name.clone()),
            holder: body.and_then(|body| body.holder.clone()),
            chief_officer: chief.and_then(|chief| chief.name.clone()),
            chief_officer_title: chief.and_then(|chief| chief.title.clone()),
        }
    }

    /// These, and where they are silent, others.
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
    /// Whose words the document is, where somebody says so.
    pub author: Option<Author>,
    /// Who holds the offices.
    pub offices: Offices,
    /// The body that answers, where the document does not say which it is and the office has set it.
    pub body: Option<LocalPolicingBody>,
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
