//! A foreign document to a draft record and complaints: bytes in, values out.
//!
//! A container's reader ([`text`], [`html`]) makes [`Block`]s that know their line; the [`layout`] reader makes a record of blocks and
//! knows no container. Whatever it guesses, mends or cannot place is a [`Complaint`]. At the end [`audit`] looks for every sentence of the
//! source in the record and in the complaints; what it misses is kept in the record as `unplaced`.

pub mod addressee;
pub mod audit;
pub mod block;
pub mod complaint;
pub mod container;
mod docx;
mod error;
pub mod findings;
pub mod html;
pub mod label;
pub mod layout;
mod markdown;
pub mod own;
mod pdf;
pub mod prose;
pub mod section;
pub mod speaker;
pub mod text;

pub use block::{Block, BlockKind, Document, Place};
pub use complaint::{Complaint, ComplaintCode};
pub use container::Container;
pub use error::IntakeError;
pub use layout::{Draft, Known};

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
        match own::read(&document, rendered) {
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

/// The parts of a document, whatever it came in.
///
/// # Errors
/// Where it is too large, damaged, locked, or in no container that is read.
pub fn open(document: &[u8], from: Option<Container>) -> Result<Document, IntakeError> {
    if document.len() > container::LARGEST {
        return Err(IntakeError::TooLarge);
    }
    match from.map_or_else(|| container::container_of(document), Ok)? {
        Container::Docx => docx::open(document),
        Container::Pdf => pdf::open(document),
        Container::Html => html::open(document),
        Container::Text | Container::Markdown => {
            let text = container::text_of(document)?;
            let blocks = markdown::blocks_of_own(text).unwrap_or_else(|| text::blocks(text));
            Ok(Document { blocks, complaints: Vec::new() })
        }
    }
}
