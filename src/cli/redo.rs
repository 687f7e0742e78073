//! `irr redo`

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::plan::WriteArgs;
use super::undo::{Direction, go};

/// Redo the change that was undone last
///
/// Repeat it to redo the change after that. A new change discards what could be redone. `irr undo --list` shows the steps.
#[derive(Debug, clap::Args)]
pub(super) struct RedoArgs {
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(ctx: &mut Context, args: &RedoArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    go(ctx, &store, args.write, Direction::Forward)
}
