//! Sorts blocks into rows, tables and sections.

use super::extractor::{DocumentLayout, Extractor, FormRow, HeadingPart, NO_HEADING, SpeakerRole};
use super::normalize::FINDING;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::finding_label::{bare_label, finding_label};
use crate::intake::phrases::finding_mention::{self, inline_label, refers_to};
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::heading::{Answerer, HeadingSection};
use crate::intake::phrases::normalized_text::normal;
use crate::intake::{ImportNoteCode, SourcePlace};

/// Where the next block goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NextBlockPlace {
    Table,
    Row,
    Section,
    /// In a section that ends with its first paragraph.
    Paragraph,
}

impl Extractor {
    /// Sorts blocks into rows, tables and sections.
    pub(super) fn segment(&mut self, blocks: &[SourceBlock]) {
        let mut place = NextBlockPlace::Table;
        if self.layout == DocumentLayout::Letter {
            let at = blocks.first().map_or(SourcePlace::START, |block| block.at);
            place = self.open(HeadingSection::Prose, at, "", 1);
        }
        for block in blocks {
            place = self.segment_block(block, place);
        }
    }

    fn segment_block(&mut self, block: &SourceBlock, mut place: NextBlockPlace) -> NextBlockPlace {
        let at = block.at;
        if place == NextBlockPlace::Paragraph {
            let goes_on = matches!(&block.kind, SourceBlockKind::Item { .. } | SourceBlockKind::PageBreak)
                || block.text().is_some_and(|text| text.starts_with("> "));
            if goes_on {
                self.push_block(block);
                return place;
            }
            place = self.open(HeadingSection::Prose, at, "", NO_HEADING);
        }
        match &block.kind {
            SourceBlockKind::Heading(level, text) => self.segment_heading(block, *level, text, place),
            SourceBlockKind::Row { label, value } if place == NextBlockPlace::Section => {
                self.segment_row_in_section(block, label, value)
            }
            SourceBlockKind::Row { label, value } => self.segment_row(block, label, value, place),
            SourceBlockKind::Paragraph(text) | SourceBlockKind::AsWritten(text) => match (self.section_opened_by(text), place) {
                (Some(_), NextBlockPlace::Section) if self.in_answer() && self.is_answers_heading(NO_HEADING, text) => {
                    self.push_block(&SourceBlock::new(at, SourceBlockKind::Heading(NO_HEADING, text.clone())))
                }
                (Some(section), _) => {
                    self.add_note(ImportNoteCode::Guessed, at, "this line is taken as a heading", Some(text));
                    self.open(section, at, text, NO_HEADING)
                }
                (None, NextBlockPlace::Section) => self.segment_paragraph(block, text),
                (None, place) => self.segment_before_sections(at, text, place),
            },
            SourceBlockKind::Cells { is_header, cells } if self.segment_cells(at, *is_header, cells) => place,
            SourceBlockKind::Item { text, .. } if place == NextBlockPlace::Section && self.opens_section_in_list(text) => {
                let (kind, numbers, rest) = inline_label(text).unwrap_or((finding_mention::first_kind(text), Vec::new(), ""));
                let section = HeadingSection::Answer { kind, numbers, heading: String::new() };
                let place = self.open(section, at, &text[..text.len() - rest.len()], NO_HEADING);
                self.push_text(block, rest);
                place
            }
            // A form with boxes is read by them, and does not come here.
            SourceBlockKind::Filled { blocks, .. } => blocks.iter().fold(place, |place, inner| self.segment_block(inner, place)),
            SourceBlockKind::Item { .. } | SourceBlockKind::Cells { .. } | SourceBlockKind::PageBreak => {
                match (place, self.rows.last_mut()) {
                    (NextBlockPlace::Section, _) => self.push_block(block),
                    (NextBlockPlace::Row, Some(row)) => {
                        if let Some(part) = row.parts.last_mut() {
                            part.push(block.clone());
                        }
                        NextBlockPlace::Row
                    }
                    (place, _) => {
                        if block.kind != SourceBlockKind::PageBreak {
                            let text = markdown([block]);
                            self.unplace(at, &text, "this is above the form's first heading; kept under `unplaced`");
                        }
                        place
                    }
                }
            }
        }
    }

