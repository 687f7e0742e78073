//! The days that a cell names: `31/3/24`, `March 2024`, `Q3 24/25`, or several of them among other words.

use std::ops::Range;

use crate::model::{Date, Quarter};

/// A day in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellDay {
    /// The day; of a month or a quarter the last one.
    pub(super) day: Date,
    /// Where it stands in the text.
    pub(super) at: Range<usize>,
    /// Why it may be another day, if it may.
    pub(super) doubt: Option<&'static str>,
}

/// The most words of a day: "Friday 16th of May 2025".
const MOST_WORDS: usize = 5;

/// Whether the day or the month comes first in a date in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum DateOrder {
    /// 16/5/2025
    #[default]
    DayFirst,
    /// 5/16/2025, as programs write it that were set up for the United States.
    MonthFirst,
}

/// Returns the order that a date in figures shows: only one of its numbers can be a month.
pub(super) fn order_of(text: &str) -> Option<DateOrder> {
    let first = text.split_whitespace().next()?;
    let [first, second, year] = first.split('/').collect::<Vec<_>>()[..] else { return None };
    let number = |part: &str| part.parse::<u32>().ok().filter(|number| (1..=31).contains(number));
    four_digits(year)?;
    match (number(first)?, number(second)?) {
        (1..=12, 13..) => Some(DateOrder::MonthFirst),
        (13.., 1..=12) => Some(DateOrder::DayFirst),
        _ => None,
    }
}

/// Returns the days that a text names in figures with the month first.
pub(super) fn days_month_first(text: &str) -> Vec<CellDay> {
    let turned = |found: CellDay| {
        let words = &text[found.at.clone()];
        let parts: Vec<&str> = words.split('/').collect();
        let [month, day, year] = parts[..] else { return found };
        let day = four_digits(year).and_then(|year| Date::from_words(&format!("{day}/{month}/{year}")));
        day.map_or_else(|| found.clone(), |day| CellDay { day, doubt: Some("the month stands before the day"), ..found.clone() })
    };
    days_in(text).into_iter().map(turned).collect()
}

/// The most bytes of a day: "Wednesday 30th September 2026".
const LONGEST: usize = 32;

/// Returns the days that a text names, in order.
pub(super) fn days_in(text: &str) -> Vec<CellDay> {
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit(text) {
        return Vec::new();
    }
    let words = words_of(text);
    let parts: Vec<bool> = words.iter().map(|at| is_part(&text[at.clone()])).collect();
    let (mut found, mut first) = (Vec::new(), 0);
    while first < words.len() {
        // Most words of a text are no part of a day.
        let longest = parts[first..].iter().take(MOST_WORDS).take_while(|is_part| **is_part).count();
        let day = (1..=longest).rev().find_map(|count| {
            let at = words[first].start..words[first + count - 1].end;
            let may_be = at.len() <= LONGEST && has_digit(&text[at.clone()]);
            day_of(may_be.then_some(&text[at.clone()])?).map(|(day, doubt)| (CellDay { day, at, doubt }, count))
        });
        match day {
            Some((day, count)) => {
                found.push(day);
                first += count;
            }
            None => first += 1,
        }
    }
    found
}

/// Whether a word may be part of a day: it has a digit, or is the name of a month or a weekday, or "of".
fn is_part(word: &str) -> bool {
    let names = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri",
        "sat", "sun",
    ];
    let begins = |name: &&str| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(name));
    word.bytes().any(|byte| byte.is_ascii_digit()) || names.iter().any(begins) || ["of", "FY", "fy"].contains(&word)
}

/// The words between two days, or before them, that say nothing more than that there are two.
const JOINING: [&str; 26] = [
    "to",
    "now",
    "revised",
    "extended",
    "until",
    "then",
    "moved",
    "new",
    "date",
    "was",
    "original",
    "originally",
    "by",
    "end",
    "of",
    "due",
    "from",
    "extension",
    "slipped",
    "rev",
    "ext",
    "the",
    "target",
    "previously",
    "before",
    "orig",
];

/// Returns whether a text says something besides its days.
pub(super) fn says_more(text: &str, days: &[CellDay]) -> bool {
    let mut rest = text.to_owned();
    days.iter().rev().for_each(|day| rest.replace_range(day.at.clone(), " "));
    rest.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && !JOINING.contains(&word.to_lowercase().as_str()))
}

/// Returns the places of the words, without the marks around them.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '→' | '➔' | '⇒' | '>' | '(' | ')' | '[' | ']' | ';' | '|' | '=');
    let mut words = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_between(c) {
            let word = &text[start..at];
            let left = word.trim_start_matches([':', ',', '.', '-', '–', '—', '\'', '"', '*', '•']);
            let bare = left.trim_end_matches([':', ',', '.', '-', '–', '—', '\'', '"', '*']);
            let from = start + word.len() - left.len();
            if !bare.is_empty() {
                words.push(from..from + bare.len());
            }
            start = at + c.len_utf8();
        }
    }
    words
}

