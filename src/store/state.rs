//! The folder with what irr keeps for itself: the lock, the journal of a change, the steps of `irr undo`, sheets and notes.
//!
//! Under git it is `irr` in git's own folder, where no checkout writes; without git it is `.irr` beside the records. Everything in it
//! is opened without following a link, and only where it is a regular file of this user: what came with the records is not trusted.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::git::Repository;
use super::regular::{self, Kind};
use super::save::{exchange, folder_of, sweep, sync_folder};
use super::{Store, StoreError};

/// The folder in git's own.
const IN_GIT: &str = "irr";
/// The folder beside the records, where there is no git.
const BESIDE: &str = ".irr";
/// Before each folder on the way to a records folder below the repository's root: none of ours is called so.
const BELOW: &str = "in";

/// Where irr keeps its own files for one records folder.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// Git's folder or the folder of the records: there already, and trusted.
    base: PathBuf,
    /// The folders below it.
    steps: Vec<OsString>,
    /// Whether it is in git's own folder, so that no checkout can have brought it.
    pub(super) is_in_git: bool,
}

impl Store {
    /// Where irr keeps its own files for these records, whether there are any yet or not.
    pub(super) fn state(&self) -> State {
        let Some(Repository { top, folder }) = Repository::made_around(self.root()) else {
            return State { base: self.root().to_owned(), steps: vec![BESIDE.into()], is_in_git: false };
        };
        let mut steps = vec![OsString::from(IN_GIT)];
        let root = self.root().canonicalize().unwrap_or_default();
        for step in root.strip_prefix(top).unwrap_or(Path::new("")).components() {
            steps.extend([BELOW.into(), step.as_os_str().to_owned()]);
        }
        let base = folder.canonicalize().unwrap_or(folder);
        State { base, steps, is_in_git: true }
    }

    /// Whether what irr keeps for `undo` and `doctor` can only be its own: git never checks anything out to where it is.
    pub fn state_is_in_git(&self) -> bool {
        self.state().is_in_git
    }

    /// The journal of an earlier irr beside the records of a repository: this one does not read it, for it may have come with them.
    pub fn old_journal(&self) -> Option<PathBuf> {
        let old = self.root().join(BESIDE).join("journal.json");
        (old.symlink_metadata().is_ok() && self.state().is_in_git).then_some(old)
    }
}

impl State {
    /// The path of a file or folder of irr's own.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        let mut path = self.base.clone();
        path.extend(&self.steps);
        path.extend(name.split('/').filter(|step| !step.is_empty()));
        path
    }

    /// The same, where every folder on the way is a folder of this user's, as far as it is there.
    pub(super) fn checked(&self, name: &str) -> Result<PathBuf, StoreError> {
        let path = self.path(name);
        self.folders_to(&path).try_for_each(|folder| look_at(&folder).map(drop))?;
        Ok(path)
    }

    /// The same, with the folders made that are not there yet.
    pub(super) fn made(&self, name: &str) -> Result<PathBuf, StoreError> {
        let path = self.path(name);
        for folder in self.folders_to(&path) {
            if look_at(&folder)? == Found::Nothing {
                let failed = |source| StoreError::Write { path: folder.clone(), source };
                match fs::create_dir(&folder) {
                    // Somebody else was quicker.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => _ = look_at(&folder)?,
                    made => made.and_then(|()| sync_folder(folder_of(&folder))).map_err(failed)?,
                }
            }
        }
        Ok(path)
    }

    /// The folders between the trusted one and a file.
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

    /// Opens a file of irr's own; `None` where there is none.
    pub(super) fn open(&self, name: &str, options: &mut OpenOptions) -> Result<Option<File>, StoreError> {
        let path = self.checked(name)?;
        let opened = regular::open(&path, options).map_err(|error| match error {
            StoreError::NotRegular { path, is } => StoreError::NotOwn { path, is },
            other => other,
        });
        let Some((file, found)) = opened? else { return Ok(None) };
        is_own(&path, &found)?;
        Ok(Some(file))
    }

    /// The bytes of a file of irr's own; `None` where there is none.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(mut file) = self.open(name, OpenOptions::new().read(true))? else { return Ok(None) };
        let mut bytes = Vec::new();
        let read = file.read_to_end(&mut bytes);
        read.map_err(|source| StoreError::Read { path: self.path(name), source })?;
        Ok(Some(bytes))
    }

    /// Gives a file of irr's own these bytes, whole or not at all; whatever stands there under its name goes.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let path = self.made(name)?;
        exchange(&path, bytes)?;
        Ok(path)
    }

    /// Gives a file of irr's own another name, forced to the disk as far as the disk will.
    pub(super) fn rename(&self, from: &str, to: &str) -> Result<(), StoreError> {
        let (from, to) = (self.checked(from)?, self.made(to)?);
        fs::rename(&from, &to).map_err(|source| StoreError::Write { path: to.clone(), source })?;
        for path in [&to, &from] {
            // Where the disk forgets the new name, the old one is there again, and `doctor` goes on from that.
            let _ = sync_folder(folder_of(path));
        }
        Ok(())
    }

    /// Takes a file of irr's own away, if it is there.
    pub(super) fn remove(&self, name: &str) -> Result<(), StoreError> {
        let path = self.checked(name)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(|source| StoreError::Write { path, source }),
        }
    }

    /// What is there under a name, for who only reads: nothing of it is trusted, and nothing is opened.
    pub(super) fn found(&self, name: &str) -> Option<Metadata> {
        self.path(name).symlink_metadata().ok()
    }

    /// Takes out what was half written.
    pub(super) fn sweep(&self) -> Result<usize, StoreError> {
        let folders = [self.checked("lock")?, self.checked("steps/lock")?];
        folders.iter().try_fold(0, |swept, file| Ok(swept + sweep(folder_of(file))?))
    }
}

/// Whether a folder is there.
#[derive(PartialEq, Eq)]
enum Found {
    Folder,
    Nothing,
}

/// Looks at a folder of irr's own before anything in it is opened.
fn look_at(folder: &Path) -> Result<Found, StoreError> {
    match folder.symlink_metadata() {
        Ok(found) if found.is_dir() => is_own(folder, &found).map(|()| Found::Folder),
        Ok(found) => Err(StoreError::NotOwn { path: folder.to_owned(), is: Kind::from(found.file_type()) }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
        Err(source) => Err(StoreError::Read { path: folder.to_owned(), source }),
    }
}

/// Whether a file or folder is this user's, or the system's.
#[cfg(unix)]
fn is_own(path: &Path, found: &Metadata) -> Result<(), StoreError> {
    use std::os::unix::fs::MetadataExt;
    let user = rustix::process::geteuid().as_raw();
    if may_be_used(found.uid(), user) { Ok(()) } else { Err(StoreError::Foreign { path: path.to_owned() }) }
}

/// Whether a user may use what belongs to an owner: it is their own, or the system's.
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
            assert!(matches!(tried, Err(StoreError::NotOwn { is: Kind::Link, .. })), "{tried:?}");
        }
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}
