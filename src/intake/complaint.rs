//! What the reader of a document wants a person to look at.

use super::Place;
use crate::model::vocabulary::vocabulary;

vocabulary! {
    /// What kind of complaint it is.
    ComplaintCode: "a kind of complaint" {
        /// It could not be decided whose words these are: `--as` decides.
        Undecided = "undecided",
        /// A day or a stage that a document names, and that only a person records: `irr publish`, or `irr set`.
        NotRecorded = "not_recorded",
        /// Something was taken for something; it may be another.
        Guessed = "guessed",
        /// Words of the document that are not of the response: a page's navigation, a running header, a deletion that was tracked.
        LeftOut = "left_out",
        /// Something broken was mended.
        Repaired = "repaired",
        /// Words that no field holds; they are kept in `unplaced`.
        Unplaced = "unplaced",
        /// Something seems to be missing from the document.
        Missing = "missing",
        /// Two things in the document do not agree.
        Disagrees = "disagrees",
        /// The document seems to answer another report than the one that it is put to.
        OtherReport = "other_report",
    }
}

/// One thing to look at, with its place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// What kind it is.
    pub code: ComplaintCode,
    /// Where in the source.
    pub at: Place,
    /// What was seen, and what was done about it.
    pub message: String,
    /// The words it is about, as the source has them.
    pub quote: Option<String>,
}
