//! Applies a change set to the record files, all of it or none, and finishes changes that were interrupted.
//!
//! The order is what makes this safe: (1) the journal, with every old and new text, is written and synced; (2) each new text
//! is written to a temporary file beside its target and synced; (3) the files are renamed into place; (4) the journal is
//! renamed to a step that `irr undo` reads. After a crash either nothing has changed, or the journal says what was intended
//! and [`Store::finish`] completes it.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use tempfile::TempPath;

use super::change_set::{ChangeSet, FileChange};
use super::lock::Lock;
use super::{Store, StoreError, journal};
use crate::model::RecordId;
use crate::store::atomic_write::{builder, folder_of, make_folder, persist, sweep, sync_folder};
use crate::yaml::LARGEST_RECORD;

/// A change that was interrupted, and the state of each of its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// The whole change, as the journal has it.
    pub set: ChangeSet,
    /// The part that is still to be written.
    pub rest: ChangeSet,
    /// Files not to be written: done already, or edited by somebody since. The intended text of edited ones is saved
    /// elsewhere.
    others: Vec<(FileChange, NotWritten)>,
}

/// Why a file of an interrupted change is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotWritten {
    Done,
    Changed,
}

/// The result of finishing an interrupted change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// What the change was for, in words: "progress on custody:R1".
    pub deed: String,
    /// Files that now have their new text, whether written now or before the interruption.
    pub done: Vec<FileChange>,
    /// Files that somebody has edited since, each with the path where the intended text was saved.
    pub kept: Vec<(FileChange, PathBuf)>,
}

/// A file and the temporary file with its new text.
///
/// The temporary file is closed: a change may have more files than a process may have open.
struct PendingFile<'a> {
    change: &'a FileChange,
    path: PathBuf,
    text: Option<TempPath>,
}

impl Store {
    /// Makes the changes; `lock` proves that no other irr is writing.
    ///
    /// # Errors
    /// Fails if a file has changed since it was read, or if the disk refuses. In both cases nothing is changed.
    pub fn apply(&self, lock: &Lock, set: &ChangeSet) -> Result<(), StoreError> {
        // The modes of deleted files go into the journal, because undo has to recreate the files with them.
        let set = &self.with_modes(set);
        set.files.iter().try_for_each(|change| self.can_be_made(change))?;
        let mut ids = BTreeSet::new();
        if let Some(twice) = set.files.iter().find(|change| !ids.insert(&change.id)) {
            return Err(StoreError::Twice { path: self.path_of(&twice.id) });
        }
        // If writing the journal failed halfway, it is removed: a later `doctor` must not complete a change that was reported
        // as failed.
        let begun = journal::begin(&lock.state, set).and_then(|()| lock.count_change());
        begun.inspect_err(|_| drop(journal::forget(&lock.state)))?;
        self.put(set).map_err(|error| match self.put_back(lock, set) {
            Ok(()) => error,
            // The rollback failed too, so the journal stays, and `irr doctor` can finish the change.
            Err(worse) => StoreError::HalfWay { deed: set.deed.clone(), source: Box::new(error), because: worse.to_string() },
        })?;
        journal::end(&lock.state, set.way)
    }

    /// Returns the interrupted change and the state of its files; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the journal or one of the files cannot be read, or if the journal names a path that cannot be a record.
    pub fn unfinished(&self) -> Result<Option<Unfinished>, StoreError> {
        let Some(set) = self.interrupted()? else { return Ok(None) };
        let mut rest = ChangeSet { files: Vec::new(), ..set.clone() };
        let mut others = Vec::new();
        for change in &set.files {
            let now = self.text_now(&change.id)?;
            if now == change.after {
                others.push((change.clone(), NotWritten::Done));
            } else if now == change.before {
                rest.files.push(change.clone());
            } else {
                others.push((change.clone(), NotWritten::Changed));
            }
        }
        Ok(Some(Unfinished { set, rest, others }))
    }

