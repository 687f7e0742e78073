//! The state of reading a Word document: its parts, counters and notes.

use std::collections::{BTreeMap, BTreeSet};

use super::field::OpenFields;
use super::numbering::Numbering;
use super::package::{DocxPackage, Relations};
use super::styles::Styles;
use super::xml::Element;
use crate::intake::{ImportNote, ImportNoteCode, IntakeError, SourcePlace};

/// The parts that the main document refers to.
pub(super) struct DocxParts {
    relations: Relations,
    styles: Styles,
    numbering: Option<Element>,
    footnotes: Option<Element>,
    endnotes: Option<Element>,
    pub(super) comments: Option<Element>,
    /// Headers and footers, each with its kind.
    pub(super) margins: Vec<(&'static str, Element)>,
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
    pub(super) notes: Vec<ImportNote>,
    /// Whether page numbers are text; not in headers and footers.
    pub(super) shows_pages: bool,
    /// Whether text is read without Markdown marks: in labels, headers and footers.
    pub(super) is_plain: bool,
    /// The number of tables around the current position.
    pub(super) tables: usize,
    /// The number of notes and boxes around the current position.
    pub(super) asides: usize,
    pub(super) paragraphs: usize,
    /// The first paragraph that exceeds the length limit.
    pub(super) too_long: Option<SourcePlace>,
    pub(super) insertions: usize,
    pub(super) first_insertion: Option<SourcePlace>,
    /// The table of contents: where it begins, and its words.
    pub(super) contents: Option<(SourcePlace, String)>,
    pub(super) footnotes: BTreeMap<(&'static str, &'a str), &'a Element>,
    pub(super) footnote_count: usize,
    pub(super) comments: BTreeMap<&'a str, &'a Element>,
    pub(super) margins: &'a [(&'static str, Element)],
}

impl<'a> DocxReader<'a> {
    pub(super) fn of(parts: &'a DocxParts) -> Self {
        let listed = |root: &'a Option<Element>| root.iter().flat_map(|root| root.elements());
        let mut footnotes = BTreeMap::new();
        for (kind, root) in [("footnote", &parts.footnotes), ("endnote", &parts.endnotes)] {
            footnotes.extend(listed(root).filter_map(|note| Some(((kind, note.attribute("w:id")?), note))));
        }
        Self {
            styles: &parts.styles,
            relations: &parts.relations,
            numbering: Numbering::of(parts.numbering.as_ref()),
            fields: OpenFields::default(),
            notes: Vec::new(),
            shows_pages: true,
            is_plain: false,
            tables: 0,
            asides: 0,
            paragraphs: 0,
            too_long: None,
            insertions: 0,
            first_insertion: None,
            contents: None,
            footnotes,
            footnote_count: 0,
            comments: listed(&parts.comments).filter_map(|comment| Some((comment.attribute("w:id")?, comment))).collect(),
            margins: &parts.margins,
        }
    }

    /// Returns the position of the current paragraph.
    pub(super) fn here(&self) -> SourcePlace {
        SourcePlace::Paragraph(self.paragraphs.max(1))
    }

    pub(super) fn add_note(&mut self, code: ImportNoteCode, message: impl Into<String>, quote: Option<String>) {
        self.notes.push(ImportNote { code, at: self.here(), message: message.into(), quote });
    }
}
