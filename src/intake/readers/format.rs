//! Recognises the format of a document by its content, never by its name.

use super::encoding::{decode, is_utf_16};
use super::html::web_archive::is_web_archive;
use crate::intake::IntakeError;
use crate::model::vocabulary::vocabulary;

vocabulary! {
    /// What a document came in.
    SourceFormat: "a kind of document" {
        /// Plain text.
        Text = "text",
        /// Markdown.
        Markdown = "markdown",
        /// A web page, or a part of one.
        Html = "html",
        /// A Word document.
        Docx = "docx",
        /// A PDF.
        Pdf = "pdf",
    }
}

/// The largest document, in bytes. A response of a hundred pages is a hundredth of it.
pub(super) const LARGEST: usize = 50 << 20;

/// Returns the format of a document.
///
/// # Errors
/// Fails if it is none of the supported formats; the error names the format if it is a known one.
pub(super) fn container_of(document: &[u8]) -> Result<SourceFormat, IntakeError> {
    let other = |container| Err(IntakeError::OtherContainer { container });
    // Any zip archive: the Word reader says what it is if it is no Word document.
    if document.starts_with(b"PK\x03\x04") {
        return Ok(SourceFormat::Docx);
    }
    // Some servers put bytes before the PDF header.
    if document[..document.len().min(1024)].windows(5).any(|bytes| bytes == b"%PDF-") {
        return Ok(SourceFormat::Pdf);
    }
    if document.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return other("an old Word file (.doc), or one locked with a password: save it as .docx, without a password");
    }
    if document.starts_with(b"{\\rtf") {
        return other("a rich text file: save it as .docx");
    }
    let start = decode(&document[..document.len().min(4096)]).0.to_lowercase();
    let mut start = start.trim_start();
    // An XHTML page begins with an XML declaration.
    if let Some(declaration) = start.strip_prefix("<?xml") {
        start = declaration.split_once("?>").map_or("", |(_, page)| page.trim_start());
    }
    // A fragment of a page begins with a tag, a whole page with its doctype.
    let is_page = is_web_archive(start)
        || start.starts_with("<!doctype html")
        || start.starts_with("<!--")
        || start.strip_prefix('<').is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()) && tag.contains('>'));
    match is_page {
        true => Ok(SourceFormat::Html),
        // Only text in UTF-16 has zero bytes, and nearly all binary files have some.
        false if document.contains(&0) && !is_utf_16(document) => other("binary data"),
        false => Ok(SourceFormat::Text),
    }
}
