//! Writes CSV as RFC 4180 has it: column keys first, CRLF, nothing shortened, line breaks inside cells quoted.
//!
//! Every CSV of irr is written here, so that one rule against formula injection covers all commands: cells hold words written
//! by others, and are opened in a spreadsheet by somebody else.

use std::borrow::Cow;
use std::io::Write;

use super::DrawError;
use crate::draw::ci_commands::is_unseen;
use crate::view::export::v1::{Row, RowCell};
use crate::view::{Block, Cell, Fit, TableColumn};

/// How a CSV is adapted to the program that opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvStyle {
    /// Whether an apostrophe is put before words that a spreadsheet would take for a formula.
    pub guard: bool,
    /// Whether to begin with a byte order mark. Without one Excel does not read the file as UTF-8.
    pub bom: bool,
    /// What stands between the cells. RFC 4180 has a comma; Excel opens files with the mark of the computer's language.
    pub delimiter: u8,
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self { guard: true, bom: false, delimiter: b',' }
    }
}

/// Writes the rows of the answer's first table; nothing if it has none.
pub(super) fn write(blocks: &[Block], style: CsvStyle, out: &mut dyn Write) -> Result<(), DrawError> {
    let table = blocks.iter().find_map(|block| match block {
        Block::Table(table) | Block::List(table) => Some(table),
        _ => None,
    });
    let Some(table) = table else { return Ok(()) };
    let mut sheet = CsvWriter::begin(style, out, table.columns.iter().map(|column| column.key))?;
    for row in &table.rows {
        for (column, cell) in table.columns.iter().zip(row) {
            // The machine value: programs read the file, and "7 days over" cannot be calculated with.
            let value = Cow::Borrowed(Cell::machine(cell));
            sheet.cell(if is_a_number(column, &value) { RowCell::Exact(value) } else { RowCell::Words(value) })?;
        }
        sheet.end_row()?;
    }
    sheet.end()
}

/// Returns whether a cell is a number and so needs no guard. Its display text may be words ("7 days over") where the CSV has
/// -7.
fn is_a_number(column: &TableColumn, value: &str) -> bool {
    column.fit == Fit::Number || column.fit == Fit::Whole && value.parse::<i64>().is_ok()
}

/// Writes rows as they are computed. The header is written even if there are no rows.
pub(super) fn write_rows<R: Row>(rows: impl Iterator<Item = R>, style: CsvStyle, out: &mut dyn Write) -> Result<(), DrawError> {
    let mut sheet = CsvWriter::begin(style, out, R::COLUMNS.iter().copied())?;
    for row in rows {
        let mut written = Ok(());
        row.each_cell(&mut |cell| {
            // The callback cannot stop the row, so after a failure the remaining cells are ignored.
            if written.is_ok() {
                written = sheet.cell(cell);
            }
        });
        written?;
        sheet.end_row()?;
    }
    sheet.end()
}

/// A CSV file that is being written.
struct CsvWriter<'a> {
    writer: ::csv::Writer<&'a mut dyn Write>,
    guard: bool,
}

impl<'a> CsvWriter<'a> {
    fn begin(style: CsvStyle, out: &'a mut dyn Write, names: impl Iterator<Item = &'static str>) -> Result<Self, DrawError> {
        if style.bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer =
            ::csv::WriterBuilder::new().delimiter(style.delimiter).terminator(::csv::Terminator::CRLF).from_writer(out);
        writer.write_record(names).map_err(failed)?;
        Ok(Self { writer, guard: style.guard })
    }

    fn cell(&mut self, cell: RowCell<'_>) -> Result<(), DrawError> {
        let text = match cell {
            RowCell::Absent => Cow::Borrowed(""),
            RowCell::Exact(text) => text,
            RowCell::Words(text) if self.guard && looks_like_a_formula(&text) => format!("'{text}").into(),
            RowCell::Words(text) => text,
        };
        self.writer.write_field(text.as_bytes()).map_err(failed)
    }

    fn end_row(&mut self) -> Result<(), DrawError> {
        self.writer.write_record(None::<&[u8]>).map_err(failed)
    }

    fn end(mut self) -> Result<(), DrawError> {
        Ok(self.writer.flush()?)
    }
}

fn failed(error: ::csv::Error) -> DrawError {
    match error.into_kind() {
        // I/O errors are unwrapped, so that a closed pipe is recognised as one, as with every other format.
        ::csv::ErrorKind::Io(error) => DrawError::Write(error),
        other => DrawError::Csv(std::io::Error::other(format!("{other:?}")).into()),
    }
}

/// Returns whether a spreadsheet might take the text for a formula, following OWASP's list for CSV injection.
///
/// That is text that begins with `=`, `+`, `-` or `@`, also in fullwidth or small form or behind invisible characters, or
/// with a control character. Apostrophes are skipped, so that removing one guard always gives back the original words.
fn looks_like_a_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(char::is_control) {
        return true;
    }
    let unseen = |c: char| c.is_whitespace() || c.is_control() || c == '\'' || is_unseen(c);
    bare.trim_start_matches(unseen).starts_with([
        '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{fe66}', '\u{fe62}', '\u{fe63}', '\u{fe6b}',
        '\u{2212}',
    ])
}

#[cfg(test)]
mod tests {
    use super::looks_like_a_formula;

    #[test]
    fn words_that_a_spreadsheet_would_reckon_with_look_like_a_formula() {
        for text in [
            "=1+1",
            "=HYPERLINK(\"https://example.org\")",
            "+44 1234 567890",
            "-2+3+cmd|' /C calc'!A0",
            "- a list\n- of two",
            "@SUM(1)",
            "\t=1",
            "\tharmless",
            "\rharmless",
            "\nharmless",
            "\0harmless",
            "  =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{200b}=1",
            "＝1",
            "＋1",
            "－1",
            "＠SUM(1)",
            "﹦1",
            "−1",
            "'=1",
            " '=1",
            "''=1",
        ] {
            assert!(looks_like_a_formula(text), "{text:?}");
        }
    }

    #[test]
    fn other_words_do_not() {
        for text in
            ["", "'", " ", "Act.", "1+1", "2025-05-16", "’=1", "a\n=1", "“=1”", "'tis", "https://example.org/?a=1", "é", "(=1)"]
        {
            assert!(!looks_like_a_formula(text), "{text:?}");
        }
    }

    #[test]
    fn the_words_come_back_where_one_apostrophe_is_taken_from_what_then_looks_like_a_formula() {
        let guarded = |text: &str| if looks_like_a_formula(text) { format!("'{text}") } else { text.to_owned() };
        let bare = |cell: &str| {
            let rest = cell.strip_prefix('\'').filter(|rest| looks_like_a_formula(rest));
            rest.unwrap_or(cell).to_owned()
        };
        for text in ["=1", "'=1", "''=1", " =1", "'tis", "'", "''", "Act.", "\t", "'\t"] {
            assert_eq!(bare(&guarded(text)), text, "{text:?}");
        }
    }
}
