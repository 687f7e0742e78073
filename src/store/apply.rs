//! Changes to records, made all together or not at all, and taken back.
//!
//! First the journal: what every file was, and what it is to be, forced to the disk. Then each new text beside its file, forced to the
//! disk too. Only then names change, one after the other, and at the end the journal becomes a step that `undo` reads. Whenever this is
//! interrupted, either nothing has changed, or the journal says what was meant, and [`Store::finish`] brings it to its end.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use tempfile::TempPath;

use super::change_set::{ChangeSet, FileChange};
use super::journal;
use super::lock::Lock;
use super::save::{builder, folder_of, make_folder, sweep, sync_folder};
use super::{Store, StoreError};
use crate::model::RecordId;
use crate::yaml::LARGEST_RECORD;

/// A change that was interrupted, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// All of it.
    pub set: ChangeSet,
    /// What is not done yet.
    pub rest: ChangeSet,
    /// Files that are done, or that somebody has changed since: of those what they were to be is kept in a file.
    others: Vec<(FileChange, Stands)>,
}

/// How a file stands that is not to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Done,
    Changed,
}

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

/// A file with its new text beside it, which is not open: a change may have more files than a process may have open.
struct Staged<'a> {
    change: &'a FileChange,
    path: PathBuf,
    text: Option<TempPath>,
}

impl Store {
    /// Makes the changes. `lock` is the right to.
    ///
    /// # Errors
    /// Where a file is not any more what it was when it was read, or the disk refuses; then nothing is changed.
    pub fn apply(&self, lock: &Lock, set: &ChangeSet) -> Result<(), StoreError> {
        let set = &self.with_modes(set);
        set.files.iter().try_for_each(|change| self.can_be_made(change))?;
        let mut ids = BTreeSet::new();
        if let Some(twice) = set.files.iter().find(|change| !ids.insert(&change.id)) {
            return Err(StoreError::Twice { path: self.path_of(&twice.id) });
        }
        // A journal that is there, and perhaps not for good, must not have a change made that was said to have failed.
        let begun = journal::begin(&lock.state, set).and_then(|()| lock.count_change());
        begun.inspect_err(|_| drop(journal::forget(&lock.state)))?;
        self.put(set).map_err(|error| match self.put_back(lock, set) {
            Ok(()) => error,
            // What could not be put back, the journal knows, and `doctor` finishes it.
            Err(worse) => StoreError::HalfWay { deed: set.deed.clone(), source: Box::new(error), because: worse.to_string() },
        })?;
        journal::end(&lock.state, set.way)
    }

    /// The change that was interrupted, with how its files stand; `None` where there is none.
    ///
    /// # Errors
    /// Where the journal or one of the files cannot be read, or the journal speaks of what is no record.
    pub fn unfinished(&self) -> Result<Option<Unfinished>, StoreError> {
        let Some(set) = self.interrupted()? else { return Ok(None) };
        let mut rest = ChangeSet { files: Vec::new(), ..set.clone() };
        let mut others = Vec::new();
        for change in &set.files {
            let now = self.text_now(&change.id)?;
            if now == change.after {
                others.push((change.clone(), Stands::Done));
            } else if now == change.before {
                rest.files.push(change.clone());
            } else {
                others.push((change.clone(), Stands::Changed));
            }
        }
        Ok(Some(Unfinished { set, rest, others }))
    }

    /// Brings a change that was interrupted to its end.
    ///
    /// # Errors
    /// Where it is not as it was looked at any more, or the disk refuses; what has been done by then stays, and it can be said again.
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
            if *stands == Stands::Changed {
                let text = file.after.as_deref().unwrap_or("");
                let kept = lock.state.write(&format!("unfinished/{}.yaml", file.id), text.as_bytes())?;
                finished.kept.push((file.clone(), kept));
            } else if file.after.is_none() {
                self.tidy(file);
            }
        }
        // In the order in which they were written down.
        let is_kept = |file: &FileChange| finished.kept.iter().any(|(kept, _)| kept.id == file.id);
        finished.done = change.set.files.iter().filter(|file| !is_kept(file)).cloned().collect();
        journal::begin(&lock.state, &ChangeSet { files: finished.done.clone(), ..change.set.clone() })?;
        journal::end(&lock.state, change.set.way)?;
        Ok(finished)
    }

    /// The first record of these that is not any more what it was when it was read.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn changed_since(&self, set: &ChangeSet) -> Result<Option<RecordId>, StoreError> {
        for change in &set.files {
            if self.text_now(&change.id)? != change.before {
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
            let found = self
                .record_file(&change.id)
                .and_then(|path| fs::metadata(&path).map_err(|source| StoreError::Read { path, source }));
            change.mode = found.ok().and_then(|found| mode_of(&found.permissions()));
            of_gone = of_gone.or(change.mode);
        }
        set.files.iter_mut().filter(|change| change.before.is_none()).for_each(|change| change.mode = change.mode.or(of_gone));
        set
    }

    /// What the disk would not refuse, and must not happen all the same.
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

    /// A record's text; `None` where it has no file.
    fn text_now(&self, id: &RecordId) -> Result<Option<String>, StoreError> {
        match self.text_of(id) {
            Ok(text) => Ok(Some(text)),
            Err(StoreError::Read { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
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
                Some(text) if change.before.is_none() => text.persist_noclobber(&path).map_err(|it| failed(it.error))?,
                Some(text) => text.persist(&path).map_err(|it| failed(it.error))?,
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

    /// A force without records needs no folder; one with some does not go.
    fn tidy(&self, gone: &FileChange) {
        let Ok(path) = self.record_file(&gone.id) else { return };
        let folder = folder_of(&path);
        if folder != self.records() {
            let _ = fs::remove_dir(folder);
        }
    }

    fn stage<'a>(&self, change: &'a FileChange) -> Result<Staged<'a>, StoreError> {
        let path = self.record_file(&change.id)?;
        let failed = |source| StoreError::Write { path: path.clone(), source };
        let Some(after) = &change.after else { return Ok(Staged { change, path, text: None }) };
        let folder = folder_of(&path);
        make_folder(folder).map_err(failed)?;
        let (mut file, text) = builder().tempfile_in(folder).map_err(failed)?.into_parts();
        // Before there is anything in it to read.
        let made = file.metadata().map_err(failed)?.permissions();
        let known = path.symlink_metadata().map(|found| found.permissions()).ok();
        let permissions = known.or_else(|| change.mode.and_then(|mode| permissions_within(mode, &made)));
        if let Some(permissions) = permissions {
            file.set_permissions(permissions).map_err(failed)?;
        }
        file.write_all(after.as_bytes()).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        Ok(Staged { change, path, text: Some(text) })
    }

    /// Puts back what has been changed of a set that could not be changed as a whole.
    fn put_back(&self, lock: &Lock, set: &ChangeSet) -> Result<(), StoreError> {
        for change in set.inverse().files {
            // Here `before` is what it would have become.
            if self.text_now(&change.id)? == change.before {
                self.put(&ChangeSet { files: vec![change], ..ChangeSet::default() })?;
            }
        }
        journal::forget(&lock.state)
    }
}

/// Who may read and write a file, and nothing else of its mode.
#[cfg(unix)]
fn mode_of(permissions: &fs::Permissions) -> Option<u32> {
    Some(std::os::unix::fs::PermissionsExt::mode(permissions) & 0o777)
}

/// As much of a mode as a new file has anyway: what is written down of a file is never more than this.
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
