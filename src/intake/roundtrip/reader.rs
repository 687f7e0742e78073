//! The state of reading a document written by irr.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::sections::{PrintedSection, cell_text, words};
use crate::form::{self, FormField, Headings};
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::{ImportDraft, ImportNote, ImportNoteCode, IntakeError, KnownFacts, SourcePlace};
use crate::model::{
    BodyKind, Date, Finding, FindingKind, FindingState, Grade, Record, RecordId, Redaction, ResponseExtension, Stage, Status,
};

pub(super) struct RoundtripReader {
    pub(super) record: Map<String, Value>,
    pub(super) notes: Vec<ImportNote>,
    pub(super) unplaced: Vec<String>,
    pub(super) has_all_parts: bool,
    /// The headings of the sections read so far.
    pub(super) seen: Vec<String>,
    /// Rows that are computed from other rows.
    pub(super) computed: Vec<ComputedRow>,
    /// The title of each finding, with its list and index. The findings come before everything that refers to them.
    pub(super) titles: BTreeMap<String, (FindingKind, usize)>,
}

/// A row that is computed from other rows.
pub(super) struct ComputedRow {
    pub(super) at: SourcePlace,
    pub(super) label: String,
    pub(super) text: String,
    /// The finding it belongs to.
    pub(super) finding: Option<(FindingKind, usize)>,
}

impl RoundtripReader {
    /// Sets a field to a section's words; a second section is kept in `unplaced`.
    fn put_words(&mut self, path: &'static str, section: &PrintedSection<'_>) {
        let Some(text) = words(section.all) else { return };
        let mut record = std::mem::take(&mut self.record);
        self.put(&FormField::prose(path), &text, &mut record, section.at);
        self.record = record;
    }

    /// Sets a field to a text. If the value is invalid or the field is set already, the text is kept with a note.
    pub(super) fn put(&mut self, entry: &FormField, text: &str, into: &mut Map<String, Value>, at: SourcePlace) {
        let why = if entry.is_in(into) {
            format!("`{}` occurs twice and the first is used", entry.label)
        } else if let Err(why) = entry.put(text, into) {
            format!("{}: {why}", entry.label)
        } else {
            return;
        };
        let whole = format!("{}: {text}", entry.label);
        self.unplace_as(
            ImportNoteCode::Disagrees,
            at,
            format!("{why}; kept under `unplaced`"),
            whole.trim_start_matches(": ").to_owned(),
        );
    }

    pub(super) fn unplace(&mut self, at: SourcePlace, text: String) {
        self.unplace_as(ImportNoteCode::Unplaced, at, "fits no field; kept under `unplaced`".to_owned(), text);
    }

    pub(super) fn unplace_as(&mut self, code: ImportNoteCode, at: SourcePlace, message: String, text: String) {
        if !text.is_empty() {
            self.notes.push(ImportNote { code, at, message, quote: Some(text.clone()) });
            self.unplaced.push(text);
        }
    }

