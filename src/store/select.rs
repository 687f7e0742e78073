//! Selects records by the paths or parts of ids that the user gave.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Store, StoreError};
use crate::model::{RecordId, composed};
use crate::store::atomic_write::folder_of;
use crate::store::{EntryKind, RECORDS};

impl Store {
    /// Returns the records that `paths` name: files, folders below `records/`, or parts of ids; all if `paths` is empty.
    ///
    /// # Errors
    /// Fails if a path names no record, or leads through a link below `records/`.
    pub fn select<'a>(&self, ids: &[&'a RecordId], paths: &[PathBuf]) -> Result<BTreeSet<&'a RecordId>, StoreError> {
        if paths.is_empty() {
            return Ok(ids.iter().copied().collect());
        }
        let mut selected = BTreeSet::new();
        let records = self.records().canonicalize().unwrap_or_else(|_| self.records());
        for path in paths {
            // Checked first: what is behind a link below `records/` is not read as a record anywhere else either.
            let below = match self.is_past() {
                true => self.below_records(path),
                false => {
                    if let Some(link) = self.link_on_the_way(path) {
                        return Err(StoreError::NotRegular { path: link, is: EntryKind::Link });
                    }
                    // An editor's lock file is a link to nowhere, which `canonicalize` refuses; its own location is used.
                    let asked = path.canonicalize().ok().or_else(|| standing(path).filter(|_| path.is_symlink()));
                    asked.and_then(|asked| Some(asked.strip_prefix(&records).ok()?.to_owned()))
                }
            };
            let below = below.map(|below| composed(&below.to_string_lossy().replace('\\', "/")).into_owned());
            let by_name = |id: &RecordId| {
                below.as_deref().is_some_and(|below| {
                    let file = below.strip_suffix(".yaml").unwrap_or(below);
                    below.is_empty()
                        || id.as_str() == file && file != below
                        || id.as_str().strip_prefix(below).is_some_and(|rest| rest.starts_with('/'))
                })
            };
            let mut named: Vec<&RecordId> = ids.iter().copied().filter(|id| by_name(id)).collect();
            // A path below `records/` has to match exactly; only other words are tried as parts of ids.
            if named.is_empty() && below.is_none() {
                named = ids.iter().copied().filter(|id| self.names(path, id)).collect();
            }
            if named.is_empty() && below.is_none() {
                return Err(StoreError::NotARecord { path: path.clone(), records: self.records() });
            }
            selected.extend(named);
        }
        Ok(selected)
    }

    /// Returns the part of a path that is below `records/` in the commit that is read; `None` if the commit does not have it.
    fn below_records(&self, path: &Path) -> Option<PathBuf> {
        let (path, records) = (std::path::absolute(path).ok()?, std::path::absolute(self.records()).ok()?);
        let below = path.strip_prefix(records).ok()?.to_owned();
        let name = Path::new(RECORDS).join(&below).to_string_lossy().trim_end_matches('/').replace('\\', "/");
        self.past.as_ref()?.kind_of(&name).map(|_| below)
    }

    /// Returns whether an error is about something that `paths` name; always true if `paths` is empty.
    pub fn concerns(trouble: &StoreError, paths: &[PathBuf]) -> bool {
        let same = |asked: &PathBuf| match (asked.canonicalize(), trouble.path().map(standing)) {
            (Ok(asked), Some(Some(file))) => file.starts_with(asked),
            // In a commit that is read with --rev, the file need not be on the disk.
            _ => match (std::path::absolute(asked), trouble.path().map(std::path::absolute)) {
                (Ok(asked), Some(Ok(file))) => file.starts_with(asked),
                _ => false,
            },
        };
        paths.is_empty() || trouble.path().is_none() || paths.iter().any(same)
    }

    /// Returns whether `path` is the record's file, a folder that contains it, or a part of its id.
    pub fn names(&self, path: &Path, id: &RecordId) -> bool {
        if self.is_past() {
            if let Some(below) = self.below_records(path) {
                return Path::new(&format!("{}.yaml", id.spelling())).starts_with(below);
            }
        } else if path.exists() {
            return match (path.canonicalize(), self.path_of(id).canonicalize()) {
                (Ok(asked), Ok(file)) => file.starts_with(asked),
                _ => false,
            };
        }
        let Some(path) = path.to_str().map(composed) else { return false };
        let from_root = Path::new(&*composed(&Self::name_of(id))).starts_with(&*path);
        from_root || !path.is_empty() && id.contains(&path)
    }
}

/// Returns where a file is, with the links of its folder resolved but not its own.
fn standing(path: &Path) -> Option<PathBuf> {
    Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?))
}
