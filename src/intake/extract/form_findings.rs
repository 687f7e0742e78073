//! Gives each finding of the form its number, addressees and due date.

use super::extractor::{Extractor, FormRow, MissingFact};
use super::findings_cell::{self, CellFinding};
use crate::intake::block::SourceBlock;
use crate::intake::phrases::addressee;
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::heading::HeadingSection;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::speaker::speakers;
use crate::intake::{ImportNoteCode, SourcePlace};
use crate::model::{Date, Finding, FindingKind, FindingRef, PrintedRef, Record, due_date_in_text};
use crate::prose::Prose;

impl Extractor {
    /// Adds the findings of the form's table to the record.
    pub(super) fn findings(&mut self, record: &mut Record) {
        for kind in FindingKind::ALL {
            let rows: Vec<FormRow> = self.rows.extract_if(.., |row| row.label == Label::Findings(*kind)).collect();
            let parts: Vec<&[SourceBlock]> = rows.iter().flat_map(|row| row.parts.iter().map(Vec::as_slice)).collect();
            let published = record.inspection.published;
            let found = findings_cell::part(&parts, *kind, published, &mut self.notes);
            let found: Vec<CellFinding> = found.into_iter().filter(|found| !self.states_that_there_are_none(found)).collect();
            let numbers = self.number(*kind, &found, Vec::new());
            for (found, number) in found.into_iter().zip(numbers) {
                let finding = self.finding(*kind, found, number, record);
                record.findings_of_mut(*kind).push(finding);
            }
        }
    }

    /// Returns whether the cell only says that there are no findings of its kind.
    fn states_that_there_are_none(&mut self, found: &CellFinding) -> bool {
        let none =
            found.number.is_none() && matches!(normal(&found.text).as_str(), "none" | "n a" | "nil" | "not applicable" | "na");
        if none {
            self.placed.add(&found.text);
        }
        none
    }

    /// Returns a number for each finding: the printed one, one that only a heading has, or the next in sequence.
    ///
    /// Numbers in `known` are not used again.
    pub(super) fn number(&mut self, kind: FindingKind, found: &[CellFinding], known: Vec<PrintedRef>) -> Vec<PrintedRef> {
        let printed = |text: &str| text.parse::<PrintedRef>().ok();
        let mut taken: Vec<PrintedRef> = known;
        taken.extend(found.iter().filter_map(|found| printed(found.number.as_deref()?)));
        let headed: Vec<(String, SourcePlace, String)> = self
            .parts
            .iter()
            .filter_map(|part| match &part.section {
                HeadingSection::Answer { kind: of, numbers, .. } if *of == kind => Some((numbers, part)),
                _ => None,
            })
            .flat_map(|(numbers, part)| numbers.iter().map(|number| (number.clone(), part.at, part.title.clone())))
            .collect();
        let mut numbers: Vec<PrintedRef> = Vec::new();
        for (at, one) in found.iter().enumerate() {
            if let Some(number) = one.number.as_deref().and_then(printed) {
                if numbers.contains(&number) {
                    self.add_note(
                        ImportNoteCode::Disagrees,
                        one.at,
                        format!("number {number} is printed twice"),
                        Some(&one.text),
                    );
                }
                numbers.push(number);
                continue;
            }
            let before = numbers.last().map_or(0, |number| leading(number.as_str()));
            let after = found[at + 1..].iter().find_map(|later| later.number.as_deref()).map_or(u32::MAX, leading);
            let free: Vec<&(String, SourcePlace, String)> = headed
                .iter()
                .filter(|(number, ..)| printed(number).is_some_and(|number| !taken.contains(&number)))
                .filter(|(number, ..)| (before + 1..after).contains(&leading(number)))
                .collect();
            let (number, message) = match free[..] {
                [(number, place, title)] => (printed(number), format!("no number is printed, but {place} answers it: “{title}”")),
                _ => (None, "no number is printed, and no heading gives it".to_owned()),
            };
            let next = || {
                (before + 1..)
                    .map(|number| number.to_string())
                    .filter_map(|number| printed(&number))
                    .find(|number| !taken.contains(number))
            };
            let Some(number) = number.or_else(next) else { continue };
            self.add_note(
                ImportNoteCode::Guessed,
                one.at,
                format!("{message}; taken as {}{number}", kind.prefix()),
                Some(&one.text),
            );
            taken.push(number.clone());
            numbers.push(number);
        }
        numbers
    }

