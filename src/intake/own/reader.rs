//! What has been read of a rendered document so far.

use serde_json::{Map, Value};

use super::section::{self, Section, cell_text, words};
use crate::intake::block::{Block, BlockKind, Place};
use crate::intake::complaint::{Complaint, ComplaintCode};
use crate::intake::error::IntakeError;
use crate::intake::layout::Draft;
use crate::intake::prose::markdown;
use crate::model::printed::{self, Entry, Headings};
use crate::model::{BodyKind, FindingKind, Record, RecordId};

pub(super) struct Reader {
    pub(super) record: Map<String, Value>,
    pub(super) complaints: Vec<Complaint>,
    pub(super) unplaced: Vec<String>,
    pub(super) has_all_parts: bool,
}

impl Reader {
    fn put(&mut self, path: &'static str, words: Option<String>) -> Result<(), IntakeError> {
        let Some(words) = words else { return Ok(()) };
        Entry::prose(path).put(&words, &mut self.record).map_err(IntakeError::Unreadable)
    }

    pub(super) fn unplace(&mut self, at: Place, text: String) {
        if text.is_empty() {
            return;
        }
        let message = "no field holds this: kept in `unplaced`".to_owned();
        self.complaints.push(Complaint { code: ComplaintCode::Unplaced, at, message, quote: Some(text.clone()) });
        self.unplaced.push(text);
    }

    /// The cover table, and the headings that its offices make.
    pub(super) fn cover(&mut self, blocks: &[Block]) -> Result<Headings, IntakeError> {
        let (mut body, mut chief, mut chiefs_title) = (None, None, None);
        for block in blocks {
            let BlockKind::Row { label, value } = &block.kind else {
                self.unplace(block.at, markdown([block]));
                continue;
            };
            let text = cell_text(value);
            let is_an_office =
                printed::CHIEF_OFFICERS.contains(&label.as_str()) || BodyKind::ALL.iter().any(|kind| kind.title() == label);
            if text.is_empty() && self.has_all_parts && !is_an_office {
                continue;
            }
            let kind = BodyKind::ALL.iter().find(|kind| kind.title() == label);
            let entry = printed::COVER.iter().find(|entry| entry.label == label);
            match (entry, kind) {
                (Some(entry), _) => put(entry, &text, &mut self.record, block.at)?,
                (None, Some(kind)) => {
                    let mut office = Map::new();
                    office.insert("kind".to_owned(), kind.as_str().into());
                    put(&printed::HOLDER, &text, &mut office, block.at)?;
                    merge(&mut self.record, "local_policing_body", office);
                    body = Some(*kind);
                }
                _ if printed::CHIEF_OFFICERS.contains(&label.as_str()) || *label == printed::CHIEF_OFFICERS_NAME.label => {
                    let mut office = Map::new();
                    if let Some(title) = printed::CHIEF_OFFICERS.iter().find(|title| *title == label) {
                        chiefs_title = Some(*title);
                        office.insert("title".to_owned(), (*title).into());
                    }
                    put(&printed::CHIEF_OFFICERS_NAME, &text, &mut office, block.at)?;
                    merge(&mut self.record, "chief_officer", office);
                    chief = Some(());
                }
                _ if *label == printed::CHIEF_OFFICERS_TITLE.label => {
                    let mut office = Map::new();
                    put(&printed::CHIEF_OFFICERS_TITLE, &text, &mut office, block.at)?;
                    merge(&mut self.record, "chief_officer", office);
                }
                _ if printed::COMPUTED.contains(&label.as_str()) || label == printed::RECORD => {}
                _ => self.unplace(block.at, markdown([block])),
            }
        }
        let missing = IntakeError::Missing { what: "which body answers", flag: "--from text, to have it read as any form" };
        let body = body.ok_or(missing)?;
        Ok(Headings::of(body, chief.and(chiefs_title)))
    }

    pub(super) fn section(&mut self, section: &Section<'_>, headings: &Headings) -> Result<(), IntakeError> {
        let title = section.title.as_str();
        if let Some(kind) = FindingKind::ALL.iter().find(|kind| headings.findings(**kind) == title) {
            return self.findings(section, *kind);
        }
        let whole = || words(section.all);
        match title {
            Headings::SUMMARY => self.put("inspection.summary", whole()),
            Headings::GRADES => self.grades(section),
            Headings::DONE => self.done(section),
            Headings::UNPLACED => {
                if let Some(text) = whole() {
                    self.record.insert("unplaced".to_owned(), Entry::prose("").read(&text).map_err(IntakeError::Unreadable)?);
                }
                Ok(())
            }
            _ if title == headings.initial() => self.put("commissioner_initial_response", whole()),
            _ if title == headings.overall() => self.put("commissioner_overall_comments", whole()),
            _ if title == headings.chief_officer() => self.chief_officers_response(section),
            _ if title == headings.explanations() => self.explanations(section),
            _ => {
                let text = markdown(section.all);
                self.unplace(section.at, format!("## {title}\n\n{text}"));
                Ok(())
            }
        }
    }

    fn grades(&mut self, section: &Section<'_>) -> Result<(), IntakeError> {
        let (rows, rest) = section::table(printed::GRADES, section.blocks)?;
        if !rows.is_empty() {
            merge(&mut self.record, "inspection", Map::from_iter([("grades".to_owned(), rows.into())]));
        }
        rest.into_iter().for_each(|block| self.unplace(block.at, markdown([block])));
        section.inner.iter().for_each(|inner| self.unplace(inner.at, format!("### {}\n\n{}", inner.title, markdown(inner.all))));
        Ok(())
    }

    pub(super) fn finish(mut self, id: RecordId) -> Result<Draft, IntakeError> {
        if !self.unplaced.is_empty() {
            let before = self.record.get("unplaced").and_then(Value::as_str).map(|text| text.trim().to_owned());
            let all: Vec<String> = before.into_iter().chain(self.unplaced).collect();
            self.record.insert("unplaced".to_owned(), format!("{}\n", all.join("\n\n")).into());
        }
        let record: Record = serde_json::from_value(Value::Object(self.record))
            .map_err(|error| IntakeError::Unreadable(format!("irr rendered this, and it no longer makes a record: {error}")))?;
        self.complaints.sort_by_key(|complaint| complaint.at);
        Ok(Draft { id, record, complaints: self.complaints })
    }
}

/// Puts a text into a field, and tells where it stood when it is no such value.
pub(super) fn put(entry: &Entry, text: &str, into: &mut Map<String, Value>, at: Place) -> Result<(), IntakeError> {
    entry.put(text, into).map_err(|why| IntakeError::Unreadable(format!("{at}: {}: {why}", entry.label)))
}

/// Adds fields to a part of the record.
pub(super) fn merge(record: &mut Map<String, Value>, key: &str, fields: Map<String, Value>) {
    if let Value::Object(part) = record.entry(key).or_insert_with(|| Value::Object(Map::new())) {
        part.extend(fields);
    }
}
