//! `irr confirm`

use std::io::Write;

use serde_json::Value;

use crate::cli::args::write::WriteArgs;
use crate::cli::commands::import::told::quote;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::{Prompter, nothing_written};
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::model::redaction::part;
use crate::model::{Address, Record};
use crate::prose::counted;
use crate::session::Plan;
use crate::session::resolve::{self, check_unique, one};
use crate::yaml::{Check, checks, without_checks};

/// Confirm values that an import guessed
///
/// Takes the marks of these values away (`# irr: check (why)` at the end of a line), and changes nothing else. `irr show` and
/// `irr validate` list what is marked. On a terminal irr shows each value and asks, unless fields are named. A value that is
/// wrong needs no confirmation: whoever replaces it takes its mark away, too.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr confirm custody:R1 due addressed_to
  irr confirm custody inspection.title
  irr confirm custody:R1                       # all that is marked in the finding
  irr confirm custody --dry-run                # all that is marked in the record, with its findings")]
pub(in crate::cli) struct ConfirmArgs {
    /// The record, by any unique part of its id, and optionally a finding: custody, custody:R1
    #[arg(add = complete::by(complete::address))]
    address: Address,
    /// The path of a marked field: due, commissioner_response.text [default: all that are marked]
    #[arg(value_name = "FIELD", add = complete::by(complete::marked))]
    fields: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ConfirmArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let address = &ctx.address(&store, &args.address)?;
    let lock = lock_to_write(ctx, &store, "confirm", args.write)?;
    let target = resolve::load(&store, &one(&store, &address.record)?)?;
    if let Some(finding) = &address.finding {
        check_unique(&target, finding)?;
    }
    let name = Address { record: target.id.to_string(), finding: address.finding.clone() }.to_string();
    let marked = of_address(checks(&target.text), address);
    if marked.is_empty() {
        return Err(Failure::refused(format!("cannot confirm {name}: nothing in it is marked as guessed")));
    }
    let is_meant = |check: &Check, field: &String| field_of(check, address) == *field;
    if let Some(field) = args.fields.iter().find(|field| !marked.iter().any(|check| is_meant(check, field))) {
        return Err(Failure::refused(format!("cannot confirm {name}: `{field}` is not marked as guessed"))
            .hint(format!("marked are {}", listed(&marked, address))));
    }
    let is_named = |check: &Check| args.fields.is_empty() || args.fields.iter().any(|field| is_meant(check, field));
    let gone: Vec<Check> = marked.into_iter().filter(is_named).collect();
    let gone = match ctx.asker().filter(|_| args.fields.is_empty() && args.write.asks()) {
        Some(asker) => right(ctx, &asker, gone, &target.record)?,
        None => gone,
    };
    if gone.is_empty() {
        return Err(nothing_written());
    }
    let told = listed(&gone, address);
    let text = without_checks(&target.text, &gone);
    let mut plan = Plan::of(format!("confirm {name}"));
    plan.describe(format!("{name}: confirmed {told}"));
    plan.set.put(target.id, Some(target.text), Some(text));
    carry_out(plan, ctx, &store, lock, args.write)
}

/// Shows each value with why it was guessed, and returns the marks of those that are right.
fn right(ctx: &mut Context, asker: &Prompter, marked: Vec<Check>, record: &Record) -> Result<Vec<Check>, Failure> {
    let of = marked.len();
    let record = serde_json::to_value(record).unwrap_or_default();
    writeln!(ctx.err, "{}; press Enter for each that is right", counted(of, "value was guessed", "values were guessed"))?;
    let mut right = Vec::new();
    for (at, check) in marked.into_iter().enumerate() {
        writeln!(ctx.err, "\n{} ({} of {of}): {}", check.name(), at + 1, check.why)?;
        quote(ctx, &value_of(&record, &check))?;
        if asker.confirm("Is it right?")? {
            right.push(check);
        }
    }
    Ok(right)
}

/// Returns a marked value of a record as people read it.
fn value_of(record: &Value, check: &Check) -> String {
    match check.at.as_ref().and_then(|at| part(record, at)) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Array(items)) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Some(other) => in_words(other),
        None => String::new(),
    }
}

fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => fields.values().map(in_words).collect::<Vec<_>>().join(": "),
        other => other.to_string(),
    }
}

/// Returns the marks of the finding, or all if the record is meant.
pub(in crate::cli) fn of_address(mut checks: Vec<Check>, address: &Address) -> Vec<Check> {
    checks.retain(|check| address.finding.is_none() || check.finding == address.finding);
    checks
}

/// Returns the field's name as it is typed after the address: with its finding where that names only the record.
pub(in crate::cli) fn field_of(check: &Check, address: &Address) -> String {
    if address.finding.is_some() { check.field.clone() } else { check.name() }
}

fn listed(checks: &[Check], address: &Address) -> String {
    let mut names: Vec<String> = checks.iter().map(|check| field_of(check, address)).collect();
    names.dedup();
    let shown = |name: String| if name.is_empty() { "a mark on no value".to_owned() } else { name };
    names.into_iter().map(shown).collect::<Vec<_>>().join(", ")
}
