//! The store in figures, for a meeting: what it was before a period, what it is at its end, and what can be asked of the difference.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::between::Between;
use super::export::{Export, v1};
use super::section::part::Section;
use super::section::scene::Scene;
use super::section::{SECTIONS, figures, headline};
use super::words::day;
use super::{Block, Cell, Piece, Role, View};
use crate::model::{RecordId, Snapshot, SummarySection, listed};

/// How many files that could not be read are named.
const MOST: usize = 10;

/// Every finding of the store counted, before a period and at its end.
#[derive(Debug)]
pub struct Totals<'a> {
    scene: Scene<'a>,
    sections: Vec<SummarySection>,
    /// The files that could not be read.
    unread: Vec<String>,
}

impl<'a> Totals<'a> {
    /// The figures of `records` for a period, in these sections, or in all that have something to tell; of all forces, or of those that have a word in their name. A report
    /// published later is not counted.
    pub fn compute(
        records: impl IntoIterator<Item = (&'a RecordId, &'a Snapshot)>,
        between: Between,
        force: Option<&str>,
        sections: &[SummarySection],
    ) -> Self {
        let scene = Scene::compute(records, between, force);
        let mut sections = if sections.is_empty() { scene.worthwhile() } else { sections.to_vec() };
        // Who names a section twice wants it once: a second one would tell nothing more.
        let mut told = BTreeSet::new();
        sections.retain(|section| told.insert(section.as_str()));
        Self { scene, sections, unread: Vec::new() }
    }

    /// The same, of a store of which these files could not be read: a paper goes where no error stream follows it.
    pub fn lacking(self, unread: Vec<String>) -> Self {
        Self { unread, ..self }
    }

    /// What the paper is called.
    pub fn title(&self) -> String {
        let Between { since, until } = self.scene.between;
        let whose = self
            .scene
            .only_force()
            .map_or(Cow::Borrowed("Inspection responses"), |force| format!("{force}: inspection responses").into());
        match since == until {
            true => format!("{whose}, {}", until.in_words()),
            false => format!("{whose}, {} to {}", since.in_words(), until.in_words()),
        }
    }

    /// The paper in pieces: what stands above the sections, then each section with its name.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut intro = vec![Block::Heading(1, self.title()), Block::Paragraph(Cell::plain(headline::sentence(&self.scene)))];
        if !self.unread.is_empty() {
            let names = listed(&self.unread, self.unread.len(), MOST);
            intro.push(Block::Paragraph(Cell::new(
                format!("This paper is incomplete: it does not count {names}, which could not be read."),
                Role::Overdue,
            )));
        }
        let sections = self.sections();
        let mut pieces = vec![Piece { name: "intro", blocks: intro }];
        pieces.extend(sections.iter().map(|section| Piece { name: section.name.as_str(), blocks: section.blocks(&self.scene) }));
        pieces.push(Piece { name: "outro", blocks: vec![Block::Paragraph(Cell::new(self.note(), Role::Muted))] });
        pieces
    }

    /// Who publishes it.
    pub fn author(&self) -> String {
        self.scene.only_force().unwrap_or_default().to_owned()
    }

    /// The figures as machines get them.
    pub fn summary(&self) -> v1::Summary {
        let Between { since, until } = self.scene.between;
        let sections = self.sections();
        v1::Summary {
            schema: "irr.summary/2",
            as_of: until,
            since,
            until,
            unread: self.unread.clone(),
            records: self.scene.responses.len(),
            sections: sections.iter().map(|section| section.export(&self.scene)).collect(),
        }
    }

    fn sections(&self) -> Vec<Section<'_>> {
        let mut sections: Vec<Section<'_>> = Vec::with_capacity(self.sections.len());
        let known = |name| SECTIONS.iter().find(move |(known, ..)| *known == name);
        for (name, title, parts) in self.sections.iter().filter_map(|name| known(*name)) {
            sections.push(Section { name: *name, title, parts: parts(&self.scene) });
        }
        if let Some(at) = self.sections.iter().position(|name| *name == SummarySection::Figures) {
            let figures = figures::section(&self.scene, &sections);
            sections.insert(at.min(sections.len()), figures);
        }
        sections
    }

    fn note(&self) -> String {
        format!("From the records as of {}. Anything dated later is not counted.", day(self.scene.between.until))
    }
}

impl View for Totals<'_> {
    fn blocks(&self) -> Vec<Block> {
        self.pieces().into_iter().flat_map(|piece| piece.blocks).collect()
    }

    fn export(&self) -> Export {
        Export::Summary(self.summary())
    }
}
