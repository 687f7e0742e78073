//! Reads due dates as the inspectorate words them: "by 31 December 2025", "within six months", "with immediate effect".
//!
//! Relative periods count from the report's publication. A month alone means its last day; the end of a year its 31 December; a
//! quarter or the end of a financial year (2026/27) its last day. To add a phrase, extend `WordCursor::deadline` or
//! `WordCursor::day`.

use crate::model::Date;
use crate::model::date::words::{day_number, month_name, month_number, year_number};

/// A due date found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDateInText<'a> {
    /// The words as printed: "By 31 December 2025".
    pub printed: &'a str,
    /// The day they mean.
    pub date: Date,
}

/// Returns the first due date in `text`.
pub fn find(text: &str, report_published: Date) -> Option<DueDateInText<'_>> {
    find_all(text, report_published).into_iter().next()
}

/// Returns every due date in `text`, in order.
pub fn find_all(text: &str, report_published: Date) -> Vec<DueDateInText<'_>> {
    let words = words_of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = WordCursor(&words[at..]);
        match rest.deadline(report_published, at == 0 || words[at - 1].ends_sentence) {
            Some((date, used)) if used > 0 => {
                found.push(DueDateInText { printed: &text[words[at].start..words[at + used - 1].end], date });
                at += used;
            }
            _ => at += 1,
        }
    }
    found
}

/// Returns the day that a `due_text` means: its first due date, or the whole text read as a date.
pub fn resolve(due_text: &str, report_published: Date) -> Option<Date> {
    let bare = || {
        let words = words_of(due_text);
        let (date, used) = WordCursor(&words).day(0)?;
        (used == words.len()).then_some(date)
    };
    find(due_text, report_published).map(|due| due.date).or_else(|| Date::from_words(due_text)).or_else(bare)
}

/// The meaning of a `due_text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueTextMeaning {
    /// A day.
    Day(Date),
    /// A date that no calendar has, such as "31 June 2027".
    NoSuchDay(String),
    /// A time that cannot be read as a day, such as "by summer 2027".
    Unread,
    /// No time at all, such as "as soon as possible".
    Nothing,
}

/// Reads a `due_text`, and says why where it gives no day.
pub fn read(due_text: &str, report_published: Date) -> DueTextMeaning {
    if let Some(day) = resolve(due_text, report_published) {
        return DueTextMeaning::Day(day);
    }
    let words = words_of(due_text);
    if let Some(day) = no_such_day(&words) {
        return DueTextMeaning::NoSuchDay(day);
    }
    const TIMES: [&str; 14] = [
        "spring",
        "summer",
        "autumn",
        "winter",
        "quarter",
        "year",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "term",
        "christmas",
    ];
    // More than three letters, because "may" is usually the verb.
    let is_time = |word: &TextWord| {
        word.lower.contains(|c: char| c.is_ascii_digit())
            || TIMES.contains(&word.lower.as_str())
            || word.lower.len() > 3 && month_name(&word.lower).is_some()
    };
    if words.iter().any(is_time) { DueTextMeaning::Unread } else { DueTextMeaning::Nothing }
}

/// Returns the first date with day, month and year that no calendar has.
fn no_such_day(words: &[TextWord]) -> Option<String> {
    // Without "of", so that "31st of June 2027" is recognised like "31 June 2027".
    let words: Vec<&str> = words.iter().map(|word| word.lower.as_str()).filter(|word| *word != "of").collect();
    let is_none = |day: &str, month: &str, year: &str| {
        let parts = (day_number(day)?, month_number(month)?, year_number(year)?);
        Date::new(parts.2, parts.1, parts.0).is_none().then_some(())
    };
    let in_figures = |word: &str| {
        let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
        match parts[..] {
            [day, month, year] => is_none(day, month, year).or_else(|| is_none(year, month, day)),
            _ => None,
        }
    };
    let in_words = |three: &[&str]| {
        month_name(three[1])?;
        is_none(three[0], three[1], three[2])?;
        let (first, rest) = three[1].split_at_checked(1)?;
        Some(format!("{} {}{rest} {}", day_number(three[0])?, first.to_uppercase(), three[2]))
    };
    let figures = words.iter().find(|word| in_figures(word).is_some()).map(|word| (*word).to_owned());
    words.windows(3).find_map(in_words).or(figures)
}

/// Returns whether a word is the name of a month, or at least its first three letters.
pub fn is_month(word: &str) -> bool {
    month_name(word).is_some()
}

/// Returns every full date in a text, in order, however it is written.
pub fn days_in(text: &str) -> Vec<Date> {
    let words = words_of(text);
    (0..words.len()).filter_map(|at| WordCursor(&words).full_day(at).map(|(date, _)| date)).collect()
}

/// A word without the punctuation around it, with its byte range in the text.
struct TextWord {
    lower: String,
    start: usize,
    end: usize,
    ends_sentence: bool,
}

