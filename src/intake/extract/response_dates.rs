//! Reads when the response was due, published and sent, from a form's rows or a letter's date.

use super::extractor::{Extractor, SpeakerRole};
use crate::intake::import_draft::KnownFacts;
use crate::intake::phrases::form_label::Label;
use crate::intake::{ImportNoteCode, SourcePlace};
use crate::model::{Date, Publication, Record, ResponseDeadline};

impl Extractor {
    /// Reads the form's own deadline and sending date, or the date of a letter.
    ///
    /// A document imported into an existing record sets none of them: only a person knows whether the response was published.
    pub(super) fn dates(&mut self, record: &mut Record, known: &KnownFacts) {
        let is_part = known.into.is_some();
        match (self.clues.responded, self.prose_voice) {
            (Some((at, day)), SpeakerRole::Commissioner) if !is_part && !self.is_assumed => self.dated(at, day, record),
            (Some((at, day)), SpeakerRole::ChiefOfficer) => {
                let message = format!(
                    "the chief officer's letter is dated {day}: it is no published response, and no day was recorded. \
                     `irr set RECORD publication.comments_received={day}` records when the comments came"
                );
                self.complain(ImportNoteCode::NotRecorded, at, message, None);
            }
            (Some((at, day)), _) => self.not_recorded(at, day, &format!("irr publish RECORD --date {day}")),
            (None, _) => {}
        }
        match self.clues.commented {
            Some((at, day)) if is_part => {
                self.not_recorded(at, day, &format!("irr set RECORD publication.comments_received={day}"))
            }
            Some((at, day)) => {
                let message = format!("the chief officer's letter is dated {day}: taken as the day the comments were received");
                self.complain(ImportNoteCode::Guessed, at, message, None);
                record.publication.get_or_insert_default().comments_received = Some(day);
            }
            None => {}
        }
        if let Some((_, at, text)) = self.row(|label| label == Label::Deadline) {
            let lawful = record.response_due(Date::LAST);
            if let Some(lawful) = lawful.filter(|lawful| Date::from_words(&text) != Some(*lawful)) {
                let period = record.response_period().map(|period| period.in_words()).unwrap_or_default();
                let message =
                    format!("the form's deadline is not the law's: {period} beginning with the report's day end on {lawful}");
                self.complain(ImportNoteCode::Disagrees, at, message, Some(&text));
            }
        }
        if let Some((_, at, text)) = self.row(|label| label == Label::Sent) {
            match self.day(at, &text) {
                Some(day) if is_part => self.not_recorded(at, day, &format!("irr publish RECORD --date {day}")),
                Some(day) => {
                    self.complain(
                        ImportNoteCode::Guessed,
                        at,
                        "the day the response was sent was taken for the day it was published",
                        Some(&text),
                    );
                    if day < record.inspection.published {
                        let message =
                            format!("the response was sent on {day}, before its report of {}", record.inspection.published);
                        self.complain(ImportNoteCode::Disagrees, at, message, Some(&text));
                    }
                    record.publication.get_or_insert_default().published = Some(day);
                }
                None => self.unplace(at, &text, "this is no date: kept in `unplaced`"),
            }
        }
        if let Some((_, at, text)) = self.row(|label| label == Label::ToSecretary) {
            match self.day(at, &text) {
                Some(day) if is_part => {
                    self.not_recorded(at, day, &format!("irr publish RECORD --sent-to-secretary-of-state {day}"))
                }
                Some(day) => record.publication.get_or_insert_default().sent_to_secretary_of_state = Some(day),
                None => self.unplace(at, &text, "this is no date: kept in `unplaced`"),
            }
        }
    }

    /// A day of the document that only a person may record, with the command that does.
    fn not_recorded(&mut self, at: SourcePlace, day: Date, command: &str) {
        let message = format!("the document gives the day {day}, and no day was recorded: `{command}` records it");
        self.complain(ImportNoteCode::NotRecorded, at, message, None);
    }

    /// The day of a letter is the day it was published and sent, as far as anybody can tell.
    fn dated(&mut self, at: SourcePlace, day: Date, record: &mut Record) {
        let report = record.inspection.published;
        let clock = ResponseDeadline::of(record, day);
        let number = clock.day_number(day).zip(clock.period);
        let number = number.map_or_else(String::new, |(number, period)| format!(", day {number} of the {}", period.number));
        let late = clock.due.filter(|last| day > *last);
        let words = late.map_or_else(String::new, |last| format!(", too late: the last lawful day was {last}"));
        let message = format!("the response is dated {day}{number}{words}: taken as the day it was published");
        let code = if late.is_some() || day < report { ImportNoteCode::Disagrees } else { ImportNoteCode::Guessed };
        self.complain(code, at, message, None);
        let mut publication = Publication { published: Some(day), ..Publication::default() };
        if self.clues.to_secretary {
            publication.sent_to_secretary_of_state = Some(day);
            let message = format!("the letter is to the Secretary of State: taken as sent there on {day}");
            self.complain(ImportNoteCode::Guessed, at, message, None);
        }
        if self.clues.copied_today {
            publication.sent_to_inspectorate = Some(day);
            let message = format!("a copy of it goes to the inspectors today, it says: taken as sent there on {day}");
            self.complain(ImportNoteCode::Guessed, at, message, None);
        }
        record.publication = Some(publication);
    }
}
