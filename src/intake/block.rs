//! What a document is made of, whatever it came in.

use std::fmt;

use super::Complaint;

/// A document as its container's reader gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its parts, in their order.
    pub blocks: Vec<Block>,
    /// What the container's reader had to do: words it left out, changes it took as accepted.
    pub complaints: Vec<Complaint>,
}

/// Where something stood in the source, counted from 1 as its container counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of a text.
    Line(usize),
    /// A paragraph of a Word file or of a web page, those within tables counted.
    Paragraph(usize),
    /// A line of a page of a PDF.
    Page(usize, usize),
}

impl Place {
    /// Where a text begins.
    pub const START: Self = Self::Line(1);
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Paragraph(paragraph) => write!(f, "paragraph {paragraph}"),
            Self::Page(page, line) => write!(f, "page {page}, line {line}"),
        }
    }
}

/// One part of a document, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where in the source.
    pub at: Place,
    /// What it is.
    pub kind: BlockKind,
}

/// What a part of a document is. Texts are Markdown, on one line but for the breaks that the source means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading, 1 being the highest; its text without marks.
    Heading(u8, String),
    /// Lines that belong together.
    Paragraph(String),
    /// An item of a list.
    Item {
        /// How deep the list is nested, from 0.
        depth: usize,
        /// What stands before it: `-`, or `3.`
        mark: String,
        /// Its text.
        text: String,
    },
    /// A row of a table of two columns; the label is empty where a page break cut the row in two.
    Row {
        /// The left cell, without marks.
        label: String,
        /// What the right cell holds.
        value: Vec<Block>,
    },
    /// A row of a table of more columns.
    Cells {
        /// Whether it names the columns.
        is_header: bool,
        /// What each cell holds.
        cells: Vec<Vec<Block>>,
    },
    /// A text to the character, line breaks and all: what irr rendered as it was written.
    AsWritten(String),
    /// The end of a page.
    PageBreak,
}

impl Block {
    /// A part that begins at a place.
    pub fn new(at: Place, kind: BlockKind) -> Self {
        Self { at, kind }
    }

    /// The text of a part that is nothing but text.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            BlockKind::Heading(_, text)
            | BlockKind::Paragraph(text)
            | BlockKind::Item { text, .. }
            | BlockKind::AsWritten(text) => Some(text),
            BlockKind::Row { .. } | BlockKind::Cells { .. } | BlockKind::PageBreak => None,
        }
    }
}
