//! When the response was due, published and sent, as a form's rows and a letter's own day tell it.

use super::reader::Reader;
use crate::intake::block::Place;
use crate::intake::complaint::ComplaintCode;
use crate::intake::layout::label::Label;
use crate::model::{Date, Publication, Record, clock};

impl Reader {
    /// The form's own deadline and the day it was sent, where it has them; the day of a letter.
    pub(super) fn dates(&mut self, record: &mut Record) {
        if let Some((at, day)) = self.clues.responded {
            self.dated(at, day, record);
        }
        if let Some((at, day)) = self.clues.commented {
            let message = format!("the chief officer's letter is dated {day}: taken as the day the comments were received");
            self.complain(ComplaintCode::Guessed, at, message, None);
            record.publication.get_or_insert_default().comments_received = Some(day);
        }
        if let Some((_, at, text)) = self.row(|label| label == Label::Deadline) {
            let lawful = clock::response_due(record.inspection.published);
            if Date::from_words(&text) != Some(lawful) {
                let message =
                    format!("the form's deadline is not the law's: 56 days beginning with the report's day end on {lawful}");
                self.complain(ComplaintCode::Disagrees, at, message, Some(&text));
            }
        }
        if let Some((_, at, text)) = self.row(|label| label == Label::Sent) {
            match self.day(at, &text) {
                Some(day) => {
                    self.complain(
                        ComplaintCode::Guessed,
                        at,
                        "the day the response was sent was taken for the day it was published",
                        Some(&text),
                    );
                    if day < record.inspection.published {
                        let message =
                            format!("the response was sent on {day}, before its report of {}", record.inspection.published);
                        self.complain(ComplaintCode::Disagrees, at, message, Some(&text));
                    }
                    record.publication.get_or_insert_default().published = Some(day);
                }
                None => self.unplace(at, &text, "this is no date: kept in `unplaced`"),
            }
        }
        if let Some((_, at, text)) = self.row(|label| label == Label::ToSecretary) {
            match self.day(at, &text) {
                Some(day) => record.publication.get_or_insert_default().sent_to_secretary_of_state = Some(day),
                None => self.unplace(at, &text, "this is no date: kept in `unplaced`"),
            }
        }
    }

    /// The day of a letter is the day it was published and sent, as far as anybody can tell.
    fn dated(&mut self, at: Place, day: Date, record: &mut Record) {
        let report = record.inspection.published;
        let (number, last) = (clock::day_number(report, day), clock::response_due(report));
        let late = if day > last { format!(", too late: the last lawful day was {last}") } else { String::new() };
        let message = format!("the response is dated {day}, day {number} of the 56{late}: taken as the day it was published");
        let code = if day > last || day < report { ComplaintCode::Disagrees } else { ComplaintCode::Guessed };
        self.complain(code, at, message, None);
        let mut publication = Publication { published: Some(day), ..Publication::default() };
        if self.clues.to_secretary {
            publication.sent_to_secretary_of_state = Some(day);
            let message = format!("the letter is to the Secretary of State: taken as sent there on {day}");
            self.complain(ComplaintCode::Guessed, at, message, None);
        }
        if self.clues.copied_today {
            publication.sent_to_inspectorate = Some(day);
            let message = format!("a copy of it goes to the inspectors today, it says: taken as sent there on {day}");
            self.complain(ComplaintCode::Guessed, at, message, None);
        }
        record.publication = Some(publication);
    }
}