    /// Handles a row of a form's table.
    fn segment_row(&mut self, block: &SourceBlock, label: &str, value: &[SourceBlock], place: NextBlockPlace) -> NextBlockPlace {
        let at = block.at;
        if let (FINDING, Some(kind)) = (label, value.first().and_then(SourceBlock::text).and_then(finding_mention::kind_of)) {
            self.rows.push(FormRow { label: Label::Findings(kind), at, parts: vec![value.to_vec()] });
            return NextBlockPlace::Row;
        }
        if let Some(part) = self.answer_in_row(at, label, value) {
            self.placed.add(label);
            self.parts.push(HeadingPart { blocks: value.to_vec(), ..part });
            return NextBlockPlace::Row;
        }
        match (Label::of(label), place) {
            (Some((known, spelling)), _) => {
                if let Some(right) = spelling {
                    self.add_note(ImportNoteCode::Guessed, at, format!("the label `{label}` is read as `{right}`"), None);
                }
                self.placed.add(label);
                self.rows.push(FormRow { label: known, at, parts: vec![value.to_vec()] });
                NextBlockPlace::Row
            }
            (None, NextBlockPlace::Row) if label.is_empty() => {
                if let Some(row) = self.rows.last_mut() {
                    row.parts.push(value.to_vec());
                }
                NextBlockPlace::Row
            }
            (None, _) if Answerer::of(label).is_some() && HeadingSection::of(label).is_some() => {
                let section = HeadingSection::of(label).unwrap_or(HeadingSection::Prose);
                self.open(section, at, label, NO_HEADING);
                value.iter().for_each(|inner| {
                    self.push_block(inner);
                });
                NextBlockPlace::Row
            }
            (None, _) => {
                let text = markdown([block]);
                self.unplace(at, &text, format!("the form has no label `{label}`; kept under `unplaced`"));
                NextBlockPlace::Table
            }
        }
    }

    /// Returns the answer in a form's row to the finding in the row above; `None` if only one row has this label, because it
    /// answers all.
    fn answer_in_row(&self, at: SourcePlace, label: &str, value: &[SourceBlock]) -> Option<HeadingPart> {
        let answerer = Answerer::of_row(label, value)?;
        let above = self.rows.last().filter(|row| matches!(row.label, Label::Findings(_)))?;
        let (kind, numbers, _) = finding_label(above.parts.first()?.first()?.text()?)?;
        let is_one_of_many = self.answer_headings.iter().filter(|name| **name == normal(label)).count() > 1;
        let mut part = HeadingPart::new(HeadingSection::Answer { kind, numbers, heading: String::new() }, at, label, NO_HEADING);
        part.speaker = Some(match answerer {
            Answerer::ChiefOfficer => SpeakerRole::ChiefOfficer,
            Answerer::Commissioner => SpeakerRole::Commissioner,
            Answerer::Speaker => self.prose_speaker,
        });
        is_one_of_many.then_some(part)
    }

    /// Handles a row below a section's heading: an answer, a finding, a row of the form, or part of the section.
    fn segment_row_in_section(&mut self, block: &SourceBlock, label: &str, value: &[SourceBlock]) -> NextBlockPlace {
        let at = block.at;
        if label == FINDING {
            let mut place = NextBlockPlace::Section;
            for (step, inner) in value.iter().enumerate() {
                let heading =
                    SourceBlock::new(inner.at, SourceBlockKind::Heading(NO_HEADING, inner.text().unwrap_or("").to_owned()));
                place = self.segment_block(if step == 0 { &heading } else { inner }, place);
            }
            return place;
        }
        let answers = Answerer::of_row(label, value).is_some();
        if answers && self.in_answer() {
            return self.push_block(block);
        }
        if let (Some(kind), true) = (bare_label(label), value.is_empty()) {
            return self.open(
                HeadingSection::Answer { kind, numbers: Vec::new(), heading: String::new() },
                at,
                label,
                NO_HEADING,
            );
        }
        if let (Some(section), true) = (HeadingSection::of(label), Label::of(label).is_none()) {
            let mut place = self.open(section, at, label, NO_HEADING);
            for inner in value {
                place = self.segment_block(inner, place);
            }
            return place;
        }
        // The head of a letter is not part of its prose, and a form may be signed and dated at its end.
        let of_head = self.layout == DocumentLayout::Letter && !self.has_answers();
        match Label::of(label) {
            Some((known, None)) if of_head && !answers || matches!(known, Label::Signed | Label::Sent) => {
                self.placed.add(label);
                self.rows.push(FormRow { label: known, at, parts: vec![value.to_vec()] });
                NextBlockPlace::Section
            }
            _ if label.is_empty() => {
                for inner in value {
                    self.push_block(inner);
                }
                NextBlockPlace::Section
            }
            _ => self.push_block(block),
        }
    }

