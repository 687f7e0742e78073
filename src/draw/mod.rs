//! Writes answers as text, Markdown, HTML, Word, CSV, JSON and the rest, one file or folder a format; it computes nothing. To add
//! a format: a file here, and a variant of [`OutputFormat`], [`VerdictFormat`], [`RowFormat`] or [`DocumentFormat`].

mod ci_commands;
mod control_filter;
mod csv;
mod diff;
mod document;
mod docx;
mod entries;
mod error;
mod github;
mod gitlab;
mod html;
mod ics;
mod json;
mod junit;
mod lines;
mod mail;
mod markdown;
mod paper;
mod problems;
mod rows;
mod sarif;
mod short_rows;
mod style;
mod table;
mod template;
mod text;
mod xlsx;

use std::io::Write;

pub use ci_commands::visible;
pub use control_filter::{ControlFilter, Source};
pub use csv::CsvStyle;
pub use diff::write_diff;
pub use document::{DocumentFormat, OutputDocument, OwnTemplate, default_template};
pub use docx::write_docx;
pub use error::DrawError;
pub use ics::write_calendar;
pub use mail::{MailDraft, mail_draft};
pub use paper::Paper;
pub use rows::{RowFormat, write_rows};
pub use style::{Colour, Links, PageStyle, in_address};
pub use template::TemplateData;
pub use text::write_text;
pub use xlsx::write_workbook;

use crate::view::{Export, ValidationReport, View};

/// The format that an answer is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// For a terminal: tables and wrapped prose.
    Text,
    /// The published JSON.
    Json,
    /// The rows of the answer's first table as CSV (RFC 4180).
    Csv(CsvStyle),
    /// Markdown, for a page or a CI job's summary.
    Markdown,
}

/// Writes `view` to `out`.
///
/// # Errors
/// Fails if `out` cannot be written to.
pub fn write(view: &dyn View, format: OutputFormat, page: &PageStyle, out: &mut dyn Write) -> Result<(), DrawError> {
    match format {
        OutputFormat::Text => write_text(&table::with_rows(view.blocks()), page, out),
        OutputFormat::Json => json::write(&view.export(), out),
        OutputFormat::Csv(style) => csv::write(&view.blocks(), style, out),
        OutputFormat::Markdown => markdown::write(&table::with_rows(view.blocks()), out),
    }
}

/// Writes only an answer's published JSON, for commands that print something else for people.
///
/// # Errors
/// Fails if `out` cannot be written to.
pub fn write_export(export: &Export, out: &mut dyn Write) -> Result<(), DrawError> {
    json::write(export, out)
}

/// The format of a validation result: one of the general ones, or one for a code forge or an editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictFormat {
    /// One of the general formats.
    As(OutputFormat),
    /// For people: what is wrong, and the command that fixes it.
    InWords,
    /// One line for each problem.
    Lines,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub workflow commands, which become annotations.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// JUnit XML.
    Junit,
}

/// Writes a validation result to `out`.
///
/// # Errors
/// Fails if `out` cannot be written to.
pub fn write_verdict(
    verdict: &ValidationReport,
    format: VerdictFormat,
    page: &PageStyle,
    out: &mut dyn Write,
) -> Result<(), DrawError> {
    match format {
        VerdictFormat::As(format) => write(verdict, format, page, out),
        VerdictFormat::InWords => problems::write(verdict, page, out),
        VerdictFormat::Lines => lines::write(verdict, page, out),
        VerdictFormat::Sarif => sarif::write(verdict, out),
        VerdictFormat::Github => github::write(verdict, out),
        VerdictFormat::Gitlab => gitlab::write(verdict, out),
        VerdictFormat::Junit => junit::write(verdict, out),
    }
}
