//! A foreign document to a draft record and complaints: bytes in, values out.
//!
//! A container's reader ([`text`], [`html`]) makes [`Block`]s that know their line; the [`form`] reader makes a record of blocks and
//! knows no container. Whatever it guesses, mends or cannot place is a [`Complaint`]. At the end [`audit`] looks for every sentence of the
//! source in the record and in the complaints; what it misses is kept in the record as `unplaced`.

pub mod addressee;
pub mod audit;
pub mod block;
pub mod complaint;
mod container;
pub mod findings;
pub mod form;
pub mod html;
pub mod label;
pub mod prose;
pub mod text;

pub use block::{Block, BlockKind};
pub use complaint::{Complaint, ComplaintCode};
pub use form::{Draft, IntakeError, Known};

/// Reads a text or Markdown document as a response form; what is `known` beforehand stands before what the document says.
///
/// # Errors
/// Where the document is in another container or is no such form, or does not say what a record must have.
pub fn read(document: &[u8], known: &Known) -> Result<Draft, IntakeError> {
    form::read(&text::blocks(container::text_of(document)?), known)
}
