//! `git log` of a few files: the commits that changed them, oldest first, with the blobs before and after.

use std::collections::BTreeSet;

use super::command::Git;
use crate::model::{Date, RecordCommit};
use crate::store::{RECORDS, StoreError};

/// The fields of a commit in git's output. They are separated by NUL, which neither a name nor a message can contain.
const FORMAT: &str =
    "--format=%H%x00%an%x00%ad%x00%cn%x00%cd%x00%s%x00%(trailers:only,unfold,separator=%x1e,key_value_separator=%x1f)";
/// How many there are.
const FIELDS: usize = 7;

/// One commit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FileCommit {
    pub(super) commit: RecordCommit,
    /// What it changed of the files, a merge only what differs from all of its parents.
    pub(super) changes: Vec<RawChange>,
}

/// A file before and after a commit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawChange {
    /// The path below the store's root.
    pub(super) name: String,
    /// The blob in each parent; `None` where there was no file.
    pub(super) before: Vec<Option<String>>,
    /// The blob in the commit.
    pub(super) after: Option<String>,
}

impl RawChange {
    /// Returns whether no parent has the file.
    pub(super) fn is_new(&self) -> bool {
        self.after.is_some() && self.before.iter().all(Option::is_none)
    }

    /// Returns every blob.
    pub(super) fn blobs(&self) -> impl Iterator<Item = &str> {
        self.before.iter().flatten().chain(&self.after).map(String::as_str)
    }
}

impl Git {
    /// Returns the commits up to `head` that changed one of the files, each after its parents.
    ///
    /// # Errors
    /// Fails if git fails.
    pub(super) fn file_log(&self, head: &str, prefix: &str, names: &[String]) -> Result<Vec<FileCommit>, StoreError> {
        let options = [
            "log",
            "--date-order",
            "--reverse",
            // Both sides of every merge, also where one of them was thrown away.
            "--full-history",
            // A merge is listed only where the file differs from all parents.
            "-c",
            "--raw",
            "-z",
            "--root",
            "--no-abbrev",
            "--no-renames",
            "--no-color",
            "--no-ext-diff",
            "--encoding=UTF-8",
            // In the time zone of whoever made the commit.
            "--date=short",
            FORMAT,
            head,
            "--",
        ];
        let names = names.iter().map(String::as_str);
        let listed = self.text(&options.into_iter().chain(names).collect::<Vec<_>>())?;
        Ok(commits(&listed, prefix))
    }

