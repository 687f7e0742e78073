//! What `irr import` says of a tracker: how its sheets were read, and what changes in each record.

use std::io::Write;

use crate::cli::commands::import::tracker::destination::Destination;
use crate::cli::commands::import::tracker::said::unknown_statuses;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::intake::tracker::{SheetReading, TrackerReading, TrackerReport, TrackerUpdate};
use crate::model::{Finding, RecordId};
use crate::prose::{counted, shortened};

/// The most lines about one record: a first import has hundreds of findings.
const MOST_LINES: usize = 40;

/// Says how each sheet was read.
pub(in crate::cli::commands) fn tell_sheets(ctx: &mut Context, reading: &TrackerReading) -> Result<(), Failure> {
    for sheet in &reading.sheets {
        let name = if sheet.name.is_empty() { "the sheet".to_owned() } else { format!("sheet {}", sheet.name) };
        let Some(row) = sheet.heads else {
            writeln!(ctx.err, "{name}: no findings (no row has the heads of a tracker)")?;
            continue;
        };
        let hidden = if sheet.is_hidden { " (hidden)" } else { "" };
        writeln!(ctx.err, "{name}{hidden}: heads in row {row}, {}", counted(sheet.findings, "finding", "findings"))?;
        let known = sheet.columns.iter().filter_map(|column| {
            let doubt = if column.is_guessed { "?" } else { "" };
            Some(format!("{} → {}{doubt}", shown(&column.head), words(column.field?.as_str())))
        });
        writeln!(ctx.err, "  {}", known.collect::<Vec<_>>().join("; "))?;
        tell_unknown(ctx, sheet)?;
        tell_statuses(ctx, sheet)?;
        let (rows, columns) = sheet.hidden;
        if rows + columns > 0 {
            let some = |count: usize, one: &str, many: &str| (count > 0).then(|| counted(count, one, many));
            let parts = [some(rows, "hidden row", "hidden rows"), some(columns, "hidden column", "hidden columns")];
            let hidden = parts.into_iter().flatten().collect::<Vec<_>>().join(" and ");
            writeln!(ctx.err, "  read, too: {hidden}")?;
        }
    }
    Ok(())
}

fn shown(head: &str) -> String {
    format!("“{}”", shortened(head, 40))
}

fn words(field: &str) -> String {
    field.replace('_', " ")
}

fn tell_unknown(ctx: &mut Context, sheet: &SheetReading) -> Result<(), Failure> {
    let unknown: Vec<String> = sheet
        .columns
        .iter()
        .filter(|column| column.field.is_none())
        .map(|column| if column.head.is_empty() { format!("column {}", column.column + 1) } else { shown(&column.head) })
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Ok(writeln!(ctx.err, "  kept under `unplaced`: {} (--map 'HEAD=FIELD' gives a column a field)", unknown.join(", "))?)
}

fn tell_statuses(ctx: &mut Context, sheet: &SheetReading) -> Result<(), Failure> {
    let said = sheet.statuses.iter().filter(|(said, _)| !said.is_unknown).map(|(said, count)| {
        let means = said.status.map_or_else(
            || if said.is_overdue { "nothing (irr computes it)".to_owned() } else { "nothing".to_owned() },
            |status| status.words(),
        );
        format!("“{}” → {means} ({count})", said.words)
    });
    let said: Vec<String> = said.collect();
    if !said.is_empty() {
        writeln!(ctx.err, "  status: {}", said.join("; "))?;
    }
    let unknown: Vec<String> = unknown_statuses(sheet).map(|(said, count)| format!("“{}” ({count})", said.words)).collect();
    if !unknown.is_empty() {
        let first = unknown_statuses(sheet).next().map_or("", |(said, _)| said.words.as_str());
        writeln!(ctx.err, "  no status, because irr does not know what it means here: {}", unknown.join("; "))?;
        writeln!(ctx.err, "  say it with --map '{first}=in progress' (or another status); irr.yaml keeps it")?;
    }
    if let Some((first, _)) = sheet.unknown_priorities.first() {
        let words = sheet.unknown_priorities.iter().map(|(word, count)| format!("“{word}” ({count})"));
        writeln!(ctx.err, "  no priority, and kept under `unplaced`: {}", words.collect::<Vec<_>>().join("; "))?;
        writeln!(ctx.err, "  say it with --map '{first}=high' (or medium, low); irr.yaml keeps it")?;
    }
    Ok(())
}

