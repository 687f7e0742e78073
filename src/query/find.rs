//! Full-text search: the findings, and other texts, in which all words of a search are.

use std::cmp::Reverse;

use super::{Closeness, Filter, MetTerms, SearchTerms, TextMatch};
use crate::model::{FindingOnDay, FindingRef, Presence, RecordId, RecordText, Snapshot, TextRank};

/// What is looked for, and where.
#[derive(Debug, Clone)]
pub struct Search {
    /// The words.
    pub terms: SearchTerms,
    /// Only findings that pass this filter, and no texts of whole records; `None` for everything.
    pub findings: Option<Filter>,
    /// Only records of these forces; part of a name is enough.
    pub forces: Vec<String>,
    /// Only records whose id contains one of these.
    pub records: Vec<String>,
}

/// A finding, or a text of a whole record, with all words of a search.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    /// The record's id.
    pub id: &'a RecordId,
    /// The record.
    pub snapshot: &'a Snapshot,
    /// The finding; `None` for a text of the whole record.
    pub finding: Option<FindingRef>,
    /// How near the words are to each other.
    pub closeness: Closeness,
    /// The texts with the words, the most telling first.
    pub texts: Vec<FoundText<'a>>,
}

/// A text with words of a search.
#[derive(Debug, Clone)]
pub struct FoundText<'a> {
    /// The text and its place.
    pub text: RecordText<'a>,
    /// Where the words are in it.
    pub words: TextMatch,
}

/// What a search found in one record.
#[derive(Debug, Clone, Default)]
pub struct FoundInRecord<'a> {
    /// What has all words.
    pub found: Vec<Found<'a>>,
    /// The words that are anywhere in the record.
    pub met: MetTerms,
}

impl Search {
    /// Looks for the words in one record.
    pub fn look_in<'a>(&self, id: &'a RecordId, snapshot: &'a Snapshot) -> FoundInRecord<'a> {
        let mut result = FoundInRecord::default();
        if !self.concerns(id, snapshot) {
            return result;
        }
        let shown = self.findings.as_ref().map(|filter| {
            let cases = FindingOnDay::all(id, snapshot).filter(|case| filter.matches(case));
            cases.map(|case| case.reference).collect::<Vec<_>>()
        });
        let is_shown = |text: &RecordText<'_>| {
            shown.as_ref().is_none_or(|shown| text.finding.as_ref().is_some_and(|finding| shown.contains(finding)))
        };
        let mut groups: Vec<Vec<FoundText<'a>>> = Vec::new();
        snapshot.record().each_text(&mut |text| {
            let Some(words) = self.terms.look_in(text.text).filter(|_| is_shown(&text)) else { return };
            result.met = result.met.and(words.met);
            let is_here = |group: &&mut Vec<FoundText<'a>>| group.first().is_some_and(|it| are_together(&it.text, &text));
            let group = groups.iter_mut().rev().find(is_here);
            let found = FoundText { text, words };
            match group {
                Some(group) => group.push(found),
                None => groups.push(vec![found]),
            }
        });
        result.found = groups.into_iter().filter_map(|texts| self.chosen(id, snapshot, texts)).collect();
        result
    }

    fn concerns(&self, id: &RecordId, snapshot: &Snapshot) -> bool {
        snapshot.presence() == Presence::There
            && (self.forces.is_empty() || self.forces.iter().any(|force| snapshot.record().force.answers_to(force)))
            && (self.records.is_empty() || self.records.iter().any(|part| id.contains(part)))
    }

    /// Returns those of the texts that are to be shown; `None` if they do not have all words.
    fn chosen<'a>(&self, id: &'a RecordId, snapshot: &'a Snapshot, mut texts: Vec<FoundText<'a>>) -> Option<Found<'a>> {
        let met = texts.iter().fold(MetTerms::default(), |met, it| met.and(it.words.met));
        if !self.terms.are_all(met) {
            return None;
        }
        let has_all = texts.iter().any(|it| it.words.met == met);
        if has_all {
            texts.retain(|it| it.words.met == met);
        }
        // Stable, so that equals stay in the order of the record.
        texts.sort_by_key(|it| (Reverse(it.words.met.count()), it.words.closeness, it.text.rank, !it.words.is_whole));
        if !has_all {
            let mut so_far = MetTerms::default();
            texts.retain(|it| {
                let is_new = so_far.lacks_some_of(it.words.met);
                so_far = so_far.and(it.words.met);
                is_new
            });
        }
        let first = texts.first()?;
        let closeness = if has_all { first.words.closeness } else { Closeness::SameFinding };
        Some(Found { id, snapshot, finding: first.text.finding.clone(), closeness, texts })
    }
}

