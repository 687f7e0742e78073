//! Loads the records and other input files.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Store, StoreError};
use crate::model::{Record, RecordId};
use crate::store::past_files::{self, PastFiles, sized};
use crate::store::regular_file::is_hidden;
use crate::store::{EntryKind, ProgressCounter, RECORDS, SETTINGS, regular_file};
use crate::yaml::{self, Fault, LARGEST_RECORD, LARGEST_SETTINGS, Position};

/// The size limit for documents to import, in bytes; a scanned response has some millions. Records have their own,
/// [`LARGEST_RECORD`].
pub const LARGEST: u64 = 20 * 1024 * 1024;

/// What is below `records/`, and errors about what cannot be listed.
type Entries = (Vec<(PathBuf, EntryKind)>, Vec<StoreError>);

/// A record's file, loaded.
#[derive(Debug)]
pub struct Loaded {
    /// The record's id.
    pub id: RecordId,
    /// The file's text, unchanged.
    pub text: String,
    /// The parsed record, or every fault that keeps the text from being one.
    pub parsed: Result<Record, Vec<Fault>>,
}

impl Store {
    /// Returns the ids of all records in order, and errors about files that look like records but cannot be used.
    ///
    /// # Errors
    /// Fails if `records/` cannot be listed or has no record.
    pub fn ids(&self) -> Result<(Vec<RecordId>, Vec<StoreError>), StoreError> {
        let (entries, mut troubles) = match &self.past {
            Some(past) => (past.entries().iter().filter_map(|entry| self.entry_below_records(entry)).collect(), Vec::new()),
            None => self.entries_on_disk()?,
        };
        let mut ids = Vec::new();
        for (path, is) in entries {
            match (is, self.id_of(&path)) {
                // Where a commit has a name that is not UTF-8, U+FFFD stands for what is not.
                (EntryKind::File, Some(id)) if !self.is_past() || !id.contains("\u{fffd}") => ids.push(id),
                (EntryKind::File, _) if looks_like_a_record(&path) => troubles.push(unnamed(&path)),
                (EntryKind::File, _) => {}
                (EntryKind::Folder, _) if !looks_like_a_record(&path) => {}
                // A link is always reported, because there may be records behind it that would otherwise be left out
                // silently.
                (EntryKind::Link, _) => troubles.push(StoreError::NotRegular { path, is }),
                (_, _) if looks_like_a_record(&path) => troubles.push(StoreError::NotRegular { path, is }),
                (_, _) => {}
            }
        }
        ids.sort_unstable();
        // Two files with the same name after Unicode normalisation: nobody can tell which one an id means, so neither is
        // used.
        let mut twins: Vec<RecordId> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
        twins.dedup();
        for twin in twins {
            let same = ids.iter().filter(|id| **id == twin).map(|id| self.path_of(id)).collect();
            troubles.push(StoreError::Twins { paths: same });
            ids.retain(|id| *id != twin);
        }
        // The order in which the system lists a folder varies.
        troubles.sort_by(|one, other| one.path().cmp(&other.path()));
        if ids.is_empty() {
            return Err(troubles.into_iter().next().unwrap_or(StoreError::NoRecords { records: self.records() }));
        }
        Ok((ids, troubles))
    }

    /// Returns an entry of a past commit with its path; `None` if it is outside of `records/` or hidden.
    fn entry_below_records(&self, (name, is): &(String, EntryKind)) -> Option<(PathBuf, EntryKind)> {
        let below = Path::new(name).strip_prefix(RECORDS).ok().filter(|below| below.components().next().is_some())?;
        (!below.iter().any(is_hidden)).then(|| (self.root.join(name), *is))
    }

    /// Lists what is below `records/`, hidden files left out, with errors about folders that cannot be listed.
    fn entries_on_disk(&self) -> Result<Entries, StoreError> {
        match self.records().symlink_metadata() {
            Ok(found) if found.is_symlink() => return Err(StoreError::NotRegular { path: self.records(), is: EntryKind::Link }),
            Ok(found) if found.is_dir() => {}
            _ if self.is_bare_repository() => {
                return Err(StoreError::BareRepository { folder: self.root.clone() });
            }
            _ => return Err(StoreError::NoStoreAt { root: self.root.clone() }),
        }
        let (mut entries, mut troubles) = (Vec::new(), Vec::new());
        // Links are not followed: one may lead out of the folder, or back into it without end.
        let walk = WalkDir::new(self.records()).follow_links(false).min_depth(1).into_iter();
        // Hidden files belong to editors. Emacs' lock file is a link to nowhere and would be reported as broken.
        for entry in walk.filter_entry(|entry| !is_hidden(entry.file_name())) {
            match entry {
                Ok(entry) => {
                    let is = EntryKind::from(entry.file_type());
                    entries.push((entry.into_path(), is));
                }
                Err(error) => {
                    let path = error.path().map_or_else(|| self.records(), Path::to_owned);
                    let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the link leads back to itself"));
                    troubles.push(StoreError::List { path, source });
                }
            }
        }
        Ok((entries, troubles))
    }

