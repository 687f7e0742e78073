//! What changed between two versions of records, in sentences: "Extend custody:R1 to 31 December 2026".
//!
//! To tell of another field in words of its own, add it to `of_finding` or `of_record`; without, it gets the general words.

mod change;
mod excerpt;
mod kind;
mod of_action;
mod of_field;
mod of_finding;
mod of_log;
mod of_record;
mod of_response;
mod of_settings;
mod redacted;
mod writer;

pub use crate::model::field_words::{field_words, path_words, value_words};
pub use change::{ChangedValue, RecordChange, RecordVersions, ReportName};
pub use kind::ChangeKind;
pub use of_settings::settings_words;

use crate::prose::{counted, shortened};

/// The longest subject of a commit, in characters: what `git log --oneline` shows in a window of 80 columns.
const LONGEST_SUBJECT: usize = 72;
/// The most changes that a commit's message lists.
const MOST_LINES: usize = 100;

/// What changed in several records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordChanges {
    /// The changes, by record and finding.
    pub changes: Vec<RecordChange>,
    /// Changes outside the records: "Change the settings (irr.yaml)".
    pub others: Vec<String>,
}

impl RecordChanges {
    /// Compares records, in the order in which they are given.
    pub fn between(records: &[RecordVersions], others: Vec<String>) -> Self {
        Self { changes: of_record::changes(records), others }
    }

    /// Returns how many changes there are.
    pub fn count(&self) -> usize {
        self.changes.len() + self.others.len()
    }

    /// Returns the changes as one line: each of them where they are few, else the first and how many more.
    pub fn subject(&self) -> String {
        let phrases = self.phrases();
        let Some(((first, of_first), rest)) = phrases.split_first() else { return "No change".to_owned() };
        let all = rest.iter().fold(first.clone(), |all, (phrase, _)| format!("{all}; {}", uncapitalised(phrase)));
        if all.chars().count() <= LONGEST_SUBJECT || rest.is_empty() {
            return shortened(&all, LONGEST_SUBJECT * 2);
        }
        let others = counted(self.count() - of_first, "other change", "other changes");
        format!("{}, and {others}", shortened(first, LONGEST_SUBJECT))
    }

    /// Returns a sentence for each change, with the record's whole id.
    pub fn lines(&self) -> Vec<String> {
        self.changes.iter().map(RecordChange::line).chain(self.others.iter().cloned()).collect()
    }

    /// Returns a commit's message: the subject, a line for each change, and the trailers that name what changed.
    pub fn message(&self, subject: &str, more_trailers: &[String]) -> String {
        let mut lines: Vec<String> = self.lines().iter().take(MOST_LINES).map(|line| format!("- {line}")).collect();
        if self.count() > MOST_LINES {
            lines.push(format!("- and {} more", self.count() - MOST_LINES));
        }
        let mut trailers: Vec<String> = self.changes.iter().map(RecordChange::trailer).collect();
        trailers.dedup();
        trailers.truncate(MOST_LINES);
        trailers.extend(self.others.iter().map(|_| "Irr-Record: none".to_owned()).take(usize::from(trailers.is_empty())));
        trailers.extend(more_trailers.iter().cloned());
        format!("{subject}\n\n{}\n\n{}\n", lines.join("\n"), trailers.join("\n"))
    }

    /// Returns the changes in short words, alike ones of a record as one, each with how many it stands for.
    fn phrases(&self) -> Vec<(String, usize)> {
        let mut groups: Vec<(&RecordChange, usize)> = Vec::new();
        for change in &self.changes {
            let is_alike = |other: &RecordChange| {
                other.id == change.id && other.head == change.head && other.finding.is_some() && change.finding.is_some()
            };
            match groups.iter_mut().find(|(other, _)| is_alike(other)) {
                Some((_, count)) => *count += 1,
                None => groups.push((change, 1)),
            }
        }
        let phrase = |(change, count): (&RecordChange, usize)| match count {
            1 => (change.short(), 1),
            _ => (format!("{} {count} findings of {}", change.head, change.short_title()), count),
        };
        groups.into_iter().map(phrase).chain(self.others.iter().map(|other| (other.clone(), 1))).collect()
    }
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
