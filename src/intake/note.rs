//! Notes of an import: what a person should check. To add a kind: a variant of [`ImportNoteCode`].

use crate::intake::SourcePlace;
use crate::model::vocabulary::vocabulary;

vocabulary! {
    /// The kind of a note.
    ImportNoteCode: "a kind of complaint" {
        /// It could not be decided whose words these are; `--as` decides.
        Undecided = "undecided",
        /// A date or stage in the document that irr does not record by itself; `irr publish` or `irr set` does.
        NotRecorded = "not_recorded",
        /// Something was guessed, and may be wrong.
        Guessed = "guessed",
        /// Words that are not part of the response were left out: navigation, running headers, tracked deletions.
        LeftOut = "left_out",
        /// Something broken was repaired.
        Repaired = "repaired",
        /// Words that fit no field; they are kept in `unplaced`.
        Unplaced = "unplaced",
        /// Something seems to be missing from the document.
        Missing = "missing",
        /// Two statements in the document contradict each other.
        Disagrees = "disagrees",
        /// The document seems to answer another report than the one it is imported for.
        OtherReport = "other_report",
    }
}

/// One note, with its place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportNote {
    /// Its kind.
    pub code: ImportNoteCode,
    /// The place in the source.
    pub at: SourcePlace,
    /// What was found, and what irr did about it.
    pub message: String,
    /// The words that the note is about, as in the source.
    pub quote: Option<String>,
}
