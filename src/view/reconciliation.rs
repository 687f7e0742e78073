//! How a list that somebody else keeps differs from the records: what only one of them has, and where they say different things.

use std::collections::{BTreeMap, BTreeSet};

use super::View;
use super::export::{Export, v1};
use crate::model::{Date, FindingOnDay, FindingRef, RecordId, Status};
use crate::prose::{counted, shortened};
use crate::view::blocks::{Block, Cell, Fit, Role, Table, TableColumn};

/// A finding as the other list has it.
#[derive(Debug, Clone, PartialEq)]
pub struct TheirFinding {
    /// Where it stands: sheet and row.
    pub place: String,
    /// The record of its report; `None` if no record has the report's title.
    pub record: Option<RecordId>,
    /// The title of the report, if the list says it.
    pub report: Option<String>,
    /// Its kind and number.
    pub reference: FindingRef,
    /// Whether the number is irr's own, because the list has none.
    pub is_unnumbered: bool,
    /// Its words.
    pub text: Option<String>,
    /// Its status.
    pub status: Option<Status>,
    /// Whether the inspectorate counts it as open, in a list of the inspectorate's.
    pub is_open: Option<bool>,
    /// The date that counts.
    pub due: Option<Date>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What differs: `only_theirs`, `only_ours`, `status`, `due` or `words`.
    pub what: &'static str,
    /// Our record, if it is known.
    pub record: Option<String>,
    /// The finding, as we name it, or as they do.
    pub finding: String,
    /// What we have.
    pub ours: String,
    /// What they have.
    pub theirs: String,
    /// Where it stands in their list.
    pub place: Option<String>,
    /// Whether the two were matched by their words, because the numbers did not tell.
    pub by_words: bool,
}

/// The differences between the records and another list.
#[derive(Debug)]
pub struct Reconciliation {
    on: Date,
    differences: Vec<Difference>,
    /// How many findings both have.
    matched: usize,
    /// How many of these were matched by their words.
    by_words: usize,
}

/// Two texts are about the same finding if so much of their words are the same: three of five, for offices shorten.
const ALIKE: f64 = 0.6;

/// Fewer words than these tell nothing.
const FEWEST: usize = 5;

/// Words of nearly every finding, which tell nothing.
const COMMON: [&str; 14] = [
    "should",
    "force",
    "forces",
    "chief",
    "constable",
    "constables",
    "police",
    "make",
    "sure",
    "that",
    "with",
    "their",
    "improve",
    "have",
];

/// Two texts of one finding differ if less of their words are the same.
const SAME: f64 = 0.8;

/// The most characters of words in a row.
const LONGEST: usize = 90;

impl Reconciliation {
    /// Compares the list with our findings.
    pub fn of(ours: Vec<FindingOnDay<'_>>, theirs: &[TheirFinding], on: Date) -> Self {
        let mut made = Self { on, differences: Vec::new(), matched: 0, by_words: 0 };
        let words: Vec<BTreeSet<String>> = ours.iter().map(|case| words_of(&case.finding.asks().unwrap_or_default())).collect();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let mut named: BTreeSet<RecordId> = BTreeSet::new();
        // Numbers first, so that a finding with the same words does not take what another has by its number.
        let mut waiting: Vec<&TheirFinding> = Vec::new();
        for their in theirs {
            named.extend(their.record.clone());
            let by_number = |case: &FindingOnDay<'_>| {
                !their.is_unnumbered && Some(case.id) == their.record.as_ref() && case.reference == their.reference
            };
            match ours.iter().position(by_number) {
                Some(at) if taken.insert(at) => made.compare(&ours[at], their, false),
                _ => waiting.push(their),
            }
        }
        for their in waiting {
            let said = words_of(their.text.as_deref().unwrap_or_default());
            let likeness = |at: &usize| likeness(&words[*at], &said);
            let fits = |at: &usize| {
                let is_record = their.record.as_ref().is_none_or(|record| ours[*at].id == record);
                is_record && ours[*at].reference.kind == their.reference.kind && !taken.contains(at)
            };
            let best = (0..ours.len()).filter(fits).max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
            match best.filter(|at| said.len() >= FEWEST && likeness(at) >= ALIKE) {
                Some(at) => {
                    taken.insert(at);
                    named.insert(ours[at].id.clone());
                    made.compare(&ours[at], their, true);
                }
                None => made.only_theirs(their),
            }
        }
        made.only_ours(&ours, &taken, &named);
        made
    }

    /// Returns whether the two say the same.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    fn compare(&mut self, ours: &FindingOnDay<'_>, theirs: &TheirFinding, by_words: bool) {
        self.matched += 1;
        self.by_words += usize::from(by_words);
        let status = ours.standing.status;
        let mut found: Vec<(&'static str, String, String)> = Vec::new();
        if let Some(other) = theirs.status.filter(|other| *other != status) {
            found.push(("status", status.words(), other.words()));
        }
        if let Some(is_open) = theirs.is_open.filter(|is_open| theirs.status.is_none() && *is_open != status.is_open()) {
            let word = if is_open { "open" } else { "closed" };
            found.push(("status", status.words(), format!("{word}, by the inspectorate")));
        }
        let due = ours.standing.current_due;
        // A list that has no date says nothing about it.
        if let Some(other) = theirs.due.filter(|other| Some(*other) != due) {
            found.push(("due", due.map_or_else(|| "no date".to_owned(), |due| due.to_string()), other.to_string()));
        }
        let text = ours.finding.asks().unwrap_or_default();
        if let Some(other) = theirs.text.as_deref().filter(|other| likeness(&words_of(&text), &words_of(other)) < SAME) {
            found.push(("words", shortened(&text, LONGEST), shortened(other, LONGEST)));
        }
        for (what, ours_says, theirs_says) in found {
            self.differences.push(Difference {
                what,
                record: Some(ours.id.to_string()),
                finding: ours.reference.to_string(),
                ours: ours_says,
                theirs: theirs_says,
                place: Some(theirs.place.clone()),
                by_words,
            });
        }
    }

    fn only_theirs(&mut self, their: &TheirFinding) {
        let report =
            their.report.as_ref().filter(|_| their.record.is_none()).map_or_else(String::new, |title| format!("{title}: "));
        let words = their.text.as_deref().unwrap_or("(no words)");
        self.differences.push(Difference {
            what: "only_theirs",
            record: their.record.as_ref().map(ToString::to_string),
            finding: if their.is_unnumbered { "no number".to_owned() } else { their.reference.to_string() },
            ours: String::new(),
            theirs: format!("{report}{}", shortened(words, LONGEST)),
            place: Some(their.place.clone()),
            by_words: false,
        });
    }

    /// Of a report that they have, each finding that they lack; any other report as a whole.
    fn only_ours(&mut self, ours: &[FindingOnDay<'_>], taken: &BTreeSet<usize>, named: &BTreeSet<RecordId>) {
        let mut whole: BTreeMap<&RecordId, usize> = BTreeMap::new();
        for (_, case) in ours.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            if !named.contains(case.id) {
                *whole.entry(case.id).or_default() += 1;
                continue;
            }
            self.ours_alone(case.id, case.reference.to_string(), shortened(&case.finding.asks().unwrap_or_default(), LONGEST));
        }
        for (id, count) in whole {
            self.ours_alone(id, "all".to_owned(), format!("the whole report, with {}", counted(count, "finding", "findings")));
        }
    }

    fn ours_alone(&mut self, id: &RecordId, finding: String, ours: String) {
        let (record, theirs) = (Some(id.to_string()), String::new());
        self.differences.push(Difference { what: "only_ours", record, finding, ours, theirs, place: None, by_words: false });
    }

    fn sentence(&self) -> String {
        let by_words = match self.by_words {
            0 => String::new(),
            count => format!(", {count} of them by their words"),
        };
        let both = format!("{} in both{by_words}", counted(self.matched, "finding is", "findings are"));
        match self.differences.len() {
            0 => format!("{both}; nothing differs."),
            count => format!("{both}; {}.", counted(count, "difference", "differences")),
        }
    }
}

