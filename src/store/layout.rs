//! Maps record ids to files and back.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use super::{RECORDS, Store};
use crate::model::{RecordId, composed};

impl Store {
    /// Returns the `records/` folder.
    pub fn records(&self) -> PathBuf {
        self.root.join(RECORDS)
    }

    /// Returns the file of a record, in the Unicode spelling that it has on disk.
    pub fn path_of(&self, id: &RecordId) -> PathBuf {
        // Not `set_extension`, which would replace what follows a dot in the name: ids may contain dots.
        let name = format!("{}.yaml", id.spelling());
        let mut path = self.records();
        path.extend(name.split('/'));
        // macOS may have stored the name decomposed. Listing folders is slow, so it is done only if the plain spelling is not
        // there.
        if name.is_ascii() || self.past.is_some() || path.symlink_metadata().is_ok() {
            return path;
        }
        path = self.records();
        name.split('/').for_each(|step| path.push(spelt_in(&path, step)));
        path
    }

    /// Returns whether the record's file exists.
    pub fn has(&self, id: &RecordId) -> bool {
        match &self.past {
            Some(past) => past.kind_of(&Self::name_of(id)).is_some(),
            None => self.path_of(id).symlink_metadata().is_ok(),
        }
    }

    /// Returns the record's file as messages show it: relative to the store's root, with `/`.
    pub fn name_of(id: &RecordId) -> String {
        format!("{RECORDS}/{}.yaml", id.spelling())
    }

    /// Returns the record of a file by its path in a repository, wherever the store is in it; `None` for another file.
    pub fn id_in_repository(path: &str) -> Option<RecordId> {
        let (outer, below) = path.rsplit_once(&format!("{RECORDS}/"))?;
        let is_folder = outer.is_empty() || outer.ends_with('/');
        below.strip_suffix(".yaml").filter(|_| is_folder)?.parse().ok()
    }

    /// Returns the record that a path means, whether it exists or not; relative paths count from here or from the store's
    /// root.
    pub fn id_of_name(&self, name: &Path) -> Option<RecordId> {
        let here = std::path::absolute(name).ok();
        let root = std::path::absolute(self.root()).ok();
        let below = here.zip(root).and_then(|(here, root)| Some(self.root.join(here.strip_prefix(root).ok()?)));
        below.and_then(|path| self.id_of(&path)).or_else(|| self.id_of(&self.root.join(name)))
    }

    /// Returns the record of a file below `records/`; `None` if its name is not a valid record id with `.yaml`.
    pub(super) fn id_of(&self, path: &Path) -> Option<RecordId> {
        let below = path.strip_prefix(self.records()).ok()?;
        let steps: Option<Vec<&str>> = below
            .components()
            .map(|step| match step {
                Component::Normal(name) => name.to_str(),
                _ => None,
            })
            .collect();
        steps?.join("/").strip_suffix(".yaml")?.parse().ok()
    }
}

/// Returns the spelling that a name has in a folder, where it may be stored composed (NFC) or decomposed (NFD).
fn spelt_in(folder: &Path, name: &str) -> OsString {
    let is_it = |other: &OsString| other.to_str().is_some_and(|other| composed(other) == composed(name));
    if folder.join(name).symlink_metadata().is_ok() {
        return name.into();
    }
    let names = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.file_name()));
    // `min`, because the order in which the system lists a folder varies.
    names.filter(is_it).min().unwrap_or_else(|| name.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_in_either_spelling_and_keeps_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path());
        std::fs::create_dir_all(folder.path().join("records/cafe\u{301}")).unwrap();
        let path = folder.path().join("records/cafe\u{301}/cre\u{300}me.yaml");
        std::fs::write(&path, "").unwrap();
        for text in ["caf\u{e9}/cr\u{e8}me", "cafe\u{301}/cr\u{e8}me", "cafe\u{301}/cre\u{300}me"] {
            assert_eq!(store.path_of(&text.parse().unwrap()), path, "{text}");
        }
        let new = store.path_of(&"caf\u{e9}/th\u{e9}".parse().unwrap());
        assert_eq!(new, folder.path().join("records/cafe\u{301}/th\u{e9}.yaml"));
        assert_eq!(store.ids().unwrap().0[0].spelling(), "cafe\u{301}/cre\u{300}me");
    }

    #[test]
    fn a_record_and_its_file_name_each_other() {
        let store = Store::at("store");
        for text in ["kent/2025-05-16-subject", "kent/2025-05-16-version-1.2", "loose"] {
            let id: RecordId = text.parse().unwrap();
            assert_eq!(store.id_of(&store.path_of(&id)), Some(id));
        }
    }

    #[test]
    fn a_path_in_a_repository_names_a_record_below_any_folder() {
        let named = |path| Store::id_in_repository(path).map(|id| id.to_string());
        for path in ["records/kent/2025-05-16-x.yaml", "a b/policing/records/kent/2025-05-16-x.yaml"] {
            assert_eq!(named(path).as_deref(), Some("kent/2025-05-16-x"), "{path}");
        }
        for path in ["records/.gitignore", "irr.yaml", "old-records/kent/x.yaml", "records/kent/x.txt"] {
            assert_eq!(named(path), None, "{path}");
        }
    }

    #[test]
    fn what_is_elsewhere_or_no_yaml_is_no_record() {
        let store = Store::at("store");
        assert_eq!(store.id_of(Path::new("store/records/kent/notes.txt")), None);
        assert_eq!(store.id_of(Path::new("store/schemas/x.yaml")), None);
    }
}
