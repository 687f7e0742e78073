//! Rows, written as they are computed.

use std::io::Write;

use super::csv::CsvStyle;
use super::{DrawError, csv, json};
use crate::report::Rows;
use crate::report::export::v1::Row;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFormat {
    /// A table, RFC 4180.
    Csv(CsvStyle),
    /// One object with all of them: the published JSON.
    Json,
    /// An object a line, each with its schema and its day.
    Ndjson,
}

/// Writes rows of one kind to `out`; none is kept.
///
/// # Errors
/// Where `out` takes no more.
pub fn write_rows<R: Row>(rows: Rows<impl Iterator<Item = R>>, format: RowFormat, out: &mut dyn Write) -> Result<(), DrawError> {
    match format {
        RowFormat::Csv(style) => csv::write_rows(rows.each(), style, out),
        RowFormat::Json => json::write_value(&rows.whole(), out),
        RowFormat::Ndjson => rows.lines().try_for_each(|line| json::write_line(&line, out)),
    }
}
