//! `irr action`

use clap::Subcommand;

use crate::cli::args::target::{self, TargetArgs, non_empty_text};
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::asking::{Asking, TargetState, known_names, note_misspelt};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::Question;
use crate::model::transition::{AddAction, FinishAction, MoveAction};
use crate::model::{Action, DateRole, Owners, TypedDate};
use crate::prose::shortened;

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
    text: Option<String>,
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
    which: Option<String>,
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
    which: Option<String>,
    /// The new date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    to: Option<TypedDate>,
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
        ActionCommand::Add(args) => add(ctx, args),
        ActionCommand::Done(args) => finish(ctx, args),
        ActionCommand::Move(args) => postpone(ctx, args),
    }
}

fn add(ctx: &mut Context, args: &ActionAddArgs) -> Result<Outcome, Failure> {
    const DEED: &str = "add an action to";
    let (mut asking, targets) = Asking::about(ctx, DEED, &args.targets, TargetState::Any)?;
    let text = asking.text(ctx, args.text.as_ref(), "--text TEXT", &Question::new("What has to be done:", &[]))?;
    let mut owner = args.owner.clone();
    let mut target = ctx.date_if_given("--target", args.target.as_ref(), DateRole::Deadline)?;
    // Who gives the words as a flag is not asked for more.
    if args.text.is_none() {
        if owner.is_empty() {
            let known = known_names(ctx, "owner");
            owner.extend(asking.optional(ctx, "Who does it:", &known)?);
        }
        if target.is_none() {
            target = asking.optional_deadline(ctx, "By when:")?;
        }
    }
    asking.end()?;
    for owner in &owner {
        note_misspelt(ctx, &ctx.store()?, "owner", owner)?;
    }
    let text = text.unwrap_or_default();
    let step = AddAction(Action { owner: Owners::of(owner), target, internal: args.internal, ..Action::to(text.trim()) });
    target::take(ctx, DEED, &targets, args.write, |_| Ok(step.clone()))
}

fn finish(ctx: &mut Context, args: &ActionDoneArgs) -> Result<Outcome, Failure> {
    const DEED: &str = "finish an action of";
    let done = ctx.event_date("--date", args.date.as_ref())?;
    let (mut asking, targets) = Asking::about(ctx, DEED, &args.targets, TargetState::Any)?;
    let which = which(ctx, &mut asking, args.which.as_ref())?;
    asking.end()?;
    let step = FinishAction { which: which.unwrap_or_default(), done, evidence: args.evidence.clone() };
    target::take(ctx, DEED, &targets, args.write, |_| Ok(step.clone()))
}

fn postpone(ctx: &mut Context, args: &ActionMoveArgs) -> Result<Outcome, Failure> {
    const DEED: &str = "move an action of";
    let date = ctx.event_date("--date", args.date.as_ref())?;
    let (mut asking, targets) = Asking::about(ctx, DEED, &args.targets, TargetState::Any)?;
    let which = which(ctx, &mut asking, args.which.as_ref())?;
    let to = asking.deadline(ctx, args.to.as_ref(), "--to DATE", "New date:", |_, _| Ok(()))?;
    let reason = asking.text(ctx, args.reason.as_ref(), "--reason REASON", &Question::new("Why:", &[]))?;
    asking.end()?;
    let Some(to) = to else { return Ok(Outcome::CouldNot) };
    let which = which.unwrap_or_default();
    let step = MoveAction { which, to, reason, approved_by: args.approved_by.clone(), date };
    target::take(ctx, DEED, &targets, args.write, |_| Ok(step.clone()))
}

/// Returns the action that a flag names, or asks for one that is not done yet.
fn which(ctx: &mut Context, asking: &mut Asking, given: Option<&String>) -> Result<Option<String>, Failure> {
    let actions = asking.findings().iter().flat_map(|(_, finding)| (1..).zip(&finding.actions));
    let open: Vec<(String, String)> = actions
        .filter(|(_, action)| action.done.is_none())
        .map(|(number, action)| (format!("{number}. {}", shortened(action.text.trim(), 60)), number.to_string()))
        .collect();
    if given.is_none() && open.is_empty() && ctx.is_answered {
        return Err(Failure::refused("no action is open").hint("add one with `irr action add`"));
    }
    asking.choice(ctx, given.cloned(), "--which ACTION", "Which action?", open)
}
