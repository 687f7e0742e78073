//! `irr undo`

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::plan::{Plan, WriteArgs};
use crate::store::Store;

/// Takes back what the last command changed, where nothing has changed since; said again, it takes that back
#[derive(Debug, clap::Args)]
pub(super) struct UndoArgs {
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(ctx: &mut Context, args: &UndoArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let lock = args.write.lock(ctx, &store, "undo")?;
    let Some(last) = store.last_change()? else {
        return Err(Failure::said("there is nothing to take back: no command has changed this store"));
    };
    let back = last.inverse();
    if let Some(id) = store.changed_since(&back)? {
        let message = format!("will not take back ({}): {} has changed since", last.deed, Store::name_of(&id));
        return Err(Failure::said(message).hint("only what nobody has changed since is taken back; git has what was committed"));
    }
    let mut plan = Plan::of_set(back);
    let told = plan.set.files.iter().map(|file| {
        let now = match (&file.before, &file.after) {
            (_, None) => "taken out again",
            (None, _) => "there again",
            _ => "as it was before",
        };
        format!("{}: {now} ({})", file.id, last.deed)
    });
    // One thing is taken back, however many files that is.
    let told = told.collect::<Vec<_>>().join("\n");
    plan.tell(told);
    plan.carry_out(ctx, &store, lock, args.write)
}
