//! The dated notes of an update cell: `12/5: met the supplier`, one below the other.

use super::days::{days_in, days_month_first};
use crate::model::Date;

/// A note in an update cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellNote {
    /// Its day, if it says one.
    pub(super) day: Option<Date>,
    /// Why the day may be another one, if it may.
    pub(super) doubt: Option<&'static str>,
    /// Its words, without the day.
    pub(super) words: String,
}

/// How far into a note its day may begin: behind "[", "Update ".
const FARTHEST: usize = 12;

/// Returns the notes of a cell. What stands before the first day is a note without one.
///
/// A day without a year ("12/5") is the last such day until the next day in the cell or, for the first one, until `today`.
pub(super) fn notes_in(text: &str, today: Date) -> Vec<CellNote> {
    let mut notes: Vec<CellNote> = Vec::new();
    for line in text.lines().flat_map(parts) {
        match dated(line, today) {
            Some(note) => notes.push(note),
            None => match notes.last_mut() {
                Some(last) => {
                    last.words.push('\n');
                    last.words.push_str(line.trim_end());
                }
                None => notes.push(CellNote { day: None, doubt: None, words: line.trim().to_owned() }),
            },
        }
    }
    for note in &mut notes {
        note.words = note.words.trim().to_owned();
    }
    notes.retain(|note| !note.words.is_empty());
    notes
}

/// Splits "12/5/25: met; 3/6/25: trained" before the second day: only there, where a mark ends the words before it.
fn parts(line: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    for day in days_in(line).into_iter().skip(1) {
        let before = line[..day.at.start].trim_end_matches([' ', '[', '(']);
        let is_cut = before.ends_with([';', '|', '•']) || before.ends_with(". ") || before.ends_with('.');
        let ends = line[day.at.end..].trim_start_matches([']', ')', ' ']);
        if is_cut && ends.starts_with([':', '-', '–', '—']) {
            cuts.push(before.len());
        }
    }
    cuts.push(line.len());
    cuts.windows(2).map(|pair| line[pair[0]..pair[1]].trim_matches([';', '|', ' ', '•'])).collect()
}

fn dated(line: &str, today: Date) -> Option<CellNote> {
    if let Some(note) = signed(line).or_else(|| stamped(line)) {
        return Some(note);
    }
    let first = days_in(line).into_iter().next();
    if let Some(day) = first.filter(|day| day.at.start <= FARTHEST && is_opening(&line[..day.at.start])) {
        let is_figures = line[day.at.clone()].chars().all(|c| !c.is_alphabetic());
        let words = rest(&line[day.at.end..], is_figures)?;
        return Some(CellNote { day: Some(day.day), doubt: day.doubt, words });
    }
    let bare = line.trim_start_matches(['[', '(', '-', '•', '*', ' ']);
    let end = bare.find([':', '-', '–', '—', ']', ')', ' '])?;
    let (day, month) = bare[..end].split_once(['/', '.'])?;
    let is_short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    if !is_short(day) || !is_short(month) || !bare[end..].trim_start().starts_with([':', '-', '–', '—', ']', ')']) {
        return None;
    }
    let in_year = |year: i32| Date::from_words(&format!("{day}/{month}/{year}"));
    let last = (today.year() - 4..=today.year()).rev().filter_map(in_year).find(|day| *day <= today)?;
    let words = rest(&bare[end..], true)?;
    Some(CellNote { day: Some(last), doubt: Some("the tracker gives no year"), words })
}

/// Reads "A. N. Other (9/2/2024 9:14 AM): done", as programs write comments: with the month first where the clock has AM and PM.
fn signed(line: &str) -> Option<CellNote> {
    let (name, rest) = line.split_once('(')?;
    let (stamp, words) = rest.split_once("):")?;
    let is_name = (1..=40).contains(&name.trim().chars().count()) && !name.contains([':', ';']) || name.trim().is_empty();
    let is_american = stamp.ends_with("AM") || stamp.ends_with("PM");
    let days = if is_american { days_month_first(stamp) } else { days_in(stamp) };
    let [day] = &days[..] else { return None };
    is_name.then(|| CellNote { day: Some(day.day), doubt: None, words: format!("{}: {}", name.trim(), words.trim()) })
}

