//! Writes one file atomically: readers see the old content or the new, never a part.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use tempfile::TempPath;

use crate::store::StoreError;

/// Prefix and suffix of temporary files. The dot hides them from lists of records.
const UNSEEN: (&str, &str) = (".irr-", ".tmp");

/// Replaces or creates the file at `path`, making missing folders.
///
/// The bytes go to a temporary file beside it, which is synced and then renamed.
///
/// # Errors
/// Fails if the disk refuses; then nothing is changed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let write = |source| StoreError::Write { path: path.to_owned(), source };
    write_whole_with(path, |out| out.write_all(bytes).map_err(write))
}

/// Writes a temporary file that only this user can read, and that stays: an editor or another program opens it.
///
/// # Errors
/// Fails if the disk refuses.
pub fn write_temporary(bytes: &[u8], ending: &str) -> Result<PathBuf, StoreError> {
    let failed = |source| StoreError::Write { path: PathBuf::from("a temporary file"), source };
    let mut file = tempfile::Builder::new().prefix("irr-").suffix(ending).tempfile().map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.keep().map(|(_, path)| path).map_err(|error| failed(error.error))
}

/// Replaces or creates the file at `path` with what `make` writes.
///
/// # Errors
/// Fails if the disk refuses or `make` fails; then nothing is changed.
pub fn write_whole_with<E: From<StoreError>>(path: &Path, make: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<(), E> {
    let write = |source| StoreError::Write { path: path.to_owned(), source };
    // A link that the user named is followed: replacing the link itself would leave its target unchanged.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if leads_out(path, &real) {
        return Err(StoreError::LeadsOut { path: path.to_owned() }.into());
    }
    // `/dev/stdout` and pipes are written to directly: only a regular file can be replaced by a rename.
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        return make_into(&mut File::create(path).map_err(write)?, path, make);
    }
    make_folder(folder_of(&real)).map_err(write)?;
    exchange_with(&real, make)
}

/// Replaces whatever is at `path`, a link too, without following it. The folder has to exist.
pub(super) fn exchange(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    exchange_with(path, |out| out.write_all(bytes).map_err(|source| StoreError::Write { path: path.to_owned(), source }))
}

fn exchange_with<E: From<StoreError>>(path: &Path, make: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<(), E> {
    let write = |source| StoreError::Write { path: path.to_owned(), source };
    let folder = folder_of(path);
    let mut file = builder().tempfile_in(folder).map_err(write)?;
    // Permissions are set before the content is written, so that it is never readable by more people than the old file was.
    if let Some(found) = path.symlink_metadata().ok().filter(fs::Metadata::is_file) {
        file.as_file().set_permissions(found.permissions()).map_err(write)?;
    }
    make_into(file.as_file_mut(), path, make)?;
    file.as_file().sync_all().map_err(write)?;
    persist(file.into_temp_path(), path).map_err(write)?;
    // A rename is on disk only once the folder is synced.
    Ok(sync_folder(folder).map_err(write)?)
}

/// Puts a temporary file in the place of `path`.
pub(super) fn persist(file: TempPath, path: &Path) -> io::Result<()> {
    let mut file = Some(file);
    once_released(
        PAUSE,
        |code| cfg!(windows) && is_held_open(code),
        || match file.take().map(|it| it.persist(path)) {
            Some(Err(failed)) => {
                file = Some(failed.path);
                Err(failed.error)
            }
            _ => Ok(()),
        },
    )
}

/// How often Windows is asked again while another program holds a file open, and the pause between: together a second. Virus
/// scanners and indexers let go within a few milliseconds; a program that a person works in does not.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Does something to a file, and again for as long as another program holds the file open.
fn once_released<T>(
    pause: Duration,
    is_held: impl Fn(Option<i32>) -> bool,
    mut act: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    for _ in 1..TRIES {
        match act() {
            Err(error) if is_held(error.raw_os_error()) => std::thread::sleep(pause),
            done => return done,
        }
    }
    act()
}

/// Returns whether an error of Windows says that another program has the file open: access denied, sharing violation, lock
/// violation. Elsewhere a file can be replaced while it is open, and the same numbers mean something else.
fn is_held_open(code: Option<i32>) -> bool {
    matches!(code, Some(5 | 32 | 33))
}

/// Returns whether a path inside a repository leads out of it through a link, which may have come with the repository.
///
/// Outside of repositories links are the user's own and are followed.
fn leads_out(path: &Path, real: &Path) -> bool {
    let Ok(said) = std::path::absolute(path) else { return false };
    // `..` is resolved on the text, not on the disk: the question is what the typed path seems to say.
    let mut plain = PathBuf::new();
    for step in said.components() {
        match step {
            Component::ParentDir => _ = plain.pop(),
            step => plain.push(step),
        }
    }
    // All enclosing repositories are checked, because the nearest may only seem to enclose the path through the link itself.
    let tops = plain.ancestors().skip(1).filter(|folder| folder.join(".git").symlink_metadata().is_ok());
    let is_outside = |top: &Path| top.canonicalize().is_ok_and(|top| !real.starts_with(top));
    real.is_absolute() && tops.into_iter().any(is_outside)
}

/// Returns the folder of a file; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Calls `make` with a buffered writer for the file.
fn make_into<E: From<StoreError>>(
    file: &mut File,
    path: &Path,
    make: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    make(&mut out)?;
    Ok(out.flush().map_err(|source| StoreError::Write { path: path.to_owned(), source })?)
}

/// Creates a folder and its missing parents, and syncs each.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let around = folder_of(folder);
    make_folder(around)?;
    match fs::create_dir(folder) {
        // Another process created it first.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.and_then(|()| sync_folder(around)),
    }
}

/// Returns whether a name is that of a temporary file left over from an interrupted run.
fn is_leftover(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with(UNSEEN.0) && name.ends_with(UNSEEN.1))
}

/// Builds temporary files with the permissions of ordinary ones: they become records, while the default is for the owner
/// only.
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

/// Syncs a folder's entries to the disk. Windows cannot open folders as files and needs no sync.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes temporary files left in a folder, and returns their number.
pub(super) fn sweep(folder: &Path) -> Result<usize, StoreError> {
    let failed = |source| StoreError::List { path: folder.to_owned(), source };
    let mut swept = 0;
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// As on Windows, where another program has the file open for so many attempts.
    fn held_for(attempts: u32, code: i32) -> (io::Result<u32>, u32) {
        let mut tried = 0;
        let result = once_released(Duration::ZERO, is_held_open, || {
            tried += 1;
            if tried <= attempts { Err(io::Error::from_raw_os_error(code)) } else { Ok(tried) }
        });
        (result, tried)
    }

    #[test]
    fn a_file_that_is_let_go_is_written() {
        assert_eq!(held_for(3, 32).0.unwrap(), 4);
        assert_eq!(held_for(0, 32).0.unwrap(), 1);
    }

    #[test]
    fn a_file_that_is_never_let_go_is_an_error_and_so_is_any_other_at_once() {
        assert_eq!(held_for(u32::MAX, 32).1, TRIES);
        assert!(held_for(u32::MAX, 32).0.is_err());
        assert_eq!(held_for(u32::MAX, 28).1, 1);
    }
}
