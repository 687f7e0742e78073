//! A workbook of irr that people have worked in: each changed cell becomes a step, shown and asked before it is written.

use std::collections::BTreeMap;
use std::io::Write;

use crate::cli::args::write::WriteArgs;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::{Prompter, Question};
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::intake::tracker::{DateRequest, ReturnedRow, ReturnedWorkbook, RowSteps, StepContext, StepNeed, take_steps};
use crate::model::transition::{Extend, MoveAction, Transition};
use crate::model::{Date, Extension, Finding, FindingRef, RecordId, SchemaVersion};
use crate::prose::counted;
use crate::session::resolve::load;
use crate::session::{Plan, Target};
use crate::store::Store;

/// A workbook, or a part of a mail, that came back, and who has answered in it.
pub(in crate::cli::commands) struct Answer {
    /// What it is called in messages.
    pub(in crate::cli::commands) name: String,
    /// Who has answered; nobody where it is the office's own workbook.
    pub(in crate::cli::commands) by: Option<String>,
    /// The day it was written, if it says one.
    pub(in crate::cli::commands) day: Option<Date>,
    pub(in crate::cli::commands) returned: ReturnedWorkbook,
}

/// What a row comes to.
struct TakenRow {
    finding: FindingRef,
    place: String,
    steps: RowSteps,
}

/// Takes the changes of some workbooks as one change. The outcome is `No` where something in them was not taken.
pub(in crate::cli::commands) fn put_answers(
    ctx: &mut Context,
    deed: &str,
    answers: &[Answer],
    write: WriteArgs,
) -> Result<Outcome, Failure> {
    let store = ctx.store()?;
    let mut targets: BTreeMap<RecordId, (Target, crate::model::Record)> = BTreeMap::new();
    let mut is_whole = true;
    for answer in answers {
        for unclear in &answer.returned.unclear {
            writeln!(ctx.err, "{}: {unclear}", answer.name)?;
            is_whole = false;
        }
        if answer.returned.missing > 0 && answer.by.is_none() {
            let rows = counted(answer.returned.missing, "row was deleted in it", "rows were deleted in it");
            writeln!(ctx.err, "{}: {rows}; nothing is deleted in the records", answer.name)?;
        }
        for row in &answer.returned.rows {
            let Some(taken) = take_row(ctx, &store, answer, row, &mut targets, write)? else {
                is_whole = false;
                continue;
            };
            is_whole &= tell(ctx, answer, row, &taken)?;
        }
    }
    let lock = lock_to_write(ctx, &store, deed, write)?;
    let mut plan = Plan::of(deed);
    (plan.is_told, plan.is_reviewed) = (true, true);
    let mut changed = 0;
    for (target, after) in targets.into_values() {
        let before: BTreeMap<FindingRef, &Finding> = target.record.findings().map(|(of, _, finding)| (of, finding)).collect();
        changed += after.findings().filter(|(of, _, finding)| before.get(of) != Some(finding)).count();
        plan.revise(target, &after)?;
    }
    if !plan.set.is_empty() && write.writes() {
        plan.describe(format!("{} changed", counted(changed, "finding", "findings")));
    }
    let outcome = carry_out(plan, ctx, &store, lock, write)?;
    Ok(if is_whole { outcome } else { outcome.max(Outcome::No) })
}

/// Takes the steps of a row; `None` if its finding is not there.
fn take_row(
    ctx: &mut Context,
    store: &Store,
    answer: &Answer,
    row: &ReturnedRow,
    targets: &mut BTreeMap<RecordId, (Target, crate::model::Record)>,
    write: WriteArgs,
) -> Result<Option<TakenRow>, Failure> {
    let (Some(id), Some(reference)) = (row.record(), row.finding.finding.clone()) else { return Ok(None) };
    if !targets.contains_key(&id) {
        if !store.has(&id) {
            writeln!(ctx.err, "{}: {}: {id} is not in the records; was it renamed?", answer.name, row.place)?;
            return Ok(None);
        }
        let target = load(store, &id)?;
        let after = target.record.clone();
        targets.insert(id.clone(), (target, after));
    }
    let Some((_, after)) = targets.get_mut(&id) else { return Ok(None) };
    let version = after.schema_version;
    let Some(finding) = after.finding_mut(&reference) else {
        writeln!(ctx.err, "{}: {}: {id} has no {reference}", answer.name, row.place)?;
        return Ok(None);
    };
    let mut context = StepContext {
        today: ctx.days.today,
        day: answer.day.filter(|day| *day <= ctx.days.today).unwrap_or(ctx.days.today),
        by: answer.by.clone(),
        given: BTreeMap::new(),
    };
    let mut trial = finding.clone();
    let mut steps = take_steps(row, &mut trial, version, &context);
    let asker = ctx.asker().filter(|_| write.asks());
    if let Some(asker) = asker.as_ref().filter(|_| !steps.needs.is_empty()) {
        for need in steps.needs.clone() {
            let said = ask(ctx, asker, &format!("{id}:{reference}"), need)?;
            context.given.extend(said.map(|said| (need, said)));
        }
        trial = finding.clone();
        steps = take_steps(row, &mut trial, version, &context);
    }
    if let Some(asker) = &asker {
        for request in std::mem::take(&mut steps.requests) {
            match approve(ctx, asker, &format!("{id}:{reference}"), &request, &mut trial, version)? {
                Some(told) => steps.changes.push(told),
                None => steps.requests.push(request),
            }
        }
    }
    *finding = trial;
    Ok(Some(TakenRow { finding: reference, place: row.place.clone(), steps }))
}

