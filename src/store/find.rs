//! Finds the records folder.

use std::path::Path;

use crate::store::git::Repository;
use crate::store::{RECORDS, Store, StoreError};

impl Store {
    /// Finds the nearest folder upwards from `start` that contains `records/`, no higher than the root of the git work tree.
    ///
    /// # Errors
    /// Fails if there is none.
    pub fn find(start: &Path) -> Result<Self, StoreError> {
        for folder in start.ancestors() {
            if folder.join(RECORDS).is_dir() {
                return Ok(Self::at(folder));
            }
            if Repository::at(folder).is_some() {
                break;
            }
            if Self::at(folder).is_bare_repository() {
                return Err(StoreError::BareRepository { folder: folder.to_owned() });
            }
        }
        Err(StoreError::NoStore { start: start.to_owned() })
    }
}
