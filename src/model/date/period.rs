//! Lengths of time as people type them.

use std::fmt;
use std::str::FromStr;

use crate::model::Date;

/// A length of time: `30d`, `6w`, `3m`, `1y`, or a bare number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Days.
    Days(u32),
    /// Calendar months, up to the last day of a shorter month.
    Months(u32),
}

impl Period {
    /// Returns the day this long after `day`.
    pub fn after(self, day: Date) -> Date {
        match self {
            Self::Days(days) => day.plus_days(days.into()),
            Self::Months(months) => day.plus_months(months),
        }
    }

    /// Returns the day this long after `day`; `None` after [`Date::LAST`].
    pub fn checked_after(self, day: Date) -> Option<Date> {
        match self {
            Self::Days(days) => day.checked_plus_days(days.into()),
            Self::Months(months) => day.checked_plus_months(months),
        }
    }

    /// Returns the day this long before `day`; `None` before the year 1.
    pub fn before(self, day: Date) -> Option<Date> {
        match self {
            Self::Days(days) => day.minus_days(days.into()),
            Self::Months(months) => day.minus_months(months),
        }
    }
}

/// The error for a text that is not a length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a length of time: write 30d, 6w, 3m or 1y")]
pub struct PeriodError(String);

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let error = || PeriodError(text.to_owned());
        let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        // At most a hundred years in days, so that neither the multiplications below nor the calendar can overflow.
        let number: u32 = text[..at].parse().ok().filter(|number| *number <= 36_500).ok_or_else(error)?;
        Ok(match text[at..].trim() {
            "" | "d" | "day" | "days" => Self::Days(number),
            "w" | "week" | "weeks" => Self::Days(number * 7),
            "m" | "month" | "months" => Self::Months(number),
            "y" | "year" | "years" => Self::Months(number * 12),
            _ => return Err(error()),
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "{days}d"),
            Self::Months(months) => write!(f, "{months}m"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn a_length_is_typed_as_people_type_it() {
        assert_eq!("30d".parse(), Ok(Period::Days(30)));
        assert_eq!("30".parse(), Ok(Period::Days(30)));
        assert_eq!("6w".parse(), Ok(Period::Days(42)));
        assert_eq!("1y".parse(), Ok(Period::Months(12)));
        for text in ["", "d", "-3d", "soon", "30 fortnights", "99999999999d"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
