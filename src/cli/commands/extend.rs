//! `irr extend`

use crate::cli::args::target::{self, TargetArgs, non_empty_text, refusal};
use crate::cli::args::write::WriteArgs;
use crate::cli::terminal::asking::{Asking, TargetState, known_names, note_misspelt};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::Question;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::model::transition::{Extend, ExtendResponse, extended_from};
use crate::model::{Date, DateRole, Extension, Finding, ResponseExtension, TypedDate, due_on};
use crate::session::Plan;
use crate::session::resolve::{load, one};

/// Extend the due date of findings, with reason and approver
///
/// The original due date stays in the record. With a record instead of a finding, this extends the time to respond, which the
/// IOPC or a coroner can do. Nobody can extend the 56 days of section 55.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr extend custody:R1 --to 2026-09-30 --reason 'The new suite opens in August' --approved-by 'Deputy Chief Constable'
  irr extend inquest --to 2026-09-30 --by 'HM Coroner for Kent'
  irr extend learning --to 2026-09-30 --by 'The IOPC' --applied 2026-07-30")]
pub(in crate::cli) struct ExtendArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The new date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    to: Option<TypedDate>,
    /// Why the date is extended
    #[arg(long, value_parser = non_empty_text)]
    reason: Option<String>,
    /// Who approved it
    #[arg(long, value_name = "NAME", value_parser = non_empty_text)]
    approved_by: Option<String>,
    /// The date it was agreed [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    agreed: Option<TypedDate>,
    /// Never publish it
    #[arg(long, conflicts_with_all = ["by", "applied", "judicial_review"])]
    internal: bool,
    /// Who gave more time to respond: the IOPC, or the coroner
    #[arg(long, value_name = "NAME", value_parser = non_empty_text, conflicts_with_all = ["approved_by", "expr"])]
    by: Option<String>,
    /// The date on which more time to respond was applied for
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, conflicts_with_all = ["approved_by", "expr"])]
    applied: Option<TypedDate>,
    /// Judicial review proceedings extend the time to respond; nobody applied for it
    #[arg(long, conflicts_with_all = ["approved_by", "expr", "applied"])]
    judicial_review: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ExtendArgs) -> Result<Outcome, Failure> {
    if args.by.is_some() || args.applied.is_some() || args.judicial_review {
        return extend_response(ctx, args);
    }
    let agreed = ctx.event_date("--agreed", args.agreed.as_ref())?;
    let (mut asking, targets) = Asking::about(ctx, "extend", &args.targets, TargetState::Open)?;
    let approvers = known_names(ctx, "approved_by");
    let to = asking.deadline(ctx, args.to.as_ref(), "--to DATE", &new_due_words(asking.findings()), |day, findings| {
        let later = |(_, finding): &(String, Finding)| extended_from(finding, day).map(drop).map_err(|error| error.to_string());
        findings.iter().try_for_each(later)
    })?;
    let reason = asking.text(ctx, args.reason.as_ref(), "--reason REASON", &Question::new("Why:", &[]))?;
    let approved_by =
        asking.name(ctx, args.approved_by.as_ref(), "--approved-by NAME", &Question::new("Who approved it:", &approvers))?;
    asking.end()?;
    if let Some(name) = &approved_by {
        note_misspelt(ctx, &ctx.store()?, "approved_by", name)?;
    }
    let Some(to) = to else { return Ok(Outcome::CouldNot) };
    let step = Extend(Extension { agreed, to, reason, approved_by, internal: args.internal });
    target::take(ctx, "extend", &targets, args.write, |_| Ok(step.clone()))
}

/// Asks for the new date, and says the present one.
fn new_due_words(findings: &[(String, Finding)]) -> String {
    let due = |finding: &Finding| due_on(finding, Date::LAST);
    match findings {
        [(_, finding)] => due(finding).map(|due| format!("New due date (now {}):", due.in_words())),
        _ => None,
    }
    .unwrap_or_else(|| "New due date:".to_owned())
}

/// Extends the time to respond.
fn extend_response(ctx: &mut Context, args: &ExtendArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let lock = lock_to_write(ctx, &store, "extend", args.write)?;
    let address = match args.targets.addresses() {
        [address] if address.finding.is_none() => address,
        _ => {
            let message = "--by, --applied and --judicial-review extend the time to respond, so name one record, and no finding";
            return Err(Failure::because(message).hint("to extend a finding's due date, use --reason and --approved-by"));
        }
    };
    let mut asking = Asking::new(ctx);
    let to = asking.deadline(ctx, args.to.as_ref(), "--to DATE", "New response deadline:", |_, _| Ok(()))?;
    asking.end()?;
    let Some(to) = to else { return Ok(Outcome::CouldNot) };
    let target = load(&store, &one(&store, &address.record)?)?;
    let step = ExtendResponse(ResponseExtension {
        to,
        agreed: ctx.event_date("--agreed", args.agreed.as_ref())?,
        applied: ctx.date_if_given("--applied", args.applied.as_ref(), DateRole::Event)?,
        by: args.by.clone(),
        reason: args.reason.clone(),
        judicial_review: args.judicial_review,
    });
    let (id, mut after) = (target.id.clone(), target.record.clone());
    match step.take(&mut after) {
        Ok(told) => {
            let mut plan = Plan::of(format!("extend {id}"));
            plan.describe(format!("{id}: {told}"));
            plan.revise(target, &after)?;
            carry_out(plan, ctx, &store, lock, args.write)
        }
        Err(error) => {
            ctx.report(&refusal("extend", id.as_str(), error));
            Ok(Outcome::No)
        }
    }
}