/// Reads a text that is a day, a month or a quarter as a whole.
fn day_of(text: &str) -> Option<(Date, Option<&'static str>)> {
    let plain = text.replace(['–', '—', '‑'], "-").replace(['\'', '’'], "");
    let sure = |day| Some((day, None));
    if let Some(day) = Date::from_words(&plain).or_else(|| short_year(&plain)) {
        return sure(day);
    }
    if let Some(day) = month_first(&plain) {
        return Some((day, Some("the month stands before the day")));
    }
    if let Some(day) = month(&plain) {
        return sure(day);
    }
    quarter(&plain)
}

/// Reads "3 June 25" and "16th-May-25", which prose would not be taken for.
fn short_year(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split([' ', '-', '/', '.']).filter(|part| !part.is_empty() && *part != "of").collect();
    let [day, month, year] = parts[..] else { return None };
    let is_named = month.chars().all(char::is_alphabetic);
    Date::from_words(&format!("{day} {month} {}", four_digits(year)?)).filter(|_| is_named)
}

/// Reads "5/16/2025", whose second number can be no month.
fn month_first(text: &str) -> Option<Date> {
    let [month, day, year] = text.split('/').collect::<Vec<_>>()[..] else { return None };
    let is_day = day.parse::<u32>().is_ok_and(|day| day > 12);
    Date::from_words(&format!("{day}/{month}/{}", four_digits(year)?)).filter(|_| is_day)
}

/// Returns a year of two or four digits in four.
fn four_digits(year: &str) -> Option<String> {
    let is_number = year.bytes().all(|digit| digit.is_ascii_digit());
    match year.len() {
        2 if is_number => Some(format!("20{year}")),
        4 if is_number && (year.starts_with("19") || year.starts_with("20")) => Some(year.to_owned()),
        _ => None,
    }
}

/// Reads a month: "March 2024", "Mar-24", "2019/03", "03/2024". Its last day is meant.
fn month(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split([' ', '-', '/', '.']).filter(|part| !part.is_empty()).collect();
    let [first, second] = parts[..] else { return None };
    let is_named = first.len() >= 3 && first.chars().all(char::is_alphabetic);
    let (month, year) = match () {
        () if is_named => (first, four_digits(second)?),
        // "03/24" may be a day of March, and is not taken.
        () if first.len() == 4 => (second, four_digits(first)?),
        () if second.len() == 4 => (first, four_digits(second)?),
        () => return None,
    };
    Date::from_words(&format!("1 {month} {year}")).map(Date::end_of_its_month)
}

/// Reads a quarter: "Q3 24/25", "Q1 2024-25", "2026 Q2".
fn quarter(text: &str) -> Option<(Date, Option<&'static str>)> {
    let upper = text.to_uppercase().replace("FY", "");
    let (number, years) = match upper.trim().strip_prefix('Q') {
        Some(rest) => rest.trim().split_at_checked(1)?,
        None => upper.rsplit_once('Q').map(|(years, number)| (number.trim(), years))?,
    };
    let years = years.trim_matches([' ', '-', '/', ',']);
    let (first, second) = years.split_once(['/', '-']).map_or((years, None), |(first, second)| (first, Some(second)));
    let year = four_digits(first.trim())?;
    let quarter: Quarter = match second {
        Some(second) => format!("{year}/{}-Q{number}", second.trim()).parse().ok()?,
        None => format!("{year}-Q{number}").parse().ok()?,
    };
    match quarter.of_financial_year().filter(|_| second.is_none()) {
        // Public bodies count from April.
        Some(financial) => Some((financial.days().1, Some("a quarter of the financial or of the calendar year"))),
        None => Some((quarter.days().1, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Vec<String> {
        days_in(text).iter().map(|found| found.day.to_string()).collect()
    }

    #[test]
    fn days_months_and_quarters_are_found() {
        for (text, day) in [
            ("31/03/2026", "2026-03-31"),
            ("3.4.26", "2026-04-03"),
            ("31 March 2026", "2026-03-31"),
            ("31st Mar 26", "2026-03-31"),
            ("31-Mar-26", "2026-03-31"),
            ("By end of March 2024", "2024-03-31"),
            ("Mar-24", "2024-03-31"),
            ("2019/03", "2019-03-31"),
            ("Q3 24/25", "2024-12-31"),
            ("Q4 2024-25", "2025-03-31"),
            ("2024/25 Q1", "2024-06-30"),
            ("Friday 16th May 2025", "2025-05-16"),
            ("5/16/2025", "2025-05-16"),
        ] {
            assert_eq!(days(text), [day], "{text}");
        }
        for text in ["TBC", "Ongoing", "N/A", "Autumn 2026", "3/24", "R12", "12", "Phase 2", "2026"] {
            assert_eq!(days(text), [""; 0], "{text}");
        }
        assert!(days_in("Q1 2027")[0].doubt.is_some());
    }

    #[test]
    fn several_days_in_one_cell_are_found_in_order() {
        for text in ["31/3/24 → 30/9/24", "31/3/24->30/9/24", "31 March 2024, extended to 30 September 2024", "31/3/24\n30/9/24"]
        {
            let found = days_in(text);
            assert_eq!(days(text), ["2024-03-31", "2024-09-30"], "{text}");
            assert!(!says_more(text, &found), "{text}");
        }
        let text = "31/3/24 subject to funding";
        assert!(says_more(text, &days_in(text)));
    }
}
