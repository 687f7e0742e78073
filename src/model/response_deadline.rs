//! The response deadline of one record, judged on a given day.

use crate::model::duty::DutyPeriod;
use crate::model::{Date, Duty, Record};

/// The response's position relative to its deadline, judged on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseDeadline {
    /// The duty to respond.
    pub duty: &'static Duty,
    /// The day the report was published.
    pub report_published: Date,
    /// The day from which the period counts.
    pub begins: Date,
    /// The length of the period; `None` where the record gives a last day instead, or there is no deadline.
    pub period: Option<DutyPeriod>,
    /// The last day in time, extensions included; `None` where no response is owed or no last day is set.
    pub due: Option<Date>,
    /// The last day in time before any extension.
    pub original_due: Option<Date>,
    /// The number of extensions that moved the last day.
    pub extensions: usize,
    /// The day the response was published, or sent where the duty requires sending;
    /// `None` if that had not happened by the day judged on.
    pub published: Option<Date>,
    /// True where this record must have a response of its own.
    pub is_owed: bool,
    /// True where `begins` is assumed:
    /// the duty counts from another event, but `duty_from` is missing, so the publication day is used.
    pub is_guess: bool,
    /// True where another record's response also answers this report.
    pub is_covered: bool,
    on: Date,
}

impl ResponseDeadline {
    /// Returns the response deadline on the day `on` for a record that no other record covers.
    /// Events dated after `on` are ignored.
    pub fn of(record: &Record, on: Date) -> Self {
        Self::covered(record, on, false)
    }

    /// Returns the response deadline on the day `on`, where the caller
    /// knows whether another record's response covers this report.
    pub fn covered(record: &Record, on: Date, is_covered: bool) -> Self {
        // A covered report is answered by another record's response, so its own time does not run.
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
            // A response dated after `on` is only planned.
            published: record.responded().filter(|day| *day <= on),
            is_owed,
            is_guess: record.counts_from_a_guess(),
            is_covered,
            on,
        }
    }

    /// Returns the day of the period (see [`DutyPeriod::day_number`]) on which the response was made, or the day judged on while
    /// there is none; `None` where the period is not counted in days.
    pub fn day(&self) -> Option<i64> {
        self.day_number(self.published.unwrap_or(self.on))
    }

    /// Returns the number of `day` within the period; `None` where no response is owed or the period is not counted in days.
    pub fn day_number(&self, day: Date) -> Option<i64> {
        self.period.filter(|_| self.is_owed)?.day_number(self.begins, day)
    }

    /// Returns how many days after the last day the response was made, or how many have passed while it is missing. `None` when
    /// in time, or where there is no last day.
    pub fn days_late(&self) -> Option<i64> {
        // A response that was made is late by a fixed number of days; a missing one is later every day.
        let days = self.published.unwrap_or(self.on).days_since(self.due?);
        (days > 0).then_some(days)
    }

    /// Returns whether a response is owed and not yet made.
    pub fn is_awaited(&self) -> bool {
        self.is_owed && self.published.is_none()
    }

    /// Returns whether the response is missing and its last day has passed.
    pub fn is_overdue(&self) -> bool {
        self.published.is_none() && self.days_late().is_some()
    }
}

impl Record {
    /// Returns the day the response was published, or sent to the recipient that the duty names.
    pub fn responded(&self) -> Option<Date> {
        let publication = self.publication.as_ref()?;
        // A coroner's or an IOPC duty is met by sending the response, so a publication date alone does not count.
        self.duty().sent_to.map_or(publication.published, |copy| publication.sent_to(copy.to))
    }
}

#[cfg(test)]
mod tests;
