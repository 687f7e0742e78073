//! Lets one process write at a time, and gives readers a consistent view: they see all of a change or nothing.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::time::{Duration, Instant};

use super::state_folder::JOURNAL;
use super::{Store, StoreError};
use crate::store::state_folder::StateFolder;
use crate::store::{EntryKind, regular_file};

/// The lock file. Its content says who holds the lock.
const LOCK: &str = "lock";

/// A file that grows by one byte with every change. Readers compare its length to notice a change while they read.
const CHANGES: &str = "changes";

/// How long to wait for another writer. That is long enough, because a writer holds the lock only to write, never while it
/// asks the user.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a read is repeated because a change came between. After that writers are locked out for one read.
const TRIES: usize = 3;

/// The exclusive right to change the records, until it is dropped.
///
/// The operating system holds the lock for the process, so it is released even if the process crashes.
#[derive(Debug)]
pub struct Lock {
    /// Dropping it releases the lock.
    _file: File,
    /// The folder of irr's own files.
    pub(super) state: StateFolder,
    /// The number of half-written temporary files of an interrupted run that were removed.
    pub swept: usize,
}

impl Lock {
    /// Tells concurrent readers that the records are changing.
    ///
    /// It is called after the journal is written and before the first record is: a reader that sees neither has seen nothing
    /// of the change.
    pub(super) fn count_change(&self) -> Result<(), StoreError> {
        let path = self.state.path(CHANGES);
        let failed = |source| StoreError::Write { path: path.clone(), source };
        let mut options = OpenOptions::new();
        let file = self.state.open(CHANGES, options.write(true).create(true).truncate(false))?;
        // It is never `None`, because `create` is set.
        let Some(file) = file else { return Err(failed(std::io::ErrorKind::NotFound.into())) };
        let length = file.metadata().map_err(failed)?.len();
        file.set_len(length.wrapping_add(1)).map_err(failed)
    }
}

impl Store {
    /// Waits for the exclusive right to change records. `deed` says what for, and is shown to others who wait.
    ///
    /// # Errors
    /// Fails if another writer does not finish in time, if the disk refuses, or if an earlier change was interrupted and is
    /// not finished yet.
    pub fn lock(&self, deed: &str) -> Result<Lock, StoreError> {
        let lock = self.lock_even_so(deed)?;
        match self.journal_of(&lock.state)? {
            Some(set) => Err(StoreError::Interrupted { deed: set.deed, journal: self.journal() }),
            None => Ok(lock),
        }
    }

    /// Takes the lock even if a change was interrupted, in order to finish it.
    ///
    /// # Errors
    /// Fails if another writer does not finish in time, or if the disk refuses.
    pub fn lock_even_so(&self, deed: &str) -> Result<Lock, StoreError> {
        match self.records().symlink_metadata() {
            Ok(found) if found.is_symlink() => return Err(StoreError::NotRegular { path: self.records(), is: EntryKind::Link }),
            Ok(found) if found.is_dir() => {}
            _ => return Err(StoreError::NoStoreAt { root: self.root().to_owned() }),
        }
        let state = self.state();
        let path = state.made(LOCK)?;
        let failed = |source| StoreError::Write { path: path.clone(), source };
        let options = &mut OpenOptions::new();
        let file = state.open(LOCK, options.read(true).write(true).create(true).truncate(false))?;
        let Some(mut file) = file else { return Err(failed(std::io::ErrorKind::NotFound.into())) };
        if !waited_for(|| file.try_lock()).map_err(failed)? {
            let mut by = String::new();
            // The holder is only information for the message, so failing to read it is ignored.
            let _ = file.read_to_string(&mut by);
            return Err(StoreError::Locked { path, by: by.trim().to_owned() });
        }
        // Without git, the folder is beside the records. The `.gitignore` keeps it out of a repository that is created later.
        if !state.is_in_git && state.found(".gitignore").is_none() {
            state.write(".gitignore", b"*\n")?;
        }
        // The text is only information for others, so an error such as a full disk is left to the write that matters.
        let _ =
            file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "process {}: {deed}", std::process::id()));
        let swept = state.sweep()?;
        Ok(Lock { _file: file, state, swept })
    }

    /// Reads something that is spread over several files, without seeing part of a change.
    ///
    /// If a change came between, it reads again; if changes come too often, it locks writers out once. It needs no write
    /// permission: if irr's own files cannot be opened, it reads without protection. The half-made state of an interrupted
    /// change is read as it is: see [`Store::left_over`].
    ///
    /// # Errors
    /// Fails if `read` fails, or if changes keep coming.
    pub fn steadily<T, E: From<StoreError>>(&self, mut read: impl FnMut() -> Result<T, E>) -> Result<T, E> {
        if self.is_past() {
            // A commit never changes.
            return read();
        }
        let state = self.state();
        let changes = || state.found(CHANGES).map(|found| found.len());
        for _ in 0..TRIES {
            // The count is taken before the journal is looked for, because a writer writes the journal first and counts after
            // it.
            let before = changes();
            if state.found(JOURNAL).is_some() {
                drop(self.wait_for_writer(&state)?);
            }
            let made = read();
            if changes() == before {
                return made;
            }
        }
        let _kept_out = self.wait_for_writer(&state)?;
        let before = changes();
        let made = read()?;
        if changes() == before { Ok(made) } else { Err(StoreError::Unsteady { records: self.records() }.into()) }
    }

    /// Waits until nobody writes, and locks writers out until the result is dropped; `None` if the lock file cannot be
    /// opened.
    fn wait_for_writer(&self, state: &StateFolder) -> Result<Option<File>, StoreError> {
        let Some((file, _)) = regular_file::open(&state.path(LOCK), OpenOptions::new().read(true)).ok().flatten() else {
            return Ok(None);
        };
        match waited_for(|| file.try_lock_shared()) {
            Ok(true) => Ok(Some(file)),
            Ok(false) => Err(StoreError::Unsteady { records: self.records() }),
            // On a file system without locks no irr can write either.
            Err(_) => Ok(None),
        }
    }

    /// Returns what an interrupted change was for; `None` if there is none. A change in progress is waited for.
    ///
    /// # Errors
    /// Fails if a change in progress does not finish in time, or if the journal cannot be read.
    pub fn left_over(&self) -> Result<Option<String>, StoreError> {
        let state = self.state();
        if state.found(JOURNAL).is_none() {
            return Ok(None);
        }
        drop(self.wait_for_writer(&state)?);
        Ok(self.journal_of(&state)?.map(|set| set.deed))
    }
}

