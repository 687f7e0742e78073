//! Periods to respond, and the ways to count them.

use crate::model::vocabulary::vocabulary;
use crate::model::{Date, working_day};
use crate::prose::counted;

vocabulary! {
    /// How a period is counted.
    Count: "a way to count" {
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
pub struct Period {
    /// The number of days or months.
    pub number: u32,
    /// How they are counted.
    pub count: Count,
}

impl Period {
    /// Returns the last day of the period that counts from a day; `None` after the calendar's end.
    pub fn last_day(self, from: Date) -> Option<Date> {
        let days = u64::from(self.number);
        match self.count {
            // Day 1 is `from` itself.
            Count::Inclusive => from.checked_plus_days(days.saturating_sub(1)),
            Count::Exclusive => from.checked_plus_days(days),
            Count::Months => from.checked_plus_months(self.number),
            Count::WorkingDays => working_day::after(from, self.number),
        }
    }

    /// Returns the number of a day within the period, day 1 being the first that counts;
    /// `None` where the period is not counted in days.
    pub fn day_number(self, from: Date, day: Date) -> Option<i64> {
        match self.count {
            Count::Inclusive => Some(day.days_since(from) + 1),
            Count::Exclusive => Some(day.days_since(from)),
            Count::WorkingDays | Count::Months => None,
        }
    }

    /// Returns the length in words: "56 days", "3 months", "20 working days".
    pub fn in_words(self) -> String {
        let number = usize::try_from(self.number).unwrap_or(usize::MAX);
        match self.count {
            Count::Inclusive | Count::Exclusive => counted(number, "day", "days"),
            Count::WorkingDays => counted(number, "working day", "working days"),
            Count::Months => counted(number, "month", "months"),
        }
    }
}
