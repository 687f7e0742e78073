//! `irr publish`

use super::complete;
use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::plan::{Plan, WriteArgs};
use super::target::{load, one, refusal, revise};
use crate::model::step::Publish;
use crate::model::{Address, Date, FindingKind, Record, counted, listed};
use crate::rules::clock::{COPY_NOT_SENT, RESPONSE_LATE};
use crate::rules::explanation::is_explained;

/// Records that a response has been published, and its copies sent (section 55(5) and (6) of the Police Act 1996)
///
/// Refused while a recommendation has no explanation: each of them is named.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  irr publish custody --date 2026-05-12 --url https://example.org/response --chief-officer-invited 2026-04-02")]
pub(super) struct PublishArgs {
    /// The record, by any part of its id that no other has
    #[arg(value_name = "RECORD", add = complete::by(complete::address))]
    record: Address,
    /// The day it was published, instead of today
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Where it can be read
    #[arg(long)]
    url: Option<String>,
    /// The day on which both copies were sent, instead of the day of publication
    #[arg(long, value_name = "DATE")]
    copies_sent: Option<Date>,
    /// The day on which the inspectors of constabulary were sent theirs
    #[arg(long, value_name = "DATE")]
    sent_to_inspectorate: Option<Date>,
    /// The day on which the Secretary of State was sent theirs
    #[arg(long, value_name = "DATE")]
    sent_to_secretary_of_state: Option<Date>,
    /// The copies have not been sent yet
    #[arg(long, conflicts_with_all = ["copies_sent", "sent_to_inspectorate", "sent_to_secretary_of_state"])]
    not_sent: bool,
    /// The day on which the chief officer was invited to comment, where it is not written yet
    #[arg(long, value_name = "DATE")]
    chief_officer_invited: Option<Date>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(ctx: &mut Context, args: &PublishArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let lock = args.write.lock(ctx, &store, "publish")?;
    if args.record.finding.is_some() {
        return Err(Failure::said(format!("{} is a finding, and a response is published as a whole", args.record)));
    }
    let target = load(&store, &one(&store, &args.record.record)?)?;
    let mut after = target.record.clone();
    let told = match args.step(ctx, &target.record).take(&mut after) {
        Ok(told) => told,
        Err(error) => {
            ctx.tell(&refusal("publish", target.id.as_str(), error));
            return Ok(Outcome::No);
        }
    };
    let unexplained: Vec<String> = unexplained(&after);
    if !unexplained.is_empty() && !args.write.anyway() {
        let all = listed(&unexplained, unexplained.len(), usize::MAX);
        let are = counted(unexplained.len(), "recommendation has", "recommendations have");
        let message = format!("will not publish {}: {are} no explanation ({all})", target.id);
        let hint = format!(
            "section 55(5B) wants action taken or proposed, or why there is none: `irr set {}:{} commissioner_response.action=… commissioner_response.text=…`",
            target.id, unexplained[0]
        );
        ctx.tell(&Failure::said(message).hint(hint));
        return Ok(Outcome::No);
    }
    let mut plan = Plan::of(format!("publish {}", target.id));
    // No edit mends that it was late, and that copies are still to be sent was said.
    plan.granted.push(RESPONSE_LATE.code);
    plan.granted.extend(args.not_sent.then_some(COPY_NOT_SENT.code));
    plan.tell(format!("{}: {told}", target.id));
    revise(&mut plan, target, &after)?;
    plan.carry_out(ctx, &store, lock, args.write)
}

impl PublishArgs {
    /// Copies go with the response, unless they are said to go on another day, or the record says so already.
    fn step(&self, ctx: &Context, record: &Record) -> Publish {
        let written = record.publication.clone().unwrap_or_default();
        let published = self.date.or(written.published).unwrap_or(ctx.today);
        let sent = |said: Option<Date>, written: Option<Date>| {
            let said = said.or(self.copies_sent);
            if self.not_sent { written } else { said.or(written).or(Some(published)) }
        };
        Publish {
            published,
            url: self.url.clone(),
            sent_to_inspectorate: sent(self.sent_to_inspectorate, written.sent_to_inspectorate),
            sent_to_secretary_of_state: sent(self.sent_to_secretary_of_state, written.sent_to_secretary_of_state),
            chief_officer_invited: self.chief_officer_invited,
        }
    }
}

/// The recommendations that the body says nothing about.
fn unexplained(record: &Record) -> Vec<String> {
    let recommendations = record.findings().filter(|(reference, ..)| reference.kind == FindingKind::Recommendation);
    recommendations
        .filter(|(_, _, finding)| !finding.withheld && !is_explained(finding))
        .map(|(reference, ..)| reference.to_string())
        .collect()
}
