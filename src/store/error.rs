//! Errors of the disk, of git and of the user's editor. Each variant names the operation, the file and the cause.

use std::path::{Path, PathBuf};

use crate::model::RecordId;
use crate::prose::invisible;
use crate::store::{EntryKind, GitTrouble};

/// An error of the `store` room.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Neither the folder nor any folder above it has `records/`.
    #[error("no records folder (records/) in {} or above it", start.display())]
    NoStore {
        /// The folder where the search began.
        start: PathBuf,
    },
    /// The folder has no `records/`.
    #[error("no records folder (records/) in {}", root.display())]
    NoStoreAt {
        /// The folder.
        root: PathBuf,
    },
    /// The folder is a git repository without files, as those are that others push to.
    #[error("{} is a bare git repository, which has no files to read", folder.display())]
    BareRepository {
        /// The folder.
        folder: PathBuf,
    },
    /// `records/` has no records.
    #[error("no records in {}", records.display())]
    NoRecords {
        /// The `records/` folder.
        records: PathBuf,
    },
    /// A path names no record.
    #[error("{} is not a record in {}", path.display(), records.display())]
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
    #[error("cannot read {}", invisible::shown(&path.to_string_lossy()))]
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
    #[error("{} is too large: it has {size} bytes, and the limit is {most}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The limit, in bytes.
        most: u64,
    },
    /// The record's file already exists.
    #[error("cannot write {}: it already exists", path.display())]
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
    #[error("cannot write {}: it has changed since it was read", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// Its text when it was read; empty if it did not exist.
        read: String,
        /// Its text now; empty if it no longer exists.
        now: String,
    },
    /// Another irr process is writing, and did not finish in time.
    #[error("cannot write: another irr command is changing these records{}", if by.is_empty() { String::new() } else { format!(" ({by})") })]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// The process and what it is doing, as it wrote into the lock file; empty if that could not be read.
        by: String,
    },
    /// A change set contains the same record twice.
    #[error("cannot write {}: this change contains it twice", path.display())]
    Twice {
        /// The file.
        path: PathBuf,
    },
    /// A link, pipe, device or folder is where a regular file or a folder of records should be.
    #[error("cannot use {}: it is {is}", path.display())]
    NotRegular {
        /// Its path.
        path: PathBuf,
        /// What it is.
        is: EntryKind,
    },
    /// Several file names are the same text in different Unicode normalisation forms.
    #[error("cannot tell {} apart: their names have the same letters in two Unicode forms",
        paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" and "))]
    Twins {
        /// The files.
        paths: Vec<PathBuf>,
    },
    /// Something other than a regular file or folder is at a path in irr's state folder.
    #[error("cannot use {}: it is {is}, where irr keeps its own files", path.display())]
    NotOwn {
        /// Its path.
        path: PathBuf,
        /// What it is.
        is: EntryKind,
    },
    /// A file or folder in irr's state folder belongs to another user.
    #[error("cannot use {}: it belongs to another user, and irr keeps its own files there", path.display())]
    Foreign {
        /// The file or folder.
        path: PathBuf,
    },
    /// The output path is inside a repository, but a symbolic link leads out of it.
    #[error("cannot write {}: a link in the repository leads outside of it", path.display())]
    LeadsOut {
        /// The path as given.
        path: PathBuf,
    },
    /// The records kept changing while they were read.
    #[error("cannot read {}: another irr command keeps changing the records", records.display())]
    Unsteady {
        /// The `records/` folder.
        records: PathBuf,
    },
    /// The journal of an interrupted change cannot be read.
    #[error("cannot use {}, the plan of an interrupted change", path.display())]
    Journal {
        /// The journal file.
        path: PathBuf,
        /// The cause.
        source: Box<StoreError>,
    },
    /// A step of the undo history cannot be read.
    #[error("cannot use {}, a step of `irr undo` and `irr redo`", path.display())]
    Step {
        /// The step's file.
        path: PathBuf,
        /// The cause.
        source: Box<StoreError>,
    },
    /// A change was interrupted: some of its files may be changed and others not.
    #[error("cannot write: a change was interrupted ({deed})")]
    Interrupted {
        /// What the change was for.
        deed: String,
        /// The journal file.
        journal: PathBuf,
    },
    /// A change failed partway, and restoring the old files failed too.
    #[error("cannot finish the change ({deed}) or take back the part already written ({because})")]
    HalfWay {
        /// What the change was for.
        deed: String,
        /// Why it failed.
        source: Box<StoreError>,
        /// Why the old files could not be restored.
        because: String,
    },
    /// git failed, or could not be started.
    #[error("cannot run git ({deed})")]
    Git {
        /// The git command.
        deed: String,
        /// The message of git or of the system.
        source: std::io::Error,
    },
    /// The folder is in no git repository.
    #[error("{} is not in a git repository", root.display())]
    NoRepository {
        /// The folder.
        root: PathBuf,
    },
    /// git refuses to open a repository that belongs to another user (`safe.directory`).
    #[error("git refuses to open this repository: it belongs to another user")]
    NotTrusted {
        /// The command that git proposes, in git's words.
        remedy: String,
    },
    /// A revision has its records in another folder.
    #[error("cannot compare {now} with {was}: the records folder was moved, which would hide other changes")]
    OtherHome {
        /// The records folder in the revision.
        was: String,
        /// The records folder now.
        now: String,
    },
    /// A file has an unresolved merge conflict in the index.
    #[error("cannot read the staged {}: its merge conflict is not resolved", path.display())]
    Unmerged {
        /// The file.
        path: PathBuf,
    },
    /// The index entry at a record's path is no regular file.
    #[error("cannot read the staged {}: it is {what}, not a regular file", path.display())]
    StagedOther {
        /// The file.
        path: PathBuf,
        /// What it is, with its article.
        what: &'static str,
    },
    /// git cannot commit, merge or exchange commits now.
    #[error(transparent)]
    GitTrouble(#[from] GitTrouble),
    /// An editor could not be started, or exited with a failure.
    #[error("cannot edit with `{editor}`")]
    Editor {
        /// The command line.
        editor: String,
        /// The message of the editor or of the system.
        source: std::io::Error,
    },
    /// An editor is already open on the working copy.
    #[error("cannot open {}: it is already open in another editor", path.display())]
    OpenElsewhere {
        /// The working copy.
        path: PathBuf,
    },
    /// git knows no such revision, or none that can be compared with.
    #[error("cannot use `{}` as a revision: {said}", invisible::shown(revision))]
    NoRevision {
        /// The revision as given.
        revision: String,
        /// The reason.
        said: String,
        /// What the user can do.
        hint: String,
    },
    /// git does not track a record, so its changes cannot be determined.
    #[error("cannot tell what has changed in {}{}: git ignores it, or it is behind a link or in another repository",
        path.display(), if *more == 0 { String::new() } else { format!(" and {more} more") })]
    Untracked {
        /// The first such file.
        path: PathBuf,
        /// How many more there are.
        more: usize,
    },
    /// The settings were changed since they were read.
    #[error("cannot write {}: it has been changed meanwhile", super::SETTINGS)]
    SettingsChanged,
    /// The generated settings would not parse back to the same settings.
    #[error("cannot write {}: reading it back would give different settings", super::SETTINGS)]
    SettingsWouldNotReadBack,
    /// The generated record would not parse back to the same record.
    #[error("cannot write {id}: reading it back would give a different record")]
    WouldNotReadBack {
        /// The record's id.
        id: RecordId,
    },
}

