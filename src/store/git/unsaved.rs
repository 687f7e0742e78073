//! What is not committed yet of the records folder, the evidence beside it and `irr.yaml`, and its commit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::begun::BegunOperation;
use super::command::{Blob, Git, Identity};
use super::trouble::GitTrouble;
use crate::model::RecordId;
use crate::store::evidence::EVIDENCE;
use crate::store::regular_file::is_hidden;
use crate::store::{FileChange, RECORDS, SETTINGS, Store, StoreError, read_text};

/// What is not committed yet.
#[derive(Debug)]
pub struct UnsavedChanges {
    git: Git,
    /// The records, each with its committed text and its text now.
    pub records: Vec<FileChange>,
    /// Whether `irr.yaml` differs from the last commit.
    pub has_settings: bool,
    /// The other files in the records folder, and evidence, by their paths below the store's root.
    pub others: Vec<String>,
    /// Every path to commit, below the store's root; `true` where git does not track the file yet.
    paths: Vec<(String, bool)>,
}

impl Store {
    /// Returns what is not committed yet of the records folder and `irr.yaml`.
    ///
    /// # Errors
    /// Fails if there is no git repository, if a file has a merge conflict, or if a record cannot be read.
    pub fn unsaved(&self) -> Result<UnsavedChanges, StoreError> {
        let git = self.git()?;
        let prefix = git.prefix();
        let status = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all"];
        let listed = git.text(&[&status[..], &["--", RECORDS, SETTINGS, EVIDENCE]].concat())?;
        let mut unsaved = UnsavedChanges { git, records: Vec::new(), has_settings: false, others: Vec::new(), paths: Vec::new() };
        let mut names: BTreeMap<String, bool> = BTreeMap::new();
        for entry in listed.split('\0') {
            let Some((state, name)) = entry.split_at_checked(3) else { continue };
            let Some(name) = name.strip_prefix(&prefix) else { continue };
            if is_unmerged(state) {
                return Err(GitTrouble::Unmerged(name.to_owned()).into());
            }
            // What editors leave beside a file that they have open is hidden.
            let is_new = state.starts_with('?');
            if !(is_new && Path::new(name).iter().any(is_hidden)) {
                names.insert(name.to_owned(), is_new);
            }
        }
        // Evidence may be no text.
        let texts: Vec<&String> = names.keys().filter(|name| !name.starts_with(EVIDENCE)).collect();
        let committed = unsaved.git.texts_in("HEAD", &prefix, texts.into_iter())?;
        for (name, is_new) in names {
            let before = committed.get(&name).cloned();
            let id = self.id_of(&self.root().join(&name)).filter(|id| Self::name_of(id) == name);
            if let Some(id) = id {
                let after = self.text_now(&id)?;
                if before == after || unsaved.git.is_same_to_git(&format!("{prefix}{name}"), &before, &after)? {
                    continue;
                }
                unsaved.records.push(FileChange { id, before, after, mode: None });
            } else if name == SETTINGS {
                unsaved.has_settings = true;
            } else {
                unsaved.others.push(name.clone());
            }
            unsaved.paths.push((name, is_new));
        }
        Ok(unsaved)
    }

    /// Checks that git could commit here: it is on a branch, and nothing unfinished is in the way.
    ///
    /// # Errors
    /// Fails with what is in the way, or if there is no git repository.
    pub fn can_commit(&self) -> Result<(), StoreError> {
        let git = self.git()?;
        match BegunOperation::in_folder(&git.repository.folder) {
            Some(begun) => Err(GitTrouble::Unfinished(begun).into()),
            None => git.can_commit(),
        }
    }

    /// Checks that git could finish the merge that was begun here: nothing is left in conflict, also not outside the records
    /// folder.
    ///
    /// # Errors
    /// Fails with what is in the way, or if there is no git repository.
    pub fn can_finish_merge(&self) -> Result<(), StoreError> {
        let git = self.git()?;
        if let Some(name) = git.unmerged_files()?.into_iter().next() {
            return Err(GitTrouble::Unmerged(name.strip_prefix(&git.prefix()).unwrap_or(&name).to_owned()).into());
        }
        git.can_commit()
    }

    /// Returns the message that git has prepared for the merge that was begun here, without its comments; empty if there is none.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn merge_message(&self) -> Result<String, StoreError> {
        let git = self.git()?;
        let Ok(text) = read_text(&git.repository.folder.join("MERGE_MSG")) else { return Ok(String::new()) };
        Ok(String::from_utf8_lossy(&git.fed(&["stripspace", "--strip-comments"], text.as_bytes())?).trim_end().to_owned())
    }

    /// Returns the texts that these records have in the commit that is being merged; `None` where it does not have one.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn texts_in_merge(&self, ids: &[RecordId]) -> Result<BTreeMap<RecordId, Option<String>>, StoreError> {
        let git = self.git()?;
        let names: Vec<String> = ids.iter().map(Self::name_of).collect();
        let mut texts = git.texts_in("MERGE_HEAD", &git.prefix(), names.iter())?;
        Ok(ids.iter().zip(&names).map(|(id, name)| (id.clone(), texts.remove(name))).collect())
    }
}

