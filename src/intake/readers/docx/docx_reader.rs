//! The state of reading a Word document: its parts, counters and notes.

use std::collections::{BTreeMap, BTreeSet};

use super::embedded;
use super::field::OpenFields;
use super::numbering::Numbering;
use super::package::{DocxPackage, Relations};
use super::styles::Styles;
use super::xml::{Element, texts};
use crate::intake::{ImportNote, ImportNoteCode, IntakeError, SourceDocument, SourcePlace};

/// The main document among the parts with relationships.
const MAIN: &str = "";

/// The parts that the main document refers to.
pub(super) struct DocxParts {
    /// The relationships of the main document, and of the parts with `footnote`s and `endnote`s: each counts its own.
    relations: BTreeMap<&'static str, Relations>,
    styles: Styles,
    numbering: Option<Element>,
    footnotes: Option<Element>,
    endnotes: Option<Element>,
    pub(super) comments: Option<Element>,
    /// Headers and footers, each with its kind.
    pub(super) margins: Vec<(&'static str, Element)>,
    /// What unfilled content controls say, by the name of the building block.
    prompts: BTreeMap<String, String>,
    /// The words of charts and diagrams, by the id of their relationship.
    drawings: BTreeMap<String, String>,
    /// Documents embedded whole, by the id of their relationship, or why they cannot be read.
    embedded: BTreeMap<String, Result<SourceDocument, IntakeError>>,
}

impl DocxParts {
    pub(super) fn of(package: &mut DocxPackage<'_, '_>) -> Result<Self, IntakeError> {
        let relations = package.main_relations()?;
        let mut part = |kind: &str| match relations.values().find(|relation| relation.kind == kind) {
            Some(relation) => package.tree(&relation.target),
            None => Ok(None),
        };
        let styles = Styles::of(part("styles")?.as_ref());
        let numbering = part("numbering")?;
        let (footnotes, endnotes, comments) = (part("footnotes")?, part("endnotes")?, part("comments")?);
        let glossary = part("glossaryDocument")?;
        let mut margins = Vec::new();
        for kind in ["header", "footer"] {
            let targets: BTreeSet<&str> =
                // A set, because several sections may share one header.
                relations.values().filter(|relation| relation.kind == kind).map(|relation| relation.target.as_str()).collect();
            for target in targets {
                margins.extend(package.tree(target)?.map(|root| (kind, root)));
            }
        }
        let mut prompts = BTreeMap::new();
        for block in glossary.iter().filter_map(|glossary| glossary.child("w:docParts")).flat_map(Element::elements) {
            let name = block.child("w:docPartPr").and_then(|properties| properties.value("w:name"));
            prompts.extend(name.map(|name| (name.to_owned(), texts(block, "w:t").trim().to_owned())));
        }
        let mut of_notes = BTreeMap::new();
        for (kind, part) in [("footnote", "footnotes"), ("endnote", "endnotes")] {
            if let Some(relation) = relations.values().find(|relation| relation.kind == part) {
                of_notes.insert(kind, package.relations(&relation.target)?);
            }
        }
        let (mut drawings, mut embedded) = (BTreeMap::new(), BTreeMap::new());
        for (id, relation) in &relations {
            match relation.kind.as_str() {
                "chart" | "diagramData" => {
                    let mut words = String::new();
                    package.tree(&relation.target)?.iter().for_each(|root| drawn_words(root, &mut words));
                    drawings.insert(id.clone(), words);
                }
                "aFChunk" => drop(embedded.insert(id.clone(), embedded::read(package, &relation.target))),
                _ => {}
            }
        }
        of_notes.insert(MAIN, relations);
        Ok(Self { relations: of_notes, styles, numbering, footnotes, endnotes, comments, margins, prompts, drawings, embedded })
    }
}

/// Collects the words of a chart or diagram. Its numbers are drawn, not written.
fn drawn_words(element: &Element, out: &mut String) {
    let name = element.name.as_str();
    if name == "numCache" {
        return;
    }
    if matches!(name, "t" | "v") {
        out.push_str(&element.text());
    }
    element.elements().for_each(|child| drawn_words(child, out));
    // A word may be cut into runs, but not into paragraphs.
    out.push_str(if matches!(name, "p" | "pt") { " " } else { "" });
}

pub(super) struct DocxReader<'a> {
    pub(super) styles: &'a Styles,
    relations: &'a BTreeMap<&'static str, Relations>,
    /// The part that is read: the main document, or where a note stands.
    pub(super) part: &'static str,
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
    /// The tracked insertions of each author; an empty name where none is given.
    pub(super) insertions: BTreeMap<String, usize>,
    pub(super) first_insertion: Option<SourcePlace>,
    /// Who deleted words or wrote comments.
    pub(super) authors: BTreeSet<String>,
    /// The table of contents: where it begins, and its words.
    pub(super) contents: Option<(SourcePlace, String)>,
    /// The same of content controls that nobody filled in.
    pub(super) unfilled: Option<(SourcePlace, String)>,
    pub(super) prompts: &'a BTreeMap<String, String>,
    pub(super) drawings: BTreeMap<String, String>,
    pub(super) embedded: BTreeMap<&'a str, &'a Result<SourceDocument, IntakeError>>,
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
            part: MAIN,
            numbering: Numbering::of(parts.numbering.as_ref()),
            fields: OpenFields::default(),
            notes: Vec::new(),
            shows_pages: true,
            is_plain: false,
            tables: 0,
            asides: 0,
            paragraphs: 0,
            too_long: None,
            insertions: BTreeMap::new(),
            authors: BTreeSet::new(),
            first_insertion: None,
            contents: None,
            unfilled: None,
            prompts: &parts.prompts,
            drawings: parts.drawings.clone(),
            embedded: parts.embedded.iter().map(|(id, read)| (id.as_str(), read)).collect(),
            footnotes,
            footnote_count: 0,
            comments: listed(&parts.comments).filter_map(|comment| Some((comment.attribute("w:id")?, comment))).collect(),
            margins: &parts.margins,
        }
    }

    /// Returns the target of a link in the part that is read.
    pub(super) fn link_target(&self, id: &str) -> Option<&'a str> {
        let relation = self.relations.get(self.part)?.get(id)?;
        (relation.kind == "hyperlink").then_some(relation.target.as_str())
    }

    /// Returns the position of the next paragraph.
    pub(super) fn next(&self) -> SourcePlace {
        SourcePlace::Paragraph(self.paragraphs + 1)
    }

    /// Returns the position of the current paragraph.
    pub(super) fn here(&self) -> SourcePlace {
        SourcePlace::Paragraph(self.paragraphs.max(1))
    }

    pub(super) fn add_note(&mut self, code: ImportNoteCode, message: impl Into<String>, quote: Option<String>) {
        self.notes.push(ImportNote { code, at: self.here(), message: message.into(), quote });
    }
}