    /// Completes a change that was interrupted.
    ///
    /// # Errors
    /// Fails if the files are no longer in the state that `change` describes, or if the disk refuses. Files written by then
    /// stay written, and calling it again continues.
    pub fn finish(&self, lock: &mut Lock, change: &Unfinished) -> Result<Finished, StoreError> {
        if self.unfinished()?.as_ref() != Some(change) {
            return Err(StoreError::Unsteady { records: self.records() });
        }
        change.rest.files.iter().try_for_each(|change| self.can_be_made(change))?;
        lock.count_change()?;
        for file in &change.set.files {
            lock.swept += sweep(folder_of(&self.record_file(&file.id)?))?;
        }
        self.put(&change.rest)?;
        let mut finished = Finished { deed: change.set.deed.clone(), done: Vec::new(), kept: Vec::new() };
        for (file, stands) in &change.others {
            if *stands == NotWritten::Changed {
                // Somebody edited the file since. Their text stays; the intended one is saved where they can find it.
                let text = file.after.as_deref().unwrap_or("");
                let kept = lock.state.write(&format!("unfinished/{}.yaml", file.id), text.as_bytes())?;
                finished.kept.push((file.clone(), kept));
            } else if file.after.is_none() {
                self.tidy(file);
            }
        }
        // In the journal's order, so that what undo restores does not depend on where the interruption came.
        let is_kept = |file: &FileChange| finished.kept.iter().any(|(kept, _)| kept.id == file.id);
        finished.done = change.set.files.iter().filter(|file| !is_kept(file)).cloned().collect();
        journal::begin(&lock.state, &ChangeSet { files: finished.done.clone(), ..change.set.clone() })?;
        journal::end(&lock.state, change.set.way)?;
        Ok(finished)
    }

    /// Returns the first record of the set whose file has changed since it was read.
    ///
    /// # Errors
    /// Fails if a file cannot be read.
    pub fn changed_since(&self, set: &ChangeSet) -> Result<Option<RecordId>, StoreError> {
        for change in &set.files {
            if self.text_now(&change.id)? != change.before {
                return Ok(Some(change.id.clone()));
            }
        }
        Ok(None)
    }

    /// Adds the modes of deleted files. A new file in the same set gets the mode of the first deleted one: that is a rename.
    fn with_modes(&self, set: &ChangeSet) -> ChangeSet {
        let mut set = set.clone();
        let mut of_gone = None;
        for change in set.files.iter_mut().filter(|change| change.after.is_none()) {
            let found = self
                .record_file(&change.id)
                .and_then(|path| fs::metadata(&path).map_err(|source| StoreError::Read { path, source }));
            change.mode = found.ok().and_then(|found| mode_of(&found.permissions()));
            of_gone = of_gone.or(change.mode);
        }
        set.files.iter_mut().filter(|change| change.before.is_none()).for_each(|change| change.mode = change.mode.or(of_gone));
        set
    }

    /// Refuses what the disk would accept but irr must not write: a record too large to be read back, or over somebody's
    /// edit.
    fn can_be_made(&self, change: &FileChange) -> Result<(), StoreError> {
        let path = self.record_file(&change.id)?;
        if let Some(size) = change.after.as_ref().map(|text| text.len() as u64).filter(|size| *size > LARGEST_RECORD as u64) {
            return Err(StoreError::TooLarge { path, size, most: LARGEST_RECORD as u64 });
        }
        self.is_as_it_was_read(change)
    }

    fn is_as_it_was_read(&self, change: &FileChange) -> Result<(), StoreError> {
        let now = self.text_now(&change.id)?;
        if now == change.before {
            return Ok(());
        }
        let path = self.path_of(&change.id);
        Err(match (&change.before, now) {
            (None, Some(_)) => StoreError::Exists { path },
            (before, now) => StoreError::Changed { path, read: before.clone().unwrap_or_default(), now: now.unwrap_or_default() },
        })
    }

