//! The git revisions and settings that records are compared with, and the flags for them.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::args::rules::Set;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::model::{RecordId, Us};
use crate::prose::counted;
use crate::rules::settings::judge_settings;
use crate::rules::{Baseline, Policy};
use crate::store::{SETTINGS, Since, Staged, Store, StoreError, Then};
use crate::view::verdict::Judged;
use crate::yaml::settings_in_part;

/// What to compare with in git.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct GitArgs {
    /// Check only records that differ from this git revision, and records that link to them [without REV: the last commit]
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "HEAD", add = complete::by(complete::revisions))]
    pub(in crate::cli) changed: Option<String>,
    /// Also compare the records with this git revision: dates, log entries and published text must not have been removed or
    /// changed
    #[arg(long, value_name = "REV", add = complete::by(complete::revisions))]
    pub(in crate::cli) against: Option<String>,
    /// Check what is staged for the next commit instead of the files: records that differ from the last commit, or from --against
    /// REV
    #[arg(long, conflicts_with_all = ["changed", "fix", "diff", "write_baseline", "stdin_filename"])]
    pub(in crate::cli) staged: bool,
}

/// What git knows about the records.
#[derive(Debug, Default)]
pub(in crate::cli) struct Compared {
    /// The staged records, with --staged.
    pub(in crate::cli) staged: Option<Staged>,
    /// Staged or changed files that cannot be read.
    pub(in crate::cli) troubles: Vec<StoreError>,
    /// The difference from a revision, if only changed records are checked.
    pub(in crate::cli) changed: Option<Since>,
    /// The difference from the revision that the records are compared with.
    pub(in crate::cli) against: Option<Since>,
    /// A path that was given in place of a revision.
    pub(in crate::cli) path: Option<PathBuf>,
    /// `irr.yaml` in each commit that the records are compared with.
    settings: Vec<Option<String>>,
}

impl GitArgs {
    /// Asks git for everything the flags need. `typed` is the record whose text comes from the standard input.
    pub(in crate::cli) fn compare(
        &self,
        ctx: &mut Context,
        store: &Store,
        typed: Option<&RecordId>,
    ) -> Result<Compared, Failure> {
        // With --store, that folder is meant, wherever the records were in the revision.
        let is_searched = ctx.named_store().is_none();
        let compared = ctx.watching("asking git what has changed", |_| self.ask(store, typed, is_searched))?;
        if let Some(changed) = compared.changed.as_ref().filter(|changed| !changed.untracked.is_empty()) {
            let records = counted(changed.untracked.len(), "record is", "records are");
            writeln!(ctx.err, "{records} not checked, because git does not track them yet: use `git add` first")?;
        }
        let is_both = |name: &&String| compared.path.is_none() && name.as_str() != "HEAD" && Path::new(name).exists();
        if let Some(name) = self.changed.as_ref().filter(is_both) {
            writeln!(ctx.err, "`{name}` is used as a revision, but is also a path: for the path, use `--changed=HEAD {name}`")?;
        }
        Ok(compared)
    }

    fn ask(&self, store: &Store, typed: Option<&RecordId>, is_searched: bool) -> Result<Compared, Failure> {
        let mut compared = Compared::default();
        if self.staged {
            let index = std::env::var_os("GIT_INDEX_FILE").filter(|index| !index.is_empty()).map(PathBuf::from);
            let (staged, troubles) = store.staged(index.as_deref())?;
            let revision = self.against.as_deref().unwrap_or("HEAD");
            let since = store.staged_since(&staged, revision).map_err(|error| named_a_path(error, store, revision))?;
            compared.changed = Some(since.clone());
            compared.against = Some(since);
            (compared.staged, compared.troubles) = (Some(staged), troubles);
        } else {
            if let Some(revision) = &self.changed {
                (compared.changed, compared.path) = changed(store, revision)?;
            }
            compared.against = match &self.against {
                // Both are usually the last commit, so git is asked only once.
                Some(revision) if self.changed.as_ref() == Some(revision) && compared.path.is_none() => compared.changed.clone(),
                Some(revision) => Some(store.since(revision).map_err(|error| named_a_path(error, store, revision))?),
                None => None,
            };
        }
        let Some(against) = &mut compared.against else { return Ok(compared) };
        if is_searched {
            store.same_home(against)?;
        }
        compared.settings = store.settings_then(against)?;
        if let Some(id) = typed {
            let before = store.before(against, id)?;
            against.changed.entry(id.clone()).or_insert(before);
        }
        Ok(compared)
    }
}

