//! Reads a day as a person types it: `31 December 2026`, `31/12/26`, `27 Nov`, `fri`, `+4w`, `end of March`, `Q3 2026/27`.
//!
//! Flags, questions, `irr set` and `--where` all read days here. What has one meaning is taken; what has two is returned with
//! both, for a person to choose. To add a form, extend `TypedDate::meanings`.

use std::fmt;
use std::str::FromStr;

use super::words::{day_number, month_name, month_number, weekday_number, year_number};
use super::{Date, DateError, Period, Quarter};
use crate::model::due_date_in_text::count_in_words;

/// A day as typed, not yet read: what it means depends on today and on what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedDate(String);

/// What a typed day is for. It decides the year of `27 Nov`, the week of `fri`, and which day of `March 2027` is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRole {
    /// A day by which something is to be done: to come, and the last one of a month or a quarter.
    Deadline,
    /// The day on which something happened: not in the future, and never a month.
    Event,
    /// The first day of a period.
    Start,
    /// Any other day, such as one to look back or ahead to.
    Any,
}

/// How a typed day was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReading {
    /// The day that it most probably means.
    pub date: Date,
    /// Another day that it may mean as well.
    pub other: Option<Date>,
    /// Whether it was typed as records have it, so that there is nothing to say about how it was read.
    pub is_iso: bool,
}

/// The error for a text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypedDateError {
    /// The calendar has no such day.
    #[error("there is no date `{0}` in the calendar")]
    NoSuchDay(String),
    /// The day of the week contradicts the date.
    #[error("`{given}` is not possible: {} is a {}", date.in_words(), date.weekday_in_words())]
    WrongWeekday {
        /// The text as typed.
        given: String,
        /// The date without its weekday.
        date: Date,
    },
    /// Two days that it may mean, and nobody to ask.
    #[error("`{given}` could be {} or {}: write {date} or {other}", date.in_full_words(), other.in_full_words())]
    TwoReadings {
        /// The text as typed.
        given: String,
        /// The more probable day.
        date: Date,
        /// The other day.
        other: Date,
    },
    /// A month or a quarter, where one day is needed.
    #[error("`{0}` is not one day")]
    NotOneDay(String),
    /// Not a day at all.
    #[error("`{0}` is not a date: write it like 31 December 2026, 31/12/26, 27 Nov, fri, +4w or end of March")]
    NotADate(String),
}

impl TypedDateError {
    /// Returns whether the text is about a day, which there is not, or which may be meant.
    pub fn is_about_a_day(&self) -> bool {
        !matches!(self, Self::NotADate(_) | Self::NotOneDay(_))
    }
}

/// A day, or a month or quarter by its first and last day.
type Span = (Date, Date);

/// So many days away, another year's reading of `27 Nov` is as likely as the one in the expected direction.
///
/// Four weeks: on 30 November, a `2 Dec` that should have been is rather the day after tomorrow than last year's; but `end of
/// March` as a deadline, typed in May, is next year's.
const NEAR: i64 = 28;