fn words_of(text: &str) -> Vec<TextWord> {
    let mut words = Vec::new();
    for raw in text.split_whitespace() {
        // `raw` is a slice of `text`, so the distance between their pointers is its byte offset.
        let offset = raw.as_ptr() as usize - text.as_ptr() as usize;
        let bare = raw.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        let start = offset + (bare.as_ptr() as usize - raw.as_ptr() as usize);
        let mut lower = bare.to_lowercase().replace(['’', '‘'], "'");
        // "December '27": a year without its century is taken as 20xx.
        let before = raw.split(bare).next().unwrap_or("");
        if before.ends_with(['\'', '’', '‘', '`']) && lower.len() == 2 && lower.bytes().all(|b| b.is_ascii_digit()) {
            lower.insert_str(0, "20");
        }
        words.push(TextWord { lower, start, end: start + bare.len(), ends_sentence: raw.ends_with(['.', ':', ';', '!', '?']) });
    }
    words
}

/// The words from some position on.
struct WordCursor<'a>(&'a [TextWord]);

impl WordCursor<'_> {
    fn get(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |word| word.lower.as_str())
    }

    fn has(&self, at: usize, phrase: &[&str]) -> bool {
        phrase.iter().enumerate().all(|(step, word)| self.get(at + step) == *word)
    }

    /// Reads a due date that begins at the first word; returns the day and how many words it takes.
    fn deadline(&self, published: Date, starts_sentence: bool) -> Option<(Date, usize)> {
        const OPENERS: [&[&str]; 5] =
            [&["no", "later", "than"], &["not", "later", "than"], &["on", "or", "before"], &["by"], &["within"]];
        if let Some(opener) = OPENERS.iter().find(|opener| self.has(0, opener)) {
            let after = opener.len();
            return if self.get(0) == "within" {
                self.term(after, published)
            } else {
                self.day(after).or_else(|| self.term(after, published))
            };
        }
        if self.has(0, &["with", "immediate", "effect"]) {
            // "Immediate" means the day of the report.
            return Some((published, 3));
        }
        // "Immediately after 1 May" is not "now": the words after it name another day.
        let is_now = |at: usize| !matches!(self.get(at), "after" | "before" | "following" | "upon" | "on" | "once" | "when");
        if self.get(0) == "immediately" && starts_sentence && is_now(1) {
            return Some((published, 1));
        }
        if matches!(self.get(0), "should" | "must") && self.get(1) == "immediately" {
            return Some((published, 2));
        }
        if self.get(0) == "immediate" {
            let last = (1..=4).find(|at| matches!(self.get(*at), "commitment" | "action" | "steps"))?;
            return Some((published, last + 1));
        }
        None
    }

    /// Reads a day at `at`: a full date, a month alone, a quarter, or the end of a month or year. Returns the index after it.
    fn day(&self, mut at: usize) -> Option<(Date, usize)> {
        at += usize::from(self.get(at) == "the");
        let end_of = self.has(at, &["end", "of"]);
        if end_of {
            at += 2;
            at += usize::from(self.get(at) == "the");
            if let Some(year) = year_number(self.get(at)) {
                return Some((Date::new(year, 12, 31)?, at + 1));
            }
            if let Some((year, used)) = self.financial_year(at) {
                return Some((Date::new(year + 1, 3, 31)?, used));
            }
        }
        if let Some(found) = self.full_day(at).or_else(|| self.quarter(at)) {
            return Some(found);
        }
        let month = month_name(self.get(at))?;
        // "By May 2025" allows the whole month.
        Some((Date::end_of_month(year_number(self.get(at + 1))?, month)?, at + 2))
    }

    /// Reads a full date at `at`: "Friday 16 May 2025", "16th of May 2025", or in one word, 16/05/2025.
    fn full_day(&self, at: usize) -> Option<(Date, usize)> {
        // The longest first, so that "Friday 16 May 2025" is printed whole. No full date has two words.
        [6, 5, 4, 3, 1].into_iter().filter(|long| at + long <= self.0.len()).find_map(|long| {
            let words: Vec<&str> = (at..at + long).map(|at| self.get(at)).collect();
            // "of" and "the" may stand inside a date ("16th of May 2025") but
            // not at its edges, or the date would take in a following "of".
            let is_edge = |at: usize| at == 0 || at + 1 == long;
            let inner = words.iter().enumerate().filter(|(at, word)| is_edge(*at) || !matches!(**word, "of" | "the"));
            let words: Vec<&str> = inner.map(|(_, word)| *word).collect();
            Date::from_words(&words.join(" ")).map(|date| (date, at + long))
        })
    }

    /// Reads a quarter of a financial year at `at` and returns its last day: "quarter 3 of 2026/27", "the third quarter of the
    /// financial year 2026/27", "Q3 2026/27". A quarter of "2026" is not read: it could be of the calendar or the financial year.
    fn quarter(&self, at: usize) -> Option<(Date, usize)> {
        const ORDINALS: [&[&str]; 4] =
            [&["first", "1st"], &["second", "2nd"], &["third", "3rd"], &["fourth", "4th", "last", "final"]];
        let of_figures = |text: &str| text.parse::<usize>().ok().filter(|number| (1..=4).contains(number));
        let (number, mut at) = match (self.get(at), self.get(at + 1)) {
            ("quarter", number) => (of_figures(number)?, at + 2),
            (ordinal, "quarter") => (ORDINALS.iter().position(|words| words.contains(&ordinal))? + 1, at + 2),
            (short, _) => (short.strip_prefix('q').and_then(of_figures)?, at + 1),
        };
        at += usize::from(matches!(self.get(at), "of" | "in"));
        at += usize::from(self.get(at) == "the");
        let (year, used) = self.financial_year(at)?;
        let last = match number {
            1 => Date::new(year, 6, 30),
            2 => Date::new(year, 9, 30),
            3 => Date::new(year, 12, 31),
            _ => Date::new(year + 1, 3, 31),
        };
        Some((last?, used))
    }

    /// Reads a financial year at `at` and returns the calendar year in which it begins: "2026/27", "financial year 2026-27".
    fn financial_year(&self, mut at: usize) -> Option<(i32, usize)> {
        at += if self.has(at, &["financial", "year"]) { 2 } else { 0 };
        at += usize::from(self.get(at) == "of");
        let (first, second) = self.get(at).split_once(['/', '-', '–'])?;
        let first = year_number(first)?;
        let next = first + 1;
        let follows = second == next.to_string() || second == format!("{:02}", next % 100);
        follows.then_some((first, at + 1))
    }

    /// Reads a period at `at`, such as "six months", and counts it from publication.
    fn term(&self, mut at: usize, published: Date) -> Option<(Date, usize)> {
        at += usize::from(self.has(at, &["a", "maximum"]));
        while matches!(self.get(at), "the" | "next" | "following" | "maximum" | "of") {
            at += 1;
        }
        let (number, unit, used) = match self.get(at).split_once('-') {
            Some((number, unit)) => (count(number)?, unit, at + 1),
            None => (count(self.get(at))?, self.get(at + 1), at + 2),
        };
        let date = match unit.trim_end_matches(['\'', 's']) {
            "day" => published.checked_plus_days(number.into())?,
            "week" => published.checked_plus_days(u64::from(number) * 7)?,
            "month" => published.checked_plus_months(number)?,
            "year" => published.checked_plus_months(number.checked_mul(12)?)?,
            _ => return None,
        };
        (!self.counts_from_elsewhere(used)).then(|| (date, self.behind_report(used)))
    }

    /// Returns the index after "of this report", "from the date of publication of the report", where a period ends with it.
    fn behind_report(&self, at: usize) -> usize {
        if !matches!(self.get(at), "of" | "after" | "from" | "following") || self.0[at - 1].ends_sentence {
            return at;
        }
        let is_joint = |word: &str| {
            matches!(word, "the" | "this" | "its" | "our" | "date" | "day" | "of" | "being" | "final" | "full" | "hmicfrs")
        };
        let is_named = |word: &str| word.starts_with("publi") || matches!(word, "report" | "report's");
        let mut behind = at;
        let mut next = at + 1;
        while is_joint(self.get(next)) || is_named(self.get(next)) {
            next += 1;
            if is_named(self.get(next - 1)) {
                behind = next;
            }
            if self.0.get(next - 1).is_some_and(|word| word.ends_sentence) {
                break;
            }
        }
        behind
    }

    /// Returns whether the words after a period make it count from something other than the report's publication: "within six
    /// months of the guidance", "three months after 1 June", "within three months of the College publishing its guidance".
    fn counts_from_elsewhere(&self, at: usize) -> bool {
        if !matches!(self.get(at), "of" | "after" | "from" | "following") || self.0[at - 1].ends_sentence {
            return false;
        }
        let is_report = |word: &str| word.starts_with("report") || word.starts_with("inspection");
        let past = |mut at: usize, joins: &[&str]| {
            while joins.contains(&self.get(at)) {
                at += 1;
            }
            at
        };
        let what = past(
            at + 1,
            &["the", "this", "its", "our", "date", "day", "of", "on", "which", "final", "first", "hmicfrs", "hmicfrs's"],
        );
        if !self.get(what).starts_with("publi") {
            return !is_report(self.get(what));
        }
        // "Publication of the guidance" and "publishing its plan" are about another publication than the report's.
        let names_its_object = self.get(what + 1) == "of" || self.get(what).ends_with("ing");
        names_its_object
            && !self.0[what].ends_sentence
            && !is_report(self.get(past(what + 1, &["of", "the", "this", "its", "our", "final"])))
    }
}

/// Reads a number in figures (up to four digits) or in words (up to twenty-four).
fn count(word: &str) -> Option<u32> {
    const NUMBERS: [&str; 25] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "twenty-one",
        "twenty-two",
        "twenty-three",
        "twenty-four",
    ];
    match word {
        "a" | "an" => Some(1),
        _ if word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()) => word.parse().ok(),
        _ => NUMBERS.iter().position(|name| *name == word).and_then(|at| at.try_into().ok()),
    }
}

/// Reads a count in figures or words ("ten", "10"), in any case. "A" and "an" do not count: in prose they are articles.
pub fn count_in_words(word: &str) -> Option<u32> {
    if matches!(word, "a" | "an") { None } else { count(&word.to_lowercase()) }
}

#[cfg(test)]
mod tests;
