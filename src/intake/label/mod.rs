//! Says what each piece of a document is, who speaks in it, and how sure that is.
//!
//! Three questions are asked apart. What a piece is, is scored by features and decided for the whole sequence (`features`,
//! `weights.txt`, `chain`). Who speaks is read from the document's tree: who is addressed, who signs, which head stands above
//! (`author`, `walk`). Facts such as the title are found in the labelled pieces by `assemble`.

mod author;
mod chain;
mod columns;
mod decide;
mod doubt;
mod features;
mod findings;
mod kind;
mod labels_file;
mod role;
mod walk;

pub(in crate::intake) use decide::label;
pub use doubt::Doubt;
pub use labels_file::{LabelChange, LabelsError, is_labels_file, label_changes, read_labels, write_labels};
pub use role::{Detail, Fact, Part, Role};

use crate::intake::Author;
use crate::intake::segment::Piece;
use crate::model::FindingRef;

/// A piece with its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// The piece.
    pub piece: Piece,
    /// Where its words belong.
    pub role: Role,
    /// Why it should be checked; `None` if it is certain.
    pub doubt: Option<Doubt>,
    /// By how much its kind beats the next one; a large number where nothing else comes into question.
    pub margin: f32,
}

/// The labels of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Labels {
    /// Every piece, in order.
    pub pieces: Vec<Labelled>,
    /// The findings whose numbers are not printed.
    pub counted: Vec<FindingRef>,
    /// Who wrote the document's first letter, with what says so and what speaks against it; `None` if a person said it.
    pub writer: Option<(Author, Vec<&'static str>, Vec<&'static str>)>,
    /// The share of sentences whose kind is unsure, from 0 to 1: high where the document is unlike those that the weights know.
    pub unsure: f32,
    /// The places where another letter begins.
    pub other_letters: Vec<usize>,
    /// Whether the document is taken as the inspectorate's own report, which nobody has answered.
    pub is_report: bool,
}