impl TypedDate {
    /// Wraps a text.
    pub fn new(text: &str) -> Self {
        Self(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Returns the text as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads the day.
    ///
    /// # Errors
    /// [`TypedDateError`] where the text is not a day that `role` can have.
    pub fn read(&self, today: Date, role: DateRole) -> Result<DateReading, TypedDateError> {
        match self.0.parse::<Date>() {
            Ok(date) => return Ok(DateReading { date, other: None, is_iso: true }),
            Err(DateError::NoSuchDay(given)) => return Err(TypedDateError::NoSuchDay(given)),
            Err(_) => {}
        }
        let meanings = self.meanings(today, role)?;
        let day = |(first, last): &Span| match role {
            DateRole::Start => Ok(*first),
            DateRole::Event if first != last => Err(TypedDateError::NotOneDay(self.0.clone())),
            _ => Ok(*last),
        };
        let Some(first) = meanings.first() else { return Err(TypedDateError::NotADate(self.0.clone())) };
        let date = day(first)?;
        let other = meanings.get(1).map(day).transpose()?.filter(|other| *other != date);
        Ok(DateReading { date, other, is_iso: false })
    }

    /// Reads the day where nobody can be asked.
    ///
    /// # Errors
    /// As for [`Self::read`], and where there are two readings.
    pub fn read_alone(&self, today: Date, role: DateRole) -> Result<Date, TypedDateError> {
        match self.read(today, role)? {
            DateReading { date, other: Some(other), .. } => {
                Err(TypedDateError::TwoReadings { given: self.0.clone(), date, other })
            }
            DateReading { date, .. } => Ok(date),
        }
    }

    /// Returns the one or two meanings, the more probable first.
    fn meanings(&self, today: Date, role: DateRole) -> Result<Vec<Span>, TypedDateError> {
        let lower = self.0.to_lowercase().replace(['’', '\''], "").replace(',', " ");
        let words: Vec<&str> = lower.split_whitespace().filter(|word| !matches!(*word, "the" | "of" | "on")).collect();
        let one = |day: Date| Ok(vec![(day, day)]);
        if let Some(day) = near_today(&lower, &words, today) {
            return one(day);
        }
        if let Some(days) = weekday(&words, today, role) {
            return Ok(days);
        }
        if let Some(days) = self.in_full(&words, today, role)? {
            return Ok(days);
        }
        if let Some(days) = without_year(&words, today, role) {
            return Ok(days);
        }
        Ok(part_of_a_year(&lower, &words, today, role).unwrap_or_default())
    }

    /// Reads a date with its year: `31 December 2026`, `Thu 31/12/26`, `December 31, 2026`.
    fn in_full(&self, words: &[&str], today: Date, role: DateRole) -> Result<Option<Vec<Span>>, TypedDateError> {
        let (named, parts) = without_weekday(words, &['/', '.', '-'], 3);
        let [first, second, third] = parts[..] else { return Ok(None) };
        let year = |part: &str| year_number(part).or_else(|| short_year(part));
        let is_short = short_year(third).is_some();
        let orders: &[[&str; 3]] = match () {
            () if year_number(first).is_some() => &[[third, second, first]],
            () if month_name(first).is_some() => &[[second, first, third]],
            // Day first, always; another order is asked about where this one is improbable.
            () if is_short && self.0.contains('-') => &[[first, second, third], [third, second, first]],
            () => &[[first, second, third], [second, first, third]],
        };
        let read = |[day, month, of]: &[&str; 3]| Date::new(year(of)?, month_number(month)?, day_number(day)?);
        let days: Vec<Date> = orders.iter().filter_map(read).collect();
        let Some(date) = days.first().copied() else {
            let is_date = orders.iter().any(|[day, month, of]| {
                day_number(day).is_some() && year(of).is_some() && (month_number(month).is_some() || day_number(month).is_some())
            });
            return if is_date { Err(TypedDateError::NoSuchDay(self.0.clone())) } else { Ok(None) };
        };
        let fits = |day: &Date| named.is_none_or(|number| day.weekday_number() == number);
        if !days.iter().any(fits) {
            return Err(TypedDateError::WrongWeekday { given: self.0.clone(), date });
        }
        let is_likely = |day: &Date| {
            fits(day)
                && match role {
                    DateRole::Event => *day <= today,
                    DateRole::Deadline => *day >= today,
                    DateRole::Start | DateRole::Any => true,
                }
        };
        let is_open = |other: &Date| is_likely(other) && !is_likely(&date) || self.0.contains('-') && is_short;
        let other = days.get(1).copied().filter(is_open);
        Ok(Some(std::iter::once(date).chain(other).map(|day| (day, day)).collect()))
    }
}

/// Takes a weekday off the front of a date of `length` parts, and splits the rest at `separators`.
fn without_weekday<'a>(words: &[&'a str], separators: &[char], length: usize) -> (Option<u32>, Vec<&'a str>) {
    let mut parts: Vec<&str> = words.iter().flat_map(|word| word.split(separators)).filter(|part| !part.is_empty()).collect();
    let named = parts.first().filter(|_| parts.len() == length + 1).and_then(|first| weekday_number(first));
    if named.is_some() {
        parts.remove(0);
    }
    (named, parts)
}

