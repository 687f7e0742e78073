//! `irr rm`

use crate::cli::args::write::WriteArgs;
use crate::cli::commands::mv::follow;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write, remind_of_requests};
use crate::model::{Address, FindingRef, Renaming};
use crate::prose::counted;
use crate::session::resolve::{self, check_unique, mentioning};
use crate::session::{Plan, Target};
use crate::store::Store;

/// Remove a record or a finding
///
/// `irr undo` brings it back. Nothing is removed while other findings link to it; irr names each one. --unlink removes those
/// links as well.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct RmArgs {
    /// The record, by any unique part of its id, and optionally a finding: custody, custody:R1
    #[arg(add = complete::by(complete::address))]
    address: Address,
    /// Remove the links to it as well
    #[arg(long)]
    unlink: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &RmArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let address = &ctx.address(&store, &args.address)?;
    let lock = lock_to_write(ctx, &store, "rm", args.write)?;
    let target = resolve::load(&store, &resolve::one(&store, &address.record)?)?;
    let id = target.id.clone();
    if let Some(finding) = &address.finding {
        check_unique(&target, finding)?;
    }
    let (name, renaming) = match &address.finding {
        None => (id.to_string(), Renaming::Record { from: id.clone(), to: None }),
        Some(finding) => (format!("{id}:{finding}"), Renaming::Finding { record: id.clone(), from: finding.clone(), to: None }),
    };
    let linking = linking(&store, &target, &renaming, address.finding.as_ref())?;
    if !linking.is_empty() && !args.unlink {
        let message = format!(
            "cannot remove {name}: {} to it:\n  {}",
            counted(linking.len(), "finding links", "findings link"),
            linking.join("\n  ")
        );
        ctx.report(&Failure::because(message).hint("use --unlink to remove the links too"));
        return Ok(Outcome::No);
    }
    let mut plan = Plan::of(format!("rm {name}"));
    match &address.finding {
        None => plan.set.put(id.clone(), Some(target.text), None),
        Some(finding) => {
            let mut after = target.record.clone();
            renaming.follow(&id, &mut after);
            after.findings_of_mut(finding.kind).retain(|other| FindingRef::new(finding.kind, &other.printed) != *finding);
            plan.revise(target, &after)?;
        }
    }
    follow(&store, &mut plan, &renaming, &id)?;
    plan.describe(format!("{name}: removed"));
    // A whole record goes with all its words; a person is asked once.
    if address.finding.is_none() && ctx.is_answered {
        plan.is_reviewed = true;
        plan.question = Some(format!("Remove the whole record {name}?"));
    }
    let outcome = carry_out(plan, ctx, &store, lock, args.write)?;
    if outcome == Outcome::Done && args.write.writes() {
        remind_of_requests(ctx)?;
    }
    Ok(outcome)
}

/// Returns what links to the record or finding.
fn linking(store: &Store, target: &Target, renaming: &Renaming, finding: Option<&FindingRef>) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    let others = mentioning(store, &[target.id.to_string()], &[&target.id])?;
    let own = finding.is_some().then_some(target);
    for other in others.iter().chain(own) {
        let others = other.record.findings().filter(|(reference, ..)| other.id != target.id || Some(reference) != finding);
        let linked = others.filter(|(.., it)| renaming.is_led_to(&other.id, it));
        names.extend(linked.map(|(reference, ..)| format!("{}:{reference}", other.id)));
        if other.record.covered_by.as_ref() == Some(&target.id) && finding.is_none() {
            names.push(format!("{} (covered_by)", other.id));
        }
    }
    Ok(names)
}
