//! `irr verify`

use crate::cli::args::target::{self, TargetArgs, non_empty_text};
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::asking::{Asking, TargetState};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::Question;
use crate::model::transition::Verify;
use crate::model::{TypedDate, Verification, VerificationOutcome};

/// Record the inspectorate's verification of findings
///
/// This is kept apart from the force's own status: a finding that the force has closed may still be open for the inspectorate.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  irr verify custody:R1 --outcome closed --reference 'Letter of 12 May 2026'")]
pub(in crate::cli) struct VerifyArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// What the inspectorate said: closed, open, escalated
    #[arg(long, value_name = "WORD", add = complete::by(complete::outcomes))]
    outcome: Option<VerificationOutcome>,
    /// The letter or report that says so
    #[arg(long, value_parser = non_empty_text)]
    reference: Option<String>,
    /// The inspectorate that verified it [default: the one that published the report]
    #[arg(long, value_name = "INSPECTORATE", add = complete::by(complete::inspectorates), value_parser = non_empty_text)]
    by: Option<String>,
    /// The date of the verification [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &VerifyArgs) -> Result<Outcome, Failure> {
    let date = ctx.event_date("--date", args.date.as_ref())?;
    let (mut asking, targets) = Asking::about(ctx, "verify", &args.targets, TargetState::Any)?;
    let outcomes = VerificationOutcome::ALL.iter().map(|outcome| (outcome.words(), *outcome)).collect();
    let outcome = asking.choice(ctx, args.outcome, "--outcome WORD", "What did the inspectorate say?", outcomes)?;
    let mut reference = args.reference.clone();
    if args.outcome.is_none() && reference.is_none() {
        let question = Question::new("The letter or report that says so:", &[]);
        reference = asking.name(ctx, None, "--reference REFERENCE", &question)?;
    }
    asking.end()?;
    let Some(outcome) = outcome else { return Ok(Outcome::CouldNot) };
    target::take(ctx, "verify", &targets, args.write, |record| {
        let by = match (&args.by, &record.inspection.inspectorates[..]) {
            (Some(by), _) => by.clone(),
            (None, [one]) => one.as_str().to_owned(),
            (None, _) => {
                return Err(Failure::because("cannot tell which inspectorate verified it")
                    .hint("name it with --by, such as --by HMICFRS"));
            }
        };
        Ok(Verify(Verification { by, date: Some(date), reference: reference.clone(), outcome }))
    })
}
