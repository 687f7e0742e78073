//! Checks whether files named as evidence exist.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::Store;

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
            None => *outermost.entry(folder.to_owned()).or_insert(there(&self.root().join(folder)) == PathKind::Folder),
        };
        let is_missing = |path: &str| {
            let mut place = self.root().to_owned();
            for part in path.split('/') {
                place.push(part);
                match there(&place) {
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
