//! Compares the records with a revision: which are changed, gone, renamed or untracked.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::RecordId;
use crate::model::did_you_mean::nearest;
use crate::store::git::command::{Blob, Git};
use crate::store::{RECORDS, StagedRecords, Store, StoreError};
use crate::yaml;

/// The differences between the records and a revision.
#[derive(Debug, Clone, Default)]
pub struct RevisionDiff {
    /// The commits compared with, and the git handle; `None` if there is no commit yet.
    pub(super) then: Option<(Git, Commits)>,
    /// New, changed and renamed records, each with its old text; `None` if it is new.
    pub changed: BTreeMap<RecordId, Option<String>>,
    /// Deleted records, each with its old text.
    pub gone: BTreeMap<RecordId, String>,
    /// Records that git does not track: no commit has them until `git add`.
    pub untracked: Vec<RecordId>,
}

/// The commits of a comparison, by their full hashes.
#[derive(Debug, Clone)]
pub(super) struct Commits {
    /// The merge base with HEAD: what the records are compared with.
    pub(super) fork: String,
    /// The commit that the revision names.
    pub(super) tip: String,
}

impl RevisionDiff {
    /// Adds a record that is about to change, with its present text as the old one; does nothing if it is changed already or
    /// untracked.
    pub fn also(&mut self, id: &RecordId, text: &str) {
        if !self.changed.contains_key(id) && !self.untracked.contains(id) {
            self.changed.insert(id.clone(), Some(text.to_owned()));
        }
    }
}