    /// Returns a record's text; `None` if it has no file.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn text_now(&self, id: &RecordId) -> Result<Option<String>, StoreError> {
        match self.text_of(id) {
            Ok(text) => Ok(Some(text)),
            Err(StoreError::Read { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes every new text to a temporary file, then renames all of them into place.
    fn put(&self, set: &ChangeSet) -> Result<(), StoreError> {
        let staged: Vec<PendingFile<'_>> = set.files.iter().map(|change| self.stage(change)).collect::<Result<_, _>>()?;
        // Checked again here, because syncing many files takes long enough for somebody to save an edit meanwhile.
        set.files.iter().try_for_each(|change| self.is_as_it_was_read(change))?;
        let mut folders = BTreeSet::new();
        for PendingFile { change, path, text } in staged {
            let failed = |source| StoreError::Write { path: path.clone(), source };
            match text {
                // A new file must not replace one that appeared meanwhile; `persist` would.
                Some(text) if change.before.is_none() => text.persist_noclobber(&path).map_err(|it| failed(it.error))?,
                Some(text) => persist(text, &path).map_err(failed)?,
                None => fs::remove_file(&path).map_err(failed)?,
            }
            folders.insert(folder_of(&path).to_owned());
        }
        for folder in folders {
            sync_folder(&folder).map_err(|source| StoreError::Write { path: folder.clone(), source })?;
        }
        set.files.iter().filter(|change| change.after.is_none()).for_each(|change| self.tidy(change));
        Ok(())
    }

    /// Removes the force's folder if the deleted record was the last one in it.
    fn tidy(&self, gone: &FileChange) {
        let Ok(path) = self.record_file(&gone.id) else { return };
        let folder = folder_of(&path);
        if folder != self.records() {
            // `remove_dir` fails on a folder that still has files, which is what is wanted.
            let _ = fs::remove_dir(folder);
        }
    }

    fn stage<'a>(&self, change: &'a FileChange) -> Result<PendingFile<'a>, StoreError> {
        let path = self.record_file(&change.id)?;
        let failed = |source| StoreError::Write { path: path.clone(), source };
        let Some(after) = &change.after else { return Ok(PendingFile { change, path, text: None }) };
        let folder = folder_of(&path);
        make_folder(folder).map_err(failed)?;
        let (mut file, text) = builder().tempfile_in(folder).map_err(failed)?.into_parts();
        // Permissions are set before the text is written, so that it is never readable by more people than the old file was.
        let made = file.metadata().map_err(failed)?.permissions();
        let known = path.symlink_metadata().map(|found| found.permissions()).ok();
        let permissions = known.or_else(|| change.mode.and_then(|mode| permissions_within(mode, &made)));
        if let Some(permissions) = permissions {
            file.set_permissions(permissions).map_err(failed)?;
        }
        file.write_all(after.as_bytes()).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        Ok(PendingFile { change, path, text: Some(text) })
    }

    /// Restores the old text of the files that a failed change had already replaced.
    fn put_back(&self, lock: &Lock, set: &ChangeSet) -> Result<(), StoreError> {
        for change in set.inverse().files {
            // The set is inverted: `before` is the new text. A file that does not have it was never replaced, or somebody has
            // edited it.
            if self.text_now(&change.id)? == change.before {
                self.put(&ChangeSet { files: vec![change], ..ChangeSet::default() })?;
            }
        }
        journal::forget(&lock.state)
    }
}

/// Returns the read, write and execute bits of a mode, without setuid, setgid and sticky.
#[cfg(unix)]
fn mode_of(permissions: &fs::Permissions) -> Option<u32> {
    Some(std::os::unix::fs::PermissionsExt::mode(permissions) & 0o777)
}

/// Limits a recorded mode to what a new file gets anyway. The mode comes from a journal, which could otherwise widen access.
#[cfg(unix)]
fn permissions_within(mode: u32, made: &fs::Permissions) -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::Permissions::from_mode(mode & made.mode() & 0o666))
}

#[cfg(not(unix))]
fn mode_of(_: &fs::Permissions) -> Option<u32> {
    None
}

#[cfg(not(unix))]
fn permissions_within(_: u32, _: &fs::Permissions) -> Option<fs::Permissions> {
    None
}
