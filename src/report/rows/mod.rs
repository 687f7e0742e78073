//! What a store holds as flat rows, a file a kind of row.
//!
//! A row is computed when it is asked for. What is dated after the day is not there: a [`Snapshot`] has nothing of it.

mod action;
mod extension;
pub(super) mod finding;
mod progress;
pub(super) mod response;

use super::export::v1::{ActionRow, ExtensionRow, FindingRow, Line, ProgressRow, ResponseRow, Row, Streamed, Whole};
use crate::model::{Case, Date, FindingLink, RecordId, Snapshot};
use crate::query::Filter;

/// Rows of one kind, by record, in the record's order.
#[derive(Debug, Clone)]
pub struct Rows<I> {
    on: Date,
    rows: I,
}

impl<R: Row, I: Iterator<Item = R>> Rows<I> {
    /// All of them in one object.
    pub fn whole(self) -> Whole<Streamed<I>> {
        Whole::of(Streamed::once(self.rows), self.on)
    }

    /// Each on a line of its own.
    pub fn lines(self) -> impl Iterator<Item = Line<R>> {
        self.rows.map(move |row| Line::of(row, self.on))
    }

    /// Each alone.
    pub fn each(self) -> I {
        self.rows
    }
}

/// A record as it stood on the day, and its id.
type Pair<'a> = (&'a RecordId, &'a Snapshot);

/// A row a finding that `filter` lets through on the day.
pub fn findings<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = FindingRow<'a>>> {
    Rows { on, rows: cases(records, filter).map(|case| finding::row(&case)) }
}

/// A row an action of those findings.
pub fn actions<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = ActionRow<'a>>> {
    Rows { on, rows: cases(records, filter).flat_map(action::rows) }
}

/// A row an entry of those findings' logs.
pub fn progress<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = ProgressRow<'a>>> {
    Rows { on, rows: cases(records, filter).flat_map(progress::rows) }
}

/// A row a later date of those findings.
pub fn extensions<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = ExtensionRow<'a>>> {
    Rows { on, rows: cases(records, filter).flat_map(extension::rows) }
}

/// A row a response that `filter` lets through, whether it has findings or not; the filter asks nothing of findings.
pub fn responses<'a>(
    records: impl Iterator<Item = Pair<'a>>,
    filter: &Filter,
    on: Date,
) -> Rows<impl Iterator<Item = ResponseRow<'a>>> {
    let cases = records.filter_map(|(id, snapshot)| Case::of_response(id, snapshot));
    Rows { on, rows: cases.filter(|case| filter.matches(case)).map(|case| response::row(&case)) }
}

fn cases<'a>(records: impl Iterator<Item = Pair<'a>>, filter: &Filter) -> impl Iterator<Item = Case<'a>> {
    records.flat_map(|(id, snapshot)| Case::all(id, snapshot)).filter(|case| filter.matches(case))
}

/// A link with the record it leads to, also where that is the record it stands in.
fn whole_link(case: &Case<'_>, link: &FindingLink) -> String {
    format!("{}:{}", link.record.as_ref().unwrap_or(case.id), link.finding)
}
