//! Which records a person's paths name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Store, StoreError};
use crate::model::RecordId;

impl Store {
    /// The records that `paths` name: files and folders below `records/`, or parts of ids; all of them where there are no paths.
    ///
    /// # Errors
    /// Where a path names none.
    pub fn select<'a>(&self, ids: &[&'a RecordId], paths: &[PathBuf]) -> Result<BTreeSet<&'a RecordId>, StoreError> {
        if paths.is_empty() {
            return Ok(ids.iter().copied().collect());
        }
        let mut selected = BTreeSet::new();
        let records = self.records().canonicalize().unwrap_or_else(|_| self.records());
        for path in paths {
            let asked = path.canonicalize().ok();
            // Below `records/` a name says enough; only where links lead about does each file have to be asked.
            let below = asked
                .as_deref()
                .and_then(|asked| asked.strip_prefix(&records).ok())
                .map(|below| below.to_string_lossy().replace('\\', "/"));
            let by_name = |id: &RecordId| {
                below.as_deref().is_some_and(|below| {
                    let file = below.strip_suffix(".yaml").unwrap_or(below);
                    below.is_empty()
                        || id.as_str() == file && file != below
                        || id.as_str().strip_prefix(below).is_some_and(|rest| rest.starts_with('/'))
                })
            };
            let mut named: Vec<&RecordId> = ids.iter().copied().filter(|id| by_name(id)).collect();
            if named.is_empty() {
                named = ids.iter().copied().filter(|id| self.names(path, id)).collect();
            }
            if named.is_empty() && !self.holds(path) {
                return Err(StoreError::NotARecord { path: path.clone(), records: self.records() });
            }
            selected.extend(named);
        }
        Ok(selected)
    }

    /// Whether a file or folder is below `records/`, a record or not.
    fn holds(&self, path: &Path) -> bool {
        matches!((path.canonicalize(), self.records().canonicalize()), (Ok(path), Ok(records)) if path.starts_with(&records))
    }

    /// Whether a trouble is about what `paths` name; always where there are no paths.
    pub fn concerns(trouble: &StoreError, paths: &[PathBuf]) -> bool {
        let same = |asked: &PathBuf| match (asked.canonicalize(), trouble.path().map(Path::canonicalize)) {
            (Ok(asked), Some(Ok(file))) => file.starts_with(asked),
            _ => false,
        };
        paths.is_empty() || trouble.path().is_none() || paths.iter().any(same)
    }

    /// Whether `path` is the record's file, a folder around it, or a part of its id.
    pub fn names(&self, path: &Path, id: &RecordId) -> bool {
        if path.exists() {
            return match (path.canonicalize(), self.path_of(id).canonicalize()) {
                (Ok(asked), Ok(file)) => file.starts_with(asked),
                _ => false,
            };
        }
        let from_root = Path::new(&Self::name_of(id)).starts_with(path);
        from_root || path.to_str().is_some_and(|part| !part.is_empty() && id.contains(part))
    }
}
