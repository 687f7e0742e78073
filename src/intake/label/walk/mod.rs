//! Walks through the pieces and says where each belongs: to which finding, to whose words, to which part of the response.
//!
//! Scopes are those of the document's tree: a head holds until one of its own level or above; an answer's label holds until the
//! next label or finding.

mod answer;
mod finding;
mod heads;
mod scope;
mod table;

use crate::intake::Author;
use crate::intake::label::author::Writer;
use crate::intake::label::chain::Decided;
use crate::intake::label::columns::Columns;
use crate::intake::label::findings::Findings;
use crate::intake::label::role::{Detail, Fact, Role};
use crate::intake::phrases::head::{Head, When};
use crate::intake::segment::Piece;
use crate::model::FindingKind;
use std::collections::HashMap;

/// What a document says of its pieces before the walk.
pub(super) struct Document<'a> {
    pub(super) pieces: &'a [Piece],
    pub(super) heads: &'a [Option<Head>],
    pub(super) kinds: &'a [Decided],
    pub(super) columns: Columns,
    /// The first piece of each letter, and who wrote it.
    pub(super) letters: Vec<(usize, Writer)>,
    /// Whose words each piece quotes.
    pub(super) quoted: Vec<Option<Author>>,
    /// Whether each piece quotes or reports the chief officer.
    pub(super) of_chief: Vec<bool>,
    pub(super) metropolitan: bool,
}

/// The part of the response that a head has opened.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Section {
    None,
    About,
    Opening,
    Closing,
    Steps,
    Voice(Author, When),
    List(FindingKind),
}

/// A label whose value follows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Awaited {
    Nothing,
    Fact(Option<Fact>),
    Detail(Detail),
    Letter,
    Number,
}

pub(super) struct Walk<'a> {
    document: &'a Document<'a>,
    pub(super) findings: Findings,
    pub(super) roles: Vec<Role<usize>>,
    writer: usize,
    section: Section,
    section_level: u8,
    /// The findings that are being quoted or answered.
    current: Vec<usize>,
    reference_level: u8,
    /// Who answers them, by the label above; `None` is whoever speaks around them.
    voice: Option<Author>,
    /// Whether their answer has begun.
    answered: bool,
    /// Whether the current finding was answered before its number was printed again.
    answered_before: bool,
    /// The block in which the answer without a label began.
    answer_block: Option<usize>,
    /// The paragraph in which a sentence, and not the paragraph, names the finding that it answers.
    refers_within: Option<usize>,
    /// The numbers of the findings that the document quotes anywhere.
    quoted_numbers: Vec<(FindingKind, String)>,
    has_label: bool,
    cause: Option<usize>,
    cause_level: u8,
    awaited: Awaited,
    awaited_at: usize,
    /// Heads that wait for what is below them.
    waiting: Vec<usize>,
    /// The number before the words of a finding.
    number: Option<(usize, String)>,
    row: Option<usize>,
    /// The table whose rows answer the current finding.
    answered_in: Option<usize>,
    /// How often each head of an answer occurs.
    repeated: HashMap<String, usize>,
    first_finding: usize,
    last_finding: usize,
    seen_chief: bool,
    seen_about: bool,
    has_closing: bool,
    /// Whose name stands before a paragraph.
    paragraph_voice: Option<(usize, Author)>,
    /// The finding whose words a paragraph of a row has.
    in_cell: Option<(usize, usize)>,
    /// The findings of the list above that have no answer yet.
    listed: Vec<usize>,
    /// Whether they are answered together.
    together: bool,
    /// Whether anything has been said.
    has_words: bool,
    /// The last head of closing words.
    last_closing: usize,
    /// The numbers of pages.
    pages: Vec<usize>,
    /// The paragraph that was looked at last, and whether it describes the report.
    described: Option<(usize, bool)>,
}
