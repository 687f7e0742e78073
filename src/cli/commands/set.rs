//! `irr set`

use crate::cli::args::force_name;
use crate::cli::args::target::{self};
use crate::cli::args::write::WriteArgs;
use crate::cli::commands::mv::moved;
use crate::cli::complete;
use crate::cli::terminal::asking::note_misspelt;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::model::{Address, DateRole, FieldPath, FindingRef, Record, RecordId, TypedDate};
use crate::prose::shortened;
use crate::session::resolve::{self, no_finding};
use crate::session::{Plan, Target};
use crate::store::Store;
use crate::yaml::{AssignError, Assignment, assign, is_date};

/// Change fields of records or findings
///
/// A field is named by its path: owner, due, commissioner_response.action, actions[0].done; for a record inspection.url,
/// publication.published. Use += to add to a list and -= to remove from it. With nothing after the = the field is removed. The
/// rest of the file does not change.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr set custody:R1 owner='Head of Custody' priority=high
  irr set custody:R1 commissioner_response.action=proposed commissioner_response.text=\"$(cat answer.md)\"
  irr set custody:R1 custody:R2 commissioner_response.see=comments
  irr set custody:R1 custody:R2 addressed_to+='chief constables'
  irr set custody inspection.url=https://example.org/report
  irr set --where 'owner = \"Head of Training\"' owner='Head of Learning'")]
pub(in crate::cli) struct SetArgs {
    /// Records or findings (custody, custody:R1), then the changes: field=value, field+=value, field-=value
    #[arg(value_name = "ADDRESS|FIELD=VALUE", required = true, add = complete::by(complete::assignments))]
    words: Vec<String>,
    /// Every finding that matches this expression, including closed ones and other bodies': 'owner ~ "training" and overdue'
    #[arg(long = "where", value_name = "EXPR", add = complete::by(complete::conditions))]
    expr: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &SetArgs) -> Result<Outcome, Failure> {
    let (addresses, assignments) = parted(&args.words)?;
    match (addresses.is_empty(), args.expr.is_some()) {
        (true, false) => {
            return Err(Failure::because("missing the record or finding to change").hint("name it first, such as custody:R1"));
        }
        (false, true) => {
            return Err(Failure::because("cannot use --where together with addresses").hint("use one of them to select findings"));
        }
        _ => {}
    }
    if assignments.is_empty() {
        return Err(Failure::because("missing the field and its new value").hint("for example owner='Head of Custody'"));
    }
    let store = ctx.store()?;
    // Asked before the lock is taken, so that other commands need not wait.
    let assignments = assignments
        .into_iter()
        .map(|assignment| with_usual_force(ctx, &store, assignment, args.write.anyway()))
        .collect::<Result<Vec<_>, _>>()?;
    let lock = lock_to_write(ctx, &store, "set", args.write)?;
    let assignments = assignments.into_iter().map(|assignment| whole(ctx, &store, assignment)).collect::<Result<Vec<_>, _>>()?;
    let mut after_values = args.words.iter().skip_while(|word| !Assignment::is_meant(word));
    let is_split = after_values.any(|word| !Assignment::is_meant(word) && !word.contains(':'));
    let targets = target::find(ctx, &store, &addresses, args.expr.as_deref()).map_err(|failure| match is_split {
        true => failure.hint("put a value with blanks in quotes: owner='Head of Custody'"),
        false => failure,
    })?;
    let fields: Vec<String> = assignments.iter().map(|assignment| assignment.path.to_string()).collect();
    let mut plan = Plan::of(format!("set {} of {}", fields.join(", "), resolve::summary(&targets)));
    for target in targets {
        let mut after = target.record.clone();
        // Without findings the record itself is meant.
        let places: Vec<Option<FindingRef>> = match &target.findings[..] {
            [] => vec![None],
            findings => findings.iter().cloned().map(Some).collect(),
        };
        let index = after.finding_places();
        for finding in places {
            let name = finding.as_ref().map_or(target.id.to_string(), |finding| format!("{}:{finding}", target.id));
            let base = match &finding {
                None => FieldPath::root(),
                Some(wanted) => match index.get(wanted) {
                    Some(place) => FieldPath::root().key(wanted.kind.list()).index(*place),
                    None => return Err(no_finding(&target.id, &target.record, wanted).into()),
                },
            };
            let whole = finding.is_none().then_some(&target.record);
            assign(&mut after, &base, &assignments).map_err(|error| cannot(error, &name, &assignments, whole))?;
            plan.describe(format!("{name}: {}", told(&args.words)));
        }
        match new_name(&store, &target, &after) {
            Some(to) => {
                plan.append_to_description(&format!("; renamed to {to}"));
                moved(&store, &mut plan, target, after, &to)?;
            }
            None => plan.revise(target, &after)?,
        }
    }
    carry_out(plan, ctx, &store, lock, args.write)
}

