//! Changes to records, made all together or not at all, and taken back.
//!
//! First the journal: what every file was, and what it is to be, forced to the disk. Then each new text beside its file, forced to the
//! disk too. Only then names change, one after the other, and at the end the journal becomes what `undo` reads. Whenever this is
//! interrupted, either nothing has changed, or the journal says what was meant, and [`Store::finish`] brings it to its end.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::change_set::{ChangeSet, FileChange};
use super::load::read_text;
use super::lock::Lock;
use super::save::{builder, make_folder, sweep, sync_folder, write_whole};
use super::{Store, StoreError};
use crate::model::RecordId;
use crate::yaml::LARGEST_RECORD;

/// What became of a change that had been interrupted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// What it was made for.
    pub deed: String,
    /// The files that were brought to their end now, or had been before.
    pub done: Vec<FileChange>,
    /// Files that somebody has changed since; what they were to be is kept in the file named.
    pub kept: Vec<(FileChange, PathBuf)>,
}

/// A file with its new text beside it.
struct Staged<'a> {
    change: &'a FileChange,
    path: PathBuf,
    text: Option<NamedTempFile>,
}

impl Store {
    /// Makes the changes. `_lock` is the right to.
    ///
    /// # Errors
    /// Where a file is not any more what it was when it was read, or the disk refuses; then nothing is changed.
    pub fn apply(&self, _lock: &Lock, set: &ChangeSet) -> Result<(), StoreError> {
        let set = &self.with_modes(set);
        set.files.iter().try_for_each(|change| self.can_be_made(change))?;
        let mut real = BTreeSet::new();
        if let Some(twice) = set.files.iter().map(|change| self.real_path_of(change)).find(|path| !real.insert(path.clone())) {
            return Err(StoreError::Twice { path: twice });
        }
        // A journal that is there, and perhaps not for good, must not have a change made that was said to have failed.
        self.write_journal(set).inspect_err(|_| drop(fs::remove_file(self.journal())))?;
        self.put(set).map_err(|error| match self.put_back(set) {
            Ok(()) => error,
            // What could not be put back, the journal knows, and `doctor` mends.
            Err(worse) => StoreError::HalfWay { deed: set.deed.clone(), source: Box::new(error), because: worse.to_string() },
        })?;
        self.close_journal()
    }

    /// What takes back the last change that was made; `None` where there is none.
    ///
    /// # Errors
    /// Where what is kept for that cannot be read.
    pub fn last_change(&self) -> Result<Option<ChangeSet>, StoreError> {
        self.kept(&self.private("undo.json"))
    }

    /// The change that was interrupted; `None` where all is well.
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub fn interrupted(&self) -> Result<Option<ChangeSet>, StoreError> {
        self.kept(&self.journal())
    }

    /// Brings a change that was interrupted to its end; `None` where there is none. The right to comes with it.
    ///
    /// # Errors
    /// Where the disk refuses; what has been done by then stays, and it can be said again.
    pub fn finish(&self) -> Result<(Lock, Option<Finished>), StoreError> {
        let mut lock = self.lock_even_so("doctor")?;
        let Some(set) = self.interrupted()? else { return Ok((lock, None)) };
        let mut finished = Finished { deed: set.deed.clone(), done: Vec::new(), kept: Vec::new() };
        for change in set.files {
            let path = self.real_path_of(&change);
            lock.swept += sweep(folder_of(&path))?;
            let now = text_at(&path)?;
            if now == change.after {
                if change.after.is_none() {
                    self.tidy(&change);
                }
                finished.done.push(change);
            } else if now == change.before {
                self.put(&ChangeSet { files: vec![change.clone()], ..ChangeSet::default() })?;
                finished.done.push(change);
            } else {
                let kept = self.private("unfinished").join(change.id.as_str().replace('/', "-")).with_extension("yaml");
                write_whole(&kept, change.after.as_deref().unwrap_or("").as_bytes())?;
                finished.kept.push((change, kept));
            }
        }
        let done = ChangeSet { deed: finished.deed.clone(), files: finished.done.clone(), known: set.known };
        self.write_journal(&done)?;
        self.close_journal()?;
        Ok((lock, Some(finished)))
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.private("journal.json")
    }

    fn write_journal(&self, set: &ChangeSet) -> Result<(), StoreError> {
        let journal = self.journal();
        let bytes = serde_json::to_vec(set).map_err(|error| StoreError::Write { path: journal.clone(), source: error.into() })?;
        write_whole(&journal, &bytes)
    }

    /// From here on the change has been made.
    fn close_journal(&self) -> Result<(), StoreError> {
        let (journal, undo) = (self.journal(), self.private("undo.json"));
        let failed = |source| StoreError::Write { path: undo.clone(), source };
        fs::rename(&journal, &undo).map_err(failed)?;
        // Where the disk forgets the new name, it has the journal still, and `doctor` finds that all is done.
        let _ = sync_folder(folder_of(&undo));
        Ok(())
    }

    fn kept(&self, path: &Path) -> Result<Option<ChangeSet>, StoreError> {
        let failed = |source| StoreError::Read { path: path.to_owned(), source };
        let text = match fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        serde_json::from_slice(&text).map(Some).map_err(|error| failed(error.into()))
    }

