//! Merges the commits of two branches without touching a file, until everything is merged.
//!
//! git merges the texts (`git merge-tree`). Records that both changed are given to the caller, who merges what they say.

use std::collections::{BTreeMap, BTreeSet};

use super::command::{Blob, Git, Identity, succeeded};
use super::driver::DRIVER_COMMAND;
use super::trouble::GitTrouble;
use crate::model::RecordId;
use crate::store::{FileChange, Lock, RECORDS, Store, StoreError};

/// The driver that merges records here as if there were none: `irr merge-driver` would be one more process for each record, to
/// do what the caller does next. git refuses an empty command.
const BY_LINES: &str = "git merge-file -q --marker-size=%L %A %O %B";

/// How this branch and another one stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BranchState {
    /// The number of commits that only this branch has.
    pub ahead: usize,
    /// The number of commits that only the other one has.
    pub behind: usize,
}

/// A record that both branches changed: its texts, `None` where there is no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothChanged {
    /// The record.
    pub id: RecordId,
    /// The text that both come from; `None` also where they come from several.
    pub base: Option<String>,
    /// The text of this branch.
    pub ours: Option<String>,
    /// The text of the other branch.
    pub theirs: Option<String>,
    /// The text that git made of both; `None` if it could not.
    pub merged: Option<String>,
}

/// A merge that is in no file and on no branch yet.
#[derive(Debug)]
pub struct PreparedMerge {
    git: Git,
    ours: String,
    theirs: String,
    tree: String,
    /// The records that both branches changed.
    pub records: Vec<BothChanged>,
    /// Other files that git could not merge, by their paths from the root of the work tree.
    pub conflicts: Vec<String>,
}

