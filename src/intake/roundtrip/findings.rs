//! Reads the findings of a document written by irr: words, answers and tracking.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::reader::{RoundtripReader, part};
use super::sections::{PrintedSection, words};
use crate::form::{self, FormField, Headings};
use crate::intake::ImportNoteCode;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::model::{Action, Closure, Escalation, Extension, FindingKind, ProgressEntry, Redaction, Verification};
use crate::prose;
use crate::prose::Prose;

/// The fields of a finding.
type FindingFields = Map<String, Value>;

impl RoundtripReader {
    /// The findings of a kind: number, words and fields.
    pub(super) fn findings(&mut self, section: &PrintedSection<'_>, kind: FindingKind) {
        self.unplace_blocks(section.blocks);
        let mut findings = Vec::new();
        for inner in &section.inner {
            let Some(number) = form::number_of(kind, &inner.title) else {
                self.unplace(inner.at, format!("### {}\n\n{}", inner.title, markdown(inner.all)));
                continue;
            };
            // Computed rows do not know their finding; those added from here on belong to this one.
            let before = self.computed.len();
            let (mut finding, rest) = {
                let blocks = self.before_lost_heading(inner);
                self.fields(form::FINDING, blocks, &form::COMPUTED)
            };
            let place = (kind, findings.len());
            self.computed.iter_mut().skip(before).for_each(|row| row.finding = Some(place));
            finding.insert("ref".to_owned(), number.into());
            put_words("text", self.prose(rest), &mut finding);
            findings.push(Value::Object(finding));
        }
        if !findings.is_empty() {
            self.record.insert(kind.list().to_owned(), findings.into());
        }
    }

    pub(super) fn chief_officers_response(&mut self, section: &PrintedSection<'_>) {
        let mut response = FindingFields::new();
        let mut is_there = put_words("overview", words(section.blocks), &mut response);
        for inner in &section.inner {
            match inner.title.as_str() {
                Headings::NEXT_STEPS if response.contains_key("next_steps") => self.unplace_duplicate(inner),
                Headings::CLOSING if response.contains_key("closing") => self.unplace_duplicate(inner),
                Headings::NEXT_STEPS => {
                    // The print has an empty part only if the chief officer's response is otherwise empty.
                    is_there |= put_words("next_steps", words(inner.all), &mut response) || !self.has_all_parts;
                }
                Headings::CLOSING => is_there |= put_words("closing", words(inner.all), &mut response),
                title => match self.finding_named(title) {
                    Some((kind, at, heading)) => {
                        let mut answer = FindingFields::new();
                        if let Some(heading) = heading {
                            answer.insert("heading".to_owned(), heading.into());
                        }
                        put_words("text", words(self.before_lost_heading(inner)), &mut answer);
                        self.add_to(kind, at, "chief_officer_response", answer.into(), inner);
                    }
                    None => self.unplace(inner.at, format!("### {title}\n\n{}", markdown(inner.all))),
                },
            }
        }
        if is_there {
            part(&mut self.record, "chief_officer_response").extend(response);
        }
    }

    pub(super) fn explanations(&mut self, section: &PrintedSection<'_>) {
        self.unplace_blocks(section.blocks);
        for inner in &section.inner {
            let Some((kind, at, _)) = self.finding_named(&inner.title) else {
                self.unplace(inner.at, format!("### {}\n\n{}", inner.title, markdown(inner.all)));
                continue;
            };
            let blocks = self.before_lost_heading(inner);
            let (mut answer, rest) = self.fields(form::ANSWER, blocks, &[]);
            put_words("text", self.prose(rest), &mut answer);
            self.add_to(kind, at, "commissioner_response", answer.into(), inner);
        }
    }

