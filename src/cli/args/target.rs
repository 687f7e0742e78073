//! The flags that say what to change, and what the commands share that change findings.

use std::io::Write;

use crate::cli::args::filter::expression;
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::model::transition::{Transition, TransitionError};
use crate::model::{Address, Record};
use crate::query::Filter;
use crate::session::resolve::{list_findings, matching, named, no_finding, summary};
use crate::session::{Plan, Target};
use crate::store::Store;

/// Which findings to change: their addresses, or an expression that they match.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct TargetArgs {
    /// A finding of a record, named by any unique part of the record's id: custody:R1; R1 alone if only one record has it open.
    /// Several findings change together or not at all
    #[arg(value_name = "ADDRESS", add = complete::by(complete::address))]
    addresses: Vec<Address>,
    /// Every finding that matches this expression, including closed ones and other bodies': 'owner ~ "training" and overdue'
    #[arg(long = "where", value_name = "EXPR", add = complete::by(complete::conditions), conflicts_with = "addresses")]
    expr: Option<String>,
}

impl TargetArgs {
    /// Creates the same from addresses.
    pub(in crate::cli) fn of(addresses: Vec<Address>) -> Self {
        Self { addresses, expr: None }
    }

    /// Returns whether no finding is named.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.addresses.is_empty() && self.expr.is_none()
    }

    /// Returns the addresses.
    pub(in crate::cli) fn addresses(&self) -> &[Address] {
        &self.addresses
    }

    /// Returns the records and findings.
    pub(in crate::cli) fn find(&self, ctx: &mut Context, store: &Store) -> Result<Vec<Target>, Failure> {
        match (&self.addresses[..], &self.expr) {
            ([], None) => {
                let picked = ctx.pick(store, None)?;
                find(ctx, store, &[picked], None)
            }
            (addresses, expr) => {
                if let Some(flag) = unquoted_flag() {
                    return Err(Failure::because(format!("the words after {flag} are not in quotes"))
                        .hint(format!("for example {flag} 'Spoke to the chief officer'")));
                }
                let named = addresses.iter().map(|address| ctx.finding(store, address)).collect::<Result<Vec<_>, _>>()?;
                find(ctx, store, &named, expr.as_deref())
            }
        }
    }
}

/// Applies a step to each finding, and writes the result if it applies to all.
pub(in crate::cli) fn take<S: Transition>(
    ctx: &mut Context,
    deed: &str,
    targets: &TargetArgs,
    write: WriteArgs,
    step: impl Fn(&Record) -> Result<S, Failure>,
) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let lock = lock_to_write(ctx, &store, deed, write)?;
    let targets = targets.find(ctx, &store)?;
    let mut plan = Plan::of(format!("{deed} {}", summary(&targets)));
    let (mut refused, mut cautions) = (0, Vec::new());
    for target in targets {
        let step = step(&target.record)?;
        if target.findings.is_empty() {
            let message = format!("cannot {deed} {}: name a finding, not only the record", target.id);
            let instead = step.of_a_record(&target.record).map_or_else(String::new, |instead| format!("; {instead}"));
            return Err(Failure::because(message).hint(format!("it has {}{instead}", list_findings(&target.record))));
        }
        let mut after = target.record.clone();
        let places = after.finding_places();
        for reference in &target.findings {
            let findings = after.findings_of_mut(reference.kind);
            let Some(finding) = places.get(reference).and_then(|place| findings.get_mut(*place)) else {
                return Err(no_finding(&target.id, &target.record, reference).into());
            };
            let caution = step.caution(finding);
            match step.take(finding, target.record.schema_version) {
                Ok(told) => {
                    cautions.extend(caution.map(|caution| format!("{}:{reference}: {caution}", target.id)));
                    plan.describe(format!("{}:{reference}: {told}", target.id));
                }
                Err(error) => {
                    refused += 1;
                    ctx.report(&refusal(deed, &format!("{}:{reference}", target.id), error));
                }
            }
        }
        if refused == 0 {
            plan.revise(target, &after)?;
        }
    }
    if refused > 0 {
        return Ok(Outcome::No);
    }
    for caution in &cautions {
        writeln!(ctx.err, "{caution}")?;
    }
    // Without a terminal the caution was shown, and the change is made.
    let asker = ctx.asker().filter(|_| !cautions.is_empty() && write.asks());
    // Others need not wait for the answer; changes made meanwhile are detected.
    let lock = lock.filter(|_| asker.is_none());
    let is_meant = asker.map_or(Ok(true), |asker| asker.consent("Continue anyway?"))?;
    if !is_meant {
        writeln!(ctx.err, "nothing was written")?;
        return Ok(Outcome::No);
    }
    carry_out(plan, ctx, &store, lock, write)
}

/// The error for a step that does not apply, with a hint.
pub(in crate::cli) fn refusal(deed: &str, name: &str, error: TransitionError) -> Failure {
    let hint = match &error {
        TransitionError::NotSo { instead, .. } => instead.replace("ADDRESS", name),
        TransitionError::Missing { .. } => "nothing was written".to_owned(),
    };
    Failure::refused(format!("cannot {deed} {name}: {error}")).hint(hint)
}

/// Returns the targets, each record once.
pub(in crate::cli) fn find(
    ctx: &mut Context,
    store: &Store,
    addresses: &[Address],
    expr: Option<&str>,
) -> Result<Vec<Target>, Failure> {
    let Some(words) = expr else {
        let addresses = addresses.iter().map(|address| ctx.address(store, address)).collect::<Result<Vec<_>, _>>()?;
        return Ok(named(store, &addresses)?);
    };
    let filter = Filter { expr: Some(expression(words, ctx.days.today)?), ..Filter::default() };
    let days = ctx.days;
    let targets = ctx.watching("reading the records", |count| matching(store, &filter, days, count))?;
    if targets.is_empty() { Err(Failure::because(format!("nothing matches `{words}`"))) } else { Ok(targets) }
}

/// The flags that take words.
const WORD_FLAGS: [&str; 9] = ["-m", "--message", "--reason", "--text", "-t", "--approved-by", "--owner", "--by", "--evidence"];

/// Returns the flag whose words are not in quotes: behind a finding and the flag stands more than one word, and the second is no
/// address.
fn unquoted_flag() -> Option<&'static str> {
    let args: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let is_address = |word: &String| word.contains(|c: char| c == ':' || c.is_ascii_digit());
    let flag = |at: usize| WORD_FLAGS.into_iter().find(|flag| *flag == args[at]);
    let is_loose = |at: usize| args.get(at).is_some_and(|word| !word.starts_with('-') && !is_address(word));
    let is_named_before = |at: usize| args[..at].iter().skip(1).any(is_address);
    (0..args.len()).find_map(|at| flag(at).filter(|_| is_named_before(at) && is_loose(at + 1) && is_loose(at + 2)))
}

/// Checks that a text is not empty.
pub(in crate::cli) fn non_empty_text(text: &str) -> Result<String, String> {
    if text.contains(char::is_alphanumeric) { Ok(text.trim().to_owned()) } else { Err("it is empty".to_owned()) }
}
