//! Weekends and bank holidays of England and Wales. They extend no statutory deadline counted in days; views mention them, and
//! only periods counted in working days skip them.

use super::Date;

/// Year, month, day.
type YearMonthDay = (i32, u32, u32);

/// One-off bank holidays, set by proclamation.
const PROCLAIMED: [(YearMonthDay, &str); 8] = [
    ((1999, 12, 31), "a bank holiday (Millennium)"),
    ((2002, 6, 3), "a bank holiday (Golden Jubilee)"),
    ((2011, 4, 29), "a bank holiday (royal wedding)"),
    ((2012, 6, 5), "a bank holiday (Diamond Jubilee)"),
    ((2020, 5, 8), "a bank holiday (Early May)"),
    ((2022, 6, 3), "a bank holiday (Platinum Jubilee)"),
    ((2022, 9, 19), "a bank holiday (State Funeral)"),
    ((2023, 5, 8), "a bank holiday (Coronation)"),
];

/// Bank holidays that were moved to another day of the year, once.
const MOVED: [(YearMonthDay, YearMonthDay); 4] =
    [((2002, 5, 27), (2002, 6, 4)), ((2012, 5, 28), (2012, 6, 4)), ((2020, 5, 4), (2020, 5, 8)), ((2022, 5, 30), (2022, 6, 2))];

/// Returns why a day is not a working day in England and Wales: "a Sunday", "Christmas Day". `None` for a working day.
///
/// Bank holidays follow the Banking and Financial Dealings Act 1971 and the proclamations known so far.
pub fn why_not_working(day: Date) -> Option<&'static str> {
    bank_holiday(day).or(match day.weekday() {
        "Sat" => Some("a Saturday"),
        "Sun" => Some("a Sunday"),
        _ => None,
    })
}

/// Returns the day `number` working days after a day, which itself does not count. `None` after the calendar's end.
pub fn after(day: Date, number: u32) -> Option<Date> {
    let mut day = day;
    for _ in 0..number {
        day = day.checked_plus_days(1)?;
        while why_not_working(day).is_some() {
            day = day.checked_plus_days(1)?;
        }
    }
    Some(day)
}

fn bank_holiday(day: Date) -> Option<&'static str> {
    let is = |(year, month, of_month): YearMonthDay| Date::new(year, month, of_month) == Some(day);
    if let Some((_, name)) = PROCLAIMED.iter().find(|(date, _)| is(*date)) {
        return Some(name);
    }
    // The usual day of the holiday was a working day in that year.
    if MOVED.iter().any(|(from, _)| is(*from)) {
        return None;
    }
    if MOVED.iter().any(|(_, to)| is(*to)) {
        return Some("a bank holiday (Spring)");
    }
    let year = day.year();
    let easter = easter_sunday(year)?;
    let named = [
        (Date::new(year, 1, 1), "New Year's Day"),
        (Date::new(year, 12, 25), "Christmas Day"),
        (Date::new(year, 12, 26), "Boxing Day"),
        (easter.minus_days(2), "Good Friday"),
        (Some(easter.plus_days(1)), "Easter Monday"),
        (first_monday(year, 5), "a bank holiday (Early May)"),
        (last_monday(year, 5), "a bank holiday (Spring)"),
        (last_monday(year, 8), "a bank holiday (Summer)"),
    ];
    named.into_iter().find(|(date, _)| *date == Some(day)).map(|(_, name)| name).or_else(|| substitute(day))
}

/// Returns the holiday for which this weekday is the substitute, where the holiday falls on a weekend.
fn substitute(day: Date) -> Option<&'static str> {
    let year = day.year();
    let falls = |month, of_month| Date::new(year, month, of_month).map(Date::weekday);
    let is = |month, of_month| Date::new(year, month, of_month) == Some(day);
    let stands_in = match (falls(1, 1)?, falls(12, 25)?) {
        ("Sat", _) if is(1, 3) => "New Year's Day",
        ("Sun", _) if is(1, 2) => "New Year's Day",
        // Christmas on a Saturday: Christmas Day moves to Monday and Boxing Day (Sunday) to Tuesday.
        (_, "Sat") if is(12, 27) => "Christmas Day",
        (_, "Sat") if is(12, 28) => "Boxing Day",
        (_, "Sun") if is(12, 27) => "Christmas Day",
        (_, "Fri") if is(12, 28) => "Boxing Day",
        _ => return None,
    };
    Some(match stands_in {
        "New Year's Day" => "a bank holiday (for New Year's Day)",
        "Christmas Day" => "a bank holiday (for Christmas Day)",
        _ => "a bank holiday (for Boxing Day)",
    })
}

fn first_monday(year: i32, month: u32) -> Option<Date> {
    (1..=7).filter_map(|day| Date::new(year, month, day)).find(|day| day.weekday() == "Mon")
}

fn last_monday(year: i32, month: u32) -> Option<Date> {
    (25..=31).filter_map(|day| Date::new(year, month, day)).find(|day| day.weekday() == "Mon")
}

/// Returns Easter Sunday by the Gregorian computus of Meeus, Jones and Butcher.
fn easter_sunday(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    Date::new(year, (days / 31).try_into().ok()?, (days % 31 + 1).try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(text: &str) -> Option<&'static str> {
        why_not_working(text.parse().unwrap())
    }

    #[test]
    fn weekends_and_bank_holidays_are_no_working_days() {
        for (day, name) in [
            ("2023-12-25", "Christmas Day"),
            ("2025-07-12", "a Saturday"),
            ("2025-07-13", "a Sunday"),
            ("2024-03-29", "Good Friday"),
            ("2024-04-01", "Easter Monday"),
            ("2025-04-21", "Easter Monday"),
            ("2025-05-05", "a bank holiday (Early May)"),
            ("2025-05-26", "a bank holiday (Spring)"),
            ("2025-08-25", "a bank holiday (Summer)"),
            ("2022-06-02", "a bank holiday (Spring)"),
            ("2020-05-08", "a bank holiday (Early May)"),
            ("2022-01-03", "a bank holiday (for New Year's Day)"),
            ("2023-01-02", "a bank holiday (for New Year's Day)"),
            ("2021-12-27", "a bank holiday (for Christmas Day)"),
            ("2021-12-28", "a bank holiday (for Boxing Day)"),
            ("2022-12-27", "a bank holiday (for Christmas Day)"),
            ("2026-12-28", "a bank holiday (for Boxing Day)"),
            ("2023-05-08", "a bank holiday (Coronation)"),
        ] {
            assert_eq!(why(day), Some(name), "{day}");
        }
    }

    #[test]
    fn any_other_day_is_one() {
        for day in ["2025-07-10", "2022-05-30", "2020-05-04", "2025-12-24", "2023-01-03", "2025-03-31"] {
            assert_eq!(why(day), None, "{day}");
        }
    }
}
