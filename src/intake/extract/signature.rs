//! Reads the signature and date of a response.

use super::block_lines::{bare, lines};
use super::extractor::{Extractor, SpeakerRole};
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::office_name::{force_in, is_name, office_in};
use crate::intake::phrases::prose_date::named_days;
use crate::intake::{ImportNoteCode, SourcePlace};

impl Extractor {
    /// Reads a date alone at the end of an unsigned response, and returns its range of blocks.
    fn day_at_end(&mut self, blocks: &[SourceBlock]) -> (usize, usize) {
        let last = blocks.iter().rposition(|block| block.kind != SourceBlockKind::PageBreak);
        let day = last.and_then(|last| {
            let text = blocks[last].text()?.trim();
            let day = *named_days(text).first()?;
            (day.start == 0 && day.end + 1 >= text.len()).then_some((last, day.date))
        });
        let Some((last, day)) = day.filter(|_| self.prose_facts.responded.is_none()) else {
            return (blocks.len(), blocks.len());
        };
        self.prose_facts.responded = Some((blocks[last].at, day));
        let message = "this date stands alone at the end; taken as the date of the response";
        self.add_note(ImportNoteCode::Guessed, blocks[last].at, message, blocks[last].text());
        (last, blocks.len())
    }

    /// Reads the signature, and returns its range of blocks.
    pub(super) fn signature(&mut self, blocks: &[SourceBlock]) -> (usize, usize) {
        let signs = |block: &SourceBlock| signs(block) || self.speaker == SpeakerRole::ChiefOfficer && chief_signs(block);
        // The same limit as for the author: a closing further up is that of an annexed letter.
        let closing = blocks.iter().rposition(is_closing).filter(|at| blocks.len() - at <= 14);
        // A signature without a closing is looked for in the last ten blocks only: further up an office is mentioned, not
        // signing.
        let from = blocks.len().saturating_sub(10);
        let signed = || {
            let at = (from..blocks.len()).rev().find(|at| signs(&blocks[*at]) && (*at > 0))?;
            let is_office =
                |line: &String| office_in(line).is_some_and(|(_, at)| at == 0) || line.find("Chief Constable") == Some(0);
            let lone = lines(&blocks[at]).len() == 1 && lines(&blocks[at]).first().is_some_and(is_office);
            let before =
                at.checked_sub(1).filter(|before| lone && blocks[*before].text().is_some_and(|text| is_name(&bare(text))));
            (before.is_some() || !lone).then(|| before.unwrap_or(at))
        };
        let Some(start) = closing.or_else(signed) else { return self.day_at_end(blocks) };
        let end = start + resumes_at(&blocks[start..]);
        let tail = &blocks[start..end];
        let lines: Vec<(SourcePlace, String)> =
            tail.iter().flat_map(|block| lines(block).into_iter().map(|line| (block.at, line)).collect::<Vec<_>>()).collect();
        if self.speaker == SpeakerRole::ChiefOfficer {
            self.chief_signed(&lines.iter().map(|(_, line)| line.clone()).collect::<Vec<_>>());
        }
        let mut before = String::new();
        for (at, line) in &lines {
            if let Some((kind, office)) = office_in(line)
                && self.prose_facts.holder.is_none()
            {
                let name = line[..office].trim().trim_end_matches(',').trim();
                let name = CLOSINGS.iter().fold(name.to_owned(), |name, closing| without_start(&name, closing));
                let force = force_in(line);
                let name = force.map_or(name.clone(), |force| name.trim_end_matches(force).trim().to_owned());
                let holder = [&name, &before].into_iter().find(|name| is_name(name)).cloned();
                self.prose_facts.kind = Some((*at, kind, line.clone()));
                if holder.is_some() {
                    self.prose_facts.holder = holder;
                }
                if let Some(force) = force {
                    self.prose_facts.force = Some((*at, force));
                }
            }
            if let ([day], None) = (&named_days(line)[..], self.prose_facts.responded)
                // A date in a line of its own ("Dated this 3rd of May 2024"); longer lines are sentences about other dates.
                && line.split_whitespace().count() <= 6
            {
                self.prose_facts.responded = Some((*at, day.date));
            }
            before.clone_from(line);
        }
        let quote: Vec<String> = tail.iter().map(|block| markdown([block])).collect();
        let message = "closing of the response; only the signature was read";
        self.add_note(ImportNoteCode::LeftOut, blocks[start].at, message, Some(&quote.join("\n")));
        self.another_signs(blocks[start].at, &lines);
        (start, end)
    }

