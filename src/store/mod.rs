//! The records on disk: the only room that reads or writes files, and runs git and other programs.
//!
//! A store is a folder that contains `records/`: [`Store::find`] searches upwards for it, [`Store::ids`] and
//! [`Store::load_each`] read, [`Store::apply`] makes a [`ChangeSet`] under a [`Lock`], all or nothing. `git` compares with
//! revisions.
//!
//! A record that cannot be read is a value, not a failure, so that one bad file never hides the rest. Record files are opened
//! only through `regular`, irr's own files only through `state`. What a record means belongs to `model` and `yaml`.

mod apply;
mod atomic_write;
mod browser_pdf;
mod change_set;
mod editor;
mod error;
mod evidence;
mod git;
mod journal;
mod layout;
mod load;
mod lock;
mod progress_counter;
mod regular_file;
mod scaffold;
mod select;
mod state_folder;
mod words;

use std::path::{Path, PathBuf};

pub use apply::{Finished, Unfinished};
pub use atomic_write::{write_whole, write_whole_with};
pub use browser_pdf::{BROWSERS, PrintError, print_pdf};
pub use change_set::{ChangeSet, FileChange, ReplayDirection};
pub use editor::{EditFile, open_editor};
pub use error::StoreError;
pub use git::FileAtRevision;
pub use git::RevisionDiff;
pub use git::StagedRecords;
pub use journal::HistoryStep;
use load::text_of_bytes;
pub use load::{LARGEST, Loaded, read_bytes, read_text};
pub use lock::Lock;
pub use progress_counter::ProgressCounter;
pub use regular_file::EntryKind;
pub use scaffold::{Forge, Starter, starters};
pub use words::Reach;

/// The folder that contains the records.
pub const RECORDS: &str = "records";

/// The settings file, beside `records/`.
pub const SETTINGS: &str = "irr.yaml";

/// A folder that contains `records/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// Returns the store at `root`, which may have no records yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Finds the nearest folder upwards from `start` that contains `records/`, no higher than the root of the git work tree.
    ///
    /// # Errors
    /// Fails if there is none.
    pub fn find(start: &Path) -> Result<Self, StoreError> {
        for folder in start.ancestors() {
            if folder.join(RECORDS).is_dir() {
                return Ok(Self::at(folder));
            }
            if git::Repository::at(folder).is_some() {
                break;
            }
        }
        Err(StoreError::NoStore { start: start.to_owned() })
    }

    /// Returns the folder that contains `records/`.
    pub fn root(&self) -> &Path {
        &self.root
    }
}