/// What each kind of difference is called.
fn title(what: &str) -> &'static str {
    match what {
        "only_theirs" => "only they have it",
        "only_ours" => "only we have it",
        "status" => "status",
        "due" => "due date",
        _ => "words",
    }
}

/// Returns the words of a text that tell it from others, in lower case.
fn words_of(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.len() > 3 && !COMMON.contains(&word.as_str())).collect()
}

/// Returns how much of the shorter of two texts the longer has, from 0 to 1: a list may have only the beginning.
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let fewer = one.len().min(other.len());
    if fewer == 0 { 0.0 } else { one.intersection(other).count() as f64 / fewer as f64 }
}

impl View for Reconciliation {
    fn blocks(&self) -> Vec<Block> {
        let column = |key, title, fit| TableColumn { key, title, fit };
        let columns = vec![
            column("what", "what", Fit::Whole),
            column("record", "record", Fit::Id),
            column("finding", "ref", Fit::Whole),
            column("ours", "ours", Fit::Words),
            column("theirs", "theirs", Fit::Words),
            column("place", "place", Fit::Words),
        ];
        let row = |it: &Difference| {
            let place = it.place.clone().unwrap_or_default();
            let place = if it.by_words { format!("{place} (by its words)") } else { place };
            vec![
                Cell::plain(title(it.what)).valued(it.what),
                Cell::plain(it.record.clone().unwrap_or_default()),
                Cell::plain(&it.finding),
                Cell::plain(&it.ours),
                Cell::plain(&it.theirs),
                Cell::new(place, Role::Muted),
            ]
        };
        let table = Table { columns, rows: self.differences.iter().map(row).collect() };
        let table = (!self.differences.is_empty()).then_some(Block::Table(table));
        table.into_iter().chain([Block::Paragraph(Cell::plain(self.sentence()))]).collect()
    }

    fn export(&self) -> Export {
        let item = |it: &Difference| v1::ReconcileItem {
            what: it.what,
            record: it.record.clone(),
            finding: it.finding.clone(),
            ours: it.ours.clone(),
            theirs: it.theirs.clone(),
            place: it.place.clone(),
            by_words: it.by_words,
        };
        Export::Reconcile(v1::Reconcile {
            schema: v1::RECONCILE,
            as_of: self.on,
            matched: self.matched,
            matched_by_words: self.by_words,
            items: self.differences.iter().map(item).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_by_the_words_that_tell() {
        let alike = |one: &str, other: &str| likeness(&words_of(one), &words_of(other));
        let whole = "By 31 December 2024, chief constables should make sure that firearms licences have a medical marker";
        assert!(alike(whole, "firearms licences need a medical marker by December 2024") > ALIKE);
        assert!(alike("The force should do a thing", "The Government should drop its target") < ALIKE);
    }
}
