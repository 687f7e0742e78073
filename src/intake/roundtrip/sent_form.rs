//! Reads a form to fill in (`irr render --to-fill`) that came back.
//!
//! What is in a box goes into the field that its tag names. Everything else in the form is either irr's own, which is known
//! from the record that it was printed from ([`form::to_fill`]), or was written beside the boxes: then it goes with the box it
//! stands beside, or under `unplaced`.

use std::ops::Range;

use serde_json::Value;

use super::own_words::{OwnWords, in_a_line, pieces};
use super::record_row;
use super::sections::{cell_text, words};
use crate::form::{self, AnswerBox, FormPart};
use crate::intake::block::{SourceBlock, SourceBlockKind, SourceDocument};
use crate::intake::block_markdown::markdown;
use crate::intake::{ImportDraft, ImportNote, ImportNoteCode, IntakeError, KnownFacts, SourcePlace};
use crate::model::public::public;
use crate::model::{Date, FindingRef, Record, RecordId};
use crate::prose::{Prose, invisible, unmarked};

/// Returns the record of a form that irr sent out, or the beginning of its id; `None` for any other document.
pub fn sent_form(blocks: &[SourceBlock]) -> Option<RecordId> {
    let row = record_row(blocks, &[form::FORMAT_TO_FILL]).map(|(id, _)| id);
    let tagged = blocks.iter().find_map(|block| match &block.kind {
        SourceBlockKind::Filled { tag, .. } => AnswerBox::read(tag).map(|(record, _)| record).filter(|record| !record.is_empty()),
        _ => None,
    });
    // A tag has only the beginning of a long id, and the row may be of another form that somebody copied from.
    match tagged {
        Some(tag) if !row.as_ref().is_some_and(|row| row.as_str().starts_with(tag)) => tag.parse().ok(),
        _ => row,
    }
}

/// Reads the answers of a form to fill in. Only the record that it was printed from tells which words in it are irr's own.
///
/// # Errors
/// Fails without that record, or if an answer cannot be put into it.
pub fn read_answers(document: &SourceDocument, id: RecordId, known: &KnownFacts) -> Result<ImportDraft, IntakeError> {
    let missing = IntakeError::missing("more than the answers to its record", "--into");
    let record = known.into.as_ref().ok_or(missing)?;
    let notes = super::without_notice(&document.notes);
    // A form without the notice was printed from the public version of the record.
    let is_internal = notes.len() < document.notes.len();
    let mut form = FilledForm { id: id.as_str(), notes, ..FilledForm::default() };
    let printed = if is_internal { record.clone() } else { public(record) };
    form::to_fill(&id, &printed, Date::LAST).into_iter().for_each(|part| form.add(part));
    document.blocks.iter().for_each(|block| form.walk(block));
    if let Some(name) = &document.saved_by {
        let message = format!("nothing in the form says who changed what; {name} saved it last");
        form.note(ImportNoteCode::Guessed, SourcePlace::START, message, None);
    }
    form.sort_strays();
    let has_none = form.note_gone();
    let record = form.answered(record, has_none)?;
    let mut notes = form.notes;
    notes.sort_by_key(|note| note.at);
    Ok(ImportDraft { id: id.clone(), record, notes, guesses: Vec::new(), rendered: Some(id) })
}

/// A form while it is read.
#[derive(Default)]
struct FilledForm<'a> {
    id: &'a str,
    sections: Vec<FormSection>,
    boxes: Vec<ReadBox>,
    /// The section that is read.
    here: usize,
    /// The box of that section that was passed last.
    near: Option<usize>,
    notes: Vec<ImportNote>,
    unplaced: Vec<SourceBlock>,
}

/// A heading of the form and what irr printed below it.
#[derive(Default)]
struct FormSection {
    title: String,
    own: OwnWords,
    facts: Vec<(&'static str, String)>,
    boxes: Range<usize>,
    /// What somebody wrote before the first box.
    strays: Vec<SourceBlock>,
}

struct ReadBox {
    answer: AnswerBox,
    label: String,
    /// What stands in it and beside it, with the number of the box; 0 for beside.
    parts: Vec<(usize, SourceBlock)>,
    /// How many of this box there are.
    times: usize,
}

impl FilledForm<'_> {
    /// Adds a part that irr printed.
    fn add(&mut self, part: FormPart) {
        let boxes = self.boxes.len();
        if let FormPart::Heading(_, title) = part {
            return self.sections.push(FormSection { title, boxes: boxes..boxes, ..FormSection::default() });
        }
        let Some(section) = self.sections.last_mut() else { return };
        match part {
            FormPart::Heading(..) => {}
            FormPart::Help(text) => section.own.add(&Prose::from_text(text), false),
            FormPart::Facts(facts) => section.facts.extend(facts),
            FormPart::Words(prose) => section.own.add(&prose, true),
            FormPart::Box { answer, label, .. } => {
                section.boxes.end += 1;
                self.boxes.push(ReadBox { answer, label, parts: Vec::new(), times: 0 });
            }
        }
    }