    /// Applies `use_of` to every record and returns the results in order of id, with errors about files that could not be
    /// read.
    ///
    /// It runs on all cores. `use_of` is called inside the loop, so that a text can be dropped before the next is read.
    /// `count` receives the progress.
    ///
    /// # Errors
    /// Fails if there are no records. A file that does not parse is no error: [`Loaded::parsed`] has its faults.
    pub fn load_each<T: Send>(
        &self,
        count: &ProgressCounter,
        use_of: impl Fn(Loaded) -> T + Sync,
    ) -> Result<(Vec<T>, Vec<StoreError>), StoreError> {
        self.steadily(|| self.load_each_within(count, &use_of, 3))
    }

    fn load_each_within<T: Send>(
        &self,
        count: &ProgressCounter,
        use_of: &(impl Fn(Loaded) -> T + Sync),
        tries: usize,
    ) -> Result<(Vec<T>, Vec<StoreError>), StoreError> {
        let (ids, mut troubles) = self.ids()?;
        count.begin(ids.len());
        if let Some(past) = &self.past {
            return self.load_each_past(past.as_ref(), ids, troubles, count, use_of);
        }
        let one = |id| {
            let used = self.load(id).map(use_of);
            count.step();
            used
        };
        let read: Vec<_> = ids.into_par_iter().with_min_len(8).map(one).collect();
        // A file that was listed and is now missing was renamed by another program meanwhile: list again, or its record would
        // be left out.
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

    /// The same for the files of a commit: what git hands out is used on all cores while it hands out the next.
    fn load_each_past<T: Send>(
        &self,
        past: &dyn PastFiles,
        ids: Vec<RecordId>,
        mut troubles: Vec<StoreError>,
        count: &ProgressCounter,
        use_of: &(impl Fn(Loaded) -> T + Sync),
    ) -> Result<(Vec<T>, Vec<StoreError>), StoreError> {
        let names: Vec<String> = ids.iter().map(Self::name_of).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let read = Mutex::new(Vec::with_capacity(ids.len()));
        let one = |at: usize, bytes: Result<Vec<u8>, StoreError>| {
            let id = ids[at].clone();
            let path = self.path_of(&id);
            let text = bytes.and_then(|bytes| text_of_bytes(sized(bytes, path.clone(), LARGEST_RECORD as u64)?, &path));
            let used = text.map(|text| {
                let parsed = yaml::parse(&text);
                use_of(Loaded { id, text, parsed })
            });
            count.step();
            read.lock().unwrap_or_else(PoisonError::into_inner).push((at, used));
        };
        let one = &one;
        rayon::in_place_scope(|scope| past.read_each(&names, &mut |at, bytes| scope.spawn(move |_| one(at, bytes))))?;
        let mut read = read.into_inner().unwrap_or_else(PoisonError::into_inner);
        read.sort_by_key(|(at, _)| *at);
        let mut used = Vec::with_capacity(read.len());
        for (_, result) in read {
            match result {
                Ok(value) => used.push(value),
                Err(error) => troubles.push(error),
            }
        }
        Ok((used, troubles))
    }

    /// Returns those of the records whose text contains one of the words; also those that cannot be read, because they might.
    pub fn mentioning<'a>(&self, ids: &[&'a RecordId], words: &[String]) -> Vec<&'a RecordId> {
        let has = |bytes: &[u8]| words.iter().any(|word| find(bytes, word.as_bytes()));
        if let Some(past) = &self.past {
            let names: Vec<String> = ids.iter().map(|id| Self::name_of(id)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let mut found = vec![true; ids.len()];
            let mut take = |at: usize, bytes: Result<Vec<u8>, StoreError>| found[at] = bytes.map_or(true, |bytes| has(&bytes));
            let is_asked = past.read_each(&names, &mut take).is_ok();
            return ids.iter().zip(found).filter(|(_, found)| *found || !is_asked).map(|(id, _)| *id).collect();
        }
        ids.par_iter().with_min_len(8).filter(|id| self.bytes_of(id).map_or(true, |bytes| has(&bytes))).copied().collect()
    }

    /// Returns the path and text of `irr.yaml`; `None` if there is none.
    ///
    /// # Errors
    /// Fails if it exists but cannot be read.
    pub fn settings(&self) -> Result<Option<(PathBuf, String)>, StoreError> {
        let path = self.root().join(SETTINGS);
        if let Some(past) = &self.past {
            let bytes = past_files::read(past.as_ref(), self.root(), SETTINGS, LARGEST_SETTINGS as u64)?;
            return bytes.map(|bytes| Ok((path.clone(), text_of_bytes(bytes, &path)?))).transpose();
        }
        match regular_file::open(&path, OpenOptions::new().read(true))? {
            Some((file, _)) => Ok(Some((path.clone(), text_of_bytes(bytes_from(file, &path, LARGEST_SETTINGS as u64)?, &path)?))),
            None => Ok(None),
        }
    }

    /// Loads one record.
    ///
    /// # Errors
    /// Fails if its file cannot be read or is not UTF-8.
    pub fn load(&self, id: RecordId) -> Result<Loaded, StoreError> {
        let text = self.text_of(&id)?;
        let parsed = yaml::parse(&text);
        Ok(Loaded { id, text, parsed })
    }

    /// Returns the text of a record's file.
    ///
    /// # Errors
    /// Fails if it does not exist, is not a regular file below `records/`, is too large, or is not UTF-8.
    pub fn text_of(&self, id: &RecordId) -> Result<String, StoreError> {
        text_of_bytes(self.bytes_of(id)?, &self.path_of(id))
    }

    fn bytes_of(&self, id: &RecordId) -> Result<Vec<u8>, StoreError> {
        if let Some(past) = &self.past {
            let bytes = past_files::read(past.as_ref(), self.root(), &Self::name_of(id), LARGEST_RECORD as u64)?;
            let missing = || StoreError::Read { path: self.path_of(id), source: std::io::ErrorKind::NotFound.into() };
            return bytes.ok_or_else(missing);
        }
        let path = self.record_file(id)?;
        match regular_file::open(&path, OpenOptions::new().read(true))? {
            Some((file, _)) => bytes_from(file, &path, LARGEST_RECORD as u64),
            None => Err(StoreError::Read { path, source: std::io::ErrorKind::NotFound.into() }),
        }
    }
}

