//! `irr redo`

use crate::cli::args::write::WriteArgs;
use crate::cli::commands::undo::go;
use crate::cli::commands::undo::saved::UndoOrRedo;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;

/// Redo the change that was undone last
///
/// Repeat it to redo the change after that. A new change discards what could be redone. `irr undo --list` shows the steps.
/// A saved change that `irr undo` took back is made again in a new commit.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RedoArgs {
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &RedoArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    go(ctx, &store, args.write, UndoOrRedo::Forward)
}
