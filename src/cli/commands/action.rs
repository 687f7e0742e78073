//! `irr action`

use clap::Subcommand;

use crate::cli::args::target::{self, TargetArgs, non_empty_text};
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::model::transition::{AddAction, FinishAction, MoveAction};
use crate::model::{Action, DateRole, Owners, TypedDate};

/// Add, complete or reschedule actions on findings
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr action add custody:R1 --text 'Train the custody sergeants' --owner 'Head of Training' --target 2026-09-30
  irr action done custody:R1 --which sergeants --evidence training/2026-09.xlsx
  irr action move custody:R1 --which 1 --to 2026-12-31 --reason 'The trainer is ill'")]
pub(in crate::cli) struct ActionArgs {
    #[command(subcommand)]
    deed: ActionCommand,
}

#[derive(Debug, Subcommand)]
enum ActionCommand {
    /// Add an action
    Add(ActionAddArgs),
    /// Mark an action as done
    Done(ActionDoneArgs),
    /// Give an action another date, with the reason; the date before stays in the record
    Move(ActionMoveArgs),
}

#[derive(Debug, clap::Args)]
struct ActionAddArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// What has to be done
    #[arg(long, short, value_parser = non_empty_text)]
    text: String,
    /// Who does it. Repeat the flag for more than one, the lead first
    #[arg(long, value_name = "NAME", add = complete::by(complete::owners), value_parser = non_empty_text)]
    owner: Vec<String>,
    /// The date by which it has to be done
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    target: Option<TypedDate>,
    /// Never publish it
    #[arg(long)]
    internal: bool,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, clap::Args)]
struct ActionDoneArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The action: its number, counted from 1, or part of its text
    #[arg(long, short, value_name = "ACTION")]
    which: String,
    /// Evidence that it was done. Repeat the flag for more than one
    #[arg(long, value_parser = non_empty_text)]
    evidence: Vec<String>,
    /// The date it was done [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, clap::Args)]
struct ActionMoveArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The action: its number, counted from 1, or part of its text
    #[arg(long, short, value_name = "ACTION")]
    which: String,
    /// The new date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    to: TypedDate,
    /// Why the date changes
    #[arg(long, value_parser = non_empty_text)]
    reason: Option<String>,
    /// Who approved it
    #[arg(long, value_name = "NAME", value_parser = non_empty_text)]
    approved_by: Option<String>,
    /// The date of the decision [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ActionArgs) -> Result<Outcome, Failure> {
    match &args.deed {
        ActionCommand::Add(args) => {
            let step = AddAction(Action {
                owner: Owners::of(args.owner.clone()),
                target: ctx.date_if_given("--target", args.target.as_ref(), DateRole::Deadline)?,
                internal: args.internal,
                ..Action::to(args.text.trim())
            });
            target::take(ctx, "add an action to", &args.targets, args.write, |_| Ok(step.clone()))
        }
        ActionCommand::Done(args) => {
            let step = FinishAction {
                which: args.which.clone(),
                done: ctx.event_date("--date", args.date.as_ref())?,
                evidence: args.evidence.clone(),
            };
            target::take(ctx, "finish an action of", &args.targets, args.write, |_| Ok(step.clone()))
        }
        ActionCommand::Move(args) => {
            let step = MoveAction {
                which: args.which.clone(),
                to: ctx.date("--to", &args.to, DateRole::Deadline)?,
                reason: args.reason.clone(),
                approved_by: args.approved_by.clone(),
                date: ctx.event_date("--date", args.date.as_ref())?,
            };
            target::take(ctx, "move an action of", &args.targets, args.write, |_| Ok(step.clone()))
        }
    }
}
