//! A workbook as plain data: sheets of columns and cells.

use crate::model::Date;
use crate::view::blocks::{Block, Cell, Fit, Table, TableColumn};

/// A workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WorkbookView {
    /// The sheets, in order.
    pub sheets: Vec<WorkSheet>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkSheet {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<WorkColumn>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<WorkCell>>,
    /// Whether it is hidden, for programs.
    pub is_hidden: bool,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkColumn {
    /// Its head.
    pub head: String,
    /// Its width, in characters.
    pub width: u16,
    /// What its cells are.
    pub kind: WorkKind,
    /// Whether people write in it.
    pub is_written: bool,
}

/// What the cells of a column are.
#[derive(Debug, Clone, PartialEq)]
pub enum WorkKind {
    /// Words.
    Words,
    /// Days.
    Days,
    /// The last days of something: late where they have passed, unless another column of the row has one of these words, or
    /// anything where there are none.
    Deadlines(Option<(usize, Vec<String>)>),
    /// One of some words.
    Choice(Vec<String>),
    /// The key of the row, hidden.
    Key,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum WorkCell {
    /// Nothing.
    Empty,
    /// Words.
    Words(String),
    /// A day: year, month and day, and as text.
    Day(u16, u8, u8),
    /// A number.
    Number(i64),
}

impl WorkCell {
    /// Returns a day.
    pub fn day(date: Date) -> Self {
        let text = date.to_string();
        let mut parts = text.split('-');
        let mut part = || parts.next().and_then(|part| part.parse().ok());
        match (part(), part(), part()) {
            (Some(year), Some(month), Some(day)) => u8::try_from(month)
                .ok()
                .zip(u8::try_from(day).ok())
                .map_or(Self::Empty, |(month, day)| Self::Day(year, month, day)),
            _ => Self::words(text),
        }
    }

    /// Returns the text of the cell; of a day as records have it.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Words(words) => words.clone(),
            Self::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
            Self::Number(number) => number.to_string(),
        }
    }

    /// Returns words, or nothing where there are none.
    pub fn words(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Words(text) }
    }
}

impl WorkbookView {
    /// Makes a workbook of the tables of an answer, each on a sheet that is named after the heading above it.
    pub fn of_tables(blocks: &[Block]) -> Self {
        let (mut sheets, mut heading): (Vec<WorkSheet>, String) = (Vec::new(), "Sheet".to_owned());
        for block in blocks {
            match block {
                Block::Heading(_, words) => heading.clone_from(words),
                Block::Table(table) | Block::List(table) => sheets.push(WorkSheet::of_table(&heading, table)),
                _ => {}
            }
        }
        Self { sheets }
    }
}

impl WorkSheet {
    fn of_table(name: &str, table: &Table) -> Self {
        let column = |column: &TableColumn| {
            let head = if column.title.is_empty() { column.key } else { column.title };
            let width = if column.fit == Fit::Words { 48 } else { 16 };
            plain_column(head, width, WorkKind::Words)
        };
        let cell = |cell: &Cell| {
            let value = cell.machine();
            let day = value.parse().ok().map(WorkCell::day);
            let number = || value.parse().ok().map(WorkCell::Number);
            day.or_else(number).unwrap_or_else(|| WorkCell::words(value))
        };
        let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        Self { name: name.to_owned(), columns: table.columns.iter().map(column).collect(), rows, is_hidden: false }
    }
}

/// Returns a column that nobody writes in.
pub(super) fn plain_column(head: &str, width: u16, kind: WorkKind) -> WorkColumn {
    WorkColumn { head: head.to_owned(), width, kind, is_written: false }
}
