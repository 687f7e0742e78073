//! A foreign document to a draft record and complaints: bytes in, values out.
//!
//! A [`container`]'s reader makes [`Block`]s that know their place: text, Markdown, HTML, DOCX, PDF, each with bounds of its own on
//! size, depth and work. What irr itself rendered is read by the tables it was printed by ([`own`]); anything else by its [`layout`], which knows no
//! container. Whatever is guessed, mended, left out or cannot be placed is a [`Complaint`]. At the end [`layout::audit`] looks for every sentence of the
//! source in the record and in the complaints; what it misses is kept in the record as `unplaced`.
//!
//! To add a container: a reader in [`container`], a word in [`Container`], a line in [`open`]. To add a layout: a file in [`layout`].

pub mod block;
pub mod complaint;
pub mod container;
mod error;
pub mod layout;
pub mod own;
pub mod prose;

pub use block::{Block, BlockKind, Document, Place};
pub use complaint::{Complaint, ComplaintCode};
pub use container::{Container, open};
pub use error::IntakeError;
pub use layout::{Author, Draft, Known, Offices};

/// Reads a document as a response; what is `known` beforehand stands before what it says.
///
/// What it came in is told from its content, unless `from` says it.
///
/// # Errors
/// Where it cannot be read, is no response, or does not say what a record must have.
pub fn read(document: &[u8], from: Option<Container>, known: &Known) -> Result<Draft, IntakeError> {
    let mut document = open(document, from)?;
    // What irr itself rendered is read exactly, unless it was changed beyond that.
    if let Some(rendered) = own::rendered(&document.blocks) {
        match own::read(&document, rendered, known) {
            Ok(draft) => return Ok(draft),
            Err(error) => document.complaints.push(Complaint {
                code: ComplaintCode::Disagrees,
                at: Place::START,
                message: format!("irr rendered this, and it was changed since: {error}; read as any other form"),
                quote: None,
            }),
        }
    }
    layout::read(&document, known)
}