/// Reads a year of two digits as one of this century.
fn short_year(part: &str) -> Option<i32> {
    (part.len() == 2).then(|| part.parse::<u8>().ok()).flatten().map(|year| 2000 + i32::from(year))
}

/// Reads a day by its distance from today: `tomorrow`, `+4w`, `today-30d`, `in 6 weeks`, `two months ago`.
fn near_today(lower: &str, words: &[&str], today: Date) -> Option<Date> {
    match words {
        ["today" | "now"] => return Some(today),
        ["tomorrow" | "tmrw"] => return Some(today.plus_days(1)),
        ["yesterday"] => return today.minus_days(1),
        ["in", number, unit] | ["in", number, unit, "time"] | [number, unit, "from", "now" | "today"] => {
            return period(number, unit)?.checked_after(today);
        }
        [number, unit, "ago"] => return period(number, unit)?.before(today),
        _ => {}
    }
    let offset = lower.trim().strip_prefix("today").unwrap_or(lower.trim()).trim_start();
    let length = |rest: &str| rest.replace(' ', "").parse::<Period>().ok();
    match (offset.strip_prefix('+'), offset.strip_prefix(['-', '−', '–'])) {
        (Some(later), _) => length(later)?.checked_after(today),
        (_, Some(earlier)) => length(earlier)?.before(today),
        _ => None,
    }
}

/// Reads "six weeks", "a month".
fn period(number: &str, unit: &str) -> Option<Period> {
    let number = if matches!(number, "a" | "an") { Some(1) } else { count_in_words(number) };
    format!("{}{unit}", number?).parse().ok()
}

/// Reads a day of the week: `fri`, `next Friday`, `last Friday`.
fn weekday(words: &[&str], today: Date, role: DateRole) -> Option<Vec<Span>> {
    let (which, name) = match words {
        [name] => ("", *name),
        [which @ ("next" | "last" | "this"), name] => (*which, *name),
        _ => return None,
    };
    let number = weekday_number(name)?;
    let ahead = u64::from((number + 7 - today.weekday_number()) % 7);
    let next = today.plus_days(if ahead == 0 { 7 } else { ahead });
    let last = today.minus_days(7 - ahead)?;
    let days = match which {
        // Before its own week is over, "next Friday" is the one of this week to some people, and that of the next to others.
        "next" if ahead > 0 && today.weekday_number() < number => vec![next, next.plus_days(7)],
        "next" => vec![next],
        "last" => vec![last],
        "this" if ahead == 0 => vec![today],
        "this" => vec![next],
        _ => match role {
            DateRole::Deadline if ahead == 0 => vec![today, next],
            DateRole::Deadline => vec![next],
            _ if ahead == 0 => vec![today],
            DateRole::Any => vec![next, last],
            DateRole::Event | DateRole::Start => vec![last],
        },
    };
    Some(days.into_iter().map(|day| (day, day)).collect())
}

/// Reads a day and a month without a year: `27 Nov`, `Fri 27 Nov`, `27/11`, `Nov 27`.
fn without_year(words: &[&str], today: Date, role: DateRole) -> Option<Vec<Span>> {
    let (named, parts) = without_weekday(words, &['/', '.'], 2);
    let [first, second] = parts[..] else { return None };
    let (day, month) = match month_name(first) {
        Some(month) => (day_number(second)?, month),
        None => (day_number(first)?, month_number(second)?),
    };
    let fits = |date: &Date| named.is_none_or(|number| date.weekday_number() == number);
    let in_year = |year: i32| Date::new(year, month, day).filter(fits).map(|date| (date, date));
    nearest_years(today, role, in_year)
}

