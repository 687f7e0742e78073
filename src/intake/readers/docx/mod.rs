//! Reads a Word document as blocks.
//!
//! [`package`] unpacks the parts within limits, and [`xml`] makes trees of them. [`body`] reads paragraphs, [`paragraph_text`]
//! what is inside one, [`table`] tables, [`embedded`] other documents; [`content_control`] tells answers from prompts. The
//! meaning of [`styles`] and lists ([`numbering`]) is looked up by name, because Word's ids depend on its language.
//!
//! Macros and anything outside the file are never read. What is left out is noted for the user.

mod body;
mod content_control;
mod docx_reader;
mod embedded;
mod field;
mod irr_paragraphs;
mod left_out;
mod numbering;
mod package;
mod paragraph_text;
mod run_text;
mod styles;
mod symbol;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use body::{BlockSequence, LONGEST};
use docx_reader::{DocxParts, DocxReader};
use package::{DocxBudget, DocxPackage};

use crate::intake::{IntakeError, SourceDocument};

/// Reads the blocks of a Word document.
///
/// # Errors
/// Fails if it is damaged, protected by a password, beyond the limits, or no Word document.
pub(super) fn open(document: &[u8]) -> Result<SourceDocument, IntakeError> {
    open_within(document, &mut DocxBudget::default())
}

fn open_within(document: &[u8], budget: &mut DocxBudget) -> Result<SourceDocument, IntakeError> {
    let mut package = DocxPackage::open(document, budget)?;
    let main = package.main()?;
    let parts = DocxParts::of(&mut package)?;
    let saved_by = package.saved_by();
    let mut reader = DocxReader::of(&parts);
    let mut story = BlockSequence::default();
    // Some programs join documents by writing several bodies.
    reader.story(&main, &mut story);
    if let Some(at) = reader.too_long {
        return Err(IntakeError::Unreadable(format!("{at} is longer than {LONGEST} bytes: no response has such a one")));
    }
    let (notes, saved_by) = reader.finish(saved_by);
    Ok(SourceDocument { blocks: story.finish(), notes, saved_by })
}
