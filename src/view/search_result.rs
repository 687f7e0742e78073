//! What a full-text search found (`irr find`).

use std::collections::BTreeSet;
use std::ops::Range;

use super::View;
use super::export::{Export, v1};
use crate::model::{Date, RecordId};
use crate::prose::counted;
use crate::query::{Found, FoundText, SearchTerms, ShortIds, sort_found};
use crate::view::{Block, Cell, Entries, Entry, Fit, Role};

/// The findings and other texts with the words that were looked for, the most telling first.
#[derive(Debug)]
pub struct SearchResult<'a> {
    on: Date,
    words: Vec<String>,
    short: ShortIds,
    found: Vec<Found<'a>>,
    most: usize,
}

/// The most texts of a finding that people are shown.
const MOST_TEXTS: usize = 3;

/// A text of at most this many bytes is shown whole.
const SHORT: usize = 200;

/// How many bytes are shown before and after a single passage, and around each of several.
const AROUND_ONE: usize = 90;
const AROUND_EACH: usize = 45;

/// The most places of a text that an excerpt shows.
const MOST_PLACES: usize = 4;

impl<'a> SearchResult<'a> {
    /// Sorts what was found on the day `on`, and keeps the first `most`. `short` are the records' short names.
    pub fn new(on: Date, terms: &SearchTerms, short: ShortIds, mut found: Vec<Found<'a>>, most: usize) -> Self {
        sort_found(&mut found);
        Self { on, words: terms.typed().map(str::to_owned).collect(), short, found, most }
    }

    /// Returns whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    fn shown(&self) -> &[Found<'a>] {
        &self.found[..self.most.min(self.found.len())]
    }

    fn sentence(&self) -> String {
        let findings = self.found.iter().filter(|found| found.finding.is_some()).count();
        let texts = self.found.len() - findings;
        let records: BTreeSet<&RecordId> = self.found.iter().map(|found| found.id).collect();
        let places = match (counted(findings, "finding", "findings"), texts) {
            (findings, 0) => findings,
            (_, texts) if findings == 0 => counted(texts, "text of a whole report", "texts of whole reports"),
            (findings, texts) => format!("{findings} and {}", counted(texts, "other text", "other texts")),
        };
        let reports = counted(records.len(), "report", "reports");
        let rest = match self.found.len() {
            all if all > self.most => format!(" These are the first {}: --limit {all} shows all.", self.most),
            _ => String::new(),
        };
        format!("{places} in {reports}.{rest}")
    }

    /// Returns what is shown of one finding, or of the texts of one whole report.
    fn entries(&self, together: &[Found<'a>]) -> Option<Entries> {
        let found = together.first()?;
        let title = &found.snapshot.record().inspection.title;
        let (title, typed) = match &found.finding {
            Some(finding) => (format!("{title}, {finding}"), self.short.finding(found.id, finding)),
            None => (title.clone(), self.short.record(found.id).to_owned()),
        };
        let texts: Vec<&FoundText<'_>> = together.iter().flat_map(|found| &found.texts).collect();
        let mut rows: Vec<Entry> = texts.iter().take(MOST_TEXTS).map(|text| entry(text)).collect();
        if texts.len() > MOST_TEXTS {
            let more = counted(texts.len() - MOST_TEXTS, "more text of it", "more texts of it");
            rows.push(Entry { text: Cell::new(format!("and {more}"), Role::Muted), ..Entry::default() });
        }
        Some(Entries { title: Cell::new(title, Role::Strong), typed, rows, fit: Fit::Words })
    }
}

impl View for SearchResult<'_> {
    fn blocks(&self) -> Vec<Block> {
        let is_same = |one: &Found<'_>, other: &Found<'_>| one.id == other.id && one.finding == other.finding;
        let found = self.shown().chunk_by(is_same).filter_map(|together| self.entries(together)).map(Block::Entries);
        found.chain([Block::Paragraph(Cell::new(self.sentence(), Role::Muted))]).collect()
    }

    fn export(&self) -> Export {
        let items = self.shown().iter().flat_map(|found| found.texts.iter().map(move |text| item(found, text)));
        Export::Find(v1::FindJson { schema: "irr.find/1", as_of: self.on, words: self.words.clone(), items: items.collect() })
    }
}

fn item(found: &Found<'_>, text: &FoundText<'_>) -> v1::FoundJson {
    let record = found.snapshot.record();
    let excerpt = excerpt(text);
    v1::FoundJson {
        record: found.id.to_string(),
        reference: found.finding.as_ref().map(ToString::to_string),
        force: record.force.to_string(),
        inspection: record.inspection.title.clone(),
        published: record.inspection.published,
        what: text.text.label,
        field: text.text.path().to_string(),
        date: text.text.date,
        internal: text.text.is_internal,
        matches: excerpt.marks.iter().map(|mark| excerpt.text[mark.clone()].to_owned()).collect(),
        excerpt: excerpt.text,
        text: text.text.text.to_owned(),
    }
}