    /// Returns the records that a commit deleted, or changed: one may have been replaced by a record of another report.
    ///
    /// # Errors
    /// Fails if git fails.
    pub(super) fn replaced_by(&self, commit: &str, prefix: &str) -> Result<Vec<RawChange>, StoreError> {
        let options = ["diff-tree", "--root", "-r", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-commit-id"];
        let of = ["--diff-filter=DM", commit, "--", RECORDS];
        Ok(changes(&self.text(&[&options[..], &of].concat())?, prefix))
    }

    /// Returns the records that are in the last commit and not on disk.
    ///
    /// # Errors
    /// Fails if git fails.
    pub(super) fn deleted_on_disk(&self, prefix: &str) -> Result<Vec<RawChange>, StoreError> {
        let options = ["diff", "--no-ext-diff", "--no-textconv", "--raw", "-z", "--no-abbrev", "--no-renames"];
        let of = ["--ignore-submodules=all", "--diff-filter=D", "HEAD", "--", RECORDS];
        Ok(changes(&self.text(&[&options[..], &of].concat())?, prefix))
    }

    /// Returns the blob of a file in a commit, by its path from the root of the work tree; `None` if there is no such file.
    ///
    /// # Errors
    /// Fails if git fails.
    pub(super) fn blob_in(&self, commit: &str, name: &str) -> Result<Option<String>, StoreError> {
        let listed = self.text(&["ls-tree", "-z", "--full-tree", commit, "--", name])?;
        // The output is `MODE TYPE NAME`, a tab, and the path.
        let mut words = listed.split(['\t', '\0']).next().unwrap_or("").split(' ').skip(1);
        Ok(words.next().filter(|kind| *kind == "blob").and_then(|_| words.next()).map(str::to_owned))
    }

    /// Returns the commits with which a shallow clone begins; none in a clone with all commits.
    ///
    /// # Errors
    /// Fails if git fails.
    pub(super) fn clone_starts(&self) -> Result<BTreeSet<String>, StoreError> {
        let said = self.text(&["rev-parse", "--is-shallow-repository"])?;
        if said.trim() != "true" {
            return Ok(BTreeSet::new());
        }
        // Such a clone is cut where a commit has no parents in it.
        let roots = self.text(&["rev-list", "--max-parents=0", "HEAD", "--"])?;
        let path = self.text(&["rev-parse", "--git-path", "shallow"])?;
        let listed = crate::store::read_text(&self.root.join(path.trim_end_matches('\n')))?;
        let cut: BTreeSet<&str> = listed.lines().collect();
        Ok(roots.lines().filter(|root| cut.contains(root)).map(str::to_owned).collect())
    }

    /// Returns the earliest day of some commits.
    ///
    /// # Errors
    /// Fails if git fails.
    pub(super) fn first_day(&self, commits: &BTreeSet<String>) -> Result<Option<Date>, StoreError> {
        let options = ["show", "--no-patch", "--date=short", "--format=%ad"];
        let days = self.text(&options.into_iter().chain(commits.iter().map(String::as_str)).collect::<Vec<_>>())?;
        Ok(days.lines().filter_map(|day| day.trim().parse().ok()).min())
    }

    /// Returns whether this is a partial clone, which lacks files or folders until git fetches them.
    pub(super) fn is_partial(&self) -> bool {
        self.attempt(&["config", "--get-regexp", r"^remote\..*\.promisor$"], b"").is_ok_and(|found| found.status.success())
    }
}

/// Parses `git log -z --raw`: for each commit its fields, then its changes.
fn commits(listed: &str, prefix: &str) -> Vec<FileCommit> {
    let mut found: Vec<FileCommit> = Vec::new();
    let mut words = listed.split('\0').map(|word| word.trim_start_matches('\n')).peekable();
    while let Some(word) = words.next() {
        if word.starts_with(':') {
            let change = words.next().and_then(|path| change(word, path, prefix));
            if let Some(last) = found.last_mut() {
                last.changes.extend(change);
            }
        } else if !word.is_empty() {
            let mut fields = vec![word];
            fields.extend(words.by_ref().take(FIELDS - 1));
            found.extend(commit(&fields).map(|commit| FileCommit { commit, changes: Vec::new() }));
        }
    }
    // A merge is listed without changes where it took the file of one side.
    found.retain(|commit| !commit.changes.is_empty());
    found
}

fn commit(fields: &[&str]) -> Option<RecordCommit> {
    let [hash, author, authored, committer, committed, subject, trailers] = fields else { return None };
    let trailers = trailers.split('\u{1e}').filter_map(|trailer| trailer.split_once('\u{1f}'));
    Some(RecordCommit {
        hash: (*hash).to_owned(),
        author: (*author).to_owned(),
        authored: authored.parse().ok(),
        committer: (*committer).to_owned(),
        committed: committed.parse().ok(),
        subject: (*subject).to_owned(),
        trailers: trailers.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect(),
        is_clone_start: false,
    })
}

/// Parses changes in git's raw format, as `git diff` and `git diff-tree` list them with `-z`.
fn changes(listed: &str, prefix: &str) -> Vec<RawChange> {
    let mut words = listed.split('\0');
    let mut found = Vec::new();
    while let (Some(head), Some(path)) = (words.next(), words.next()) {
        found.extend(change(head, path, prefix));
    }
    found
}

/// Parses `:OLDMODE NEWMODE OLDBLOB NEWBLOB STATUS`; a merge has as many colons, old modes and old blobs as parents.
fn change(head: &str, path: &str, prefix: &str) -> Option<RawChange> {
    let modes = head.trim_start_matches(':');
    let parents = head.len() - modes.len();
    let words: Vec<&str> = modes.split(' ').collect();
    let blob = |at: usize| {
        let (mode, blob) = (words.get(at)?, words.get(parents + 1 + at)?);
        // Neither where there is nothing, nor where another repository is.
        (!matches!(*mode, "000000" | "160000")).then(|| (*blob).to_owned())
    };
    let name = path.strip_prefix(prefix)?.to_owned();
    Some(RawChange { name, before: (0..parents).map(blob).collect(), after: blob(parents) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commits_are_read_with_their_changes_and_merges_with_all_their_parents() {
        let head = |hash: &str| format!("{hash}\0A. \u{1b}[31mOfficer\0 2026-03-01\0Someone\02026-03-02\0Words\0");
        let listed = format!(
            "{}Irr-Finding\u{1f}kent/x:R1\u{1e}Irr-Undo\u{1f}bb\0\n:000000 100644 00 cc A\0s/records/x.yaml\0\
             {}\0{}\0\0::100644 000000 100644 aa 00 cc MM\0s/records/x.yaml\0",
            head("a1"),
            head("a2"),
            head("a3"),
        );
        let found = commits(&listed, "s/");
        let changes: Vec<&RawChange> = found.iter().flat_map(|commit| &commit.changes).collect();
        assert_eq!(found.iter().map(|it| it.commit.hash.as_str()).collect::<Vec<_>>(), ["a1", "a3"]);
        assert!(changes[0].is_new() && changes[0].name == "records/x.yaml");
        assert_eq!(changes[1].before, [Some("aa".to_owned()), None]);
        assert_eq!(changes[1].after.as_deref(), Some("cc"));
        let RecordCommit { author, authored, committed, trailers, .. } = &found[0].commit;
        assert_eq!((author.as_str(), *authored), ("A. \u{1b}[31mOfficer", None), "a day with a blank is none that git writes");
        assert_eq!(committed.map(|day| day.to_string()).as_deref(), Some("2026-03-02"));
        assert_eq!(trailers[1], ("Irr-Undo".to_owned(), "bb".to_owned()));
    }
}
