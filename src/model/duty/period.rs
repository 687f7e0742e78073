//! Periods to respond, and the ways to count them.

use crate::model::vocabulary::vocabulary;
use crate::model::{Date, working_day};
use crate::prose::counted;

vocabulary! {
    /// How a period is counted.
    DayCount: "a way to count" {
        /// In days; the day from which the period counts is day 1.
        Inclusive = "inclusive",
        /// In days; the day after the one from which the period counts is day 1.
        Exclusive = "exclusive",
        /// In working days of England and Wales; the first one after the day from which the period counts is day 1.
        WorkingDays = "working_days",
        /// In months: up to the same day of the month, or the month's last day where it is shorter.
        Months = "months",
    }
}

/// A period to respond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyPeriod {
    /// The number of days or months.
    pub number: u32,
    /// How they are counted.
    pub count: DayCount,
}

impl DutyPeriod {
    /// Returns the last day of the period that counts from a day; `None` after the calendar's end.
    pub fn last_day(self, from: Date) -> Option<Date> {
        let days = u64::from(self.number);
        match self.count {
            // Day 1 is `from` itself.
            DayCount::Inclusive => from.checked_plus_days(days.saturating_sub(1)),
            DayCount::Exclusive => from.checked_plus_days(days),
            DayCount::Months => from.checked_plus_months(self.number),
            DayCount::WorkingDays => working_day::after(from, self.number),
        }
    }

    /// Returns the number of a day within the period, day 1 being the first that counts;
    /// `None` where the period is not counted in days.
    pub fn day_number(self, from: Date, day: Date) -> Option<i64> {
        match self.count {
            DayCount::Inclusive => Some(day.days_since(from) + 1),
            DayCount::Exclusive => Some(day.days_since(from)),
            DayCount::WorkingDays | DayCount::Months => None,
        }
    }

    /// Returns the length in words: "56 days", "3 months", "20 working days".
    pub fn in_words(self) -> String {
        let number = usize::try_from(self.number).unwrap_or(usize::MAX);
        match self.count {
            DayCount::Inclusive | DayCount::Exclusive => counted(number, "day", "days"),
            DayCount::WorkingDays => counted(number, "working day", "working days"),
            DayCount::Months => counted(number, "month", "months"),
        }
    }
}
