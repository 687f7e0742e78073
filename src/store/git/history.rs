//! The commits that changed one record, and its text in each, under every name that it had.
//!
//! All of it is read with a few git commands for one path, however many commits there are, and each distinct text is parsed
//! once. A renamed record is known by the report it answers, as in `diff.rs`, and not by git's similarity of texts.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::command::{Blob, Git};
use super::file_log::{FileCommit, RawChange};
use crate::model::{HistoryLimit, Record, RecordHistory, RecordId, RecordStep, RecordVersion};
use crate::store::git::Repository;
use crate::store::{Loaded, RECORDS, Store, StoreError};
use crate::yaml::{self, Position};

/// The most names that are followed: a record that two commits rename to and fro for ever would have no end.
const MOST_NAMES: usize = 50;

/// A commit that renamed the record; `commit` is `None` if the renaming is not committed.
struct Renamed {
    commit: Option<String>,
    from: String,
    to: String,
}

/// The texts of a record, each parsed once, by the blob's name.
#[derive(Default)]
struct Versions {
    index: BTreeMap<String, usize>,
    versions: Vec<RecordVersion>,
}

impl Store {
    /// Returns the commits that changed a record, with the record in each, and at last what is on disk and not committed.
    ///
    /// # Errors
    /// Fails if there is no git repository, if git does not trust it, or if git fails.
    pub fn history(&self, loaded: &Loaded) -> Result<RecordHistory, StoreError> {
        let git = self.git()?;
        if self.is_in_other_repository(&loaded.id, &git) {
            return Ok(RecordHistory::unknown(HistoryLimit::OtherRepository));
        }
        let Some(head) = git.commit("HEAD") else { return Ok(RecordHistory::unknown(HistoryLimit::NoCommit)) };
        let mut reader = HistoryReader { git: &git, head, prefix: git.prefix(), versions: Versions::default() };
        let name = Self::name_of(&loaded.id);
        match reader.read(loaded, &name) {
            Err(error) if git.is_partial() => match error {
                StoreError::Git { .. } => Ok(RecordHistory::unknown(HistoryLimit::Partial)),
                error => Err(error),
            },
            Ok(history) if history.steps.is_empty() => {
                let ignored = ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", &name];
                let is_ignored = !git.bytes(&ignored)?.is_empty();
                let limit = if is_ignored { HistoryLimit::Ignored } else { HistoryLimit::Untracked };
                Ok(RecordHistory { limits: vec![limit], ..history })
            }
            history => history,
        }
    }

    /// Returns whether the record is in a repository inside of that of the store, such as a submodule.
    fn is_in_other_repository(&self, id: &RecordId, git: &Git) -> bool {
        let own = self.path_of(id).parent().and_then(Repository::around);
        own.is_some_and(|own| own.top != git.repository.top)
    }
}

/// Reads the history of one record.
struct HistoryReader<'a> {
    git: &'a Git,
    head: String,
    /// The store's path inside the work tree.
    prefix: String,
    versions: Versions,
}

