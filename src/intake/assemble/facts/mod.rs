//! Reads the facts of a response: force, body, office holders, report, dates, grades, counts. A label's value is believed before
//! prose; in prose the best candidate is used, with a note.

mod counts;
mod inspection;
mod offices;
mod publication;
mod report;

use crate::intake::assemble::title::candidates;
use crate::intake::assemble::words::words;
use crate::intake::label::{Fact, Labelled, Role};
use crate::intake::note::Notes;
use crate::intake::phrases::prose_date::named_days;
use crate::intake::{IntakeError, KnownFacts, MissingFact, SourcePlace};
use crate::model::{Inspection, Record};
use crate::prose::Prose;

/// The labelled pieces, and what is asked of them.
pub(super) struct Facts<'a> {
    pub(super) labelled: &'a [Labelled],
    /// Where other letters begin.
    pub(super) other_letters: &'a [usize],
    pub(super) known: &'a KnownFacts,
    /// Whether it is the inspectorate's own report, which has no day of a response.
    pub(super) is_report: bool,
}

impl Facts<'_> {
    /// Returns the value of a label: the first one, with its place. Other values are kept under `unplaced` later.
    fn value(&self, fact: Fact) -> Option<(SourcePlace, String)> {
        let first = self.labelled.iter().position(|one| one.role == Role::Fact(fact))?;
        let run = self.labelled[first..].iter().take_while(|one| one.role == Role::Fact(fact));
        let pieces: Vec<_> = run.map(|one| &one.piece).collect();
        let text = words(pieces.iter().copied());
        (!text.is_empty()).then(|| (pieces[0].at, text))
    }

    fn value_in_a_line(&self, fact: Fact) -> Option<(SourcePlace, String)> {
        let (at, text) = self.value(fact)?;
        Some((at, text.replace("**", "").replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// Returns the sentences of the document, with their places, in order.
    fn texts(&self) -> impl Iterator<Item = (SourcePlace, &str)> {
        self.labelled.iter().map(|one| (one.piece.at, one.piece.plain.as_str()))
    }

    /// Returns the record without findings and words.
    ///
    /// # Errors
    /// Fails if the document does not say who responds to which report, and when that was published: all that is missing at once.
    pub(super) fn record(&self, notes: &mut Notes) -> Result<Record, IntakeError> {
        let known = self.known;
        let force = known.force.clone().or_else(|| self.force(notes));
        let titles = candidates(self.labelled);
        let published = self.published(notes);
        let mut missing = Vec::new();
        if force.is_none() {
            missing.push(MissingFact { what: "which force was inspected", flag: "--force", candidates: Vec::new() });
        }
        let title = known.title.clone().or_else(|| titles.first().map(|title| title.title.clone()));
        if title.is_none() {
            missing.push(MissingFact { what: "the title of the inspection", flag: "--title", candidates: Vec::new() });
        }
        if published.is_none() {
            let days = self.texts().flat_map(|(_, text)| named_days(text)).map(|day| day.date.to_string());
            let mut days: Vec<String> = days.take(20).collect();
            days.dedup();
            days.truncate(3);
            missing.push(MissingFact { what: "when the report was published", flag: "--published", candidates: days });
        }
        let (Some(force), Some(title), Some(published)) = (force, title, published) else {
            return Err(IntakeError::Missing { facts: missing });
        };
        self.note_title(&titles, &title, notes);
        self.note_other_force(&force, notes);
        let body = self.body(&force, published, notes);
        let mut record = Record::draft(force, body, Inspection::titled(title, published));
        record.form_version = self.value_in_a_line(Fact::Version).map(|(_, text)| text.trim_start_matches("Version ").to_owned());
        record.chief_officer = self.chief(notes);
        record.inspection.url = self.url(notes);
        record.inspection.inspectorates = self.inspectorates(notes);
        record.inspection.summary = self.value(Fact::Summary).map(|(_, text)| Prose::from_text(&text));
        self.kind(&mut record, notes);
        self.grades(&mut record, notes);
        if !self.is_report {
            self.responded(&mut record, notes);
        }
        Ok(record)
    }
}
