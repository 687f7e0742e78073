//! The words of a full-text search, and where they are in a text.

use std::fmt;
use std::ops::Range;

use crate::model::folded::{WordMatch, compare_word, folded, is_of_word};

/// What is looked for: words and phrases, all of which must be there.
#[derive(Debug, Clone)]
pub struct SearchTerms(Vec<SearchTerm>);

/// A word, or words in a row. Each is whole but the last, of which the beginning is enough.
#[derive(Debug, Clone)]
struct SearchTerm {
    typed: String,
    words: Vec<String>,
}

/// Which of the terms were met; a bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MetTerms(u64);

impl MetTerms {
    /// Returns those of both.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns how many were met.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Returns whether `other` has a term that is missing here.
    pub fn lacks_some_of(self, other: Self) -> bool {
        other.0 & !self.0 != 0
    }
}

/// The error for words in which nothing can be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchTermsError {
    /// There is no letter or digit.
    #[error("`{0}` has no letters or digits to look for")]
    NoWord(String),
    /// There are more than [`MOST_TERMS`].
    #[error("too many words to look for: {0}, and at most {MOST_TERMS} are possible")]
    TooMany(usize),
}

/// The most terms: the bits of [`MetTerms`].
const MOST_TERMS: usize = 64;

/// How near all words are to each other; the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// In a row, as typed.
    AsTyped,
    /// With a few other words between them.
    Near,
    /// Somewhere in one text.
    SameText,
    /// In several texts of one finding.
    SameFinding,
}

/// All words within this many others count as near: about a line of print.
const NEAR: usize = 12;

/// Where the terms are in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMatch {
    /// Which of them are there.
    pub met: MetTerms,
    /// How near they are; nearer than they could be where only some are there.
    pub closeness: Closeness,
    /// Whether a word is whole where they are nearest, rather than the beginning of another.
    pub is_whole: bool,
    /// The passages, in bytes and in order.
    pub passages: Vec<Range<usize>>,
    /// Which of the passages have each term once, as near to each other as possible.
    pub nearest: Range<usize>,
}

/// A term in a text.
struct Occurrence {
    term: usize,
    /// The number of its first word in the text.
    word: usize,
    bytes: Range<usize>,
    is_whole: bool,
}

impl SearchTerms {
    /// Parses arguments. One of several words is a phrase, and so is what stands in quotation marks inside it.
    ///
    /// # Errors
    /// Fails if an argument has no letters and digits, or if there are too many.
    pub fn parse<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<Self, SearchTermsError> {
        let mut terms = Vec::new();
        for argument in arguments {
            let before = terms.len();
            terms.extend(parts(argument).into_iter().filter_map(SearchTerm::new));
            if terms.len() == before {
                return Err(SearchTermsError::NoWord(argument.to_owned()));
            }
        }
        if terms.len() > MOST_TERMS {
            return Err(SearchTermsError::TooMany(terms.len()));
        }
        Ok(Self(terms))
    }

    /// Returns the terms as typed, without quotation marks.
    pub fn typed(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|term| term.typed.as_str())
    }

    /// Returns the terms that were not met, as typed.
    pub fn missing(&self, met: MetTerms) -> Vec<&str> {
        self.typed().enumerate().filter(|(at, _)| met.0 & 1 << at == 0).map(|(_, typed)| typed).collect()
    }

    /// Returns whether all terms were met.
    pub fn are_all(&self, met: MetTerms) -> bool {
        usize::try_from(met.count()).is_ok_and(|count| count == self.0.len())
    }

    /// Returns where the terms are in a text; `None` if there is none of them.
    pub fn look_in(&self, text: &str) -> Option<TextMatch> {
        let found = self.occurrences(text);
        let met = found.iter().fold(MetTerms::default(), |met, it| met.and(MetTerms(1 << it.term)));
        let nearest = nearest(&found, met)?;
        let (first, last) = (found.get(nearest.start)?, found.get(nearest.end - 1)?);
        let is_in_order = found[nearest.clone()]
            .windows(2)
            .all(|pair| pair[1].term == pair[0].term + 1 && pair[1].word == pair[0].word + self.0[pair[0].term].words.len());
        let closeness = match last.word - first.word {
            _ if is_in_order && nearest.len() == usize::try_from(met.count()).unwrap_or(0) => Closeness::AsTyped,
            between if between <= NEAR => Closeness::Near,
            _ => Closeness::SameText,
        };
        let is_whole = found[nearest.clone()].iter().all(|it| it.is_whole);
        Some(TextMatch { met, closeness, is_whole, passages: found.into_iter().map(|it| it.bytes).collect(), nearest })
    }

    fn occurrences(&self, text: &str) -> Vec<Occurrence> {
        let mut found = Vec::new();
        let mut rest = words_of(text);
        let mut word = 0;
        while let Some(bytes) = rest.next() {
            for (term, sought) in self.0.iter().enumerate() {
                if let Some((end, is_whole)) = sought.at(text, &bytes, rest.clone()) {
                    found.push(Occurrence { term, word, bytes: bytes.start..end, is_whole });
                }
            }
            word += 1;
        }
        found
    }
}

/// Writes the terms as typed, phrases in quotation marks.
impl fmt::Display for SearchTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_phrase = |typed: &str| typed.contains(char::is_whitespace);
        let term = |typed: &str| if is_phrase(typed) { format!("\"{typed}\"") } else { typed.to_owned() };
        f.write_str(&self.typed().map(term).collect::<Vec<_>>().join(" "))
    }
}