/// Returns the files in a folder, in order of their names, without hidden ones.
///
/// # Errors
/// Fails if it cannot be listed.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let list = |source| StoreError::Read { path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(list)? {
        let path = entry.map_err(list)?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        if path.is_file() && !is_hidden {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads a file that the user named. Links are followed and pipes are read, because the user chose the path.
///
/// # Errors
/// Fails if it cannot be read or is larger than [`LARGEST`].
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let file = File::open(path).map_err(|source| StoreError::Read { path: path.to_owned(), source })?;
    bytes_from(file, path, LARGEST)
}

/// Reads a text file that the user named.
///
/// # Errors
/// Fails if it cannot be read, is larger than [`LARGEST`], or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, StoreError> {
    text_of_bytes(read_bytes(path)?, path)
}

/// Reads an open file of at most `most` bytes.
pub(super) fn bytes_from(mut file: File, path: &Path, most: u64) -> Result<Vec<u8>, StoreError> {
    let failed = |source| StoreError::Read { path: path.to_owned(), source };
    let size = file.metadata().map_err(failed)?.len();
    if size > most {
        return Err(StoreError::TooLarge { path: path.to_owned(), size, most });
    }
    // A file that grows while it is read, and a pipe, whose size is given as 0, are cut at the limit.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.by_ref().take(most).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Decodes a file's bytes as UTF-8.
///
/// # Errors
/// Fails if they are not UTF-8, with the line and column of the first invalid byte.
pub(super) fn text_of_bytes(bytes: Vec<u8>, path: &Path) -> Result<String, StoreError> {
    String::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
        let Position { line, column } = Position::of(&before, before.len());
        StoreError::NotText { path: path.to_owned(), line, column }
    })
}

/// Returns whether `bytes` contains `word`.
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

/// Returns whether the user may have meant a file to be a record, by its ending.
pub(super) fn looks_like_a_record(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml"))
}

/// Returns the error for a file whose name cannot be a record's id.
pub(super) fn unnamed(path: &Path) -> StoreError {
    let message = "a record's file is named like 2025-05-16-subject.yaml, without colons, backslashes or control characters";
    StoreError::Read { path: PathBuf::from(path), source: std::io::Error::new(std::io::ErrorKind::InvalidInput, message) }
}
