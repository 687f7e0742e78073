//! Who speaks in a document: the two offices, and who holds them.

use crate::model::{ChiefOfficer, Force, LocalPolicingBody};

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
