//! The files that `irr init` creates. To add one: a text in `starter/`, and a line in [`starters`].

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

use crate::model::Settings;
use crate::store::load::{bytes_from, text_of_bytes};
use crate::store::stamp::{Origin, origin, stamped};
use crate::store::{EntryKind, LARGEST, Lock, RECORDS, SETTINGS, Store, StoreError, regular_file, write_whole};
use crate::yaml::fill_settings;

/// The code forge whose CI job is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// GitHub, with a workflow.
    Github,
    /// GitLab, with a pipeline.
    Gitlab,
}

impl Forge {
    /// Returns where the forge looks for its job, relative to the root of the repository.
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
    home: StarterFolder,
}

/// What became of a starter file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StarterOutcome {
    /// It was not there, and was written.
    Written,
    /// An earlier version of irr had written it, nobody had edited it, and it was replaced.
    Renewed,
    /// It is what this version of irr writes.
    UpToDate,
    /// It is not irr's, and was kept.
    Kept,
    /// Somebody edited it since the version of irr that is named wrote it, and it was kept.
    KeptEdited(String),
    /// The version of irr that is named wrote it, a later one than this, and it was kept.
    KeptLater(String),
}

/// Which folder a file belongs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StarterFolder {
    /// The store's root.
    Store,
    /// The repository's root, where git's tools and the forge look for it.
    Repository,
}

/// Returns the files of a new store: settings, schemas for editors, and configuration for git, hooks and CI. The user can
/// change or delete any of them.
///
/// # Errors
/// Fails if the settings would not parse back to the same settings.
pub fn starters(
    settings: &Settings,
    record_schema: String,
    settings_schema: String,
    forges: &[Forge],
) -> Result<Vec<Starter>, StoreError> {
    let file = |name, home, text: &str| Starter { name, home, text: text.to_owned() };
    let settings = fill_settings(include_str!("starter/irr.yaml"), settings).ok_or(StoreError::SettingsWouldNotReadBack)?;
    let mut files = vec![
        file("schemas/inspection-response.schema.json", StarterFolder::Store, &record_schema),
        file("schemas/settings.schema.json", StarterFolder::Store, &settings_schema),
        file(SETTINGS, StarterFolder::Store, &settings),
        file(".gitattributes", StarterFolder::Store, include_str!("starter/gitattributes")),
        file(".pre-commit-config.yaml", StarterFolder::Repository, include_str!("starter/pre-commit-config.yaml")),
    ];
    files.extend(forges.iter().map(|forge| {
        let text = match forge {
            Forge::Github => include_str!("starter/github-workflow.yml"),
            Forge::Gitlab => include_str!("starter/gitlab-ci.yml"),
        };
        file(forge.file(), StarterFolder::Repository, text)
    }));
    Ok(files)
}

impl Store {
    /// Replaces `irr.yaml`; `lock` proves that no other irr is writing.
    ///
    /// # Errors
    /// Fails if it is not as it was read, or if the disk refuses.
    pub fn put_settings(&self, _lock: &Lock, read: Option<&str>, text: &str) -> Result<(), StoreError> {
        let (path, now) = self.settings()?.map_or_else(|| (self.root().join(SETTINGS), None), |(path, now)| (path, Some(now)));
        if now.as_deref() != read {
            return Err(StoreError::SettingsChanged);
        }
        write_whole(&path, text.as_bytes())
    }

    /// Returns the forges whose CI job exists already, whoever wrote it.
    pub fn jobs(&self) -> Vec<Forge> {
        let root = self.work_tree().unwrap_or_else(|| self.root().to_owned());
        [Forge::Github, Forge::Gitlab].into_iter().filter(|forge| root.join(forge.file()).symlink_metadata().is_ok()).collect()
    }

