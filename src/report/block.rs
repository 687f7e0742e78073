//! What an answer is made of when people read it. The set is small and closed, so that every format draws all of it.

use std::sync::Arc;

pub use crate::model::passage::markdown;
pub use crate::model::span::{inlines, spans};
pub use crate::model::{Inline, Passage, Prose, Span as TextSpan, Stretch, Told};
use crate::yaml::{Position, Span};

/// One part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; 1 is the answer's own.
    Heading(u8, String),
    /// A sentence or two of our own.
    Paragraph(Cell),
    /// Somebody's words, with Markdown inside.
    Prose(Prose),
    /// A text in some language, line by line as it is.
    Code(&'static str, String),
    /// Names with their values.
    Fields(Vec<(&'static str, Cell)>),
    /// Rows.
    Table(Table),
    /// Figures, drawn where a format can, and as a table everywhere.
    Chart(Chart),
    /// A stretch of a file with what is wrong in it.
    Snippet(Snippet),
}

/// A part of a document that a template can put where it wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its name in a template.
    pub name: &'static str,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// What a text means, for a format that has colours; every text means the same without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Nothing special.
    #[default]
    Plain,
    /// Past its date.
    Overdue,
    /// Due soon.
    Soon,
    /// Done.
    Done,
    /// Of less weight.
    Muted,
    /// Of more weight.
    Strong,
}

/// A short text and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// What it means.
    pub role: Role,
    /// What a machine is told, where that is not the text.
    pub value: Option<String>,
    /// The words, where they are prose with Markdown inside; the text has them too.
    pub prose: Option<Prose>,
}

impl Cell {
    /// A text that means something special.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, ..Self::default() }
    }

    /// The same, with other words for a machine.
    pub fn valued(self, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..self }
    }

    /// Somebody's words.
    pub fn prose(prose: Prose) -> Self {
        Self { prose: Some(prose.clone()), ..Self::plain(prose.trimmed()) }
    }

    /// What a machine is told.
    pub fn machine(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.text)
    }

    /// A text that means nothing special.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Role::Plain)
    }
}

/// How a column takes the room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Never broken: a date, a reference.
    Whole,
    /// Never broken, and to the right: a number.
    Number,
    /// Broken between words where it must be.
    Words,
    /// The same, and it names the row.
    Name,
    /// An id: given a line of its own where there is no room for it.
    Id,
    /// As much as there is room for, and the rest left out: what a finding asks.
    Gist,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name for machines, in snake_case.
    pub key: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// How it takes the room there is.
    pub fit: Fit,
}

/// Rows of cells below columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// A cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// How figures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A bar for each point.
    Bars,
    /// A bar for each point that has anything, the longest first.
    Ranked,
    /// A bar for each point that has anything, made of its figures.
    Stacked,
    /// A line for each series, along points in time.
    Lines,
}

/// Figures that are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How they are drawn.
    pub shape: Shape,
    /// What they show.
    pub title: String,
    /// What each figure of a point is called.
    pub series: Vec<&'static str>,
    /// Each point with a figure for each series.
    pub points: Vec<(String, Vec<usize>)>,
    /// All figures, those that are not drawn too.
    pub table: Table,
}

/// A stretch of a file with what is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The rule's code.
    pub code: &'static str,
    /// Whether it is an error or only a warning.
    pub is_error: bool,
    /// What is wrong.
    pub message: String,
    /// The file as messages name it.
    pub path: String,
    /// The file's text, shared by all that is wrong in it.
    pub source: Arc<str>,
    /// The place, and any second one.
    pub marks: Vec<Mark>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A place in a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// Where it is, as people count.
    pub position: Position,
    /// What stands there; the first mark needs no words.
    pub label: Option<String>,
}
