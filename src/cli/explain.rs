//! `irr explain`

use super::complete;
use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::show::SheetFormat;
use crate::rules::RuleCode;
use crate::view::{RuleList, RulePage};

/// Tells what a rule means, why there is such a rule, and how to mend a breach; without a rule, lists them all
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr explain
  irr explain response-late")]
pub(super) struct ExplainArgs {
    /// The rule, by its code
    #[arg(add = complete::by(complete::rules))]
    rule: Option<RuleCode>,
    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: SheetFormat,
}

pub(super) fn run(ctx: &mut Context, args: &ExplainArgs) -> Result<Outcome, Failure> {
    match args.rule {
        Some(code) => ctx.draw(&RulePage(code), args.format.into())?,
        None => ctx.draw(&RuleList, args.format.into())?,
    }
    Ok(Outcome::Done)
}