    fn segment_heading(&mut self, block: &SourceBlock, level: u8, text: &str, place: NextBlockPlace) -> NextBlockPlace {
        let section = match (place, self.layout) {
            (NextBlockPlace::Section, DocumentLayout::Letter) => HeadingSection::of_letter(text),
            (NextBlockPlace::Section, DocumentLayout::Form) => {
                HeadingSection::of_letter(text).filter(|section| *section != HeadingSection::Conclusion || !self.is_chiefs())
            }
            (_, DocumentLayout::Form) if !self.rows.is_empty() => HeadingSection::of(text)
                .or_else(|| HeadingSection::of_letter(text).filter(|section| matches!(section, HeadingSection::Initial(_)))),
            _ => HeadingSection::of(text),
        };
        if place == NextBlockPlace::Section && self.in_answer() && self.is_answers_heading(level, text) {
            return self.push_block(block);
        }
        match (section, place) {
            (Some(HeadingSection::FormTitle), place) => {
                self.placed.add(text);
                place
            }
            (Some(section), _) => self.open(section, block.at, text, level),
            (None, NextBlockPlace::Section) if self.layout == DocumentLayout::Letter && !self.is_below_answer(level) => {
                let place = self.open(HeadingSection::Prose, block.at, text, level);
                self.push_block(block);
                place
            }
            (None, NextBlockPlace::Section) if self.ends_answer(level) => {
                let message = "this heading is not part of the answer above it; kept in the response around it";
                self.add_note(ImportNoteCode::Guessed, block.at, message, Some(text));
                let place = self.open(HeadingSection::Prose, block.at, text, level);
                self.push_block(block);
                place
            }
            (None, NextBlockPlace::Section) => {
                let message = match self.layout {
                    DocumentLayout::Form => "the form has no such heading; kept in its section",
                    DocumentLayout::Letter => "this heading is below a finding's heading; kept in its answer",
                };
                self.add_note(ImportNoteCode::Guessed, block.at, message, Some(text));
                self.push_block(block)
            }
            (None, place) => match Label::of(text) {
                // In some forms the labels are headings, and the values follow below.
                Some((label, _)) => {
                    self.placed.add(text);
                    self.rows.push(FormRow { label, at: block.at, parts: vec![Vec::new()] });
                    NextBlockPlace::Row
                }
                None => {
                    self.unplace(block.at, text, "the form has no such heading; kept under `unplaced`");
                    place
                }
            },
        }
    }

