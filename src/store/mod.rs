//! The records on disk: the only room that reads or writes files, and runs git and other programs.
//!
//! A store is a folder that contains `records/`: [`Store::find`] searches upwards for it, [`Store::ids`] and
//! [`Store::load_each`] read, [`Store::apply`] makes a [`ChangeSet`] under a [`Lock`], all or nothing. `git` compares with
//! revisions.
//!
//! A record that cannot be read is a value, not a failure, so that one bad file never hides the rest. Record files are opened
//! only through `regular_file`, irr's own files only through `state_folder`. What a record means belongs to `model` and `yaml`.

mod apply;
mod atomic_write;
mod browser_pdf;
mod change_set;
mod editor;
mod entry_kind;
mod error;
pub mod evidence;
mod find;
mod folder;
mod git;
mod journal;
mod layout;
mod load;
mod lock;
mod names;
mod open_document;
mod pager;
mod past_files;
mod progress_counter;
mod regular_file;
mod scaffold;
mod select;
mod stamp;
mod state_folder;
mod user_program;
mod words;

pub use apply::{Finished, Unfinished};
pub use atomic_write::{write_temporary, write_whole, write_whole_with};
pub use browser_pdf::{BROWSERS, PrintError, print_pdf};
pub use change_set::{ChangeSet, FileChange, ReplayDirection};
pub use editor::{EditFile, open_editor};
pub use entry_kind::EntryKind;
pub use error::StoreError;
pub use folder::Store;
pub use git::FileAtRevision;
pub use git::RevisionDiff;
pub use git::StagedRecords;
pub use git::{
    BegunOperation, BothChanged, BranchState, CommitChanges, GitTrouble, Identity, PastCommit, PastDeed, PreparedMerge,
    UnmergedState, UnmergedVersions, UnsavedChanges, Upstream,
};
pub use git::{ComparedCommit, ComparedPoint, RevisionComparison, RevisionPoint};
pub use git::{DRIVER_ATTRIBUTE, DRIVER_COMMAND, DRIVER_NAME, MergeDriver};
pub use git::{MergeFiles, MergedLines, merge_lines};
pub use journal::UndoStep;
pub use load::{LARGEST, Loaded, files_in, read_bytes, read_text};
pub use lock::Lock;
pub use names::{RECORDS, SETTINGS};
pub use open_document::open_document;
pub use pager::show_in_pager;
pub use progress_counter::ProgressCounter;
pub use scaffold::{Forge, Starter, StarterOutcome, starters};
pub use words::Reach;