fn entry(found: &FoundText<'_>) -> Entry {
    let internal = if found.text.is_internal { " (internal)" } else { "" };
    let lead = Cell::new(format!("{}{internal}", found.text.label), Role::Muted);
    let excerpt = excerpt(found);
    let Some(date) = found.text.date else { return Entry { lead, text: excerpt, ..Entry::default() } };
    let day = format!("{}: ", date.in_words());
    let marks = excerpt.marks.iter().map(|mark| mark.start + day.len()..mark.end + day.len()).collect();
    Entry { lead, text: Cell { marks, ..Cell::plain(day + &excerpt.text) }, ..Entry::default() }
}

/// Returns the words around those that were looked for, on one line.
fn excerpt(found: &FoundText<'_>) -> Cell {
    let (text, words) = (found.text.text, &found.words);
    let passages = merged(words.passages.iter().cloned(), 0);
    let mut out = Cell::default();
    let places = match text.len() {
        length @ ..=SHORT => std::iter::once(0..length).collect(),
        _ => places(text, &words.passages[words.nearest.clone()]),
    };
    let mut end = 0;
    for place in places {
        if place.start > 0 {
            out.text.push_str(if out.text.is_empty() { "…" } else { " … " });
        }
        copy(text, &place, &passages, &mut out);
        out.text.truncate(out.text.trim_end().len());
        end = place.end;
    }
    if end < text.trim_end().len() {
        out.text.push('…');
    }
    out
}

/// Returns the parts of a text to show.
fn places(text: &str, passages: &[Range<usize>]) -> Vec<Range<usize>> {
    let around = if passages.len() == 1 { AROUND_ONE } else { AROUND_EACH };
    let place = |passage: &Range<usize>| {
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (from, to) = (boundary(passage.start.saturating_sub(around)), boundary(passage.end + around));
        // Whole words only.
        let start = if from == 0 { Some(0) } else { text[from..passage.start].find(char::is_whitespace).map(|at| from + at) };
        let end =
            if to == text.len() { Some(to) } else { text[passage.end..to].rfind(char::is_whitespace).map(|at| passage.end + at) };
        start.unwrap_or(passage.start)..end.unwrap_or(passage.end)
    };
    let mut places = merged(passages.iter().map(place), AROUND_EACH / 2);
    places.truncate(MOST_PLACES);
    places
}

/// Joins ranges that overlap, or are no further apart than `gap`.
fn merged(ranges: impl Iterator<Item = Range<usize>>, gap: usize) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut().filter(|last| range.start < last.end + gap || range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

/// Adds a part of a text, with each run of white space as one blank, and with its passages as marks.
fn copy(text: &str, place: &Range<usize>, passages: &[Range<usize>], out: &mut Cell) {
    let begins = passages.partition_point(|passage| passage.start < place.start);
    let mut passages = passages[begins..].iter().take_while(|passage| passage.end <= place.end).peekable();
    let mut start = 0;
    for (at, c) in text[place.clone()].char_indices().map(|(at, c)| (place.start + at, c)) {
        if passages.peek().is_some_and(|passage| passage.start == at) {
            start = out.text.len();
        }
        match c.is_whitespace() {
            true if out.text.is_empty() || out.text.ends_with([' ', '…']) => {}
            true => out.text.push(' '),
            false => out.text.push(c),
        }
        if passages.peek().is_some_and(|passage| passage.end == at + c.len_utf8()) {
            out.marks.push(start..out.text.len());
            passages.next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::tests::record;

    /// Returns the excerpt of a title, with what was looked for in brackets.
    fn excerpt_of(text: &str, words: &str) -> String {
        let mut record = record("Kent", "2025-05-16");
        record.inspection.title = text.to_owned();
        let terms = SearchTerms::parse(words.split(' ')).unwrap();
        let mut shown = String::new();
        record.each_text(&mut |text| {
            let Some(words) = terms.look_in(text.text).filter(|_| text.label == "title") else { return };
            let cell = excerpt(&FoundText { text, words });
            shown =
                cell.pieces().map(|(words, is_sought)| if is_sought { format!("[{words}]") } else { words.to_owned() }).collect();
        });
        shown
    }

    #[test]
    fn a_short_text_is_shown_whole_on_one_line() {
        assert_eq!(excerpt_of("Hold  a training\n\ncourse.\n", "train cour"), "Hold a [training] [course].");
    }

    #[test]
    fn of_a_long_text_the_words_around_are_shown_and_none_is_cut() {
        let long = format!("{}the training course{}", "before ".repeat(40), " after".repeat(40));
        insta::assert_snapshot!(excerpt_of(&long, "training"), @"…before before before before before before before before before before before before the [training] course after after after after after after after after after after after after after…");
        let apart = format!("{}one training {}one course{}", "before ".repeat(40), "between ".repeat(40), " after".repeat(40));
        insta::assert_snapshot!(excerpt_of(&apart, "training course"), @"…before before before before before one [training] between between between between between … between between between between between one [course] after after after after after after after…");
    }

    #[test]
    fn letters_of_several_bytes_are_never_cut() {
        for words in 1..80 {
            let text = format!("{} x {}", "ü€".repeat(words), "é👮 ".repeat(words * 3));
            assert!(excerpt_of(&text, "x").contains("[x]"), "{words}");
        }
    }
}
