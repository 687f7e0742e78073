//! What the reader of a document wants a person to look at.

use crate::model::vocabulary::vocabulary;

vocabulary! {
    /// What kind of complaint it is.
    ComplaintCode: "a kind of complaint" {
        /// Something was taken for something; it may be another.
        Guessed = "guessed",
        /// Something broken was mended.
        Repaired = "repaired",
        /// Words that no field holds; they are kept in `unplaced`.
        Unplaced = "unplaced",
        /// Something seems to be missing from the document.
        Missing = "missing",
        /// Two things in the document do not agree.
        Disagrees = "disagrees",
    }
}

/// One thing to look at, with its line in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// What kind it is.
    pub code: ComplaintCode,
    /// The line of the source, from 1.
    pub line: usize,
    /// What was seen, and what was done about it.
    pub message: String,
    /// The words it is about, as the source has them.
    pub quote: Option<String>,
}