    /// Notes a second office in the signature: a joint response.
    fn another_signs(&mut self, at: SourcePlace, lines: &[(SourcePlace, String)]) {
        let first = self.prose_facts.force.map(|(_, force)| force);
        let others = lines.iter().filter(|(_, line)| office_in(line).is_some()).filter_map(|(_, line)| force_in(line));
        // Case 23 is signed by two commissioners.
        if let Some(other) = others.into_iter().find(|force| Some(*force) != first) {
            let message = format!("two offices respond here, as the one for {other} signs too; the first is used");
            self.add_note(ImportNoteCode::Disagrees, at, message, None);
        }
    }
}

/// The closings of letters.
const CLOSINGS: [&str; 7] = [
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "kind regards",
    "best wishes",
    "with best wishes",
    "with kind regards",
];

/// Returns whether a block is the salutation of a letter.
pub(super) fn salutes(block: &SourceBlock) -> bool {
    // A salutation is a line; a long paragraph that begins with "Dear" is a quotation.
    block.text().is_some_and(|text| text.trim_start().starts_with("Dear ") && text.chars().count() <= 120)
}

/// Returns whether a block is the closing of a letter.
pub(super) fn is_closing(block: &SourceBlock) -> bool {
    let text = block.text().unwrap_or("").trim().to_lowercase();
    // Word often keeps closing, name and office in one paragraph with line breaks.
    CLOSINGS.iter().any(|closing| text.starts_with(closing)) && text.split_whitespace().count() <= 40
}

/// Returns where the response resumes after a signature: at a heading with prose below it. The number of blocks if it does not.
fn resumes_at(tail: &[SourceBlock]) -> usize {
    let is_prose = |block: &SourceBlock| {
        block.text().is_some_and(|text| text.trim_end().ends_with('.') && text.split_whitespace().count() > 8)
    };
    let opens =
        |at: &usize| matches!(tail[*at].kind, SourceBlockKind::Heading(..)) && tail[*at + 1..].first().is_some_and(is_prose);
    // A signed introduction may be followed by the answers.
    (1..tail.len()).find(opens).unwrap_or(tail.len())
}

/// Returns whether a block is the signature line of an office, with or without its holder's name.
fn signs(block: &SourceBlock) -> bool {
    if let SourceBlockKind::Row { label, value } = &block.kind {
        // Two who sign beside each other.
        return [label.clone(), markdown(value)]
            .iter()
            // Case 23: two offices sign in one row of a table.
            .all(|side| office_in(side).is_some() && side.split_whitespace().count() <= 20);
    }
    let text = block.text().unwrap_or("");
    let is_line = matches!(block.kind, SourceBlockKind::Paragraph(_) | SourceBlockKind::Heading(..));
    is_line && text.split_whitespace().count() <= 25 && !text.trim_end().ends_with(['.', ':', ';']) && office_in(text).is_some()
}

/// Returns whether a block is the signature line of a chief officer or deputy.
fn chief_signs(block: &SourceBlock) -> bool {
    let text = block.text().unwrap_or("");
    text.contains("Chief Constable") && text.split_whitespace().count() <= 14 && !text.trim_end().ends_with(['.', ':', ';'])
}

fn without_start(text: &str, start: &str) -> String {
    match text.get(..start.len()) {
        Some(head) if head.eq_ignore_ascii_case(start) => text[start.len()..].trim_start_matches([',', ' ']).to_owned(),
        _ => text.to_owned(),
    }
}
