//! Answers to characters, one file a format.
//!
//! A format draws every [`Block`](crate::report::Block) there is, or the answer's export; it computes nothing. Colour is a
//! role that only the text format knows, and only where the page says so.

mod csv;
mod error;
mod json;
mod markdown;
mod style;
mod table;
mod text;

use std::io::Write;

pub use error::DrawError;
pub use style::{Colour, Page};

use crate::report::View;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal: tables and wrapped prose.
    Text,
    /// The published JSON.
    Json,
    /// The rows of the answer's first table, RFC 4180.
    Csv,
    /// Markdown, for a page or a job's summary.
    Markdown,
}

/// Writes `view` to `out`.
///
/// # Errors
/// Where `out` takes no more.
pub fn write(view: &dyn View, format: Format, page: &Page, out: &mut dyn Write) -> Result<(), DrawError> {
    match format {
        Format::Text => text::write(&view.blocks(), page, out),
        Format::Json => json::write(&view.export(), out),
        Format::Csv => csv::write(&view.blocks(), out),
        Format::Markdown => markdown::write(&view.blocks(), out),
    }
}
