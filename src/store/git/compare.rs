//! Compares the records of two commits, or of a commit with the files on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::command::Git;
use super::commit_by_day::{by_the_end_of, made_before};
use super::compared_point::{ComparedCommit, ComparedPoint, RevisionPoint};
use super::diff::{Difference, RAW, differences, no_revision, texts_of, tip};
use crate::model::RecordId;
use crate::model::redaction::REDACTED;
use crate::store::regular_file::is_hidden;
use crate::store::{FileChange, RECORDS, SETTINGS, Store, StoreError};

/// The records in which two points of the history differ.
#[derive(Debug)]
pub struct RevisionComparison {
    /// The earlier side.
    pub before: ComparedPoint,
    /// The later side.
    pub after: ComparedPoint,
    /// The records that differ, each with both texts.
    pub records: Vec<FileChange>,
    /// The texts on disk that have redactions, of records that differ. They can be later than both sides.
    pub redacted: BTreeMap<RecordId, String>,
    /// Both texts of `irr.yaml`, if they differ.
    pub settings: Option<(Option<String>, Option<String>)>,
    /// Other files of the records folder that differ, by their paths below the store's root.
    pub others: Vec<String>,
    /// Records on disk that git ignores: they are not compared.
    pub ignored: Vec<RecordId>,
    /// The errors of files that could not be read.
    pub troubles: Vec<StoreError>,
    /// The commits of a branch whose dates are not in order, newest first: the one of a day may not be the one that is meant.
    pub is_unordered: bool,
}

/// A file on one side: in a blob, or on disk.
#[derive(PartialEq)]
enum Content {
    Blob(String),
    Disk,
}

/// What both sides have of one record.
type Sides = (Option<Content>, Option<Content>);

/// A side before it is read.
struct Side {
    point: ComparedPoint,
    is_unordered: bool,
}

impl Store {
    /// Compares the records and settings of two points. A record that was renamed is one that is gone and one that is new.
    ///
    /// # Errors
    /// Fails if there is no git repository or no such commit, if the history does not go back so far (a shallow clone), or if a
    /// text is not in this clone.
    pub fn compare(&self, before: &RevisionPoint, after: &RevisionPoint) -> Result<RevisionComparison, StoreError> {
        let git = self.git()?;
        let (before, after) = (git.side(before)?, git.side(after)?);
        let is_unordered = before.is_unordered || after.is_unordered;
        let (before, after) = (before.point, after.point);
        if let (ComparedPoint::Nothing, ComparedPoint::Nothing) = (&before, &after) {
            return Ok(RevisionComparison::between(before, after));
        }
        let trees: Vec<String> =
            [&before, &after].into_iter().filter_map(|point| git.tree(point).transpose()).collect::<Result<_, _>>()?;
        let trees: Vec<&str> = trees.iter().map(String::as_str).collect();
        let command = ["diff", "--no-ext-diff", "--no-textconv"];
        let raw = git.text(&[&command[..], &RAW, &trees, &["--", RECORDS, SETTINGS]].concat())?;
        let on_disk = matches!(after, ComparedPoint::Files(_));
        let mut compared = RevisionComparison { is_unordered, ..RevisionComparison::between(before, after) };
        let mut files: BTreeMap<RecordId, Sides> = BTreeMap::new();
        let mut settings: Sides = (None, None);
        let differences = differences(&raw);
        for Difference { blob, new_blob, name } in &differences {
            let now = if on_disk { Some(Content::Disk) } else { new_blob.clone().map(Content::Blob) };
            let sides = match self.id_of(&self.root().join(name)) {
                Some(id) => files.entry(id).or_default(),
                None if name == SETTINGS => &mut settings,
                // An editor's file, or irr's own: it says nothing of the records.
                None if Path::new(name).iter().any(is_hidden) => continue,
                None => {
                    compared.others.push(name.clone());
                    continue;
                }
            };
            // A file that was renamed to another spelling of the same id is listed as gone and as new; it is one record.
            sides.0 = sides.0.take().or(blob.clone().map(Content::Blob));
            sides.1 = sides.1.take().or(now);
        }
        if on_disk {
            self.add_untracked(&git, &mut files, &mut compared)?;
            if settings == (None, None) && git.text(&["ls-files", "--", SETTINGS])?.is_empty() {
                settings.1 = Some(Content::Disk);
            }
        }
        self.read(&git, files, settings, &differences, &mut compared)?;
        Ok(compared)
    }

    /// Checks that a commit has the records folder where it is now: see [`Store::same_home`].
    ///
    /// # Errors
    /// Fails if the folder was elsewhere, or if git fails.
    pub fn has_home_in(&self, commit: &ComparedCommit) -> Result<(), StoreError> {
        self.git()?.has_home(&commit.hash)
    }

    /// Adds the records on disk that git does not track yet, and finds those that it ignores.
    fn add_untracked(
        &self,
        git: &Git,
        files: &mut BTreeMap<RecordId, Sides>,
        compared: &mut RevisionComparison,
    ) -> Result<(), StoreError> {
        let (tracked, untracked) = self.known(git)?;
        for id in &untracked {
            files.entry(id.clone()).or_default().1 = Some(Content::Disk);
        }
        let is_unknown = |id: &RecordId| !tracked.contains(id) && !untracked.contains(id) && !files.contains_key(id);
        compared.ignored = self.ids_on_disk()?.into_iter().filter(is_unknown).collect();
        Ok(())
    }

