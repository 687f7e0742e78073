//! Reads a store as a commit has it, for `--rev`. Nothing is checked out: git lists the commit's tree, and hands out its files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::command::{Blob, Git};
use super::commit_by_day::by_the_end_of;
use super::compared_point::ComparedPoint;
use super::diff::{no_revision, no_such_commit};
use super::repository::Repository;
use crate::model::Date;
use crate::store::past_files::{PastFiles, TakeFile};
use crate::store::{EntryKind, LARGEST, RECORDS, SETTINGS, Store, StoreError};

/// The files of a store in one commit.
#[derive(Debug)]
struct CommitFiles {
    git: Git,
    commit: String,
    /// The store's root below the root of the work tree.
    prefix: String,
    /// The store's root on the disk, where it is or would be.
    root: PathBuf,
    /// What is below `records/`, and `irr.yaml`.
    listed: Vec<(String, EntryKind)>,
    /// The blob of each file that is listed.
    blobs: HashMap<String, String>,
    /// Everything else in the store's folder, once it is asked for.
    others: OnceLock<BTreeMap<String, EntryKind>>,
}

impl Store {
    /// Returns this store as a commit has it. `commit` is its full hash, and `named` how the user named it.
    ///
    /// # Errors
    /// Fails if there is no git repository, or if the commit has no `records/` in this folder.
    pub fn at_revision(&self, commit: &str, named: &str) -> Result<Self, StoreError> {
        let root = std::path::absolute(self.root()).unwrap_or_else(|_| self.root().to_owned());
        let git = git_around(&root)?;
        let prefix = prefix_of(&git.repository, &root);
        let files = CommitFiles::list(git, commit.to_owned(), prefix, self.root().to_owned())?;
        if !files.listed.iter().any(|(name, _)| name == RECORDS) {
            return Err(files.no_records(named));
        }
        Ok(Self { root: self.root().to_owned(), past: Some(Arc::new(files)) })
    }

    /// Returns the full hash of the commit that a revision names.
    ///
    /// # Errors
    /// Fails if there is no git repository or no such commit.
    pub fn commit(&self, revision: &str) -> Result<String, StoreError> {
        let git = git_around(&std::path::absolute(self.root()).unwrap_or_else(|_| self.root().to_owned()))?;
        git.commit(revision).ok_or_else(|| no_such_commit(&git, revision))
    }

    /// Finds the nearest folder upwards from `start` that has `records/` in a commit, and returns it as that commit has it.
    ///
    /// # Errors
    /// Fails if there is no git repository, or if the commit has no `records/` in any of these folders.
    pub fn find_at_revision(start: &Path, commit: &str, named: &str) -> Result<Self, StoreError> {
        let git = git_around(start)?;
        let here = prefix_of(&git.repository, start);
        let folders: Vec<String> = Path::new(&here).ancestors().map(|folder| folder.to_string_lossy().into_owned()).collect();
        let names: Vec<String> = folders.iter().map(|folder| joined(folder, RECORDS)).collect();
        let mut args = vec!["ls-tree", "-d", "-z", "--name-only", "--full-tree", commit, "--"];
        args.extend(names.iter().map(String::as_str));
        let listed = git.text(&args)?;
        let there: BTreeSet<&str> = listed.split('\0').collect();
        let nearest = folders.iter().zip(&names).find(|(_, name)| there.contains(name.as_str()));
        // Where there is none, the folder of the repository says what the commit has instead.
        let folder = nearest.map_or("", |(folder, _)| folder.as_str());
        let climbed = Path::new(&here).components().count() - Path::new(folder).components().count();
        let root = start.ancestors().nth(climbed).unwrap_or(start);
        Self::at(root).at_revision(commit, named)
    }

    /// Returns the last commit of this branch that was made until the end of a day, by the clock of whoever committed.
    ///
    /// Branches that were merged later count from the day of their merge.
    ///
    /// # Errors
    /// Fails if there is no git repository, or if nothing was committed until then.
    pub fn last_commit_until(&self, day: Date) -> Result<String, StoreError> {
        let git = git_around(&std::path::absolute(self.root()).unwrap_or_else(|_| self.root().to_owned()))?;
        match by_the_end_of(&git, day)? {
            (ComparedPoint::Commit(commit), _) => Ok(commit.hash),
            (ComparedPoint::Nothing | ComparedPoint::Files(_), _) => {
                let said = format!("nothing was committed until {}", day.in_words());
                Err(no_revision(&day.to_string(), &said, "name a later day, or a commit".to_owned()))
            }
        }
    }

    /// Returns whether this is the store as a commit has it, and not the files on the disk.
    pub fn is_past(&self) -> bool {
        self.past.is_some()
    }
}

/// Returns the repository around a folder that may not exist any more.
fn git_around(folder: &Path) -> Result<Git, StoreError> {
    let there = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder);
    Git::around(there)
}

/// Returns a folder's path below the root of the work tree, with `/` at its end; empty at the root, and outside.
fn prefix_of(repository: &Repository, folder: &Path) -> String {
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
    let there = folder.ancestors().nth(missing.len()).unwrap_or(folder);
    let mut prefix = repository.prefix_of(there).unwrap_or_default();
    for name in missing.iter().rev().filter_map(|folder| folder.file_name()) {
        prefix.push_str(&name.to_string_lossy());
        prefix.push('/');
    }
    prefix
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{}/{name}", folder.trim_end_matches('/')) }
}