    /// Reads the cover table, whose labels include the names of the two offices.
    pub(super) fn cover(&mut self, blocks: &[SourceBlock]) -> Result<Headings, IntakeError> {
        let mut record = std::mem::take(&mut self.record);
        let (mut body, mut chiefs_title) = (None, None);
        for block in blocks {
            let SourceBlockKind::Row { label, value } = &block.kind else {
                self.unplace(block.at, markdown([block]));
                continue;
            };
            let (label, text) = (label.as_str(), cell_text(value));
            let kind = BodyKind::ALL.iter().find(|kind| kind.title() == label);
            let chief = form::CHIEF_OFFICERS.iter().find(|title| **title == label);
            // In a form with all parts an empty row says nothing; elsewhere it was emptied on purpose.
            if text.is_empty() && self.has_all_parts && kind.is_none() && chief.is_none() {
                continue;
            }
            // Documents printed by older versions have the labels of their time.
            let label = form::FORMER.iter().find(|(former, _)| *former == label).map_or(label, |(_, now)| *now);
            let entry = form::COVER.iter().find(|entry| entry.label == label);
            match (entry, kind) {
                (Some(entry), _) => self.put(entry, &text, &mut record, block.at),
                (None, Some(kind)) if body.is_none() => {
                    let office = part(&mut record, "local_policing_body");
                    office.insert("kind".to_owned(), kind.as_str().into());
                    self.put(&form::HOLDER, &text, office, block.at);
                    body = Some(*kind);
                }
                _ if chief.is_some() || label == form::CHIEF_OFFICERS_NAME.label => {
                    let office = part(&mut record, "chief_officer");
                    if let Some(title) = chief {
                        chiefs_title = Some(*title);
                        office.insert("title".to_owned(), (*title).into());
                    }
                    self.put(&form::CHIEF_OFFICERS_NAME, &text, office, block.at);
                }
                _ if label == form::CHIEF_OFFICERS_TITLE.label => {
                    self.put(&form::CHIEF_OFFICERS_TITLE, &text, part(&mut record, "chief_officer"), block.at);
                }
                _ if form::COMPUTED.contains(&label) => {
                    self.computed.push(ComputedRow { at: block.at, label: label.to_owned(), text, finding: None });
                }
                _ if label == form::RECORD => {}
                _ => self.unplace(block.at, markdown([block])),
            }
        }
        self.record = record;
        let missing = IntakeError::missing("which body responds", "the body's title in its cover table");
        Ok(Headings::of(body.ok_or(missing)?, chiefs_title))
    }

    pub(super) fn section(&mut self, section: &PrintedSection<'_>, headings: &Headings) {
        let title = section.title.as_str();
        if self.seen.iter().any(|seen| seen == title) {
            let message = format!("`{title}` occurs twice; the first is used, and this one is kept under `unplaced`");
            let text = format!("## {title}\n\n{}", markdown(section.all));
            return self.unplace_as(ImportNoteCode::Disagrees, section.at, message, text);
        }
        self.seen.push(title.to_owned());
        if let Some(kind) = FindingKind::ALL.iter().find(|kind| headings.findings(**kind) == title) {
            return self.findings(section, *kind);
        }
        match title {
            Headings::SUMMARY => self.put_words("inspection.summary", section),
            Headings::GRADES => self.grades(section),
            Headings::MORE_TIME => self.more_time(section),
            Headings::DONE => self.read_tracking(section),
            Headings::REDACTIONS => self.redactions(section),
            Headings::UNPLACED => self.put_words("unplaced", section),
            _ if title == headings.initial() => self.put_words("commissioner_initial_response", section),
            _ if title == headings.overall() => self.put_words("commissioner_overall_comments", section),
            _ if title == headings.chief_officer() => self.chief_officers_response(section),
            _ if title == headings.explanations() => self.explanations(section),
            _ => self.unplace(section.at, format!("## {title}\n\n{}", markdown(section.all))),
        }
    }

    fn grades(&mut self, section: &PrintedSection<'_>) {
        let grades = self.table::<Grade>(form::GRADES, section.blocks);
        if !grades.is_empty() {
            part(&mut self.record, "inspection").insert("grades".to_owned(), grades.into());
        }
        section.inner.iter().for_each(|inner| self.unplace(inner.at, format!("### {}\n\n{}", inner.title, markdown(inner.all))));
    }

    fn more_time(&mut self, section: &PrintedSection<'_>) {
        let extensions = self.table::<ResponseExtension>(form::MORE_TIME, section.blocks);
        if !extensions.is_empty() {
            self.record.insert("response_extensions".to_owned(), extensions.into());
        }
        section.inner.iter().for_each(|inner| self.unplace(inner.at, format!("### {}\n\n{}", inner.title, markdown(inner.all))));
    }

    fn redactions(&mut self, section: &PrintedSection<'_>) {
        let redactions = self.table::<Redaction>(form::REDACTIONS, section.all);
        if !redactions.is_empty() {
            self.record.insert("redactions".to_owned(), redactions.into());
        }
    }

