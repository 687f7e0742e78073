//! Records with a conflict in git's index, and how git learns that one is settled.

use std::collections::BTreeMap;

use super::begun::BegunOperation;
use super::command::Git;
use super::merge::stages_of;
use crate::model::RecordId;
use crate::store::{Lock, RECORDS, Store, StoreError};

/// The versions of a record that git could not merge: `None` where a side has no such file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnmergedVersions {
    /// What both come from.
    pub base: Option<String>,
    /// The version that git calls ours.
    pub ours: Option<String>,
    /// The version that git calls theirs.
    pub theirs: Option<String>,
    /// What git wrote into the file; `None` also where this git does not remember it.
    pub written: Option<String>,
}

/// Which conflicts are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnmergedState {
    /// Those that are not settled.
    Open,
    /// Those that were marked as settled since the last commit.
    Settled,
}

impl Store {
    /// Returns what was begun with git here and is not finished; `None` also outside of git.
    pub fn begun(&self) -> Option<BegunOperation> {
        BegunOperation::in_folder(&self.repository()?.folder)
    }

    /// Returns the records with a conflict in git's index; none outside of git.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn unmerged(&self, state: UnmergedState) -> Result<BTreeMap<RecordId, UnmergedVersions>, StoreError> {
        let git = match self.git() {
            Err(StoreError::NoRepository { .. }) => return Ok(BTreeMap::new()),
            git => git?,
        };
        let flag = match state {
            UnmergedState::Open => "--unmerged",
            UnmergedState::Settled => "--resolve-undo",
        };
        let listed = git.text(&["ls-files", flag, "-z", "--", RECORDS])?;
        let stages = stages_of(listed.split('\0'));
        let ids: BTreeMap<RecordId, &String> =
            stages.keys().filter_map(|name| Some((self.id_of(&self.root().join(name))?, name))).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let texts = git.stage_texts(&stages)?;
        let names: Vec<String> = ids.values().map(|name| (*name).clone()).collect();
        let written = git.texts_in("AUTO_MERGE", &git.prefix(), names.iter())?;
        let of = |name: &String| {
            let stage = |number: &str| texts.get(&(name.clone(), number.to_owned())).cloned();
            UnmergedVersions { base: stage("1"), ours: stage("2"), theirs: stage("3"), written: written.get(name).cloned() }
        };
        Ok(ids.into_iter().map(|(id, name)| (id, of(name))).collect())
    }

    /// Returns the paths of all files with a conflict in git's index, from the root of the work tree; none outside of git.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn unmerged_files(&self) -> Result<Vec<String>, StoreError> {
        match self.git() {
            Err(StoreError::NoRepository { .. }) => Ok(Vec::new()),
            git => git?.unmerged_files(),
        }
    }

    /// Tells git that these records are settled as their files are now (`git add`).
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn mark_settled(&self, lock: &Lock, ids: &[RecordId]) -> Result<(), StoreError> {
        lock.count_change()?;
        let names: String = ids.iter().map(|id| format!("{}\0", Self::name_of(id))).collect();
        let options = ["add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul"];
        self.git()?.fed(&options, names.as_bytes()).map(drop)
    }

    /// Returns the branch that is merged, or the commit that is put here or taken back, as `HASH (SUBJECT)`; `None` where git
    /// does not say it.
    pub fn merged_commit(&self, begun: BegunOperation) -> Option<String> {
        let git = self.git().ok()?;
        let head = match begun {
            BegunOperation::Merge => "MERGE_HEAD",
            BegunOperation::Rebase => "REBASE_HEAD",
            BegunOperation::CherryPick => "CHERRY_PICK_HEAD",
            BegunOperation::Revert => "REVERT_HEAD",
        };
        let commit = git.commit(head)?;
        let at = format!("--points-at={commit}");
        let refs = ["for-each-ref", "--count=1", "--format=%(refname:short)", &at, "refs/heads", "refs/remotes"];
        let branch = if begun == BegunOperation::Merge { git.text(&refs).unwrap_or_default() } else { String::new() };
        let name = if branch.is_empty() { git.text(&["log", "-1", "--format=%h (%s)", &commit, "--"]).ok()? } else { branch };
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    }

    /// Returns the branch that is rebased, in a rebase; `None` where there is none.
    pub fn rebased_branch(&self) -> Option<String> {
        let folder = self.repository()?.folder;
        let name =
            ["rebase-merge/head-name", "rebase-apply/head-name"].map(|name| crate::store::read_text(&folder.join(name)).ok());
        let name = name.into_iter().flatten().next()?;
        name.trim().strip_prefix("refs/heads/").map(str::to_owned)
    }

    /// Returns the branch that this folder is on; `None` where it is on none.
    pub fn branch(&self) -> Option<String> {
        self.git().ok()?.branch().ok()
    }
}

impl Git {
    pub(super) fn unmerged_files(&self) -> Result<Vec<String>, StoreError> {
        let listed = self.text(&["diff", "--no-ext-diff", "--no-relative", "--name-only", "--diff-filter=U", "-z"])?;
        Ok(listed.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
    }
}