    fn note(&mut self, code: ImportNoteCode, at: SourcePlace, message: String, quote: Option<String>) {
        self.notes.push(ImportNote { code, at, message, quote });
    }

    fn walk(&mut self, block: &SourceBlock) {
        match &block.kind {
            SourceBlockKind::PageBreak => {}
            SourceBlockKind::Filled { tag, blocks } => self.filled(block.at, tag, blocks),
            SourceBlockKind::Row { label, value } if self.is_fact(block.at, label, &cell_text(value)) => {}
            _ => pieces(block).into_iter().for_each(|(words, piece)| self.piece(&words, piece)),
        }
    }

    /// Takes a paragraph outside of the boxes.
    fn piece(&mut self, words: &str, block: SourceBlock) {
        if let Some(at) = self.sections.iter().position(|section| section.title == words) {
            (self.here, self.near) = (at, None);
            return;
        }
        let section = &mut self.sections[self.here];
        // The label of a box that a program has dropped.
        if let Some(at) = section.boxes.clone().find(|at| self.boxes[*at].label == words) {
            self.near = Some(at);
        } else if words.is_empty() || section.own.find(words) {
        } else if let Some(added) = section.own.find_begun(words) {
            self.stray(SourceBlock::new(block.at, SourceBlockKind::Paragraph(added.to_owned())));
        } else if let Some(at) = self.sections.iter_mut().position(|section| section.own.find(words)) {
            // The heading above it is gone.
            (self.here, self.near) = (at, None);
        } else {
            self.stray(block);
        }
    }

    /// Takes something that somebody wrote outside of the boxes.
    fn stray(&mut self, block: SourceBlock) {
        let Some(block) = written(&block, form::PROMPT) else { return };
        match self.near {
            Some(at) => self.boxes[at].parts.push((0, block)),
            None => self.sections[self.here].strays.push(block),
        }
    }

    /// Returns whether a row is one that irr printed; another value than the record's is noted.
    fn is_fact(&mut self, at: SourcePlace, label: &str, value: &str) -> bool {
        let fact =
            |section: &FormSection| Some((section.facts.iter().find(|it| it.0 == label)?.1.clone(), section.title.clone()));
        let found = fact(&self.sections[self.here]).or_else(|| self.sections.iter().find_map(fact));
        let Some((known, title)) = found else { return false };
        let is_computed = label == form::RECORD || form::COMPUTED.contains(&label);
        if !is_computed && in_a_line(&known) != in_a_line(value) {
            let message = format!("{title}: `{label}` is not as the record has it; the record's is kept");
            self.note(ImportNoteCode::Disagrees, at, message, Some(value.to_owned()));
        }
        true
    }

    /// Takes what is in a box.
    fn filled(&mut self, at: SourcePlace, tag: &str, blocks: &[SourceBlock]) {
        let known = AnswerBox::read(tag).filter(|(record, _)| self.id.starts_with(record));
        let Some(found) = known.and_then(|(_, answer)| self.boxes.iter().position(|read| read.answer == answer)) else {
            let message = format!("the record has nothing for the box `{tag}`; what is in it is kept under `unplaced`");
            self.note(ImportNoteCode::Unplaced, at, message, Some(markdown(blocks)).filter(|words| !words.is_empty()));
            self.unplaced.extend_from_slice(blocks);
            return;
        };
        let section = self.sections.iter().position(|section| section.boxes.contains(&found)).unwrap_or(self.here);
        self.boxes[found].times += 1;
        let ReadBox { label, parts, times, .. } = &mut self.boxes[found];
        parts.extend(blocks.iter().filter_map(|block| Some((*times, written(block, label)?))));
        (self.here, self.near) = (section, Some(found));
    }

