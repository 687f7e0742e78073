//! Writing: whole, or not at all.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Store, StoreError};
use crate::model::{Record, RecordId};
use crate::yaml;

impl Store {
    /// Whether the record's file is there.
    pub fn has(&self, id: &RecordId) -> bool {
        self.path_of(id).symlink_metadata().is_ok()
    }

    /// Writes a new record in the canonical layout, and makes the folders it needs.
    ///
    /// The text goes to a file beside it, is forced to the disk, and only then gets its name.
    ///
    /// # Errors
    /// Where the record is there already, would not read back the same, or the disk refuses; then nothing is changed.
    pub fn create(&self, id: &RecordId, record: &Record) -> Result<PathBuf, StoreError> {
        let path = self.path_of(id);
        if self.has(id) {
            return Err(StoreError::Exists { path });
        }
        let text = yaml::write(record);
        if yaml::parse(&text).as_ref() != Ok(record) {
            return Err(StoreError::WouldNotReadBack { id: id.clone() });
        }
        let write = |source| StoreError::Write { path: path.clone(), source };
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(write)?;
        let mut file = builder().prefix(".irr-").suffix(".tmp").tempfile_in(folder).map_err(write)?;
        file.write_all(text.as_bytes()).map_err(write)?;
        file.as_file().sync_all().map_err(write)?;
        file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::Exists { path: path.clone() },
            _ => write(error.error),
        })?;
        // The new name is in the folder, so the folder has to reach the disk too.
        sync_folder(folder).map_err(write)?;
        Ok(path)
    }
}

/// Gives the file at `path`, which had the text `before`, the text `after`. A link is followed, and the file's mode stays.
///
/// # Errors
/// Where it has another text by now, or the disk refuses; then nothing is changed.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), StoreError> {
    let read = |source| StoreError::Read { path: path.to_owned(), source };
    let path = &path.canonicalize().map_err(read)?;
    if fs::read(path).map_err(read)? != before.as_bytes() {
        return Err(StoreError::Changed { path: path.clone() });
    }
    let mode = fs::metadata(path).map_err(read)?.permissions();
    put(path, after.as_bytes(), Some(mode))
}

/// Gives the file at `path` these bytes, whether it was there or not.
///
/// # Errors
/// Where the disk refuses; then nothing is changed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    // A pipe or a device is written to as it is; only a file can be exchanged for another.
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        return fs::write(path, bytes).map_err(|source| StoreError::Write { path: path.to_owned(), source });
    }
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    put(&target, bytes, fs::metadata(&target).ok().map(|found| found.permissions()))
}

/// Makes a folder, and those around it, where it is not there yet.
///
/// # Errors
/// Where the disk refuses.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(path).map_err(|source| StoreError::Write { path: path.to_owned(), source })
}

fn put(path: &Path, bytes: &[u8], mode: Option<fs::Permissions>) -> Result<(), StoreError> {
    let write = |source| StoreError::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = builder().prefix(".irr-").suffix(".tmp").tempfile_in(folder).map_err(write)?;
    file.write_all(bytes).map_err(write)?;
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode).map_err(write)?;
    }
    file.as_file().sync_all().map_err(write)?;
    file.persist(path).map_err(|error| write(error.error))?;
    sync_folder(folder).map_err(write)
}

/// A temporary file is its owner's only; a record is for whom the umask says.
#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

/// Forces a folder's names to the disk; a system that opens no folders keeps them by itself.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
