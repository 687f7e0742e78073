//! The 56 days of section 55(5A).

use super::{Date, Record};

/// How many days the body has, the day of the report's publication being the first of them
/// (Police Act 1996, section 55(5A), as the Policing and Crime Act 2017, section 37, has it).
pub const RESPONSE_DAYS: u64 = 56;

/// The last lawful day to publish a response: 55 days after the report.
///
/// Weekends and bank holidays do not move it.
pub fn response_due(report_published: Date) -> Date {
    report_published.plus_days(RESPONSE_DAYS - 1)
}

/// Which day of the 56 a day is: 1 on the day of the report, 57 on the first unlawful day, 0 or less before the report.
pub fn day_number(report_published: Date, day: Date) -> i64 {
    day.days_since(report_published) + 1
}

/// Where a response stands on its 56 days, judged on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseClock {
    /// The day the report was published.
    pub report_published: Date,
    /// The last lawful day.
    pub due: Date,
    /// The day the response was published, if it was by then.
    pub published: Option<Date>,
    /// Whether section 55 wants a response of this record's own.
    pub is_owed: bool,
    on: Date,
}

impl ResponseClock {
    /// The clock of `record` as it stands on the day `on`: what was published later does not count yet.
    pub fn of(record: &Record, on: Date) -> Self {
        let report_published = record.inspection.published;
        let published = record.publication.as_ref().and_then(|publication| publication.published).filter(|day| *day <= on);
        Self { report_published, due: response_due(report_published), published, is_owed: record.owes_response(), on }
    }

    /// The day the response came, or the day it is judged on, counted from the report's as day 1.
    pub fn day(&self) -> i64 {
        day_number(self.report_published, self.published.unwrap_or(self.on))
    }

    /// Days past the last lawful day: of the response once it is published, of the waiting until then. `None` in time, or where none is
    /// owed.
    pub fn days_late(&self) -> Option<i64> {
        let days = self.published.unwrap_or(self.on).days_since(self.due);
        (days > 0 && self.is_owed).then_some(days)
    }

    /// Whether section 55 wants a response, and none is published.
    pub fn is_awaited(&self) -> bool {
        self.is_owed && self.published.is_none()
    }

    /// Whether it is awaited and the last lawful day is past.
    pub fn is_overdue(&self) -> bool {
        self.published.is_none() && self.days_late().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_of_publication_is_day_one() {
        assert_eq!(response_due(day("2025-05-16")), day("2025-07-10"));
        assert_eq!(response_due(day("2025-05-16")).weekday(), "Thu");
        assert_eq!(day_number(day("2025-05-16"), day("2025-05-16")), 1);
        assert_eq!(day_number(day("2025-05-16"), day("2025-05-15")), 0);
    }

    #[test]
    fn day_55_and_56_are_lawful_and_day_57_is_not() {
        let report = day("2024-07-19");
        for (answered, number, late) in [("2024-09-11", 55, None), ("2024-09-12", 56, None), ("2024-09-13", 57, Some(1))] {
            let clock = ResponseClock {
                report_published: report,
                due: response_due(report),
                published: Some(day(answered)),
                is_owed: true,
                on: day("2025-01-01"),
            };
            assert_eq!((clock.day(), clock.days_late()), (number, late), "{answered}");
        }
    }

    #[test]
    fn the_real_letters_fall_on_the_days_that_were_counted() {
        for (report, answered, number, last) in [
            ("2023-03-08", "2023-04-26", 50, "2023-05-02"),
            ("2022-12-01", "2023-01-23", 54, "2023-01-25"),
            ("2023-10-31", "2023-12-18", 49, "2023-12-25"),
        ] {
            assert_eq!(day_number(day(report), day(answered)), number);
            assert_eq!(response_due(day(report)), day(last));
        }
    }

    #[test]
    fn a_leap_day_is_a_day() {
        assert_eq!(response_due(day("2024-01-10")), day("2024-03-05"));
        assert_eq!(response_due(day("2023-01-10")), day("2023-03-06"));
    }

    #[test]
    fn an_unpublished_response_is_overdue_only_after_the_last_day() {
        let report = day("2025-05-16");
        let clock = |on| ResponseClock {
            report_published: report,
            due: response_due(report),
            published: None,
            is_owed: true,
            on: day(on),
        };
        assert!(!clock("2025-07-10").is_overdue());
        assert!(clock("2025-07-11").is_overdue());
        assert_eq!(clock("2025-07-11").days_late(), Some(1));
    }
}