    pub(super) fn read_tracking(&mut self, section: &PrintedSection<'_>) {
        self.unplace_blocks(section.blocks);
        for inner in &section.inner {
            let Some((kind, at, _)) = self.finding_named(&inner.title) else {
                self.unplace(inner.at, format!("### {}\n\n{}", inner.title, markdown(inner.all)));
                continue;
            };
            self.unplace_blocks(inner.blocks);
            for inner in &inner.inner {
                match inner.title.as_str() {
                    Headings::ACTIONS => self.rows::<Action>(kind, at, "actions", form::ACTIONS, inner),
                    Headings::EXTENSIONS => self.rows::<Extension>(kind, at, "extensions", form::EXTENSIONS, inner),
                    Headings::ESCALATION => self.rows::<Escalation>(kind, at, "escalation", form::ESCALATION, inner),
                    Headings::PROGRESS => self.rows::<ProgressEntry>(kind, at, "progress", form::PROGRESS, inner),
                    Headings::REDACTIONS => self.rows::<Redaction>(kind, at, "redactions", form::REDACTIONS, inner),
                    Headings::ACTION_EXTENSIONS => self.extensions_of_actions(kind, at, inner),
                    Headings::CLOSURE => self.entries::<Closure>(kind, at, "closures", form::CLOSURE, inner),
                    Headings::VERIFICATION => {
                        self.entries::<Verification>(kind, at, "verifications", form::VERIFICATION, inner);
                    }
                    title => self.unplace(inner.at, format!("#### {title}\n\n{}", markdown(inner.all))),
                }
            }
        }
    }

    fn rows<T: DeserializeOwned>(
        &mut self,
        kind: FindingKind,
        at: usize,
        key: &str,
        columns: &[FormField],
        section: &PrintedSection<'_>,
    ) {
        let rows = self.table::<T>(columns, section.all);
        if !rows.is_empty() {
            self.add_to(kind, at, key, rows.into(), section);
        }
    }

    /// Reads the extensions of actions, each into its action.
    fn extensions_of_actions(&mut self, kind: FindingKind, at: usize, section: &PrintedSection<'_>) {
        for mut row in self.table::<Value>(form::ACTION_EXTENSIONS, section.all) {
            let number = row.as_object_mut().and_then(|row| row.remove("action")).and_then(|number| number.as_u64());
            let place = number.and_then(|number| usize::try_from(number).ok()?.checked_sub(1));
            let place = place.filter(|_| serde_json::from_value::<Extension>(row.clone()).is_ok());
            let actions = self.finding_mut(kind, at).and_then(|finding| finding.get_mut("actions"));
            match place.zip(actions).and_then(|(place, actions)| actions.get_mut(place)?.as_object_mut()) {
                Some(action) => {
                    if let Value::Array(list) = action.entry("extensions").or_insert_with(|| Value::Array(Vec::new())) {
                        list.push(row);
                    }
                }
                None => {
                    let message =
                        "this later date is incomplete, or names no action of the finding; kept under `unplaced`".to_owned();
                    self.unplace_as(ImportNoteCode::Disagrees, section.at, message, row.to_string());
                }
            }
        }
    }

    /// Reads labelled values as the next entry of a list.
    fn entries<T: DeserializeOwned>(
        &mut self,
        kind: FindingKind,
        at: usize,
        key: &str,
        entries: &[FormField],
        section: &PrintedSection<'_>,
    ) {
        let (fields, rest) = self.fields(entries, section.all, &[]);
        rest.into_iter().for_each(|block| self.unplace(block.at, markdown([block])));
        let fields = Value::Object(fields);
        match serde_json::from_value::<T>(fields.clone()) {
            Ok(_) => {
                let list =
                    self.finding_mut(kind, at).map(|finding| finding.entry(key).or_insert_with(|| Value::Array(Vec::new())));
                if let Some(Value::Array(list)) = list {
                    list.push(fields);
                }
            }
            Err(error) => {
                let message = format!("this table is incomplete ({error}); kept under `unplaced`");
                let text = format!("#### {}\n\n{}", section.title, markdown(section.all));
                self.unplace_as(ImportNoteCode::Disagrees, section.at, message, text);
            }
        }
    }

