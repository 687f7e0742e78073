//! The records on disk: the only room that reads or writes a file.
//!
//! A store is a folder with `records/` in it. [`Store::find`] looks for one upwards, [`Store::ids`] and [`Store::load_each`] read,
//! [`Store::apply`] makes a [`ChangeSet`], all of it or nothing, under a [`Lock`]; [`Store::since`] and [`Store::staged`] ask git. A record
//! that cannot be read is a value like any other, so that one bad file never hides the rest. Of the records only regular files inside
//! `records/` are read and written (`regular`); what irr keeps for itself lies in git's own folder (`state`).

mod apply;
mod change_set;
mod count;
mod editor;
mod error;
mod evidence;
mod git;
mod journal;
mod layout;
mod load;
mod lock;
mod printer;
mod regular;
mod save;
mod select;
mod start;
mod state;
mod words;

use std::path::{Path, PathBuf};

pub use apply::{Finished, Unfinished};
pub use change_set::{ChangeSet, FileChange, Way};
pub use count::Count;
pub use editor::{Sheet, open_editor};
pub use error::StoreError;
pub use git::{Since, Staged, Then};
pub use journal::Step;
use load::text_of_bytes;
pub use load::{LARGEST, Loaded, read_bytes, read_text};
pub use lock::Lock;
pub use printer::{BROWSERS, PrintError, print_pdf};
pub use regular::Kind;
pub use save::{write_whole, write_whole_with};
pub use start::{Forge, Starter, starters};
pub use words::Reach;

/// The folder that holds the records.
pub const RECORDS: &str = "records";

/// The file beside it with what the office sets.
pub const SETTINGS: &str = "irr.yaml";

/// A folder with records in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// The store at `root`, which may have no records yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The store that `start` is in: the nearest folder upwards that has `records/`, no higher than the root of its git work tree.
    ///
    /// # Errors
    /// Where there is none.
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

    /// The folder that holds `records/`.
    pub fn root(&self) -> &Path {
        &self.root
    }
}
