//! irr's own files: the lock, the journal, the steps of `irr undo`, working copies and draft notes.
//!
//! Inside git they are in `.git/irr`, which no checkout can write to; otherwise in `.irr` beside the records. Every file is
//! opened without following links, and only if it is a regular file of this user: what came with the records is not trusted.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::store::atomic_write::{exchange, folder_of, sweep, sync_folder};
use crate::store::git::Repository;
use crate::store::{EntryKind, Store, StoreError, regular_file};

/// The folder's name inside git's own folder.
const IN_GIT: &str = "irr";
/// The folder's name beside the records, without git.
const BESIDE: &str = ".irr";
/// Precedes each folder name of a store that is in a subfolder of the repository, so that it cannot collide with irr's own
/// names.
const BELOW: &str = "in";

/// The journal of a change that is being made, or was interrupted.
pub(super) const JOURNAL: &str = "journal.json.gz";

/// Where irr's own files for one records folder are.
#[derive(Debug, Clone)]
pub(super) struct StateFolder {
    /// git's folder or the store's root: it exists and is trusted.
    base: PathBuf,
    /// The folders below `base`.
    steps: Vec<OsString>,
    /// Whether it is inside git's folder, so that no checkout can have created it.
    pub(super) is_in_git: bool,
}

impl Store {
    /// Returns where irr's own files for these records are, whether or not any exist.
    pub(super) fn state(&self) -> StateFolder {
        let Some(Repository { top, folder }) = Repository::made_around(self.root()) else {
            return StateFolder { base: self.root().to_owned(), steps: vec![BESIDE.into()], is_in_git: false };
        };
        let mut steps = vec![OsString::from(IN_GIT)];
        let root = self.root().canonicalize().unwrap_or_default();
        for step in root.strip_prefix(top).unwrap_or(Path::new("")).components() {
            steps.extend([BELOW.into(), step.as_os_str().to_owned()]);
        }
        let base = folder.canonicalize().unwrap_or(folder);
        StateFolder { base, steps, is_in_git: true }
    }

    /// Returns whether irr's own files are inside git's folder, where git never checks anything out: then they are
    /// trustworthy.
    pub fn state_is_in_git(&self) -> bool {
        self.state().is_in_git
    }

    /// Returns the journal of an earlier irr version, which wrote it beside the records. It is not read, because it may have
    /// come with them.
    pub fn old_journal(&self) -> Option<PathBuf> {
        let old = self.root().join(BESIDE).join("journal.json");
        (old.symlink_metadata().is_ok() && self.state().is_in_git).then_some(old)
    }
}

