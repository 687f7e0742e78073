//! What was begun in a repository and is not finished.

use std::fmt;
use std::path::Path;

/// A git command that was begun and stopped, in most cases at a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BegunOperation {
    /// `git merge`, also as part of `git pull`.
    Merge,
    /// `git rebase`, or `git am`.
    Rebase,
    /// `git cherry-pick`.
    CherryPick,
    /// `git revert`.
    Revert,
}

/// The file that shows each. A rebase comes first: it can leave the files of the others, too.
const SHOWN_BY: [(&str, BegunOperation); 5] = [
    ("rebase-merge", BegunOperation::Rebase),
    ("rebase-apply", BegunOperation::Rebase),
    ("MERGE_HEAD", BegunOperation::Merge),
    ("CHERRY_PICK_HEAD", BegunOperation::CherryPick),
    ("REVERT_HEAD", BegunOperation::Revert),
];

impl BegunOperation {
    /// Finds what was begun in a repository's folder.
    pub(super) fn in_folder(folder: &Path) -> Option<Self> {
        SHOWN_BY.iter().find(|(name, _)| folder.join(name).symlink_metadata().is_ok()).map(|(_, begun)| *begun)
    }
}

impl fmt::Display for BegunOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Merge => "merge",
            Self::Rebase => "rebase",
            Self::CherryPick => "cherry-pick",
            Self::Revert => "revert",
        })
    }
}
