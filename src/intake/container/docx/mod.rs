//! A Word document to blocks.
//!
//! The [`package`] unpacks its parts within bounds and [`xml`] makes trees of them; [`story`] goes through the paragraphs, [`line`] through
//! what is in one, [`table`] through tables. What [`styles`] and lists ([`numbering`]) mean is looked up by name, as Word localises their ids.
//! No macro is looked at, nothing outside of the file is, and what is not of the response is a complaint.

mod field;
mod line;
mod numbering;
mod own;
mod package;
mod reader;
mod story;
mod stretch;
mod styles;
mod symbol;
mod table;
#[cfg(test)]
mod tests;
mod xml;

use crate::intake::{Document, IntakeError};
use package::Package;
use reader::{Parts, Reader};
use story::{LONGEST, Story};

/// The parts of the document.
///
/// # Errors
/// Where it is damaged, locked, made to harm, or no Word document.
pub(super) fn open(document: &[u8]) -> Result<Document, IntakeError> {
    let mut package = Package::open(document)?;
    let main = package.main()?;
    let parts = Parts::of(&mut package)?;
    let mut reader = Reader::of(&parts);
    let mut story = Story::default();
    if let Some(body) = main.child("w:body") {
        reader.story(body, &mut story);
    }
    if let Some(at) = reader.too_long {
        return Err(IntakeError::Unreadable(format!("{at} is longer than {LONGEST} bytes: no response has such a one")));
    }
    Ok(Document { blocks: story.done(), complaints: reader.end() })
}
