//! A document of any kind to blocks.

use super::kind::{Container, LARGEST, container_of, text_of};
use super::{docx, html, markdown, pdf, text};
use crate::intake::{Document, IntakeError};

/// The parts of a document, whatever it came in.
///
/// # Errors
/// Where it is too large, damaged, locked, or in no container that is read.
pub fn open(document: &[u8], from: Option<Container>) -> Result<Document, IntakeError> {
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
            Ok(Document { blocks, complaints: Vec::new() })
        }
    }
}