    /// Creates `records/` and those of the files that do not exist, and renews those that an earlier version of irr wrote and
    /// nobody edited; returns each path and what became of it.
    ///
    /// If the store is in a subfolder of a repository, the files for git and the forge go to the repository's root and refer
    /// to the subfolder.
    ///
    /// # Errors
    /// Fails if the disk refuses. Files written by then stay, and running it again continues.
    pub fn start(&self, files: &[Starter]) -> Result<Vec<(PathBuf, StarterOutcome)>, StoreError> {
        let write = |path: PathBuf| move |source| StoreError::Write { path, source };
        // A link that exists already may have come with the repository and lead anywhere.
        no_link_to(self.root(), Path::new(RECORDS).join(".gitignore"))?;
        fs::create_dir_all(self.records()).map_err(write(self.records()))?;
        // git does not track an empty folder, and without `records/` a clone would be no store. The pattern keeps out
        // temporary files of killed commands.
        let ignore = self.records().join(".gitignore");
        if !ignore.exists() {
            write_whole(&ignore, b".irr-*.tmp\n")?;
        }
        let prefix = self.prefix();
        // Walks up to the repository's root, one step for each folder of the prefix.
        let mut top = self.root().to_owned();
        for _ in prefix.matches('/') {
            if top.file_name().is_none() || !top.pop() {
                top.push("..");
            }
        }
        let mut done = Vec::with_capacity(files.len());
        for Starter { name, text, home } in files {
            // A subfolder whose name would need quoting cannot be written safely into those files, so they are left out.
            if *home == StarterFolder::Repository && !self.can_be_named() {
                continue;
            }
            let (folder, text) = match home {
                StarterFolder::Repository if !prefix.is_empty() => (&top, below(text, &prefix)),
                _ => (&self.root().to_owned(), text.clone()),
            };
            let path = no_link_to(folder, name)?;
            // The settings and git's attributes are the office's own from the beginning.
            let is_stamped = *name != SETTINGS && *name != ".gitattributes";
            let text = if is_stamped { stamped(&text) } else { text };
            let outcome = outcome(&path, &text, is_stamped);
            if matches!(outcome, StarterOutcome::Written | StarterOutcome::Renewed) {
                let folder = path.parent().unwrap_or(Path::new("."));
                fs::create_dir_all(folder).map_err(write(folder.to_owned()))?;
                write_whole(&path, text.as_bytes())?;
            }
            done.push((path, outcome));
        }
        Ok(done)
    }
}

/// Decides what becomes of a file that is to have this text.
fn outcome(path: &Path, text: &str, is_stamped: bool) -> StarterOutcome {
    if path.symlink_metadata().is_err() {
        return StarterOutcome::Written;
    }
    // A link or a pipe is not read: it may have come with the repository, and lead to something without end.
    let read = || {
        let (file, _) = regular_file::open(path, OpenOptions::new().read(true)).ok()??;
        text_of_bytes(bytes_from(file, path, LARGEST).ok()?, path).ok()
    };
    let Some(there) = is_stamped.then(read).flatten() else { return StarterOutcome::Kept };
    if there.replace("\r\n", "\n") == text {
        return StarterOutcome::UpToDate;
    }
    match origin(&there) {
        (Origin::Unedited, _) => StarterOutcome::Renewed,
        // An irr from before there were stamps wrote it.
        (Origin::Unknown, bare) if bare == origin(text).1 => StarterOutcome::Renewed,
        (Origin::Unknown, _) => StarterOutcome::Kept,
        (Origin::Edited(version), _) => StarterOutcome::KeptEdited(version),
        (Origin::Later(version), _) => StarterOutcome::KeptLater(version),
    }
}

/// Returns the path of a file below a folder. Fails if a folder on the way is a link.
fn no_link_to(folder: &Path, name: impl AsRef<Path>) -> Result<PathBuf, StoreError> {
    let path = folder.join(name.as_ref());
    let on_the_way = name.as_ref().ancestors().skip(1).map(|step| folder.join(step)).filter(|step| step != folder);
    match on_the_way.into_iter().find(|step| step.is_symlink()) {
        Some(link) => Err(StoreError::NotRegular { path: link, is: EntryKind::Link }),
        None => Ok(path),
    }
}

impl Store {
    /// Returns whether the store's path inside its repository can be written unescaped in a shell command, in YAML and in a
    /// glob pattern.
    pub fn can_be_named(&self) -> bool {
        self.prefix().chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | ' '))
    }
}

/// Rewrites the commands and patterns of a starter file for a store in a subfolder.
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
