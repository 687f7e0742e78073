//! A Word document to blocks.

use super::{Document, IntakeError};

/// The parts of the document.
pub(super) fn open(_document: &[u8]) -> Result<Document, IntakeError> {
    Err(IntakeError::OtherContainer { container: "a word document" })
}
