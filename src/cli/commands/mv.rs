//! `irr mv`

use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::model::{Address, FindingRef, GuessedValue, Record, RecordId, Renaming, UnusualName};
use crate::prose::{counted, invisible};
use crate::session::resolve::{self, check_unique, mentioning};
use crate::session::{Plan, Target};
use crate::store::Store;
use crate::yaml::checks;

/// Rename a record or a finding, and update every link to it
///
/// Without a new name, a record is named after its force and publication date, and keeps its subject.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr mv surrey/2022-02-02-custody surrey/2022-02-03-custody
  irr mv custody                 # after its force or publication date was corrected by hand
  irr mv custody:R4 R5           # the report's number was misread")]
pub(in crate::cli) struct MvArgs {
    /// The record, by any unique part of its id, and optionally a finding: custody, custody:R1
    #[arg(add = complete::by(complete::address))]
    address: Address,
    /// The new name: force/2025-05-16-subject, only the subject, or R5
    #[arg(value_name = "NAME")]
    to: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &MvArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let address = &ctx.address(&store, &args.address)?;
    let lock = lock_to_write(ctx, &store, "mv", args.write)?;
    let target = resolve::load(&store, &resolve::one(&store, &address.record)?)?;
    let plan = match &address.finding {
        None => record(&store, target, args.to.as_deref())?,
        Some(finding) => renumbered(&store, target, finding, args.to.as_deref())?,
    };
    carry_out(plan, ctx, &store, lock, args.write)
}

fn record(store: &Store, target: Target, to: Option<&str>) -> Result<Plan, Failure> {
    let to = match to {
        Some(to) => named(&target, to)?,
        None => {
            let (_, _, subject) = target.id.parts();
            RecordId::natural(&target.record.force, target.record.inspection.published, subject)
        }
    };
    let from = target.id.clone();
    let mut plan = Plan::of(format!("mv {from} {to}"));
    if to == from {
        return Ok(plan);
    }
    if store.has(&to) {
        return Err(Failure::refused(format!("cannot rename {from}: {to} already exists")));
    }
    let after = target.record.clone();
    let links = moved(store, &mut plan, target, after, &to)?;
    plan.describe(format!("{from}: renamed to {to}{}", followed(links)));
    Ok(plan)
}

/// Renames a record that gets the content `after`, and returns how many links were updated.
pub(in crate::cli) fn moved(
    store: &Store,
    plan: &mut Plan,
    target: Target,
    mut after: Record,
    to: &RecordId,
) -> Result<usize, Failure> {
    let from = target.id.clone();
    let renaming = Renaming::Record { from: from.clone(), to: Some(to.clone()) };
    let mut links = renaming.follow(&from, &mut after);
    let old = target.text.clone();
    let mut moved = Plan::of("");
    moved.revise(target, &after)?;
    // The new file is written before the old one is removed.
    let text = moved.set.files.pop().and_then(|file| file.after).unwrap_or_else(|| old.clone());
    plan.set.put(to.clone(), None, Some(text));
    plan.set.put(from.clone(), Some(old), None);
    links += follow(store, plan, &renaming, &from)?;
    plan.renamed.push((from.to_string(), to.to_string()));
    Ok(links)
}

/// Reads a new name: an id, a file name, or only the subject.
fn named(target: &Target, to: &str) -> Result<RecordId, Failure> {
    let to = to.strip_prefix("records/").unwrap_or(to);
    let to = to.strip_suffix(".yaml").unwrap_or(to);
    if !to.contains('/') {
        return Ok(RecordId::natural(&target.record.force, target.record.inspection.published, &slug::slugify(to)));
    }
    let id: RecordId = to.parse().map_err(|error| Failure::new(error, format!("cannot rename {}", target.id)))?;
    let because = match id.unusual() {
        None => return Ok(id),
        Some(UnusualName::Mark(c)) => format!("{c:?} has a special meaning in shells and logs"),
        Some(UnusualName::Windows(step)) => format!("Windows cannot have a file or folder named `{step}`"),
    };
    let message = format!("cannot rename {} to `{}`: {because}", target.id, invisible::shown(to));
    Err(Failure::because(message).hint("use letters, digits and hyphens"))
}

fn renumbered(store: &Store, target: Target, from: &FindingRef, to: Option<&str>) -> Result<Plan, Failure> {
    let id = target.id.clone();
    let wanted =
        || Failure::because(format!("missing the new number of {id}:{from}")).hint("give it after the address, such as R5");
    // The whole address means the same where it is of this record.
    let to = to.map(|to| to.rsplit_once(':').filter(|(record, _)| id.contains(record)).map_or(to, |(_, to)| to));
    let to: FindingRef =
        to.ok_or_else(wanted)?.parse().map_err(|error| Failure::new(error, format!("cannot rename {id}:{from}")))?;
    check_unique(&target, from)?;
    let mut plan = Plan::of(format!("mv {id}:{from} {to}"));
    if to == *from {
        return Ok(plan);
    }
    if target.record.finding(&to).is_some() {
        return Err(Failure::refused(format!("cannot rename {id}:{from}: the record already has {to}")));
    }
    let renaming = Renaming::Finding { record: id.clone(), from: from.clone(), to: Some(to.clone()) };
    let mut after = target.record.clone();
    let mut links = renaming.follow(&id, &mut after);
    rename(&mut after, from, &to);
    // In another list the finding is written anew, and what was guessed about it is still a guess.
    let marks = checks(&target.text).into_iter().filter(|check| from.kind != to.kind && check.finding.as_ref() == Some(from));
    let guesses: Vec<GuessedValue> =
        marks.map(|check| GuessedValue { finding: Some(to.clone()), field: check.field, why: check.why }).collect();
    plan.revise_with_guesses(target, &after, &guesses)?;
    links += follow(store, &mut plan, &renaming, &id)?;
    plan.describe(format!("{id}:{from}: renamed to {to}{}", followed(links)));
    plan.renamed.push((from.to_string(), to.to_string()));
    Ok(plan)
}

/// Renumbers a finding, moving it to the list of its new kind.
fn rename(record: &mut Record, from: &FindingRef, to: &FindingRef) {
    let list = record.findings_of_mut(from.kind);
    let Some(place) = list.iter().position(|finding| FindingRef::new(from.kind, &finding.printed) == *from) else { return };
    if from.kind == to.kind {
        list[place].printed = to.printed().clone();
        return;
    }
    let mut finding = list.remove(place);
    finding.printed = to.printed().clone();
    record.findings_of_mut(to.kind).push(finding);
}

/// Updates the links in all other records, and returns how many.
pub(in crate::cli) fn follow(store: &Store, plan: &mut Plan, renaming: &Renaming, own: &RecordId) -> Result<usize, Failure> {
    let mut links = 0;
    for other in mentioning(store, &[own.to_string()], &[own])? {
        let mut after = other.record.clone();
        let here = renaming.follow(&other.id, &mut after);
        if here > 0 {
            links += here;
            plan.revise(other, &after)?;
        }
    }
    Ok(links)
}

fn followed(links: usize) -> String {
    if links == 0 { String::new() } else { format!("; {} updated", counted(links, "link", "links")) }
}
