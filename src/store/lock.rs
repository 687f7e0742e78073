//! One writer at a time.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::save::{make_folder, sweep, write_whole};
use super::{ChangeSet, Store, StoreError};

/// The folder with what irr keeps for itself: the lock, the journal of a change, and what takes the last one back.
const PRIVATE: &str = ".irr";

/// For so long another writer is waited for: it only writes, and asks nobody anything.
const PATIENCE: Duration = Duration::from_secs(10);

/// The right to change the store's records, which nobody else has until this is dropped.
///
/// The system holds it for the process, so that it ends with the process, however that ends.
#[derive(Debug)]
pub struct Lock {
    /// Dropped with it, which gives the lock back.
    _file: File,
    /// How many files an interrupted run left half written, which are gone now.
    pub swept: usize,
}

impl Store {
    /// A file of irr's own.
    pub(super) fn private(&self, name: &str) -> PathBuf {
        self.root().join(PRIVATE).join(name)
    }

    /// Waits for the right to change records. `deed` is told to whoever waits meanwhile.
    ///
    /// # Errors
    /// Where another writer does not come to an end, the disk refuses, or a change was interrupted and is not mended yet.
    pub fn lock(&self, deed: &str) -> Result<Lock, StoreError> {
        let lock = self.lock_even_so(deed)?;
        match self.interrupted()? {
            Some(set) => Err(StoreError::Interrupted { deed: set.deed, journal: self.journal() }),
            None => Ok(lock),
        }
    }

    /// The same where a change was interrupted, to mend it.
    pub(super) fn lock_even_so(&self, deed: &str) -> Result<Lock, StoreError> {
        if !self.records().is_dir() {
            return Err(StoreError::NoStoreAt { root: self.root().to_owned() });
        }
        let path = self.private("lock");
        let failed = |source| StoreError::Write { path: path.clone(), source };
        make_folder(&self.private("")).map_err(failed)?;
        let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        if !waited_for(|| file.try_lock()).map_err(failed)? {
            let mut by = String::new();
            // Who has it is only told; where nobody can tell, that is all that is lost.
            let _ = file.read_to_string(&mut by);
            return Err(StoreError::Locked { path, by: by.trim().to_owned() });
        }
        // The folder is nobody's business but irr's: git never sees it.
        let ignore = self.private(".gitignore");
        if !ignore.exists() {
            write_whole(&ignore, b"*\n")?;
        }
        // Nobody depends on these words, so a disk that is full is told by the write that matters.
        let _ =
            file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "process {}: {deed}", std::process::id()));
        let swept = sweep(&self.private(""))?;
        Ok(Lock { _file: file, swept })
    }
}

impl Store {
    /// The change that was interrupted, for who only reads; one that is being made now is waited for.
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub fn left_over(&self) -> Result<Option<ChangeSet>, StoreError> {
        if !self.journal().exists() {
            return Ok(None);
        }
        if let Ok(lock) = File::open(self.private("lock")) {
            // Whether it was waited for in vain or not: what is read then is read under nobody's lock.
            let _ = waited_for(|| lock.try_lock_shared());
        }
        self.interrupted()
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
