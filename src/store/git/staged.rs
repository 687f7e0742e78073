//! The records as they are staged for the next commit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::command::{Blob, Git};
use super::repository::Repository;
use crate::model::RecordId;
use crate::store::load::{looks_like_a_record, unnamed};
use crate::store::regular::is_hidden;
use crate::store::{LARGEST, RECORDS, SETTINGS, Store, StoreError, text_of_bytes};

/// What git's index has of the records and of the settings: the next commit will have it, whatever the files on disk say by now.
#[derive(Debug)]
pub struct Staged {
    pub(super) git: Git,
    records: BTreeMap<RecordId, String>,
    /// Records that are staged and cannot be read.
    unread: BTreeSet<RecordId>,
    /// The text of `irr.yaml`; `None` where none is staged.
    pub settings: Option<String>,
}

/// An entry of the index.
struct Entry {
    mode: String,
    blob: String,
    is_unmerged: bool,
    name: PathBuf,
}

impl Store {
    /// Reads the records and the settings that are staged, and says what of it is no text of a regular file.
    ///
    /// `index` is the index that git names to a hook (`GIT_INDEX_FILE`), which has more in it than the repository's own where somebody
    /// commits with `-a` or names files. It counts where this process runs in the repository of the store.
    ///
    /// # Errors
    /// Where there is no git repository, or the index cannot be read.
    pub fn staged(&self, index: Option<&Path>) -> Result<(Staged, Vec<StoreError>), StoreError> {
        let git = self.git()?;
        let is_here = Repository::around(Path::new(".")).as_ref() == Some(&git.repository);
        let index = index.filter(|_| is_here).and_then(|index| std::path::absolute(index).ok());
        let git = git.with_index(index);
        let listed = git.bytes(&["ls-files", "-z", "--stage", "--", RECORDS, SETTINGS])?;
        let mut troubles = Vec::new();
        let mut wanted: Vec<(String, Option<RecordId>, PathBuf)> = Vec::new();
        let mut unread = BTreeSet::new();
        for entry in listed.split(|byte| *byte == 0).filter_map(Entry::read).filter(|entry| !is_in_hidden(&entry.name)) {
            let path = self.root().join(&entry.name);
            let id = self.id_of(&path);
            if let Some(trouble) = entry.trouble(&path) {
                unread.extend(id);
                // Each side of a conflict is an entry.
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
        let to_come = if bytes.values().any(|blob| matches!(blob, Blob::Bytes(bytes) if bytes.is_empty())) {
            self.promised(&git)?
        } else {
            Vec::new()
        };
        let mut staged = Staged { git, records: BTreeMap::new(), unread, settings: None };
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

    /// Files that `git add --intent-to-add` has named, and of which the next commit has nothing yet.
    fn promised(&self, git: &Git) -> Result<Vec<PathBuf>, StoreError> {
        let command = ["diff-files", "--name-only", "--diff-filter=A", "-z", "--relative", "--ignore-submodules=all", "--"];
        let listed = git.text(&[&command[..], &[RECORDS, SETTINGS]].concat())?;
        Ok(listed.split('\0').filter(|name| !name.is_empty()).map(|name| self.root().join(name)).collect())
    }
}

impl Staged {
    /// The ids of the records that can be read, in order.
    pub fn ids(&self) -> Vec<RecordId> {
        self.records.keys().cloned().collect()
    }

    /// Whether a record is staged, whether or not it can be read.
    pub(super) fn has(&self, id: &RecordId) -> bool {
        self.records.contains_key(id) || self.unread.contains(id)
    }

    /// The text of a record; `None` where none is staged that can be read.
    pub fn text_of(&self, id: &RecordId) -> Option<&str> {
        self.records.get(id).map(String::as_str)
    }
}

impl Entry {
    /// Reads `MODE BLOB STAGE`, a tab, and the name.
    fn read(line: &[u8]) -> Option<Self> {
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        let head = std::str::from_utf8(&line[..tab]).ok()?;
        let [mode, blob, stage] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
        let name = PathBuf::from(String::from_utf8_lossy(&line[tab + 1..]).into_owned());
        Some(Self { mode: mode.to_owned(), blob: blob.to_owned(), is_unmerged: stage != "0", name })
    }

    /// Why the entry is no file to be read.
    fn trouble(&self, path: &Path) -> Option<StoreError> {
        let path = path.to_owned();
        match self.mode.as_str() {
            _ if self.is_unmerged => Some(StoreError::Unmerged { path }),
            "120000" => Some(StoreError::StagedOther { path, what: "a link" }),
            "160000" => Some(StoreError::StagedOther { path, what: "another repository (a submodule)" }),
            // A name that is no Unicode has a mark in it that stands for what could not be read.
            _ if path.to_string_lossy().contains('\u{fffd}') => Some(unnamed(&path)),
            _ => None,
        }
    }
}

/// Whether a file, or a folder in its name, is hidden: such are no records on disk either.
fn is_in_hidden(name: &Path) -> bool {
    name.iter().any(is_hidden)
}
