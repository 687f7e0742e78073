//! The points of the history that are compared: as they are asked for, and as git has them.

use crate::model::Date;

/// A point in the history of the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevisionPoint {
    /// The commit that a revision names.
    Revision(String),
    /// The last commit that two revisions have in common.
    MergeBase(String, String),
    /// The last commit of this branch that was made before a day.
    Before(Date),
    /// The last commit of this branch that was made by the end of a day.
    EndOf(Date),
    /// The files on disk.
    Files,
}

/// A commit that is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedCommit {
    /// Its full hash.
    pub hash: String,
    /// The day on which it was committed, in the time zone of whoever did it.
    pub made: Date,
    /// The first line of its message.
    pub subject: String,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComparedPoint {
    /// A commit.
    Commit(ComparedCommit),
    /// No commit: nothing was committed by then.
    Nothing,
    /// The files on disk, of which so many records are not committed.
    Files(usize),
}
