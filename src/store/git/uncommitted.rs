//! Counts what is not committed yet.

use crate::store::evidence::EVIDENCE;
use crate::store::{RECORDS, SETTINGS, Store};

impl Store {
    /// Returns how many files of the records folder, with `irr.yaml`, differ from the last commit or are new to git; `None`
    /// outside of a repository, or if git cannot be asked.
    pub fn uncommitted(&self) -> Option<usize> {
        if self.is_past() {
            return Some(0);
        }
        let git = self.git().ok()?;
        // Renamed files count as one that is gone and one that is new, so that each entry is one path.
        let status = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all"];
        let listed = git.bytes(&[&status[..], &["--", RECORDS, SETTINGS, EVIDENCE]].concat()).ok()?;
        Some(listed.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()).count())
    }
}