    /// Returns a finding of the record as far as it is read.
    fn finding_mut(&mut self, kind: FindingKind, at: usize) -> Option<&mut FindingFields> {
        self.record.get_mut(kind.list()).and_then(|findings| findings.get_mut(at)).and_then(Value::as_object_mut)
    }

    /// Returns the prose of blocks; rows with unknown labels are kept with a note.
    fn prose(&mut self, blocks: Vec<&SourceBlock>) -> Option<String> {
        let is_row = |block: &&SourceBlock| matches!(block.kind, SourceBlockKind::Row { .. } | SourceBlockKind::Cells { .. });
        let (rows, prose): (Vec<&SourceBlock>, Vec<&SourceBlock>) = blocks.into_iter().partition(is_row);
        rows.into_iter().for_each(|row| self.unplace(row.at, markdown([row])));
        words(prose)
    }

    /// Keeps text where the form has none.
    fn unplace_blocks(&mut self, blocks: &[SourceBlock]) {
        for block in blocks {
            self.unplace(block.at, markdown([block]));
        }
    }

    /// Returns the finding that a heading names (its list and index), and the words after its title.
    fn finding_named(&mut self, text: &str) -> Option<(FindingKind, usize, Option<String>)> {
        let (title, heading) = form::title_and_heading(text);
        // Titles are built once: a record may have hundreds of findings, each named several times.
        if self.titles.is_empty() {
            self.titles = FindingKind::ALL.iter().flat_map(|kind| self.titles_of(*kind)).collect();
        }
        let (kind, at) = *self.titles.get(title)?;
        Some((kind, at, heading))
    }

    fn titles_of(&self, kind: FindingKind) -> Vec<(String, (FindingKind, usize))> {
        let findings = self.record.get(kind.list()).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let numbers = findings.iter().filter_map(|finding| finding.get("ref")?.as_str());
        form::titles(kind, numbers).into_iter().enumerate().map(|(at, title)| (title, (kind, at))).collect()
    }

    /// Returns the blocks below a heading, up to where another finding begins whose heading was lost.
    fn before_lost_heading<'a>(&mut self, section: &PrintedSection<'a>) -> &'a [SourceBlock] {
        let is_title = |block: &SourceBlock| match &block.kind {
            SourceBlockKind::Heading(_, text) => form::is_title(text),
            SourceBlockKind::Paragraph(text) => form::is_title(prose::unmarked(text).trim()),
            _ => false,
        };
        // Word users change heading levels; what follows must not be mixed into this finding.
        let Some(end) = section.all.iter().position(is_title) else { return section.all };
        let message =
            format!("another finding begins inside `{}`, not under its own heading; kept under `unplaced`", section.title);
        self.unplace_as(ImportNoteCode::Disagrees, section.all[end].at, message, markdown(&section.all[end..]));
        &section.all[..end]
    }

    /// Sets a part of a finding; a second one is kept in `unplaced`.
    fn add_to(&mut self, kind: FindingKind, at: usize, key: &str, value: Value, section: &PrintedSection<'_>) {
        match self.finding_mut(kind, at) {
            Some(finding) if !finding.contains_key(key) => {
                finding.insert(key.to_owned(), value);
            }
            _ => self.unplace_duplicate(section),
        }
    }

    /// Keeps a second section with the same heading.
    fn unplace_duplicate(&mut self, section: &PrintedSection<'_>) {
        let message = format!("`{}` occurs twice; the first is used, and this one is kept under `unplaced`", section.title);
        let text = format!("### {}\n\n{}", section.title, markdown(section.all));
        self.unplace_as(ImportNoteCode::Disagrees, section.at, message, text);
    }
}

/// Sets a field to prose; returns whether there was any.
fn put_words(key: &str, words: Option<String>, into: &mut FindingFields) -> bool {
    let Some(words) = words else { return false };
    into.insert(key.to_owned(), Prose::from_escaped(&words).as_str().into());
    true
}