/// Tries to lock until [`PATIENCE`] has passed; returns whether it succeeded.
fn waited_for(try_lock: impl Fn() -> Result<(), TryLockError>) -> std::io::Result<bool> {
    let since = Instant::now();
    loop {
        match try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(10)),
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(source)) => return Err(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RecordId;
    use crate::store::{ChangeSet, ReplayDirection};

    const IDS: [&str; 2] = ["kent/one", "kent/two"];

    /// Creates a store of two records with the same text, and a change set that changes both.
    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("records/kent")).unwrap();
        let store = Store::at(folder.path());
        IDS.iter().for_each(|id| std::fs::write(store.path_of(&id.parse().unwrap()), "0").unwrap());
        (folder, store)
    }

    fn change(store: &Store, to: &str) {
        let lock = store.lock("change").unwrap();
        let mut set = ChangeSet::of(format!("change to {to}"));
        for id in IDS {
            let id: RecordId = id.parse().unwrap();
            let before = store.text_of(&id).unwrap();
            set.put(id, Some(before), Some(to.to_owned()));
        }
        store.apply(&lock, &set).unwrap();
    }

    fn words(store: &Store, number: usize) -> String {
        store.text_of(&IDS[number].parse().unwrap()).unwrap()
    }

    #[test]
    fn what_changes_while_it_is_read_is_read_again() {
        let (_folder, store) = store();
        for often in [0, 1, 2] {
            let mut left = often;
            let read = store.steadily(|| {
                let first = words(&store, 0);
                if left > 0 {
                    left -= 1;
                    change(&store, &format!("{often} {left}"));
                }
                Ok::<_, StoreError>((first, words(&store, 1)))
            });
            let (first, second) = read.unwrap();
            assert_eq!(first, second, "{often} changes");
        }
    }

    #[test]
    fn writers_are_kept_out_where_changes_do_not_come_to_an_end() {
        let (_folder, store) = store();
        change(&store, "1");
        let mut tries = 0;
        let read = store.steadily(|| {
            tries += 1;
            let first = words(&store, 0);
            let is_kept_out = store.state().open(LOCK, OpenOptions::new().write(true)).unwrap().unwrap().try_lock().is_err();
            if !is_kept_out {
                change(&store, &format!("try {tries}"));
            }
            Ok::<_, StoreError>((first, words(&store, 1)))
        });
        let (first, second) = read.unwrap();
        assert_eq!((first, tries), (second, TRIES + 1));
    }

    #[test]
    fn a_change_that_failed_half_way_was_one_for_who_read_meanwhile() {
        let (_folder, store) = store();
        let mut tries = 0;
        let read = store.steadily(|| {
            tries += 1;
            if tries == 1 {
                let lock = store.lock("change").unwrap();
                let mut set = ChangeSet::of("change");
                set.put(IDS[0].parse().unwrap(), Some("0".into()), Some("1".into()));
                // The folder of this record is a file, so that it cannot be created.
                set.put("kent/one.yaml/three".parse().unwrap(), None, Some("1".into()));
                store.apply(&lock, &set).unwrap_err();
            }
            Ok::<_, StoreError>(words(&store, 0))
        });
        assert_eq!((read.unwrap().as_str(), store.left_over().unwrap()), ("0", None));
    }

    #[test]
    fn so_many_steps_are_kept_and_no_more() {
        let (_folder, store) = store();
        change(&store, "1");
        let step = |number: u64| store.state().path(&format!("steps/{number:06}.json.gz"));
        for number in 2..=102 {
            std::fs::copy(step(1), step(number)).unwrap();
        }
        change(&store, "2");
        let numbers = || store.steps().unwrap().iter().map(|step| step.number).collect::<Vec<_>>();
        assert_eq!(numbers(), (4..=103).collect::<Vec<_>>());
        // Sparse files of forty megabytes, which take no room on the disk.
        for number in [101, 103] {
            OpenOptions::new().write(true).open(step(number)).unwrap().set_len(40 << 20).unwrap();
        }
        change(&store, "3");
        assert_eq!(numbers(), [102, 103, 104]);
        assert_eq!(store.undo().unwrap().unwrap().way, ReplayDirection::Undo(104));
    }
}