impl Git {
    /// Returns whether two texts of a file differ in their line ends alone, and git writes those its own way (`eol` in
    /// `.gitattributes`): then there is nothing to commit.
    fn is_same_to_git(&self, path: &str, before: &Option<String>, after: &Option<String>) -> Result<bool, StoreError> {
        let (Some(before), Some(after)) = (before, after) else { return Ok(false) };
        if before.replace("\r\n", "\n") != after.replace("\r\n", "\n") {
            return Ok(false);
        }
        let written = self.fed(&["hash-object", "--stdin", &format!("--path={path}")], after.as_bytes())?;
        let committed = self.text(&["rev-parse", "--verify", "--end-of-options", &format!("HEAD:{path}")])?;
        Ok(String::from_utf8_lossy(&written).trim() == committed.lines().last().unwrap_or_default())
    }
}

impl UnsavedChanges {
    /// Returns whether everything is committed.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Leaves out all but these records and their evidence.
    pub fn only(mut self, ids: &[RecordId]) -> Self {
        self.records.retain(|change| ids.contains(&change.id));
        let names: Vec<String> = self.records.iter().map(|change| Store::name_of(&change.id)).collect();
        let folders: Vec<String> = ids.iter().map(|id| format!("{EVIDENCE}/{}/", id.stem())).collect();
        let is_evidence = |name: &String| folders.iter().any(|folder| name.starts_with(folder));
        self.paths.retain(|(name, _)| names.contains(name) || is_evidence(name));
        self.others.retain(is_evidence);
        self.has_settings = false;
        self
    }

    /// Finishes the merge that was begun here: commits these changes and what git has merged of other files.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn finish_merge(&self, message: &str, identity: Option<Identity>) -> Result<(), StoreError> {
        let git = self.git.clone().with_identity(identity);
        let names: String = self.paths.iter().map(|(path, _)| format!("{path}\0")).collect();
        if !names.is_empty() {
            git.fed(&["add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul"], names.as_bytes())?;
        }
        git.bytes(&["commit", "--quiet", "--no-verify", "--cleanup=whitespace", "-m", message]).map(drop)
    }

    /// Commits these changes and nothing else: what is staged of other files stays staged.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn commit(&self, message: &str, identity: Option<Identity>) -> Result<(), StoreError> {
        let git = self.git.clone().with_identity(identity);
        let listed = |paths: &mut dyn Iterator<Item = &String>| paths.map(|path| format!("{path}\0")).collect::<String>();
        let new = listed(&mut self.paths.iter().filter(|(_, is_new)| *is_new).map(|(path, _)| path));
        let from_input = ["--pathspec-from-file=-", "--pathspec-file-nul"];
        if !new.is_empty() {
            git.fed(&[&["add", "--intent-to-add"][..], &from_input].concat(), new.as_bytes())?;
        }
        let options = ["commit", "--quiet", "--only", "--no-verify", "--cleanup=whitespace", "-m", message];
        let all = listed(&mut self.paths.iter().map(|(path, _)| path));
        git.fed(&[&options[..], &from_input].concat(), all.as_bytes()).map(drop)
    }
}

impl Git {
    /// Checks that HEAD is a branch, and that no other git program is at work.
    fn can_commit(&self) -> Result<(), StoreError> {
        let index_lock = self.repository.folder.join("index.lock");
        if index_lock.symlink_metadata().is_ok() {
            return Err(GitTrouble::Locked(index_lock).into());
        }
        self.branch().map(drop)
    }

    /// Returns the branch that HEAD names.
    pub(super) fn branch(&self) -> Result<String, StoreError> {
        let output = self.attempt(&["symbolic-ref", "--quiet", "--short", "HEAD"], b"")?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned()),
            false => Err(GitTrouble::NoBranch.into()),
        }
    }

    /// Returns the texts of files in a commit or tree, by their paths below the store's root; those that do not exist are
    /// left out, and all are where there is no commit.
    pub(super) fn texts_in<'n>(
        &self,
        commit: &str,
        prefix: &str,
        names: impl ExactSizeIterator<Item = &'n String>,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        let tree = format!("{commit}^{{tree}}");
        let found = self.attempt(&["rev-parse", "--verify", "--quiet", "--end-of-options", &tree], b"")?;
        if names.len() == 0 || !found.status.success() {
            return Ok(BTreeMap::new());
        }
        let wanted: BTreeSet<&String> = names.collect();
        let listed = self.text(&[
            "ls-tree",
            "-r",
            "-z",
            "--full-tree",
            commit,
            "--",
            &format!("{prefix}{RECORDS}"),
            &format!("{prefix}{SETTINGS}"),
        ])?;
        let mut blobs: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (head, path) in listed.split('\0').filter_map(|entry| entry.split_once('\t')) {
            let name = path.strip_prefix(prefix).unwrap_or(path).to_owned();
            if let (true, Some(blob)) = (wanted.contains(&name), head.split(' ').nth(2)) {
                blobs.entry(blob.to_owned()).or_default().push(name);
            }
        }
        let mut texts = BTreeMap::new();
        let asked: Vec<&str> = blobs.keys().map(String::as_str).collect();
        self.blobs(&asked, |blob, content| {
            let Blob::Bytes(bytes) = content else { return };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            texts.extend(blobs.get(blob).into_iter().flatten().map(|name| (name.clone(), text.clone())));
        })?;
        Ok(texts)
    }
}

/// Returns whether a state of `git status --porcelain` is one of a conflict.
fn is_unmerged(state: &str) -> bool {
    state.starts_with("DD") || state.starts_with("AA") || state.get(..2).is_some_and(|state| state.contains('U'))
}