impl Store {
    /// Returns how this branch stands to a commit of another one.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn branch_state(&self, theirs: &str) -> Result<BranchState, StoreError> {
        let git = self.git()?;
        if git.commit("HEAD").is_none() {
            return Ok(BranchState { ahead: 0, behind: 1 });
        }
        Ok(BranchState { ahead: git.count_missing("HEAD", theirs)?, behind: git.count_missing(theirs, "HEAD")? })
    }

    /// Returns the commits that only the other branch has, as author and subject, newest first.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn commits_of(&self, theirs: &str) -> Result<Vec<(String, String)>, StoreError> {
        let git = self.git()?;
        let range = if git.commit("HEAD").is_some() { format!("HEAD..{theirs}") } else { theirs.to_owned() };
        let listed = git.text(&["log", "--no-merges", "--encoding=UTF-8", "--format=%an%x1f%s", "--end-of-options", &range])?;
        let pair = |line: &str| line.split_once('\u{1f}').map(|(name, subject)| (name.to_owned(), subject.to_owned()));
        Ok(listed.lines().filter_map(pair).collect())
    }

    /// Returns the changes of records from HEAD to a commit, each with its text in both.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn changes_to(&self, commit: &str) -> Result<Vec<FileChange>, StoreError> {
        let git = self.git()?;
        // Before the first commit every record is new: it is compared with a tree that has nothing in it.
        let nothing = || Ok::<_, StoreError>(String::from_utf8_lossy(&git.fed(&["mktree"], b"")?).trim().to_owned());
        let head = git.commit("HEAD").map_or_else(nothing, Ok)?;
        let names = git.changed_names(&head, commit)?;
        let prefix = git.prefix();
        let (before, after) = (git.texts_in(&head, &prefix, names.iter())?, git.texts_in(commit, &prefix, names.iter())?);
        let change = |name: &String| {
            let id = self.id_of(&self.root().join(name))?;
            Some(FileChange { id, before: before.get(name).cloned(), after: after.get(name).cloned(), mode: None })
        };
        Ok(names.iter().filter_map(change).collect())
    }

    /// Merges a commit of another branch with this one, without touching a file.
    ///
    /// # Errors
    /// Fails if git fails or is too old, or if the branches have no commit in common.
    pub fn prepare_merge(&self, theirs: &str, remote: &str) -> Result<PreparedMerge, StoreError> {
        let git = self.git()?;
        // By its hash: a commit that comes meanwhile must not become a parent whose changes the merge does not have.
        let head = git.commit("HEAD").ok_or(GitTrouble::NoCommit)?;
        let bases = git.text(&["merge-base", "--all", &head, theirs]).unwrap_or_default();
        let bases: Vec<&str> = bases.lines().collect();
        let Some(first) = bases.first() else { return Err(GitTrouble::Unrelated { remote: remote.to_owned() }.into()) };
        let args = ["merge-tree", "--write-tree", "-z", "--no-messages", &head, theirs];
        let output = git.attempt_with(&[format!("{DRIVER_COMMAND}={BY_LINES}")], &args, b"")?;
        if !matches!(output.status.code(), Some(0 | 1)) || output.stdout.is_empty() {
            let is_old = String::from_utf8_lossy(&output.stderr).contains("usage:");
            return Err(succeeded(output, "merge-tree").err().filter(|_| !is_old).unwrap_or(GitTrouble::OldGit.into()));
        }
        let MergedTree { tree, stages } = MergedTree::read(&String::from_utf8_lossy(&output.stdout));
        let prefix = git.prefix();
        let in_store = |name: &str| {
            let below = name.strip_prefix(&prefix).filter(|name| name.starts_with(RECORDS))?;
            self.id_of(&self.root().join(below)).map(|id| (id, below.to_owned()))
        };
        let both: BTreeSet<String> =
            git.changed_names(first, &head)?.intersection(&git.changed_names(first, theirs)?).cloned().collect();
        let conflicting: Vec<String> = stages.keys().filter_map(|name| in_store(name)).map(|(_, below)| below).collect();
        let names: BTreeSet<String> = both.iter().chain(&conflicting).cloned().collect();
        let texts = |commit: &str| git.texts_in(commit, &prefix, names.iter());
        let (base, ours, their_texts, merged) = (texts(first)?, texts(&head)?, texts(theirs)?, texts(&tree)?);
        let by_stage = git.stage_texts(&stages)?;
        let mut records = Vec::new();
        for name in &names {
            let Some(id) = self.id_of(&self.root().join(name)) else { continue };
            let stage = |number: &str| by_stage.get(&(format!("{prefix}{name}"), number.to_owned())).cloned();
            if conflicting.contains(name) {
                // The stages know of renames.
                records.push(BothChanged { id, base: stage("1"), ours: stage("2"), theirs: stage("3"), merged: None });
            } else if let [Some(ours), Some(theirs), Some(merged)] = [&ours, &their_texts, &merged].map(|texts| texts.get(name)) {
                // Where a file is missing, git has followed a rename.
                let [ours, theirs, merged] = [ours, theirs, merged].map(|text| Some(text.clone()));
                records.push(BothChanged {
                    id,
                    base: base.get(name).filter(|_| bases.len() == 1).cloned(),
                    ours,
                    theirs,
                    merged,
                });
            }
        }
        let conflicts = stages.keys().filter(|name| in_store(name).is_none()).cloned().collect();
        Ok(PreparedMerge { git, ours: head, theirs: theirs.to_owned(), tree, records, conflicts })
    }

    /// Writes the files of a commit that HEAD can be moved forward to, and moves it there.
    ///
    /// # Errors
    /// Fails if files that are not saved would be overwritten; then nothing is changed.
    pub fn move_forward(&self, lock: &Lock, commit: &str) -> Result<(), StoreError> {
        let git = self.git()?;
        lock.count_change()?;
        let output = git.attempt(&["merge", "--ff-only", "--quiet", "--no-verify-signatures", "--no-autostash", commit], b"")?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let files: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix('\t')).collect();
        if files.is_empty() {
            return succeeded(output, "merge").map(drop);
        }
        Err(GitTrouble::InTheWay(files.join(", ")).into())
    }
}

