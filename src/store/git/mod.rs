//! What git knows of the records: which have changed since a revision, how they were then, and what is staged.
//!
//! It asks the `git` program, which is where a store of this kind lives anyway, and as fast as linking a library. All calls go through
//! `command.rs`.

mod command;
mod repository;
mod since;
mod staged;
mod then;

use std::path::PathBuf;

use command::Git;
pub(super) use repository::Repository;
pub use since::Since;
pub use staged::Staged;
pub use then::Then;

use super::{Store, StoreError};

impl Store {
    /// The repository that the store is in, or will be in once its folder is there.
    pub(super) fn repository(&self) -> Option<Repository> {
        Repository::around(self.root())
    }

    /// The git work tree that the store is in, or will be once its folder is there.
    pub fn work_tree(&self) -> Option<PathBuf> {
        self.repository().map(|repository| repository.top)
    }

    /// Where the store stands in its git work tree, parted by `/` and with one at the end; empty at its root or where there is none.
    pub fn prefix(&self) -> String {
        self.repository().and_then(|repository| repository.prefix_of(self.root())).unwrap_or_default()
    }

    /// The branches and tags that a revision can be named by, the newest first; none where git cannot tell.
    pub fn revisions(&self) -> Vec<String> {
        self.git().map(|git| git.revisions()).unwrap_or_default()
    }

    /// Makes a git repository of the store's folder, whose branch is the one that a forge's job watches.
    ///
    /// # Errors
    /// Where the folder cannot be made, or there is no git.
    pub fn init_git(&self) -> Result<(), StoreError> {
        let write = |source| StoreError::Write { path: self.root().to_owned(), source };
        std::fs::create_dir_all(self.root()).map_err(write)?;
        command::init(self.root())
    }

    fn git(&self) -> Result<Git, StoreError> {
        Git::around(self.root())
    }
}