    pub(super) fn finding(&mut self, kind: FindingKind, found: CellFinding, number: PrintedRef, record: &Record) -> Finding {
        let reference = FindingRef::new(kind, &number);
        self.placed.add(&format!("{} {number} {}", kind.words(), found.text));
        let mut finding = Finding::numbered(number);
        let published = record.inspection.published;
        if !speakers(&found.text).is_empty() {
            let message = format!("{reference} seems to have an answer in its text; check its text and its date");
            self.add_note(ImportNoteCode::Guessed, found.at, message, Some(&found.text));
        }
        // A day before the report is history, and no deadline that it sets.
        let (deadlines, past): (Vec<_>, Vec<_>) =
            due_date_in_text::find_all(&found.text, published).into_iter().partition(|due| due.date >= published);
        for due in past {
            let message = format!("{reference} names a date before the report, “{}”; not taken as its deadline", due.printed);
            self.add_note(ImportNoteCode::Guessed, found.at, message, None);
        }
        if let Some((date, words)) = bracketed(&found.text, published) {
            finding.due = Some(date);
            finding.due_text = Some(words.to_owned());
            if let Some(other) = deadlines.iter().find(|other| other.date != date) {
                let message = format!(
                    "{reference} says “{}” ({}) and has “{words}” in brackets; the brackets are used as its deadline",
                    other.printed, other.date
                );
                self.add_note(ImportNoteCode::Guessed, found.at, message, None);
            }
        } else if let Some(first) = deadlines.first() {
            finding.due = Some(first.date);
            finding.due_text = Some(first.printed.to_owned());
            if deadlines.iter().any(|other| other.date != first.date) {
                let all: Vec<String> = deadlines.iter().map(|due| format!("“{}” ({})", due.printed, due.date)).collect();
                let message = format!("{reference} has several deadlines, {}; the first is used", all.join(" and "));
                self.add_note(ImportNoteCode::Guessed, found.at, message, None);
            }
            if let Some(words) = second_term(&found.text) {
                let message = format!("{reference} has a second period, “{words}”, which is not a deadline; the first is used");
                self.add_note(ImportNoteCode::Guessed, found.at, message, None);
            }
        } else if kind == FindingKind::Recommendation {
            let message = format!("{reference} gives no deadline; it has no due date");
            self.note_missing_fact(&reference, MissingFact::Deadline, ImportNoteCode::Missing, found.at, message);
        }
        finding.addressed_to = addressee::lead_bodies(&found.text, published);
        let us = |name| self.us.is_us(name, &record.force);
        if !finding.addressed_to.is_empty() && !finding.addressed_to.iter().any(us) {
            finding.said_ours = Some(false);
        }
        if finding.addressed_to.is_empty() && kind == FindingKind::Recommendation {
            let message = format!("{reference} does not say who should act; taken as ours");
            self.note_missing_fact(&reference, MissingFact::Addressee, ImportNoteCode::Guessed, found.at, message);
        }
        if found.text.is_empty() {
            self.add_note(ImportNoteCode::Missing, found.at, format!("{reference} has a label but no text"), None);
        } else {
            finding.text = Some(Prose::from_text(&found.text));
        }
        finding
    }
}

/// Returns a deadline in brackets at the end of a finding, with its text: "(by 30 June 2026)", "[Deadline: 31 March 2026]".
fn bracketed(text: &str, published: Date) -> Option<(Date, &str)> {
    text.lines().rev().find_map(|line| {
        let line = line.trim_end_matches(['.', ' ', '*', '\\']);
        let inside = line.strip_suffix([')', ']'])?;
        let words = inside[inside.rfind(['(', '['])? + 1..].trim();
        let lower = words.to_lowercase();
        const NAMES: [&str; 8] = ["deadline", "due date", "due by", "due", "timescale", "to be done", "complete", "target"];
        let named = NAMES.iter().find(|name| lower.starts_with(**name)).and_then(|name| words.get(..name.len())).unwrap_or("");
        let day = words[named.len()..].trim_start_matches([':', ' ', '–', '-']);
        // Brackets that say more than a deadline are no deadline.
        let is_whole = |due: &due_date_in_text::DueDateInText<'_>| due.printed.len() + 4 >= day.len();
        let date = due_date_in_text::find(day, published).filter(is_whole).map(|due| due.date);
        let date = date.or_else(|| Date::from_words(day).filter(|_| !named.is_empty()))?;
        Some((date, day))
    })
}

/// Returns the number at the start of a printed reference; 0 if there is none.
fn leading(printed: &str) -> u32 {
    printed.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Returns the review period after a deadline: "to be reviewed after 12 months".
fn second_term(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.windows(4).position(|four| {
        let unit = four[3].trim_matches(|c: char| !c.is_alphanumeric());
        four[0].starts_with("review")
            && four[1] == "after"
            && ["month", "week", "year", "day"].iter().any(|name| unit.starts_with(name))
    })?;
    Some(words[at..at + 4].join(" ").trim_end_matches([',', '.']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_may_stand_in_brackets_behind_the_finding() {
        let of = |text| bracketed(text, "2025-01-31".parse().unwrap()).map(|(day, words)| (day.to_string(), words.to_owned()));
        let day = |day: &str, words: &str| Some((day.to_owned(), words.to_owned()));
        assert_eq!(of("Tell them within 28 days (by 30 June 2026)."), day("2026-06-30", "by 30 June 2026"));
        assert_eq!(of("Act. [Deadline 31 March 2026]"), day("2026-03-31", "31 March 2026"));
        assert_eq!(of("Act. (Deadline: within nine months)"), day("2025-10-31", "within nine months"));
        assert_eq!(of("Act (with immediate effect)."), day("2025-01-31", "with immediate effect"));
        assert_eq!(of("Read the guide (published by 30 June 2026 in two volumes)."), None);
        assert_eq!(of("Act (the force)."), None);
    }
}
