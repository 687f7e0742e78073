//! `irr add`

use crate::cli::args::target::{self};
use crate::cli::args::write::WriteArgs;
use crate::cli::commands::set::{failure, parted, place, whole};
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::model::{Address, Finding, FindingKind, FindingRef, Record, RecordId, due_date_in_text};
use crate::session::Plan;
use crate::yaml::assign;

/// Add a finding to a record
///
/// Recommendations are numbered R4, areas for improvement AFI2 and causes of concern COC1. Without `due`, the due date is read
/// from `due_text`, and shown.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr add custody:R4 text='By 31 March 2027, chief constables should review their custody estate.' \\
    addressed_to='chief constables' due_text='By 31 March 2027'
  irr add custody:COC1 text='Detainees wait too long for a doctor.' --recommendations R3,R4")]
pub(in crate::cli) struct AddArgs {
    /// The finding and its fields: custody:R4 text='…' due_text='By 31 March 2027'
    #[arg(value_name = "ADDRESS|FIELD=VALUE", required = true, add = complete::by(complete::assignments))]
    words: Vec<String>,
    /// For a cause of concern: the recommendations that belong to it. There must be at least one
    #[arg(long, value_name = "REF", value_delimiter = ',')]
    recommendations: Vec<FindingRef>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &AddArgs) -> Result<Outcome, Failure> {
    let (addresses, assignments) = parted(&args.words)?;
    let [Address { record, finding: Some(reference) }] = &addresses[..] else {
        return Err(Failure::because("cannot add this: name one record with the number of the new finding")
            .hint("for example: irr add custody:R4 text='…'"));
    };
    let store = ctx.store()?;
    let lock = lock_to_write(ctx, &store, "add", args.write)?;
    let assignments = assignments.into_iter().map(|assignment| whole(ctx, &store, assignment)).collect::<Result<Vec<_>, _>>()?;
    let whole = Address { record: record.clone(), finding: None };
    let target = target::find(ctx, &store, &[whole], None)?.pop();
    let Some(target) = target else { return Ok(Outcome::CouldNot) };
    let name = format!("{}:{reference}", target.id);
    if target.record.finding(reference).is_some() {
        return Err(Failure::refused(format!("cannot add {name}: it already exists"))
            .hint(format!("change it with `irr set {name} FIELD=VALUE`")));
    }
    let mut after = with(&target.record, reference);
    if let Some(place) = place(&after, reference) {
        assign(&mut after, &place, &assignments).map_err(|error| failure(error, format!("cannot add {name}")))?;
    }
    belong(&mut after, reference, &args.recommendations, &target.id)?;
    let mut plan = Plan::of(format!("add {name}"));
    let due = date_from_words(&mut after, reference);
    plan.describe(format!("{name}: added{due}"));
    plan.revise(target, &after)?;
    carry_out(plan, ctx, &store, lock, args.write)
}

/// Links recommendations to a cause of concern.
fn belong(record: &mut Record, cause: &FindingRef, recommendations: &[FindingRef], id: &RecordId) -> Result<(), Failure> {
    if cause.kind != FindingKind::CauseOfConcern && !recommendations.is_empty() {
        return Err(Failure::because(format!("cannot use --recommendations with {cause}: it is not a cause of concern"))
            .hint("causes of concern are numbered COC1, COC2 and so on"));
    }
    for reference in recommendations {
        let finding = record.finding_mut(reference).filter(|_| reference.kind == FindingKind::Recommendation);
        let Some(finding) = finding else {
            return Err(Failure::because(format!("{id} has no recommendation {reference}")).hint("add the recommendation first"));
        };
        finding.cause_of_concern = Some(cause.printed().clone());
    }
    Ok(())
}

/// Returns the record with a new, empty finding of this number.
fn with(record: &Record, reference: &FindingRef) -> Record {
    let printed = reference.printed();
    let mut after = record.clone();
    let list = after.findings_of_mut(reference.kind);
    let above = |finding: &Finding| order(finding.printed.as_str()) <= order(printed.as_str());
    // If the findings are in order of their numbers, the new one goes to its place, otherwise to the end.
    let in_order = list.is_sorted_by_key(|finding| order(finding.printed.as_str()));
    let place = if in_order { list.partition_point(above) } else { list.len() };
    list.insert(place, Finding::numbered(printed.clone()));
    after
}

/// Returns the sort key of a finding's number: its digits as numbers, then its letters.
fn order(printed: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = printed;
    while !rest.is_empty() {
        let figures = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let letters = rest[figures..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |end| figures + end);
        parts.push((rest[..figures].parse().unwrap_or(0), rest[figures..letters].to_owned()));
        rest = &rest[letters..];
    }
    parts
}

/// Sets `due` from `due_text` if it is missing, and returns the words that say so.
fn date_from_words(record: &mut Record, reference: &FindingRef) -> String {
    let published = record.inspection.published;
    let Some(finding) = record.finding_mut(reference).filter(|finding| finding.due.is_none()) else { return String::new() };
    let words = finding.due_text.as_deref().unwrap_or("");
    finding.due = due_date_in_text::resolve(words, published);
    finding.due.map_or_else(String::new, |due| format!(", due {} {due} (read from due_text)", due.weekday()))
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn numbers_come_in_the_order_in_which_people_count() {
        let mut printed = ["10", "2", "3.10", "3.2", "2a", "1", "2b"];
        printed.sort_by_key(|printed| order(printed));
        assert_eq!(printed, ["1", "2", "2a", "2b", "3.2", "3.10", "10"]);
    }
}
