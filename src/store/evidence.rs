//! Checks whether files named as evidence exist.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::atomic_write::{folder_of, make_folder, write_whole};
use super::{EntryKind, Store, StoreError, read_bytes};
use crate::model::RecordId;

/// What is at a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PathKind {
    Folder,
    Something,
    Nothing,
}

impl Store {
    /// Returns those of the paths, relative to the store's root, that do not exist.
    ///
    /// Paths whose first folder does not exist are skipped: a force that keeps its evidence elsewhere has no such
    /// folder. Links are not followed: what is behind one counts as existing.
    pub fn missing_files(&self, paths: BTreeSet<String>) -> BTreeSet<String> {
        let mut outermost: BTreeMap<String, bool> = BTreeMap::new();
        let mut is_kept_here = |folder: &str| match outermost.get(folder) {
            Some(known) => *known,
            None => *outermost.entry(folder.to_owned()).or_insert(self.kind_of(folder) == PathKind::Folder),
        };
        let is_missing = |path: &str| {
            for (end, _) in path.match_indices('/').chain([(path.len(), "")]) {
                match self.kind_of(&path[..end]) {
                    PathKind::Folder => {}
                    PathKind::Something => return false,
                    PathKind::Nothing => return true,
                }
            }
            false
        };
        let folder = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
        paths.into_iter().filter(|path| is_kept_here(&folder(path)) && is_missing(path)).collect()
    }

    /// Returns what is at a path relative to the store's root, on the disk or in the commit that is read.
    fn kind_of(&self, path: &str) -> PathKind {
        match self.past.as_ref().map(|past| past.kind_of(path)) {
            None => there(&self.root().join(path)),
            Some(None) => PathKind::Nothing,
            Some(Some(EntryKind::Folder)) => PathKind::Folder,
            Some(Some(_)) => PathKind::Something,
        }
    }
}

/// What became of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceCopy {
    /// It was written.
    Written,
    /// The same file was there already.
    WasThere,
}

/// The folder for evidence that is copied into the repository.
pub(in crate::store) const EVIDENCE: &str = "evidence";

impl Store {
    /// Returns where a file outside of the repository would be copied as evidence of a record, relative to the store's root;
    /// `None` where there is no such file, or where it is in the repository already.
    pub fn place_of_evidence(&self, file: &Path, id: &RecordId) -> Option<String> {
        let file = fs::canonicalize(file).ok().filter(|file| file.is_file())?;
        let root = fs::canonicalize(self.root()).ok()?;
        let is_inside = file.starts_with(root) || self.work_tree().is_some_and(|tree| file.starts_with(tree));
        let name = file.file_name()?.to_str()?.to_owned();
        // A name with a line break, or one that other systems read as a path, would not be read back from a record.
        let is_plain = !is_inside && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\n', '\r']);
        is_plain.then(|| format!("{EVIDENCE}/{}/{name}", id.stem()))
    }

    /// Removes a copy whose finding was not closed after all.
    ///
    /// # Errors
    /// Fails if it cannot be removed.
    pub fn remove_evidence(&self, place: &str) -> Result<(), StoreError> {
        let path = self.root().join(place);
        fs::remove_file(&path).map_err(|source| StoreError::Write { path, source })
    }

    /// Returns whether a file, wherever it is, exists.
    pub fn has_file(&self, file: &Path) -> bool {
        there(file) != PathKind::Nothing
    }

    /// Copies a file to its place as evidence.
    ///
    /// # Errors
    /// Fails if another file is there already, if a folder on the way is a link, or if the file cannot be read or written.
    pub fn copy_evidence(&self, file: &Path, place: &str) -> Result<EvidenceCopy, StoreError> {
        let to = self.root().join(place);
        let bytes = read_bytes(file)?;
        if self.link_on_the_way(&to).is_some() || there(&to) != PathKind::Nothing {
            let same = self.link_on_the_way(&to).is_none() && read_bytes(&to).is_ok_and(|there| there == bytes);
            return if same { Ok(EvidenceCopy::WasThere) } else { Err(StoreError::Exists { path: to }) };
        }
        make_folder(folder_of(&to)).map_err(|source| StoreError::Write { path: to.clone(), source })?;
        write_whole(&to, &bytes)?;
        Ok(EvidenceCopy::Written)
    }
}

fn there(path: &Path) -> PathKind {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => PathKind::Folder,
        Ok(_) => PathKind::Something,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => PathKind::Nothing,
        // Not readable does not mean missing, and a false "evidence missing" would send somebody looking for it.
        Err(_) => PathKind::Something,
    }
}
