//! How a response stands on its 56 days.

use super::export::v1;
use super::words::{day, days_in_words};
use super::{Cell, Role};
use crate::model::{Record, RecordId, ResponseClock};

/// How a response stands on its 56 days, in a line.
pub(super) fn response(clock: &ResponseClock) -> Cell {
    let due = day(clock.due);
    match (clock.published, clock.days_late()) {
        (Some(published), None) => {
            Cell::new(format!("published {}, day {} of 56 (last day {due})", day(published), clock.day()), Role::Done)
        }
        (Some(published), Some(late)) => {
            let words =
                format!("published {}, day {} of 56, {} late (last day {due})", day(published), clock.day(), days_in_words(late));
            Cell::new(words, Role::Overdue)
        }
        (None, None) if !clock.is_owed => Cell::new("none of its own is owed", Role::Muted),
        (None, Some(late)) => {
            Cell::new(format!("not published; overdue by {} (last day {due})", days_in_words(late)), Role::Overdue)
        }
        (None, None) => Cell::new(format!("awaited: day {} of 56, due {due}", clock.day()), Role::Soon),
    }
}

/// A response's 56 days as machines get them.
pub(super) fn response_item(id: &RecordId, record: &Record, clock: &ResponseClock) -> v1::Response {
    v1::Response {
        record: id.to_string(),
        inspection: record.inspection.title.clone(),
        report_published: clock.report_published,
        due: clock.due,
        published: clock.published,
        day: clock.day(),
        days_late: clock.days_late(),
    }
}
