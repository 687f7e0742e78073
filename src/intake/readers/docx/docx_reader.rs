//! The state of reading a Word document: its parts, counters and notes.

use std::collections::{BTreeMap, BTreeSet};

use crate::intake::readers::docx::body::BlockSequence;
use crate::intake::readers::docx::field::OpenFields;
use crate::intake::readers::docx::numbering::Numbering;
use crate::intake::readers::docx::package::{DocxPackage, Relations};
use crate::intake::readers::docx::paragraph_text::{ParagraphText, texts};
use crate::intake::readers::docx::styles::Styles;
use crate::intake::readers::docx::xml::Element;
use crate::intake::{ImportNote, ImportNoteCode, IntakeError, SourceBlock, SourceBlockKind, SourcePlace};

/// The parts that the main document refers to.
pub(super) struct DocxParts {
    relations: Relations,
    styles: Styles,
    numbering: Option<Element>,
    footnotes: Option<Element>,
    endnotes: Option<Element>,
    comments: Option<Element>,
    /// Headers and footers, each with its kind.
    margins: Vec<(&'static str, Element)>,
}

impl DocxParts {
    pub(super) fn of(package: &mut DocxPackage<'_>) -> Result<Self, IntakeError> {
        let relations = package.main_relations()?;
        let mut part = |kind: &str| match relations.values().find(|relation| relation.kind == kind) {
            Some(relation) => package.tree(&relation.target),
            None => Ok(None),
        };
        let styles = Styles::of(part("styles")?.as_ref());
        let numbering = part("numbering")?;
        let (footnotes, endnotes, comments) = (part("footnotes")?, part("endnotes")?, part("comments")?);
        let mut margins = Vec::new();
        for kind in ["header", "footer"] {
            let targets: BTreeSet<&str> =
                // A set, because several sections may share one header.
                relations.values().filter(|relation| relation.kind == kind).map(|relation| relation.target.as_str()).collect();
            for target in targets {
                margins.extend(package.tree(target)?.map(|root| (kind, root)));
            }
        }
        Ok(Self { relations, styles, numbering, footnotes, endnotes, comments, margins })
    }
}

pub(super) struct DocxReader<'a> {
    pub(super) styles: &'a Styles,
    pub(super) relations: &'a Relations,
    pub(super) numbering: Numbering,
    pub(super) fields: OpenFields,
    pub(super) complaints: Vec<ImportNote>,
    /// Whether page numbers are text; not in headers and footers.
    pub(super) shows_pages: bool,
    /// Whether text is read without Markdown marks: in labels, headers and footers.
    pub(super) is_plain: bool,
    /// The number of tables around the current position.
    pub(super) tables: usize,
    /// The number of notes and boxes around the current position.
    asides: usize,
    pub(super) paragraphs: usize,
    /// The first paragraph that exceeds the length limit.
    pub(super) too_long: Option<SourcePlace>,
    pub(super) insertions: usize,
    pub(super) first_insertion: Option<SourcePlace>,
    /// The table of contents: where it begins, and its words.
    pub(super) contents: Option<(SourcePlace, String)>,
    notes: BTreeMap<(&'static str, &'a str), &'a Element>,
    note_count: usize,
    comments: BTreeMap<&'a str, &'a Element>,
    margins: &'a [(&'static str, Element)],
}

impl<'a> DocxReader<'a> {
    pub(super) fn of(parts: &'a DocxParts) -> Self {
        let listed = |root: &'a Option<Element>| root.iter().flat_map(|root| root.elements());
        let mut notes = BTreeMap::new();
        for (kind, root) in [("footnote", &parts.footnotes), ("endnote", &parts.endnotes)] {
            notes.extend(listed(root).filter_map(|note| Some(((kind, note.attribute("w:id")?), note))));
        }
        Self {
            styles: &parts.styles,
            relations: &parts.relations,
            numbering: Numbering::of(parts.numbering.as_ref()),
            fields: OpenFields::default(),
            complaints: Vec::new(),
            shows_pages: true,
            is_plain: false,
            tables: 0,
            asides: 0,
            paragraphs: 0,
            too_long: None,
            insertions: 0,
            first_insertion: None,
            contents: None,
            notes,
            note_count: 0,
            comments: listed(&parts.comments).filter_map(|comment| Some((comment.attribute("w:id")?, comment))).collect(),
            margins: &parts.margins,
        }
    }

    /// Returns the position of the current paragraph.
    pub(super) fn here(&self) -> SourcePlace {
        SourcePlace::Paragraph(self.paragraphs.max(1))
    }