/// Reads "All staff are trained (LD, 12/02/2026)": who wrote it, and when, at the end.
fn stamped(line: &str) -> Option<CellNote> {
    let (words, stamp) = line.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let [day] = &days_in(stamp)[..] else { return None };
    let is_stamp = stamp.len() <= 30 && stamp.ends_with(&stamp[day.at.clone()]) && !words.trim().is_empty();
    let by = stamp[..day.at.start].trim_matches([' ', ',', '-', '–', ':']);
    let by = if by.is_empty() { String::new() } else { format!(" ({by})") };
    is_stamp.then(|| CellNote { day: Some(day.day), doubt: day.doubt, words: format!("{}{by}", words.trim()) })
}

/// Whether nothing but marks and the word "update" stands before a day.
fn is_opening(before: &str) -> bool {
    before.split(|c: char| !c.is_alphanumeric()).all(|word| {
        word.is_empty() || ["update", "updated", "on", "as", "at", "date", "entry"].contains(&word.to_lowercase().as_str())
    })
}

/// Returns the words behind a day, if a mark or nothing but a space and a capital letter parts them.
fn rest(after: &str, is_figures: bool) -> Option<String> {
    let words = after.trim_start_matches([' ', ']', ')']);
    let bare = words.trim_start_matches([':', '-', '–', '—', '.', ',']);
    let is_parted = bare.len() < words.len() || after.starts_with([']', ')']);
    let is_sentence = bare.trim_start().starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    // "12 May 2025 is the new date" is a sentence about a day, not the note of one.
    (is_parted || is_sentence || is_figures || bare.trim().is_empty()).then(|| bare.trim_start().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(text: &str) -> Vec<(String, String)> {
        let today = "2026-11-30".parse().unwrap();
        let day = |note: &CellNote| note.day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        notes_in(text, today).iter().map(|note| (day(note), note.words.clone())).collect()
    }

    fn pair(day: &str, words: &str) -> (String, String) {
        (day.to_owned(), words.to_owned())
    }

    #[test]
    fn each_day_begins_a_note() {
        let met = pair("2025-05-12", "met the supplier");
        for text in [
            "12/5/25: met the supplier\n3/6/25 – trained 40 staff",
            "12/05/2025 - met the supplier\n[3 June 2025] trained 40 staff",
            "12.5.25: met the supplier; 3.6.25: trained 40 staff",
        ] {
            assert_eq!(notes(text), [met.clone(), pair("2025-06-03", "trained 40 staff")], "{text}");
        }
        assert_eq!(
            notes("A. Other (9/13/2024 9:14 AM): met\nB Other (9/2/2024 4:00 PM): sent"),
            [pair("2024-09-13", "A. Other: met"), pair("2024-09-02", "B Other: sent")]
        );
        assert_eq!(notes("Update 12/5/25: met\nand agreed"), [pair("2025-05-12", "met\nand agreed")]);
    }

    #[test]
    fn a_note_without_a_day_or_a_year_is_one_all_the_same() {
        assert_eq!(notes("Training is under way"), [pair("-", "Training is under way")]);
        assert_eq!(notes("12/5: met\n28/12: agreed"), [pair("2026-05-12", "met"), pair("2025-12-28", "agreed")]);
        assert_eq!(notes("All are trained. (LD, 12/02/2026)"), [pair("2026-02-12", "All are trained. (LD)")]);
        assert_eq!(notes("12/02/26 all are trained"), [pair("2026-02-12", "all are trained")]);
        assert_eq!(notes("12 May 2025 is the new date"), [pair("-", "12 May 2025 is the new date")]);
        assert_eq!(notes("Met on 12/5/25. All agreed"), [pair("-", "Met on 12/5/25. All agreed")]);
    }
}
