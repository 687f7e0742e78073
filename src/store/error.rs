//! Why the disk would not do as it was asked.

use std::path::{Path, PathBuf};

use crate::model::{RecordId, unseen};

/// A trouble with the store: the deed, the file, and what the system said.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No folder upwards is a store.
    #[error("no store of records in {} or above it", start.display())]
    NoStore {
        /// Where the search began.
        start: PathBuf,
    },
    /// The folder is no store.
    #[error("no store of records in {}: it has no folder records", root.display())]
    NoStoreAt {
        /// The folder.
        root: PathBuf,
    },
    /// The store has no records.
    #[error("no records in {}", records.display())]
    NoRecords {
        /// The folder that should have them.
        records: PathBuf,
    },
    /// A path names no record of the store.
    #[error("{} names no record in {}", path.display(), records.display())]
    NotARecord {
        /// The path as given.
        path: PathBuf,
        /// The folder of the records.
        records: PathBuf,
    },
    /// A folder could not be listed.
    #[error("cannot list {}", path.display())]
    List {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file could not be read; a name that commands a terminal is shown by its numbers.
    #[error("cannot read {}", unseen::shown(&path.to_string_lossy()))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not text.
    #[error("cannot read {}: line {line}, column {column} is not UTF-8 text", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// The line with the first byte that is not, from 1.
        line: usize,
        /// The column of that byte, in characters from 1.
        column: usize,
    },
    /// A file is larger than a document of this kind ever is.
    #[error("{} is too large: it has {size} bytes, and {most} is the most", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The most that is read, in bytes.
        most: u64,
    },
    /// The record is there already.
    #[error("will not overwrite {}", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A new file could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not any more what it was when it was read.
    #[error("will not write {}: it has changed since it was read", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// Its text when it was read; empty where it was not there.
        read: String,
        /// Its text now; empty where it is not there any more.
        now: String,
    },
    /// Another process is changing the store, and does not come to an end.
    #[error("will not write: another irr is changing this store{}", if by.is_empty() { String::new() } else { format!(" ({by})") })]
    Locked {
        /// The file that it holds.
        path: PathBuf,
        /// Who it is, as far as it has said so.
        by: String,
    },
    /// Two records of a change are one file.
    #[error("will not write {}: two of the records that would change are this one file, by a link", path.display())]
    Twice {
        /// The file.
        path: PathBuf,
    },
    /// A record is a link to a file, and would be moved or taken away.
    #[error("will not take away {}: it is a link to a file", path.display())]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// A change was interrupted, and some of its files may have been changed and others not.
    #[error("will not write: a change was interrupted ({deed})")]
    Interrupted {
        /// What it was made for.
        deed: String,
        /// Where it is written down.
        journal: PathBuf,
    },
    /// A change could be made in part only, and that part not taken back.
    #[error("cannot finish ({deed}), nor put back what was changed by then ({because})")]
    HalfWay {
        /// What it was made for.
        deed: String,
        /// Why it could not be finished.
        source: Box<StoreError>,
        /// Why it could not be taken back.
        because: String,
    },
    /// git would not do as it was asked, or is not there.
    #[error("cannot ask git ({deed})")]
    Git {
        /// The part of git that was asked.
        deed: String,
        /// What it, or the system, said.
        source: std::io::Error,
    },
    /// An editor could not be opened, or says that it failed.
    #[error("cannot edit with `{editor}`")]
    Editor {
        /// The command.
        editor: String,
        /// What it, or the system, said.
        source: std::io::Error,
    },
    /// An editor is open on a sheet already.
    #[error("will not open {}: an editor is open on it elsewhere", path.display())]
    OpenElsewhere {
        /// The sheet.
        path: PathBuf,
    },
    /// git has no such revision that this store could be held against.
    #[error("cannot compare with `{revision}`: {said}")]
    NoRevision {
        /// The revision as given.
        revision: String,
        /// Why not.
        said: String,
    },
    /// git does not track a record, so nobody can tell what has changed in it.
    #[error("cannot tell what has changed in {}{}: git ignores it, or it lies behind a link or in another repository",
        path.display(), if *more == 0 { String::new() } else { format!(" and {more} more") })]
    Untracked {
        /// The first such file.
        path: PathBuf,
        /// How many more there are.
        more: usize,
    },
    /// The settings that would be written are not those that would be read.
    #[error("will not write {}: its text would not read back as the same settings", super::SETTINGS)]
    SettingsWouldNotReadBack,
    /// What would be written is not what would be read.
    #[error("will not write {id}: its text would not read back as the same record")]
    WouldNotReadBack {
        /// The record.
        id: RecordId,
    },
}

impl StoreError {
    /// The file or folder that it is about.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::List { path, .. }
            | Self::Read { path, .. }
            | Self::NotText { path, .. }
            | Self::TooLarge { path, .. }
            | Self::NotARecord { path, .. }
            | Self::Exists { path }
            | Self::Changed { path, .. }
            | Self::Locked { path, .. }
            | Self::OpenElsewhere { path }
            | Self::Twice { path }
            | Self::Link { path }
            | Self::Interrupted { journal: path, .. }
            | Self::Untracked { path, .. }
            | Self::Write { path, .. } => Some(path),
            Self::NoStore { .. }
            | Self::NoStoreAt { .. }
            | Self::NoRecords { .. }
            | Self::WouldNotReadBack { .. }
            | Self::HalfWay { .. }
            | Self::Editor { .. }
            | Self::SettingsWouldNotReadBack
            | Self::Git { .. }
            | Self::NoRevision { .. } => None,
        }
    }
}
