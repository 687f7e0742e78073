//! The records and findings that a command changes.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::args::filter::expression;
use crate::cli::args::plan::{Plan, WriteArgs};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::{complete, gather};
use crate::model::nearest::nearest;
use crate::model::step::{Step, StepError};
use crate::model::{Address, Case, FindingRef, Record, RecordId, Snapshot};
use crate::prose::counted;
use crate::query::{Filter, LookupError, find_record};
use crate::store::{Loaded, Store, StoreError};
use crate::yaml::{self, EditError};

/// Which findings to change: their addresses, or an expression that they match.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct TargetArgs {
    /// A finding of a record, named by any unique part of the record's id: custody:R1. Several findings change together or not at
    /// all
    #[arg(value_name = "ADDRESS", required_unless_present = "expr", add = complete::by(complete::address))]
    addresses: Vec<Address>,
    /// Every finding that matches this expression, including closed ones and other bodies': 'owner ~ "training" and overdue'
    #[arg(long = "where", value_name = "EXPR", add = complete::by(complete::conditions), conflicts_with = "addresses")]
    expr: Option<String>,
}

impl TargetArgs {
    /// Returns the addresses.
    pub(in crate::cli) fn addresses(&self) -> &[Address] {
        &self.addresses
    }

    /// Returns the records and findings.
    pub(in crate::cli) fn find(&self, ctx: &mut Context, store: &Store) -> Result<Vec<Target>, Failure> {
        find(ctx, store, &self.addresses, self.expr.as_deref())
    }
}

/// A record to change, as it was read.
pub(in crate::cli) struct Target {
    pub(in crate::cli) id: RecordId,
    pub(in crate::cli) text: String,
    pub(in crate::cli) record: Record,
    /// Its findings; empty if the record itself is meant.
    pub(in crate::cli) findings: Vec<FindingRef>,
}

