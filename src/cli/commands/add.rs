//! `irr add`

use std::io::Write;
use std::path::PathBuf;

use clap::ValueHint;

use crate::cli::args::target::{self};
use crate::cli::args::write::WriteArgs;
use crate::cli::commands::set::{failure, parted, place, whole};
use crate::cli::complete;
use crate::cli::terminal::context::{Context, text_of_file};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::intake;
use crate::model::{Address, Finding, FindingKind, FindingRef, OurNames, Record, RecordId, due_date_in_text};
use crate::prose::{Prose, listed};
use crate::session::{OfficeSettings, Plan};
use crate::yaml::{Assignment, assign};

/// Add a finding to a record
///
/// Recommendations are numbered R4, areas for improvement AFI2 and causes of concern COC1; a record without a number adds the
/// next recommendation. The due date and who should act are read from the finding's own words, and shown, unless fields give
/// them. On a terminal irr asks for the words, and for the next finding's until there are none.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr add custody:R4 text='By 31 March 2027, chief constables should review their custody estate.' \\
    addressed_to='chief constables' due_text='By 31 March 2027'
  irr add custody                              # asks for the words, and numbers the findings
  irr add custody:R4 -F recommendation.txt
  irr add custody:COC1 text='Detainees wait too long for a doctor.' --recommendations R3,R4")]
pub(in crate::cli) struct AddArgs {
    /// The finding and its fields: custody:R4 text='…' due_text='By 31 March 2027'
    #[arg(value_name = "ADDRESS|FIELD=VALUE", required = true, add = complete::by(complete::assignments))]
    words: Vec<String>,
    /// Take the finding's words from this file; - reads them from the standard input
    #[arg(long, short = 'F', value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    /// For a cause of concern: the recommendations that belong to it. There must be at least one
    #[arg(long, value_name = "REF", value_delimiter = ',')]
    recommendations: Vec<FindingRef>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &AddArgs) -> Result<Outcome, Failure> {
    let (addresses, assignments) = parted(&args.words)?;
    let [address] = &addresses[..] else {
        return Err(Failure::because("cannot add this: name one record, or one record with the number of the new finding")
            .hint("for example: irr add custody:R4 text='…'"));
    };
    let has_text = assignments.iter().any(|assignment| assignment.path.to_string() == "text");
    let given = args.file.as_deref().map(text_of_file).transpose()?;
    let asker = ctx.asker().filter(|_| given.is_none() && !has_text && assignments.is_empty());
    let Some(asker) = asker else {
        return add(ctx, args, address, assignments, given);
    };
    // irr names a misspelt record before anybody types words for it.
    target::find(ctx, &ctx.store()?, &[Address { finding: None, ..address.clone() }], None)?;
    let mut outcome = Outcome::Done;
    let mut added = 0;
    let mut question = "What is recommended?";
    // A number is that of one finding only.
    while let Some(text) = asker.paragraphs(question, "")? {
        let parts = match (intake::numbered_findings(&text), &address.finding) {
            (parts, None) if parts.len() < 2 || asker.confirm(&are_findings(&parts))? => parts,
            (_, finding) => vec![(finding.clone(), text)],
        };
        for (reference, words) in parts {
            let address = Address { finding: reference, ..address.clone() };
            outcome = add(ctx, args, &address, Vec::new(), Some(words))?;
            if outcome != Outcome::Done {
                return Ok(outcome);
            }
            added += 1;
        }
        if address.finding.is_some() {
            break;
        }
        question = "The next one, or Enter if there is none:";
    }
    if added > 0 && args.write.writes() {
        ctx.propose("answer them", &format!("irr answer {}", address.record))?;
    }
    Ok(outcome)
}

/// Asks whether a pasted text is several findings.
fn are_findings(parts: &[(Option<FindingRef>, String)]) -> String {
    let names: Vec<String> = parts.iter().flat_map(|(reference, _)| reference).map(ToString::to_string).collect();
    format!("These are {} findings ({}). Add each?", parts.len(), listed(&names, names.len(), names.len()))
}

