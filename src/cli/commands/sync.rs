//! `irr sync`

mod merge;

use std::io::Write;

use crate::cli::args::kept_value::KeptValue;
use crate::cli::commands::save::{self, SaveArgs};
use crate::cli::commands::sync::merge::{Received, merge, received};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::save::changes_of;
use crate::prose::counted;
use crate::store::{BranchState, GitTrouble, Store, StoreError, Upstream};

/// Exchange saved changes with others (git fetch, merge, push)
///
/// Fetches what others have saved, merges it with your own saved changes, and sends yours. Records are merged value by
/// value: only a value that you and a colleague both changed is a conflict. Then nothing is merged and nothing is sent,
/// until you decide with --keep, or on a terminal. Commits are never rewritten, and nobody's are overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr sync
  irr sync --keep theirs

Exit codes: 0 done; 1 refused: unsaved changes, or a conflict; 2 could not be done.")]
pub(in crate::cli) struct SyncArgs {
    /// Whose value to keep where you and a colleague changed the same one
    #[arg(long, value_enum, value_name = "WHOSE")]
    keep: Option<KeptValue>,
}

/// How often it is tried again where others send commits at the same time.
const TRIES: usize = 5;

pub(in crate::cli) fn run(ctx: &mut Context, args: &SyncArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    store.can_commit().map_err(|error| match error {
        StoreError::NoRepository { .. } => {
            Failure::new(error, "cannot sync").hint("`irr save` begins a history here; to join one, use `git clone ADDRESS`")
        }
        other => other.into(),
    })?;
    if !is_saved(ctx, &store)? {
        return Ok(Outcome::No);
    }
    let upstream = upstream(ctx, &store)?;
    let mut got = Received::default();
    for _ in 0..TRIES {
        let theirs = ctx.watching("fetching", |_| store.fetch(&upstream))?;
        let mut state = BranchState { ahead: 1, behind: 0 };
        if let Some(theirs) = &theirs {
            state = store.branch_state(theirs)?;
            if state.ahead > 0 && state.behind > 0 {
                merge(ctx, &store, &upstream, theirs, args.keep, &mut got)?;
            } else if state.behind > 0 {
                received(ctx, &store, theirs, theirs, &mut got)?;
            }
        }
        if state.ahead == 0 || ctx.watching("sending", |_| store.push(&upstream))? {
            return report(ctx, &upstream, &got, theirs.map(|_| state.ahead));
        }
    }
    let message = format!("cannot send your changes: others kept sending theirs to `{}` at the same time", upstream.remote);
    Err(Failure::because(message).hint("what they sent is merged here: run `irr sync` again"))
}

/// Returns whether everything is saved, after offering to save it.
fn is_saved(ctx: &mut Context, store: &Store) -> Result<bool, Failure> {
    let unsaved = store.unsaved()?;
    if unsaved.is_empty() {
        return Ok(true);
    }
    let count = changes_of(&unsaved).count();
    let changes = counted(count, "change is", "changes are");
    let Some(asker) = ctx.asker() else {
        let hint = "`irr save` saves them; then run `irr sync` again";
        return Err(Failure::refused(format!("cannot sync: {changes} not saved")).hint(hint));
    };
    if !asker.confirm(&format!("{changes} not saved. Save first?"))? {
        writeln!(ctx.err, "nothing was exchanged: `irr save` saves the changes")?;
        return Ok(false);
    }
    Ok(save::save(ctx, store, &unsaved, &SaveArgs::default())? == Outcome::Done)
}

/// Returns the branch to exchange with; on a terminal, one that is not connected yet is offered.
fn upstream(ctx: &mut Context, store: &Store) -> Result<Upstream, Failure> {
    match store.upstream() {
        Err(StoreError::GitTrouble(GitTrouble::NoUpstream { branch, remotes })) if remotes.len() == 1 => {
            let question = format!("Exchange the branch `{branch}` with `{}` from now on?", remotes[0]);
            match ctx.asker() {
                Some(asker) if asker.confirm(&question)? => Ok(store.connect(&remotes[0])?),
                _ => Err(StoreError::from(GitTrouble::NoUpstream { branch, remotes }).into()),
            }
        }
        upstream => Ok(upstream?),
    }
}

/// Prints what was received and sent; `sent` is the number of commits, `None` where the branch is new there.
fn report(ctx: &mut Context, upstream: &Upstream, got: &Received, sent: Option<usize>) -> Result<Outcome, Failure> {
    got.print(ctx, &upstream.remote)?;
    match sent {
        None => writeln!(ctx.out, "sent to {}: all your saved changes", upstream.remote)?,
        Some(0) if got.is_empty() => writeln!(ctx.err, "nothing to exchange: already up to date with {}", upstream.remote)?,
        Some(0) => {}
        Some(sent) => writeln!(ctx.out, "sent to {}: {}", upstream.remote, counted(sent, "saved change", "saved changes"))?,
    }
    Ok(Outcome::Done)
}
