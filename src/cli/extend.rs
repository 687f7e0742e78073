//! `irr extend`

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::plan::WriteArgs;
use super::target::{self, TargetArgs, worded};
use crate::model::step::Extend;
use crate::model::{Date, Extension};

/// Adds a later date to findings, with its reason and who approved it; the original date stays
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  irr extend custody:R1 --to 2026-09-30 --reason 'The new suite opens in August' --approved-by 'Deputy Chief Constable'")]
pub(super) struct ExtendArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The new date
    #[arg(long, value_name = "DATE")]
    to: Date,
    /// Why it slipped
    #[arg(long, value_parser = worded)]
    reason: Option<String>,
    /// Who approved it
    #[arg(long, value_name = "NAME", value_parser = worded)]
    approved_by: Option<String>,
    /// The day it was agreed, instead of today
    #[arg(long, value_name = "DATE")]
    agreed: Option<Date>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(ctx: &mut Context, args: &ExtendArgs) -> Result<Outcome, Failure> {
    let step = Extend(Extension {
        agreed: args.agreed.unwrap_or(ctx.today),
        to: args.to,
        reason: args.reason.clone(),
        approved_by: args.approved_by.clone(),
    });
    target::take(ctx, "extend", &args.targets, args.write, |_| Ok(step.clone()))
}
