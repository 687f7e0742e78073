//! The files that a new store begins with.

use std::fs;
use std::path::{Path, PathBuf};

use super::save::write_whole;
use super::{RECORDS, SETTINGS, Store, StoreError};

/// Whose jobs judge the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// A workflow for GitHub.
    Github,
    /// A pipeline for GitLab.
    Gitlab,
}

/// A file of a new store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starter {
    /// Its name, from the store's root.
    pub name: &'static str,
    /// What is in it.
    pub text: String,
}

/// The files of a new store, with the schemas that editors read; each can be kept, changed or taken away.
pub fn starters(record_schema: String, settings_schema: String, forge: Option<Forge>) -> Vec<Starter> {
    let file = |name, text: &str| Starter { name, text: text.to_owned() };
    let mut files = vec![
        Starter { name: "schemas/inspection-response.schema.json", text: record_schema },
        Starter { name: "schemas/settings.schema.json", text: settings_schema },
        file(SETTINGS, include_str!("starter/irr.yaml")),
        file(".gitattributes", include_str!("starter/gitattributes")),
        file(".pre-commit-config.yaml", include_str!("starter/pre-commit-config.yaml")),
    ];
    match forge {
        Some(Forge::Github) => {
            files.push(file(".github/workflows/inspection-responses.yml", include_str!("starter/github-workflow.yml")));
        }
        Some(Forge::Gitlab) => files.push(file(".gitlab-ci.yml", include_str!("starter/gitlab-ci.yml"))),
        None => {}
    }
    files
}

impl Store {
    /// Makes `records/` and those of the files that are not there yet; says which were written, in their order.
    ///
    /// # Errors
    /// Where the disk refuses. What was written by then stays: saying it again goes on from there.
    pub fn start(&self, files: &[Starter]) -> Result<Vec<bool>, StoreError> {
        let write = |path: PathBuf| move |source| StoreError::Write { path, source };
        fs::create_dir_all(self.records()).map_err(write(self.records()))?;
        // git keeps no empty folder, and a store is known by this one.
        if fs::read_dir(self.records()).is_ok_and(|mut entries| entries.next().is_none()) {
            write_whole(&self.root().join(RECORDS).join(".gitkeep"), b"")?;
        }
        files
            .iter()
            .map(|file| {
                let path = self.root().join(file.name);
                if path.symlink_metadata().is_ok() {
                    return Ok(false);
                }
                let folder = path.parent().unwrap_or(Path::new("."));
                fs::create_dir_all(folder).map_err(write(folder.to_owned()))?;
                write_whole(&path, file.text.as_bytes())?;
                Ok(true)
            })
            .collect()
    }
}
