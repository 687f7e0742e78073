//! `irr explain`

use super::complete;
use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::show::SheetFormat;
use crate::rules::RuleCode;
use crate::view::{RuleList, RulePage};

/// Explain a rule, or list all rules
///
/// For one rule: what it means, why it exists, and how to fix a problem it reports.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr explain
  irr explain response-late")]
pub(super) struct ExplainArgs {
    /// The rule's code
    #[arg(add = complete::by(complete::rules))]
    rule: Option<RuleCode>,
    /// The output format
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