    /// Finds out of the words before the boxes which are irr's own words changed, and takes the others with the first box.
    fn sort_strays(&mut self) {
        for FormSection { title, own, mut strays, boxes, .. } in std::mem::take(&mut self.sections) {
            for (own, changed) in own.lost(&mut strays) {
                let is = if changed.is_some() { "as the record has them" } else { "in the form any more" };
                let message = format!("{title}: these words are not {is}; the record's are kept");
                let code = if changed.is_some() { ImportNoteCode::Disagrees } else { ImportNoteCode::Missing };
                let at = changed.as_ref().map_or(SourcePlace::START, |block| block.at);
                self.note(code, at, message, Some(changed.map_or(own, |block| markdown([&block]))));
            }
            let Some(at) = strays.first().map(|stray| stray.at) else { continue };
            match self.boxes[boxes].first_mut() {
                Some(read) => drop(read.parts.splice(0..0, strays.into_iter().map(|block| (0, block)))),
                None => {
                    let message = "no box is near these words; they are kept under `unplaced`".to_owned();
                    self.note(ImportNoteCode::Unplaced, at, message, Some(markdown(&strays)));
                    self.unplaced.extend(strays);
                }
            }
        }
    }

    /// Notes the boxes that are gone; returns whether all are.
    fn note_gone(&mut self) -> bool {
        let gone: Vec<String> = self.boxes.iter().filter(|read| read.times == 0).map(|read| read.answer.name()).collect();
        if gone.len() == self.boxes.len() {
            let message = "a program has dropped the form's boxes; what stands below their labels is taken as what was in them";
            self.note(ImportNoteCode::Guessed, SourcePlace::START, message.to_owned(), None);
            return true;
        }
        for name in gone {
            let message = format!("the box “{name}” is not in the form any more; nothing is removed from the record");
            self.note(ImportNoteCode::Missing, SourcePlace::START, message, None);
        }
        false
    }

    /// Returns the record with the answers.
    fn answered(&mut self, record: &Record, has_none: bool) -> Result<Record, IntakeError> {
        let broken = |error: serde_json::Error| IntakeError::Unreadable(format!("an answer does not fit the record: {error}"));
        let mut whole = serde_json::to_value(record).map_err(broken)?;
        for read in std::mem::take(&mut self.boxes) {
            let (field, name, is_there) = (read.answer.field(), read.answer.name(), read.times > 0);
            let into = match &read.answer.finding {
                Some(finding) => {
                    let numbers = record.findings_of(finding.kind).iter().map(|it| FindingRef::new(finding.kind, &it.printed));
                    let at = numbers.into_iter().position(|number| number == *finding);
                    at.and_then(|at| whole.get_mut(finding.kind.list())?.get_mut(at))
                }
                None => Some(&mut whole),
            };
            let Some(into) = into.and_then(Value::as_object_mut) else { continue };
            match self.answer(read, has_none) {
                text if !text.is_empty() => field.put(&text, into).map_err(IntakeError::Unreadable)?,
                _ if is_there && field.is_in(into) => {
                    let message = format!("the box “{name}” is empty; the record's words are kept");
                    self.note(ImportNoteCode::Missing, SourcePlace::START, message, None);
                }
                _ => {}
            }
        }
        let unplaced = Some(markdown(&self.unplaced)).filter(|words| !words.is_empty());
        whole["unplaced"] = unplaced.map(|words| Prose::from_text(&words).as_str().to_owned()).into();
        serde_json::from_value(whole).map_err(broken)
    }

    /// Joins what stands in a box and beside it, in the order of the form.
    fn answer(&mut self, read: ReadBox, has_none: bool) -> String {
        let name = read.answer.name();
        let mut texts: Vec<String> = Vec::new();
        for part in read.parts.chunk_by(|(one, _), (other, _)| one == other) {
            let (number, at) = (part[0].0, part[0].1.at);
            let text = words(part.iter().map(|(_, block)| block)).unwrap_or_default();
            let text = invisible::without_forbidden(&text, false).unwrap_or(text);
            if number == 0 && !has_none {
                let message = format!("this stands beside the box “{name}”; it is taken with what is in the box");
                self.note(ImportNoteCode::Guessed, at, message, Some(text.clone()));
            } else if number > 1 {
                let told = if texts.contains(&text) { "has the same words" } else { "has other words; both are kept" };
                let message = format!("the box “{name}” is there twice, and {told}");
                self.note(ImportNoteCode::Disagrees, at, message, Some(text.clone()));
            }
            if number < 2 || !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.join("\n\n")
    }
}

/// Returns what somebody wrote in a block of a box: not the label, and not the prompt, beside which LibreOffice lets people type.
fn written(block: &SourceBlock, label: &str) -> Option<SourceBlock> {
    let line = block.text().map(unmarked).unwrap_or_default();
    let without = |own: &&str| line.trim().strip_prefix(own).or_else(|| line.trim().strip_suffix(own));
    match [label, form::PROMPT].iter().find_map(without).map(str::trim) {
        Some("") => None,
        Some(rest) => Some(SourceBlock::new(block.at, SourceBlockKind::Paragraph(rest.to_owned()))),
        None => Some(block.clone()),
    }
}
