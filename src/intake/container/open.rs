//! Reads a document of any format.

use super::kind::{Container, LARGEST, container_of, text_of};
use super::{docx, html, markdown, pdf, text};
use crate::intake::{IntakeError, SourceDocument};

/// Reads the blocks of a document. `from` overrides the recognised format.
///
/// # Errors
/// Fails if it is too large, damaged, protected, or in a format that is not supported.
pub fn open(document: &[u8], from: Option<Container>) -> Result<SourceDocument, IntakeError> {
    if document.len() > LARGEST {
        return Err(IntakeError::TooLarge);
    }
    match from.map_or_else(|| container_of(document), Ok)? {
        Container::Docx => docx::open(document),
        Container::Pdf => pdf::open(document),
        Container::Html => html::open(document),
        Container::Text | Container::Markdown => {
            let text = text_of(document)?;
            let blocks = markdown::blocks_of_own(text).unwrap_or_else(|| text::blocks(text));
            Ok(SourceDocument { blocks, complaints: Vec::new() })
        }
    }
}
