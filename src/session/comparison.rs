//! What git knows of the records that are checked: the difference from a revision, and what is staged.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::model::{OurNames, RecordId};
use crate::rules::settings::check_settings;
use crate::rules::{Baseline, Diagnostic, Policy};
use crate::session::{OfficeSettings, SessionError};
use crate::store::{FileAtRevision, RevisionDiff, SETTINGS, StagedRecords, Store, StoreError};
use crate::yaml::settings_in_part;

/// What to compare with in git.
#[derive(Debug, Clone, Default)]
pub struct Revisions {
    /// Check only records that differ from this revision.
    pub changed: Option<String>,
    /// Compare the records with this revision.
    pub against: Option<String>,
    /// Check what is staged instead of the files.
    pub staged: bool,
    /// The index that a commit hook is given (GIT_INDEX_FILE), if it is not git's usual one.
    pub index: Option<PathBuf>,
    /// Whether the records may have been elsewhere in the revision: not if --store names the folder.
    pub is_searched: bool,
}

/// What git knows about the records.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The staged records, with --staged.
    pub staged: Option<StagedRecords>,
    /// Staged or changed files that cannot be read.
    pub troubles: Vec<StoreError>,
    /// The difference from a revision, if only changed records are checked.
    pub changed: Option<RevisionDiff>,
    /// The difference from the revision that the records are compared with.
    pub against: Option<RevisionDiff>,
    /// A path that was given in place of a revision.
    pub path: Option<PathBuf>,
    /// `irr.yaml` in each commit that the records are compared with.
    settings: Vec<Option<String>>,
}

impl Comparison {
    /// Asks git for everything that `revisions` needs. `typed` is the record whose text comes from the standard input.
    ///
    /// # Errors
    /// Fails if there is no repository or no such revision, or if git refuses.
    pub fn ask(store: &Store, revisions: &Revisions, typed: Option<&RecordId>) -> Result<Self, SessionError> {
        let mut compared = Self::default();
        if revisions.staged {
            let (staged, troubles) = store.staged(revisions.index.as_deref())?;
            let revision = revisions.against.as_deref().unwrap_or("HEAD");
            let since = store.staged_since(&staged, revision).map_err(|error| named_a_path(error, store, revision))?;
            compared.changed = Some(since.clone());
            compared.against = Some(since);
            (compared.staged, compared.troubles) = (Some(staged), troubles);
        } else {
            if let Some(revision) = &revisions.changed {
                (compared.changed, compared.path) = changed(store, revision)?;
            }
            compared.against = match &revisions.against {
                // Both are usually the last commit, so git is asked only once.
                Some(revision) if revisions.changed.as_ref() == Some(revision) && compared.path.is_none() => {
                    compared.changed.clone()
                }
                Some(revision) => Some(store.since(revision).map_err(|error| named_a_path(error, store, revision))?),
                None => None,
            };
        }
        let Some(against) = &mut compared.against else { return Ok(compared) };
        if revisions.is_searched {
            store.same_home(against)?;
        }
        compared.settings = store.settings_then(against)?;
        if let Some(id) = typed {
            let before = store.before(against, id)?;
            against.changed.entry(id.clone()).or_insert(before);
        }
        Ok(compared)
    }

    /// Reads `irr.yaml` as staged or as on disk, matching the records that are checked.
    pub fn settings(&self, store: &Store) -> Result<Option<(PathBuf, String)>, SessionError> {
        match &self.staged {
            Some(staged) => Ok(staged.settings.clone().map(|text| (PathBuf::from(SETTINGS), text))),
            None => Ok(store.settings()?),
        }
    }

    /// Returns the office's settings, with each rule at the stricter level of now and the compared revision; which addressees are
    /// us; and the days within which copies must be sent.
    pub fn tightened(&self, set: &OfficeSettings) -> (Policy, OurNames, Vec<Option<u32>>) {
        let mut policy = set.policy.clone();
        let mut us = set.settings.us.clone();
        let mut copies = vec![set.settings.copies_within_days];
        let then: BTreeSet<&str> = self.settings.iter().flatten().map(String::as_str).collect();
        for settings in then.into_iter().map(settings_in_part) {
            us.extend(settings.us.iter().filter(|name| !set.settings.us.contains(name)).cloned());
            policy.tighten(&Policy::in_part(&settings));
            copies.push(settings.copies_within_days);
        }
        if self.settings.contains(&None) {
            policy.tighten(&Policy::default());
            copies.push(None);
        }
        (policy, OurNames::also(&us), copies)
    }

    /// Checks the change of `irr.yaml` itself: its text, and its problems with their fields.
    pub fn settings_problems(&self, now: Option<&str>, policy: &Policy) -> Option<(String, Vec<(Diagnostic, String)>)> {
        let before = self.settings.first()?.as_deref();
        let named = |it: Diagnostic| {
            let field = it.at.to_string();
            (it, field)
        };
        let problems: Vec<_> = check_settings(now, before, policy).into_iter().map(named).collect();
        (!problems.is_empty()).then(|| (now.or(before).unwrap_or_default().to_owned(), problems))
    }

    /// Returns the part of a baseline that counts, and the number of problems that this change added to it and that therefore
    /// still count. If git tracks the file, only what the compared revision already had counts.
    ///
    /// # Errors
    /// Fails if git cannot be asked.
    pub fn known(&self, store: &Store, file: &Path, baseline: Baseline) -> Result<(Baseline, usize), SessionError> {
        let Some(against) = &self.against else { return Ok((baseline, 0)) };
        let then = match store.file_then(against, file)? {
            FileAtRevision::Untracked => return Ok((baseline, 0)),
            FileAtRevision::New => None,
            FileAtRevision::Text(text) => Baseline::parse(&text).ok(),
        };
        Ok(baseline.shared_with(&then.unwrap_or_else(|| Baseline::of([]))))
    }
}

/// Returns the difference from a revision. If there is no such revision but a path of that name, it is compared with the last
/// commit, and the path is returned.
fn changed(store: &Store, revision: &str) -> Result<(Option<RevisionDiff>, Option<PathBuf>), SessionError> {
    match store.since(revision) {
        Err(StoreError::NoRevision { .. }) if is_a_path(store, revision) => {
            Ok((Some(store.since("HEAD")?), Some(PathBuf::from(revision))))
        }
        since => Ok((Some(since?), None)),
    }
}

/// Adds the right hint to an error about a revision that is really a path.
fn named_a_path(error: StoreError, store: &Store, revision: &str) -> SessionError {
    let is_unknown = matches!(error, StoreError::NoRevision { .. });
    let failure = SessionError::from(error);
    if is_unknown && is_a_path(store, revision) {
        return failure.with_hint(format!("`{revision}` is a path: give the revision first, as in `--against HEAD {revision}`"));
    }
    failure
}

/// Whether the argument is a file, a folder or a record.
pub(super) fn is_a_path(store: &Store, words: &str) -> bool {
    let path = Path::new(words);
    !words.is_empty() && (path.exists() || store.ids().is_ok_and(|(ids, _)| ids.iter().any(|id| store.names(path, id))))
}