impl HistoryReader<'_> {
    fn read(&mut self, loaded: &Loaded, name: &str) -> Result<RecordHistory, StoreError> {
        let starts = self.git.clone_starts()?;
        let (commits, renames) = self.follow(loaded, name)?;
        let mut steps = Vec::new();
        for (at, commit) in commits.iter().enumerate() {
            let is_clone_start = starts.contains(&commit.commit.hash);
            // What other records did under a name that this one had before is not its past.
            let is_own = |change: &&RawChange| {
                let left = |it: &Renamed| commits.iter().position(|other| Some(&other.commit.hash) == it.commit.as_ref());
                let last = renames.iter().filter(|it| it.from == change.name).map(|it| left(it).unwrap_or(usize::MAX)).max();
                change.name == name || last.is_some_and(|last| at <= last)
            };
            let own: Vec<&RawChange> = commit.changes.iter().filter(is_own).collect();
            let renamed = renames.iter().find(|it| it.commit.as_ref() == Some(&commit.commit.hash));
            let of = |name: &str| own.iter().find(|change| change.name == name);
            let mut commit = commit.commit.clone();
            commit.is_clone_start = is_clone_start;
            if let Some((was, is)) = renamed.and_then(|it| Some((of(&it.from)?, of(&it.to)?))) {
                let before = self.indexes(&was.before);
                let renamed_from = renamed.and_then(|it| self.id_of(&it.from));
                steps.push(RecordStep { commit: Some(commit), before, after: self.index(is.after.as_deref()), renamed_from });
                continue;
            }
            for change in own {
                let (before, after) = (self.indexes(&change.before), self.index(change.after.as_deref()));
                steps.push(RecordStep { commit: Some(commit.clone()), before, after, renamed_from: None });
            }
        }
        steps.extend(self.on_disk(loaded, name, &renames, !steps.is_empty())?);
        let mut limits = Vec::new();
        if !starts.is_empty() {
            limits.push(HistoryLimit::Shallow(self.git.first_day(&starts)?, starts.into_iter().collect()));
        }
        Ok(RecordHistory { steps, versions: std::mem::take(&mut self.versions.versions), limits })
    }

    /// Returns the commits that changed the record under each of its names, and the renamings among them.
    fn follow(&mut self, loaded: &Loaded, name: &str) -> Result<(Vec<FileCommit>, Vec<Renamed>), StoreError> {
        let mut names = vec![name.to_owned()];
        let mut renames: Vec<Renamed> = Vec::new();
        if let Some(from) = self.renamed_on_disk(loaded, name)? {
            renames.push(Renamed { commit: None, from: from.clone(), to: name.to_owned() });
            names.push(from);
        }
        loop {
            let commits = self.git.file_log(&self.head, &self.prefix, &names)?;
            let texts = commits.iter().flat_map(|commit| &commit.changes).flat_map(RawChange::blobs);
            self.versions.add(self.git, texts)?;
            let mut came = Vec::new();
            for commit in &commits {
                let is_known = |to: &str| {
                    let hash = Some(&commit.commit.hash);
                    renames.iter().any(|it| it.commit.as_ref() == hash && it.to == to)
                };
                let added = commit.changes.iter().filter(|change| change.is_new() && !is_known(&change.name));
                for change in added {
                    let gone = self.git.replaced_by(&commit.commit.hash, &self.prefix)?;
                    if let Some(from) = self.same_report(change.after.as_deref(), &gone)? {
                        came.push(Renamed { commit: Some(commit.commit.hash.clone()), from, to: change.name.clone() });
                    }
                }
            }
            let new: BTreeSet<String> = came.iter().map(|it| it.from.clone()).filter(|from| !names.contains(from)).collect();
            renames.extend(came);
            names.extend(new.iter().cloned());
            if new.is_empty() || names.len() > MOST_NAMES {
                return Ok((commits, renames));
            }
        }
    }

    /// Returns the name in the last commit of a record that was renamed on disk only.
    fn renamed_on_disk(&mut self, loaded: &Loaded, name: &str) -> Result<Option<String>, StoreError> {
        let Ok(record) = &loaded.parsed else { return Ok(None) };
        if self.git.blob_in(&self.head, &format!("{}{name}", self.prefix))?.is_some() {
            return Ok(None);
        }
        let gone = self.git.deleted_on_disk(&self.prefix)?;
        self.versions.add(self.git, gone.iter().flat_map(RawChange::blobs))?;
        let is_it = |change: &&RawChange| self.records(change).any(|was| was.is_of_same_report(record));
        Ok(gone.iter().find(is_it).map(|change| change.name.clone()))
    }

    /// Returns which of the records that went or were replaced answers the same report as a version.
    fn same_report(&mut self, after: Option<&str>, gone: &[RawChange]) -> Result<Option<String>, StoreError> {
        self.versions.add(self.git, gone.iter().flat_map(RawChange::blobs))?;
        let Some(record) = after.and_then(|blob| self.versions.record(blob)) else { return Ok(None) };
        let is_of = |record: &Record, blob: &str| self.versions.record(blob).is_some_and(|it| it.is_of_same_report(record));
        let is_it = |change: &&RawChange| {
            let stays = change.after.as_deref().is_some_and(|after| is_of(record, after));
            !stays && self.records(change).any(|was| was.is_of_same_report(record))
        };
        Ok(gone.iter().find(is_it).map(|change| change.name.clone()))
    }

    /// Returns the records that a change took away or replaced.
    fn records<'r>(&'r self, change: &'r RawChange) -> impl Iterator<Item = &'r Record> {
        change.before.iter().flatten().filter_map(|blob| self.versions.record(blob))
    }

    /// Returns what is on disk and not committed as a last step; `None` if the file is as committed, or new to git.
    fn on_disk(
        &mut self,
        loaded: &Loaded,
        name: &str,
        renames: &[Renamed],
        is_known: bool,
    ) -> Result<Option<RecordStep>, StoreError> {
        let renamed = renames.iter().find(|it| it.commit.is_none());
        let committed = renamed.map_or(name, |it| it.from.as_str());
        let blob = self.git.blob_in(&self.head, &format!("{}{committed}", self.prefix))?;
        if blob.is_none() && !is_known {
            return Ok(None);
        }
        let before = self.index(blob.as_deref());
        let is_same = before.and_then(|before| self.versions.text_is(before, loaded));
        if renamed.is_none() && is_same == Some(true) {
            return Ok(None);
        }
        let after = Some(self.versions.push(version(&loaded.text, loaded.parsed.as_ref().ok().cloned())));
        let renamed_from = renamed.and_then(|it| self.id_of(&it.from));
        Ok(Some(RecordStep { commit: None, before: vec![before], after, renamed_from }))
    }

    fn id_of(&self, name: &str) -> Option<RecordId> {
        name.strip_prefix(RECORDS)?.strip_prefix('/')?.strip_suffix(".yaml")?.parse().ok()
    }

    fn index(&self, blob: Option<&str>) -> Option<usize> {
        self.versions.index.get(blob?).copied()
    }

    fn indexes(&self, blobs: &[Option<String>]) -> Vec<Option<usize>> {
        blobs.iter().map(|blob| self.index(blob.as_deref())).collect()
    }
}

