//! The findings that a document quotes or answers, and their numbers.

use crate::intake::phrases::normalized_text::normal;
use crate::intake::segment::{Piece, PieceForm};
use crate::model::{FindingKind, FindingRef, PrintedRef, Record};

/// A finding that the document quotes or answers.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) kind: FindingKind,
    /// The printed number.
    pub(super) number: Option<String>,
    /// The last piece of its words.
    pub(super) last_text: Option<usize>,
    /// The depth of the list item that its words begin with.
    pub(super) item_depth: Option<usize>,
    /// The table that lists it.
    pub(super) table: Option<usize>,
    /// The cause of concern that it belongs to.
    pub(super) cause: Option<usize>,
    /// Its words in the record that the document is imported into.
    of_record: Option<String>,
    /// Whether its label stands above its words, and not only a number before them.
    pub(super) is_labelled: bool,
    /// Whether it is answered.
    is_answered: bool,
    /// Whether it is of another report, which uses the same number.
    pub(super) is_foreign: bool,
}

/// Every finding, in order.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Found>);

impl Findings {
    /// Returns the findings of the record that the document is imported into.
    pub(super) fn of_record(record: Option<&Record>) -> Self {
        let found = record.into_iter().flat_map(Record::findings).map(|(reference, _, finding)| Found {
            kind: reference.kind,
            number: Some(reference.printed().as_str().to_owned()),
            last_text: None,
            item_depth: None,
            table: None,
            cause: None,
            of_record: Some(finding.text.as_ref().map_or_else(String::new, |text| normal(&text.in_a_line()))),
            is_labelled: false,
            is_answered: false,
            is_foreign: false,
        });
        Self(found.collect())
    }

    pub(super) fn open(&mut self, kind: FindingKind, number: Option<String>) -> usize {
        let number = number.filter(|number| number.parse::<PrintedRef>().is_ok() && self.find(kind, number).is_none());
        self.0.push(Found {
            kind,
            number,
            last_text: None,
            item_depth: None,
            table: None,
            cause: None,
            of_record: None,
            is_labelled: false,
            is_answered: false,
            is_foreign: false,
        });
        self.0.len() - 1
    }

    /// Returns the finding with a number; a new one if there is none.
    pub(super) fn named(&mut self, kind: FindingKind, number: &str) -> usize {
        self.find(kind, number).unwrap_or_else(|| self.open(kind, Some(number.to_owned())))
    }

    pub(super) fn find(&self, kind: FindingKind, number: &str) -> Option<usize> {
        self.0.iter().position(|found| found.kind == kind && found.number.as_deref() == Some(number))
    }

    pub(super) fn get(&self, one: usize) -> &Found {
        &self.0[one]
    }

