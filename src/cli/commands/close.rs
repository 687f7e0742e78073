//! `irr close`

use crate::cli::args::target::{self, TargetArgs, non_empty_text};
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::model::transition::Close;
use crate::model::{Status, TypedDate};

/// Close findings, with date, evidence and approver
///
/// Nothing is written while something required is missing. Everything missing is listed at once.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr close custody:R1 --evidence minutes/2026-05-01.pdf --approved-by 'Deputy Chief Constable'
  irr close custody:R2 --as superseded -m 'The 2026 report asks for more in its R4' --approved-by 'Deputy Chief Constable'")]
pub(in crate::cli) struct CloseArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The status to close with: closed, superseded, not-accepted
    #[arg(long = "as", value_name = "STATUS", default_value = "closed", value_parser = ended, add = complete::by(complete::statuses))]
    status: Status,
    /// Evidence for the closure: a document, minutes, a letter. Repeat the flag for more than one
    #[arg(long, value_parser = non_empty_text)]
    evidence: Vec<String>,
    /// Who approved it
    #[arg(long, value_name = "NAME", value_parser = non_empty_text)]
    approved_by: Option<String>,
    /// A note for the log. With superseded or not-accepted: the reason, which is required
    #[arg(long, short)]
    message: Option<String>,
    /// The date of the closure [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    #[command(flatten)]
    write: WriteArgs,
}

fn ended(text: &str) -> Result<Status, String> {
    let status: Status = text.parse().map_err(|_| "use closed, superseded or not-accepted".to_owned())?;
    if status.is_open() { Err("findings are closed as closed, superseded or not-accepted".to_owned()) } else { Ok(status) }
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &CloseArgs) -> Result<Outcome, Failure> {
    let step = Close {
        status: args.status,
        date: ctx.event_date("--date", args.date.as_ref())?,
        approved_by: args.approved_by.clone(),
        evidence: args.evidence.clone(),
        note: args.message.clone(),
    };
    target::take(ctx, "close", &args.targets, args.write, |_| Ok(step.clone()))
}
