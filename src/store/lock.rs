//! One writer at a time, and readers that see all of its change or nothing.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::time::{Duration, Instant};

use super::journal::JOURNAL;
use super::regular::{self, Kind};
use super::state::State;
use super::{Store, StoreError};

/// The file whose lock a writer holds, with its words in it.
const LOCK: &str = "lock";

/// A file that is as long as there have been changes: its length says to a reader whether one came between.
const CHANGES: &str = "changes";

/// For so long another writer is waited for: it only writes, and asks nobody anything.
const PATIENCE: Duration = Duration::from_secs(10);

/// So often is read again what has changed while it was read; after that the writers are kept out.
const TRIES: usize = 3;

/// The right to change the store's records, which nobody else has until this is dropped.
///
/// The system holds it for the process, so that it ends with the process, however that ends.
#[derive(Debug)]
pub struct Lock {
    /// Dropped with it, which gives the lock back.
    _file: File,
    /// Where irr keeps its own files.
    pub(super) state: State,
    /// How many files an interrupted run left half written, which are gone now.
    pub swept: usize,
}

impl Lock {
    /// Says to whoever reads now that what was read before may not go with what is read from here on.
    ///
    /// It comes behind the journal and before the first record: who sees neither of them sees nothing of the change.
    pub(super) fn count_change(&self) -> Result<(), StoreError> {
        let path = self.state.path(CHANGES);
        let failed = |source| StoreError::Write { path: path.clone(), source };
        let mut options = OpenOptions::new();
        let file = self.state.open(CHANGES, options.write(true).create(true).truncate(false))?;
        // It never is `None`, for it is made where it is not there.
        let Some(file) = file else { return Err(failed(std::io::ErrorKind::NotFound.into())) };
        let length = file.metadata().map_err(failed)?.len();
        file.set_len(length.wrapping_add(1)).map_err(failed)
    }
}

impl Store {
    /// Waits for the right to change records. `deed` is told to whoever waits meanwhile.
    ///
    /// # Errors
    /// Where another writer does not come to an end, the disk refuses, or a change was interrupted and is not finished yet.
    pub fn lock(&self, deed: &str) -> Result<Lock, StoreError> {
        let lock = self.lock_even_so(deed)?;
        match self.journal_of(&lock.state)? {
            Some(set) => Err(StoreError::Interrupted { deed: set.deed, journal: self.journal() }),
            None => Ok(lock),
        }
    }

    /// The same where a change was interrupted, to finish it.
    ///
    /// # Errors
    /// Where another writer does not come to an end, or the disk refuses.
    pub fn lock_even_so(&self, deed: &str) -> Result<Lock, StoreError> {
        match self.records().symlink_metadata() {
            Ok(found) if found.is_symlink() => return Err(StoreError::NotRegular { path: self.records(), is: Kind::Link }),
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
            // Who has it is only told; where nobody can tell, that is all that is lost.
            let _ = file.read_to_string(&mut by);
            return Err(StoreError::Locked { path, by: by.trim().to_owned() });
        }
        // Beside the records the folder is nobody's business but irr's: no git that comes later is to see it.
        if !state.is_in_git && state.found(".gitignore").is_none() {
            state.write(".gitignore", b"*\n")?;
        }
        // Nobody depends on these words, so a disk that is full is told by the write that matters.
        let _ =
            file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "process {}: {deed}", std::process::id()));
        let swept = state.sweep()?;
        Ok(Lock { _file: file, state, swept })
    }

    /// Reads something that lies in several files so that no change of irr's is seen in part.
    ///
    /// What is read while a change comes between is read again; where changes come too often, writers are kept out for once. It wants no
    /// right to write: where irr's own files cannot be opened, nobody's change is noticed who could not be noticed. A change that was
    /// interrupted is there to be read as it is: see [`Store::left_over`].
    ///
    /// # Errors
    /// Where reading fails, or changes do not come to an end.
    pub fn steadily<T, E: From<StoreError>>(&self, mut read: impl FnMut() -> Result<T, E>) -> Result<T, E> {
        let state = self.state();
        let changes = || state.found(CHANGES).map(|found| found.len());
        for _ in 0..TRIES {
            // In this order: whoever counts afterwards has written the journal before.
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

    /// Waits until nobody writes, and keeps writers out until what comes back is dropped; `None` where the lock cannot be opened.
    fn wait_for_writer(&self, state: &State) -> Result<Option<File>, StoreError> {
        let Some((file, _)) = regular::open(&state.path(LOCK), OpenOptions::new().read(true)).ok().flatten() else {
            return Ok(None);
        };
        match waited_for(|| file.try_lock_shared()) {
            Ok(true) => Ok(Some(file)),
            Ok(false) => Err(StoreError::Unsteady { records: self.records() }),
            // A disk that has no locks has no writers either.
            Err(_) => Ok(None),
        }
    }

    /// Whether a change did not come to its end, for who only reads, with what it was made for; one that is being made is waited for.
    ///
    /// # Errors
    /// Where one that is being made does not come to its end, or the journal cannot be read.
    pub fn left_over(&self) -> Result<Option<String>, StoreError> {
        let state = self.state();
        if state.found(JOURNAL).is_none() {
            return Ok(None);
        }
        drop(self.wait_for_writer(&state)?);
        Ok(self.journal_of(&state)?.map(|set| set.deed))
    }
}

/// Whether a lock was had before patience ended.
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
    use crate::store::{ChangeSet, Way};

    const IDS: [&str; 2] = ["kent/one", "kent/two"];

    /// A store of two records with the same words, and what exchanges the words in both.
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
                // Its folder is a file, so that it cannot be made.
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
        // Forty megabytes, of which nothing is on the disk.
        for number in [101, 103] {
            OpenOptions::new().write(true).open(step(number)).unwrap().set_len(40 << 20).unwrap();
        }
        change(&store, "3");
        assert_eq!(numbers(), [102, 103, 104]);
        assert_eq!(store.undo().unwrap().unwrap().way, Way::Undo(104));
    }
}
