//! The shortest words that name a record, for lists. [`find_record`](super::find_record) reads them back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{FindingRef, RecordId};

/// Words that say nothing of a record's subject.
const SMALL: [&str; 17] = [
    "and", "are", "for", "from", "has", "how", "into", "its", "of", "our", "the", "their", "well", "what", "when", "who", "with",
];

/// A word with fewer letters is not recognised.
const LEAST_LETTERS: usize = 3;

/// The most words of a subject in a name; with more, the force and the date are shorter.
const MOST_WORDS: usize = 4;

/// The length of a date with what joins it to a force or a subject: `/2025-05-16` or `2025-05-16-`.
const LENGTH_OF_A_DATE: usize = 11;

/// Short names of records.
#[derive(Debug, Clone, Default)]
pub struct ShortIds(BTreeMap<RecordId, String>);

impl ShortIds {
    /// Finds a name for each record that no other record has: a word of its subject, or else the shortest of several words, its
    /// force, and its force with the date.
    pub fn new<'a>(ids: impl IntoIterator<Item = &'a RecordId>) -> Self {
        let ids: Vec<(&RecordId, String)> = ids.into_iter().map(|id| (id, id.without_case())).collect();
        let mut records_with: HashMap<&str, usize> = HashMap::new();
        for (_, text) in &ids {
            let parts: BTreeSet<&str> = runs(text).chain(prefixes(text)).collect();
            parts.into_iter().for_each(|part| *records_with.entry(part).or_default() += 1);
        }
        let mut with_subject: HashMap<&str, usize> = HashMap::new();
        ids.iter().for_each(|(_, text)| *with_subject.entry(subject(text)).or_default() += 1);
        let short = |(id, text): &(&RecordId, String)| {
            // A whole subject is meant before a longer one, as where it is typed.
            let is_subject = |part: &str| part == subject(text) && with_subject.get(part) == Some(&1);
            let name = shortest(text, |part| records_with.get(part) == Some(&1) || is_subject(part));
            ((*id).clone(), name.to_owned())
        };
        Self(ids.iter().map(short).collect())
    }

    /// Returns the short name of a record; of one that is not known, its id.
    pub fn record<'a>(&'a self, id: &'a RecordId) -> &'a str {
        self.0.get(id).map_or(id.as_str(), String::as_str)
    }

    /// Returns the short address of a finding: `custody:AFI2`.
    pub fn finding(&self, id: &RecordId, finding: &FindingRef) -> String {
        format!("{}:{finding}", self.record(id))
    }
}

/// Returns the name of the record whose id, without case, is `text`.
fn shortest(text: &str, is_unique: impl Fn(&&str) -> bool + Copy) -> &str {
    let folder = text.rsplit_once('/').map_or("", |(folder, _)| folder);
    let subject = subject(text);
    let is_telling =
        |word: &str| word.starts_with(char::is_alphabetic) && word.chars().count() >= LEAST_LETTERS && !SMALL.contains(&word);
    let reads_well = |run: &&str| {
        run.split('-').next().is_some_and(is_telling) && run.rsplit('-').next().is_some_and(|last| !SMALL.contains(&last))
    };
    let words = || runs(subject).filter(reads_well).filter(is_unique);
    // Of two words of one length, the last: "service-to-victims-revisit" is about the revisit.
    if let Some(word) =
        words().filter(|run| !run.contains('-')).min_by_key(|word| (word.len(), usize::MAX - start(subject, word)))
    {
        return word;
    }
    let lengths = folder.len().max(1)..=folder.len() + LENGTH_OF_A_DATE;
    let with_force = prefixes(text).filter(|prefix| lengths.contains(&prefix.len())).filter(is_unique);
    words().chain(with_force).min_by_key(|part| part.len()).unwrap_or(text)
}

/// Returns what stands behind the date of an id.
fn subject(text: &str) -> &str {
    let stem = text.rsplit_once('/').map_or(text, |(_, stem)| stem);
    stem.get(LENGTH_OF_A_DATE..).unwrap_or_default()
}

/// Returns where a part of a text starts.
fn start(text: &str, part: &str) -> usize {
    text.find(part).unwrap_or_default()
}

/// Returns every run of whole words, with what joins them.
fn runs(text: &str) -> impl Iterator<Item = &str> + Clone {
    let starts = std::iter::once(0).chain(text.match_indices(['/', '-']).map(|(at, _)| at + 1));
    starts.flat_map(|start| {
        let rest = &text[start..];
        ends(rest).take(MOST_WORDS).map(|end| &rest[..end]).filter(|run| !run.is_empty())
    })
}

/// Returns every run of whole words at the start.
fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    ends(text).map(|end| &text[..end])
}

/// Returns where words end.
fn ends(text: &str) -> impl Iterator<Item = usize> + Clone {
    text.match_indices(['/', '-']).map(|(at, _)| at).chain([text.len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::find_record;

    fn shortened(ids: &[&str]) -> Vec<String> {
        let ids: Vec<RecordId> = ids.iter().map(|id| id.parse().unwrap()).collect();
        let short = ShortIds::new(&ids);
        for id in &ids {
            assert_eq!(find_record(&ids, short.record(id)), Ok(id));
        }
        ids.iter().map(|id| short.record(id).to_owned()).collect()
    }

    #[test]
    fn a_record_is_named_by_the_shortest_word_of_its_subject() {
        assert_eq!(
            shortened(&[
                "west-mercia/2023-10-31-service-to-victims-revisit",
                "west-mercia/2023-03-08-serious-youth-violence",
                "surrey/2022-02-02-custody",
            ]),
            ["revisit", "youth", "custody"]
        );
    }

    #[test]
    fn where_no_word_is_its_own_a_record_is_named_by_words_or_by_force_and_date() {
        assert_eq!(
            shortened(&[
                "warwickshire/2022-10-14-peel-2021-22",
                "surrey/2026-10-07-peel-2023-25",
                "northamptonshire/2025-05-16-organised-crime",
                "kent/2025-05-16-organised-crime",
                "kent/2026-01-20-organised-crime",
            ]),
            ["peel-2021", "surrey", "northamptonshire", "kent/2025", "kent/2026"]
        );
    }

    #[test]
    fn a_small_word_names_no_record() {
        let ids = ["kent/2025-09-19-seen-and-heard-how-well-they-respond", "kent/2025-09-19-they-and-them"];
        assert_eq!(shortened(&ids), ["seen", "them"]);
    }

    #[test]
    fn a_word_inside_another_word_is_no_doubt() {
        assert_eq!(shortened(&["kent/2024-01-01-art", "kent/2025-01-01-party-artefacts"]), ["art", "party"]);
    }

    #[test]
    fn a_subject_names_its_record_although_another_is_longer() {
        let ids = ["kent/2024-01-01-custody", "kent/2024-01-01-custody-revisit", "kent/2024-01-01-café"];
        assert_eq!(shortened(&ids), ["custody", "revisit", "café"]);
    }
}
