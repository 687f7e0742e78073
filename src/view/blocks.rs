//! The building blocks of an answer for people. The set is small and closed, so that every format can draw all of it.
//!
//! A new variant has to be drawn by each format in `draw`.

use std::ops::Range;
use std::sync::Arc;

use crate::prose::Prose;
use crate::yaml::{Position, Span};

/// One part of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 is the title of the answer.
    Heading(u8, String),
    /// A sentence or two written by irr.
    Paragraph(Cell),
    /// Prose from a record, with Markdown in it.
    Prose(Prose),
    /// Code in a language (such as `yaml`), shown line by line.
    Code(&'static str, String),
    /// Labels with their values.
    Fields(Vec<(&'static str, Cell)>),
    /// A table.
    Table(Table),
    /// Short entries directly below a title.
    Entries(Entries),
    /// A table whose rows take one line each on a terminal, or two where it is narrow.
    List(Table),
    /// A chart; formats that cannot draw it show its table.
    Chart(Chart),
    /// A part of a file with a problem marked in it.
    Snippet(Snippet),
    /// A box to write in; formats that have none show what is in it.
    Box(FormBox),
}

/// Short entries directly below a title: for screens that must be short, and excerpts of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries {
    /// The title.
    pub title: Cell,
    /// What to type for it, shown beside the title: a command or an address.
    pub typed: String,
    /// The entries.
    pub rows: Vec<Entry>,
    /// How their texts share the width: [`Fit::Excerpt`] cuts them to a line, all others are wrapped.
    pub fit: Fit,
}

impl Entries {
    /// Returns the same as a heading and a table, for formats that have room.
    pub fn content(&self) -> [Block; 2] {
        let columns = [("lead", "", Fit::Whole), ("typed", "address", Fit::Id), ("text", "text", Fit::Words)];
        let table = Table {
            columns: columns.map(|(key, title, fit)| TableColumn { key, title, fit }).to_vec(),
            rows: self.rows.iter().map(|row| vec![row.lead.clone(), row.name.clone(), row.text.clone()]).collect(),
        };
        [Block::Heading(4, self.title.text.clone()), Block::Table(table)]
    }
}

/// One of several [`Entries`]; without a lead and a name it is words about them all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What comes first in the line, such as how late it is.
    pub lead: Cell,
    /// What is to be typed for it; empty if nothing is.
    pub name: Cell,
    /// The words.
    pub text: Cell,
}

/// A box to write in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormBox {
    /// The name for programs.
    pub tag: String,
    /// The name for people.
    pub name: String,
    /// What stands at its top.
    pub label: String,
    /// What an empty box says.
    pub prompt: &'static str,
    /// What is in it.
    pub words: Option<Prose>,
}

impl FormBox {
    /// Returns what the box shows.
    pub fn content(&self) -> [Block; 2] {
        let words = self.words.clone().map(Block::Prose);
        let prompt = || Block::Paragraph(Cell::new(self.prompt, Role::Muted));
        [Block::Heading(4, self.label.clone()), words.unwrap_or_else(prompt)]
    }
}

/// A section of a document, which a template can place by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentSection {
    /// The section's name in templates.
    pub name: &'static str,
    /// The section's content.
    pub blocks: Vec<Block>,
}

/// The meaning of a text, for formats that use colour. The words alone must say the same.
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
    /// Less important.
    Muted,
    /// More important.
    Strong,
}

/// A short text with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The text for people.
    pub text: String,
    /// Its meaning.
    pub role: Role,
    /// The value for CSV and other programs; `None` if it is the text itself.
    pub value: Option<String>,
    /// The prose itself, if the text is prose from a record; `text` then has its words.
    pub prose: Option<Prose>,
    /// The passages of the text that were looked for, in bytes and in order; shown in [`Entries`].
    pub marks: Vec<Range<usize>>,
}

impl Cell {
    /// Creates a cell with a role.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, ..Self::default() }
    }

    /// Sets a different value for programs.
    pub fn valued(self, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..self }
    }

    /// Creates a cell of prose from a record.
    pub fn prose(prose: Prose) -> Self {
        Self { prose: Some(prose.clone()), ..Self::plain(prose.trimmed()) }
    }

    /// Returns the text in pieces, each with whether it was looked for.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, bool)> {
        let mut at = 0;
        let ends = self.marks.iter().flat_map(|mark| [(mark.start, false), (mark.end, true)]);
        ends.chain([(self.text.len(), false)]).filter_map(move |(end, is_marked)| {
            let piece = self.text.get(at..end)?;
            at = end;
            (!piece.is_empty()).then_some((piece, is_marked))
        })
    }

    /// Returns the value for programs.
    pub fn machine(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.text)
    }

    /// Creates a cell without a special role.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Role::Plain)
    }
}

/// How a column shares the width of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Never broken: a date or a reference.
    Whole,
    /// Never broken and aligned to the right: a number.
    Number,
    /// Wrapped between words if necessary.
    Words,
    /// Wrapped between words if necessary; names the row, as its header.
    Name,
    /// An id, which moves to a line of its own if there is no room for it.
    Id,
    /// A heading above the rows that share it.
    Heading,
    /// Takes the remaining room and is cut off with "…": the description of a finding.
    Excerpt,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// The name for CSV and other programs, in snake_case.
    pub key: &'static str,
    /// The title for people.
    pub title: &'static str,
    /// How it shares the width of the table.
    pub fit: Fit,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The rows, each with one cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Returns the table without columns that are empty in every row.
    pub fn without_empty_columns(mut self) -> Self {
        let is_filled = |at: &usize| self.rows.iter().any(|row| !row[*at].text.is_empty());
        let filled: Vec<usize> = (0..self.columns.len()).filter(is_filled).collect();
        let rows = self.rows.iter().map(|row| filled.iter().map(|at| row[*at].clone()).collect()).collect();
        self.columns = filled.iter().map(|at| self.columns[*at].clone()).collect();
        Self { rows, ..self }
    }
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One bar for each point.
    Bars,
    /// One bar for each point above zero, the longest first.
    Ranked,
    /// One bar for each point above zero, divided into its series.
    Stacked,
    /// One line for each series, over points in time.
    Lines,
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How it is drawn.
    pub shape: Shape,
    /// The title.
    pub title: String,
    /// The names of the series.
    pub series: Vec<&'static str>,
    /// The points, each with one value for each series.
    pub points: Vec<(String, Vec<usize>)>,
    /// The same values as a table, complete even if not all are drawn.
    pub table: Table,
}

/// A part of a file with a problem marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The rule's code.
    pub code: &'static str,
    /// Whether it is an error rather than a warning.
    pub is_error: bool,
    /// What is wrong.
    pub message: String,
    /// The file's path as messages show it.
    pub path: String,
    /// The file's text, shared by all snippets of the file.
    pub source: Arc<str>,
    /// The marked places: where the problem is, and perhaps a related place.
    pub marks: Vec<SnippetMark>,
    /// How to fix it.
    pub help: Option<String>,
}

/// A marked place in a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnippetMark {
    /// The byte range in the text.
    pub span: Span,
    /// The line and column.
    pub position: Position,
    /// The text beside the mark; `None` for the first, which the message explains.
    pub label: Option<String>,
}
