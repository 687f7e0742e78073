//! Finds dates in prose.

use super::list;
use crate::model::Date;

/// A date in a text, and its byte range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) struct NamedDay {
    pub(in crate::intake) start: usize,
    pub(in crate::intake) end: usize,
    pub(in crate::intake) date: Date,
}

/// Returns every complete date in a text, in order.
pub(in crate::intake) fn named_days(text: &str) -> Vec<NamedDay> {
    let words: Vec<(usize, &str)> =
        text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let day = [4, 3, 1].into_iter().filter(|long| at + long <= words.len()).find_map(|long| {
            let (start, first) = words[at];
            let (last_start, last) = words[at + long - 1];
            // Only the outer punctuation may be other than the day's own.
            let lead = first.len() - first.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
            let end = last_start + last.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            let start = start + lead;
            let date = Date::from_words(text.get(start..end)?)?;
            Some((long, NamedDay { start, end, date }))
        });
        match day {
            Some((long, day)) => {
                found.push(day);
                at += long;
            }
            None => at += 1,
        }
    }
    found
}

/// Splits a text into sentences.
pub(in crate::intake) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        let ends =
            matches!(c, '.' | '!' | '?') && bytes.get(at + 1).is_none_or(|next| next.is_ascii_whitespace() || *next >= 0x80);
        if ends || c == '\n' {
            let end = at + c.len_utf8();
            found.push(text[start..end].trim());
            start = end;
        }
    }
    found.push(text[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// The distance of a day in a sentence that does not name the report, and may be about another.
pub(in crate::intake) const UNNAMED: usize = 10_000;

/// Returns the date on which a text says the report was published: the one nearest to that word, with the distance and the
/// sentence. Sentences about the response do not count.
pub(in crate::intake) fn report_published(text: &str) -> Option<(usize, Date, &str)> {
    let mut best: Option<(usize, Date, &str)> = None;
    for sentence in sentences(text) {
        let lower = sentence.to_lowercase();
        let of_response = list("prose_date.report_published");
        // "my comments on the above report, which was published on 3 March"
        let of_report = list("prose_date.of_report").iter().any(|words| lower.contains(words));
        if lower.len() != sentence.len() || of_response.iter().any(|words| lower.contains(words)) && !of_report {
            continue;
        }
        // What should be published some day is no report; one that names its report is believed before others.
        if lower.contains(" should ") {
            continue;
        }
        let names_it = list("prose_date.report_published.2").iter().any(|word| lower.contains(word));
        let doubt = if names_it { 0 } else { UNNAMED };
        let words = list("prose_date.report_published.3");
        let mut places: Vec<usize> = words.iter().flat_map(|word| lower.match_indices(word).map(|(at, _)| at)).collect();
        places.sort_unstable();
        for day in named_days(sentence) {
            if cites(sentence, day.start) && best.is_none_or(|(nearest, ..)| CITED < nearest) {
                best = Some((CITED, day.date, sentence));
            }
            // The nearest word before the day, and the nearest behind it.
            let behind = places.partition_point(|at| *at < day.start);
            for at in behind.checked_sub(1).into_iter().chain([behind]).filter_map(|i| places.get(i)) {
                let far = doubt + if *at < day.start { day.start - at } else { at.saturating_sub(day.end) };
                if best.is_none_or(|(nearest, ..)| far < nearest) {
                    best = Some((far, day.date, sentence));
                }
            }
        }
    }
    best
}

/// How near a cited day counts: behind every day that is said to be that of publication.
const CITED: usize = 500;

/// Returns whether a day in brackets cites a report: "“Roads: a review” (HMICFRS, 27 March 2023)".
fn cites(sentence: &str, day: usize) -> bool {
    let Some((before, inside)) = sentence[..day].rsplit_once('(').filter(|(_, inside)| !inside.contains(')')) else {
        return false;
    };
    inside.contains("HMIC") || inside.is_empty() && before.trim_end().ends_with(['”', '"', '’', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(text: &str) -> Option<String> {
        report_published(text).map(|(_, date, _)| date.to_string())
    }

    #[test]
    fn the_day_nearest_to_published_is_the_reports() {
        for (text, date) in [
            ("The visit was on 11 October 2021, and their report was published on 2 February 2022.", "2022-02-02"),
            ("On 1 December 2022 the inspectorate (HMICFRS) published the report named above.", "2022-12-01"),
            ("HMICFRS published a revisit letter on 31 October 2023, after a year.", "2023-10-31"),
            ("HMICFRS published this on 21st September 2023.", "2023-09-21"),
            ("Report published by HMICFRS: Friday 1 December 2023", "2023-12-01"),
            ("I comment on “Roads: a review” (HMICFRS, 27 March 2023).", "2023-03-27"),
            ("This is about “Roads: a review” (27 March 2023).", "2023-03-27"),
        ] {
            assert_eq!(published(text).as_deref(), Some(date), "{text}");
        }
        for text in ["Response published: 9 November 2021", "I write on 3 May 2023.", "It was published in May 2023."] {
            assert_eq!(published(text), None, "{text}");
        }
    }
}
