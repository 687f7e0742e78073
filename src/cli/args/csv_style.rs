//! The flags for CSV output.

use crate::cli::terminal::error::Failure;
use crate::draw::CsvStyle;

/// How a CSV file suits spreadsheets.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "CSV options")]
pub(in crate::cli) struct SpreadsheetArgs {
    /// Start with a byte order mark, so that Excel reads the file as UTF-8
    #[arg(long)]
    bom: bool,
    /// Write text unchanged. By default an apostrophe is put before text that a spreadsheet would run as a formula: text that
    /// starts with = + - @ (in any width, also after invisible characters) or a control character. Numbers and dates never get
    /// one
    #[arg(long)]
    no_guard: bool,
    /// What stands between the cells: ',' ';' '|' or tab [default: ,]
    #[arg(long, value_name = "MARK", value_parser = delimiter)]
    delimiter: Option<u8>,
}

/// Reads the mark between cells.
fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\t" | "\\t" => Ok(b'\t'),
        "," | ";" | "|" => Ok(text.as_bytes()[0]),
        _ => Err("write one of , ; | or tab".to_owned()),
    }
}

impl SpreadsheetArgs {
    /// Returns the CSV style; an error if the output is not CSV.
    pub(in crate::cli) fn style(&self, is_csv: bool) -> Result<CsvStyle, Failure> {
        let asked = [("--bom", self.bom), ("--no-guard", self.no_guard), ("--delimiter", self.delimiter.is_some())]
            .into_iter()
            .find(|(_, given)| *given);
        match asked {
            Some((flag, _)) if !is_csv => {
                let message = format!("cannot use {flag}: the output is not CSV");
                Err(Failure::because(message).hint("use --format csv, or leave it out"))
            }
            _ => Ok(CsvStyle { guard: !self.no_guard, bom: self.bom, delimiter: self.delimiter.unwrap_or(b',') }),
        }
    }
}
