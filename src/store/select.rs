//! Which records a person's paths name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::regular::Kind;
use super::save::folder_of;
use super::{Store, StoreError};
use crate::model::{RecordId, composed};

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
            // Where it leads to is none of the records', whatever is there.
            if let Some(link) = self.link_on_the_way(path) {
                return Err(StoreError::NotRegular { path: link, is: Kind::Link });
            }
            // An editor's lock is a link to nowhere.
            let asked = path.canonicalize().ok().or_else(|| standing(path).filter(|_| path.is_symlink()));
            let below = asked
                .as_deref()
                .and_then(|asked| asked.strip_prefix(&records).ok())
                .map(|below| composed(&below.to_string_lossy().replace('\\', "/")).into_owned());
            let by_name = |id: &RecordId| {
                below.as_deref().is_some_and(|below| {
                    let file = below.strip_suffix(".yaml").unwrap_or(below);
                    below.is_empty()
                        || id.as_str() == file && file != below
                        || id.as_str().strip_prefix(below).is_some_and(|rest| rest.starts_with('/'))
                })
            };
            let mut named: Vec<&RecordId> = ids.iter().copied().filter(|id| by_name(id)).collect();
            // Below `records/` a name says enough.
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

    /// Whether a trouble is about what `paths` name; always where there are no paths.
    pub fn concerns(trouble: &StoreError, paths: &[PathBuf]) -> bool {
        let same = |asked: &PathBuf| match (asked.canonicalize(), trouble.path().map(standing)) {
            (Ok(asked), Some(Some(file))) => file.starts_with(asked),
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
        let Some(path) = path.to_str().map(composed) else { return false };
        let from_root = Path::new(&*composed(&Self::name_of(id))).starts_with(&*path);
        from_root || !path.is_empty() && id.contains(&path)
    }
}

/// The real path of a file, which may be a link: that is where it stands, and not where it leads to.
fn standing(path: &Path) -> Option<PathBuf> {
    Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?))
}