    /// The first record of these that is not any more what it was when it was read.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn changed_since(&self, set: &ChangeSet) -> Result<Option<RecordId>, StoreError> {
        for change in &set.files {
            if text_at(&self.path_of(&change.id))? != change.before {
                return Ok(Some(change.id.clone()));
            }
        }
        Ok(None)
    }

    /// The set with the mode of each file that goes; what comes in the stead of one that goes has its.
    fn with_modes(&self, set: &ChangeSet) -> ChangeSet {
        let mut set = set.clone();
        let mut of_gone = None;
        for change in set.files.iter_mut().filter(|change| change.after.is_none()) {
            change.mode = fs::metadata(self.path_of(&change.id)).ok().and_then(|found| mode_of(&found.permissions()));
            of_gone = of_gone.or(change.mode);
        }
        set.files.iter_mut().filter(|change| change.before.is_none()).for_each(|change| change.mode = change.mode.or(of_gone));
        set
    }

    /// What the disk would not refuse, and must not happen all the same.
    fn can_be_made(&self, change: &FileChange) -> Result<(), StoreError> {
        let path = self.path_of(&change.id);
        if let Some(size) = change.after.as_ref().map(|text| text.len() as u64).filter(|size| *size > LARGEST_RECORD as u64) {
            return Err(StoreError::TooLarge { path, size, most: LARGEST_RECORD as u64 });
        }
        // Taking a link away would leave the file, and bringing it back would bring back a file.
        if change.after.is_none() && path.symlink_metadata().is_ok_and(|found| found.is_symlink()) {
            return Err(StoreError::Link { path });
        }
        self.is_as_it_was_read(change)
    }

    fn is_as_it_was_read(&self, change: &FileChange) -> Result<(), StoreError> {
        let path = self.path_of(&change.id);
        let now = text_at(&path)?;
        if now == change.before {
            return Ok(());
        }
        Err(match (&change.before, now) {
            (None, Some(_)) => StoreError::Exists { path },
            (before, now) => StoreError::Changed { path, read: before.clone().unwrap_or_default(), now: now.unwrap_or_default() },
        })
    }

    /// The file itself, where a link leads to it.
    fn real_path_of(&self, change: &FileChange) -> PathBuf {
        let path = self.path_of(&change.id);
        path.canonicalize().unwrap_or(path)
    }

    /// Writes every new text beside its file, and then exchanges them.
    fn put(&self, set: &ChangeSet) -> Result<(), StoreError> {
        let staged: Vec<Staged<'_>> = set.files.iter().map(|change| self.stage(change)).collect::<Result<_, _>>()?;
        // Forcing all that to the disk took its time; what somebody has written meanwhile is not to be lost.
        set.files.iter().try_for_each(|change| self.is_as_it_was_read(change))?;
        let mut folders = BTreeSet::new();
        for Staged { change, path, text } in staged {
            let failed = |source| StoreError::Write { path: path.clone(), source };
            match text {
                Some(text) if change.before.is_none() => drop(text.persist_noclobber(&path).map_err(|it| failed(it.error))?),
                Some(text) => drop(text.persist(&path).map_err(|it| failed(it.error))?),
                // What the record's name is a link to is not the record's to take away.
                None => fs::remove_file(self.path_of(&change.id)).map_err(failed)?,
            }
            folders.insert(folder_of(&path).to_owned());
        }
        for folder in folders {
            sync_folder(&folder).map_err(|source| StoreError::Write { path: folder.clone(), source })?;
        }
        set.files.iter().filter(|change| change.after.is_none()).for_each(|change| self.tidy(change));
        Ok(())
    }

    /// A force without records needs no folder; one with some does not go, nor what is a folder only by a link.
    fn tidy(&self, gone: &FileChange) {
        let path = self.path_of(&gone.id);
        let folder = folder_of(&path);
        if folder != self.records() && !folder.is_symlink() {
            let _ = fs::remove_dir(folder);
        }
    }

    fn stage<'a>(&self, change: &'a FileChange) -> Result<Staged<'a>, StoreError> {
        let path = self.real_path_of(change);
        let failed = |source| StoreError::Write { path: path.clone(), source };
        let Some(after) = &change.after else { return Ok(Staged { change, path, text: None }) };
        let folder = folder_of(&path);
        make_folder(folder).map_err(failed)?;
        let mut file = builder().tempfile_in(folder).map_err(failed)?;
        // Before there is anything in it to read.
        let known = fs::metadata(&path).map(|found| found.permissions()).ok();
        if let Some(permissions) = known.or_else(|| change.mode.and_then(permissions_of)) {
            file.as_file().set_permissions(permissions).map_err(failed)?;
        }
        file.write_all(after.as_bytes()).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        Ok(Staged { change, path, text: Some(file) })
    }

    /// Puts back what has been changed of a set that could not be changed as a whole.
    fn put_back(&self, set: &ChangeSet) -> Result<(), StoreError> {
        for change in set.inverse().files {
            // Here `before` is what it would have become.
            if text_at(&self.path_of(&change.id))? == change.before {
                self.put(&ChangeSet { files: vec![change], ..ChangeSet::default() })?;
            }
        }
        let journal = self.journal();
        fs::remove_file(&journal).map_err(|source| StoreError::Write { path: journal, source })
    }
}

#[cfg(unix)]
fn mode_of(permissions: &fs::Permissions) -> Option<u32> {
    Some(std::os::unix::fs::PermissionsExt::mode(permissions))
}

#[cfg(unix)]
fn permissions_of(mode: u32) -> Option<fs::Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn mode_of(_: &fs::Permissions) -> Option<u32> {
    None
}

#[cfg(not(unix))]
fn permissions_of(_: u32) -> Option<fs::Permissions> {
    None
}

/// A file's text; `None` where there is no file.
fn text_at(path: &Path) -> Result<Option<String>, StoreError> {
    match read_text(path) {
        Ok(text) => Ok(Some(text)),
        Err(StoreError::Read { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}
