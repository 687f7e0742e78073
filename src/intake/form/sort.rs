//! Blocks to rows and sections.

use super::reader::{Part, Reader, Row};
use crate::intake::block::{Block, BlockKind};
use crate::intake::complaint::ComplaintCode;
use crate::intake::label::{Label, Section};
use crate::intake::prose::markdown;

/// Where the next block goes.
enum Place {
    Table,
    Row,
    Section,
}

impl Reader {
    /// Sorts blocks into rows and sections.
    pub(super) fn sort(blocks: &[Block]) -> Self {
        let mut reader = Self::default();
        let mut place = Place::Table;
        for block in blocks {
            place = reader.sort_one(block, place);
        }
        reader
    }

    fn sort_one(&mut self, block: &Block, place: Place) -> Place {
        let line = block.line;
        match &block.kind {
            BlockKind::Heading(_, text) => self.sort_heading(block, text, place),
            BlockKind::Row { label, value } => match (Label::of(label), place) {
                (Some((known, spelling)), Place::Table | Place::Row) => {
                    if let Some(right) = spelling {
                        self.complain(ComplaintCode::Guessed, line, format!("the label `{label}` was read as `{right}`"), None);
                    }
                    self.kept.add(label);
                    self.rows.push(Row { label: known, line, parts: vec![value.clone()] });
                    Place::Row
                }
                (None, Place::Row) if label.is_empty() => {
                    if let Some(row) = self.rows.last_mut() {
                        row.parts.push(value.clone());
                    }
                    Place::Row
                }
                (None, Place::Table | Place::Row) => {
                    let text = markdown([block]);
                    self.unplace(line, &text, format!("the form has no label `{label}`: kept in `unplaced`"));
                    Place::Table
                }
                (_, Place::Section) => self.keep(block),
            },
            BlockKind::Paragraph(text) => match (self.opens(text), place) {
                (Some(section), _) => {
                    self.complain(ComplaintCode::Guessed, line, "this line was taken for a heading", Some(text));
                    self.open(section, line, text)
                }
                (None, Place::Section) => self.keep(block),
                (None, place) => self.sort_loose(line, text, place),
            },
            BlockKind::Item { .. } | BlockKind::PageBreak => match (place, self.rows.last_mut()) {
                (Place::Section, _) => self.keep(block),
                (Place::Row, Some(row)) => {
                    if let Some(part) = row.parts.last_mut() {
                        part.push(block.clone());
                    }
                    Place::Row
                }
                (place, _) => {
                    if block.text().is_some() {
                        let text = markdown([block]);
                        self.unplace(line, &text, "this stands before the form's first heading: kept in `unplaced`");
                    }
                    place
                }
            },
        }
    }

    fn sort_heading(&mut self, block: &Block, text: &str, place: Place) -> Place {
        match (Section::of(text), place) {
            (Some(Section::FormTitle), place) => {
                self.kept.add(text);
                place
            }
            (Some(section), _) => self.open(section, block.line, text),
            (None, Place::Section) => {
                self.complain(
                    ComplaintCode::Guessed,
                    block.line,
                    "the form has no such heading: kept within its section",
                    Some(text),
                );
                self.keep(block)
            }
            (None, place) => match Label::of(text) {
                // A form whose labels are headings and whose values stand below them.
                Some((label, _)) => {
                    self.kept.add(text);
                    self.rows.push(Row { label, line: block.line, parts: vec![Vec::new()] });
                    Place::Row
                }
                None => {
                    self.unplace(block.line, text, "the form has no such heading: kept in `unplaced`");
                    place
                }
            },
        }
    }

    /// A paragraph before the first section.
    fn sort_loose(&mut self, line: usize, text: &str, place: Place) -> Place {
        let paragraph = |text: &str| Block { line, kind: BlockKind::Paragraph(text.trim().to_owned()) };
        if let Some(version) = text.trim().strip_prefix("Version ") {
            self.rows.push(Row { label: Label::Version, line, parts: vec![vec![paragraph(version)]] });
            self.kept.add(text);
            return Place::Table;
        }
        let named = text.split_once(':').and_then(|(label, value)| Some((Label::of(label)?.0, label, value)));
        match (named, place, self.rows.last_mut()) {
            (Some((label, name, value)), ..) => {
                self.kept.add(name);
                self.kept.add(text);
                self.rows.push(Row { label, line, parts: vec![vec![paragraph(value)]] });
                Place::Row
            }
            (None, Place::Row, Some(row)) => {
                if let Some(part) = row.parts.last_mut() {
                    part.push(paragraph(text));
                }
                self.complain(
                    ComplaintCode::Guessed,
                    line,
                    "this stands below a row of the table: taken as part of it",
                    Some(text.trim()),
                );
                Place::Row
            }
            (None, place, _) => {
                self.unplace(line, text.trim(), "this stands before the form's first label: kept in `unplaced`");
                place
            }
        }
    }

    /// The section that a line opens though nothing marks it as a heading: short, and without a sentence's end.
    fn opens(&self, text: &str) -> Option<Section> {
        let short = text.chars().count() <= 100 && !text.trim_end().ends_with(['.', ';', ',', '?', '!', ':']);
        if !short {
            return None;
        }
        let section = Section::of(text)?;
        // Before the first section a line that begins with a finding's label is part of the table.
        (!matches!(section, Section::Answer { .. }) || !self.parts.is_empty()).then_some(section)
    }

    fn open(&mut self, section: Section, line: usize, title: &str) -> Place {
        if section == Section::FormTitle {
            self.kept.add(title);
            return Place::Table;
        }
        self.kept.add(title);
        self.parts.push(Part { section, line, title: title.to_owned(), blocks: Vec::new() });
        Place::Section
    }

    fn keep(&mut self, block: &Block) -> Place {
        if let Some(part) = self.parts.last_mut() {
            part.blocks.push(block.clone());
        }
        Place::Section
    }
}
