//! A folder that contains records.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::past_files::PastFiles;

/// A folder that contains `records/`.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) root: PathBuf,
    /// The files of the commit that is read; `None` for the files on the disk.
    pub(super) past: Option<Arc<dyn PastFiles>>,
}

impl Store {
    /// Returns the store at `root`, which may have no records yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), past: None }
    }

    /// Returns whether the folder is itself a git repository without files, as those are that others push to.
    pub(super) fn is_bare_repository(&self) -> bool {
        let has = |name: &str| self.root.join(name).is_dir();
        has("objects") && has("refs") && self.root.join("HEAD").is_file() && !self.root.join(".git").exists()
    }

    /// Returns the folder that contains `records/`.
    pub fn root(&self) -> &Path {
        &self.root
    }
}
