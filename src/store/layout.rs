//! Which file a record is in, and which record is in a file.

use std::path::{Component, Path, PathBuf};

use super::{RECORDS, Store};
use crate::model::RecordId;

impl Store {
    /// The folder of the records.
    pub fn records(&self) -> PathBuf {
        self.root.join(RECORDS)
    }

    /// The file of a record.
    pub fn path_of(&self, id: &RecordId) -> PathBuf {
        let mut path = self.records();
        path.extend(id.as_str().split('/'));
        // Not `set_extension`, which would take what follows a dot in the name for an extension.
        path.as_mut_os_string().push(".yaml");
        path
    }

    /// Whether the record's file is there.
    pub fn has(&self, id: &RecordId) -> bool {
        self.path_of(id).symlink_metadata().is_ok()
    }

    /// The file of a record as messages name it: from the store's root, parted by `/`.
    pub fn name_of(id: &RecordId) -> String {
        format!("{RECORDS}/{id}.yaml")
    }

    /// The record that a file's name means, whether it is there or not: from here, or from the store's root.
    pub fn id_of_name(&self, name: &Path) -> Option<RecordId> {
        let here = std::path::absolute(name).ok();
        let root = std::path::absolute(self.root()).ok();
        let below = here.zip(root).and_then(|(here, root)| Some(self.root.join(here.strip_prefix(root).ok()?)));
        below.and_then(|path| self.id_of(&path)).or_else(|| self.id_of(&self.root.join(name)))
    }

    /// The record in the file at `path`, which is below `records/`; `None` where that is no name of one.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_and_its_file_name_each_other() {
        let store = Store::at("store");
        for text in ["kent/2025-05-16-subject", "kent/2025-05-16-version-1.2", "loose"] {
            let id: RecordId = text.parse().unwrap();
            assert_eq!(store.id_of(&store.path_of(&id)), Some(id));
        }
    }

    #[test]
    fn what_is_elsewhere_or_no_yaml_is_no_record() {
        let store = Store::at("store");
        assert_eq!(store.id_of(Path::new("store/records/kent/notes.txt")), None);
        assert_eq!(store.id_of(Path::new("store/schemas/x.yaml")), None);
    }
}
