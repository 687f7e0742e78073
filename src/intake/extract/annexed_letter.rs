//! Separates the chief officer's letter if it is annexed to the commissioner's.

use super::authorship::authorship;
use super::block_lines::{lines, one_line};
use super::extractor::{Extractor, SpeakerRole};
use super::letter::subject;
use super::signature::{is_closing, salutes};
use crate::intake::ImportNoteCode;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::import_draft::Offices;
use crate::intake::phrases::office_name::office_in;
use crate::intake::phrases::prose_date::named_days;

/// Returns where an annex addressed to the commissioner begins: a heading, page or line before a second letter.
fn begins_at(blocks: &[SourceBlock]) -> Option<usize> {
    let first = blocks.iter().position(salutes)?;
    // Only a letter to the commissioner is the annexed one; case 19 has both in one file.
    let second = (first + 1..blocks.len()).find(|at| {
        let text = blocks[*at].text().unwrap_or("");
        salutes(&blocks[*at]) && ["Commissioner", "PCC", "PFCC", "Mayor"].iter().any(|name| text.contains(name))
    })?;
    // Without a closing in between, "Dear" begins no second letter: it may be a quotation.
    let closed = (first..second).rfind(|at| is_closing(&blocks[*at]))?;
    let opens = |at: &usize| {
        let text = blocks[*at].text().unwrap_or("").to_lowercase();
        blocks[*at].kind == SourceBlockKind::PageBreak
            || ["annex", "appendix", "enclosure"].iter().any(|name| text.starts_with(name))
    };
    (closed + 1..second).find(opens)
}

/// Returns the commissioner's letter, and the chief officer's annexed before or after it; empty if there is none.
pub(super) fn letters(blocks: &[SourceBlock], offices: &Offices) -> (Vec<SourceBlock>, Vec<SourceBlock>) {
    if let Some(at) = begins_at(blocks) {
        return (blocks[..at].to_vec(), blocks[at..].to_vec());
    }
    let whole = || (blocks.to_vec(), Vec::new());
    let Some(at) = second_begins_at(blocks) else { return whole() };
    let (first, second) = blocks.split_at(at);
    let speaker = |letter: &[SourceBlock]| authorship(letter, None, offices).speaker;
    // The chief officer's letter may come first. Two letters by one side stay one document.
    match (speaker(first), speaker(second)) {
        (SpeakerRole::Commissioner, SpeakerRole::ChiefOfficer) => (first.to_vec(), second.to_vec()),
        (SpeakerRole::ChiefOfficer, SpeakerRole::Commissioner) => (second.to_vec(), first.to_vec()),
        _ => whole(),
    }
}

/// Returns where a second letter begins: after the signature of the first.
fn second_begins_at(blocks: &[SourceBlock]) -> Option<usize> {
    let first = blocks.iter().position(salutes)?;
    let second = (first + 1..blocks.len()).rfind(|at| salutes(&blocks[*at]))?;
    let closed = (first..second).rfind(|at| is_closing(&blocks[*at]))?;
    let parts = |at: &usize| matches!(blocks[*at].kind, SourceBlockKind::PageBreak | SourceBlockKind::Heading(..));
    let signs = |at: &usize| blocks[*at].text().is_some_and(|text| text.contains("Chief Constable") || office_in(text).is_some());
    // A page break or heading is the safest start; otherwise the second letter follows the signature of the first.
    (closed + 1..second).find(parts).or_else(|| (closed..second).find(signs).map(|at| at + 1))
}

impl Extractor {
    /// Returns the chief officer's words of the annex, under a heading that says whose they are.
    pub(super) fn annex(&mut self, blocks: &[SourceBlock]) -> Vec<SourceBlock> {
        let Some(salutation) = blocks.iter().position(salutes) else { return blocks.to_vec() };
        let (head, body) = (&blocks[..=salutation], &blocks[salutation + 1..]);
        let used = usize::from(body.first().is_some_and(|block| subject(block, true).is_some()));
        let texts: Vec<String> = blocks[..=salutation + used].iter().map(|block| markdown([block])).collect();
        let day = head.iter().find_map(|block| Some((block.at, named_days(&one_line(block.text()?)).first()?.date)));
        self.prose_facts.commented = day;
        let at = blocks[salutation].at;
        let message =
            "opening of the annexed letter from the chief officer; the text below is taken as the chief officer's response";
        self.add_note(ImportNoteCode::Guessed, at, message, Some(&texts.join("\n")));
        // The last closing, because a letter may quote another with its closing.
        let end = body.iter().rposition(is_closing).unwrap_or(body.len());
        self.annex_signed(&body[end..]);
        let mut words = vec![SourceBlock::new(at, SourceBlockKind::Heading(1, "Chief Constable's response".to_owned()))];
        words.extend_from_slice(&body[used..end]);
        words
    }

    fn annex_signed(&mut self, tail: &[SourceBlock]) {
        let Some(first) = tail.first() else { return };
        let lines: Vec<String> = tail.iter().flat_map(lines).collect();
        self.chief_signed(&lines);
        let quote: Vec<String> = tail.iter().map(|block| markdown([block])).collect();
        let message = "closing of the chief officer's letter; only the signature was read";
        self.add_note(ImportNoteCode::LeftOut, first.at, message, Some(&quote.join("\n")));
    }
}