impl Versions {
    /// Reads and parses the blobs that are not known yet.
    fn add<'b>(&mut self, git: &Git, blobs: impl Iterator<Item = &'b str>) -> Result<(), StoreError> {
        let new: BTreeSet<&str> = blobs.filter(|blob| !self.index.contains_key(*blob)).collect();
        let names: Vec<&str> = new.into_iter().collect();
        let mut texts: BTreeMap<String, Option<String>> = BTreeMap::new();
        git.blobs(&names, |name, blob| {
            let text = match blob {
                Blob::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
                Blob::TooLarge(_) => None,
            };
            texts.insert(name.to_owned(), text);
        })?;
        let parsed: Vec<RecordVersion> = names
            .par_iter()
            .map(|name| match texts.get(*name) {
                None => RecordVersion::NotInClone,
                Some(None) => RecordVersion::TooLarge,
                Some(Some(text)) => version(text, None),
            })
            .collect();
        for (name, version) in names.into_iter().zip(parsed) {
            let at = self.push(version);
            self.index.insert(name.to_owned(), at);
        }
        Ok(())
    }

    fn push(&mut self, version: RecordVersion) -> usize {
        self.versions.push(version);
        self.versions.len() - 1
    }

    fn record(&self, blob: &str) -> Option<&Record> {
        match self.versions.get(*self.index.get(blob)?)? {
            RecordVersion::Record(record) => Some(record),
            RecordVersion::Unreadable(_) | RecordVersion::NotInClone | RecordVersion::TooLarge => None,
        }
    }

    /// Returns whether a version says the same as the file on disk; `None` if one of them cannot be read.
    fn text_is(&self, version: usize, loaded: &Loaded) -> Option<bool> {
        match (self.versions.get(version)?, &loaded.parsed) {
            (RecordVersion::Record(before), Ok(now)) => Some(**before == *now),
            _ => None,
        }
    }
}

/// Returns a text as a version, parsed unless that was done already.
fn version(text: &str, parsed: Option<Record>) -> RecordVersion {
    let parsed = parsed.map_or_else(|| yaml::parse(text), Ok);
    match parsed {
        Ok(record) => RecordVersion::Record(Box::new(record)),
        Err(_) if text.len() > yaml::LARGEST_RECORD => RecordVersion::TooLarge,
        Err(faults) => {
            let start = faults.first().map_or(0, |fault| fault.span.start);
            RecordVersion::Unreadable(Position::of(text, start).line)
        }
    }
}
