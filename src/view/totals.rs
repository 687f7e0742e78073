//! The meeting paper (`irr summary`): the records before a period and at its end, and the difference.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::View;
use super::between::Between;
use super::export::{Export, v1};
use super::section::part::PaperSection;
use super::section::{SECTIONS, changes, figures, headline};
use crate::model::{RecordId, Snapshot, SummarySection};
use crate::prose::listed;
use crate::view::labels::day;
use crate::view::section::period_records::PeriodRecords;
use crate::view::{Block, Cell, DocumentSection, RecordDiff, Role};

/// How many unreadable files are named.
const MOST: usize = 10;

/// The meeting paper.
#[derive(Debug)]
pub struct Totals<'a> {
    scene: PeriodRecords<'a>,
    sections: Vec<SummarySection>,
    /// The files that could not be read.
    unread: Vec<String>,
    /// What changed in the period, or why that is not known; `None` if it was not asked for.
    changes: Option<Result<RecordDiff, String>>,
}

impl<'a> Totals<'a> {
    /// Computes the paper for a period.
    ///
    /// `sections` selects and orders the sections; if it is empty, all that have something to say. `force` limits it to
    /// forces with this word in their name. Reports published after the period are not counted.
    pub fn compute(
        records: impl IntoIterator<Item = (&'a RecordId, &'a Snapshot)>,
        between: Between,
        force: Option<&str>,
        sections: &[SummarySection],
    ) -> Self {
        let scene = PeriodRecords::compute(records, between, force);
        let mut sections = if sections.is_empty() { scene.worthwhile() } else { sections.to_vec() };
        // A section that is requested twice is printed once.
        let mut told = BTreeSet::new();
        sections.retain(|section| told.insert(section.as_str()));
        Self { scene, sections, unread: Vec::new(), changes: None }
    }

    /// Adds the files that could not be read. The paper itself has to name them: it is passed on without the terminal's
    /// messages.
    pub fn lacking(self, unread: Vec<String>) -> Self {
        Self { unread, ..self }
    }

    /// Adds what changed in the period, or why that is not known, for the section that shows it.
    pub fn with_changes(self, changes: Result<RecordDiff, String>) -> Self {
        Self { changes: Some(changes), ..self }
    }

    /// Returns the title.
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

    /// Returns the paper in pieces: the introduction, each section under its name, and the closing note.
    pub fn pieces(&self) -> Vec<DocumentSection> {
        let mut intro = vec![Block::Heading(1, self.title()), Block::Paragraph(Cell::plain(headline::sentence(&self.scene)))];
        if !self.unread.is_empty() {
            let names = listed(&self.unread, self.unread.len(), MOST);
            intro.push(Block::Paragraph(Cell::new(
                format!("This paper is incomplete: it does not count {names}, which could not be read."),
                Role::Overdue,
            )));
        }
        let sections = self.sections();
        let mut pieces = vec![DocumentSection { name: "intro", blocks: intro }];
        pieces.extend(
            sections.iter().map(|section| DocumentSection { name: section.name.as_str(), blocks: section.blocks(&self.scene) }),
        );
        pieces.push(DocumentSection { name: "outro", blocks: vec![Block::Paragraph(Cell::new(self.note(), Role::Muted))] });
        pieces
    }

    /// Returns the force as the author; empty if there are several.
    pub fn author(&self) -> String {
        self.scene.only_force().unwrap_or_default().to_owned()
    }

    /// Returns the paper for the JSON.
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

    fn sections(&self) -> Vec<PaperSection<'_>> {
        let mut sections: Vec<PaperSection<'_>> = Vec::with_capacity(self.sections.len());
        let known = |name| SECTIONS.iter().find(move |(known, ..)| *known == name);
        for name in &self.sections {
            if *name == SummarySection::Changes {
                sections.push(changes::section(self.changes.as_ref()));
            } else if let Some((name, title, parts)) = known(*name) {
                sections.push(PaperSection { name: *name, title, parts: parts(&self.scene) });
            }
        }
        if let Some(at) = self.sections.iter().position(|name| *name == SummarySection::Figures) {
            let figures = figures::section(&self.scene, &sections);
            // It needs all other sections, so it is made last and then put where it was requested.
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
