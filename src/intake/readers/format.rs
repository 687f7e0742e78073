//! Recognises the format of a document by its content, never by its name.

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
    if document.starts_with(&[0xff, 0xfe]) || document.starts_with(&[0xfe, 0xff]) {
        return other("text in UTF-16: save it as UTF-8");
    }
    // No supported text has a zero byte, and nearly all binary files have one.
    if document.contains(&0) {
        return other("binary data");
    }
    let start: String = String::from_utf8_lossy(&document[..document.len().min(4096)]).to_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    // A fragment of a page begins with a tag, a whole page with its doctype.
    let is_page = start.starts_with("<!doctype html")
        || start.starts_with("<!--")
        || start.strip_prefix('<').is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()) && tag.contains('>'));
    Ok(if is_page { SourceFormat::Html } else { SourceFormat::Text })
}

/// Decodes a document as text.
///
/// # Errors
/// Fails if it is not UTF-8, with the line.
pub(super) fn text_of(document: &[u8]) -> Result<&str, IntakeError> {
    std::str::from_utf8(document).map_err(|error| {
        let line = document[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        IntakeError::NotUtf8 { line }
    })
}
