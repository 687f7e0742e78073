//! Reads documents by other authors into draft records with notes: bytes in, values out.
//!
//! [`readers`] turn a format (text, Markdown, HTML, Word, PDF) into [`SourceBlock`]s that know their place. [`roundtrip`] reads
//! documents written by irr back exactly. All others are read in three steps, which know nothing of formats: [`segment`] cuts
//! the blocks into pieces, [`label`] says what each piece is and who speaks in it, and `assemble` makes the record. What they
//! know of wording is in `phrases`. Whatever was guessed, repaired, left out or not placed becomes an [`ImportNote`], and each
//! guessed value is marked in the record.
//!
//! To add a format: see [`readers`]. To add a wording: `phrases/phrases.txt`. To change how a piece is recognised:
//! `label/weights.txt`.

mod assemble;
pub mod block;
pub mod block_markdown;
mod control_characters;
mod document_kind;
mod error;
mod import_draft;
pub mod label;
mod meaning;
pub mod note;
mod numbered_findings;
mod offices;
mod phrases;
mod place;
pub mod readers;
pub mod roundtrip;
pub mod segment;
pub mod tracker;

use crate::model::{Finding, FindingRef, OurNames, Record};

pub use block::{SourceBlock, SourceBlockKind, SourceDocument};
pub use document_kind::DocumentKind;
pub use error::{IntakeError, MissingFact};
pub use import_draft::{ImportDraft, KnownFacts};
pub use label::Labels;
pub use note::{ImportNote, ImportNoteCode};
pub use numbered_findings::numbered_findings;
pub use offices::{Author, Offices};
pub use place::SourcePlace;
pub use readers::SourceFormat;
pub use roundtrip::sent_form;

/// Reads the blocks of a document. `from` overrides the recognised format.
///
/// # Errors
/// Fails if it cannot be read, or is a labels file.
pub fn open(document: &[u8], from: Option<SourceFormat>) -> Result<SourceDocument, IntakeError> {
    let beginning = String::from_utf8_lossy(&document[..document.len().min(1000)]);
    if label::is_labels_file(&beginning) {
        return Err(IntakeError::LabelsFile);
    }
    readers::open(document, from)
}

/// Reads a document as a response. Facts in `known` take precedence over the document.
///
/// `from` overrides the recognised format.
///
/// # Errors
/// Fails if the document cannot be read, is no response, or lacks a fact that a record must have.
pub fn read(document: &[u8], from: Option<SourceFormat>, known: &KnownFacts) -> Result<ImportDraft, IntakeError> {
    read_opened(open(document, from)?, known)
}

/// Reads what the words of a finding say, as of a finding in a document: when it is due, and who should act.
///
/// Returns a finding with its text and these values only, and what a person should check. `us` are the addressees that mean this
/// body and its force.
pub fn read_wording(text: &str, of: &FindingRef, record: &Record, us: OurNames) -> (Finding, Vec<ImportNote>) {
    let known = KnownFacts { us, ..KnownFacts::default() };
    let (finding, notes) = assemble::read_wording(text, of, record, &known);
    (finding, notes.all)
}

/// Reads a document whose format was read as a response.
///
/// # Errors
/// Fails if the document is no response, or lacks a fact that a record must have.
pub fn read_opened(mut document: SourceDocument, known: &KnownFacts) -> Result<ImportDraft, IntakeError> {
    if let Some(id) = sent_form(&document.blocks) {
        return roundtrip::read_answers(&document, id, known);
    }
    // A document written by irr is read back exactly, unless it was changed too much for that.
    if let Some(rendered) = roundtrip::rendered(&document.blocks) {
        match roundtrip::read(&document, rendered, known) {
            Ok(draft) => return Ok(draft),
            Err(error) => document.notes.push(ImportNote {
                code: ImportNoteCode::Disagrees,
                at: SourcePlace::START,
                message: format!("irr made this document, but it was changed: {error}; read like any other form"),
                quote: None,
            }),
        }
    }
    meaning::read(document, known)
}

/// Returns whether irr made the document and reads it back by itself, so that its pieces have no labels.
pub fn is_read_back(document: &SourceDocument, known: &KnownFacts) -> bool {
    let is_read = |rendered| roundtrip::read(document, rendered, known).is_ok();
    sent_form(&document.blocks).is_some() || roundtrip::rendered(&document.blocks).is_some_and(is_read)
}

/// Returns the labels of an opened document's pieces. What had to be repaired is added to its notes.
pub fn labels_of(document: &mut SourceDocument, known: &KnownFacts) -> Labels {
    meaning::labels(document, known)
}

/// Makes the draft of a document from labels that somebody gave or looked at.
///
/// # Errors
/// Fails if the document is no response, or lacks a fact that a record must have.
pub fn read_with(labels: &Labels, document: SourceDocument, known: &KnownFacts) -> Result<ImportDraft, IntakeError> {
    assemble::assemble(labels, known, document.notes)
}
