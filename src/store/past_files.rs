//! The files of a store as a commit has them. Reading with `--rev` takes them from here instead of from the disk.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use crate::store::{EntryKind, StoreError};

/// Receives the bytes of one file by the index of its name.
pub(super) type TakeFile<'a> = &'a mut dyn FnMut(usize, Result<Vec<u8>, StoreError>);

/// The files of one commit. Names are relative to the store's root, with `/`.
pub(super) trait PastFiles: Debug + Send + Sync {
    /// Returns everything below `records/`, folders too, as a checkout of the commit would have it.
    fn entries(&self) -> &[(String, EntryKind)];

    /// Calls `take` with each of the files, in any order.
    ///
    /// # Errors
    /// Fails if git fails. A file that cannot be read is given to `take` as an error.
    fn read_each(&self, names: &[&str], take: TakeFile<'_>) -> Result<(), StoreError>;

    /// Returns what has this name; `None` if the commit has nothing of it.
    fn kind_of(&self, name: &str) -> Option<EntryKind>;

    /// Returns the full hash of the commit.
    fn commit(&self) -> String;

    /// Returns the path of the store's root below the root of the work tree, with `/` at its end; empty at the root.
    fn prefix(&self) -> String;
}

/// Reads one file; `None` if the commit does not have it.
pub(super) fn read(files: &dyn PastFiles, root: &Path, name: &str, most: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let path = || root.join(name);
    match files.kind_of(name) {
        None => return Ok(None),
        Some(EntryKind::File) => {}
        Some(is) => return Err(StoreError::NotRegular { path: path(), is }),
    }
    let mut found = None;
    files.read_each(&[name], &mut |_, bytes| found = Some(bytes))?;
    let bytes = found.transpose()?.unwrap_or_default();
    sized(bytes, path(), most).map(Some)
}

/// Refuses a file that is larger than `most` bytes, as on the disk.
pub(super) fn sized(bytes: Vec<u8>, path: PathBuf, most: u64) -> Result<Vec<u8>, StoreError> {
    let size = bytes.len() as u64;
    if size > most { Err(StoreError::TooLarge { path, size, most }) } else { Ok(bytes) }
}
