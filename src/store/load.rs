//! Reading records, all of them at once.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::regular::{self, Kind, is_hidden};
use super::{Count, Store, StoreError};
use crate::model::{Record, RecordId};
use crate::yaml::{self, Fault, LARGEST_RECORD, LARGEST_SETTINGS, Position};

/// The largest document that is read, in bytes: a scanned response has some millions. A record is smaller by far: [`LARGEST_RECORD`].
pub const LARGEST: u64 = 20 * 1024 * 1024;

/// A record's file, read.
#[derive(Debug)]
pub struct Loaded {
    /// The record's id.
    pub id: RecordId,
    /// The file's text, to the byte.
    pub text: String,
    /// The record, or every fault that keeps the text from being one.
    pub parsed: Result<Record, Vec<Fault>>,
}

impl Store {
    /// The ids of all records, in order, and the troubles on the way.
    ///
    /// # Errors
    /// Where `records/` cannot be listed or has no record.
    pub fn ids(&self) -> Result<(Vec<RecordId>, Vec<StoreError>), StoreError> {
        match self.records().symlink_metadata() {
            Ok(found) if found.is_symlink() => return Err(StoreError::NotRegular { path: self.records(), is: Kind::Link }),
            Ok(found) if found.is_dir() => {}
            _ => return Err(StoreError::NoStoreAt { root: self.root.clone() }),
        }
        let mut ids = Vec::new();
        let mut troubles = Vec::new();
        // A link may lead anywhere, also back, and a hundred links to a hundred links lead to each other for ever.
        let walk = WalkDir::new(self.records()).follow_links(false).min_depth(1).into_iter();
        // What is hidden is an editor's: the lock of one is a link to nowhere.
        for entry in walk.filter_entry(|entry| !is_hidden(entry.file_name())) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map_or_else(|| self.records(), Path::to_owned);
                    let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the link leads back to itself"));
                    troubles.push(StoreError::List { path, source });
                    continue;
                }
            };
            let is = Kind::from(entry.file_type());
            match (is, self.id_of(entry.path())) {
                (Kind::File, Some(id)) => ids.push(id),
                (Kind::File, None) if looks_like_a_record(entry.path()) => troubles.push(unnamed(entry.path())),
                (Kind::File, None) => {}
                (Kind::Folder, _) if !looks_like_a_record(entry.path()) => {}
                // Nobody knows what would be behind it, so it is never passed over in silence.
                (Kind::Link, _) => troubles.push(StoreError::NotRegular { path: entry.into_path(), is }),
                (_, _) if looks_like_a_record(entry.path()) => {
                    troubles.push(StoreError::NotRegular { path: entry.into_path(), is });
                }
                (_, _) => {}
            }
        }
        ids.sort_unstable();
        // Two files of one name, once composed and once decomposed: which of them is meant nobody can tell.
        let mut twins: Vec<RecordId> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
        twins.dedup();
        for twin in twins {
            let same = ids.iter().filter(|id| **id == twin).map(|id| self.path_of(id)).collect();
            troubles.push(StoreError::Twins { paths: same });
            ids.retain(|id| *id != twin);
        }
        // As the disk lists a folder is no order.
        troubles.sort_by(|one, other| one.path().cmp(&other.path()));
        if ids.is_empty() {
            return Err(troubles.into_iter().next().unwrap_or(StoreError::NoRecords { records: self.records() }));
        }
        Ok((ids, troubles))
    }

    /// What `use_of` makes of every record of the store, by id, and the troubles: files that gave no text, and files that are no records.
    ///
    /// It runs on every core, so that a text that is not wanted any more is gone before the next is read; `count` tells how far it is.
    ///
    /// # Errors
    /// Where there is no record to be had; one that cannot be read is a value, not an error.
    pub fn load_each<T: Send>(
        &self,
        count: &Count,
        use_of: impl Fn(Loaded) -> T + Sync,
    ) -> Result<(Vec<T>, Vec<StoreError>), StoreError> {
        self.steadily(|| self.load_each_within(count, &use_of, 3))
    }

    fn load_each_within<T: Send>(
        &self,
        count: &Count,
        use_of: &(impl Fn(Loaded) -> T + Sync),
        tries: usize,
    ) -> Result<(Vec<T>, Vec<StoreError>), StoreError> {
        let (ids, mut troubles) = self.ids()?;
        count.begin(ids.len());
        let one = |id| {
            let used = self.load(id).map(use_of);
            count.step();
            used
        };
        let read: Vec<_> = ids.into_par_iter().with_min_len(8).map(one).collect();
        // A record that was listed and is not there has been moved meanwhile, not by irr: it is there under another name.
        let is_gone = |error: &StoreError| error.path().is_some_and(|path| path.symlink_metadata().is_err());
        if tries > 0 && read.iter().any(|result| result.as_ref().is_err_and(is_gone)) {
            return self.load_each_within(count, use_of, tries - 1);
        }
        let mut used = Vec::with_capacity(read.len());
        for result in read {
            match result {
                Ok(value) => used.push(value),
                Err(error) => troubles.push(error),
            }
        }
        Ok((used, troubles))
    }

    /// The ids of those records whose text has one of the words in it, or may have: of one that cannot be read nobody knows.
    pub fn mentioning<'a>(&self, ids: &[&'a RecordId], words: &[String]) -> Vec<&'a RecordId> {
        let has = |bytes: &[u8]| words.iter().any(|word| find(bytes, word.as_bytes()));
        ids.par_iter().with_min_len(8).filter(|id| self.bytes_of(id).map_or(true, |bytes| has(&bytes))).copied().collect()
    }

    /// The text of what the office sets; `None` where it sets nothing.
    ///
    /// # Errors
    /// Where the file is there and gives no text.
    pub fn settings(&self) -> Result<Option<(PathBuf, String)>, StoreError> {
        let path = self.root().join(super::SETTINGS);
        match regular::open(&path, OpenOptions::new().read(true))? {
            Some((file, _)) => Ok(Some((path.clone(), text_of_bytes(bytes_from(file, &path, LARGEST_SETTINGS as u64)?, &path)?))),
            None => Ok(None),
        }
    }

    /// One record.
    ///
    /// # Errors
    /// Where its file gives no text.
    pub fn load(&self, id: RecordId) -> Result<Loaded, StoreError> {
        let text = self.text_of(&id)?;
        let parsed = yaml::parse(&text);
        Ok(Loaded { id, text, parsed })
    }

    /// The text of a record's file.
    ///
    /// # Errors
    /// Where it is not there, is no regular file of the records folder, or gives no text.
    pub fn text_of(&self, id: &RecordId) -> Result<String, StoreError> {
        text_of_bytes(self.bytes_of(id)?, &self.path_of(id))
    }

    fn bytes_of(&self, id: &RecordId) -> Result<Vec<u8>, StoreError> {
        let path = self.record_file(id)?;
        match regular::open(&path, OpenOptions::new().read(true))? {
            Some((file, _)) => bytes_from(file, &path, LARGEST_RECORD as u64),
            None => Err(StoreError::Read { path, source: std::io::ErrorKind::NotFound.into() }),
        }
    }
}

