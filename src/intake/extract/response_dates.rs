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
        // Only a person knows whether a letter imported into a record is the published response.
        let is_part = known.into.is_some();
        match (self.prose_facts.responded, self.prose_speaker) {
            (Some((at, day)), SpeakerRole::Commissioner) if !is_part && !self.is_author_assumed => self.dated(at, day, record),
            (Some((at, day)), SpeakerRole::ChiefOfficer) => {
                let message = format!(
                    "the chief officer's letter is dated {day}, but it is not a published response, so no date was recorded. \
                     To record when the comments came: `irr set RECORD publication.comments_received={day}`"
                );
                self.add_note(ImportNoteCode::NotRecorded, at, message, None);
            }
            (Some((at, day)), _) => self.not_recorded(at, day, &format!("irr publish RECORD --date {day}")),
            (None, _) => {}
        }
        match self.prose_facts.commented {
            Some((at, day)) if is_part => {
                self.not_recorded(at, day, &format!("irr set RECORD publication.comments_received={day}"))
            }
            Some((at, day)) => {
                let message = format!("the chief officer's letter is dated {day}; taken as the date the comments were received");
                self.add_note(ImportNoteCode::Guessed, at, message, None);
                record.publication.get_or_insert_default().comments_received = Some(day);
            }
            None => {}
        }
        if let Some((_, at, text)) = self.row(|label| label == Label::Deadline) {
            let lawful = record.response_due(Date::LAST);
            if let Some(lawful) = lawful.filter(|lawful| Date::from_words(&text) != Some(*lawful)) {
                let period = record.response_period().map(|period| period.in_words()).unwrap_or_default();
                let message =
                    format!("the form's deadline differs from the legal one: {period} from the report's date end on {lawful}");
                self.add_note(ImportNoteCode::Disagrees, at, message, Some(&text));
            }
        }
        if let Some((_, at, text)) = self.row(|label| label == Label::Sent) {
            match self.day(at, &text) {
                Some(day) if is_part => self.not_recorded(at, day, &format!("irr publish RECORD --date {day}")),
                Some(day) => {
                    self.add_note(
                        ImportNoteCode::Guessed,
                        at,
                        "the date the response was sent is taken as the date it was published",
                        Some(&text),
                    );
                    if day < record.inspection.published {
                        let message =
                            format!("the response was sent on {day}, before the report of {}", record.inspection.published);
                        self.add_note(ImportNoteCode::Disagrees, at, message, Some(&text));
                    }
                    record.publication.get_or_insert_default().published = Some(day);
                }
                None => self.unplace(at, &text, "not a date; kept under `unplaced`"),
            }
        }
        if let Some((_, at, text)) = self.row(|label| label == Label::ToSecretary) {
            match self.day(at, &text) {
                Some(day) if is_part => {
                    self.not_recorded(at, day, &format!("irr publish RECORD --sent-to-secretary-of-state {day}"))
                }
                Some(day) => record.publication.get_or_insert_default().sent_to_secretary_of_state = Some(day),
                None => self.unplace(at, &text, "not a date; kept under `unplaced`"),
            }
        }
    }

    /// Notes a date that only a person may record, with the command for it.
    fn not_recorded(&mut self, at: SourcePlace, day: Date, command: &str) {
        let message = format!("the document gives the date {day}, which was not recorded. To record it: `{command}`");
        self.add_note(ImportNoteCode::NotRecorded, at, message, None);
    }

    /// Takes the date of a letter as the date it was published and sent.
    fn dated(&mut self, at: SourcePlace, day: Date, record: &mut Record) {
        let report = record.inspection.published;
        let clock = ResponseDeadline::of(record, day);
        let number = clock.day_number(day).zip(clock.period);
        let number = number.map_or_else(String::new, |(number, period)| format!(", day {number} of the {}", period.number));
        let late = clock.due.filter(|last| day > *last);
        let words = late.map_or_else(String::new, |last| format!(", which is late: the deadline was {last}"));
        let message = format!("the response is dated {day}{number}{words}; taken as the date it was published");
        // A late response, or one before its report, may be a misread date, so it is shown as a contradiction.
        let code = if late.is_some() || day < report { ImportNoteCode::Disagrees } else { ImportNoteCode::Guessed };
        self.add_note(code, at, message, None);
        let mut publication = Publication { published: Some(day), ..Publication::default() };
        if self.prose_facts.to_secretary {
            publication.sent_to_secretary_of_state = Some(day);
            let message = format!("the letter is to the Secretary of State; taken as sent on {day}");
            self.add_note(ImportNoteCode::Guessed, at, message, None);
        }
        if self.prose_facts.copied_today {
            publication.sent_to_inspectorate = Some(day);
            let message = format!("the letter says that the inspectorate gets a copy today; taken as sent on {day}");
            self.add_note(ImportNoteCode::Guessed, at, message, None);
        }
        record.publication = Some(publication);
    }
}