fn words_of(need: StepNeed) -> (&'static str, &'static str) {
    match need {
        StepNeed::Reason => ("Reason:", "a reason"),
        StepNeed::Approver => ("Approved by:", "who approved it"),
        StepNeed::Evidence => ("Evidence:", "evidence"),
    }
}

/// Asks for what a step needs; an empty answer leaves the step out.
fn ask(ctx: &mut Context, asker: &Prompter, of: &str, need: StepNeed) -> Result<Option<String>, Failure> {
    let (question, what) = words_of(need);
    writeln!(ctx.err, "{of}: the workbook does not say {what}")?;
    let help = Some("Enter alone leaves this step out");
    let said = asker.text(&Question { help, ..Question::new(question, &[]) }, |text| Ok(text.trim().to_owned()))?;
    Ok(Some(said).filter(|said| !said.is_empty()))
}

/// Asks who approves a later date; an empty answer approves nothing.
fn approve(
    ctx: &mut Context,
    asker: &Prompter,
    of: &str,
    request: &DateRequest,
    finding: &mut Finding,
    version: SchemaVersion,
) -> Result<Option<String>, Failure> {
    let because = request.reason.as_ref().map_or_else(|| ", without a reason".to_owned(), |reason| format!(": {reason}"));
    let what = request.action.map_or_else(String::new, |number| format!(" for action {number}"));
    writeln!(ctx.err, "{of} asks for {} as the new date{what}{because}", request.to.in_safe_words())?;
    let help = Some("Enter alone approves nothing; the wish stays in the log");
    let said = asker.text(&Question { help, ..Question::new("Approved by:", &[]) }, |text| Ok(text.trim().to_owned()))?;
    if said.is_empty() {
        return Ok(None);
    }
    let reason = match &request.reason {
        Some(reason) => Some(reason.clone()),
        None => ask(ctx, asker, of, StepNeed::Reason)?,
    };
    let today = ctx.days.today;
    let refused = |error| Failure::new(error, format!("cannot extend {of}"));
    let told = match request.action {
        Some(number) => MoveAction { which: number.to_string(), to: request.to, reason, approved_by: Some(said), date: today }
            .take(finding, version)
            .map_err(refused)?,
        None => {
            let extension = Extension { reason, approved_by: Some(said), ..Extension::until(request.to, today) };
            Extend(extension).take(finding, version).map_err(refused)?
        }
    };
    Ok(Some(told))
}

/// Says what a row comes to; returns whether all of it is taken.
fn tell(ctx: &mut Context, answer: &Answer, row: &ReturnedRow, taken: &TakenRow) -> Result<bool, Failure> {
    let of = format!("{}:{}", row.finding.record, taken.finding);
    for change in &taken.steps.changes {
        writeln!(ctx.err, "{of}: {change}")?;
    }
    for moved in &taken.steps.moved {
        writeln!(ctx.err, "{of} ({}, {}): {}", answer.name, taken.place, moved.replace("ADDRESS", &of))?;
    }
    for kept in &taken.steps.kept {
        writeln!(ctx.err, "not taken: {of} ({}, {}): {}", answer.name, taken.place, kept.replace("ADDRESS", &of))?;
    }
    let needs: Vec<&str> = taken.steps.needs.iter().map(|need| words_of(*need).1).collect();
    if !needs.is_empty() {
        let (name, place, needs) = (&answer.name, &taken.place, needs.join(" and "));
        writeln!(ctx.err, "not taken: {of} ({name}, {place}): the new date or status needs {needs}")?;
    }
    for request in &taken.steps.requests {
        let to = request.to;
        // The words of others in a line that is there to be copied.
        let reason = request.reason.as_deref().map_or(Ok("WHY".into()), shlex::try_quote).unwrap_or("WHY".into());
        let command = match request.action {
            Some(number) => format!("irr action move {of} --which {number} --to {to} --reason {reason} --approved-by NAME"),
            None => format!("irr extend {of} --to {to} --reason {reason} --approved-by NAME"),
        };
        writeln!(ctx.err, "to approve: {of} asks for {}: `{command}`", to.in_safe_words())?;
    }
    Ok(taken.steps.kept.is_empty() && taken.steps.needs.is_empty())
}
