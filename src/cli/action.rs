//! `irr action`

use clap::Subcommand;

use super::complete;
use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::plan::WriteArgs;
use super::target::{self, TargetArgs, worded};
use crate::model::step::{AddAction, FinishAction, MoveAction};
use crate::model::{Action, Date};

/// Adds what is to be done about findings, tells that it has been done, or moves its date
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr action add custody:R1 --text 'Train the custody sergeants' --owner 'Head of Training' --target 2026-09-30
  irr action done custody:R1 --which sergeants --evidence training/2026-09.xlsx
  irr action move custody:R1 --which 1 --to 2026-12-31 --reason 'The trainer is ill'")]
pub(super) struct ActionArgs {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Adds one more thing to do
    Add(AddArgs),
    /// Tells that one has been done
    Done(DoneArgs),
    /// Give one another date, with the reason, and put both in the log
    Move(MoveArgs),
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// What is to be done
    #[arg(long, short, value_parser = worded)]
    text: String,
    /// Who does it
    #[arg(long, value_name = "NAME", add = complete::by(complete::owners), value_parser = worded)]
    owner: Option<String>,
    /// By when
    #[arg(long, value_name = "DATE")]
    target: Option<Date>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, clap::Args)]
struct DoneArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// Its number, from 1, or a part of its text
    #[arg(long, short, value_name = "ACTION")]
    which: String,
    /// What proves it. Can be said more than once
    #[arg(long, value_parser = worded)]
    evidence: Vec<String>,
    /// The day, instead of today
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, clap::Args)]
struct MoveArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// Its number, from 1, or a part of its text
    #[arg(long, short, value_name = "ACTION")]
    which: String,
    /// The new date
    #[arg(long, value_name = "DATE")]
    to: Date,
    /// Why the date is another
    #[arg(long, value_parser = worded)]
    reason: Option<String>,
    /// Who approved it
    #[arg(long, value_name = "NAME", value_parser = worded)]
    approved_by: Option<String>,
    /// The day on which it was decided, instead of today
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(ctx: &mut Context, args: &ActionArgs) -> Result<Outcome, Failure> {
    match &args.deed {
        Deed::Add(args) => {
            let step = AddAction(Action {
                text: args.text.trim().to_owned(),
                owner: args.owner.clone(),
                target: args.target,
                done: None,
                evidence: Vec::new(),
            });
            target::take(ctx, "add an action to", &args.targets, args.write, |_| Ok(step.clone()))
        }
        Deed::Done(args) => {
            let step =
                FinishAction { which: args.which.clone(), done: args.date.unwrap_or(ctx.today), evidence: args.evidence.clone() };
            target::take(ctx, "finish an action of", &args.targets, args.write, |_| Ok(step.clone()))
        }
        Deed::Move(args) => {
            let step = MoveAction {
                which: args.which.clone(),
                to: args.to,
                reason: args.reason.clone(),
                approved_by: args.approved_by.clone(),
                date: args.date.unwrap_or(ctx.today),
            };
            target::take(ctx, "move an action of", &args.targets, args.write, |_| Ok(step.clone()))
        }
    }
}
