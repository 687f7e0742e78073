//! `irr summary`

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::gather;
use super::show::SheetFormat;
use crate::draw;
use crate::report::Totals;

/// Tells the store in figures: what is open, overdue and due next, and which responses are awaited
#[derive(Debug, clap::Args)]
pub(super) struct SummaryArgs {
    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: SheetFormat,
}

pub(super) fn run(ctx: &mut Context, args: &SummaryArgs) -> Result<Outcome, Failure> {
    let gathered = gather::records(ctx)?;
    let totals = Totals::compute(gathered.pairs(), ctx.today);
    draw::write(&totals, args.format.into(), &ctx.page, &mut ctx.out)?;
    Ok(gathered.outcome)
}
