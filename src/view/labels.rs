//! Dates and labelled values in the form that people read.

use crate::model::Date;
use crate::prose::counted;
use crate::view::Cell;
use crate::yaml::Check;

/// Returns a date with its weekday: "Thu 2025-07-10".
pub(super) fn day(date: Date) -> String {
    format!("{} {date}", date.weekday())
}

/// Returns a date as people say it, with its weekday: "Thu 10 July 2025".
pub(super) fn weekday_and_day(date: Date) -> String {
    format!("{} {}", date.weekday(), date.in_words())
}

/// Returns the same where there is little room: "Thu 10 Jul 2025".
pub(super) fn weekday_and_short_day(date: Date) -> String {
    format!("{} {}", date.weekday(), date.in_short_words())
}

/// Returns a number of days: "1 day", "12 days".
pub(super) fn days_in_words(days: i64) -> String {
    // Callers pass positive numbers; a negative one would show as 0 days.
    counted(usize::try_from(days).unwrap_or(0), "day", "days")
}

/// Lists guessed values that nobody has checked, each with why it was guessed: "force (named in the signature); R1.due".
pub(super) fn to_check<'a>(checks: impl Iterator<Item = (String, &'a Check)>) -> String {
    let each = checks.map(|(name, check)| {
        let name = if check.at.is_none() { "a mark on no value".to_owned() } else { name };
        if check.why.is_empty() { name } else { format!("{name} ({})", check.why) }
    });
    each.collect::<Vec<_>>().join("; ")
}

/// Labels with values, leaving out empty ones.
#[derive(Default)]
pub(super) struct LabelledValues(pub(super) Vec<(&'static str, Cell)>);

impl LabelledValues {
    pub(super) fn text(&mut self, name: &'static str, value: Option<impl ToString>) {
        if let Some(text) = value.map(|value| value.to_string()).filter(|text| !text.is_empty()) {
            self.0.push((name, Cell::plain(text)));
        }
    }

    pub(super) fn cell(&mut self, name: &'static str, cell: Cell) {
        self.0.push((name, cell));
    }
}
