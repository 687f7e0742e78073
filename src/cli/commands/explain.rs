//! `irr explain`

use crate::cli::commands::show::SheetFormat;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::rules::RuleCode;
use crate::view::{RuleList, RulePage};

/// Explain a rule, or list all rules
///
/// For one rule: what it means, why it exists, and how to fix a problem it reports.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr explain
  irr explain response-late")]
pub(in crate::cli) struct ExplainArgs {
    /// The rule's code
    #[arg(add = complete::by(complete::rules))]
    rule: Option<RuleCode>,
    /// The output format
    #[arg(long, value_enum, default_value = "text")]
    format: SheetFormat,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ExplainArgs) -> Result<Outcome, Failure> {
    match args.rule {
        Some(code) => ctx.draw(&RulePage(code), args.format.into())?,
        None => ctx.draw(&RuleList, args.format.into())?,
    }
    Ok(Outcome::Done)
}
