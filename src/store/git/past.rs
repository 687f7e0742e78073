//! The commits that irr made here, as `irr undo` and `irr redo` take them back and make them again.

use super::command::Identity;
use crate::store::{FileChange, RECORDS, SETTINGS, Store, StoreError};

/// The most commits that are looked at.
const MOST: &str = "--max-count=500";

/// Separate the fields of a commit in git's output, and the commits: no message that irr writes contains them.
const FIELD: char = '\u{1f}';
const END: char = '\u{1e}';

/// What a commit of irr's did, by its trailers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastDeed {
    /// It changed records.
    Change,
    /// It took back the commit with this hash.
    Undo(String),
    /// It made the commit with this hash again.
    Redo(String),
}

/// A commit that irr made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastCommit {
    /// Its full hash.
    pub hash: String,
    /// The first line of its message.
    pub subject: String,
    /// When it was made, in seconds since 1970.
    pub made: i64,
    /// What it did.
    pub deed: PastDeed,
}

/// What a commit changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommitChanges {
    /// The records, each with its text before and after.
    pub records: Vec<FileChange>,
    /// Other files in the records folder, and `irr.yaml`, by their paths below the store's root.
    pub others: Vec<String>,
}

impl Store {
    /// Returns the commits that irr made for this user, oldest first; those of others, that came with `irr sync`, are left out.
    ///
    /// # Errors
    /// Fails if there is no git repository.
    pub fn past_commits(&self) -> Result<Vec<PastCommit>, StoreError> {
        let git = self.git()?;
        if git.commit("HEAD").is_none() {
            return Ok(Vec::new());
        }
        let format = format!("--format=%H{FIELD}%ae{FIELD}%at{FIELD}%B{END}");
        let by_irr = "--grep=^Irr-(Finding|Record|Undo|Redo): ";
        let args = ["log", "--topo-order", "--reverse", "--no-merges", "--encoding=UTF-8", "-E", by_irr, MOST, &format, "HEAD"];
        let listed = git.text(&[&args[..], &["--"]].concat())?;
        let email = git.identity()?.map(|Identity { email, .. }| email);
        let commits = listed.split(END).filter_map(|entry| commit_of(entry.trim_start()));
        let is_own = |by: &str| email.as_ref().is_none_or(|email| email == by);
        Ok(commits.filter(|(by, _)| is_own(by)).map(|(_, commit)| commit).collect())
    }

    /// Returns what a commit changed in the records folder and `irr.yaml`.
    ///
    /// # Errors
    /// Fails if git fails.
    pub fn changes_of_commit(&self, hash: &str) -> Result<CommitChanges, StoreError> {
        let git = self.git()?;
        let prefix = git.prefix();
        let options = ["diff-tree", "--root", "-r", "-z", "--name-only", "--no-renames", "--no-commit-id"];
        let paths = [format!("{prefix}{RECORDS}"), format!("{prefix}{SETTINGS}")];
        let listed = git.text(&[&options[..], &[hash, "--", &paths[0], &paths[1]]].concat())?;
        let names = listed.split('\0').filter_map(|name| name.strip_prefix(&prefix)).filter(|name| !name.is_empty());
        let names: Vec<String> = names.map(str::to_owned).collect();
        let before = git.texts_in(&format!("{hash}^"), &prefix, names.iter())?;
        let after = git.texts_in(hash, &prefix, names.iter())?;
        let mut changes = CommitChanges::default();
        for name in names {
            match self.id_of(&self.root().join(&name)) {
                Some(id) => {
                    let (before, after) = (before.get(&name).cloned(), after.get(&name).cloned());
                    changes.records.push(FileChange { id, before, after, mode: None });
                }
                None => changes.others.push(name),
            }
        }
        Ok(changes)
    }
}

/// Parses one commit of `git log`, with its author's address.
fn commit_of(entry: &str) -> Option<(String, PastCommit)> {
    let fields: Vec<&str> = entry.splitn(4, FIELD).collect();
    let [hash, email, made, message] = fields[..] else { return None };
    let trailers = || message.trim_end().rsplit("\n\n").next().unwrap_or("").lines();
    let named = |key: &str| trailers().find_map(|line| line.strip_prefix(key)).map(|hash| hash.trim().to_owned());
    let deed = match (named("Irr-Undo: "), named("Irr-Redo: ")) {
        (Some(of), _) => PastDeed::Undo(of),
        (_, Some(of)) => PastDeed::Redo(of),
        _ => {
            trailers().find(|line| line.starts_with("Irr-Finding: ") || line.starts_with("Irr-Record: "))?;
            PastDeed::Change
        }
    };
    let subject = message.lines().next().unwrap_or("").to_owned();
    Some((email.to_owned(), PastCommit { hash: hash.to_owned(), subject, made: made.parse().ok()?, deed }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_of_irr_is_known_by_its_trailers() {
        let entry = |message: &str| format!("aa{FIELD}officer@example.org{FIELD}1748779200{FIELD}{message}\n");
        let deed = |message: &str| commit_of(&entry(message)).map(|(_, commit)| commit.deed);
        let changed = "Close x:R1\n\n- Close kent/x:R1\n\nIrr-Finding: kent/x:R1\n";
        assert_eq!(deed(changed), Some(PastDeed::Change));
        assert_eq!(deed(&format!("{changed}Irr-Undo: bb\n")), Some(PastDeed::Undo("bb".into())));
        assert_eq!(deed("By hand\n\nIrr-Undo: bb\n\nmore words\n"), None);
        let (email, commit) = commit_of(&entry(changed)).unwrap();
        assert_eq!((email.as_str(), commit.subject.as_str(), commit.made), ("officer@example.org", "Close x:R1", 1_748_779_200));
    }
}