impl CommitFiles {
    fn list(git: Git, commit: String, prefix: String, root: PathBuf) -> Result<Self, StoreError> {
        let paths = [RECORDS, SETTINGS].map(|name| format!("{prefix}{name}"));
        let listed = git.bytes(&["ls-tree", "-r", "-t", "-z", "--full-tree", &commit, "--", &paths[0], &paths[1]])?;
        let (mut entries, mut blobs) = (Vec::new(), HashMap::new());
        for entry in listed.split(|byte| *byte == 0).filter_map(TreeEntry::read) {
            let Some(name) = entry.name.strip_prefix(&prefix) else { continue };
            if entry.kind == EntryKind::File {
                blobs.insert(name.to_owned(), entry.object);
            }
            entries.push((name.to_owned(), entry.kind));
        }
        Ok(Self { git, commit, prefix, root, listed: entries, blobs, others: OnceLock::new() })
    }

    /// Returns the error for a commit without records in this folder, with where it has some.
    fn no_records(&self, revision: &str) -> StoreError {
        let listed =
            self.git.text(&["ls-tree", "-r", "-d", "-z", "--name-only", "--full-tree", &self.commit]).unwrap_or_default();
        let is_records = |name: &&str| *name == RECORDS || name.ends_with(&format!("/{RECORDS}"));
        let elsewhere = listed.split('\0').find(is_records);
        let hint = match elsewhere {
            Some(place) => {
                let folder = self.git.repository.top.join(place.strip_suffix(RECORDS).unwrap_or(place));
                format!("it has {place}/: use --store {}", folder.display())
            }
            None => "the records came later: `git log -- records` lists the commits that have them".to_owned(),
        };
        let said = format!("that commit has no {}{RECORDS}/", self.prefix);
        StoreError::NoRevision { revision: revision.to_owned(), said, hint }
    }

    fn others(&self) -> &BTreeMap<String, EntryKind> {
        self.others.get_or_init(|| {
            let mut args = vec!["ls-tree", "-r", "-t", "-z", "--full-tree", self.commit.as_str()];
            if !self.prefix.is_empty() {
                args.extend(["--", &self.prefix]);
            }
            // What cannot be listed counts as missing nowhere: see `missing_files`.
            let listed = self.git.bytes(&args).unwrap_or_default();
            let entries = listed.split(|byte| *byte == 0).filter_map(TreeEntry::read);
            entries.filter_map(|entry| Some((entry.name.strip_prefix(&self.prefix)?.to_owned(), entry.kind))).collect()
        })
    }
}

impl PastFiles for CommitFiles {
    fn entries(&self) -> &[(String, EntryKind)] {
        &self.listed
    }

    fn read_each(&self, names: &[&str], take: TakeFile<'_>) -> Result<(), StoreError> {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, name) in names.iter().enumerate() {
            if let Some(blob) = self.blobs.get(*name) {
                places.entry(blob).or_default().push(at);
            }
        }
        // In order, so that the same reading is the same work.
        let mut asked: Vec<&str> = places.keys().copied().collect();
        asked.sort_by_key(|blob| places.get(blob).and_then(|at| at.first()));
        let mut given = vec![false; names.len()];
        self.git.blobs(&asked, |blob, content| {
            for at in places.get(blob).into_iter().flatten() {
                given[*at] = true;
                let path = || self.root.join(names[*at]);
                take(
                    *at,
                    match &content {
                        Blob::Bytes(bytes) => Ok(bytes.clone()),
                        Blob::TooLarge(size) => Err(StoreError::TooLarge { path: path(), size: *size, most: LARGEST }),
                    },
                );
            }
        })?;
        for at in (0..names.len()).filter(|at| !given[*at]) {
            let source =
                std::io::Error::other("its text in that commit is not in this clone (a partial clone): `git fetch --refetch`");
            take(at, Err(StoreError::Read { path: self.root.join(names[at]), source }));
        }
        Ok(())
    }

    fn kind_of(&self, name: &str) -> Option<EntryKind> {
        if self.blobs.contains_key(name) {
            return Some(EntryKind::File);
        }
        let is_listed = name == SETTINGS || name.starts_with(RECORDS);
        match is_listed {
            true => self.listed.iter().find(|(other, _)| other == name).map(|(_, kind)| *kind),
            false => self.others().get(name).copied(),
        }
    }

    fn commit(&self) -> String {
        self.commit.clone()
    }

    fn prefix(&self) -> String {
        self.prefix.clone()
    }
}

/// One entry of `git ls-tree -r -t -z`.
struct TreeEntry {
    kind: EntryKind,
    object: String,
    name: String,
}

impl TreeEntry {
    /// Parses `MODE TYPE OBJECT`, a tab, the path. The modes are git's: 120000 is a link; a submodule is a folder on the disk.
    fn read(entry: &[u8]) -> Option<Self> {
        let tab = entry.iter().position(|byte| *byte == b'\t')?;
        let head = std::str::from_utf8(&entry[..tab]).ok()?;
        let [mode, kind, object] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
        let kind = match (mode, kind) {
            ("120000", _) => EntryKind::Link,
            (_, "blob") => EntryKind::File,
            _ => EntryKind::Folder,
        };
        let name = String::from_utf8_lossy(&entry[tab + 1..]).into_owned();
        Some(Self { kind, object: object.to_owned(), name })
    }
}
