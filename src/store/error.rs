//! Why the disk would not do as it was asked.

use std::path::{Path, PathBuf};

use super::Kind;
use crate::model::{RecordId, unseen};

/// A trouble with the store: the deed, the file, and what the system said.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No folder upwards is a store.
    #[error("no records folder (records/) in {} or above it", start.display())]
    NoStore {
        /// Where the search began.
        start: PathBuf,
    },
    /// The folder is no store.
    #[error("no records folder (records/) in {}", root.display())]
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
    #[error("{} is not a record in {}", path.display(), records.display())]
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
    #[error("{} is too large: it has {size} bytes, and the limit is {most}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The most that is read, in bytes.
        most: u64,
    },
    /// The record is there already.
    #[error("cannot write {}: it already exists", path.display())]
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
    #[error("cannot write {}: it has changed since it was read", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// Its text when it was read; empty where it was not there.
        read: String,
        /// Its text now; empty where it is not there any more.
        now: String,
    },
    /// Another process is changing the store, and does not come to an end.
    #[error("cannot write: another irr command is changing these records{}", if by.is_empty() { String::new() } else { format!(" ({by})") })]
    Locked {
        /// The file that it holds.
        path: PathBuf,
        /// Who it is, as far as it has said so.
        by: String,
    },
    /// A record stands in a change more than once.
    #[error("cannot write {}: this change contains it twice", path.display())]
    Twice {
        /// The file.
        path: PathBuf,
    },
    /// Something stands where a regular file or a folder of the records should.
    #[error("cannot use {}: it is {is}", path.display())]
    NotRegular {
        /// The link, pipe, device or folder.
        path: PathBuf,
        /// What it is.
        is: Kind,
    },
    /// Several files have names that are one name, written with other characters.
    #[error("cannot tell {} apart: their names have the same letters in two Unicode forms",
        paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" and "))]
    Twins {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// Something stands where irr keeps a file or a folder of its own.
    #[error("cannot use {}: it is {is}, where irr keeps its own files", path.display())]
    NotOwn {
        /// What is there.
        path: PathBuf,
        /// What it is.
        is: Kind,
    },
    /// A file or folder of irr's own belongs to somebody else.
    #[error("cannot use {}: it belongs to another user, and irr keeps its own files there", path.display())]
    Foreign {
        /// The file or folder.
        path: PathBuf,
    },
    /// A file that was named inside a repository is really outside of it.
    #[error("cannot write {}: a link in the repository leads outside of it", path.display())]
    LeadsOut {
        /// The file as it was named.
        path: PathBuf,
    },
    /// The records were changed again and again while they were read.
    #[error("cannot read {}: another irr command keeps changing the records", records.display())]
    Unsteady {
        /// The folder of the records.
        records: PathBuf,
    },
    /// What is written down of a change that was interrupted cannot be used.
    #[error("cannot use {}, the plan of an interrupted change", path.display())]
    Journal {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: Box<StoreError>,
    },
    /// What is written down of a change that was made cannot be used.
    #[error("cannot use {}, a step of `irr undo` and `irr redo`", path.display())]
    Step {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: Box<StoreError>,
    },
    /// A change was interrupted, and some of its files may have been changed and others not.
    #[error("cannot write: a change was interrupted ({deed})")]
    Interrupted {
        /// What it was made for.
        deed: String,
        /// Where it is written down.
        journal: PathBuf,
    },
    /// A change could be made in part only, and that part not taken back.
    #[error("cannot finish the change ({deed}) or take back the part already written ({because})")]
    HalfWay {
        /// What it was made for.
        deed: String,
        /// Why it could not be finished.
        source: Box<StoreError>,
        /// Why it could not be taken back.
        because: String,
    },
    /// git would not do as it was asked, or is not there.
    #[error("cannot run git ({deed})")]
    Git {
        /// The part of git that was asked.
        deed: String,
        /// What it, or the system, said.
        source: std::io::Error,
    },
    /// No folder upwards is a git repository.
    #[error("{} is not in a git repository", root.display())]
    NoRepository {
        /// The folder.
        root: PathBuf,
    },
    /// git does not open a repository, which belongs to another user.
    #[error("git refuses to open this repository: it belongs to another user")]
    NotTrusted {
        /// The command that makes git open it, in git's words.
        remedy: String,
    },
    /// A revision has its records in another folder than this store.
    #[error("cannot compare {now} with {was}: the records folder was moved, which would hide other changes")]
    OtherHome {
        /// The folder in the revision.
        was: String,
        /// The folder of this store.
        now: String,
    },
    /// A conflict of a merge is staged.
    #[error("cannot read the staged {}: its merge conflict is not resolved", path.display())]
    Unmerged {
        /// The file.
        path: PathBuf,
    },
    /// What is staged under the name of a file is none.
    #[error("cannot read the staged {}: it is {what}, not a regular file", path.display())]
    StagedOther {
        /// The file.
        path: PathBuf,
        /// What it is, with its article.
        what: &'static str,
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
    #[error("cannot open {}: it is already open in another editor", path.display())]
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
        /// What to do about it.
        hint: String,
    },
    /// git does not track a record, so nobody can tell what has changed in it.
    #[error("cannot tell what has changed in {}{}: git ignores it, or it is behind a link or in another repository",
        path.display(), if *more == 0 { String::new() } else { format!(" and {more} more") })]
    Untracked {
        /// The first such file.
        path: PathBuf,
        /// How many more there are.
        more: usize,
    },
    /// The settings that would be written are not those that would be read.
    #[error("cannot write {}: reading it back would give different settings", super::SETTINGS)]
    SettingsWouldNotReadBack,
    /// What would be written is not what would be read.
    #[error("cannot write {id}: reading it back would give a different record")]
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
            | Self::NotRegular { path, .. }
            | Self::NotOwn { path, .. }
            | Self::Foreign { path }
            | Self::LeadsOut { path }
            | Self::Unsteady { records: path }
            | Self::Journal { path, .. }
            | Self::Step { path, .. }
            | Self::Interrupted { journal: path, .. }
            | Self::Untracked { path, .. }
            | Self::Unmerged { path }
            | Self::StagedOther { path, .. }
            | Self::Write { path, .. } => Some(path),
            Self::Twins { paths } => paths.first().map(PathBuf::as_path),
            Self::NoStore { .. }
            | Self::NoStoreAt { .. }
            | Self::NoRecords { .. }
            | Self::WouldNotReadBack { .. }
            | Self::HalfWay { .. }
            | Self::Editor { .. }
            | Self::SettingsWouldNotReadBack
            | Self::Git { .. }
            | Self::NoRepository { .. }
            | Self::NotTrusted { .. }
            | Self::OtherHome { .. }
            | Self::NoRevision { .. } => None,
        }
    }
}
