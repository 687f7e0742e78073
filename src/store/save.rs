//! Writing one file: whole, or not at all.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use super::StoreError;

/// What the name of a file that is not whole yet begins and ends with.
const UNSEEN: (&str, &str) = (".irr-", ".tmp");

/// Gives the file at `path` these bytes, whether it was there or not; its folder is made where it is missing.
///
/// They go to a file beside it, are forced to the disk, and only then get its name.
///
/// # Errors
/// Where the disk refuses; then nothing is changed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let write = |source| StoreError::Write { path: path.to_owned(), source };
    write_whole_with(path, |out| out.write_all(bytes).map_err(write))
}

/// The same, of what `make` writes meanwhile.
///
/// # Errors
/// Where the disk refuses, or `make` fails; then nothing is changed.
pub fn write_whole_with<E: From<StoreError>>(path: &Path, make: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<(), E> {
    let write = |source| StoreError::Write { path: path.to_owned(), source };
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if leads_out(path, &real) {
        return Err(StoreError::LeadsOut { path: path.to_owned() }.into());
    }
    // A pipe or a device is written to as it is; only a file can be exchanged for another.
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        return make_into(&mut File::create(path).map_err(write)?, path, make);
    }
    make_folder(folder_of(&real)).map_err(write)?;
    exchange_with(&real, make)
}

/// Gives the name `path` these bytes, whatever stands there: a link is not followed, but goes. Its folder is there.
pub(super) fn exchange(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    exchange_with(path, |out| out.write_all(bytes).map_err(|source| StoreError::Write { path: path.to_owned(), source }))
}

fn exchange_with<E: From<StoreError>>(path: &Path, make: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<(), E> {
    let write = |source| StoreError::Write { path: path.to_owned(), source };
    let folder = folder_of(path);
    let mut file = builder().tempfile_in(folder).map_err(write)?;
    // Before there is anything in it to read.
    if let Some(found) = path.symlink_metadata().ok().filter(fs::Metadata::is_file) {
        file.as_file().set_permissions(found.permissions()).map_err(write)?;
    }
    make_into(file.as_file_mut(), path, make)?;
    file.as_file().sync_all().map_err(write)?;
    file.persist(path).map_err(|error| write(error.error))?;
    // The new name is in the folder, so the folder has to reach the disk too.
    Ok(sync_folder(folder).map_err(write)?)
}

/// Whether a path that is said inside a repository is really outside of it, by a link that may have come with the repository.
///
/// Everywhere else a link is whoever's who typed the path.
fn leads_out(path: &Path, real: &Path) -> bool {
    let Ok(said) = std::path::absolute(path) else { return false };
    let mut plain = PathBuf::new();
    for step in said.components() {
        match step {
            Component::ParentDir => _ = plain.pop(),
            step => plain.push(step),
        }
    }
    // Each of them, for one may only seem to be one by the link itself.
    let tops = plain.ancestors().skip(1).filter(|folder| folder.join(".git").symlink_metadata().is_ok());
    let is_outside = |top: &Path| top.canonicalize().is_ok_and(|top| !real.starts_with(top));
    real.is_absolute() && tops.into_iter().any(is_outside)
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Has `make` write into a file, in large pieces.
fn make_into<E: From<StoreError>>(
    file: &mut File,
    path: &Path,
    make: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    make(&mut out)?;
    Ok(out.flush().map_err(|source| StoreError::Write { path: path.to_owned(), source })?)
}

/// Makes a folder, and those around it, where it is not there yet; each is forced to the disk.
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let around = folder_of(folder);
    make_folder(around)?;
    match fs::create_dir(folder) {
        // Somebody else was quicker.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made.and_then(|()| sync_folder(around)),
    }
}

/// Whether a file of that name was never finished.
fn is_leftover(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(UNSEEN.0) && name.ends_with(UNSEEN.1))
}

/// A temporary file is its owner's only; a record is for whom the umask says.
pub(super) fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNSEEN.0).suffix(UNSEEN.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Forces a folder's names to the disk; a system that opens no folders keeps them by itself.
pub(super) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Takes what was half written out of a folder, and says how much that was.
pub(super) fn sweep(folder: &Path) -> Result<usize, StoreError> {
    let failed = |source| StoreError::List { path: folder.to_owned(), source };
    let mut swept = 0;
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let is_file = entry.file_type().is_ok_and(|found| found.is_file());
        if is_file && is_leftover(&entry.file_name()) {
            let path = entry.path();
            fs::remove_file(&path).map_err(|source| StoreError::Write { path, source })?;
            swept += 1;
        }
    }
    Ok(swept)
}