    /// Reads both sides of each record and of the settings, and keeps those that differ.
    fn read(
        &self,
        git: &Git,
        files: BTreeMap<RecordId, Sides>,
        settings: Sides,
        differences: &[Difference],
        compared: &mut RevisionComparison,
    ) -> Result<(), StoreError> {
        let on_disk = matches!(compared.after, ComparedPoint::Files(_));
        let blobs = differences.iter().flat_map(|it| {
            let new = it.new_blob.as_deref().filter(|_| !on_disk);
            [it.blob.as_deref(), new].into_iter().flatten().map(|blob| (blob, it.name.as_str()))
        });
        let is_read = |(_, name): &(&str, &str)| !compared.others.iter().any(|other| other == name);
        let texts = texts_of(git, &blobs.filter(is_read).collect::<Vec<_>>())?;
        let of_blob = |content: &Option<Content>| match content {
            Some(Content::Blob(blob)) => texts.get(blob).cloned(),
            _ => None,
        };
        let read: Vec<_> = files
            .into_par_iter()
            .map(|(id, (before, after))| {
                let now = if matches!(after, Some(Content::Disk)) { self.text_now(&id) } else { Ok(of_blob(&after)) };
                (id, of_blob(&before), now)
            })
            .collect();
        for (id, before, after) in read {
            let after = after.unwrap_or_else(|error| {
                compared.troubles.push(error);
                // No record: it is reported as one that cannot be read.
                Some(String::new())
            });
            if before != after {
                compared.records.push(FileChange { id, before, after, mode: None });
            }
        }
        let now =
            if matches!(settings.1, Some(Content::Disk)) { self.settings()?.map(|(_, text)| text) } else { of_blob(&settings.1) };
        let then = of_blob(&settings.0);
        compared.settings = (then != now).then_some((then, now));
        if !on_disk {
            let ids: Vec<&RecordId> = compared.records.iter().map(|it| &it.id).collect();
            let marked = self.mentioning(&ids, &[REDACTED.to_owned()]);
            compared.redacted = marked.into_iter().filter_map(|id| Some((id.clone(), self.text_now(id).ok()??))).collect();
        }
        Ok(())
    }
}

impl RevisionComparison {
    fn between(before: ComparedPoint, after: ComparedPoint) -> Self {
        Self {
            before,
            after,
            records: Vec::new(),
            redacted: BTreeMap::new(),
            settings: None,
            others: Vec::new(),
            ignored: Vec::new(),
            troubles: Vec::new(),
            is_unordered: false,
        }
    }
}

impl Git {
    /// Finds the commit of a point.
    fn side(&self, point: &RevisionPoint) -> Result<Side, StoreError> {
        let ordered = |point| Ok(Side { point, is_unordered: false });
        match point {
            RevisionPoint::Files => ordered(ComparedPoint::Files(self.uncommitted_records()?)),
            RevisionPoint::Revision(revision) => match tip(self, revision)? {
                Some(hash) => ordered(ComparedPoint::Commit(self.described(&hash)?)),
                None => ordered(ComparedPoint::Nothing),
            },
            RevisionPoint::MergeBase(one, other) => {
                let (Some(first), Some(second)) = (tip(self, one)?, tip(self, other)?) else {
                    return ordered(ComparedPoint::Nothing);
                };
                let base = self.text(&["merge-base", &first, &second]).map_err(|_| {
                    let hint = || "compare the two themselves: put two dots between them, or a blank".to_owned();
                    let said = "the two have no commit in common";
                    no_revision(&format!("{one}...{other}"), said, self.hint_if_shallow().unwrap_or_else(hint))
                })?;
                ordered(ComparedPoint::Commit(self.described(base.trim())?))
            }
            RevisionPoint::Before(day) => made_before(self, *day).map(Side::from),
            RevisionPoint::EndOf(day) => by_the_end_of(self, *day).map(Side::from),
        }
    }

    /// Returns what `git diff` is given for a side: the commit, the tree that is empty, or nothing for the files.
    fn tree(&self, point: &ComparedPoint) -> Result<Option<String>, StoreError> {
        match point {
            ComparedPoint::Commit(commit) => Ok(Some(commit.hash.clone())),
            ComparedPoint::Files(_) => Ok(None),
            // Its name depends on the repository's hash (SHA-1 or SHA-256).
            ComparedPoint::Nothing => {
                let name = self.fed(&["hash-object", "-t", "tree", "--stdin"], b"")?;
                Ok(Some(String::from_utf8_lossy(&name).trim().to_owned()))
            }
        }
    }

    /// Counts the records that differ from the last commit, or that git does not track yet.
    fn uncommitted_records(&self) -> Result<usize, StoreError> {
        let status = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all"];
        let listed = self.text(&[&status[..], &["--", RECORDS]].concat())?;
        let names: BTreeSet<&str> = listed.split('\0').filter(|entry| entry.ends_with(".yaml")).collect();
        Ok(names.len())
    }
}

impl From<(ComparedPoint, bool)> for Side {
    fn from((point, is_unordered): (ComparedPoint, bool)) -> Self {
        Self { point, is_unordered }
    }
}
