//! Reads a document of any format.

use super::encoding::decode;
use super::format::{LARGEST, SourceFormat, container_of};
use super::{docx, html, markdown, pdf, text};
use crate::intake::{IntakeError, SourceDocument};

/// Reads the blocks of a document. `from` overrides the recognised format.
///
/// # Errors
/// Fails if it is too large, damaged, protected, or in a format that is not supported.
pub fn open(document: &[u8], from: Option<SourceFormat>) -> Result<SourceDocument, IntakeError> {
    if document.len() > LARGEST {
        return Err(IntakeError::TooLarge { most: LARGEST });
    }
    match from.map_or_else(|| container_of(document), Ok)? {
        SourceFormat::Docx => docx::open(document),
        SourceFormat::Pdf => pdf::open(document),
        SourceFormat::Html => html::open(document),
        SourceFormat::Text | SourceFormat::Markdown => {
            let (text, repaired) = decode(document);
            let blocks = markdown::irr_blocks(&text).unwrap_or_else(|| text::blocks(&text));
            Ok(SourceDocument { blocks, notes: repaired.into_iter().collect(), saved_by: None })
        }
    }
}
