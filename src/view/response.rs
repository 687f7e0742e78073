//! Describes the state of a response against its deadline.

use super::export::v1;
use crate::model::{DayCount, Record, RecordId, ResponseDeadline};
use crate::view::labels::{day, days_in_words};
use crate::view::{Cell, Role};

/// Returns the state of a response in one line.
pub(super) fn response(record: &Record, clock: &ResponseDeadline) -> Cell {
    let done = clock.duty.done();
    // Without a deadline no days are counted; the sentence gives the reason instead.
    let Some(due) = clock.due else { return without_last_day(record, clock) };
    // An extended deadline is always shown with the original one, as for findings.
    let extended = clock.original_due.filter(|original| *original != due);
    let extended = extended.map_or_else(String::new, |original| format!(", extended from {}", day(original)));
    let (last, number) = (format!("{}{extended}", day(due)), day_of(clock));
    match (clock.published, clock.days_late()) {
        (Some(published), late) => {
            let late = late.map(|late| format!("{} late", days_in_words(late)));
            let role = if late.is_some() { Role::Overdue } else { Role::Done };
            let parts: Vec<String> = [Some(format!("{done} {}", day(published))), number, late].into_iter().flatten().collect();
            Cell::new(format!("{} (last day {last})", parts.join(", ")), role)
        }
        (None, Some(late)) => {
            Cell::new(format!("not {done}; overdue by {} (last day {last})", days_in_words(late)), Role::Overdue)
        }
        (None, None) => {
            let number = number.map_or_else(String::new, |number| format!("{number}, "));
            Cell::new(format!("awaited: {number}due {last}"), Role::Soon)
        }
    }
}

/// Describes a response without a deadline, and why it has none.
fn without_last_day(record: &Record, clock: &ResponseDeadline) -> Cell {
    let duty = clock.duty;
    let published = clock.published.map(|published| format!("{} {}", duty.done(), day(published)));
    if clock.is_owed {
        let why = match duty.since() {
            // The deadline was introduced later than the duty itself, so older reports must be answered but have none.
            Some((since, source)) if clock.report_published < since => {
                format!("no last day: {} does not apply to reports before {} ({source})", duty.deadline_source, day(since))
            }
            _ => "no last day is known".to_owned(),
        };
        return match published {
            Some(published) => Cell::new(format!("{published} ({why})"), Role::Done),
            None => Cell::new(format!("awaited; {why}"), Role::Soon),
        };
    }
    // The most specific reason comes first: another response, then the date of the law, then the office's own words.
    let why = match (&record.covered_by, duty.since()) {
        (Some(other), _) if clock.is_covered => format!("none of its own is owed: {other} answers for it"),
        (_, Some((since, source))) if clock.report_published < since => {
            format!("none is owed: {} does not apply to reports before {} ({source})", duty.source, day(since))
        }
        _ => match record.not_owed.as_deref().map(str::trim).filter(|why| !why.is_empty()) {
            Some(why) => format!("none is owed: {why}"),
            None if duty.is_none() && record.duty.is_none() => "none is owed: the force has no local policing body".to_owned(),
            None => "none is owed".to_owned(),
        },
    };
    let words = published.map_or_else(|| why.clone(), |published| format!("{published}; {why}"));
    Cell::new(words, Role::Muted)
}

/// Returns "day 49 of 56"; `None` if the period is not counted in days.
pub(super) fn day_of(clock: &ResponseDeadline) -> Option<String> {
    let (day, period) = (clock.day()?, clock.period?);
    // After an extension the period has more days than the Act gives, so "of 56" would be wrong.
    Some(if clock.due == clock.original_due { format!("day {day} of {}", period.number) } else { format!("day {day}") })
}

/// Explains how the days are counted, such as "the day of publication is day 1"; `None` if there is no period.
pub(super) fn counting(clock: &ResponseDeadline) -> Option<String> {
    let (period, trigger) = (clock.period?, clock.duty.trigger);
    Some(match period.count {
        DayCount::Inclusive => format!("the day of {} is day 1", trigger.noun()),
        DayCount::Exclusive => format!("{} {}; the day of {} does not count", trigger.verb(), day(clock.begins), trigger.noun()),
        DayCount::WorkingDays | DayCount::Months => format!("{} after {}", period.in_words(), day(clock.begins)),
    })
}

/// Returns the state of a response for the JSON.
pub(super) fn response_item(id: &RecordId, record: &Record, clock: &ResponseDeadline) -> v1::ResponseJson {
    v1::ResponseJson {
        record: id.to_string(),
        inspection: record.inspection.title.clone(),
        report_published: clock.report_published,
        due: clock.due,
        published: clock.published,
        day: clock.day(),
        days_late: clock.days_late(),
        duty: clock.duty.kind,
    }
}
