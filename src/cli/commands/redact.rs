//! `irr redact`

use std::io::Write;

use crate::cli::args::target::non_empty_text;
use crate::cli::args::write::WriteArgs;
use crate::cli::commands::set;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write, remind_of_requests};
use crate::model::redaction::{REDACTED, part, places_of, removed, repeated};
use crate::model::{Address, FieldPath, Record, Redaction, TypedDate};
use crate::rules::explanation::{NO_ACTION_WITHOUT_REASON, RECOMMENDATION_WITHOUT_EXPLANATION};
use crate::session::resolve::{self, check_unique, one};
use crate::session::{Plan, Target};
use crate::yaml::{AssignOperator, Assignment, Tree, assign, comments};

/// Remove words from a field for good, with a dated reason
///
/// The words are replaced by [redacted]. An entry under `redactions` records the field, the date and the reason. `irr validate
/// --against` accepts exactly this change, even in the log or a published answer. Git and `irr undo` keep the old words:
/// the book says how to remove them (docs/guide/publishing.md).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr redact custody:R1 progress[0].note --reason 'A person is named' --by 'Data Protection Officer'
  irr redact custody:R1 commissioner_response.text --words 'Jane Doe' --reason 'A person is named'
  irr redact custody unplaced --reason 'A private address' --dry-run")]
pub(in crate::cli) struct RedactArgs {
    /// The record, by any unique part of its id, and optionally a finding: custody, custody:R1
    #[arg(add = complete::by(complete::address))]
    address: Address,
    /// The path of the field: owner, progress[0].note, commissioner_response.text. Entries are counted from 0
    #[arg(value_name = "FIELD", add = complete::by(complete::redactable))]
    field: FieldPath,
    /// The reason, without the words themselves
    #[arg(long, value_parser = non_empty_text)]
    reason: String,
    /// Remove only these words, everywhere in the field [default: the whole field]
    #[arg(long, value_name = "TEXT", value_parser = non_empty_text)]
    words: Option<String>,
    /// The post that decided it
    #[arg(long, value_name = "POST", value_parser = non_empty_text)]
    by: Option<String>,
    /// The date of the redaction [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &RedactArgs) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let address = &ctx.address(&store, &args.address)?;
    let lock = lock_to_write(ctx, &store, "redact", args.write)?;
    let target = resolve::load(&store, &one(&store, &address.record)?)?;
    let id = target.id.clone();
    let (name, base) = match &address.finding {
        None => (id.to_string(), FieldPath::root()),
        Some(finding) => {
            check_unique(&target, finding)?;
            let place = set::place(&target.record, finding).ok_or_else(|| resolve::no_finding(&id, &target.record, finding))?;
            (format!("{id}:{finding}"), place)
        }
    };
    let was = text_of(&target.record, &base, &args.field, &name)?;
    let now = match &args.words {
        None => REDACTED.to_owned(),
        Some(words) if was.contains(words.as_str()) => was.replace(words.as_str(), REDACTED),
        Some(words) => {
            let failure = Failure::refused(format!("cannot redact {name}: `{}` does not contain `{words}`", args.field));
            return Err(failure.hint("give the words as they are written there, or leave out --words to redact the whole field"));
        }
    };
    let gone = removed(&was, &now);
    if gone.is_empty() {
        return Err(Failure::refused(format!("cannot redact {name}: `{}` has no words to remove", args.field))
            .hint("`irr show` shows the fields"));
    }
    if let Some(said) = gone.iter().find_map(|gone| repeated(gone, &args.reason)) {
        return Err(Failure::refused(format!("cannot redact {name}: the reason contains `{said}`, which is to be removed"))
            .hint("give a reason without the words themselves: --reason 'A person is named'"));
    }
    let mut after = target.record.clone();
    let assignment = Assignment { path: args.field.clone(), operator: AssignOperator::Set, value: now };
    let refused = |error| set::failure(error, format!("cannot redact {name}"));
    assign(&mut after, &base, &[assignment]).map_err(refused)?;
    let entry = Redaction {
        field: args.field.to_string(),
        date: ctx.event_date("--date", args.date.as_ref())?,
        reason: args.reason.clone(),
        by: args.by.clone(),
    };
    match &address.finding {
        None => after.redactions.push(entry),
        Some(finding) => after.finding_mut(finding).into_iter().for_each(|it| it.redactions.push(entry.clone())),
    }
    let others: Vec<String> = gone.iter().flat_map(|words| left_in(&target, &after, words)).collect();
    let mut plan = Plan::of(format!("redact {} of {name}", args.field));
    plan.describe(format!("{name}: {} redacted", args.field));
    plan.revise(target, &after)?;
    // Removing a whole answer leaves none: this is reported, but does not stop the redaction.
    plan.granted.extend([RECOMMENDATION_WITHOUT_EXPLANATION.code, NO_ACTION_WITHOUT_REASON.code]);
    let outcome = carry_out(plan, ctx, &store, lock, args.write)?;
    if !others.is_empty() {
        writeln!(ctx.err, "the same words are still in {}", others.join(", "))?;
    }
    if outcome == Outcome::Done && args.write.writes() {
        writeln!(ctx.err, "git and `irr undo` keep the old words: the book says how to remove them (docs/guide/publishing.md)")?;
        remind_of_requests(ctx)?;
    }
    Ok(outcome)
}

/// Finds the same words elsewhere: in other fields, in the record's name, in comments.
fn left_in(target: &Target, after: &Record, words: &str) -> Vec<String> {
    let (mut found, lower) = (places_of(after, words), words.to_lowercase());
    let slug: Vec<String> = lower.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    if target.id.as_str().to_lowercase().contains(&slug.join("-")) {
        found.push("the record's name (rename it with `irr mv`)".to_owned());
    }
    let text = &target.text;
    let comments = Tree::of(text).map(|tree| comments(text, &tree)).unwrap_or_default();
    let with_them = comments.iter().filter(|comment| comment.text.to_lowercase().contains(&lower));
    found.extend(with_them.map(|comment| format!("a comment on line {}", text[..comment.span.start].matches('\n').count() + 1)));
    found
}

/// Returns the field's text.
fn text_of(record: &Record, base: &FieldPath, field: &FieldPath, name: &str) -> Result<String, Failure> {
    let whole = serde_json::to_value(record).map_err(|error| Failure::new(error, format!("cannot redact {name}")))?;
    let text = part(&whole, &base.join(field)).and_then(serde_json::Value::as_str);
    // A field that cannot hold the marker is not text: a date, a status, a link, a number, the force.
    let marker = Assignment { path: field.clone(), operator: AssignOperator::Set, value: REDACTED.to_owned() };
    let assigned = assign(&mut record.clone(), base, &[marker]);
    let is_a_name = field.to_string() == "force" || field.to_string().starts_with("redactions");
    match (text, assigned) {
        (Some(text), Ok(())) if !is_a_name => Ok(text.to_owned()),
        (Some(_), _) => {
            Err(Failure::because(format!("cannot redact {name}: `{field}` is not text, and only words can be redacted"))
                .hint("change it with `irr set`"))
        }
        (None, Err(error)) => Err(set::failure(error, format!("cannot redact {name}"))),
        (None, Ok(())) => Err(Failure::because(format!("cannot redact {name}: it has no `{field}`"))
            .hint("`irr show` shows the fields; entries are counted from 0")),
    }
}