impl StoreError {
    /// Returns what the user can do next.
    pub fn hint(&self) -> Option<String> {
        let said = match self {
            Self::NoRevision { hint, .. } => Some(hint.clone()),
            Self::GitTrouble(trouble) => Some(trouble.hint()),
            Self::NotTrusted { remedy } => Some(format!("if you trust what is in it: `{remedy}`")),
            _ => None,
        };
        let hint = match self {
            Self::NoStore { .. } => Some("create records/ with `irr init`, or name the folder that contains it with --store DIR"),
            Self::SettingsChanged => Some("run the command again"),
            Self::BareRepository { .. } => Some("`git clone` makes a copy with its files: run irr there"),
            Self::NoStoreAt { .. } => Some("`irr init DIR` creates it"),
            Self::NoRecords { .. } => Some("create the first one with `irr new` or `irr import`"),
            Self::Exists { .. } => Some(
                "for the same report, change that record (`irr edit`, `irr import --into`); for another one, use another --slug",
            ),
            Self::NotARecord { .. } => Some("name a file or a folder below records/, or a part of a record's id"),
            Self::TooLarge { .. } => Some("keep documents beside the records, and name them in `evidence`"),
            Self::NotText { .. } => Some("save it as UTF-8"),
            Self::Changed { .. } => Some("check the file, then run the command again"),
            Self::OpenElsewhere { .. } => Some("close it there first"),
            Self::NotRegular { is: EntryKind::Link, .. } => {
                Some("irr does not follow links here: replace it with the file or folder itself, or remove it")
            }
            Self::NotRegular { .. } => Some("irr reads only regular files here: remove it, or move it elsewhere"),
            Self::Twins { .. } => Some("rename one of them with `git mv`"),
            Self::NotOwn { .. } => Some("look at it, then remove it: irr creates its own"),
            Self::Foreign { .. } => {
                Some("irr only uses files that belong to you: work in your own copy of the records, or remove it")
            }
            Self::LeadsOut { .. } => Some("remove the link, or name the path that it leads to"),
            Self::Unsteady { .. } => Some("run the command again when the other one has finished"),
            Self::Journal { .. } => Some(
                "check the records with `git diff`, then run `irr doctor --discard`: it sets that file aside and leaves the records as they are",
            ),
            Self::Step { .. } => Some("remove that file; `irr undo` then continues with the step before it"),
            Self::Locked { .. } => Some("wait until it has finished, or end its process"),
            Self::Interrupted { .. } | Self::HalfWay { .. } => {
                Some("finish it with `irr doctor`; `irr undo` can then take it back")
            }
            Self::NoRepository { .. } => {
                Some("--rev, --changed, --against and --staged ask git: create a repository with `git init`")
            }
            Self::OtherHome { .. } => Some("if the folder was moved on purpose, name it with --store DIR"),
            Self::Unmerged { .. } => Some("`irr merge` settles it"),
            Self::StagedOther { .. } => Some("stage the record itself under this name, or remove it from the records folder"),
            Self::Git { .. } => Some("the records must be in a git repository, and `git` must be on the PATH"),
            Self::WouldNotReadBack { .. } => {
                Some("this is a bug in irr: please report it, with the document that the record came from")
            }
            _ => None,
        };
        said.or_else(|| hint.map(str::to_owned))
    }

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
            | Self::BareRepository { .. }
            | Self::NoStoreAt { .. }
            | Self::NoRecords { .. }
            | Self::WouldNotReadBack { .. }
            | Self::HalfWay { .. }
            | Self::Editor { .. }
            | Self::SettingsWouldNotReadBack
            | Self::SettingsChanged
            | Self::Git { .. }
            | Self::NoRepository { .. }
            | Self::NotTrusted { .. }
            | Self::GitTrouble(_)
            | Self::OtherHome { .. }
            | Self::NoRevision { .. } => None,
        }
    }
}