/// Replaces a force by its usual name.
fn with_usual_force(ctx: &mut Context, store: &Store, assignment: Assignment, anyway: bool) -> Result<Assignment, Failure> {
    if assignment.path.to_string() != "force" || assignment.value.trim().is_empty() {
        return Ok(assignment);
    }
    let known = force_name::known(ctx, Some(store))?;
    let force = force_name::usual(ctx, &known, &assignment.value.as_str().into(), anyway)?;
    Ok(Assignment { value: force.to_string(), ..assignment })
}

/// Splits the arguments into addresses and assignments.
pub(in crate::cli) fn parted(words: &[String]) -> Result<(Vec<Address>, Vec<Assignment>), Failure> {
    let (assignments, addresses): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| Assignment::is_meant(word));
    let addresses = addresses.into_iter().map(|word| {
        word.parse::<Address>().map_err(|error| Failure::new(error, format!("`{word}` is neither an address nor field=value")))
    });
    let assignments = assignments
        .into_iter()
        .map(|word| Assignment::parse(word).map_err(|error| failure(error, format!("cannot read `{word}`"))));
    Ok((addresses.collect::<Result<_, _>>()?, assignments.collect::<Result<_, _>>()?))
}

/// Returns the record's new natural name, if it had its natural name before.
fn new_name(store: &Store, target: &Target, after: &Record) -> Option<RecordId> {
    let (_, _, subject) = target.id.parts();
    let natural = |record: &Record| RecordId::natural(&record.force, record.inspection.published, subject);
    let (was, to) = (natural(&target.record), natural(after));
    let had_its_name = was.stem() == target.id.stem() && target.id.is_in_folder_of(&target.record.force);
    // If another field was set, a folder with another name of the force is kept.
    (had_its_name && to != was && to != target.id && !store.has(&to)).then_some(to)
}

/// Completes a partial record id in a link, and writes a date as records have it.
pub(in crate::cli) fn whole(ctx: &mut Context, store: &Store, assignment: Assignment) -> Result<Assignment, Failure> {
    if is_date(&assignment) && !assignment.value.is_empty() {
        // Only these lie ahead: each other date of a record is that of something that happened.
        let is_ahead = matches!(assignment.path.last_key(), Some("due" | "target" | "to" | "last_day"));
        let role = if is_ahead { DateRole::Deadline } else { DateRole::Event };
        let day = ctx.date(&assignment.path.to_string(), &TypedDate::new(&assignment.value), role)?;
        return Ok(Assignment { value: day.to_string(), ..assignment });
    }
    if let Some(field @ ("owner" | "approved_by")) = assignment.path.last_key() {
        note_misspelt(ctx, store, field, assignment.value.trim())?;
    }
    let is_link = matches!(assignment.path.last_key(), Some("follows" | "supersedes" | "escalated_from" | "see"));
    let value = match (assignment.path.last_key(), assignment.value.rsplit_once(':')) {
        (_, Some((part, finding))) if is_link => format!("{}:{finding}", resolve::one(store, part)?),
        (Some("covered_by"), None) if !assignment.value.is_empty() => resolve::one(store, &assignment.value)?.to_string(),
        _ => return Ok(assignment),
    };
    Ok(Assignment { value, ..assignment })
}

/// Returns the path of a finding in its record.
pub(in crate::cli) fn place(record: &Record, wanted: &FindingRef) -> Option<FieldPath> {
    record.findings().find(|(reference, ..)| reference == wanted).map(|(_, place, _)| place)
}

/// The error for a field that cannot be set, with a hint if findings have such a field.
fn cannot(error: AssignError, name: &str, assignments: &[Assignment], record: Option<&Record>) -> Failure {
    let of_a_finding = record.and_then(|record| {
        let (reference, place, _) = record.findings().next()?;
        assign(&mut record.clone(), &place, assignments).is_ok().then(|| format!("findings have this field: {name}:{reference}"))
    });
    let failure = failure(error, format!("cannot set {name}"));
    match of_a_finding {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// The error for an assignment that cannot be made, with its hint.
pub(in crate::cli) fn failure(error: AssignError, what: String) -> Failure {
    let help = error.help.clone();
    let failure = Failure::new(error, what);
    match help {
        Some(help) => failure.hint(help),
        None => failure,
    }
}

/// Describes the assignments, shortened.
fn told(words: &[String]) -> String {
    let short = |word: &String| shortened(&word.split_whitespace().collect::<Vec<_>>().join(" "), 60);
    words.iter().filter(|word| Assignment::is_meant(word)).map(short).collect::<Vec<_>>().join(", ")
}
