//! The flags for who opens a CSV.

use super::failure::Failure;
use crate::draw::CsvStyle;

/// What a CSV does for a spreadsheet.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "In a CSV")]
pub(super) struct SpreadsheetArgs {
    /// Begin with a byte order mark, for Excel, which otherwise takes UTF-8 for another encoding
    #[arg(long)]
    bom: bool,
    /// Write words as they are. Without it an apostrophe comes before those that a spreadsheet would take for a formula: they begin with = + - @ (in any width, behind whatever is not seen) or a control character; numbers and dates never get one
    #[arg(long)]
    no_guard: bool,
}

impl SpreadsheetArgs {
    /// What they say of a CSV; an error where there is to be none.
    pub(super) fn style(self, is_csv: bool) -> Result<CsvStyle, Failure> {
        let asked = [("--bom", self.bom), ("--no-guard", self.no_guard)].into_iter().find(|(_, given)| *given);
        match asked {
            Some((flag, _)) if !is_csv => {
                let message = format!("{flag} is for a CSV, and there is to be none");
                Err(Failure::said(message).hint("say --format csv, or leave it out"))
            }
            _ => Ok(CsvStyle { guard: !self.no_guard, bom: self.bom }),
        }
    }
}