impl SearchTerm {
    fn new(typed: &str) -> Option<Self> {
        let words: Vec<String> = words_of(typed).map(|bytes| folded(&typed[bytes])).filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then(|| Self { typed: typed.trim().to_owned(), words })
    }

    /// Returns where the term ends if it begins with the word at `first`, and whether its last word is whole.
    fn at(&self, text: &str, first: &Range<usize>, rest: impl Iterator<Item = Range<usize>>) -> Option<(usize, bool)> {
        let mut words = std::iter::once(first.clone()).chain(rest);
        let (last, before) = self.words.split_last()?;
        for sought in before {
            compare_word(&text[words.next()?], sought).filter(|word| *word == WordMatch::Whole)?;
        }
        let bytes = words.next()?;
        let is_whole = compare_word(&text[bytes.clone()], last)? == WordMatch::Whole;
        Some((bytes.end, is_whole))
    }
}

/// Splits an argument at the quotation marks in it; without any it is one part.
fn parts(argument: &str) -> Vec<&str> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„');
    if !argument.contains(is_mark) {
        return vec![argument];
    }
    // Every second piece stands between marks, and is a phrase; in the others each word is a part.
    let pieces = argument.split(is_mark).enumerate();
    pieces.flat_map(|(at, piece)| if at % 2 == 1 { vec![piece] } else { piece.split_whitespace().collect() }).collect()
}

/// Returns the places of the words of a text.
pub fn words_of(text: &str) -> impl Iterator<Item = Range<usize>> + Clone {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_of_word)?;
        let end = text[start..].find(|c| !is_of_word(c)).map_or(text.len(), |length| start + length);
        at = end;
        Some(start..end)
    })
}

/// Returns the shortest run of occurrences that has each term of `met`; the first of equally short ones.
fn nearest(found: &[Occurrence], met: MetTerms) -> Option<Range<usize>> {
    let mut best: Option<(usize, Range<usize>)> = None;
    // A run that grows at its end, and shrinks at its start as long as it has all terms: one pass, however many there are.
    let (mut start, mut counts, mut here) = (0, [0_usize; MOST_TERMS], MetTerms::default());
    for (end, last) in found.iter().enumerate() {
        counts[last.term] += 1;
        here = here.and(MetTerms(1 << last.term));
        while !here.lacks_some_of(met) && start <= end {
            let first = &found[start];
            // Of equally short runs one of whole words.
            let key = (last.word - first.word) * 2 + usize::from(!(first.is_whole && last.is_whole));
            if best.as_ref().is_none_or(|(other, _)| key < *other) {
                best = Some((key, start..end + 1));
            }
            counts[first.term] -= 1;
            if counts[first.term] == 0 {
                here = MetTerms(here.0 & !(1 << first.term));
            }
            start += 1;
        }
    }
    best.map(|(_, run)| run)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(words: &str) -> SearchTerms {
        SearchTerms::parse(words.split(' ')).unwrap()
    }

    fn seen<'t>(terms: &SearchTerms, text: &'t str) -> Vec<&'t str> {
        terms.look_in(text).map_or_else(Vec::new, |found| found.passages.into_iter().map(|bytes| &text[bytes]).collect())
    }

    #[test]
    fn a_word_is_found_by_its_beginning_in_any_case_and_with_any_accents() {
        assert_eq!(seen(&terms("train"), "Training of trainers, not retraining"), ["Training", "trainers"]);
        assert_eq!(seen(&terms("CAFÉ"), "the cafes"), ["cafes"]);
    }

    #[test]
    fn a_phrase_is_words_in_a_row_whatever_stands_between_them() {
        let phrase = SearchTerms::parse(["training course"]).unwrap();
        assert_eq!(
            seen(&phrase, "A training\n  course; training courses; trainings course"),
            ["training\n  course", "training courses"]
        );
        assert_eq!(seen(&terms("out-of-court"), "Out of court disposals"), ["Out of court"]);
        assert_eq!(seen(&terms("officer’s"), "the officer's answer"), ["officer's"]);
    }

    #[test]
    fn quotation_marks_inside_an_argument_make_a_phrase() {
        let typed = |argument| SearchTerms::parse([argument]).unwrap().typed().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(typed("custody \"training course\" plan"), ["custody", "training course", "plan"]);
        assert_eq!(typed("“training course”"), ["training course"]);
        assert_eq!(typed("training course"), ["training course"]);
    }

    #[test]
    fn words_as_typed_are_closer_than_words_near_each_other_and_these_than_words_far_apart() {
        let closeness = |text: &str| terms("training course").look_in(text).unwrap().closeness;
        assert_eq!(closeness("the training course"), Closeness::AsTyped);
        assert_eq!(closeness("training, and later the training course"), Closeness::AsTyped);
        assert_eq!(closeness("a course of training"), Closeness::Near);
        assert_eq!(closeness(&format!("training {} course", "and ".repeat(20))), Closeness::SameText);
    }

    #[test]
    fn words_without_letters_and_too_many_words_are_refused() {
        assert_eq!(SearchTerms::parse(["a", "—"]).unwrap_err(), SearchTermsError::NoWord("—".into()));
        assert_eq!(SearchTerms::parse(vec!["a"; 65]).unwrap_err(), SearchTermsError::TooMany(65));
    }

    #[test]
    fn what_is_missing_is_told_as_it_was_typed() {
        let terms = terms("training Xyz");
        let met = terms.look_in("the training").unwrap().met;
        assert_eq!(terms.missing(met), ["Xyz"]);
        assert!(!terms.are_all(met));
    }
}