/// Chooses the year of a day or month that is typed without one, as its role has it; where another year's is about as near, both.
fn nearest_years(today: Date, role: DateRole, in_year: impl Fn(i32) -> Option<Span>) -> Option<Vec<Span>> {
    // A 29 February, or a weekday, may need a year further away.
    let mut spans: Vec<Span> = (today.year() - 8..=today.year() + 8).filter_map(in_year).collect();
    let distance = |span: &Span| span.1.days_since(today).abs();
    spans.sort_by_key(distance);
    let is_expected = |span: &Span| match role {
        DateRole::Event | DateRole::Start => span.0 <= today,
        DateRole::Deadline => span.1 >= today,
        DateRole::Any => true,
    };
    let expected = *spans.iter().find(|span| is_expected(span))?;
    let other = spans.iter().find(|span| **span != expected).copied();
    let is_doubtful = |other: &Span| match role {
        DateRole::Any => distance(other) - distance(&expected) < NEAR,
        _ => distance(other) < NEAR && distance(&expected) > NEAR,
    };
    Some(std::iter::once(expected).chain(other.filter(is_doubtful)).collect())
}

/// Reads a month, a quarter or the end of one of them or of a year: `March`, `end of March`, `Q3 2026/27`, `end of the year`.
fn part_of_a_year(lower: &str, words: &[&str], today: Date, role: DateRole) -> Option<Vec<Span>> {
    if let Ok(quarter) = lower.trim().parse::<Quarter>() {
        // A quarter of "2026" may be of the calendar or of the financial year.
        return Some(std::iter::once(quarter).chain(quarter.of_financial_year()).map(Quarter::days).collect());
    }
    let (edge, words) = match words {
        ["end", rest @ ..] | [rest @ .., "end"] => (Edge::Last, rest),
        ["start" | "beginning", rest @ ..] => (Edge::First, rest),
        _ => (Edge::None, words),
    };
    let month = |year: i32, number: u32| Some((Date::new(year, number, 1)?, Date::end_of_month(year, number)?));
    let around = |months: u32| {
        let last = today.plus_months(months).end_of_its_month();
        Some((last.first_of_its_month(), last))
    };
    let spans = match words {
        [name, year] if month_name(name).is_some() => {
            vec![month(year_number(year).or_else(|| short_year(year))?, month_name(name)?)?]
        }
        [name] if month_name(name).is_some() => {
            let number = month_name(name)?;
            nearest_years(today, role, |year| month(year, number))?
        }
        ["month"] | ["this", "month"] => vec![around(0)?],
        ["next", "month"] => vec![around(1)?],
        ["last", "month"] => {
            let last = today.end_of_month_before(1)?;
            vec![(last.first_of_its_month(), last)]
        }
        ["year"] | ["this", "year"] if edge != Edge::None => vec![year(today.year())?],
        ["next", "year"] if edge != Edge::None => vec![year(today.year() + 1)?],
        ["financial", "year"] if edge != Edge::None => vec![financial_year(today)?],
        [number] if edge != Edge::None => vec![year(year_number(number)?)?],
        _ => return None,
    };
    Some(spans.into_iter().map(|span| edge.of(span)).collect())
}

/// Returns the first and last day of a calendar year.
fn year(number: i32) -> Option<Span> {
    Some((Date::new(number, 1, 1)?, Date::new(number, 12, 31)?))
}

/// Returns the first and last day of the financial year, from 1 April, in which a day lies.
fn financial_year(day: Date) -> Option<Span> {
    let first = Date::new(day.year(), 4, 1)?;
    let begins = if day < first { day.year() - 1 } else { day.year() };
    Some((Date::new(begins, 4, 1)?, Date::new(begins + 1, 3, 31)?))
}

/// Which end of a period is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
    None,
}

impl Edge {
    fn of(self, (first, last): Span) -> Span {
        match self {
            Self::First => (first, first),
            Self::Last => (last, last),
            Self::None => (first, last),
        }
    }
}

impl fmt::Display for TypedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TypedDate {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(text))
    }
}

#[cfg(test)]
mod tests;
