//! Reads a day as people write it, day first.

use std::str::FromStr;

use super::{Date, DateError};

impl Date {
    /// Returns whether a text in another order than ISO can mean only one day: the month is a word, the year comes first, the
    /// first number cannot be a month, or day and month are the same number.
    pub fn is_unambiguous(text: &str) -> bool {
        let mut numbers: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if numbers.len() == 4 {
            let weekday = numbers.remove(0).to_lowercase();
            // "Monday 05/06/2025" on a day that is not a Monday:
            // the weekday contradicts the day-first reading, so either order may be meant.
            if !Self::from_words(text).is_some_and(|day| weekday.starts_with(&day.weekday().to_lowercase())) {
                return false;
            }
        }
        match numbers[..] {
            [day, month, _] if day.len() <= 2 && month.bytes().all(|b| b.is_ascii_digit()) => {
                day_number(day).is_some_and(|day| day > 12) || day_number(day) == day_number(month)
            }
            _ => Self::from_words(text).is_some(),
        }
    }

    /// Reads a day as people write it, day first: `16/05/2025`, `16.5.2025`, `16 May 2025`, `Friday 16th May 2025`, and the ISO
    /// form. In figures the year may have two digits (`16/5/25`). `None` where the text is not exactly one day.
    pub fn from_words(text: &str) -> Option<Self> {
        text.trim().parse().ok().or_else(|| people_write(text))
    }
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Reads a year of four digits.
pub(in crate::model) fn year_number(word: &str) -> Option<i32> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok())?
}

/// Reads a month by its name, at least its first three letters, or its number.
pub(in crate::model) fn month_number(word: &str) -> Option<u32> {
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok().filter(|month| (1..=12).contains(month));
    }
    month_name(word)
}

/// Reads a month by its name or at least its first three letters.
pub(in crate::model) fn month_name(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(word.as_str()))?;
    u32::try_from(at + 1).ok()
}

/// Reads a day of the week by its name or at least its first three letters: 0 for Monday.
pub(in crate::model) fn weekday_number(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let at = WEEKDAYS.iter().position(|name| word.len() >= 3 && name.starts_with(word.as_str()));
    // "Weds" is not how the name begins.
    at.or_else(|| (word == "weds").then_some(2)).and_then(|at| at.try_into().ok())
}

/// Reads a day of the month: `6`, `06`, `6th`. Whether the month has that day is not checked here.
pub(in crate::model) fn day_number(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| lower.strip_suffix(ending)).unwrap_or(&lower);
    (matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let bytes = text.as_bytes();
        // Checked by hand, because chrono's parser also accepts `2025-5-6`, which other programs may refuse.
        let iso = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
        if iso {
            let number = |from, to| text.get(from..to).and_then(|digits: &str| digits.parse::<u32>().ok());
            return (|| Self::new(number(0, 4)?.try_into().ok()?, number(5, 7)?, number(8, 10)?))()
                .ok_or_else(|| DateError::NoSuchDay(text.to_owned()));
        }
        Err(match people_write(text) {
            Some(iso) => DateError::NotIso { given: text.to_owned(), iso },
            None => DateError::NotADate(text.to_owned()),
        })
    }
}

/// Reads a day that is not in ISO form.
fn people_write(text: &str) -> Option<Date> {
    let mut words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | '-' | ',')).filter(|w| !w.is_empty()).collect();
    if words.len() == 4 && weekday_number(words[0]).is_some() {
        words.remove(0);
    }
    match words[..] {
        // Day first, as in the United Kingdom. Month first is never assumed.
        [day, month, year] if year_number(year).is_some() => {
            Date::new(year_number(year)?, month_number(month)?, day_number(day)?)
        }
        // Only in figures: in prose, "3 May 25 officers" is no date.
        [day, month, year] if !text.contains(char::is_whitespace) && day.len() <= 2 && year.len() == 2 => {
            Date::new(2000 + year.parse::<u8>().ok().map(i32::from)?, month_number(month)?, day_number(day)?)
        }
        [year, month, day] => Date::new(year_number(year)?, month_number(month)?, day_number(day)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn people_write_the_day_first() {
        for text in ["03/04/2025", "3.4.2025", "3 April 2025", "3rd Apr 2025", "3/4/25", "Thursday 3 April, 2025", "2025-04-03"] {
            assert_eq!(Date::from_words(text), Some(day("2025-04-03")), "{text}");
        }
        for text in ["13/13/2025", "31 April 2025", "3 April 25", "April 2025", "soon", ""] {
            assert_eq!(Date::from_words(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_that_could_be_a_month_is_ambiguous() {
        for (text, sure) in [
            ("16/05/2025", true),
            ("3 April 2025", true),
            ("2025-5-6", true),
            ("2025/05/06", true),
            ("05/05/2025", true),
            ("03/04/2025", false),
            ("3.4.2025", false),
            ("Friday 16 May 2025", true),
            ("Monday 16 May 2025", false),
            ("soon", false),
        ] {
            assert_eq!(Date::is_unambiguous(text), sure, "{text}");
        }
    }
}