/// Returns the difference from a revision. If there is no such revision but a path of that name, it is compared with the last
/// commit, and the path is returned.
fn changed(store: &Store, revision: &str) -> Result<(Option<Since>, Option<PathBuf>), Failure> {
    match store.since(revision) {
        Err(StoreError::NoRevision { .. }) if is_a_path(store, revision) => {
            Ok((Some(store.since("HEAD")?), Some(PathBuf::from(revision))))
        }
        since => Ok((Some(since?), None)),
    }
}

/// Adds the right hint to an error about a revision that is really a path.
fn named_a_path(error: StoreError, store: &Store, revision: &str) -> Failure {
    let is_unknown = matches!(error, StoreError::NoRevision { .. });
    let failure = Failure::from(error);
    if is_unknown && is_a_path(store, revision) {
        return failure.hint(format!("`{revision}` is a path: give the revision first, as in `--against HEAD {revision}`"));
    }
    failure
}

/// Whether the argument is a file, a folder or a record.
fn is_a_path(store: &Store, words: &str) -> bool {
    let path = Path::new(words);
    !words.is_empty() && (path.exists() || store.ids().is_ok_and(|(ids, _)| ids.iter().any(|id| store.names(path, id))))
}

impl Compared {
    /// Reads `irr.yaml` as staged or as on disk, matching the records that are checked.
    pub(in crate::cli) fn settings(&self, store: &Store) -> Result<Option<(PathBuf, String)>, Failure> {
        match &self.staged {
            Some(staged) => Ok(staged.settings.clone().map(|text| (PathBuf::from(SETTINGS), text))),
            None => Ok(store.settings()?),
        }
    }

    /// Returns the office's settings, with each rule at the stricter level of now and the compared revision; which addressees are
    /// us; and the days within which copies must be sent.
    pub(in crate::cli) fn tightened(&self, set: &Set) -> (Policy, Us, Vec<Option<u32>>) {
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
        (policy, Us::also(&us), copies)
    }

    /// Checks the change of `irr.yaml` itself.
    pub(in crate::cli) fn judge_settings(&self, now: Option<&str>, policy: &Policy) -> Option<Judged> {
        let before = self.settings.first()?.as_deref();
        let found = judge_settings(now, before, policy);
        let text = now.or(before).unwrap_or_default().into();
        let named = found.into_iter().map(|it| {
            let field = it.at.to_string();
            (it, field)
        });
        let diagnostics: Vec<_> = named.collect();
        (!diagnostics.is_empty()).then(|| Judged { path: SETTINGS.to_owned(), text, diagnostics })
    }

    /// Returns the part of a baseline that counts: if git tracks the file, only what the compared revision already had.
    pub(in crate::cli) fn known(
        &self,
        ctx: &mut Context,
        store: &Store,
        file: &Path,
        baseline: Baseline,
    ) -> Result<Baseline, Failure> {
        let Some(against) = &self.against else { return Ok(baseline) };
        let then = match store.file_then(against, file)? {
            Then::Untracked => return Ok(baseline),
            Then::New => None,
            Then::Text(text) => Baseline::parse(&text).ok(),
        };
        let (baseline, added) = baseline.shared_with(&then.unwrap_or_else(|| Baseline::of([])));
        if added > 0 {
            let problems = counted(added, "problem was", "problems were");
            writeln!(ctx.err, "{problems} added to the baseline by this change, and still count in this check")?;
        }
        Ok(baseline)
    }
}
