//! Blocks to rows and sections.

use super::reader::{Part, Reader, Row};
use crate::intake::block::{Block, BlockKind, Place};
use crate::intake::complaint::ComplaintCode;
use crate::intake::label::{Label, Section};
use crate::intake::prose::markdown;

/// Where the next block goes.
enum Where {
    Table,
    Row,
    Section,
}

impl Reader {
    /// Sorts blocks into rows and sections.
    pub(super) fn sort(blocks: &[Block]) -> Self {
        let mut reader = Self::default();
        let mut place = Where::Table;
        for block in blocks {
            place = reader.sort_one(block, place);
        }
        reader
    }

    fn sort_one(&mut self, block: &Block, place: Where) -> Where {
        let at = block.at;
        match &block.kind {
            BlockKind::Heading(_, text) => self.sort_heading(block, text, place),
            BlockKind::Row { label, value } => match (Label::of(label), place) {
                (Some((known, spelling)), Where::Table | Where::Row) => {
                    if let Some(right) = spelling {
                        self.complain(ComplaintCode::Guessed, at, format!("the label `{label}` was read as `{right}`"), None);
                    }
                    self.kept.add(label);
                    self.rows.push(Row { label: known, at, parts: vec![value.clone()] });
                    Where::Row
                }
                (None, Where::Row) if label.is_empty() => {
                    if let Some(row) = self.rows.last_mut() {
                        row.parts.push(value.clone());
                    }
                    Where::Row
                }
                (None, Where::Table | Where::Row) => {
                    let text = markdown([block]);
                    self.unplace(at, &text, format!("the form has no label `{label}`: kept in `unplaced`"));
                    Where::Table
                }
                (_, Where::Section) => self.keep(block),
            },
            BlockKind::Paragraph(text) | BlockKind::AsWritten(text) => match (self.opens(text), place) {
                (Some(section), _) => {
                    self.complain(ComplaintCode::Guessed, at, "this line was taken for a heading", Some(text));
                    self.open(section, at, text)
                }
                (None, Where::Section) => self.keep(block),
                (None, place) => self.sort_loose(at, text, place),
            },
            BlockKind::Item { .. } | BlockKind::Cells { .. } | BlockKind::PageBreak => match (place, self.rows.last_mut()) {
                (Where::Section, _) => self.keep(block),
                (Where::Row, Some(row)) => {
                    if let Some(part) = row.parts.last_mut() {
                        part.push(block.clone());
                    }
                    Where::Row
                }
                (place, _) => {
                    if block.kind != BlockKind::PageBreak {
                        let text = markdown([block]);
                        self.unplace(at, &text, "this stands before the form's first heading: kept in `unplaced`");
                    }
                    place
                }
            },
        }
    }

    fn sort_heading(&mut self, block: &Block, text: &str, place: Where) -> Where {
        match (Section::of(text), place) {
            (Some(Section::FormTitle), place) => {
                self.kept.add(text);
                place
            }
            (Some(section), _) => self.open(section, block.at, text),
            (None, Where::Section) => {
                self.complain(
                    ComplaintCode::Guessed,
                    block.at,
                    "the form has no such heading: kept within its section",
                    Some(text),
                );
                self.keep(block)
            }
            (None, place) => match Label::of(text) {
                // A form whose labels are headings and whose values stand below them.
                Some((label, _)) => {
                    self.kept.add(text);
                    self.rows.push(Row { label, at: block.at, parts: vec![Vec::new()] });
                    Where::Row
                }
                None => {
                    self.unplace(block.at, text, "the form has no such heading: kept in `unplaced`");
                    place
                }
            },
        }
    }

    /// A paragraph before the first section.
    fn sort_loose(&mut self, at: Place, text: &str, place: Where) -> Where {
        let paragraph = |text: &str| Block { at, kind: BlockKind::Paragraph(text.trim().to_owned()) };
        if let Some(version) = text.trim().strip_prefix("Version ") {
            self.rows.push(Row { label: Label::Version, at, parts: vec![vec![paragraph(version)]] });
            self.kept.add(text);
            return Where::Table;
        }
        let named = text.split_once(':').and_then(|(label, value)| Some((Label::of(label)?.0, label, value)));
        match (named, place, self.rows.last_mut()) {
            (Some((label, name, value)), ..) => {
                self.kept.add(name);
                self.kept.add(text);
                self.rows.push(Row { label, at, parts: vec![vec![paragraph(value)]] });
                Where::Row
            }
            (None, Where::Row, Some(row)) => {
                if let Some(part) = row.parts.last_mut() {
                    part.push(paragraph(text));
                }
                self.complain(
                    ComplaintCode::Guessed,
                    at,
                    "this stands below a row of the table: taken as part of it",
                    Some(text.trim()),
                );
                Where::Row
            }
            (None, place, _) => {
                self.unplace(at, text.trim(), "this stands before the form's first label: kept in `unplaced`");
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

    fn open(&mut self, section: Section, at: Place, title: &str) -> Where {
        if section == Section::FormTitle {
            self.kept.add(title);
            return Where::Table;
        }
        self.kept.add(title);
        self.parts.push(Part { section, at, title: title.to_owned(), blocks: Vec::new() });
        Where::Section
    }

    fn keep(&mut self, block: &Block) -> Where {
        if let Some(part) = self.parts.last_mut() {
            part.blocks.push(block.clone());
        }
        Where::Section
    }
}
