//! The parts of a document, independent of its file format. Files in `readers` produce them; `extract` and `roundtrip`
//! interpret them.

use crate::intake::{ImportNote, SourcePlace};

/// A document as the reader of its format returns it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceDocument {
    /// Its parts, in order.
    pub blocks: Vec<SourceBlock>,
    /// Notes of the format's reader, such as words that it left out or tracked changes that it took as accepted.
    pub notes: Vec<ImportNote>,
    /// Who saved it last, where nothing in it says who changed what.
    pub saved_by: Option<String>,
}

/// One part of a document, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceBlock {
    /// Its place in the source.
    pub at: SourcePlace,
    /// Its content.
    pub kind: SourceBlockKind,
}

/// The content of a part. Texts are Markdown, on one line except for intended line breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceBlockKind {
    /// A heading with its level, 1 being the highest, and its text without formatting.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A list item.
    Item {
        /// The nesting depth of the list, from 0.
        depth: usize,
        /// The list mark: `-` or `3.`.
        mark: String,
        /// The item's text.
        text: String,
    },
    /// A row of a table with two columns.
    Row {
        /// The left cell without formatting; empty if a page break cut the row in two.
        label: String,
        /// The content of the right cell.
        value: Vec<SourceBlock>,
    },
    /// A row of a table with more columns.
    Cells {
        /// Whether it names the columns.
        is_header: bool,
        /// The content of each cell.
        cells: Vec<Vec<SourceBlock>>,
    },
    /// A text exactly as irr wrote it, with its line breaks.
    AsWritten(String),
    /// What is in a box of a form that irr sent out.
    Filled {
        /// The box's tag, or its name where a program has dropped the tag.
        tag: String,
        /// Its content.
        blocks: Vec<SourceBlock>,
    },
    /// The end of a page.
    PageBreak,
}

impl SourceBlock {
    /// Creates a part.
    pub fn new(at: SourcePlace, kind: SourceBlockKind) -> Self {
        Self { at, kind }
    }

    /// Returns the text of a part that is only text; `None` for rows, boxes and page breaks.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            SourceBlockKind::Heading(_, text)
            | SourceBlockKind::Paragraph(text)
            | SourceBlockKind::Item { text, .. }
            | SourceBlockKind::AsWritten(text) => Some(text),
            _ => None,
        }
    }
}
