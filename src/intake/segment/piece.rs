//! The pieces of a document.

use crate::intake::SourcePlace;
use crate::prose::unmarked;

/// A piece of a document: a sentence of prose, a list item, a heading, a label, or what a table's cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its place in the source.
    pub at: SourcePlace,
    /// Its words, as Markdown.
    pub text: String,
    /// Its words without formatting, on one line.
    pub plain: String,
    /// The paragraph, item or heading that it is part of. Pieces of one block follow each other.
    pub block: usize,
    /// Whether a line break of the block is before it.
    pub on_new_line: bool,
    /// Whether its whole paragraph is bold or in italics.
    pub is_emphasised: bool,
    /// Its form.
    pub form: PieceForm,
    /// Its place in a table.
    pub cell: Option<CellPlace>,
}

/// The form of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceForm {
    /// A heading with its level; [`BOLD`] for a line that only its formatting makes one.
    Heading(u8),
    /// Prose.
    Text,
    /// A list item.
    Item {
        /// The nesting depth, from 0.
        depth: usize,
        /// The list mark: `-` or `3.`.
        mark: String,
    },
    /// The number of a paragraph or finding before its words: "1.1", "4.".
    Number,
    /// A label before its words in the same paragraph: "Recommendation 4:", "PCC comment:".
    Lead,
    /// The left cell of a row with two cells, or a label beside its value.
    RowLabel,
    /// The head of a column.
    ColumnHead,
}

/// The level of a heading that only its formatting makes one: below all marked headings.
pub const BOLD: u8 = 7;

/// The place of a piece in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellPlace {
    /// The table, counted from 0 in the document.
    pub table: usize,
    /// The row, counted from 0 in the document.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// The head of its column, or the label beside it; empty if there is none.
    pub head: String,
    /// Whether `head` names a column and not the row's label.
    pub has_column_heads: bool,
}

impl Piece {
    /// Creates a piece of prose.
    pub(super) fn new(at: SourcePlace, text: &str, block: usize, form: PieceForm, cell: Option<CellPlace>) -> Self {
        let plain = unmarked(text.trim_start_matches("> "));
        let plain = plain.replace("\\\n", " ").trim_end().trim_end_matches('\\').split_whitespace().collect::<Vec<_>>().join(" ");
        Self { at, text: text.to_owned(), plain, block, on_new_line: false, is_emphasised: false, form, cell }
    }

    /// Returns the piece with a part of its words.
    pub(in crate::intake) fn with_text(&self, text: &str) -> Self {
        let part = Self::new(self.at, text, self.block, self.form.clone(), self.cell.clone());
        Self { on_new_line: self.on_new_line, is_emphasised: self.is_emphasised, ..part }
    }

    /// Returns the number of words.
    pub fn words(&self) -> usize {
        self.plain.split(' ').count()
    }

    /// Returns whether it is quoted as a block.
    pub fn is_set_off(&self) -> bool {
        self.text.starts_with("> ")
    }
}
