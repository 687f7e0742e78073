//! Reads the records from git's index, for `validate --staged` in a pre-commit hook.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::command::{Blob, Git};
use super::repository::Repository;
use crate::model::RecordId;
use crate::store::load::{looks_like_a_record, text_of_bytes, unnamed};
use crate::store::regular_file::is_hidden;
use crate::store::{LARGEST, RECORDS, SETTINGS, Store, StoreError};

/// The records and settings in git's index: what the next commit will contain, whatever the files on disk say.
#[derive(Debug)]
pub struct StagedRecords {
    pub(super) git: Git,
    records: BTreeMap<RecordId, String>,
    /// Records that are in the index but cannot be read.
    unread: BTreeSet<RecordId>,
    /// The text of `irr.yaml`; `None` if it is not in the index.
    pub settings: Option<String>,
}

/// One entry of the index.
struct IndexEntry {
    mode: String,
    blob: String,
    is_unmerged: bool,
    name: PathBuf,
}

impl Store {
    /// Reads the records and settings in the index; returns the unreadable entries as errors beside them.
    ///
    /// `index` is the index file that git names to a hook (`GIT_INDEX_FILE`): with `git commit -a` or `git commit FILE` it
    /// contains more than the repository's own. It is used only if the process runs inside the store's repository.
    ///
    /// # Errors
    /// Fails if there is no git repository, or if the index cannot be read.
    pub fn staged(&self, index: Option<&Path>) -> Result<(StagedRecords, Vec<StoreError>), StoreError> {
        let git = self.git()?;
        let is_here = Repository::around(Path::new(".")).as_ref() == Some(&git.repository);
        let index = index.filter(|_| is_here).and_then(|index| std::path::absolute(index).ok());
        let git = git.with_index(index);
        let listed = git.bytes(&["ls-files", "-z", "--stage", "--", RECORDS, SETTINGS])?;
        let mut troubles = Vec::new();
        let mut wanted: Vec<(String, Option<RecordId>, PathBuf)> = Vec::new();
        let mut unread = BTreeSet::new();
        for entry in listed.split(|byte| *byte == 0).filter_map(IndexEntry::read).filter(|entry| !is_in_hidden(&entry.name)) {
            let path = self.root().join(&entry.name);
            let id = self.id_of(&path);
            if let Some(trouble) = entry.trouble(&path) {
                unread.extend(id);
                // A conflict has up to three entries, one for each side, and is reported once.
                if troubles.last().and_then(StoreError::path) != Some(&path) {
                    troubles.push(trouble);
                }
            } else if id.is_some() || entry.name == Path::new(SETTINGS) {
                wanted.push((entry.blob, id, path));
            } else if looks_like_a_record(&path) {
                troubles.push(unnamed(&path));
            }
        }
        let mut bytes = BTreeMap::new();
        let names: Vec<&str> = wanted.iter().map(|(blob, ..)| blob.as_str()).collect();
        git.blobs(&names, |name, blob| drop(bytes.insert(name.to_owned(), blob)))?;
        // An empty blob is either an empty file or one of `git add --intent-to-add`, which only a second git call can tell.
        let to_come = if bytes.values().any(|blob| matches!(blob, Blob::Bytes(bytes) if bytes.is_empty())) {
            self.promised(&git)?
        } else {
            Vec::new()
        };
        let mut staged = StagedRecords { git, records: BTreeMap::new(), unread, settings: None };
        for (blob, id, path) in wanted {
            let text = match bytes.get(&blob) {
                Some(Blob::Bytes(bytes)) if bytes.is_empty() && to_come.contains(&path) => continue,
                Some(Blob::Bytes(bytes)) => text_of_bytes(bytes.clone(), &path),
                Some(Blob::TooLarge(size)) => Err(StoreError::TooLarge { path, size: *size, most: LARGEST }),
                None => Err(StoreError::Read { path, source: std::io::Error::other("what is staged is not in this clone") }),
            };
            match (text, id) {
                (Ok(text), Some(id)) => drop(staged.records.insert(id, text)),
                (Ok(text), None) => staged.settings = Some(text),
                (Err(trouble), id) => {
                    staged.unread.extend(id);
                    troubles.push(trouble);
                }
            }
        }
        Ok((staged, troubles))
    }

    /// Returns the files added with `git add --intent-to-add`, whose content is not in the index yet.
    fn promised(&self, git: &Git) -> Result<Vec<PathBuf>, StoreError> {
        let command = ["diff-files", "--name-only", "--diff-filter=A", "-z", "--relative", "--ignore-submodules=all", "--"];
        let listed = git.text(&[&command[..], &[RECORDS, SETTINGS]].concat())?;
        Ok(listed.split('\0').filter(|name| !name.is_empty()).map(|name| self.root().join(name)).collect())
    }
}

impl StagedRecords {
    /// Returns the ids of the readable records, in order.
    pub fn ids(&self) -> Vec<RecordId> {
        self.records.keys().cloned().collect()
    }

    /// Returns whether a record is in the index, readable or not.
    pub(super) fn has(&self, id: &RecordId) -> bool {
        self.records.contains_key(id) || self.unread.contains(id)
    }

    /// Returns the text of a record; `None` if it is not in the index or cannot be read.
    pub fn text_of(&self, id: &RecordId) -> Option<&str> {
        self.records.get(id).map(String::as_str)
    }
}

impl IndexEntry {
    /// Parses one entry of `git ls-files --stage -z`: `MODE BLOB STAGE`, a tab, the path.
    fn read(line: &[u8]) -> Option<Self> {
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        let head = std::str::from_utf8(&line[..tab]).ok()?;
        let [mode, blob, stage] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
        let name = PathBuf::from(String::from_utf8_lossy(&line[tab + 1..]).into_owned());
        Some(Self { mode: mode.to_owned(), blob: blob.to_owned(), is_unmerged: stage != "0", name })
    }

    /// Returns why the entry cannot be read as a file; `None` if it can. The modes are git's: 120000 is a symbolic link,
    /// 160000 a submodule.
    fn trouble(&self, path: &Path) -> Option<StoreError> {
        let path = path.to_owned();
        match self.mode.as_str() {
            _ if self.is_unmerged => Some(StoreError::Unmerged { path }),
            "120000" => Some(StoreError::StagedOther { path, what: "a link" }),
            "160000" => Some(StoreError::StagedOther { path, what: "another repository (a submodule)" }),
            // U+FFFD marks a path that was not UTF-8: it cannot be written back or compared.
            _ if path.to_string_lossy().contains('\u{fffd}') => Some(unnamed(&path)),
            _ => None,
        }
    }
}

/// Returns whether a file or one of its folders is hidden. Hidden files are not read from disk as records either.
fn is_in_hidden(name: &Path) -> bool {
    name.iter().any(is_hidden)
}