/// Applies a step to each finding, and writes the result if it applies to all.
pub(in crate::cli) fn take<S: Step>(
    ctx: &mut Context,
    deed: &str,
    targets: &TargetArgs,
    write: WriteArgs,
    step: impl Fn(&Record) -> Result<S, Failure>,
) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let lock = write.lock(ctx, &store, deed)?;
    let targets = targets.find(ctx, &store)?;
    let mut plan = Plan::of(format!("{deed} {}", told(&targets)));
    let (mut refused, mut cautions) = (0, Vec::new());
    for target in targets {
        let step = step(&target.record)?;
        if target.findings.is_empty() {
            let message = format!("cannot {deed} {}: name a finding, not only the record", target.id);
            let instead = step.of_a_record(&target.record).map_or_else(String::new, |instead| format!("; {instead}"));
            return Err(Failure::said(message).hint(format!("it has {}{instead}", refs(&target.record))));
        }
        let mut after = target.record.clone();
        let places = after.finding_places();
        for reference in &target.findings {
            let findings = after.findings_of_mut(reference.kind);
            let Some(finding) = places.get(reference).and_then(|place| findings.get_mut(*place)) else {
                return Err(no_finding(&target.id, &target.record, reference));
            };
            let caution = step.caution(finding);
            match step.take(finding) {
                Ok(told) => {
                    cautions.extend(caution.map(|caution| format!("{}:{reference}: {caution}", target.id)));
                    plan.tell(format!("{}:{reference}: {told}", target.id));
                }
                Err(error) => {
                    refused += 1;
                    ctx.tell(&refusal(deed, &format!("{}:{reference}", target.id), error));
                }
            }
        }
        if refused == 0 {
            revise(&mut plan, target, &after)?;
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
    plan.carry_out(ctx, &store, lock, write)
}

/// Adds a record's changed text to the plan.
pub(in crate::cli) fn revise(plan: &mut Plan, target: Target, after: &Record) -> Result<(), Failure> {
    let text = yaml::revise(&target.text, &target.record, after).map_err(|error| cannot_edit(error, &target.id))?;
    plan.set.put(target.id, Some(target.text), Some(text));
    Ok(())
}

/// The error for a step that does not apply, with a hint.
pub(in crate::cli) fn refusal(deed: &str, name: &str, error: StepError) -> Failure {
    let hint = match &error {
        StepError::NotSo { instead, .. } => instead.replace("ADDRESS", name),
        StepError::Missing { .. } => "nothing was written".to_owned(),
    };
    Failure::said(format!("cannot {deed} {name}: {error}")).hint(hint)
}

fn cannot_edit(error: EditError, id: &RecordId) -> Failure {
    Failure::new(error, format!("cannot change {}", Store::name_of(id))).hint("nothing was written: `irr edit` opens the file")
}

/// Lists the targets by name.
pub(in crate::cli) fn names(targets: &[Target]) -> String {
    let each = targets.iter().flat_map(|target| match &target.findings[..] {
        [] => vec![target.id.to_string()],
        findings => findings.iter().map(|finding| format!("{}:{finding}", target.id)).collect(),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// Describes the targets: the only one, or how many.
pub(in crate::cli) fn told(targets: &[Target]) -> String {
    let findings: usize = targets.iter().map(|target| target.findings.len()).sum();
    match targets {
        [one] if one.findings.is_empty() => one.id.to_string(),
        [Target { id, findings, .. }] if findings.len() == 1 => format!("{id}:{}", findings[0]),
        _ if findings > 0 => counted(findings, "finding", "findings"),
        several => counted(several.len(), "record", "records"),
    }
}

/// Returns the targets, each record once.
pub(in crate::cli) fn find(
    ctx: &mut Context,
    store: &Store,
    addresses: &[Address],
    expr: Option<&str>,
) -> Result<Vec<Target>, Failure> {
    match expr {
        Some(expr) => matching(ctx, store, expr),
        None => named(store, addresses),
    }
}

/// Returns the record that a part of an id selects; if there is none, a folder that could not be listed is reported.
pub(in crate::cli) fn one(store: &Store, part: &str) -> Result<RecordId, Failure> {
    let (ids, troubles) = store.ids()?;
    let hides = |trouble: &StoreError| {
        matches!(trouble, StoreError::List { .. } | StoreError::NotRegular { .. } | StoreError::Twins { .. })
    };
    let unknown = |error: LookupError| troubles.into_iter().find(hides).map_or_else(|| error.into(), Failure::from);
    find_record(&ids, part).cloned().map_err(unknown)
}

/// Returns the error of a folder that could not be listed.
fn unlisted(troubles: Vec<StoreError>) -> Option<StoreError> {
    troubles.into_iter().find(|trouble| matches!(trouble, StoreError::List { .. }))
}

fn named(store: &Store, addresses: &[Address]) -> Result<Vec<Target>, Failure> {
    let mut targets: BTreeMap<RecordId, Target> = BTreeMap::new();
    let mut whole = Vec::new();
    for address in addresses {
        let id = &one(store, &address.record)?;
        if !targets.contains_key(id) {
            targets.insert(id.clone(), load(store, id)?);
        }
        let Some(target) = targets.get_mut(id) else { continue };
        match &address.finding {
            None => whole.push(id.clone()),
            Some(wanted) => {
                is_the_one(target, wanted)?;
                if !target.findings.contains(wanted) {
                    target.findings.push(wanted.clone());
                }
            }
        }
    }
    if let Some(id) = whole.iter().find(|id| targets.get(*id).is_some_and(|target| !target.findings.is_empty())) {
        return Err(
            Failure::said(format!("cannot change {id} and its findings in one command")).hint("name the record or its findings")
        );
    }
    Ok(targets.into_values().collect())
}

fn matching(ctx: &mut Context, store: &Store, expr: &str) -> Result<Vec<Target>, Failure> {
    let filter = Filter { expr: Some(expression(expr, ctx.today)?), ..Filter::default() };
    let (today, actual_today) = (ctx.today, ctx.actual_today);
    let select = |loaded: Loaded| {
        let record = match &loaded.parsed {
            Ok(record) => record,
            Err(_) => return Err(Box::new(gather::unreadable(&loaded))),
        };
        let snapshot = gather::seen(store, Snapshot::new(record.clone(), today)).seen_from(actual_today);
        let cases = Case::shown(&loaded.id, &snapshot).filter(|case| filter.matches(case));
        let findings: Vec<FindingRef> = cases.map(|case| case.reference).collect();
        let mut times: BTreeMap<FindingRef, usize> = BTreeMap::new();
        record.findings().for_each(|(reference, ..)| *times.entry(reference).or_default() += 1);
        if let Some(twice) = findings.iter().find(|wanted| times.get(wanted).is_some_and(|times| *times > 1)) {
            let message = format!("{} has several findings numbered {twice}", loaded.id);
            return Err(Box::new(Failure::said(message).hint("give them different numbers with `irr edit`")));
        }
        Ok((!findings.is_empty()).then(|| Target {
            id: loaded.id.clone(),
            text: loaded.text.clone(),
            record: record.clone(),
            findings,
        }))
    };
    let (found, mut troubles) = ctx.watching("reading the records", |count| store.load_each(count, select))?;
    // An unreadable record may be selected too, and all must change together.
    if let Some(trouble) = troubles.pop() {
        return Err(trouble.into());
    }
    let mut targets = Vec::new();
    for found in found {
        targets.extend(found.map_err(|failure| *failure)?);
    }
    if targets.is_empty() {
        return Err(Failure::said(format!("nothing matches `{expr}`")));
    }
    Ok(targets)
}

/// Reads a record to change.
pub(in crate::cli) fn load(store: &Store, id: &RecordId) -> Result<Target, Failure> {
    let loaded = store.load(id.clone())?;
    match loaded.parsed {
        Ok(record) => Ok(Target { id: loaded.id, text: loaded.text, record, findings: Vec::new() }),
        Err(_) => Err(gather::unreadable(&loaded)),
    }
}

/// Checks that the record has exactly one finding of this number.
pub(in crate::cli) fn is_the_one(target: &Target, wanted: &FindingRef) -> Result<(), Failure> {
    match target.record.findings().filter(|(reference, ..)| reference == wanted).count() {
        0 => Err(no_finding(&target.id, &target.record, wanted)),
        1 => Ok(()),
        more => {
            let message = format!("{} has {more} findings numbered {wanted}, so it is not clear which one is meant", target.id);
            Err(Failure::said(message).hint(format!("give them different numbers with `irr edit {}:{wanted}`", target.id)))
        }
    }
}

/// The error for a missing finding, with those that exist.
pub(in crate::cli) fn no_finding(id: &RecordId, record: &Record, wanted: &FindingRef) -> Failure {
    let known: Vec<String> = record.findings().map(|(reference, ..)| reference.to_string()).collect();
    let hint = match (nearest(&wanted.to_string(), known.iter().map(String::as_str)), known.is_empty()) {
        (_, true) => format!("the record has no findings: `irr add {id}:{wanted} text=…` adds one"),
        (Some(near), _) if known.len() > 12 => format!("did you mean {near}?"),
        _ => format!("it has {}", known.join(", ")),
    };
    Failure::said(format!("{id} has no {wanted}")).hint(hint)
}

fn refs(record: &Record) -> String {
    let refs: Vec<String> = record.findings().map(|(reference, ..)| reference.to_string()).collect();
    if refs.is_empty() { "no findings yet".to_owned() } else { refs.join(", ") }
}

/// Returns the records whose text contains one of the words.
pub(in crate::cli) fn speaking_of(store: &Store, words: &[String], but: &[&RecordId]) -> Result<Vec<Target>, Failure> {
    let ids = match store.ids() {
        Err(StoreError::NoRecords { .. }) => Vec::new(),
        found => {
            let (ids, troubles) = found?;
            // A record that cannot be listed may have a link to update.
            unlisted(troubles).map_or(Ok(ids), Err)?
        }
    };
    let others: Vec<&RecordId> = ids.iter().filter(|id| !but.contains(id)).collect();
    store.mentioning(&others, words).into_iter().map(|id| load(store, id)).collect()
}

/// Checks that a text is not empty.
pub(in crate::cli) fn worded(text: &str) -> Result<String, String> {
    if text.contains(char::is_alphanumeric) { Ok(text.trim().to_owned()) } else { Err("it is empty".to_owned()) }
}