    /// Handles a paragraph in a section.
    fn segment_paragraph(&mut self, block: &SourceBlock, text: &str) -> NextBlockPlace {
        let at = block.at;
        if let Some((kind, numbers, rest)) = inline_label(text) {
            let label = &text[..text.len() - rest.len()];
            self.unlabelled.push((text.to_owned(), rest.to_owned()));
            if label.contains('(') {
                self.add_note(ImportNoteCode::Guessed, at, "this is taken as the label of a finding", Some(label.trim()));
            }
            // The label is printed twice: as a heading, and before the words.
            let again = self.parts.last().is_some_and(|part| {
                let is_same =
                    matches!(&part.section, HeadingSection::Answer { kind: of, numbers: named, .. } if *of == kind && *named == numbers);
                is_same && part.blocks.is_empty()
            });
            if again {
                self.placed.add(label);
            } else {
                if self.layout == DocumentLayout::Form {
                    self.add_note(ImportNoteCode::Guessed, at, "this label is taken as a heading", Some(label.trim()));
                }
                self.open(HeadingSection::Answer { kind, numbers, heading: String::new() }, at, label.trim(), NO_HEADING);
            }
            return self.push_text(block, rest);
        }
        if let (Some((kind, numbers)), true) = (refers_to(text), self.layout == DocumentLayout::Letter) {
            self.open(HeadingSection::Answer { kind, numbers, heading: String::new() }, at, "", NO_HEADING);
            self.push_block(block);
            self.add_note(
                ImportNoteCode::Guessed,
                at,
                "this paragraph is taken as the answer to the finding it names",
                Some(text),
            );
            return NextBlockPlace::Paragraph;
        }
        let bare = text.trim();
        let is_line = !bare.contains("Chief Constable")
            // Cases 03, 07, 09 and 32 have headings without formatting between answers; a longer line is text.
            && bare.split_whitespace().count() <= 8
            && bare.starts_with(char::is_uppercase)
            && !bare.ends_with(|c: char| !c.is_alphanumeric());
        if self.layout == DocumentLayout::Letter
            && self.in_answer()
            && is_line
            && self.parts.last().is_some_and(|part| !part.blocks.is_empty())
        {
            self.add_note(ImportNoteCode::Guessed, at, "this line is taken as a heading", Some(bare));
            self.open(HeadingSection::Prose, at, "", NO_HEADING);
            return self.push_block(&SourceBlock::new(
                at,
                SourceBlockKind::Heading(crate::intake::extract::normalize::BOLD, bare.to_owned()),
            ));
        }
        if self.layout == DocumentLayout::Letter
            && !self.has_answers()
            && text.chars().count() < 120
            && let Some((label, value)) = text.split_once(':')
            && let Some((known, None)) = Label::of(label)
        {
            self.placed.add(text);
            let value = SourceBlock::new(at, SourceBlockKind::Paragraph(value.trim().to_owned()));
            self.rows.push(FormRow { label: known, at, parts: vec![vec![value]] });
            return NextBlockPlace::Section;
        }
        self.push_block(block)
    }

    /// Handles a paragraph before the first section.
    fn segment_before_sections(&mut self, at: SourcePlace, text: &str, place: NextBlockPlace) -> NextBlockPlace {
        let paragraph = |text: &str| SourceBlock { at, kind: SourceBlockKind::Paragraph(text.trim().to_owned()) };
        if let Some(version) = text.trim().strip_prefix("Version ") {
            self.rows.push(FormRow { label: Label::Version, at, parts: vec![vec![paragraph(version)]] });
            self.placed.add(text);
            return NextBlockPlace::Table;
        }
        // The label is alone on its line, and its value follows below.
        if let Some((label, None)) = Label::of(text)
            && bare_label(text).is_none()
        {
            self.placed.add(text);
            self.rows.push(FormRow { label, at, parts: vec![Vec::new()] });
            return NextBlockPlace::Row;
        }
        let named = text.split_once(':').and_then(|(label, value)| Some((Label::of(label)?.0, label, value)));
        match (named, place, self.rows.last_mut()) {
            (Some((label, name, value)), ..) => {
                self.placed.add(name);
                self.placed.add(text);
                self.rows.push(FormRow { label, at, parts: vec![vec![paragraph(value)]] });
                NextBlockPlace::Row
            }
            (None, NextBlockPlace::Row, Some(row)) => {
                let is_value = row.parts.last().is_some_and(Vec::is_empty) || matches!(row.label, Label::Findings(_));
                if let (false, true, Some((kind, numbers, rest))) = (is_value, row.label.is_one_line(), inline_label(text)) {
                    // The findings follow the form's labels without a heading between.
                    self.add_note(ImportNoteCode::Guessed, at, "this label is taken as a heading", Some(text.trim()));
                    self.unlabelled.push((text.to_owned(), rest.to_owned()));
                    self.open(HeadingSection::Answer { kind, numbers, heading: String::new() }, at, text.trim(), NO_HEADING);
                    return self.push_text(&paragraph(text), rest);
                }
                if !is_value && row.label.is_one_line() {
                    self.unplace(
                        at,
                        text.trim(),
                        "this is between the form's table and its first heading; kept under `unplaced`",
                    );
                    return NextBlockPlace::Table;
                }
                if let Some(part) = row.parts.last_mut() {
                    part.push(paragraph(text));
                }
                if is_value {
                    return NextBlockPlace::Row;
                }
                self.add_note(
                    ImportNoteCode::Guessed,
                    at,
                    "this is below a row of the table; taken as part of it",
                    Some(text.trim()),
                );
                NextBlockPlace::Row
            }
            (None, place, _) => {
                self.unplace(at, text.trim(), "this is above the form's first label; kept under `unplaced`");
                place
            }
        }
    }
}
