//! `irr escalate`

use crate::cli::args::target::{self, TargetArgs, non_empty_text};
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::asking::{Asking, TargetState};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::Question;
use crate::model::transition::Escalate;
use crate::model::{Escalation, EscalationStage, TypedDate};

/// Record that findings were escalated, or are no longer
///
/// A finding can become a cause of concern or an accelerated one, be monitored in the Engage phase, or lead to a direction under
/// section 40 of the Police Act 1996. `scan` and `ended` end an escalation. Each step is added to those before it. Escalated
/// findings come first in `irr list`, `irr due` and the meeting paper.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr escalate custody:COC1 --to engage --date 2026-05-12 --reference 'Letter of 12 May 2026'
  irr escalate custody:COC1 --to ended --reference 'Letter of 3 November 2026'")]
pub(in crate::cli) struct EscalateArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The new stage: cause_of_concern, accelerated, engage, direction, scan, ended
    #[arg(long, value_name = "STAGE", add = complete::by(complete::escalations))]
    to: Option<EscalationStage>,
    /// The date from which it applies [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    /// The letter, report or minutes that say so
    #[arg(long, value_parser = non_empty_text)]
    reference: Option<String>,
    /// The reason
    #[arg(long, value_parser = non_empty_text)]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &EscalateArgs) -> Result<Outcome, Failure> {
    let date = ctx.event_date("--date", args.date.as_ref())?;
    let (mut asking, targets) = Asking::about(ctx, "escalate", &args.targets, TargetState::Any)?;
    let stages = EscalationStage::ALL.iter().map(|stage| (stage.words(), *stage)).collect();
    let to = asking.choice(ctx, args.to, "--to STAGE", "Escalated to:", stages)?;
    let mut reference = args.reference.clone();
    if args.to.is_none() && reference.is_none() && args.reason.is_none() {
        let question = Question::new("The letter, report or minutes that say so:", &[]);
        reference = asking.name(ctx, None, "--reference REFERENCE", &question)?;
    }
    asking.end()?;
    let Some(to) = to else { return Ok(Outcome::CouldNot) };
    let step = Escalate(Escalation { date, to, reference, reason: args.reason.clone() });
    target::take(ctx, "escalate", &targets, args.write, |_| Ok(step.clone()))
}
