//! Reading records, all of them at once.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Count, Store, StoreError};
use crate::model::{Record, RecordId};
use crate::yaml::{self, Fault, Position};

/// The largest document that is read, in bytes: a record has some ten thousand, a report's response a million at most.
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
        if !self.records().is_dir() {
            return Err(StoreError::NoStoreAt { root: self.root.clone() });
        }
        let mut ids = Vec::new();
        let mut troubles = Vec::new();
        let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
        let walk = WalkDir::new(self.records()).follow_links(true).min_depth(1).into_iter();
        for entry in walk.filter_entry(|entry| !hidden(entry.file_name())) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                // A pipe would be waited on for ever.
                Ok(entry) if !entry.file_type().is_file() => {
                    if looks_like_a_record(entry.path()) {
                        troubles.push(unnamed(entry.path()));
                    }
                }
                Ok(entry) => match self.id_of(entry.path()) {
                    Some(id) => ids.push(id),
                    None if looks_like_a_record(entry.path()) => troubles.push(unnamed(entry.path())),
                    None => {}
                },
                Err(error) => troubles.push(StoreError::List {
                    path: error.path().map_or_else(|| self.records(), Path::to_owned),
                    source: error.into_io_error().unwrap_or_else(|| std::io::Error::other("a link leads back into itself")),
                }),
            }
        }
        if ids.is_empty() {
            return Err(troubles.into_iter().next().unwrap_or(StoreError::NoRecords { records: self.records() }));
        }
        ids.sort_unstable();
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
        self.load_each_within(count, &use_of, 3)
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
        // A record that was listed and is not there has been moved meanwhile: it is there under another name.
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
        ids.par_iter()
            .with_min_len(8)
            .filter(|id| read_bytes(&self.path_of(id)).map_or(true, |bytes| has(&bytes)))
            .copied()
            .collect()
    }

    /// The text of what the office sets; `None` where it sets nothing.
    ///
    /// # Errors
    /// Where the file is there and gives no text.
    pub fn settings(&self) -> Result<Option<(PathBuf, String)>, StoreError> {
        let path = self.root().join(super::SETTINGS);
        match read_text(&path) {
            Ok(text) => Ok(Some((path, text))),
            Err(StoreError::Read { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// One record.
    ///
    /// # Errors
    /// Where its file gives no text.
    pub fn load(&self, id: RecordId) -> Result<Loaded, StoreError> {
        let text = read_text(&self.path_of(&id))?;
        let parsed = yaml::parse(&text);
        Ok(Loaded { id, text, parsed })
    }
}

/// The bytes of a file.
///
/// # Errors
/// Where it cannot be read, or is larger than any document of this kind.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let failed = |source| StoreError::Read { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    if size > LARGEST {
        return Err(StoreError::TooLarge { path: path.to_owned(), size, most: LARGEST });
    }
    // A file that grows meanwhile is read no further than allowed.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.by_ref().take(LARGEST).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// The text of a file.
///
/// # Errors
/// Where it cannot be read, is larger than any document of this kind, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, StoreError> {
    String::from_utf8(read_bytes(path)?).map_err(|error| {
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
fn looks_like_a_record(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml"))
}

fn unnamed(path: &Path) -> StoreError {
    let message = "a record's file is called 2025-05-16-subject.yaml: the ending is `.yaml`, and no part of the name has a colon, a backslash or a control character";
    StoreError::Read { path: PathBuf::from(path), source: std::io::Error::new(std::io::ErrorKind::InvalidInput, message) }
}
