//! What a document is made of, whatever it came in.

/// One part of a document, and the line of the source it begins on, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The line, from 1.
    pub line: usize,
    /// What it is.
    pub kind: BlockKind,
}

/// What a part of a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading, 1 being the highest.
    Heading(u8, String),
    /// Lines that belong together, on one line.
    Paragraph(String),
    /// An item of a list.
    Item {
        /// How deep the list is nested, from 0.
        depth: usize,
        /// What stands before it: `-`, or `3.`
        mark: String,
        /// Its text, on one line.
        text: String,
    },
    /// A row of a table of two columns; the label is empty where a page break cut the row in two.
    Row {
        /// The left cell.
        label: String,
        /// What the right cell holds.
        value: Vec<Block>,
    },
    /// The end of a page.
    PageBreak,
}

impl Block {
    /// The text of a part that is nothing but text.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            BlockKind::Heading(_, text) | BlockKind::Paragraph(text) | BlockKind::Item { text, .. } => Some(text),
            BlockKind::Row { .. } | BlockKind::PageBreak => None,
        }
    }
}
