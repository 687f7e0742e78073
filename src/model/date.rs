//! A calendar day: stored as `2025-05-16`, read from people's text with the day first.

pub mod period;
pub mod quarter;
pub mod typed;
pub(super) mod words;

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use period::Period;
pub use quarter::Quarter;
pub use typed::{DateReading, DateRole, TypedDate, TypedDateError};

/// A calendar day, written as ISO 8601 (`2025-05-16`) in records and machine-readable output.
///
/// The year is limited to 0001–9999, so that every date has four digits and can be read back by this and other programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// The error for a text that is not a [`Date`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has the ISO form, but the calendar has no such day.
    #[error("there is no date `{0}` in the calendar")]
    NoSuchDay(String),
    /// The text is a readable date, but not in ISO form.
    #[error("`{given}` is not in the form 2025-05-16: write {iso}")]
    NotIso {
        /// The text as given.
        given: String,
        /// The same day in ISO form, to suggest.
        iso: Date,
    },
    /// The text is not a date at all.
    #[error("`{0}` is not a date: write it as 2025-05-16")]
    NotADate(String),
}

impl Date {
    /// The last day that can be written, 31 December 9999. Judging a record on this day counts every event in it.
    pub const LAST: Self = match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(day) => Self(day),
        None => Self(NaiveDate::MAX),
    };

    /// Returns the day; `None` where the calendar has no such day or the year is outside 1–9999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::written)
    }

    /// Wraps a day; `None` where its year is outside 1–9999.
    fn written(day: NaiveDate) -> Option<Self> {
        (1..=9999).contains(&day.year()).then_some(Self(day))
    }

    /// Returns the last day of a month; `None` where there is no such month.
    pub fn end_of_month(year: i32, month: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Self::written(first.checked_add_months(Months::new(1))?.pred_opt()?)
    }

    /// Returns the first day of this day's month.
    pub fn first_of_its_month(self) -> Self {
        self.0.with_day(1).and_then(Self::written).unwrap_or(self)
    }

    /// Returns the last day of this day's month.
    pub fn end_of_its_month(self) -> Self {
        Self::end_of_month(self.0.year(), self.0.month()).unwrap_or(self)
    }

    /// Returns the last day of the month `months` before this day's month; `None` before the year 1.
    pub fn end_of_month_before(self, months: u32) -> Option<Self> {
        self.0.with_day(1)?.checked_sub_months(Months::new(months)).and_then(Self::written).map(Self::end_of_its_month)
    }

    /// Returns the month as documents write it: "May 2025".
    pub fn month_in_words(self) -> String {
        self.0.format("%B %Y").to_string()
    }

    /// Returns the day `days` later, at most [`Date::LAST`].
    pub fn plus_days(self, days: u64) -> Self {
        self.checked_plus_days(days).unwrap_or(Self::LAST)
    }

    /// Returns the day `days` later; `None` after [`Date::LAST`].
    pub fn checked_plus_days(self, days: u64) -> Option<Self> {
        self.0.checked_add_days(Days::new(days)).and_then(Self::written)
    }

    /// Returns the day `days` earlier; `None` before the year 1.
    pub fn minus_days(self, days: u64) -> Option<Self> {
        self.0.checked_sub_days(Days::new(days)).and_then(Self::written)
    }

    /// Returns the same day of the month `months` later, or the month's last day where that month is shorter (31 August plus six
    /// months is 28 February); at most [`Date::LAST`].
    pub fn plus_months(self, months: u32) -> Self {
        self.checked_plus_months(months).unwrap_or(Self::LAST)
    }

    /// Returns the same as [`Date::plus_months`]; `None` after [`Date::LAST`].
    pub fn checked_plus_months(self, months: u32) -> Option<Self> {
        self.0.checked_add_months(Months::new(months)).and_then(Self::written)
    }

    /// Returns the same day of the month `months` earlier, or the month's last day where that month is shorter;
    /// `None` before the year 1.
    pub fn minus_months(self, months: u32) -> Option<Self> {
        self.0.checked_sub_months(Months::new(months)).and_then(Self::written)
    }

    /// Returns the whole days from `earlier` to this day; negative where `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// Returns the seconds from the beginning of 1970 to the beginning of the day, in UTC.
    pub fn unix_seconds(self) -> i64 {
        self.0.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()
    }

    /// Returns the day of the week as three letters: "Thu".
    pub fn weekday(self) -> &'static str {
        &self.weekday_in_words()[..3]
    }

    /// Returns the day of the week: "Thursday".
    pub fn weekday_in_words(self) -> &'static str {
        match self.0.weekday() {
            Weekday::Mon => "Monday",
            Weekday::Tue => "Tuesday",
            Weekday::Wed => "Wednesday",
            Weekday::Thu => "Thursday",
            Weekday::Fri => "Friday",
            Weekday::Sat => "Saturday",
            Weekday::Sun => "Sunday",
        }
    }

    /// Returns the day of the week as a number: 0 for Monday.
    pub(in crate::model) fn weekday_number(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }

    /// Returns the day as documents write it: "16 May 2025".
    pub fn in_words(self) -> String {
        self.0.format("%-d %B %Y").to_string()
    }

    /// Returns the day with its weekday: "Friday 16 May 2025".
    pub fn in_full_words(self) -> String {
        format!("{} {}", self.weekday_in_words(), self.in_words())
    }

    /// Returns the day as narrow tables write it: "16 Sep 2025".
    pub fn in_short_words(self) -> String {
        self.0.format("%-d %b %Y").to_string()
    }

    /// Returns the day as "16 May 2025", or in ISO form where those words would not read back as the same day.
    pub fn in_safe_words(self) -> String {
        let words = self.in_words();
        if Self::from_words(&words) == Some(self) { words } else { self.to_string() }
    }

    /// Returns the month: 1 for January.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Returns the calendar year.
    pub fn year(self) -> i32 {
        self.0.year()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.format("%Y-%m-%d").to_string())
    }
}

impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Self {
        Self::written(day).unwrap_or(Self::LAST)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // As a named newtype, so that the YAML writer recognises a date and leaves it unquoted (`yaml/emit/layout.rs`).
        serializer.serialize_newtype_struct("Date", &self.to_string())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as 2025-05-16")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": "A calendar day, ISO 8601: 2025-05-16"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_prints_as_it_reads() {
        assert_eq!(day("2025-05-16").to_string(), "2025-05-16");
    }

    #[test]
    fn every_day_of_the_calendar_reads_back_as_it_is_written() {
        let mut on = Some(Date::new(1, 1, 1).unwrap());
        while let Some(day) = on {
            assert_eq!(day.to_string().parse(), Ok(day));
            assert_eq!(day.to_string().len(), 10);
            on = day.checked_plus_days(29);
        }
    }

    #[test]
    fn no_day_has_a_year_of_more_or_fewer_than_four_digits() {
        assert_eq!((Date::new(10_000, 1, 1), Date::new(0, 12, 31), Date::new(-1, 1, 1)), (None, None, None));
        assert_eq!("0000-01-01".parse::<Date>(), Err(DateError::NoSuchDay("0000-01-01".into())));
        for text in ["10000-01-01", "+10000-01-01", "20255-12-31", "31 December 20255", "31/12/20255"] {
            assert!(text.parse::<Date>().is_err() && Date::from_words(text).is_none(), "{text}");
        }
        let late = day("9999-12-01");
        assert_eq!(
            (late.plus_days(55), late.plus_months(u32::MAX), late.plus_days(u64::MAX)),
            (Date::LAST, Date::LAST, Date::LAST)
        );
        assert_eq!((late.checked_plus_months(1), late.checked_plus_days(31)), (None, None));
        assert_eq!((day("0001-01-01").minus_days(1), day("0001-02-03").minus_months(2)), (None, None));
    }

    #[test]
    fn only_the_whole_iso_form_is_a_date() {
        for text in ["2025-5-16", "16/05/2025", "16 May 2025", "20250516", "2025-05-16T00:00", " 2025-05-16", ""] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_in_another_order_is_told_its_iso_form() {
        assert_eq!(
            "16/05/2025".parse::<Date>().unwrap_err().to_string(),
            "`16/05/2025` is not in the form 2025-05-16: write 2025-05-16"
        );
        assert_eq!(
            "2025-5-16".parse::<Date>().unwrap_err().to_string(),
            "`2025-5-16` is not in the form 2025-05-16: write 2025-05-16"
        );
    }

    #[test]
    fn a_day_that_does_not_exist_is_said_to_be_none() {
        assert_eq!("2025-02-29".parse::<Date>(), Err(DateError::NoSuchDay("2025-02-29".into())));
        assert!("2024-02-29".parse::<Date>().is_ok());
    }

    #[test]
    fn months_clamp_to_the_shorter_one() {
        assert_eq!(day("2025-08-31").plus_months(6), day("2026-02-28"));
        assert_eq!(day("2023-08-31").plus_months(6), day("2024-02-29"));
    }

    #[test]
    fn the_last_day_of_a_month_knows_leap_years() {
        assert_eq!(Date::end_of_month(2024, 2), Some(day("2024-02-29")));
        assert_eq!(Date::end_of_month(2100, 2), Some(day("2100-02-28")));
        assert_eq!(Date::end_of_month(2025, 12), Some(day("2025-12-31")));
        assert_eq!(Date::end_of_month(2025, 13), None);
    }
}
