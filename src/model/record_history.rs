//! What git knows of a record: the commits that changed its file, and the record as each of them left it.

use super::{Date, Record, RecordId};

/// The past of one record in git, and what git cannot say of it.
#[derive(Debug, Clone, Default)]
pub struct RecordHistory {
    /// The changes of its file, each after those that it builds on.
    pub steps: Vec<RecordStep>,
    /// The distinct texts that its file had, each once, as the steps name them by their index.
    pub versions: Vec<RecordVersion>,
    /// What git cannot say.
    pub limits: Vec<HistoryLimit>,
}

/// One change of a record's file.
#[derive(Debug, Clone)]
pub struct RecordStep {
    /// The commit; `None` for what is on disk and not committed.
    pub commit: Option<RecordCommit>,
    /// The version in each parent of the commit, `None` where the parent has no such file. A merge has several.
    pub before: Vec<Option<usize>>,
    /// The version since; `None` if the file was deleted.
    pub after: Option<usize>,
    /// The record's name before, if this change renamed it.
    pub renamed_from: Option<RecordId>,
}

/// A commit that changed a record's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordCommit {
    /// The full hash.
    pub hash: String,
    /// Who wrote the change, as git has the name: any characters.
    pub author: String,
    /// The author's day, in the author's time zone; `None` where git has no readable one.
    pub authored: Option<Date>,
    /// Who made the commit.
    pub committer: String,
    /// The committer's day, in the committer's time zone.
    pub committed: Option<Date>,
    /// The first line of the message.
    pub subject: String,
    /// The trailers of the message: keys and values.
    pub trailers: Vec<(String, String)>,
    /// True if what came before this commit is not in this clone, so that the commit seems to add everything.
    pub is_clone_start: bool,
}

/// A text that a record's file had.
#[derive(Debug, Clone)]
pub enum RecordVersion {
    /// It is a record.
    Record(Box<Record>),
    /// It is not a record; the line of its first problem, from 1.
    Unreadable(usize),
    /// This clone does not have it.
    NotInClone,
    /// It is larger than a record may be.
    TooLarge,
}

/// What git cannot say of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryLimit {
    /// git was not asked: why, and what the user can do.
    NotAsked(String, Option<String>),
    /// Nothing is committed yet.
    NoCommit,
    /// The records are in a repository of their own, inside of that of the folder around them.
    OtherRepository,
    /// git does not track the file.
    Untracked,
    /// git ignores the file.
    Ignored,
    /// Older commits are not in this clone, which begins on this day with these commits.
    Shallow(Option<Date>, Vec<String>),
    /// This clone lacks what git needs to find the commits of one file.
    Partial,
}

impl RecordHistory {
    /// Returns the history of a record that git knows nothing of.
    pub fn unknown(limit: HistoryLimit) -> Self {
        Self { limits: vec![limit], ..Self::default() }
    }

    /// Returns the record at an index of `versions`, if it can be read.
    pub fn record(&self, version: usize) -> Option<&Record> {
        match self.versions.get(version)? {
            RecordVersion::Record(record) => Some(record),
            RecordVersion::Unreadable(_) | RecordVersion::NotInClone | RecordVersion::TooLarge => None,
        }
    }
}

impl RecordCommit {
    /// Returns the beginning of the hash, as people write it.
    pub fn short(&self) -> &str {
        self.hash.get(..8).unwrap_or(&self.hash)
    }

    /// Returns whether `irr undo` or `irr redo` made the commit.
    pub fn is_replay(&self) -> bool {
        self.trailers.iter().any(|(key, _)| matches!(key.as_str(), "Irr-Undo" | "Irr-Redo"))
    }
}

impl Record {
    /// Returns whether both records answer the same report for the same force.
    ///
    /// A wrong force or publication date in a record's id is corrected by moving the file, so one of the two may differ.
    pub fn is_of_same_report(&self, other: &Self) -> bool {
        let is_same = self.force == other.force || self.inspection.published == other.inspection.published;
        self.inspection.title == other.inspection.title && is_same
    }
}
