//! Places in a source document.

use std::fmt;

/// A place in the source, counted from 1 in the units of its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourcePlace {
    /// A line of a text.
    Line(usize),
    /// A paragraph of a Word file or web page, including those inside tables.
    Paragraph(usize),
    /// A page of a PDF, and a line on it.
    Page(usize, usize),
}

impl SourcePlace {
    /// The beginning of the document.
    pub const START: Self = Self::Line(1);
}

impl fmt::Display for SourcePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Paragraph(paragraph) => write!(f, "paragraph {paragraph}"),
            Self::Page(page, line) => write!(f, "page {page}, line {line}"),
        }
    }
}