    pub(super) fn kind(&self, one: usize) -> FindingKind {
        self.0[one].kind
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Opens the finding of another report that has the number of a finding of this one.
    pub(super) fn foreign(&mut self, kind: FindingKind) -> usize {
        let one = self.open(kind, None);
        self.0[one].is_foreign = true;
        one
    }

    /// Returns the finding of a kind, if there is only one with words.
    pub(super) fn only(&self, kind: FindingKind) -> Option<usize> {
        let mut all = (0..self.0.len()).filter(|one| self.0[*one].kind == kind && self.0[*one].last_text.is_some());
        all.next().filter(|_| all.next().is_none())
    }

    /// Returns whether only a label without a number stands for it so far.
    pub(super) fn is_bare(&self, one: usize) -> bool {
        let found = &self.0[one];
        found.number.is_none() && found.last_text.is_none() && found.of_record.is_none()
    }

    /// Returns whether words are those that the record has of a finding; `None` if it has none of it.
    pub(super) fn has_words_of_record(&self, one: usize, words: &str) -> Option<bool> {
        let known = self.0[one].of_record.as_deref().filter(|known| !known.is_empty())?;
        let words = normal(words);
        let all: Vec<&str> = words.split(' ').collect();
        let there = all.iter().filter(|word| known.split(' ').any(|known| known == **word)).count();
        // Quotations differ in a word or two.
        Some(known.contains(&words) || all.len() > 5 && there * 5 >= all.len() * 4)
    }

    pub(super) fn label(&mut self, one: usize) {
        self.0[one].is_labelled = true;
    }

    pub(super) fn answer(&mut self, one: usize) {
        self.0[one].is_answered = true;
    }

    pub(super) fn is_answered(&self, one: usize) -> bool {
        self.0[one].is_answered
    }

    pub(super) fn in_table(&mut self, one: usize, table: usize) {
        self.0[one].table = Some(table);
    }

    pub(super) fn belongs(&mut self, one: usize, cause: Option<usize>) {
        self.0[one].cause = self.0[one].cause.or(cause);
    }

    pub(super) fn add_text(&mut self, one: usize, piece: &Piece, at: usize) {
        let found = &mut self.0[one];
        if let (None, PieceForm::Item { depth, .. }) = (found.last_text, &piece.form) {
            found.item_depth = Some(*depth);
        }
        found.last_text = Some(at);
    }

    /// Returns the reference of each finding: the printed number, one that only an answer names, or the next one that is free.
    /// Second, which references were counted and not printed.
    pub(super) fn references(&self) -> (Vec<Option<FindingRef>>, Vec<FindingRef>) {
        let number = |found: &Found| found.number.as_deref().map_or(0, leading);
        let has_words = |found: &Found| found.last_text.is_some() || found.of_record.is_some();
        let mut names: Vec<Option<FindingRef>> = vec![None; self.0.len()];
        let mut counted = Vec::new();
        for kind in FindingKind::ALL {
            // A bare label above numbered ones is a heading.
            let counts = |found: &Found| {
                found.kind == *kind && !found.is_foreign && (found.number.is_some() || has_words(found) || found.is_answered)
            };
            let all: Vec<usize> = (0..self.0.len()).filter(|one| counts(&self.0[*one])).collect();
            let mut taken: Vec<String> = all.iter().filter_map(|one| self.0[*one].number.clone()).collect();
            let mut before = 0;
            for (place, one) in all.iter().enumerate() {
                let found = &self.0[*one];
                let printed = match &found.number {
                    Some(printed) => printed.clone(),
                    None => {
                        let after = all[place + 1..]
                            .iter()
                            .map(|later| &self.0[*later])
                            .filter(|later| has_words(later))
                            .map(number)
                            .find(|number| *number > 0);
                        let fits = |other: &&usize| {
                            let other = &self.0[**other];
                            !has_words(other) && (before + 1..after.unwrap_or(u32::MAX)).contains(&number(other))
                        };
                        // The one number that is answered and has no words is this one's.
                        let free: Vec<&usize> = all.iter().filter(fits).collect();
                        match free[..] {
                            [only] if found.last_text.is_some() => self.0[*only].number.clone().unwrap_or_default(),
                            _ => {
                                let next = (before + 1..).map(|number| number.to_string()).find(|number| !taken.contains(number));
                                next.unwrap_or_default()
                            }
                        }
                    }
                };
                if found.number.is_none() {
                    taken.push(printed.clone());
                }
                before = if has_words(found) { leading(&printed) } else { before };
                names[*one] = printed.parse::<PrintedRef>().ok().map(|printed| FindingRef::new(*kind, &printed));
                counted.extend(names[*one].clone().filter(|_| found.number.is_none()));
            }
        }
        (names, counted)
    }

    /// Returns the cause of concern that a finding belongs to.
    pub(super) fn cause(&self, one: usize) -> Option<usize> {
        self.0[one].cause
    }
}

/// Returns the number at the start of a printed reference; 0 if there is none.
fn leading(printed: &str) -> u32 {
    printed.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}
