//! `irr doctor`

use std::io::Write;

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::plan::{self, tell_swept};
use crate::store::Store;

/// Looks for what an interrupted command left, and brings it to its end
///
/// A command that was killed or lost its disk has changed nothing, or has written down what it meant to change: that is done now, all
/// of it. `irr undo` then takes it back, if that is what you want.
#[derive(Debug, clap::Args)]
pub(super) struct DoctorArgs {
    /// Show what would be done, and do nothing
    #[arg(long, visible_alias = "diff")]
    dry_run: bool,
}

pub(super) fn run(ctx: &mut Context, args: &DoctorArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    if args.dry_run {
        return show(ctx, &store);
    }
    let (lock, finished) = store.finish()?;
    tell_swept(ctx, &lock)?;
    let Some(finished) = finished else {
        writeln!(ctx.out, "all is well: no command was interrupted")?;
        return Ok(Outcome::Done);
    };
    writeln!(ctx.out, "finished what was interrupted: {}", finished.deed)?;
    for file in &finished.done {
        writeln!(ctx.out, "{}: {}", file.id, if file.after.is_some() { "written" } else { "taken out" })?;
    }
    for (file, path) in &finished.kept {
        let message = format!("{} has changed since, and was left alone", Store::name_of(&file.id));
        ctx.tell(
            &Failure::said(message).hint(format!("what it was to be is in {}: put the two together by hand", path.display())),
        );
    }
    Ok(if finished.kept.is_empty() { Outcome::Done } else { Outcome::No })
}

fn show(ctx: &mut Context, store: &Store) -> Result<Outcome, Failure> {
    let Some(set) = store.interrupted()? else {
        writeln!(ctx.out, "all is well: no command was interrupted")?;
        return Ok(Outcome::Done);
    };
    writeln!(ctx.err, "interrupted: {}", set.deed)?;
    plan::show(ctx, &set)?;
    Ok(Outcome::No)
}
