//! The flags that name the git revisions to compare with.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::complete;
use crate::cli::terminal::context::{Context, variable};
use crate::cli::terminal::error::Failure;
use crate::model::RecordId;
use crate::prose::counted;
use crate::session::{Comparison, Revisions};
use crate::store::Store;

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
