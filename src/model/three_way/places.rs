//! Where the entries of each version are in the merged record.
//!
//! An entry that comes in moves those behind it. What names an entry by its position must then name the new one: a redaction in
//! the record, and the comments of a text.

use std::collections::HashMap;

use crate::model::{FieldPath, FindingKind, Segment};

/// The earlier version, and the two that come from it.
pub(super) const BASE: usize = 0;
pub(super) const OURS: usize = 1;
pub(super) const THEIRS: usize = 2;

/// Where the entries of each version are in the merged record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// For each version, its lists, and for each entry its index in the merged list; `None` where it is not in there.
    lists: [HashMap<FieldPath, Vec<Option<usize>>>; 3],
}

impl Places {
    /// Returns where a value of the earlier version is in the merged record; `None` where its entry was removed.
    pub fn of_base(&self, path: &FieldPath) -> Option<FieldPath> {
        self.of(BASE, path)
    }

    /// Returns the same of a value of our version.
    pub fn of_ours(&self, path: &FieldPath) -> Option<FieldPath> {
        self.of(OURS, path)
    }

    /// Returns the same of a value of their version.
    pub fn of_theirs(&self, path: &FieldPath) -> Option<FieldPath> {
        self.of(THEIRS, path)
    }

    pub(super) fn of(&self, version: usize, path: &FieldPath) -> Option<FieldPath> {
        let (mut read, mut made) = (FieldPath::root(), FieldPath::root());
        for segment in path.segments() {
            match segment {
                Segment::Key(key) => (read, made) = (read.key(key.clone()), made.key(key.clone())),
                Segment::Index(index) => {
                    // A list that was not compared entry by entry is as it was.
                    let moved = self.lists[version].get(&read).map(|places| places.get(*index).copied().flatten());
                    made = made.index(moved.unwrap_or(Some(*index))?);
                    read = read.index(*index);
                }
            }
        }
        Some(made)
    }

    /// Remembers where the entries of a list went; `at` is the list in each version.
    pub(super) fn put(&mut self, at: &Paths, places: [Vec<Option<usize>>; 3]) {
        for (version, places) in places.into_iter().enumerate() {
            self.lists[version].insert(at.versions[version].clone(), places);
        }
    }
}

/// The path of a value in each version, and in the merged record.
#[derive(Debug, Clone, Default)]
pub(super) struct Paths {
    versions: [FieldPath; 3],
    merged: FieldPath,
}

impl Paths {
    pub(super) fn key(&self, key: &str) -> Self {
        let [base, ours, theirs] = &self.versions;
        let of = |path: &FieldPath| path.key(key.to_owned());
        Self { versions: [of(base), of(ours), of(theirs)], merged: of(&self.merged) }
    }

    /// Returns the paths of an entry. A version that does not have it gets an index that none has.
    pub(super) fn entry(&self, indexes: [Option<usize>; 3], merged: usize) -> Self {
        let mut versions = self.versions.clone();
        for (path, index) in versions.iter_mut().zip(indexes) {
            *path = path.index(index.unwrap_or(usize::MAX));
        }
        Self { versions, merged: self.merged.index(merged) }
    }

    pub(super) fn merged(&self) -> &FieldPath {
        &self.merged
    }

    pub(super) fn last_key(&self) -> Option<&str> {
        self.merged.last_key()
    }

    /// Returns whether the value is who is responsible, for a finding or an action.
    pub(super) fn is_owner(&self) -> bool {
        self.last_key() == Some("owner")
    }

    /// Returns whether the value is an entry of the list with this name.
    pub(super) fn is_entry_of(&self, list: &str) -> bool {
        matches!(self.merged.segments(), [.., Segment::Key(key), Segment::Index(_)] if key == list)
    }

    pub(super) fn is_list_of(&self, kind: FindingKind) -> bool {
        matches!(self.merged.segments(), [Segment::Key(list)] if list == kind.list())
    }

    /// Returns the path below the finding, or the whole one of what is not in a finding.
    pub(super) fn below_finding(&self, is_in_finding: bool) -> FieldPath {
        let skipped = if is_in_finding { 2 } else { 0 };
        self.merged.segments().iter().skip(skipped).cloned().collect()
    }

    /// Returns the path in one version of a field that is named below this one.
    pub(super) fn in_version(&self, version: usize, below: &FieldPath) -> FieldPath {
        self.versions[version].join(below)
    }
}