impl StateFolder {
    /// Returns the path of one of irr's own files or folders.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        let mut path = self.base.clone();
        path.extend(&self.steps);
        path.extend(name.split('/').filter(|step| !step.is_empty()));
        path
    }

    /// Returns the path after checking that the existing folders on the way are real folders of this user.
    pub(super) fn checked(&self, name: &str) -> Result<PathBuf, StoreError> {
        let path = self.path(name);
        self.folders_to(&path).try_for_each(|folder| look_at(&folder).map(drop))?;
        Ok(path)
    }

    /// Returns the path after creating the missing folders on the way.
    pub(super) fn made(&self, name: &str) -> Result<PathBuf, StoreError> {
        let path = self.path(name);
        for folder in self.folders_to(&path) {
            if look_at(&folder)? == FolderStatus::Nothing {
                let failed = |source| StoreError::Write { path: folder.clone(), source };
                match fs::create_dir(&folder) {
                    // Another process created it first; it is checked like any other.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => _ = look_at(&folder)?,
                    made => made.and_then(|()| sync_folder(folder_of(&folder))).map_err(failed)?,
                }
            }
        }
        Ok(path)
    }

    /// Returns the folders between the trusted base and a file.
    fn folders_to(&self, path: &Path) -> impl Iterator<Item = PathBuf> + use<> {
        let below: Vec<OsString> = path
            .parent()
            .and_then(|folder| folder.strip_prefix(&self.base).ok())
            .unwrap_or(Path::new(""))
            .components()
            .filter(|step| matches!(step, Component::Normal(_)))
            .map(|step| step.as_os_str().to_owned())
            .collect();
        let mut folder = self.base.clone();
        below.into_iter().map(move |step| {
            folder.push(step);
            folder.clone()
        })
    }

    /// Opens one of irr's own files; `None` if it does not exist.
    pub(super) fn open(&self, name: &str, options: &mut OpenOptions) -> Result<Option<File>, StoreError> {
        let path = self.checked(name)?;
        let opened = regular_file::open(&path, options).map_err(|error| match error {
            StoreError::NotRegular { path, is } => StoreError::NotOwn { path, is },
            other => other,
        });
        let Some((file, found)) = opened? else { return Ok(None) };
        is_own(&path, &found)?;
        Ok(Some(file))
    }

    /// Reads one of irr's own files; `None` if it does not exist.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(mut file) = self.open(name, OpenOptions::new().read(true))? else { return Ok(None) };
        let mut bytes = Vec::new();
        let read = file.read_to_end(&mut bytes);
        read.map_err(|source| StoreError::Read { path: self.path(name), source })?;
        Ok(Some(bytes))
    }

    /// Replaces one of irr's own files atomically, whatever is there under its name.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let path = self.made(name)?;
        exchange(&path, bytes)?;
        Ok(path)
    }

    /// Renames one of irr's own files, and syncs both folders if possible.
    pub(super) fn rename(&self, from: &str, to: &str) -> Result<(), StoreError> {
        let (from, to) = (self.checked(from)?, self.made(to)?);
        fs::rename(&from, &to).map_err(|source| StoreError::Write { path: to.clone(), source })?;
        for path in [&to, &from] {
            // Errors are ignored: if a crash loses the rename, the old name is back, and `doctor` continues from there.
            let _ = sync_folder(folder_of(path));
        }
        Ok(())
    }

    /// Deletes one of irr's own files if it exists.
    pub(super) fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.checked(name)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(|source| StoreError::Write { path, source }),
        }
    }

    /// Returns the metadata of one of irr's own files; `None` if it does not exist. For readers, who open and trust nothing.
    pub(super) fn found(&self, name: &str) -> Option<Metadata> {
        self.path(name).symlink_metadata().ok()
    }

    /// Removes temporary files left over from interrupted runs, and returns their number.
    pub(super) fn sweep(&self) -> Result<usize, StoreError> {
        let folders = [self.checked("lock")?, self.checked("steps/lock")?];
        folders.iter().try_fold(0, |swept, file| Ok(swept + sweep(folder_of(file))?))
    }
}

/// Whether a folder exists.
#[derive(PartialEq, Eq)]
enum FolderStatus {
    Folder,
    Nothing,
}

/// Checks a folder of irr's own before anything in it is opened.
fn look_at(folder: &Path) -> Result<FolderStatus, StoreError> {
    match folder.symlink_metadata() {
        Ok(found) if found.is_dir() => is_own(folder, &found).map(|()| FolderStatus::Folder),
        Ok(found) => Err(StoreError::NotOwn { path: folder.to_owned(), is: EntryKind::from(found.file_type()) }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(FolderStatus::Nothing),
        Err(source) => Err(StoreError::Read { path: folder.to_owned(), source }),
    }
}

/// Fails if a file or folder belongs to neither this user nor root.
#[cfg(unix)]
fn is_own(path: &Path, found: &Metadata) -> Result<(), StoreError> {
    use std::os::unix::fs::MetadataExt;
    let user = rustix::process::geteuid().as_raw();
    if may_be_used(found.uid(), user) { Ok(()) } else { Err(StoreError::Foreign { path: path.to_owned() }) }
}

/// Returns whether a user may trust a file of this owner: their own, or root's.
#[cfg(unix)]
fn may_be_used(owner: u32, user: u32) -> bool {
    owner == user || owner == 0
}

#[cfg(not(unix))]
fn is_own(_: &Path, _: &Metadata) -> Result<(), StoreError> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_another_user_is_not_used() {
        for (owner, user, may) in [(1000, 1000, true), (0, 1000, true), (0, 0, true), (1001, 1000, false), (1000, 0, false)] {
            assert_eq!(may_be_used(owner, user), may, "{owner} {user}");
        }
    }

    #[test]
    fn a_folder_on_the_way_that_is_a_link_is_refused_before_anything_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let state = Store::at(folder.path()).state();
        fs::create_dir(folder.path().join(BESIDE)).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join(BESIDE).join("sheets")).unwrap();
        for tried in
            [state.read("sheets/kent/x.yaml").map(drop), state.write("sheets/x.yaml", b"").map(drop), state.remove("sheets/x")]
        {
            assert!(matches!(tried, Err(StoreError::NotOwn { is: EntryKind::Link, .. })), "{tried:?}");
        }
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}
