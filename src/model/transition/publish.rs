//! Records that the response was published, or sent to the recipient that its duty names, and that copies were sent.

use crate::model::duty::{Recipient, SentCopy};
use crate::model::transition::TransitionError;
use crate::model::{Date, Record, Stage};

/// The dates of a response and its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publish {
    /// The day the response was published, or sent where the duty requires sending.
    pub responded: Date,
    /// The web address of the response.
    pub url: Option<String>,
    /// The day on which each copy was sent.
    pub sent: Vec<(Recipient, Date)>,
    /// The day on which the chief officer was invited to comment; `None` leaves it unchanged.
    pub chief_officer_invited: Option<Date>,
}

impl Publish {
    /// Applies the dates and returns a description of them.
    ///
    /// # Errors
    /// [`TransitionError`] where the record already has another day for the response, the invitation or a copy.
    pub fn take(&self, record: &mut Record) -> Result<String, TransitionError> {
        let duty = record.duty();
        // The same day again is accepted, so that copies can be recorded later.
        if let Some(day) = record.responded().filter(|day| *day != self.responded) {
            let field = duty.sent_to.map_or("published", |copy| copy.to.field());
            let why = format!("it was already {} on {day}", duty.done());
            return Err(TransitionError::not_so(
                why,
                format!("to correct that date, use `irr set ADDRESS publication.{field}=DATE`"),
            ));
        }
        let mut publication = record.publication.clone().unwrap_or_default();
        let copies: Vec<(String, Option<Date>, Option<Date>)> = self
            .sent
            .iter()
            .map(|(to, day)| {
                (format!("{} was sent its copy", name(duty.copies(self.responded), *to)), Some(*day), publication.sent_to(*to))
            })
            .collect();
        let invited = ("the chief officer was invited".to_owned(), self.chief_officer_invited, publication.chief_officer_invited);
        for (what, said, written) in std::iter::once(invited).chain(copies) {
            if let Some(written) = written.filter(|written| said.is_some_and(|said| said != *written)) {
                let instead = "to correct that date, use `irr set ADDRESS publication.FIELD=DATE`";
                return Err(TransitionError::not_so(format!("the record already says that {what} on {written}"), instead));
            }
        }
        match duty.sent_to {
            Some(copy) => *publication.sent_to_mut(copy.to) = Some(self.responded),
            None => publication.published = Some(self.responded),
        }
        publication.url = self.url.clone().or(publication.url);
        self.sent.iter().for_each(|(to, day)| *publication.sent_to_mut(*to) = Some(*day));
        publication.chief_officer_invited = self.chief_officer_invited.or(publication.chief_officer_invited);
        record.publication = Some(publication);
        record.stage = Stage::Published;
        let responded = format!("{} on {} {}", duty.done(), self.responded.weekday(), self.responded);
        let sent = self.sent.iter().map(|(to, day)| format!("copy to {} sent on {day}", name(duty.copies(self.responded), *to)));
        let invited = self.chief_officer_invited.map(|day| format!("chief officer invited on {day}"));
        Ok(std::iter::once(responded).chain(sent).chain(invited).collect::<Vec<_>>().join("; "))
    }
}

/// Returns the recipient's name, as the duty words it where it does.
fn name(mut copies: impl Iterator<Item = &'static SentCopy>, to: Recipient) -> &'static str {
    copies.find(|copy| copy.to == to).map_or_else(|| to.name(), |copy| copy.name)
}
