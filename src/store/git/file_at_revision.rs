//! Reads files as they are in a revision.

use std::path::Path;

use crate::model::RecordId;
use crate::store::git::command::Git;
use crate::store::git::diff::Commits;
use crate::store::git::repository::real;
use crate::store::git::{Repository, RevisionDiff};
use crate::store::{RECORDS, SETTINGS, Store, StoreError};

/// A file's state in a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileAtRevision {
    /// git does not track the file, so it is no part of the comparison.
    Untracked,
    /// The file does not exist in the revision.
    New,
    /// The file's text in the revision.
    Text(String),
}

impl Store {
    /// Returns a record's text in the revision; `None` if there was no record of this name.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn before(&self, since: &RevisionDiff, id: &RecordId) -> Result<Option<String>, StoreError> {
        let Some((git, commits)) = &since.then else { return Ok(None) };
        git.text_at(&commits.fork, &format!("{}{}", git.prefix(), Self::name_of(id)))
    }

    /// Returns the text of `irr.yaml` at the merge base, and also at the revision itself if that is another commit.
    ///
    /// Each is `None` if the file does not exist there. The list is empty if there is no commit to compare with.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn settings_then(&self, since: &RevisionDiff) -> Result<Vec<Option<String>>, StoreError> {
        let Some((git, Commits { fork, tip })) = &since.then else { return Ok(Vec::new()) };
        let name = format!("{}{SETTINGS}", git.prefix());
        let mut texts = vec![git.text_at(fork, &name)?];
        if tip != fork {
            texts.push(git.text_at(tip, &name)?);
        }
        Ok(texts)
    }

    /// Returns any file's state at the merge base.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn file_then(&self, since: &RevisionDiff, path: &Path) -> Result<FileAtRevision, StoreError> {
        let Some((git, commits)) = &since.then else { return Ok(FileAtRevision::Untracked) };
        let Some(name) = real(path).ok().and_then(|path| git.repository.name_of(&path)) else {
            return Ok(FileAtRevision::Untracked);
        };
        if let Some(text) = git.text_at(&commits.fork, &name)? {
            return Ok(FileAtRevision::Text(text));
        }
        let tracked = git.text(&["ls-files", "-z", "--full-name", "--", &git.repository.top.join(&name).to_string_lossy()])?;
        Ok(if tracked.is_empty() { FileAtRevision::Untracked } else { FileAtRevision::New })
    }

    /// Checks that the records folder found upwards from here was the same one in the revision.
    ///
    /// Otherwise a pull request that moves `records/` up or down would be compared with an empty folder, and every rule about
    /// changes would pass.
    ///
    /// # Errors
    /// Fails if the folder was elsewhere, or if git fails.
    pub fn same_home(&self, since: &RevisionDiff) -> Result<(), StoreError> {
        since.then.as_ref().map_or(Ok(()), |(git, commits)| git.has_home(&commits.fork))
    }
}

impl Git {
    /// Checks the same for a commit.
    pub(super) fn has_home(&self, commit: &str) -> Result<(), StoreError> {
        let here = real(Path::new(".")).ok().and_then(|here| self.repository.name_of(&here));
        // At the repository's root there is no folder above to search.
        let Some(here) = here.filter(|here| !here.is_empty()) else { return Ok(()) };
        let folders: Vec<String> = Path::new(&here).ancestors().map(|folder| slashed(&folder.join(RECORDS))).collect();
        let mut args = vec!["ls-tree", "-d", "-t", "-z", "--name-only", "--full-tree", commit, "--"];
        args.extend(folders.iter().map(String::as_str));
        let listed = self.text(&args)?;
        let there: Vec<&str> = listed.split('\0').collect();
        let was = folders.iter().find(|folder| there.contains(&folder.as_str()));
        let now = format!("{}{RECORDS}", self.prefix());
        match was {
            Some(was) if *was != now => Err(StoreError::OtherHome { was: was.clone(), now }),
            _ => Ok(()),
        }
    }

    /// Returns the store's path inside the work tree, ending with `/`.
    pub(super) fn prefix(&self) -> String {
        self.repository.prefix_of(&self.root).unwrap_or_default()
    }

    /// Returns a file's text in a commit, by its path from the root of the work tree; `None` if it does not exist. Invalid
    /// UTF-8 is replaced.
    fn text_at(&self, commit: &str, name: &str) -> Result<Option<String>, StoreError> {
        self.blob_in(commit, name)?.map(|blob| self.text(&["cat-file", "blob", &blob])).transpose()
    }
}

impl Repository {
    /// Returns a path relative to the root of the work tree, with `/` between the parts; `None` if it is outside.
    fn name_of(&self, path: &Path) -> Option<String> {
        path.strip_prefix(&self.top).ok().map(slashed)
    }

    /// Returns a folder's path relative to the root of the work tree, ending with `/`; empty at the root.
    pub(super) fn prefix_of(&self, folder: &Path) -> Option<String> {
        let name = self.name_of(&real(folder).ok()?)?;
        Some(if name.is_empty() { name } else { name + "/" })
    }
}

fn slashed(path: &Path) -> String {
    path.iter().map(|step| step.to_string_lossy()).collect::<Vec<_>>().join("/")
}