/// Which version of the records is compared with the revision.
#[derive(Clone, Copy)]
enum ComparedVersion<'a> {
    /// The files on disk. git must track all of them, or a change could go unnoticed.
    OnDisk,
    /// The files on disk that git tracks.
    KnownOnDisk,
    /// The files in the index.
    Staged(&'a StagedRecords),
    /// The files of the commit that is read, by its hash.
    Past(&'a str),
}

/// One entry of `git diff --raw`.
pub(super) struct Difference {
    /// The old blob; `None` for a new file.
    pub(super) blob: Option<String>,
    /// The new blob; `None` for a file that is gone, or that git has not read.
    pub(super) new_blob: Option<String>,
    /// The path.
    pub(super) name: String,
}

/// The options of `git diff` that make it list each file by its path below the current folder, and no renames: they are found by
/// what a record is about, because responses of one force can be nearly identical.
pub(super) const RAW: [&str; 6] = ["--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--ignore-submodules=all"];

impl Store {
    /// Compares the records on disk with the merge base of `revision` and HEAD.
    ///
    /// In a repository without commits every record is new.
    ///
    /// # Errors
    /// Fails if there is no git repository, no such revision, or no common commit.
    pub fn since(&self, revision: &str) -> Result<RevisionDiff, StoreError> {
        let past = self.past.as_ref().map(|past| past.commit());
        self.compared(&self.git()?, revision, past.as_deref().map_or(ComparedVersion::OnDisk, ComparedVersion::Past))
    }

    /// Compares the records that git tracks with the last commit; ignored records are left out.
    ///
    /// # Errors
    /// Fails if there is no git repository.
    pub fn since_last_commit(&self) -> Result<RevisionDiff, StoreError> {
        self.compared(&self.git()?, "HEAD", ComparedVersion::KnownOnDisk)
    }

    /// Compares the records in the index with the merge base of `revision` and HEAD.
    ///
    /// # Errors
    /// Fails if there is no such revision, or no common commit.
    pub fn staged_since(&self, staged: &StagedRecords, revision: &str) -> Result<RevisionDiff, StoreError> {
        self.compared(&staged.git, revision, ComparedVersion::Staged(staged))
    }

    fn compared(&self, git: &Git, revision: &str, compared: ComparedVersion<'_>) -> Result<RevisionDiff, StoreError> {
        let head = if let ComparedVersion::Past(commit) = compared { commit } else { "HEAD" };
        let Some(commits) = commits(git, revision, head)? else {
            let ids = match compared {
                ComparedVersion::Staged(staged) => staged.ids(),
                _ => self.ids_on_disk()?,
            };
            return Ok(RevisionDiff { changed: ids.into_iter().map(|id| (id, None)).collect(), ..RevisionDiff::default() });
        };
        let (tracked, untracked) = match compared {
            ComparedVersion::Staged(staged) => (staged.ids().into_iter().collect(), BTreeSet::new()),
            ComparedVersion::Past(_) => (self.ids_on_disk()?.into_iter().collect(), BTreeSet::new()),
            ComparedVersion::OnDisk | ComparedVersion::KnownOnDisk => self.known(git)?,
        };
        if matches!(compared, ComparedVersion::OnDisk) {
            self.knows_them_all(&tracked, &untracked)?;
        }
        let command: &[&str] = match compared {
            ComparedVersion::Staged(_) => &["diff-index", "--cached"],
            ComparedVersion::Past(_) => &["diff-tree", "-r"],
            ComparedVersion::OnDisk | ComparedVersion::KnownOnDisk => &["diff", "--no-ext-diff", "--no-textconv"],
        };
        let ends: &[&str] =
            if let ComparedVersion::Past(commit) = compared { &[&commits.fork, commit] } else { &[&commits.fork] };
        let raw = git.text(&[command, &RAW, ends, &["--", RECORDS]].concat())?;
        let differences = differences(&raw);
        let then = differences.iter().filter_map(|it| Some((it.blob.as_deref()?, it.name.as_str())));
        let texts = texts_of(git, &then.collect::<Vec<_>>())?;
        let is_there = |id: &RecordId| match compared {
            ComparedVersion::Staged(staged) => staged.has(id),
            _ => tracked.contains(id) && self.has(id),
        };
        let mut since = RevisionDiff {
            then: Some((git.clone(), commits)),
            untracked: untracked.into_iter().collect(),
            ..RevisionDiff::default()
        };
        for Difference { blob, name, .. } in differences {
            let Some(id) = self.id_of(&self.root().join(name)) else { continue };
            let text = blob.and_then(|blob| texts.get(&blob).cloned());
            match text {
                // `git rm --cached` leaves the file on disk, but the next commit deletes it all the same.
                Some(text) if !is_there(&id) => drop(since.gone.insert(id, text)),
                Some(text) => drop(since.changed.insert(id, Some(text))),
                // A file renamed to another spelling of the same id appears as deleted and as new; it is one record.
                None => drop(since.changed.entry(id).or_insert(None)),
            }
        }
        let text_now = |id: &RecordId| match compared {
            ComparedVersion::Staged(staged) => staged.text_of(id).map(str::to_owned),
            _ => self.load(id.clone()).ok().map(|loaded| loaded.text),
        };
        find_renamed(&mut since, &tracked, text_now);
        Ok(since)
    }

    /// Returns the records that git tracks, and those that are neither tracked nor ignored.
    pub(super) fn known(&self, git: &Git) -> Result<(BTreeSet<RecordId>, BTreeSet<RecordId>), StoreError> {
        let listed = git.text(&["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--", RECORDS])?;
        let (mut tracked, mut untracked) = (BTreeSet::new(), BTreeSet::new());
        for (tag, name) in listed.split('\0').filter_map(|line| line.split_once(' ')) {
            let known = if tag == "?" { &mut untracked } else { &mut tracked };
            known.extend(self.id_of(&self.root().join(name)));
        }
        Ok((tracked, untracked))
    }

    /// Returns the ids of the records on disk; none if `records/` is empty or missing.
    pub(super) fn ids_on_disk(&self) -> Result<Vec<RecordId>, StoreError> {
        match self.ids() {
            Err(StoreError::NoRecords { .. } | StoreError::NoStoreAt { .. }) => Ok(Vec::new()),
            found => Ok(found?.0),
        }
    }

    /// Refuses if a record on disk is ignored by git: it cannot be compared, so a change in it would go unnoticed.
    fn knows_them_all(&self, tracked: &BTreeSet<RecordId>, untracked: &BTreeSet<RecordId>) -> Result<(), StoreError> {
        let on_disk = self.ids_on_disk()?;
        let unknown: Vec<&RecordId> = on_disk.iter().filter(|id| !tracked.contains(id) && !untracked.contains(id)).collect();
        match unknown.first() {
            None => Ok(()),
            Some(first) => Err(StoreError::Untracked { path: self.path_of(first), more: unknown.len() - 1 }),
        }
    }
}

/// Reads the texts of blobs, each given with the path of its file; invalid UTF-8 is replaced.
pub(super) fn texts_of(git: &Git, blobs: &[(&str, &str)]) -> Result<BTreeMap<String, String>, StoreError> {
    let names: Vec<&str> = blobs.iter().map(|(blob, _)| *blob).collect();
    let mut texts = BTreeMap::new();
    git.blobs(&names, |name, blob| {
        if let Blob::Bytes(bytes) = blob {
            let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
            texts.insert(name.to_owned(), text);
        }
    })?;
    // A partial clone can lack the blob. Treating it as empty would report the whole record as new.
    if let Some((_, lost)) = blobs.iter().find(|(blob, _)| !texts.contains_key(*blob)) {
        let said = std::io::Error::other(format!("the earlier version of {lost} is not in this clone, or is too large"));
        return Err(StoreError::Git { deed: "cat-file --batch".into(), source: said });
    }
    Ok(texts)
}

/// Pairs deleted records with new ones that answer the same report for the same force.
///
/// An untracked file counts as the new name only while git still tracks the old one: otherwise the comparison would say that
/// a commit has it.
fn find_renamed(since: &mut RevisionDiff, tracked: &BTreeSet<RecordId>, text_now: impl Fn(&RecordId) -> Option<String>) {
    let about = |text: &str| yaml::parse(text).ok();
    let new = since.changed.iter().filter(|(_, before)| before.is_none()).map(|(id, _)| id);
    let new: Vec<(RecordId, _)> =
        new.chain(&since.untracked).filter_map(|id| Some((id.clone(), about(&text_now(id)?)?))).collect();
    // Longest first: if two deleted records match, the one with less in it is the one reported as deleted.
    let mut gone: Vec<(RecordId, String)> = since.gone.iter().map(|(id, text)| (id.clone(), text.clone())).collect();
    gone.sort_by_key(|(_, text)| std::cmp::Reverse(text.len()));
    let mut taken: BTreeSet<RecordId> = BTreeSet::new();
    for (old, text) in gone {
        let Some(record) = about(&text) else { continue };
        let may_be_untracked = tracked.contains(&old);
        let same: Vec<RecordId> = new
            .iter()
            .filter(|(id, _)| !taken.contains(id) && (may_be_untracked || !since.untracked.contains(id)))
            .filter(|(_, other)| other.is_of_same_report(&record))
            .map(|(id, _)| id.clone())
            .collect();
        if !same.is_empty() {
            since.gone.remove(&old);
        }
        for id in same {
            since.changed.insert(id.clone(), Some(text.clone()));
            taken.insert(id);
        }
    }
}

/// Resolves the revision and its merge base with `head`: HEAD, or the commit that is read.
///
/// `None` if nothing is committed yet, or if the revision is all zeros: that is how GitHub and GitLab name the state before a
/// branch's first push.
fn commits(git: &Git, revision: &str, head: &str) -> Result<Option<Commits>, StoreError> {
    let no_revision = |said: &str, hint: String| no_revision(revision, said, hint);
    let Some(tip) = tip(git, revision)? else { return Ok(None) };
    if revision == head {
        return Ok(Some(Commits { fork: tip.clone(), tip }));
    }
    match git.text(&["merge-base", &tip, head]) {
        Ok(fork) => Ok(Some(Commits { fork: fork.trim().to_owned(), tip })),
        Err(_) if git.commit("HEAD").is_none() => {
            Err(no_revision("nothing is committed yet", "commit the records first".to_owned()))
        }
        Err(_) => {
            let whole = || "name a revision that this branch came from".to_owned();
            Err(no_revision("it has no commit in common with HEAD", git.hint_if_shallow().unwrap_or_else(whole)))
        }
    }
}

/// Returns the commit that a revision names; `None` as for [`commits`].
pub(super) fn tip(git: &Git, revision: &str) -> Result<Option<String>, StoreError> {
    if revision.len() >= 40 && revision.bytes().all(|digit| digit == b'0') {
        return Ok(None);
    }
    match git.commit(revision) {
        Some(tip) => Ok(Some(tip)),
        None if revision == "HEAD" => Ok(None),
        None => Err(no_such_commit(git, revision)),
    }
}

/// Returns the error for a revision that git does not know.
pub(super) fn no_such_commit(git: &Git, revision: &str) -> StoreError {
    match git.commit("HEAD") {
        Some(_) => no_revision(revision, "git has no such commit", hint_for_unknown(git, revision)),
        None => no_revision(revision, "nothing is committed yet", "commit the records first".to_owned()),
    }
}

pub(super) fn no_revision(revision: &str, said: &str, hint: String) -> StoreError {
    StoreError::NoRevision { revision: revision.to_owned(), said: said.to_owned(), hint }
}

/// Returns a hint for a revision that git does not know.
fn hint_for_unknown(git: &Git, revision: &str) -> String {
    git.hint_if_shallow().unwrap_or_else(|| match nearest(revision, git.revisions().iter().map(String::as_str)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`git branch --all` and `git tag` list the names that git knows here, and `git fetch` gets those of the remote"
            .to_owned(),
    })
}

impl Git {
    /// Returns what to do about commits that a shallow clone lacks; `None` if it lacks none.
    pub(super) fn hint_if_shallow(&self) -> Option<String> {
        let is_shallow = self.text(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|said| said.trim() == "true");
        let hint = "a shallow clone lacks old commits: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow";
        is_shallow.then(|| hint.to_owned())
    }

    /// Returns the full hash of a commit; `None` if the revision names none.
    pub(super) fn commit(&self, revision: &str) -> Option<String> {
        // `--end-of-options`: a revision such as `--output=FILE` must not be read as a flag.
        let named =
            self.text(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")]).ok()?;
        let name = named.trim();
        (!name.is_empty() && name.bytes().all(|digit| digit.is_ascii_hexdigit())).then(|| name.to_owned())
    }

    pub(super) fn revisions(&self) -> Vec<String> {
        let refs = [
            "for-each-ref",
            "--count=200",
            "--sort=-creatordate",
            "--format=%(refname:short)",
            "refs/heads",
            "refs/remotes",
            "refs/tags",
        ];
        self.text(&refs).unwrap_or_default().lines().map(str::to_owned).collect()
    }
}

/// Parses `git diff --raw -z --no-renames`: `:OLDMODE NEWMODE OLDBLOB NEWBLOB STATUS`, NUL, the path, NUL.
pub(super) fn differences(raw: &str) -> Vec<Difference> {
    let mut fields = raw.split('\0');
    let mut found = Vec::new();
    while let Some(head) = fields.next().filter(|head| head.starts_with(':')) {
        let words: Vec<&str> = head.split(' ').collect();
        let ([_, _, blob, new_blob, _], Some(name)) = (&words[..], fields.next()) else { break };
        // Zeros stand for a file that is not there, and for one whose content git has not read.
        let of = |blob: &str| blob.bytes().any(|digit| digit != b'0').then(|| blob.to_owned());
        found.push(Difference { blob: of(blob), new_blob: of(new_blob), name: name.to_owned() });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_of_changes_is_read() {
        let raw = ":100644 100644 aa bb M\0records/x.yaml\0:000000 100644 00 cc A\0records/n m.yaml\0\
                   :100644 000000 dd 00 D\0records/g.yaml\0";
        let told: Vec<_> = differences(raw).into_iter().map(|it| (it.blob, it.name)).collect();
        let told: Vec<(Option<&str>, &str)> = told.iter().map(|(blob, name)| (blob.as_deref(), name.as_str())).collect();
        assert_eq!(told, [(Some("aa"), "records/x.yaml"), (None, "records/n m.yaml"), (Some("dd"), "records/g.yaml")]);
    }
}
