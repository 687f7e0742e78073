//! Where a response stands on the time that its duty gives.

use super::duty::{Duty, Period};
use super::{Date, Record};

/// Where a response stands, judged on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseClock {
    /// The duty.
    pub duty: &'static Duty,
    /// The day the report was published.
    pub report_published: Date,
    /// The day that starts the period.
    pub begins: Date,
    /// How long there is; `None` where a day is given, or there is none.
    pub period: Option<Period>,
    /// The last day; `None` where no response is owed, or no last day is set.
    pub due: Option<Date>,
    /// The last day before any extension.
    pub original_due: Option<Date>,
    /// How many extensions have moved it.
    pub extensions: usize,
    /// The day the response was published, or sent where that is what the duty wants; if it was by then.
    pub published: Option<Date>,
    /// Whether a response of this record's own is owed.
    pub is_owed: bool,
    /// Whether the day that starts the period is only taken from the report's: `duty_from` is not written.
    pub is_guess: bool,
    /// Whether another record's response answers this report too.
    pub is_covered: bool,
    on: Date,
}

impl ResponseClock {
    /// The clock of a record that no other one covers, as it stands on the day `on`: what was done later does not count yet.
    pub fn of(record: &Record, on: Date) -> Self {
        Self::covered(record, on, false)
    }

    /// The same, where it is known whether another record answers for this one.
    pub fn covered(record: &Record, on: Date, is_covered: bool) -> Self {
        let is_owed = record.owes_response() && !is_covered;
        let (due, original_due) = (record.response_due(on).filter(|_| is_owed), record.first_last_day().filter(|_| is_owed));
        Self {
            duty: record.duty(),
            report_published: record.inspection.published,
            begins: record.duty_begins(),
            period: record.response_period(),
            due,
            original_due,
            extensions: record.extensions_that_count(on).len(),
            published: record.responded().filter(|day| *day <= on),
            is_owed,
            is_guess: record.counts_from_a_guess(),
            is_covered,
            on,
        }
    }

    /// Which day of the period that of the response is, or the day it is judged on; `None` where it is not counted in days.
    pub fn day(&self) -> Option<i64> {
        self.day_number(self.published.unwrap_or(self.on))
    }

    /// Which day of the period a day is.
    pub fn day_number(&self, day: Date) -> Option<i64> {
        self.period.filter(|_| self.is_owed)?.day_number(self.begins, day)
    }

    /// Days past the last day: of the response once it is published, of the waiting until then. `None` in time, or where there is no
    /// last day.
    pub fn days_late(&self) -> Option<i64> {
        let days = self.published.unwrap_or(self.on).days_since(self.due?);
        (days > 0).then_some(days)
    }

    /// Whether a response is owed and none is there.
    pub fn is_awaited(&self) -> bool {
        self.is_owed && self.published.is_none()
    }

    /// Whether it is awaited and the last day is past.
    pub fn is_overdue(&self) -> bool {
        self.published.is_none() && self.days_late().is_some()
    }
}

impl Record {
    /// The day the response was published, or sent to whoever the duty names.
    pub fn responded(&self) -> Option<Date> {
        let publication = self.publication.as_ref()?;
        // Where the law wants it sent, publishing it answers nobody.
        self.duty().sent_to.map_or(publication.published, |copy| publication.sent_to(copy.to))
    }
}

#[cfg(test)]
mod tests;
