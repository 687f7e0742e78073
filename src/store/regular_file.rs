//! Opens regular files only: a link may lead anywhere, and reading a pipe or a device may block for ever.

use std::ffi::OsStr;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::model::RecordId;
use crate::store::{EntryKind, Store, StoreError};

/// Returns the kind of a directory entry, without following a link.
fn kind_at(path: &Path) -> io::Result<EntryKind> {
    Ok(path.symlink_metadata()?.file_type().into())
}

/// Opens a regular file; `None` if there is none.
///
/// The kind is checked before opening, because merely opening a device can have effects, and again afterwards, because the
/// file may have been replaced in between.
///
/// # Errors
/// Fails if it is anything but a regular file, or if the system refuses.
pub(super) fn open(path: &Path, options: &mut OpenOptions) -> Result<Option<(File, Metadata)>, StoreError> {
    let failed = |source| StoreError::Read { path: path.to_owned(), source };
    let other = |is| StoreError::NotRegular { path: path.to_owned(), is };
    match kind_at(path) {
        Ok(EntryKind::File) => {}
        Ok(is) => return Err(other(is)),
        // Not an error yet: `options` may create the file.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        // `NONBLOCK`, because opening a pipe that nobody writes to would wait for ever.
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0));
    }
    let file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(kind_at(path).ok().filter(|is| *is != EntryKind::File).map_or_else(|| failed(error), other)),
    };
    let found = file.metadata().map_err(failed)?;
    if found.is_file() { Ok(Some((file, found))) } else { Err(other(found.file_type().into())) }
}

/// Returns whether a name is hidden (begins with a dot): such files belong to editors and other programs and are no records.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

impl Store {
    /// Returns the file of a record, which need not exist, after checking that each folder on the way is a real folder.
    ///
    /// Every read and write of a record goes through here.
    ///
    /// # Errors
    /// Fails if `records/`, a folder below it or the file is a link or anything else, or if part of the name is hidden.
    pub(super) fn record_file(&self, id: &RecordId) -> Result<PathBuf, StoreError> {
        let path = self.path_of(id);
        let records = self.records();
        let below = path.strip_prefix(&records).unwrap_or(&path);
        // The list of records leaves hidden files out, so a record written there would be lost from view.
        if below.components().any(|step| is_hidden(step.as_os_str())) {
            return Err(StoreError::NotARecord { path: path.clone(), records });
        }
        let folders = below.parent().unwrap_or(Path::new(""));
        let mut folder = records.clone();
        let each = std::iter::once(None).chain(folders.components().map(Some));
        for step in each {
            folder.extend(step.map(|step| step.as_os_str()));
            match kind_at(&folder) {
                Ok(EntryKind::Folder) => {}
                Ok(is) => return Err(StoreError::NotRegular { path: folder, is }),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path),
                Err(source) => return Err(StoreError::Read { path: folder, source }),
            }
        }
        match kind_at(&path) {
            Ok(is) if is != EntryKind::File => Err(StoreError::NotRegular { path, is }),
            _ => Ok(path),
        }
    }

    /// Returns the first link on the way to a path below `records/`; `None` if there is none. Links in hidden folders are an
    /// editor's and do not count.
    pub(super) fn link_on_the_way(&self, path: &Path) -> Option<PathBuf> {
        let path = std::path::absolute(path).ok()?;
        let records = std::path::absolute(self.records()).ok()?;
        let real = records.canonicalize().ok();
        let below = std::iter::once(&records).chain(&real).find_map(|records| path.strip_prefix(records).ok())?;
        let mut place = self.records();
        let steps = below.components().take_while(|step| !is_hidden(step.as_os_str()));
        steps
            .map(|step| {
                place.push(step);
                place.clone()
            })
            .find(|place| place.is_symlink())
    }
}
