//! `irr import TRACKER.xlsx`: a spreadsheet of findings into records.

mod destination;
mod said;
mod told;

use std::path::Path;

use crate::cli::args::import_document::{ImportArgs, name_of};
use crate::cli::commands::import::returned::{Answer, put_answers};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::intake::tracker::{self, TrackerReading, TrackerUpdate, Workbook};
use crate::intake::{ImportNoteCode, KnownFacts};
use crate::model::{Date, Record, RecordId, SchemaVersion};
use crate::prose::counted;
use crate::rules::identity::REF_GAP;
use crate::rules::{
    actions, audit, closing, comments, copies, dates, explanation, inspectorate, progress_log, response_deadline, slippage,
};
use crate::session::Plan;
use crate::session::resolve::load;
use crate::store::{ChangeSet, Store};
use crate::view::export::v1;
pub(in crate::cli::commands) use destination::existing_record;
use destination::{Destination, destinations};
pub(in crate::cli::commands) use said::TrackerWords;
use said::open_questions;
pub(in crate::cli::commands) use told::tell_sheets;

/// Reads a tracker, shows what it changes, and writes that as one change.
pub(in crate::cli::commands) fn put_tracker(
    ctx: &mut Context,
    file: &Path,
    bytes: &[u8],
    known: &KnownFacts,
    args: &ImportArgs,
    items: &mut Vec<v1::Imported>,
) -> Result<Outcome, Failure> {
    let name = file.file_name().map_or_else(|| name_of(file), |name| name.to_string_lossy().into_owned());
    let today = ctx.days.today;
    let book = ctx.watching(&args.reading(file), |_| tracker::read(bytes, &name))?;
    if let Some(returned) = tracker::read_returned(&book) {
        let by = returned.owner.clone();
        let answers = [Answer { name: name.clone(), by, day: None, returned }];
        return put_answers(ctx, &format!("import {name}"), &answers, args.write);
    }
    let book = only(book, &args.sheet)?;
    let store = ctx.store()?;
    let mut words = TrackerWords::of(&store, &args.map)?;
    let mut reading = ctx.watching(&args.reading(file), |_| words.read(&book, today));
    if args.is_text() && args.write.writes() && words.ask(ctx, &store, &reading)? {
        reading = words.read(&book, today);
    }
    if args.is_text() {
        tell_sheets(ctx, &reading)?;
    }
    must_have_findings(&reading)?;
    let destinations = destinations(ctx, &store, &reading, &mut words, known, args)?;
    let lock = lock_to_write(ctx, &store, "import", args.write)?;
    let mut plan = Plan::of(format!("import {name}"));
    (plan.is_told, plan.is_draft) = (true, true);
    plan.is_reviewed = ctx.asker().is_some();
    let mut updates = Vec::new();
    for (destination, report) in &destinations {
        let update = put_report(&mut plan, &store, destination, report, today)?;
        updates.push((destination.id().clone(), update));
    }
    let new = destinations.iter().zip(&updates).filter(|((destination, _), _)| destination.is_new());
    let new: Vec<_> = new.map(|(_, (id, update))| (id, &update.record, &update.guesses[..])).collect();
    plan.set.files.extend(ChangeSet::creations("import", &new)?.files);
    if args.is_text() {
        told::tell_updates(ctx, &destinations, &updates)?;
        if !args.write.writes() && ctx.asker().is_some() {
            told::tell_questions(ctx, open_questions(&reading, &words))?;
        }
    }
    let findings: usize = reading.reports.iter().map(|report| report.findings.len()).sum();
    let files = plan.set.files.len();
    if !plan.set.is_empty() && args.write.writes() {
        let written = counted(files, "record", "records");
        plan.describe(format!("{written} written from {name}, which has {}", counted(findings, "finding", "findings")));
        plan.question = Some(format!("Write this to {written}?"));
    }
    let outcome = carry_out(plan, ctx, &store, lock, args.write)?;
    let is_written = outcome == Outcome::Done && args.write.writes();
    if is_written {
        words.keep_map(ctx, &store, &reading)?;
        if args.is_text() {
            told::tell_next(ctx, &destinations, &updates)?;
        }
    }
    items.extend(updates.into_iter().zip(&destinations).map(|((id, update), (_, report))| {
        let said = report.unplaced().map(|left| (ImportNoteCode::Unplaced, left.trimmed().to_owned()));
        let kept = update.kept.into_iter().map(|kept| (ImportNoteCode::Disagrees, kept));
        let note = |(code, message): (ImportNoteCode, String)| v1::ImportComplaint {
            code: code.to_string(),
            line: Some(report.row as usize),
            paragraph: None,
            page: None,
            message,
            quote: None,
        };
        v1::Imported {
            document: file.display().to_string(),
            record: id.to_string(),
            written: is_written,
            draft: update.record,
            complaints: kept.chain(said).map(note).collect(),
            merged: Vec::new(),
        }
    }));
    Ok(outcome)
}

