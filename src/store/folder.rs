//! A folder that contains records.

use std::path::{Path, PathBuf};

/// The folder that contains the records.
pub const RECORDS: &str = "records";

/// The settings file, beside `records/`.
pub const SETTINGS: &str = "irr.yaml";

/// A folder that contains `records/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    pub(super) root: PathBuf,
}

impl Store {
    /// Returns the store at `root`, which may have no records yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Returns the folder that contains `records/`.
    pub fn root(&self) -> &Path {
        &self.root
    }
}