/// Returns whether words in two texts count as being in one place: in the texts of a finding, or in the short texts that say what
/// a record is about.
fn are_together(one: &RecordText<'_>, other: &RecordText<'_>) -> bool {
    let is_short = |text: &RecordText<'_>| matches!(text.rank, TextRank::Title | TextRank::Detail);
    one.finding == other.finding && (one.finding.is_some() || is_short(one) && is_short(other))
}

/// Sorts what was found: words as typed first, then those near each other; findings and titles before answers, and these before
/// logs; then the newest report.
pub fn sort_found(found: &mut [Found<'_>]) {
    found.sort_by_cached_key(|it| {
        let first = it.texts.first();
        let rank = first.map_or(TextRank::Unplaced, |text| text.text.rank);
        let is_whole = first.is_some_and(|text| text.words.is_whole);
        (it.closeness, rank, !is_whole, Reverse(it.snapshot.record().inspection.published), it.id.clone())
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::tests::record;
    use crate::model::{Finding, ProgressEntry, Record};
    use crate::prose::Prose;

    fn finding(number: &str, text: &str, note: &str) -> Finding {
        let entry = ProgressEntry { note: Some(Prose::from_text(note)), ..ProgressEntry::on("2025-06-01".parse().unwrap()) };
        Finding { text: Some(Prose::from_text(text)), progress: vec![entry], ..Finding::numbered(number.parse().unwrap()) }
    }

    fn with(findings: Vec<Finding>) -> Record {
        Record { recommendations: findings, ..record("Kent", "2025-05-16") }
    }

    /// Returns each place found, with the fields shown of it.
    fn found(record: Record, words: &[&str]) -> Vec<String> {
        let (id, on) = ("kent/2025-05-16-subject".parse().unwrap(), "2026-05-01".parse().unwrap());
        let terms = SearchTerms::parse(words.iter().copied()).unwrap();
        let search = Search { terms, findings: None, forces: Vec::new(), records: Vec::new() };
        let snapshot = Snapshot::new(record, on);
        let mut found = search.look_in(&id, &snapshot).found;
        sort_found(&mut found);
        let place = |it: &Found<'_>| {
            let fields: Vec<String> = it.texts.iter().map(|text| text.text.path().to_string()).collect();
            format!("{} {}", it.finding.as_ref().map_or("-".to_owned(), ToString::to_string), fields.join(" "))
        };
        found.iter().map(place).collect()
    }

    #[test]
    fn a_findings_words_come_before_its_log_and_words_as_typed_before_others() {
        let findings = vec![
            finding("1", "Buy tractors.", "The training course is planned."),
            finding("2", "Hold a course of training.", "Nothing yet."),
            finding("3", "Hold a training course.", "Nothing yet."),
        ];
        assert_eq!(found(with(findings), &["training", "course"]), ["R3 text", "R1 progress[0].note", "R2 text"]);
    }

    #[test]
    fn several_words_may_be_in_several_texts_of_one_finding_but_not_of_two() {
        let findings = vec![finding("1", "Hold a course.", "Tractors were bought."), finding("2", "Hold a course.", "Not yet.")];
        assert_eq!(found(with(findings), &["course", "tractors"]), ["R1 text progress[0].note"]);
    }

    #[test]
    fn what_says_what_a_record_is_about_is_one_place_and_its_long_texts_are_each_their_own() {
        let mut record = with(Vec::new());
        record.inspection.summary = Some(Prose::from_text("Tractors were seen."));
        record.commissioner_overall_comments = Some(Prose::from_text("Courses will be held."));
        assert_eq!(found(record.clone(), &["subject", "kent"]), ["- inspection.title force"]);
        assert_eq!(found(record, &["tractors", "courses"]), Vec::<String>::new());
    }

    #[test]
    fn later_entries_are_not_searched_on_an_earlier_day() {
        let finding = finding("1", "Hold a course.", "Tractors were bought.");
        let record = with(vec![Finding { progress: vec![], ..finding.clone() }]);
        assert_eq!(found(record, &["tractors"]), Vec::<String>::new());
        let mut late = finding;
        late.progress[0].date = "2026-05-02".parse().unwrap();
        assert_eq!(found(with(vec![late]), &["tractors"]), Vec::<String>::new());
    }
}