/// Says how many questions the import will ask, where a dry run asks none.
pub(super) fn tell_questions(ctx: &mut Context, questions: usize) -> Result<(), Failure> {
    if questions == 0 {
        return Ok(());
    }
    let many = counted(questions, "question", "questions");
    Ok(writeln!(ctx.err, "without --dry-run irr first asks {many} about what is marked with `?` or not known above")?)
}

/// Says what changes in each record.
pub(super) fn tell_updates(
    ctx: &mut Context,
    destinations: &[(Destination, TrackerReport)],
    updates: &[(RecordId, TrackerUpdate)],
) -> Result<(), Failure> {
    writeln!(ctx.err)?;
    for ((destination, report), (id, update)) in destinations.iter().zip(updates) {
        let title = &update.record.inspection.title;
        if destination.is_new() {
            let findings = counted(report.findings.len(), "finding", "findings");
            writeln!(ctx.err, "{id} is new: “{title}”, {findings}{}", left_and_guessed(report, update))?;
            continue;
        }
        if update.changes.is_empty() {
            writeln!(ctx.err, "{id}: nothing new")?;
        } else {
            writeln!(ctx.err, "{id} (“{title}”):")?;
        }
        for (finding, what) in update.changes.iter().take(MOST_LINES) {
            match finding {
                Some(finding) => writeln!(ctx.err, "  {finding}: {what}")?,
                None => writeln!(ctx.err, "  {what}")?,
            }
        }
        if let Some(more) = update.changes.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
            writeln!(ctx.err, "  and {more} more changes: `irr undo` takes all of them back, and `git diff` shows them")?;
        }
        for kept in &update.kept {
            writeln!(ctx.err, "  not taken: {kept}")?;
        }
    }
    Ok(())
}

fn left_and_guessed(report: &TrackerReport, update: &TrackerUpdate) -> String {
    let left = report.findings.iter().map(|finding| finding.left.len()).sum::<usize>() + report.left.len();
    let left = if left > 0 { format!("; {} under `unplaced`", counted(left, "cell", "cells")) } else { String::new() };
    match update.guesses.len() {
        0 => left,
        count => format!("{left}; {} marked `# irr: check`", counted(count, "guessed value", "guessed values")),
    }
}

/// Says what is still missing, and what to do next.
pub(super) fn tell_next(
    ctx: &mut Context,
    destinations: &[(Destination, TrackerReport)],
    updates: &[(RecordId, TrackerUpdate)],
) -> Result<(), Failure> {
    let unproven: usize = updates.iter().map(|(_, update)| update.unproven()).sum();
    if unproven > 0 {
        writeln!(ctx.err, "{} closed, and the tracker has no evidence for it", counted(unproven, "finding is", "findings are"))?;
    }
    let is_answered = |finding: &Finding| finding.commissioner_response.is_some() || finding.chief_officer_response.is_some();
    let is_new = |((destination, _), (_, update)): &(&(Destination, TrackerReport), &(RecordId, TrackerUpdate))| {
        let record = &update.record;
        destination.is_new() && record.owes_response() && !record.findings().all(|(_, _, finding)| is_answered(finding))
    };
    if let Some(((destination, _), _)) = destinations.iter().zip(updates).find(is_new) {
        let id = destination.id();
        writeln!(
            ctx.err,
            "not every finding has a response in the tracker: `irr import --into {id} RESPONSE` adds a published one"
        )?;
    }
    writeln!(ctx.err, "next: `irr list` shows what was read; `irr validate` lists what is missing; `irr undo` takes it back")?;
    Ok(())
}