    pub(super) fn finish(mut self, id: RecordId, known: &KnownFacts) -> Result<ImportDraft, IntakeError> {
        if !self.unplaced.is_empty() {
            let before = self.record.get("unplaced").and_then(Value::as_str).map(|text| text.trim().to_owned());
            let all: Vec<String> = before.into_iter().chain(std::mem::take(&mut self.unplaced)).collect();
            self.record.insert("unplaced".to_owned(), format!("{}\n", all.join("\n\n")).into());
        }
        if !self.record.contains_key("stage") {
            self.record.insert("stage".to_owned(), Stage::Draft.as_str().into());
            let message = "the cover table has no stage; taken as `draft`".to_owned();
            self.notes.push(ImportNote { code: ImportNoteCode::Missing, at: SourcePlace::START, message, quote: None });
        }
        let said = [
            ("force", known.force.as_ref().map(ToString::to_string)),
            ("inspection.title", known.title.clone()),
            ("inspection.published", known.published.map(|day| day.to_string())),
        ];
        for (path, value) in said {
            let (fields, key) = match path.split_once('.') {
                Some((name, key)) => (part(&mut self.record, name), key),
                None => (&mut self.record, path),
            };
            // What the user gave has precedence; the document's value is kept in the note.
            let Some(value) = value else { continue };
            if let Some(Value::String(other)) =
                fields.insert(key.to_owned(), value.clone().into()).filter(|other| *other != value)
            {
                let message = format!("the document has another value than `{value}`, which is used");
                let at = SourcePlace::START;
                self.notes.push(ImportNote { code: ImportNoteCode::Disagrees, at, message, quote: Some(other) });
            }
        }
        let record: Record = serde_json::from_value(Value::Object(self.record))
            .map_err(|error| IntakeError::Unreadable(format!("it is not a complete record: {error}")))?;
        for ComputedRow { at, label, text, finding } in &self.computed {
            let finding = finding.and_then(|(kind, at)| record.findings_of(kind).get(at));
            if !is_consistent(label, text.trim(), &record, finding) {
                let message = format!("`{label}` is calculated from other rows, and this is not the result; ignored");
                self.notes.push(ImportNote { code: ImportNoteCode::Disagrees, at: *at, message, quote: Some(text.clone()) });
            }
        }
        if let Some(row) = self.computed.first().filter(|row| matches!(row.at, SourcePlace::Page(..))) {
            let message = "a PDF does not show where one of several names or pieces of evidence ends; check the cells that have more than one";
            self.notes.push(ImportNote { code: ImportNoteCode::Guessed, at: row.at, message: message.to_owned(), quote: None });
        }
        // Sections are read in the form's order, not the document's.
        self.notes.sort_by_key(|note| note.at);
        let is_said = known.force.is_some() || known.published.is_some() || known.slug.is_some();
        let slug = known.slug.clone().unwrap_or_else(|| id.parts().2.to_owned());
        let rendered = Some(id.clone());
        let id = if is_said { RecordId::natural(&record.force, record.inspection.published, &slug) } else { id };
        Ok(ImportDraft { id, record, notes: self.notes, guesses: Vec::new(), rendered })
    }
}

/// Returns a part of a record, creating it if it is missing.
pub(super) fn part<'a>(record: &'a mut Map<String, Value>, key: &str) -> &'a mut Map<String, Value> {
    let value = record.entry(key).or_insert_with(|| Value::Object(Map::new()));
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    match value {
        Value::Object(part) => part,
        _ => unreachable!("it was made one above"),
    }
}

/// Returns whether a computed row may state this, whatever day it was printed on.
fn is_consistent(label: &str, text: &str, record: &Record, finding: Option<&Finding>) -> bool {
    let Some(finding) = finding else {
        return label != form::LAST_DAY || Date::from_words(text) == record.response_due(Date::LAST);
    };
    if label == form::DATE_NOW {
        let day = Date::from_words(text);
        return day.is_some() && finding.extensions.iter().any(|extension| Some(extension.to) == day);
    }
    // A status changes on dates that the record has; before the first of them it is another one.
    let logged = finding.progress.iter().map(|entry| entry.date);
    let closed = finding.closings().flat_map(|closing| [closing.date, closing.reopened]).flatten();
    // The day of printing is not known, so each day on which the status changed is tried.
    let days = logged.chain(closed).chain([Date::LAST]).chain(Date::new(1, 1, 1));
    let status = text.split(';').next().unwrap_or(text).parse::<Status>().ok();
    status.is_some_and(|status| days.into_iter().any(|day| FindingState::of(finding, day).status == status))
}
