//! Merges three files by lines, as git does.

use std::path::Path;

use super::command::{self, succeeded};
use crate::store::StoreError;

/// What git made of the lines of three files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedLines {
    /// The merged lines, with conflict markers where both files changed the same ones.
    pub bytes: Vec<u8>,
    /// Whether there are conflict markers.
    pub has_conflicts: bool,
}

/// The three files of a merge.
#[derive(Debug, Clone, Copy)]
pub struct MergeFiles<'a> {
    /// The version that both come from.
    pub base: &'a Path,
    /// Our version, into which the other is merged.
    pub ours: &'a Path,
    /// The other version.
    pub theirs: &'a Path,
}

/// The most conflicts that git counts in its exit code.
const MOST_CONFLICTS: i32 = 127;

/// Merges three files by lines, with conflict markers of `size` characters. The files stay as they are.
///
/// # Errors
/// Fails if git cannot be started, or cannot merge the files because they are not text.
pub fn merge_lines(files: MergeFiles<'_>, size: usize) -> Result<MergedLines, StoreError> {
    let [ours, base, theirs] = [files.ours, files.base, files.theirs].map(Path::as_os_str);
    let size = format!("--marker-size={size}");
    let options = ["merge-file", "-p", "-q", &size, "-L", "ours", "-L", "base", "-L", "theirs", "--"];
    let output = command::outside(Path::new("."), &options, &[ours, base, theirs])?;
    match output.status.code() {
        Some(count @ 1..=MOST_CONFLICTS) if count > 0 => Ok(MergedLines { bytes: output.stdout, has_conflicts: true }),
        _ => Ok(MergedLines { bytes: succeeded(output, "merge-file")?, has_conflicts: false }),
    }
}
