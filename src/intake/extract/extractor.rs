//! The state of reading a response: rows, tables, sections and notes.

use super::placed_words::PlacedWords;
use super::prose_facts::ProseFacts;
use crate::intake::block::SourceBlock;
use crate::intake::block_markdown::markdown;
use crate::intake::import_draft::Author;
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::heading::HeadingSection;
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};
use crate::model::{FindingRef, OurNames};

/// A row of the form's table, with its continuations after page breaks.
pub(super) struct FormRow {
    pub(super) label: Label,
    pub(super) at: SourcePlace,
    pub(super) parts: Vec<Vec<SourceBlock>>,
}

impl FormRow {
    pub(super) fn text(&self) -> String {
        // A row cut by a page break has several parts; an empty one is the rest of an empty cell.
        self.parts.iter().map(markdown).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// Who speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum SpeakerRole {
    #[default]
    Commissioner,
    ChiefOfficer,
    /// Not known: a person has to decide.
    Undecided,
}

impl From<Author> for SpeakerRole {
    fn from(author: Author) -> Self {
        match author {
            Author::Commissioner => Self::Commissioner,
            Author::ChiefOfficer => Self::ChiefOfficer,
        }
    }
}

/// The layout of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum DocumentLayout {
    /// A table of labels, and sections under headings of the form.
    #[default]
    Form,
    /// Prose: a letter, or a page.
    Letter,
}

/// A table with named columns.
pub(super) struct NamedTable {
    pub(super) at: SourcePlace,
    pub(super) names: Vec<String>,
    pub(super) rows: Vec<(SourcePlace, Vec<Vec<SourceBlock>>)>,
    /// The number of parts before it.
    pub(super) after: usize,
}

/// A heading and what is below it.
pub(super) struct HeadingPart {
    pub(super) section: HeadingSection,
    pub(super) at: SourcePlace,
    pub(super) title: String,
    pub(super) blocks: Vec<SourceBlock>,
    /// The heading's level, 1 being the highest; sections without a heading are lower than all.
    pub(super) level: u8,
    /// Who speaks, where the part itself says so.
    pub(super) speaker: Option<SpeakerRole>,
}

/// The level of a section that no heading opens.
pub(super) const NO_HEADING: u8 = 9;

impl HeadingPart {
    pub(super) fn new(section: HeadingSection, at: SourcePlace, title: &str, level: u8) -> Self {
        Self { section, at, title: title.to_owned(), blocks: Vec::new(), level, speaker: None }
    }
}

#[derive(Default)]
pub(super) struct Extractor {
    pub(super) rows: Vec<FormRow>,
    pub(super) parts: Vec<HeadingPart>,
    pub(super) tables: Vec<NamedTable>,
    pub(super) layout: DocumentLayout,
    /// Who answers and who speaks without a heading: in a form answers are the chief officer's, and prose is the
    /// commissioner's.
    pub(super) speaker: SpeakerRole,
    pub(super) prose_speaker: SpeakerRole,
    /// Whether the document is taken as the commissioner's only for lack of evidence.
    pub(super) is_author_assumed: bool,
    /// The evidence for whose words the document is.
    pub(super) speaker_evidence: String,
    pub(super) prose_facts: ProseFacts,
    /// The headings that say who answers, as often as they occur.
    pub(super) answer_headings: Vec<String>,
    pub(super) notes: Vec<ImportNote>,
    /// Facts missing from a finding's text that a table further down may still give.
    pub(super) missing_facts: Vec<(FindingRef, MissingFact, ImportNote)>,
    pub(super) unplaced: Vec<String>,
    pub(super) placed: PlacedWords,
    /// Texts from which a label was removed, with what is left.
    pub(super) unlabelled: Vec<(String, String)>,
    pub(super) us: OurNames,
}

/// A fact of a finding that its own words do not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MissingFact {
    /// The deadline.
    Deadline,
    /// The addressee.
    Addressee,
}

impl Extractor {
    /// Notes that a finding's text lacks a fact that a table may still give.
    pub(super) fn note_missing_fact(
        &mut self,
        of: &FindingRef,
        what: MissingFact,
        code: ImportNoteCode,
        at: SourcePlace,
        message: String,
    ) {
        self.missing_facts.push((of.clone(), what, ImportNote { code, at, message, quote: None }));
    }

    /// Removes the note on a missing fact that a table has given.
    pub(super) fn resolve_missing_fact(&mut self, of: &FindingRef, what: MissingFact) {
        self.missing_facts.retain(|(reference, open, _)| (reference, *open) != (of, what));
    }

    pub(super) fn add_note(&mut self, code: ImportNoteCode, at: SourcePlace, message: impl Into<String>, quote: Option<&str>) {
        self.notes.push(ImportNote { code, at, message: message.into(), quote: quote.map(str::to_owned) });
    }

    pub(super) fn unplace(&mut self, at: SourcePlace, text: &str, why: impl Into<String>) {
        self.add_note(ImportNoteCode::Unplaced, at, why, Some(text));
        self.unplaced.push(text.to_owned());
    }

    /// Returns the first row with a label. Later ones with another value are noted and kept.
    pub(super) fn row(&mut self, label: impl Fn(Label) -> bool) -> Option<(Label, SourcePlace, String)> {
        let mut found: Option<(Label, SourcePlace, String)> = None;
        let rows: Vec<(Label, SourcePlace, String)> =
            self.rows.iter().filter(|row| label(row.label)).map(|row| (row.label, row.at, row.text())).collect();
        for (label, at, text) in rows.into_iter().filter(|(_, _, text)| !text.is_empty()) {
            match &found {
                None => {
                    self.placed.add(&text);
                    found = Some((label, at, text));
                }
                // Forms repeat rows on each page, so an equal second value is no contradiction.
                Some((_, first, known)) if *known != text => {
                    let why =
                        format!("{first} has the same label and another value, which is used; this one is kept under `unplaced`");
                    self.unplace(at, &text, why);
                }
                Some(_) => {}
            }
        }
        found
    }
}
