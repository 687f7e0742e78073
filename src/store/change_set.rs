//! What a command is going to do to the record files, as data. Nothing here touches the disk; `apply` does.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Store, StoreError};
use crate::model::{GuessedValue, Record, RecordId};
use crate::yaml::{self, LARGEST_RECORD};

/// A change of one record's file: its text before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    /// The record's id.
    pub id: RecordId,
    /// The text as it was read; `None` if there was no file.
    pub before: Option<String>,
    /// The new text; `None` if the file is to be deleted.
    pub after: Option<String>,
    /// The Unix permission bits of a file that is deleted, so that undo can restore them. An existing file keeps its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<u32>,
}

/// Whether a change is a new step of the undo history, or moves along it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplayDirection {
    /// A new step, which `irr undo` can take back.
    #[default]
    New,
    /// Takes back the step with this number.
    Undo(u64),
    /// Makes the step with this number again.
    Redo(u64),
}

/// Changes that are made all together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChangeSet {
    /// What they are for, in words: "progress on custody:R1".
    pub deed: String,
    /// The changed files, each at most once.
    pub files: Vec<FileChange>,
    /// Problems that the records had before, as (rule code, rest of the identity). Undo may bring these back without being
    /// refused for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<(String, String)>,
    /// Whether this is a new step, an undo or a redo.
    #[serde(default)]
    pub way: ReplayDirection,
}

impl ChangeSet {
    /// Creates an empty change set.
    pub fn of(deed: impl Into<String>) -> Self {
        Self { deed: deed.into(), ..Self::default() }
    }

    /// Creates the change set that adds a new record, written in the canonical layout with marks on what was guessed.
    ///
    /// # Errors
    /// Fails if the text is larger than [`LARGEST_RECORD`], or if it would not parse back to the same record.
    pub fn creation(id: &RecordId, record: &Record, guesses: &[GuessedValue]) -> Result<Self, StoreError> {
        let text = yaml::with_checks(&yaml::write(record), guesses);
        if text.len() > LARGEST_RECORD {
            let (size, most) = (text.len() as u64, LARGEST_RECORD as u64);
            return Err(StoreError::TooLarge { path: Store::name_of(id).into(), size, most });
        }
        // A record that cannot be read again is worse than none: the user would notice only later.
        if yaml::parse(&text).as_ref() != Ok(record) {
            return Err(StoreError::WouldNotReadBack { id: id.clone() });
        }
        let mut set = Self::of(format!("new record {id}"));
        set.put(id.clone(), None, Some(text));
        Ok(set)
    }

    /// Creates the change set that adds several new records.
    ///
    /// # Errors
    /// As [`Self::creation`].
    pub fn creations(deed: &str, new: &[(&RecordId, &Record, &[GuessedValue])]) -> Result<Self, StoreError> {
        let sets: Vec<Self> =
            new.par_iter().map(|(id, record, guesses)| Self::creation(id, record, guesses)).collect::<Result<_, StoreError>>()?;
        let mut whole = Self::of(deed);
        whole.files = sets.into_iter().flat_map(|set| set.files).collect();
        Ok(whole)
    }

    /// Adds a file to the set; does nothing if its text stays the same.
    pub fn put(&mut self, id: RecordId, before: Option<String>, after: Option<String>) {
        if before != after {
            self.files.push(FileChange { id, before, after, mode: None });
        }
    }

    /// Returns whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the changes that take these back, in reverse order.
    pub fn inverse(&self) -> Self {
        let files = self.files.iter().rev().cloned();
        let back = |change: FileChange| FileChange { before: change.after, after: change.before, ..change };
        Self { files: files.map(back).collect(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::tests::record;

    #[test]
    fn a_new_record_has_a_mark_on_each_value_that_was_guessed() {
        let id: RecordId = "kent/2025-05-16-hedges".parse().unwrap();
        let guesses =
            [GuessedValue::new(None, "force", "named in the signature"), GuessedValue::new(None, "unplaced", "not there")];
        let set = ChangeSet::creation(&id, &record("Kent", "2025-05-16"), &guesses).unwrap();
        let text = set.files[0].after.as_deref().unwrap();
        assert!(text.contains("\nforce: Kent # irr: check (named in the signature)\n"), "{text}");
        assert_eq!(text.matches("irr: check").count(), 1);
        let without = ChangeSet::creation(&id, &record("Kent", "2025-05-16"), &[]).unwrap();
        assert_eq!(without.files[0].after.as_deref(), Some(&*text.replace(" # irr: check (named in the signature)", "")));
    }
}