/// Adds one finding.
fn add(
    ctx: &mut Context,
    args: &AddArgs,
    address: &Address,
    assignments: Vec<Assignment>,
    text: Option<String>,
) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let lock = lock_to_write(ctx, &store, "add", args.write)?;
    let assignments = assignments.into_iter().map(|assignment| whole(ctx, &store, assignment)).collect::<Result<Vec<_>, _>>()?;
    let whole = Address { record: address.record.clone(), finding: None };
    let target = target::find(ctx, &store, &[whole], None)?.pop();
    let Some(target) = target else { return Ok(Outcome::CouldNot) };
    let reference = &address.finding.clone().map_or_else(|| next_recommendation(&target.record), Ok)?;
    let name = format!("{}:{reference}", target.id);
    if target.record.finding(reference).is_some() {
        return Err(Failure::refused(format!("cannot add {name}: it already exists"))
            .hint(format!("change it with `irr set {name} FIELD=VALUE`")));
    }
    let mut after = with(&target.record, reference);
    if let (Some(finding), Some(text)) = (after.finding_mut(reference), &text) {
        finding.text = Some(Prose::from_text(text));
    }
    if let Some(place) = place(&after, reference) {
        assign(&mut after, &place, &assignments).map_err(|error| failure(error, format!("cannot add {name}")))?;
    }
    belong(&mut after, reference, &args.recommendations, &target.id)?;
    let mut plan = Plan::of(format!("add {name}"));
    let (told, notes) = read_words(&mut after, reference, OurNames::also(&OfficeSettings::load(&store)?.settings.us));
    plan.describe(format!("{name}: added{told}"));
    plan.revise(target, &after)?;
    for note in notes {
        writeln!(ctx.err, "{name}: {note}")?;
    }
    carry_out(plan, ctx, &store, lock, args.write)
}

/// Returns the number after the highest one of the record's recommendations.
fn next_recommendation(record: &Record) -> Result<FindingRef, Failure> {
    let numbers =
        record.recommendations.iter().filter_map(|finding| order(finding.printed.as_str()).first().map(|first| first.0));
    let next = numbers.max().unwrap_or(0).saturating_add(1);
    format!("R{next}")
        .parse()
        .map_err(|error| Failure::new(error, "cannot number the finding").hint("name its number: custody:R4"))
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

/// Fills in what the finding's words say and no field does: when it is due, and who should act. Returns how that was read, and
/// what to check.
fn read_words(record: &mut Record, reference: &FindingRef, us: OurNames) -> (String, Vec<String>) {
    let published = record.inspection.published;
    let text = record.finding(reference).and_then(|finding| finding.text.clone()).unwrap_or_default();
    let (read, notes) = intake::read_wording(text.trimmed(), reference, record, us);
    let Some(finding) = record.finding_mut(reference) else { return (String::new(), Vec::new()) };
    let mut told = String::new();
    if finding.due.is_none() {
        if finding.due_text.is_none() {
            finding.due_text = read.due_text;
        }
        let words = finding.due_text.as_deref().unwrap_or_default();
        finding.due = due_date_in_text::resolve(words, published);
        if let Some(due) = finding.due {
            told.push_str(&format!(", due {} {due} (“{words}”)", due.weekday()));
        } else if !words.is_empty() {
            told.push_str(&format!(", no due date (“{words}” gives none)"));
        }
    }
    if finding.addressed_to.is_empty() && !read.addressed_to.is_empty() {
        let names: Vec<String> = read.addressed_to.iter().map(ToString::to_string).collect();
        told.push_str(&format!(", addressed to {}", listed(&names, names.len(), names.len())));
        finding.addressed_to = read.addressed_to;
        if finding.said_ours.is_none() && read.said_ours == Some(false) {
            finding.said_ours = Some(false);
            told.push_str(", so not ours");
        }
    }
    (told, notes.into_iter().map(|note| note.message).collect())
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
