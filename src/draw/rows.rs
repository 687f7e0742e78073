//! Writes rows as they are computed, without keeping them in memory.

use std::io::Write;

use super::csv::CsvStyle;
use super::{DrawError, csv, json};
use crate::view::Rows;
use crate::view::export::v1::Row;

/// The format of exported rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFormat {
    /// CSV, RFC 4180.
    Csv(CsvStyle),
    /// One JSON object that holds all rows.
    Json,
    /// One JSON object on each line, each with its schema and reporting day.
    Ndjson,
}

/// Writes rows of one kind to `out`.
///
/// # Errors
/// Fails if `out` cannot be written to.
pub fn write_rows<R: Row>(rows: Rows<impl Iterator<Item = R>>, format: RowFormat, out: &mut dyn Write) -> Result<(), DrawError> {
    match format {
        RowFormat::Csv(style) => csv::write_rows(rows.each(), style, out),
        RowFormat::Json => json::write_value(&rows.whole(), out),
        RowFormat::Ndjson => rows.lines().try_for_each(|line| json::write_line(&line, out)),
    }
}
