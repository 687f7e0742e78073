//! Quarters of a year as people name them.

use std::fmt;
use std::str::FromStr;

use crate::model::Date;

/// A quarter of the calendar year, `2026-Q1` (from January), or of the financial year, `2026/27-Q1` (from April).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarter {
    year: i32,
    /// 1 to 4.
    number: u32,
    /// True where the year begins on 1 April.
    is_financial: bool,
}

/// The error for a text that is not a quarter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a quarter: write 2026-Q1 (January to March), or 2026/27-Q1 (April to June)")]
pub struct QuarterError(String);

impl Quarter {
    /// Returns the first and the last day.
    pub fn days(self) -> (Date, Date) {
        let first_month = (self.number - 1) * 3 + if self.is_financial { 4 } else { 1 };
        let (year, month) = if first_month > 12 { (self.year + 1, first_month - 12) } else { (self.year, first_month) };
        let first = Date::new(year, month, 1);
        let last = Date::end_of_month(year, month + 2);
        // Years have four digits (see `from_str`), so both days exist.
        first.zip(last).unwrap_or((Date::LAST, Date::LAST))
    }
}

impl Quarter {
    /// Returns the quarter of the same number of the financial year, for one of a calendar year.
    pub fn of_financial_year(self) -> Option<Self> {
        (!self.is_financial).then_some(Self { is_financial: true, ..self })
    }

    /// Reads a quarter, or `last` or `this`: that before, and that of, the day `today`.
    ///
    /// # Errors
    /// [`QuarterError`] where the text is neither.
    pub fn read(text: &str, today: Date) -> Result<Self, QuarterError> {
        let before = match text.trim().to_lowercase().as_str() {
            "last" | "last quarter" => 3,
            "this" | "this quarter" => 0,
            _ => return text.parse(),
        };
        let day = today.minus_months(before).ok_or_else(|| QuarterError(text.to_owned()))?;
        Ok(Self { year: day.year(), number: day.month().div_ceil(3), is_financial: false })
    }
}

impl FromStr for Quarter {
    type Err = QuarterError;

    fn from_str(text: &str) -> Result<Self, QuarterError> {
        let error = || QuarterError(text.to_owned());
        let upper = text.trim().to_uppercase();
        // "Q3 2026/27" as well as "2026/27-Q3".
        let (years, number) = match upper.strip_prefix('Q') {
            Some(turned) => turned.split_once([' ', '-']).map(|(number, years)| (years, number)),
            None => upper.rsplit_once('Q'),
        }
        .ok_or_else(error)?;
        let number = number.parse().ok().filter(|number| (1..=4).contains(number)).ok_or_else(error)?;
        let years = years.trim_end_matches(['-', ' ']);
        let digits = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let (first, second) = years.split_once('/').map_or((years, None), |(first, second)| (first, Some(second)));
        let year: i32 = Some(first).filter(|year| digits(year)).and_then(|year| year.parse().ok()).ok_or_else(error)?;
        let next = year + 1;
        let follows = second.is_none_or(|second| second == next.to_string() || second == format!("{:02}", next % 100));
        // The last quarter of 9999/00 would be after the last date that can be written.
        if !follows || year == 9999 {
            return Err(error());
        }
        Ok(Self { year, number, is_financial: second.is_some() })
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, number, is_financial } = self;
        match is_financial {
            true => write!(f, "{year}/{:02}-Q{number}", (year + 1) % 100),
            false => write!(f, "{year}-Q{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Quarter;

    fn days(text: &str) -> String {
        let quarter: Quarter = text.parse().unwrap();
        assert_eq!(quarter.to_string().parse(), Ok(quarter), "{text}");
        let (first, last) = quarter.days();
        format!("{first} {last}")
    }

    #[test]
    fn a_quarter_is_of_the_calendar_year_or_of_the_financial_year() {
        assert_eq!(days("2026-Q1"), "2026-01-01 2026-03-31");
        assert_eq!(days("2026q4"), "2026-10-01 2026-12-31");
        assert_eq!(days("2026/27-Q1"), "2026-04-01 2026-06-30");
        assert_eq!(days("2026/2027 Q4"), "2027-01-01 2027-03-31");
        assert_eq!(days("Q3 2026/27"), "2026-10-01 2026-12-31");
        assert_eq!(days("1999/00-Q3"), "1999-10-01 1999-12-31");
    }

    #[test]
    fn the_last_quarter_is_the_one_before_that_of_today() {
        let today = "2026-01-31".parse().unwrap();
        assert_eq!(
            ["last", "this", "2025-Q2"].map(|text| Quarter::read(text, today).unwrap().to_string()),
            ["2025-Q4", "2026-Q1", "2025-Q2"]
        );
    }

    #[test]
    fn what_is_no_quarter_is_refused() {
        for text in
            ["", "Q1", "2026", "2026-Q0", "2026-Q5", "2026/28-Q1", "26-Q1", "Q3 26", "2026-Q", "2026-01", "9999-Q1", "é/é-Q1"]
        {
            assert!(text.parse::<Quarter>().is_err(), "{text}");
        }
    }
}
