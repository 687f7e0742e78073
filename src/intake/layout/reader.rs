//! The state of reading a response: rows, tables, sections and notes.

use super::Author;
use super::clues::Clues;
use crate::intake::block::{Block, Place};
use crate::intake::complaint::{Complaint, ComplaintCode};
use crate::intake::layout::audit::Kept;
use crate::intake::layout::label::Label;
use crate::intake::layout::section::Section;
use crate::intake::prose::markdown;
use crate::model::{FindingRef, Us};

/// A row of the form's table, with its continuations after page breaks.
pub(super) struct Row {
    pub(super) label: Label,
    pub(super) at: Place,
    pub(super) parts: Vec<Vec<Block>>,
}

impl Row {
    pub(super) fn text(&self) -> String {
        self.parts.iter().map(markdown).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// Who speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Voice {
    #[default]
    Commissioner,
    ChiefOfficer,
    /// Undecided.
    Undecided,
}

impl From<Author> for Voice {
    fn from(author: Author) -> Self {
        match author {
            Author::Commissioner => Self::Commissioner,
            Author::ChiefOfficer => Self::ChiefOfficer,
        }
    }
}

/// The layout of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Layout {
    /// A table of labels, and sections under headings of the form.
    #[default]
    Form,
    /// Prose: a letter, or a page.
    Letter,
}

/// A table with named columns.
pub(super) struct Table {
    pub(super) at: Place,
    pub(super) names: Vec<String>,
    pub(super) rows: Vec<(Place, Vec<Vec<Block>>)>,
    /// How many parts stand before it.
    pub(super) after: usize,
}

/// A heading and what is below it.
pub(super) struct Part {
    pub(super) section: Section,
    pub(super) at: Place,
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
    /// The heading's level, 1 being the highest; sections without a heading are lower than all.
    pub(super) level: u8,
    /// Who speaks, where the part itself says so.
    pub(super) voice: Option<Voice>,
}

/// The level of a section that no heading opens.
pub(super) const NO_HEADING: u8 = 9;

impl Part {
    pub(super) fn new(section: Section, at: Place, title: &str, level: u8) -> Self {
        Self { section, at, title: title.to_owned(), blocks: Vec::new(), level, voice: None }
    }
}

#[derive(Default)]
pub(super) struct Reader {
    pub(super) rows: Vec<Row>,
    pub(super) parts: Vec<Part>,
    pub(super) tables: Vec<Table>,
    pub(super) layout: Layout,
    /// Who answers and who speaks without a heading: in a form answers are the chief officer's, and prose is the
    /// commissioner's.
    pub(super) voice: Voice,
    pub(super) prose_voice: Voice,
    /// Whether the document is taken as the commissioner's only for lack of evidence.
    pub(super) is_assumed: bool,
    /// The evidence for whose words the document is.
    pub(super) why_voice: String,
    pub(super) clues: Clues,
    /// The headings that say who answers, as often as they stand in the document.
    pub(super) answerers: Vec<String>,
    pub(super) complaints: Vec<Complaint>,
    /// What the words of a finding leave open, and a table further down may still say.
    pub(super) open: Vec<(FindingRef, Open, Complaint)>,
    pub(super) unplaced: Vec<String>,
    pub(super) kept: Kept,
    /// Texts of which a label was taken off, and what was left of them.
    pub(super) unlabelled: Vec<(String, String)>,
    pub(super) us: Us,
}

/// A fact of a finding that its own words do not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// By when it is to be done.
    Deadline,
    /// Who should do it.
    Addressee,
}

impl Reader {
    /// Notes that a finding's words leave a fact open.
    pub(super) fn leave_open(&mut self, of: &FindingRef, what: Open, code: ComplaintCode, at: Place, message: String) {
        self.open.push((of.clone(), what, Complaint { code, at, message, quote: None }));
    }

    /// Takes back that a finding's words leave a fact open: a table says it.
    pub(super) fn settle(&mut self, of: &FindingRef, what: Open) {
        self.open.retain(|(reference, open, _)| (reference, *open) != (of, what));
    }

    pub(super) fn complain(&mut self, code: ComplaintCode, at: Place, message: impl Into<String>, quote: Option<&str>) {
        self.complaints.push(Complaint { code, at, message: message.into(), quote: quote.map(str::to_owned) });
    }

    pub(super) fn unplace(&mut self, at: Place, text: &str, why: impl Into<String>) {
        self.complain(ComplaintCode::Unplaced, at, why, Some(text));
        self.unplaced.push(text.to_owned());
    }

    /// Returns the first row with a label. Later ones with another value are noted and kept.
    pub(super) fn row(&mut self, label: impl Fn(Label) -> bool) -> Option<(Label, Place, String)> {
        let mut found: Option<(Label, Place, String)> = None;
        let rows: Vec<(Label, Place, String)> =
            self.rows.iter().filter(|row| label(row.label)).map(|row| (row.label, row.at, row.text())).collect();
        for (label, at, text) in rows.into_iter().filter(|(_, _, text)| !text.is_empty()) {
            match &found {
                None => {
                    self.kept.add(&text);
                    found = Some((label, at, text));
                }
                Some((_, first, known)) if *known != text => {
                    let why =
                        format!("{first} says something else under the same label: that was taken, this is kept in `unplaced`");
                    self.unplace(at, &text, why);
                }
                Some(_) => {}
            }
        }
        found
    }
}
