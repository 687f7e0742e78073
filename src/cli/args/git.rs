//! The flags that name the git revisions to compare with, and what changed between two of them.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::complete;
use crate::cli::terminal::context::{Context, variable};
use crate::cli::terminal::error::Failure;
use crate::model::{Date, RecordId};
use crate::prose::counted;
use crate::session::revision_range::{RevisionRange, StoreIs};
use crate::session::{Comparison, Revisions};
use crate::store::{ComparedCommit, ComparedPoint, RevisionComparison, Store};
use crate::view::changes::settings_words;
use crate::view::{DiffPoint, DiffSide, RecordChanges, RecordDiff, RecordVersions};

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

impl GitArgs {
    /// Asks git for everything the flags need. `typed` is the record whose text comes from the standard input.
    pub(in crate::cli) fn compare(
        &self,
        ctx: &mut Context,
        store: &Store,
        typed: Option<&RecordId>,
    ) -> Result<Comparison, Failure> {
        // With --store, that folder is meant, wherever the records were in the revision.
        let revisions = Revisions {
            changed: self.changed.clone(),
            against: self.against.clone(),
            staged: self.staged,
            index: variable("GIT_INDEX_FILE").map(PathBuf::from),
            is_searched: ctx.named_store().is_none(),
        };
        let compared = ctx.watching("asking git what has changed", |_| Comparison::ask(store, &revisions, typed))?;
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
}

/// Compares two points of the history, and returns what changed in words, with what git knows of it. The texts are no longer in
/// the latter.
pub(in crate::cli) fn compared_diff(
    ctx: &mut Context,
    store: &Store,
    range: RevisionRange<'_>,
) -> Result<(RecordDiff, RevisionComparison), Failure> {
    // With --store, that folder is meant, wherever the records were in the revision.
    let store_is = if ctx.named_store().is_some() { StoreIs::Named } else { StoreIs::Found };
    let days = ctx.days;
    let mut compared = ctx.watching("asking git what has changed", |_| range.compare(store, store_is, days))?;
    // Moved, because the texts of all records are large; their ids stay.
    let redacted = &mut compared.redacted;
    let records = compared.records.iter_mut().map(|it| RecordVersions {
        redacted: redacted.remove(&it.id),
        ..RecordVersions::from_texts(it.id.clone(), it.before.take(), it.after.take())
    });
    let changes = RecordChanges::between(&records.collect::<Vec<_>>(), Vec::new()).changes;
    let settings = compared.settings.as_ref().map(|(before, after)| settings_words(before.as_deref(), after.as_deref()));
    let others = compared.others.iter().map(|name| format!("{name} changed: it is not a record."));
    let (from, to) = (point(&compared.before, range.since), point(&compared.after, range.until));
    let mut diff = RecordDiff::new(from, to, changes, settings.into_iter().chain(others).collect());
    if compared.is_unordered {
        diff = diff
            .noting("The dates of the commits are not in order: the commit that was compared may not be the one of that day.");
    }
    Ok((diff.ignoring(compared.ignored.clone()), compared))
}

fn point(point: &ComparedPoint, day: Option<Date>) -> DiffPoint {
    let side = match point {
        ComparedPoint::Commit(ComparedCommit { hash, made, subject }) => {
            DiffSide::Commit { hash: hash.clone(), made: *made, subject: subject.clone() }
        }
        ComparedPoint::Nothing => DiffSide::Nothing,
        ComparedPoint::Files(uncommitted) => DiffSide::Files(*uncommitted),
    };
    DiffPoint { side, day }
}