/// The bytes of a file that somebody named: a link is followed and a pipe is read, for whoever named it chose it.
///
/// # Errors
/// Where it cannot be read, or is larger than any document of this kind.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let file = File::open(path).map_err(|source| StoreError::Read { path: path.to_owned(), source })?;
    bytes_from(file, path, LARGEST)
}

/// The text of a file that somebody named.
///
/// # Errors
/// Where it cannot be read, is larger than any document of this kind, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, StoreError> {
    text_of_bytes(read_bytes(path)?, path)
}

/// The bytes of a file that may have so many.
pub(super) fn bytes_from(mut file: File, path: &Path, most: u64) -> Result<Vec<u8>, StoreError> {
    let failed = |source| StoreError::Read { path: path.to_owned(), source };
    let size = file.metadata().map_err(failed)?.len();
    if size > most {
        return Err(StoreError::TooLarge { path: path.to_owned(), size, most });
    }
    // A file that grows meanwhile is read no further than allowed.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.by_ref().take(most).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// The bytes of a file as text.
///
/// # Errors
/// Where they are no UTF-8.
pub(super) fn text_of_bytes(bytes: Vec<u8>, path: &Path) -> Result<String, StoreError> {
    String::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
        let Position { line, column } = Position::of(&before, before.len());
        StoreError::NotText { path: path.to_owned(), line, column }
    })
}

/// Whether `word` is in `bytes`.
fn find(bytes: &[u8], word: &[u8]) -> bool {
    let Some((first, rest)) = word.split_first() else { return true };
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| byte == first) {
        from += at + 1;
        if bytes[from..].starts_with(rest) {
            return true;
        }
    }
    false
}

/// Whether somebody may have meant a file to be a record.
pub(super) fn looks_like_a_record(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml"))
}

/// The trouble of a file whose name is no record's.
pub(super) fn unnamed(path: &Path) -> StoreError {
    let message = "a record's file is named like 2025-05-16-subject.yaml, without colons, backslashes or control characters";
    StoreError::Read { path: PathBuf::from(path), source: std::io::Error::new(std::io::ErrorKind::InvalidInput, message) }
}
