//! The response has been published, and copies sent (section 55(5), (6)).

use super::StepError;
use crate::model::{Date, Record, Stage};

/// The day of the response, and of its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publish {
    /// The day it was published.
    pub published: Date,
    /// Where it can be read.
    pub url: Option<String>,
    /// The day on which the inspectors of constabulary got a copy.
    pub sent_to_inspectorate: Option<Date>,
    /// The day on which the Secretary of State got one.
    pub sent_to_secretary_of_state: Option<Date>,
    /// The day on which the chief officer was invited to comment, where it is not written yet.
    pub chief_officer_invited: Option<Date>,
}

impl Publish {
    /// Takes the step, and says in words what has become of the record.
    ///
    /// # Errors
    /// Where another day is written already, of the response or of what goes with it.
    pub fn take(&self, record: &mut Record) -> Result<String, StepError> {
        let mut publication = record.publication.clone().unwrap_or_default();
        if let Some(day) = publication.published.filter(|day| *day != self.published) {
            let why = format!("it was published on {day} already");
            return Err(StepError::not_so(why, "`irr set ADDRESS publication.published=DATE` puts a wrong day right"));
        }
        let said_and_written = [
            ("the chief officer was invited", self.chief_officer_invited, publication.chief_officer_invited),
            ("the inspectorate was sent its copy", self.sent_to_inspectorate, publication.sent_to_inspectorate),
            ("the Secretary of State was sent theirs", self.sent_to_secretary_of_state, publication.sent_to_secretary_of_state),
        ];
        for (what, said, written) in said_and_written {
            if let Some(written) = written.filter(|written| said.is_some_and(|said| said != *written)) {
                let instead = "`irr set ADDRESS publication.FIELD=DATE` puts a wrong day right";
                return Err(StepError::not_so(format!("it is written already that {what} on {written}"), instead));
            }
        }
        publication.published = Some(self.published);
        publication.url = self.url.clone().or(publication.url);
        publication.sent_to_inspectorate = self.sent_to_inspectorate.or(publication.sent_to_inspectorate);
        publication.sent_to_secretary_of_state = self.sent_to_secretary_of_state.or(publication.sent_to_secretary_of_state);
        publication.chief_officer_invited = self.chief_officer_invited.or(publication.chief_officer_invited);
        record.publication = Some(publication);
        record.stage = Stage::Published;
        let said = [
            ("copy to the inspectorate sent on", self.sent_to_inspectorate),
            ("copy to the Secretary of State sent on", self.sent_to_secretary_of_state),
            ("chief officer invited on", self.chief_officer_invited),
        ];
        let published = format!("published on {} {}", self.published.weekday(), self.published);
        let also = said.into_iter().filter_map(|(what, day)| Some(format!("{what} {}", day?)));
        Ok(std::iter::once(published).chain(also).collect::<Vec<_>>().join("; "))
    }
}
