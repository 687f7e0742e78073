//! The rows of `irr export`, one file for each kind of row.
//!
//! Rows are computed one at a time, while they are written. Anything dated after the day is missing, because a [`Snapshot`]
//! leaves it out. To add a kind of row: a file here, and its columns in `export/v1/rows.rs`. Those of findings are in
//! `query/columns.rs`.

mod action;
mod extension;
mod progress;
pub(super) mod response;

use super::export::v1::{ActionRow, ExtensionRow, Line, ProgressRow, ResponseRow, Row, Streamed, Whole};
use crate::model::{Date, FindingOnDay, RecordId, Snapshot};
use crate::query::{Filter, FindingRow};

/// Rows of one kind, by record, in the order of the record.
#[derive(Debug, Clone)]
pub struct Rows<I> {
    on: Date,
    rows: I,
}

impl<R: Row, I: Iterator<Item = R>> Rows<I> {
    /// Returns all rows in one object.
    pub fn whole(self) -> Whole<Streamed<I>> {
        Whole::of(Streamed::once(self.rows), self.on)
    }

    /// Returns one line for each row.
    pub fn lines(self) -> impl Iterator<Item = Line<R>> {
        self.rows.map(move |row| Line::of(row, self.on))
    }

    /// Returns the bare rows, for CSV.
    pub fn each(self) -> I {
        self.rows
    }
}

/// A record's id, and the record as it stood on the day.
type Pair<'a> = (&'a RecordId, &'a Snapshot);

/// Returns the findings that `filter` lets through on the day.
pub fn findings<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = FindingRow<'a>>> {
    Rows { on, rows: cases(records, filter).map(|case| FindingRow::of(&case)) }
}

/// Returns the actions of the findings that `filter` lets through.
pub fn actions<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = ActionRow<'a>>> {
    Rows { on, rows: cases(records, filter).flat_map(action::rows) }
}

/// Returns the progress updates of the findings that `filter` lets through.
pub fn progress<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = ProgressRow<'a>>> {
    Rows { on, rows: cases(records, filter).flat_map(progress::rows) }
}

/// Returns the extensions of the findings that `filter` lets through.
pub fn extensions<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = ExtensionRow<'a>>> {
    Rows { on, rows: cases(records, filter).flat_map(extension::rows) }
}

/// Returns the responses that `filter` lets through, also those without findings. The filter must not ask about findings.
pub fn responses<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = ResponseRow<'a>>> {
    let cases = records.filter_map(|(id, snapshot)| FindingOnDay::of_response(id, snapshot));
    Rows { on, rows: cases.filter(|case| filter.matches(case)).map(|case| response::row(&case)) }
}

fn cases<'a>(records: impl Iterator<Item = Pair<'a>>, filter: &Filter) -> impl Iterator<Item = FindingOnDay<'a>> {
    records.flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot)).filter(|case| filter.matches(case))
}
