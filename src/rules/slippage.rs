//! Rules on what only the dates of a log can tell: dates that move late or often, silence, entries written long afterwards.
//!
//! Most are off by default: they ask a question, and the answer may be a good one.

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::{Date, Extension, FieldPath, Finding, FindingRef, Record};

family! { "Slippage", "slippage.md", check:
    /// Reports an extension agreed in the week before the date that it replaces.
    EXTENDED_ON_THE_EVE = Allow "extended-on-the-eve" Always;
    /// Reports an extension agreed after the date that it replaces.
    EXTENDED_AFTER_DUE = Warn "extended-after-due" Always;
    /// Reports the second extension of a finding and each later one.
    EXTENDED_AGAIN = Allow "extended-again" Always;
    /// Reports an open finding of which nothing was recorded for a quarter.
    SILENT_FOR_A_QUARTER = Allow "silent-for-a-quarter" Always;
    /// Reports a log entry dated weeks before the change that adds it.
    ENTRY_DATED_BACK = Allow "entry-dated-back" Against;
}

/// A date moved within this many days before it passes was known to be in danger earlier: boards meet monthly.
const EVE: i64 = 7;
/// A board hears of progress every quarter; the longest quarter has 92 days.
const QUARTER: i64 = 92;
/// A log that is kept up is at most two weeks behind, which covers somebody's leave.
const BACK: i64 = 14;

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    let before = subject.before.and_then(|before| before.record.as_ref());
    // What another body must do is not this office's to track.
    for (reference, at, finding) in record.findings().filter(|(_, _, finding)| finding.is_ours()) {
        extended_in_time(&reference, &at, finding, report);
        heard_of(record, &reference, &at, finding, context.by.on, report);
        if let Some(earlier) = before.and_then(|before| before.finding(&reference)) {
            written_in_time(&at, finding, earlier, context.by.today, report);
        }
    }
}

fn extended_in_time(reference: &FindingRef, at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    // Without a date from the inspectorate, the first extension replaces the force's target.
    each_in_time(&reference.to_string(), at, finding.due.or(finding.target), &finding.extensions, report);
    for (index, action) in finding.actions.iter().enumerate() {
        let name = format!("action {} of {reference}", index + 1);
        each_in_time(&name, &at.key("actions").index(index), action.target, &action.extensions, report);
    }
}

fn each_in_time(name: &str, at: &FieldPath, first: Option<Date>, extensions: &[Extension], report: &mut DiagnosticCollector<'_>) {
    let mut replaced = first;
    for (index, extension) in extensions.iter().enumerate() {
        let place = at.key("extensions").index(index);
        let (agreed, to) = (extension.agreed, extension.to);
        let left = replaced.map(|due| (due, due.days_since(agreed)));
        if let Some((due, left)) = left.filter(|(_, left)| *left < 0) {
            let late = -left;
            let message = format!("{name} was extended to {to} on {agreed}, {late} days after {due}, when it was due");
            let help = "have a later date approved before the due date passes: in between it was overdue".to_owned();
            report.at(&EXTENDED_AFTER_DUE, place.key("agreed"), message, help).about(to);
        }
        if let Some((due, left)) = left.filter(|(_, left)| (0..=EVE).contains(left)) {
            let message = format!("{name} was extended to {to} on {agreed}, {left} days before {due}, when it was due");
            let help = "ask when it was known that the date would not be met".to_owned();
            report.at(&EXTENDED_ON_THE_EVE, place.key("agreed"), message, help).about(to);
        }
        if index > 0 {
            let message = format!("{name} was extended again, to {to}: extension {} of {}", index + 1, extensions.len());
            let help = "ask whether the new date rests on anything that the last one did not".to_owned();
            report.at(&EXTENDED_AGAIN, place.key("to"), message, help).about(to);
        }
        replaced = Some(to);
    }
}

fn heard_of(
    record: &Record,
    reference: &FindingRef,
    at: &FieldPath,
    finding: &Finding,
    on: Date,
    report: &mut DiagnosticCollector<'_>,
) {
    if !finding.latest_status().is_open() {
        return;
    }
    let entries = finding.progress.iter().map(|entry| entry.date);
    let extensions = finding.every_extension().map(|(_, extension)| extension.agreed);
    let done = finding.actions.iter().filter_map(|action| action.done);
    let events = entries.chain(extensions).chain(done).chain([record.inspection.published]);
    let Some(last) = events.filter(|day| *day <= on).max() else { return };
    if on.days_since(last) > QUARTER {
        let message = format!("nothing was recorded on {reference} since {last}");
        let help = "ask its owner, and record the answer with `irr progress`, also if there is nothing new".to_owned();
        report.at(&SILENT_FOR_A_QUARTER, at.key("progress"), message, help).about("");
    }
}

fn written_in_time(at: &FieldPath, finding: &Finding, earlier: &Finding, today: Date, report: &mut DiagnosticCollector<'_>) {
    let is_new = |day: Date| today.days_since(day) > BACK;
    for (index, entry) in finding.progress.iter().enumerate() {
        if is_new(entry.date) && !earlier.progress.contains(entry) {
            let days = today.days_since(entry.date);
            let message = format!("this entry is dated {}, {days} days before the change that adds it", entry.date);
            let help = "if it tells what happened then, say in its note that it was written later".to_owned();
            report.at(&ENTRY_DATED_BACK, at.key("progress").index(index).key("date"), message, help).about(entry.date);
        }
    }
}
