//! What git knows of the records: what changed since a revision (`since`), old texts (`then`), and the index (`staged`).
//!
//! It runs the `git` program: users have it, and it is as fast as linking a library. All calls go through `command.rs`.

mod begun;
mod command;
mod commit_by_day;
mod compare;
mod compared_point;
mod diff;
mod driver;
mod file_at_revision;
mod file_log;
mod history;
mod identity;
mod merge;
mod merge_lines;
mod past;
mod remote;
mod repository;
mod revision;
mod staged;
mod trouble;
mod uncommitted;
mod unmerged;
mod unsaved;

use std::path::PathBuf;

pub use begun::BegunOperation;
use command::Git;
pub use command::Identity;
pub use compare::RevisionComparison;
pub use compared_point::{ComparedCommit, ComparedPoint, RevisionPoint};
pub use diff::RevisionDiff;
pub use driver::{DRIVER_ATTRIBUTE, DRIVER_COMMAND, DRIVER_NAME, MergeDriver};
pub use file_at_revision::FileAtRevision;
pub use merge::{BothChanged, BranchState, PreparedMerge};
pub use merge_lines::{MergeFiles, MergedLines, merge_lines};
pub use past::{CommitChanges, PastCommit, PastDeed};
pub use remote::Upstream;
pub(super) use repository::Repository;
pub use staged::StagedRecords;
pub use trouble::GitTrouble;
pub use unmerged::{UnmergedState, UnmergedVersions};
pub use unsaved::UnsavedChanges;

use super::{Store, StoreError};

impl Store {
    /// Returns the repository that the store is in, or would be in once its folder exists.
    pub(super) fn repository(&self) -> Option<Repository> {
        Repository::around(self.root())
    }

    /// Returns the root of the git work tree that the store is in, or would be in once its folder exists.
    pub fn work_tree(&self) -> Option<PathBuf> {
        self.repository().map(|repository| repository.top)
    }

    /// Returns the store's path inside its work tree, with `/` between the parts and at the end; empty at the root or outside
    /// of git.
    pub fn prefix(&self) -> String {
        match &self.past {
            Some(past) => past.prefix(),
            None => self.repository().and_then(|repository| repository.prefix_of(self.root())).unwrap_or_default(),
        }
    }

    /// Returns the branches and tags, newest first, at most 200; none if git fails. Used for completions.
    pub fn revisions(&self) -> Vec<String> {
        self.git().map(|git| git.revisions()).unwrap_or_default()
    }

    /// Creates the store's folder and a git repository in it, with the branch `main`.
    ///
    /// # Errors
    /// Fails if the folder cannot be created or git is not installed.
    pub fn init_git(&self) -> Result<(), StoreError> {
        let write = |source| StoreError::Write { path: self.root().to_owned(), source };
        std::fs::create_dir_all(self.root()).map_err(write)?;
        command::init(self.root())
    }

    fn git(&self) -> Result<Git, StoreError> {
        Git::around(self.root())
    }
}
