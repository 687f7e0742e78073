//! Errors of the disk, of git and of the user's editor. Each variant names the operation, the file and the cause.

use std::path::{Path, PathBuf};

use super::Kind;
use crate::model::{RecordId, unseen};

/// An error of the `store` room.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Neither the folder nor any folder above it has `records/`.
    #[error("no store of records in {} or above it", start.display())]
    NoStore {
        /// The folder where the search began.
        start: PathBuf,
    },
    /// The folder has no `records/`.
    #[error("no store of records in {}: it has no folder records", root.display())]
    NoStoreAt {
        /// The folder.
        root: PathBuf,
    },
    /// `records/` has no records.
    #[error("no records in {}", records.display())]
    NoRecords {
        /// The `records/` folder.
        records: PathBuf,
    },
    /// A path names no record.
    #[error("{} names no record in {}", path.display(), records.display())]
    NotARecord {
        /// The path as given.
        path: PathBuf,
        /// The `records/` folder.
        records: PathBuf,
    },
    /// A folder could not be listed.
    #[error("cannot list {}", path.display())]
    List {
        /// The folder.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// A file could not be read. The path is shown with control characters escaped: a hostile name could otherwise command
    /// the terminal.
    #[error("cannot read {}", unseen::shown(&path.to_string_lossy()))]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// A file is not UTF-8 text.
    #[error("cannot read {}: line {line}, column {column} is not UTF-8 text", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// The line of the first invalid byte, from 1.
        line: usize,
        /// The column of that byte, in characters from 1.
        column: usize,
    },
    /// A file is larger than the limit for its kind.
    #[error("{} is too large: it has {size} bytes, and {most} is the most", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The limit, in bytes.
        most: u64,
    },
    /// The record's file already exists.
    #[error("will not overwrite {}", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A file could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// A file has changed since it was read.
    #[error("will not write {}: it has changed since it was read", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// Its text when it was read; empty if it did not exist.
        read: String,
        /// Its text now; empty if it no longer exists.
        now: String,
    },
    /// Another irr process is writing, and did not finish in time.
    #[error("will not write: another irr is changing this store{}", if by.is_empty() { String::new() } else { format!(" ({by})") })]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// The process and what it is doing, as it wrote into the lock file; empty if that could not be read.
        by: String,
    },
    /// A change set contains the same record twice.
    #[error("will not write {}: it is in this change twice", path.display())]
    Twice {
        /// The file.
        path: PathBuf,
    },
    /// A link, pipe, device or folder is where a regular file or a folder of records should be.
    #[error("will not use {}: it is {is}", path.display())]
    NotRegular {
        /// Its path.
        path: PathBuf,
        /// What it is.
        is: Kind,
    },
    /// Several file names are the same text in different Unicode normalisation forms.
    #[error("cannot tell {} apart: their names are the same letters, once composed and once decomposed",
        paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" and "))]
    Twins {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// Something other than a regular file or folder is at a path in irr's state folder.
    #[error("will not use {}: it is {is}, and irr keeps its own files there", path.display())]
    NotOwn {
        /// Its path.
        path: PathBuf,
        /// What it is.
        is: Kind,
    },
    /// A file or folder in irr's state folder belongs to another user.
    #[error("will not use {}: it belongs to another user, and irr keeps its own files there", path.display())]
    Foreign {
        /// The file or folder.
        path: PathBuf,
    },
    /// The output path is inside a repository, but a symbolic link leads out of it.
    #[error("will not write {}: a link in the repository leads from there to a place outside of it", path.display())]
    LeadsOut {
        /// The path as given.
        path: PathBuf,
    },
    /// The records kept changing while they were read.
    #[error("cannot read {} as a whole: another irr is changing the records all the time", records.display())]
    Unsteady {
        /// The `records/` folder.
        records: PathBuf,
    },
    /// The journal of an interrupted change cannot be read.
    #[error("cannot use {}, where a change that was interrupted is written down", path.display())]
    Journal {
        /// The journal file.
        path: PathBuf,
        /// The cause.
        source: Box<StoreError>,
    },
    /// A step of the undo history cannot be read.
    #[error("cannot use {}, where a change is written down for `irr undo` and `irr redo`", path.display())]
    Step {
        /// The step's file.
        path: PathBuf,
        /// The cause.
        source: Box<StoreError>,
    },
    /// A change was interrupted: some of its files may be changed and others not.
    #[error("will not write: a change was interrupted ({deed})")]
    Interrupted {
        /// What the change was for.
        deed: String,
        /// The journal file.
        journal: PathBuf,
    },
    /// A change failed partway, and restoring the old files failed too.
    #[error("cannot finish ({deed}), nor put back what was changed by then ({because})")]
    HalfWay {
        /// What the change was for.
        deed: String,
        /// Why it failed.
        source: Box<StoreError>,
        /// Why the old files could not be restored.
        because: String,
    },
    /// git failed, or could not be started.
    #[error("cannot ask git ({deed})")]
    Git {
        /// The git command.
        deed: String,
        /// The message of git or of the system.
        source: std::io::Error,
    },
    /// The folder is in no git repository.
    #[error("{} is in no git repository", root.display())]
    NoRepository {
        /// The folder.
        root: PathBuf,
    },
    /// git refuses to open a repository that belongs to another user (`safe.directory`).
    #[error("git does not open this repository: it belongs to another user")]
    NotTrusted {
        /// The command that git proposes, in git's words.
        remedy: String,
    },
    /// A revision has its records in another folder.
    #[error(
        "cannot compare {now} with {was}: the records were there, and a change that moves their folder hides what it changes in them"
    )]
    OtherHome {
        /// The records folder in the revision.
        was: String,
        /// The records folder now.
        now: String,
    },
    /// A file has an unresolved merge conflict in the index.
    #[error("cannot read {} as it is staged: its merge conflict is not resolved", path.display())]
    Unmerged {
        /// The file.
        path: PathBuf,
    },
    /// The index entry at a record's path is no regular file.
    #[error("will not read {} as it is staged: it is {what}, and no regular file", path.display())]
    StagedOther {
        /// The file.
        path: PathBuf,
        /// What it is, with its article.
        what: &'static str,
    },
    /// An editor could not be started, or exited with a failure.
    #[error("cannot edit with `{editor}`")]
    Editor {
        /// The command line.
        editor: String,
        /// The message of the editor or of the system.
        source: std::io::Error,
    },
    /// An editor is already open on the working copy.
    #[error("will not open {}: an editor is open on it elsewhere", path.display())]
    OpenElsewhere {
        /// The working copy.
        path: PathBuf,
    },
    /// git knows no such revision, or none that can be compared with.
    #[error("cannot compare with `{revision}`: {said}")]
    NoRevision {
        /// The revision as given.
        revision: String,
        /// The reason.
        said: String,
        /// What the user can do.
        hint: String,
    },
    /// git does not track a record, so its changes cannot be determined.
    #[error("cannot tell what has changed in {}{}: git ignores it, or it lies behind a link or in another repository",
        path.display(), if *more == 0 { String::new() } else { format!(" and {more} more") })]
    Untracked {
        /// The first such file.
        path: PathBuf,
        /// How many more there are.
        more: usize,
    },
    /// The generated settings would not parse back to the same settings.
    #[error("will not write {}: its text would not read back as the same settings", super::SETTINGS)]
    SettingsWouldNotReadBack,
    /// The generated record would not parse back to the same record.
    #[error("will not write {id}: its text would not read back as the same record")]
    WouldNotReadBack {
        /// The record's id.
        id: RecordId,
    },
}

impl StoreError {
    /// Returns the file or folder that the error is about; `None` if it is about no single one.
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
