//! The files that a new store begins with.

use std::fs;
use std::path::{Path, PathBuf};

use super::save::write_whole;
use super::{Kind, RECORDS, SETTINGS, Store, StoreError};
use crate::model::Settings;
use crate::yaml::fill_settings;

/// Whose jobs judge the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// A workflow for GitHub.
    Github,
    /// A pipeline for GitLab.
    Gitlab,
}

impl Forge {
    /// Where, from the root of the repository, a forge looks for its job.
    const fn file(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/inspection-responses.yml",
            Self::Gitlab => ".gitlab-ci.yml",
        }
    }
}

/// A file of a new store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starter {
    name: &'static str,
    text: String,
    home: Home,
}

/// Where a file belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
    /// At the store's root.
    Store,
    /// At the root of the repository, where git's and a forge's programs look for it.
    Repository,
}

/// The files of a new store, with what is set in it and the schemas that editors read; each can be kept, changed or taken away.
///
/// # Errors
/// Where what is set would not be read back.
pub fn starters(
    settings: &Settings,
    record_schema: String,
    settings_schema: String,
    forge: Option<Forge>,
) -> Result<Vec<Starter>, StoreError> {
    let file = |name, home, text: &str| Starter { name, home, text: text.to_owned() };
    let settings = fill_settings(include_str!("starter/irr.yaml"), settings).ok_or(StoreError::SettingsWouldNotReadBack)?;
    let mut files = vec![
        file("schemas/inspection-response.schema.json", Home::Store, &record_schema),
        file("schemas/settings.schema.json", Home::Store, &settings_schema),
        file(SETTINGS, Home::Store, &settings),
        file(".gitattributes", Home::Store, include_str!("starter/gitattributes")),
        file(".pre-commit-config.yaml", Home::Repository, include_str!("starter/pre-commit-config.yaml")),
    ];
    files.extend(forge.map(|forge| {
        let text = match forge {
            Forge::Github => include_str!("starter/github-workflow.yml"),
            Forge::Gitlab => include_str!("starter/gitlab-ci.yml"),
        };
        file(forge.file(), Home::Repository, text)
    }));
    Ok(files)
}

impl Store {
    /// Whether a forge has a job here already.
    pub fn has_job(&self) -> bool {
        let root = self.work_tree().unwrap_or_else(|| self.root().to_owned());
        [Forge::Github, Forge::Gitlab].iter().any(|forge| root.join(forge.file()).symlink_metadata().is_ok())
    }

    /// Makes `records/` and those of the files that are not there yet; says of each where it is and whether it was written.
    ///
    /// In a folder of a larger repository what git and a forge read goes to that repository's root, and names the folder.
    ///
    /// # Errors
    /// Where the disk refuses. What was written by then stays: saying it again goes on from there.
    pub fn start(&self, files: &[Starter]) -> Result<Vec<(PathBuf, bool)>, StoreError> {
        let write = |path: PathBuf| move |source| StoreError::Write { path, source };
        // A link that is there already may have come with the repository, and leads anywhere.
        no_link_to(self.root(), Path::new(RECORDS).join(".gitignore"))?;
        fs::create_dir_all(self.records()).map_err(write(self.records()))?;
        // git keeps no empty folder, and a store is known by this one; what a killed command left in it is no record.
        let ignore = self.records().join(".gitignore");
        if !ignore.exists() {
            write_whole(&ignore, b".irr-*.tmp\n")?;
        }
        let prefix = self.prefix();
        // Back up to the repository's root, a step for each folder on the way down.
        let mut top = self.root().to_owned();
        for _ in prefix.matches('/') {
            if top.file_name().is_none() || !top.pop() {
                top.push("..");
            }
        }
        let mut done = Vec::with_capacity(files.len());
        for Starter { name, text, home } in files {
            if *home == Home::Repository && !self.can_be_named() {
                continue;
            }
            let (folder, text) = match home {
                Home::Repository if !prefix.is_empty() => (&top, below(text, &prefix)),
                _ => (&self.root().to_owned(), text.clone()),
            };
            let path = no_link_to(folder, name)?;
            let is_new = path.symlink_metadata().is_err();
            if is_new {
                let folder = path.parent().unwrap_or(Path::new("."));
                fs::create_dir_all(folder).map_err(write(folder.to_owned()))?;
                write_whole(&path, text.as_bytes())?;
            }
            done.push((path, is_new));
        }
        Ok(done)
    }
}

/// The path of a file below a folder, where no folder on the way to it is a link.
fn no_link_to(folder: &Path, name: impl AsRef<Path>) -> Result<PathBuf, StoreError> {
    let path = folder.join(name.as_ref());
    let on_the_way = name.as_ref().ancestors().skip(1).map(|step| folder.join(step)).filter(|step| step != folder);
    match on_the_way.into_iter().find(|step| step.is_symlink()) {
        Some(link) => Err(StoreError::NotRegular { path: link, is: Kind::Link }),
        None => Ok(path),
    }
}

impl Store {
    /// Whether the folder of the store, below its repository, can stand in a shell's line, in YAML and in a pattern alike.
    pub fn can_be_named(&self) -> bool {
        self.prefix().chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | ' '))
    }
}

/// The same commands and patterns for a store in a folder of the repository.
fn below(text: &str, prefix: &str) -> String {
    let folder = prefix.trim_end_matches('/');
    let quoted = if folder.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.')) {
        folder.to_owned()
    } else {
        format!("'{folder}'")
    };
    let named = ["validate", "fmt", "summary", "export", "list", "due"].iter().fold(text.to_owned(), |text, command| {
        text.replace(&format!("irr {command} --"), &format!("irr {command} --store {quoted} --"))
    });
    named
        .replace("entry: irr fmt\n", &format!("entry: irr fmt --store {quoted}\n"))
        .replace("^records/", &format!("^{prefix}records/"))
        .replace("records/**", &format!("{prefix}records/**"))
}
