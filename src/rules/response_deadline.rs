//! Rules on whether the response is made in time.

use crate::model::working_day::why_not_working;
use crate::model::{Date, DayCount, FieldPath, Record, ResponseDeadline, Stage};
use crate::rules::engine::rule::family;
use crate::rules::{DiagnosticCollector, RecordToCheck, RuleContext};

family! { "Response deadline", "response_deadline.md", check:
    /// Reports a response made after the deadline.
    RESPONSE_LATE = Deny "response-late" Always;
    /// Reports a missing response.
    RESPONSE_MISSING = Deny "response-missing" OnceDue;
    /// Reports a published response whose stage is still draft.
    STAGE_DISAGREES_WITH_PUBLICATION = Warn "stage-disagrees-with-publication" Always;
    /// Reports a response dated before its report.
    RESPONSE_BEFORE_REPORT = Deny "response-before-report" Always;
    /// Reports a deadline on a weekend or bank holiday, which the law does not move.
    DEADLINE_NOT_WORKING_DAY = Warn "deadline-not-working-day" UntilPublished;
}

/// Returns whether the response must be complete by now: it is marked as published, or its deadline has passed.
pub(super) fn duty_is_ripe(record: &Record, context: &RuleContext<'_>) -> bool {
    let clock = context.response(record);
    clock.is_owed && (record.stage == Stage::Published || clock.due.is_some_and(|due| context.by.on > due))
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    let clock = context.response(record);
    if clock.is_owed {
        published_in_time(record, &clock, context.by.on, report);
        deadline_is_a_working_day(record, &clock, report);
    }
}

/// Returns the path of a field of the publication.
pub(super) fn in_publication(key: &'static str) -> FieldPath {
    FieldPath::root().key("publication").key(key)
}

/// Returns the field of the day from which the time to respond counts, with a description.
pub(super) fn first_day(record: &Record) -> (FieldPath, String) {
    let begins = record.duty_begins();
    if record.duty_from == Some(begins) {
        let words = format!("{} {begins}", record.duty().trigger.verb());
        return (FieldPath::root().key("duty_from"), words);
    }
    let words = match record.response_period().map(|period| period.count) {
        Some(DayCount::Inclusive) => format!("the report's date, {}, is day 1", begins.weekday()),
        _ => format!("the report's date, {begins}"),
    };
    (FieldPath::root().key("inspection").key("published"), words)
}

/// Returns the name of the last day: "the last lawful day" only where a law sets it and the first day is known.
fn last_day(clock: &ResponseDeadline) -> &'static str {
    if clock.duty.is_law() && !clock.is_guess { "the last lawful day" } else { "the last day" }
}

/// Returns the field that has the day of the response.
fn responded_at(clock: &ResponseDeadline, record: &Record) -> FieldPath {
    let sent = clock.duty.sent_to.filter(|copy| record.publication.as_ref().is_some_and(|it| it.sent_to(copy.to).is_some()));
    in_publication(sent.map_or("published", |copy| copy.to.field()))
}

fn published_in_time(record: &Record, clock: &ResponseDeadline, on: Date, report: &mut DiagnosticCollector<'_>) {
    let (begins, last, done) = (record.inspection.published, last_day(clock), clock.duty.done());
    // Only for responses that are sent: for published ones `dates.rs` compares the date with the report's.
    if let Some(early) = record.responded().filter(|day| clock.duty.sent_to.is_some() && *day < clock.begins) {
        let message = format!("{done} {early}, before the time to respond began");
        let help = "one of the two dates is wrong: check both".to_owned();
        report.clash(&RESPONSE_BEFORE_REPORT, responded_at(clock, record), message, help, first_day(record));
    }
    // A day in the future is a planned one, and is judged like any other.
    match (record.responded(), clock.due) {
        (Some(published), Some(due)) if published > due => {
            let number = clock.day_number(published).zip(clock.period);
            let number = number.map_or_else(String::new, |(number, period)| format!(": day {number} of {}", period.number));
            let message = format!("{done} {published}, {last} was {due}{number}");
            // A late response stays late: changing the date would only falsify the record.
            let broken =
                if clock.duty.is_law() { "the law was broken, and no edit can fix that" } else { "no edit can fix that" };
            let help = format!("if the date is right, {broken}: give the reason in `# irr: allow(response-late) REASON`");
            report.clash(&RESPONSE_LATE, responded_at(clock, record), message, help, first_day(record));
        }
        (Some(published), _) if record.stage == Stage::Draft && published <= on => {
            let message = format!("the response was {done} on {published}, but its stage is still `draft`");
            let help = "write `stage: published`, so that the checks for published responses apply".to_owned();
            let other = (responded_at(clock, record), format!("the date it was {done}"));
            report.clash(&STAGE_DISAGREES_WITH_PUBLICATION, FieldPath::root().key("stage"), message, help, other);
        }
        (Some(_), _) => {}
        (None, _) if record.stage == Stage::Published => {
            let message = match clock.duty.sent_to {
                None => "the stage is `published`, but the publication date is missing".to_owned(),
                Some(copy) => {
                    format!("the stage is `published`, but the date on which the response was sent to {} is missing", copy.name)
                }
            };
            let field = clock.duty.sent_to.map_or("published", |copy| copy.to.field());
            let help = format!("write `publication:` with `{field}:`, or set the stage back to `draft`");
            report.at(&RESPONSE_MISSING, FieldPath::root().key("stage"), message, help);
        }
        (None, Some(due)) if on > due => {
            let message = match clock.duty.sent_to {
                None => format!("no response is {done} to the report of {begins}: {last} was {} {due}", due.weekday()),
                Some(_) => format!("no response to the report of {begins} is {done}: {last} was {} {due}", due.weekday()),
            };
            let field = clock.duty.sent_to.map_or("published", |copy| copy.to.field());
            let verb = if clock.duty.sent_to.is_some() { "send" } else { "publish" };
            let help = format!("{verb} it, and write the date in `publication.{field}`");
            // Always at the report's day: a `duty_from` that is written later makes no other problem of it.
            let report_day = FieldPath::root().key("inspection").key("published");
            let first = first_day(record);
            match first.0 == report_day {
                true => report.at(&RESPONSE_MISSING, report_day, message, help),
                false => report.clash(&RESPONSE_MISSING, report_day, message, help, first),
            };
        }
        (None, _) => {}
    }
}

fn deadline_is_a_working_day(record: &Record, clock: &ResponseDeadline, report: &mut DiagnosticCollector<'_>) {
    let Some(due) = clock.due.filter(|_| clock.published.is_none()) else { return };
    let Some(why) = why_not_working(due) else { return };
    let message = format!("{}, {} {due}, is {why}, which does not move it", last_day(clock), due.weekday());
    report.at(&DEADLINE_NOT_WORKING_DAY, first_day(record).0, message, "plan to publish before it".to_owned());
}