/// Returns the workbook with the named sheets only.
pub(in crate::cli::commands) fn only(mut book: Workbook, names: &[String]) -> Result<Workbook, Failure> {
    let all: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    if let Some(missing) = names.iter().find(|name| !all.iter().any(|other| other.eq_ignore_ascii_case(name))) {
        let message = format!("the workbook has no sheet `{missing}`");
        return Err(Failure::because(message).hint(format!("its sheets are {}", all.join(", "))));
    }
    // Of irr's own workbook the log and the responses are no lists of findings.
    let is_own = tracker::read_returned(&book).is_some();
    book.sheets.retain(|sheet| !is_own || sheet.name == "Findings");
    for sheet in &mut book.sheets {
        sheet.is_left_out = !names.is_empty() && !names.iter().any(|name| sheet.name.eq_ignore_ascii_case(name));
    }
    Ok(book)
}

fn must_have_findings(reading: &TrackerReading) -> Result<(), Failure> {
    if reading.reports.iter().any(|report| !report.findings.is_empty()) {
        return Ok(());
    }
    Err(Failure::because("no sheet has the heads of a tracker: one of a finding's number or words, and another")
        .hint("name the heads with --map, for example --map 'What they said=text' --map 'Who=owner'"))
}

/// Plans what a report changes in its record.
fn put_report(
    plan: &mut Plan,
    store: &Store,
    destination: &Destination,
    report: &tracker::TrackerReport,
    today: Date,
) -> Result<TrackerUpdate, Failure> {
    let id = destination.id();
    let refused = |error| Failure::new(error, format!("cannot import into {id}"));
    match destination {
        Destination::New { record, .. } => {
            let mut update = tracker::update(record, report, today).map_err(refused)?;
            update.guesses.extend(destination.guesses());
            Ok(update)
        }
        Destination::Existing { .. } | Destination::Named { .. } => {
            let target = load(store, id)?;
            must_be_latest(id, &target.record)?;
            let update = tracker::update(&target.record, report, today).map_err(refused)?;
            plan.is_reviewed = true;
            if plan.is_draft {
                plan.is_draft = false;
                // What the tracker does not have yet blocks nothing; what it would write wrongly does.
                let families = [
                    &response_deadline::FAMILY,
                    &comments::FAMILY,
                    &copies::FAMILY,
                    &explanation::FAMILY,
                    &inspectorate::FAMILY,
                    &closing::FAMILY,
                    &actions::FAMILY,
                    &dates::FAMILY,
                    &progress_log::FAMILY,
                    &slippage::FAMILY,
                    &audit::FAMILY,
                ];
                plan.granted.extend(families.iter().flat_map(|family| family.rules).map(|rule| rule.code));
                plan.granted.push(REF_GAP.code);
            }
            plan.revise_with_guesses(target, &update.record, &update.guesses)?;
            Ok(update)
        }
    }
}

/// A tracker has what only the latest version of the format can hold.
fn must_be_latest(id: &RecordId, record: &Record) -> Result<(), Failure> {
    if record.schema_version == SchemaVersion::LATEST {
        return Ok(());
    }
    Err(Failure::because(format!("cannot import into {id}: it is of an older version of the format"))
        .hint(format!("`irr migrate {id}` changes it to the latest one")))
}
