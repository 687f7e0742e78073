//! The period of a meeting paper (`irr summary`).

use crate::model::Date;

/// The days that a meeting paper covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The first day.
    pub since: Date,
    /// The last day, for which status and lateness are computed.
    pub until: Date,
}

/// The error for a period that ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the period would begin on {since} and end on {until}")]
pub struct NoPeriod {
    since: Date,
    until: Date,
}

/// The length of a period without a first day, in months: one quarter.
const MONTHS: u32 = 3;

impl Between {
    /// Creates a period from `since` to `until`, cut at `today` because nothing is known of later days; without a first day
    /// it is three months long.
    ///
    /// # Errors
    /// Fails if the period would end before it begins.
    pub fn new(since: Option<Date>, until: Option<Date>, today: Date) -> Result<Self, NoPeriod> {
        let until = until.unwrap_or(today).min(today);
        // Counted from the day after, so that a quarter that ends on 31 March begins on 1 January.
        let back = || until.plus_days(1).minus_months(MONTHS).unwrap_or(until);
        let since = since.unwrap_or_else(back);
        if since > until { Err(NoPeriod { since, until }) } else { Ok(Self { since, until }) }
    }
}

#[cfg(test)]
mod tests {
    use super::Between;
    use crate::model::Date;

    fn period(since: Option<&str>, until: Option<&str>) -> String {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let between = Between::new(since.map(day), until.map(day), day("2026-11-24"));
        between.map_or_else(|error| error.to_string(), |between| format!("{} {}", between.since, between.until))
    }

    #[test]
    fn a_period_is_three_months_long_where_nobody_says() {
        assert_eq!(period(None, None), "2026-08-25 2026-11-24");
        assert_eq!(period(None, Some("2026-09-30")), "2026-07-01 2026-09-30");
        assert_eq!(period(Some("2026-01-01"), None), "2026-01-01 2026-11-24");
    }

    #[test]
    fn a_period_goes_no_further_than_the_day_it_is_asked_on() {
        assert_eq!(period(Some("2026-10-01"), Some("2026-12-31")), "2026-10-01 2026-11-24");
        assert_eq!(period(Some("2026-12-01"), None), "the period would begin on 2026-12-01 and end on 2026-11-24");
        assert_eq!(period(Some("2026-11-24"), Some("2026-11-24")), "2026-11-24 2026-11-24");
    }
}