impl PreparedMerge {
    /// Commits the merge, with these texts for records that both changed, and returns the new commit's hash. HEAD stays.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn commit(
        &self,
        texts: &BTreeMap<RecordId, Option<String>>,
        message: &str,
        identity: Option<Identity>,
    ) -> Result<String, StoreError> {
        let folder = &self.git.repository.folder;
        let index = tempfile::tempdir_in(folder).map_err(|source| StoreError::Write { path: folder.clone(), source })?;
        let git = self.git.clone().with_identity(identity).with_index(Some(index.path().join("index")));
        git.bytes(&["read-tree", &self.tree])?;
        let prefix = git.prefix();
        let mut entries = String::new();
        for (id, text) in texts {
            let path = format!("{prefix}{}", Store::name_of(id));
            match text {
                Some(text) => {
                    let blob = git.fed(&["hash-object", "-w", "--stdin"], text.as_bytes())?;
                    entries.push_str(&format!("100644 {}\t{path}\0", String::from_utf8_lossy(&blob).trim()));
                }
                None => entries.push_str(&format!("0 {}\t{path}\0", "0".repeat(self.theirs.len()))),
            }
        }
        git.fed(&["update-index", "-z", "--index-info"], entries.as_bytes())?;
        let tree = git.text(&["write-tree"])?;
        let made = git.text(&["commit-tree", tree.trim(), "-p", &self.ours, "-p", &self.theirs, "-m", message])?;
        Ok(made.trim().to_owned())
    }
}

/// What `git merge-tree --write-tree -z` prints.
struct MergedTree {
    tree: String,
    /// For each path in conflict, its stages with their blobs: 1 the base, 2 ours, 3 theirs.
    stages: BTreeMap<String, Vec<(String, String)>>,
}

impl MergedTree {
    /// Parses the tree's hash, and for each file in conflict `MODE BLOB STAGE`, a tab and the path.
    fn read(said: &str) -> Self {
        let mut fields = said.split('\0');
        let tree = fields.next().unwrap_or("").trim().to_owned();
        Self { tree, stages: stages_of(fields) }
    }
}

/// Parses entries `MODE BLOB STAGE`, a tab and the path, and returns the stages and blobs of each path.
pub(super) fn stages_of<'a>(entries: impl Iterator<Item = &'a str>) -> BTreeMap<String, Vec<(String, String)>> {
    let mut stages: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (head, path) in entries.filter_map(|entry| entry.split_once('\t')) {
        let words: Vec<&str> = head.split(' ').collect();
        if let [_, blob, stage] = words[..] {
            stages.entry(path.to_owned()).or_default().push((stage.to_owned(), blob.to_owned()));
        }
    }
    stages
}

impl Git {
    /// Returns the paths in the records folder that differ between two commits, below the store's root.
    fn changed_names(&self, one: &str, other: &str) -> Result<BTreeSet<String>, StoreError> {
        let prefix = self.prefix();
        let options = ["diff-tree", "-r", "-z", "--name-only", "--no-renames"];
        let listed = self.text(&[&options[..], &[one, other, "--", &format!("{prefix}{RECORDS}")]].concat())?;
        Ok(listed
            .split('\0')
            .filter_map(|name| name.strip_prefix(&prefix))
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect())
    }

    /// Returns the text of each stage of each path.
    pub(super) fn stage_texts(
        &self,
        stages: &BTreeMap<String, Vec<(String, String)>>,
    ) -> Result<BTreeMap<(String, String), String>, StoreError> {
        let blobs: BTreeSet<&str> = stages.values().flatten().map(|(_, blob)| blob.as_str()).collect();
        let mut texts = BTreeMap::new();
        self.blobs(&blobs.into_iter().collect::<Vec<_>>(), |name, blob| {
            if let Blob::Bytes(bytes) = blob {
                texts.insert(name.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
            }
        })?;
        let all = stages.iter().flat_map(|(path, stages)| stages.iter().map(move |(stage, blob)| (path, stage, blob)));
        Ok(all.filter_map(|(path, stage, blob)| Some(((path.clone(), stage.clone()), texts.get(blob)?.clone()))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::MergedTree;

    #[test]
    fn what_git_says_of_a_merge_is_read() {
        let said =
            ["aa", "100644 b1 1\trecords/x.yaml", "100644 b2 2\trecords/x.yaml", "100644 b3 3\trecords/x.yaml", ""].join("\0");
        let MergedTree { tree, stages } = MergedTree::read(&said);
        let of: Vec<String> = stages["records/x.yaml"].iter().map(|(stage, blob)| format!("{stage}{blob}")).collect();
        assert_eq!((tree.as_str(), of.join(" ").as_str()), ("aa", "1b1 2b2 3b3"));
        assert!(MergedTree::read("aa\0").stages.is_empty());
    }
}