    pub(super) fn complain(&mut self, code: ImportNoteCode, message: impl Into<String>, quote: Option<String>) {
        self.complaints.push(ImportNote { code, at: self.here(), message: message.into(), quote });
    }

    /// Reads the blocks of something beside the text: a note or a box.
    pub(super) fn aside(&mut self, element: &'a Element) -> Vec<SourceBlock> {
        // A note inside a field's result is not part of that field.
        let fields = std::mem::take(&mut self.fields);
        self.asides += 1;
        let mut story = BlockSequence::default();
        self.story(element, &mut story);
        self.asides -= 1;
        self.fields = fields;
        story.done()
    }

    /// Returns the mark of a note, and schedules its text after the paragraph.
    pub(super) fn note(&mut self, reference: &'a Element, line: &mut ParagraphText<'a>) -> Option<String> {
        // Notes are followed two levels deep at most. Others are reported at the end.
        if self.asides > 1 {
            return None;
        }
        let kind = if reference.name == "w:footnoteReference" { "footnote" } else { "endnote" };
        let id = reference.attribute("w:id")?;
        // Removed, so that a second reference does not repeat the note, and a note that refers to itself does not loop.
        let note = self.notes.remove(&(kind, id))?;
        self.note_count += 1;
        line.notes.push((self.note_count, note));
        Some(format!("[{}]", self.note_count))
    }

    /// Notes that a comment was left out, at its place in the text.
    pub(super) fn comment(&mut self, id: &str) {
        let Some(comment) = self.comments.remove(id) else { return };
        let text = texts(comment, "w:t");
        let author = comment.attribute("w:author").map(str::trim).filter(|author| !author.is_empty());
        let by = author.map_or_else(String::new, |author| format!(" by {author}"));
        self.complain(ImportNoteCode::LeftOut, format!("a comment{by} in the margin was left out"), Some(text.trim().to_owned()));
    }

    /// Adds the notes about the document as a whole, and returns all notes in order.
    pub(super) fn end(mut self) -> Vec<ImportNote> {
        if let Some(at) = self.first_insertion.filter(|_| self.insertions > 0) {
            let insertions = crate::prose::counted(self.insertions, "tracked insertion", "tracked insertions");
            let message = format!("tracked changes were taken as accepted: {insertions} from here on");
            self.complaints.push(ImportNote { code: ImportNoteCode::Guessed, at, message, quote: None });
        }
        if let Some((at, text)) = self.contents.take() {
            let message = "the table of contents was left out".to_owned();
            self.complaints.push(ImportNote { code: ImportNoteCode::LeftOut, at, message, quote: Some(text) });
        }
        // Comments whose anchor was not read, for example in deleted text.
        for id in self.comments.keys().copied().collect::<Vec<_>>() {
            self.comment(id);
        }
        // Notes with a type are Word's separator lines, not text.
        for (_, note) in std::mem::take(&mut self.notes).into_iter().filter(|(_, note)| note.attribute("w:type").is_none()) {
            let text = texts(note, "w:t");
            if !text.trim().is_empty() {
                self.complain(
                    ImportNoteCode::LeftOut,
                    "a note to which nothing leads was left out",
                    Some(text.trim().to_owned()),
                );
            }
        }
        self.margins();
        let mut complaints = self.complaints;
        // In the order of the document; the sort is stable for notes on the same paragraph.
        complaints.sort_by_key(|complaint| complaint.at);
        complaints
    }

    /// Notes the text of headers and footers, each wording once, except page numbers.
    fn margins(&mut self) {
        self.paragraphs = 0;
        self.shows_pages = false;
        self.is_plain = true;
        let mut told = BTreeSet::new();
        for (kind, root) in self.margins {
            let text = words(&self.aside(root));
            self.paragraphs = 0;
            // "Page 3 of 12" needs no note.
            let counts_pages = text.split(|c: char| !c.is_alphanumeric()).all(|word| matches!(word, "" | "Page" | "page" | "of"));
            if !counts_pages && told.insert(text.clone()) {
                self.complain(ImportNoteCode::LeftOut, format!("the page's {kind} was left out"), Some(text));
            }
        }
    }
}

/// Returns the words of blocks, one line for each block.
pub(super) fn words(blocks: &[SourceBlock]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for block in blocks {
        match &block.kind {
            SourceBlockKind::Row { label, value } => lines.push(format!("{label} {}", words(value)).trim().to_owned()),
            SourceBlockKind::Cells { cells, .. } => {
                lines.push(cells.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(" "))
            }
            _ => lines.extend(block.text().map(str::to_owned)),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
