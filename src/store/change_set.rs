//! What a command is going to do to the files of a store, as data.

use serde::{Deserialize, Serialize};

use super::{Store, StoreError};
use crate::model::{Record, RecordId};
use crate::yaml::{self, LARGEST_RECORD};

/// One record's file: what it was when it was read, and what it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    /// The record.
    pub id: RecordId,
    /// Its text as it was read; `None` where there was no file.
    pub before: Option<String>,
    /// Its text as it is to be; `None` where the file is to go.
    pub after: Option<String>,
    /// Who may read and write it, as Unix counts it, where it is known from a file that goes; a file that is there keeps its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<u32>,
}

/// Whether a change is a new step, or goes over an old one once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A new step, which `irr undo` can take back.
    #[default]
    New,
    /// Back over the step of this number.
    Undo(u64),
    /// Forward over the step of this number.
    Redo(u64),
}

/// Changes that are made all together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChangeSet {
    /// What they are made for, in words: "progress on custody:R1".
    pub deed: String,
    /// The files, each once.
    pub files: Vec<FileChange>,
    /// The problems that the records had before, each a rule's code and what else it is known by: undoing the change brings them back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<(String, String)>,
    /// Whether it is a new step.
    #[serde(default)]
    pub way: Way,
}

impl ChangeSet {
    /// Nothing yet, for this deed.
    pub fn of(deed: impl Into<String>) -> Self {
        Self { deed: deed.into(), ..Self::default() }
    }

    /// A new record, in the canonical layout.
    ///
    /// # Errors
    /// Where its text is larger than any record, or would not read back as the same one.
    pub fn creation(id: &RecordId, record: &Record) -> Result<Self, StoreError> {
        let text = yaml::write(record);
        if text.len() > LARGEST_RECORD {
            let (size, most) = (text.len() as u64, LARGEST_RECORD as u64);
            return Err(StoreError::TooLarge { path: Store::name_of(id).into(), size, most });
        }
        if yaml::parse(&text).as_ref() != Ok(record) {
            return Err(StoreError::WouldNotReadBack { id: id.clone() });
        }
        let mut set = Self::of(format!("new record {id}"));
        set.put(id.clone(), None, Some(text));
        Ok(set)
    }

    /// Adds a file, unless it is to stay as it is.
    pub fn put(&mut self, id: RecordId, before: Option<String>, after: Option<String>) {
        if before != after {
            self.files.push(FileChange { id, before, after, mode: None });
        }
    }

    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What takes these changes back.
    pub fn inverse(&self) -> Self {
        let files = self.files.iter().rev().cloned();
        let back = |change: FileChange| FileChange { before: change.after, after: change.before, ..change };
        Self { files: files.map(back).collect(), ..self.clone() }
    }
}
