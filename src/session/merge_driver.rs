//! Merges three files of a record for git, which asks for it with `irr merge-driver`.

use std::path::Path;

use super::record_merge::{MarkedRecord, merge_with_markers};
use crate::model::RecordId;
use crate::model::three_way::MergeConflict;
use crate::store::{BothChanged, MergeFiles, MergedLines, StoreError, merge_lines, read_bytes, write_whole};
use crate::yaml;

/// What came of a merge of three files.
#[derive(Debug, Clone, PartialEq)]
pub enum FileMerge {
    /// The versions do not contradict each other.
    Clean,
    /// Values that both changed differently are between conflict markers.
    Values(RecordId, Vec<MergeConflict>),
    /// The two versions of the record cannot be put together value by value: the lines that differ are between markers.
    Whole(RecordId),
    /// The lines that both changed are between markers, for one of the versions of this record cannot be read.
    Unread(RecordId),
    /// The lines that both changed are between markers, for the file is not a record.
    Lines,
}

/// Merges three files, and writes what comes of it into ours. `id` is the record; `None` for another file, which is merged by
/// lines.
///
/// # Errors
/// Fails if a file cannot be read or written, or if git cannot merge its lines; then nothing is changed.
pub fn merge_files(id: Option<RecordId>, files: MergeFiles<'_>, size: usize) -> Result<FileMerge, StoreError> {
    let lines = merge_lines(files, size);
    let both = match &id {
        Some(id) => read(id, files, lines.as_ref().ok())?,
        None => None,
    };
    let marked = both.as_ref().map_or(MarkedRecord::Unread, |both| merge_with_markers(both, size));
    let (bytes, merge) = match (marked, id, both) {
        (MarkedRecord::Merged(text), ..) => (text.into_bytes(), FileMerge::Clean),
        (MarkedRecord::Marked(text, conflicts), Some(id), _) => (text.into_bytes(), FileMerge::Values(id, conflicts)),
        (MarkedRecord::Whole, Some(id), Some(BothChanged { ours: Some(ours), theirs: Some(theirs), .. })) => {
            // Lines that git can put together may still say what neither version says.
            let bytes = match lines {
                Ok(MergedLines { bytes, has_conflicts: true }) => bytes,
                _ => yaml::with_conflict_markers(&ours, &theirs, &[], size).into_bytes(),
            };
            (bytes, FileMerge::Whole(id))
        }
        (_, id, _) => {
            let MergedLines { bytes, has_conflicts } = lines?;
            let merge = match id {
                _ if !has_conflicts => FileMerge::Clean,
                Some(id) => FileMerge::Unread(id),
                None => FileMerge::Lines,
            };
            (bytes, merge)
        }
    };
    write_whole(files.ours, &bytes)?;
    Ok(merge)
}

/// Reads the versions of a record; `None` where one is not text. `lines` is what git made of them.
fn read(id: &RecordId, files: MergeFiles<'_>, lines: Option<&MergedLines>) -> Result<Option<BothChanged>, StoreError> {
    let text = |path: &Path| Ok::<_, StoreError>(String::from_utf8(read_bytes(path)?).ok());
    let (Some(base), Some(ours), Some(theirs)) = (text(files.base)?, text(files.ours)?, text(files.theirs)?) else {
        return Ok(None);
    };
    // git gives an empty file for a version that there is none of.
    let base = Some(base).filter(|text| !text.is_empty());
    let merged = lines.filter(|lines| !lines.has_conflicts).and_then(|lines| String::from_utf8(lines.bytes.clone()).ok());
    Ok(Some(BothChanged { id: id.clone(), base, ours: Some(ours), theirs: Some(theirs), merged }))
}
