//! Extracts findings from prose, each below its label and with its answers.

use super::extractor::{DocumentLayout, Extractor, HeadingPart, NO_HEADING, SpeakerRole};
use super::findings_cell::CellFinding;
use super::prose_fact_search::listed_in;
use super::split_answers::{self, SpeakerAnswer};
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::finding_mention::says_should;
use crate::intake::phrases::heading::{Answerer, HeadingSection};
use crate::intake::{ImportNoteCode, SourcePlace};
use crate::model::{FindingKind, FindingRef, PrintedRef, Record};

/// A finding in prose, and the sections that answer it.
struct ProseFinding {
    kind: FindingKind,
    found: CellFinding,
    /// The index of the cause of concern that it is below.
    cause: Option<usize>,
    heading: String,
    title: String,
    answers: Vec<SpeakerAnswer>,
    /// Whether nothing marks the start of the answers.
    guessed: bool,
}

/// The result for each section, in order: kept as it is, or replaced by the finding at an index.
enum SectionPiece {
    Part(HeadingPart),
    Finding(usize),
}

#[derive(Default)]
struct SectionPieces {
    carried: Vec<ProseFinding>,
    pieces: Vec<SectionPiece>,
    cause: Option<usize>,
}

impl Extractor {
    /// Adds the findings in prose to the record, and leaves their answers as sections.
    pub(super) fn extract_prose_findings(&mut self, record: &mut Record) {
        let mut all = SectionPieces::default();
        for part in std::mem::take(&mut self.parts) {
            match part.section.clone() {
                HeadingSection::Answer { kind, numbers, heading } => {
                    self.extract_prose_finding(part, kind, &numbers, &heading, record, &mut all)
                }
                HeadingSection::Findings(kind) => self.extract_finding_list(part, kind, &mut all),
                _ => all.pieces.push(SectionPiece::Part(part)),
            }
        }
        let SectionPieces { carried, pieces, .. } = all;
        let mut references: Vec<Option<PrintedRef>> = vec![None; carried.len()];
        for kind in FindingKind::ALL {
            let places: Vec<usize> = (0..carried.len()).filter(|at| carried[*at].kind == *kind).collect();
            let found: Vec<CellFinding> = places.iter().map(|at| carried[*at].found.clone()).collect();
            let known: Vec<PrintedRef> = record.findings_of(*kind).iter().map(|finding| finding.printed.clone()).collect();
            for (at, number) in places.into_iter().zip(self.number(*kind, &found, known)) {
                references[at] = Some(number);
            }
        }
        for (at, one) in carried.iter().enumerate() {
            let Some(number) = references[at].clone() else { continue };
            let mut finding = self.finding(one.kind, one.found.clone(), number.clone(), record);
            // Cases 06, 08, 09, 16, 24 and 31 put recommendations below their cause of concern.
            if let Some(cause) = one.cause.and_then(|cause| references[cause].clone()) {
                let message = format!("R{number} is below the cause of concern {cause}; taken as its recommendation");
                self.add_note(ImportNoteCode::Guessed, one.found.at, message, None);
                finding.cause_of_concern = Some(cause);
            }
            record.findings_of_mut(one.kind).push(finding);
        }
        for piece in pieces {
            match piece {
                SectionPiece::Part(part) => self.parts.push(part),
                SectionPiece::Finding(at) => {
                    let (one, Some(number)) = (&carried[at], &references[at]) else { continue };
                    self.answers_of(one, number);
                }
            }
        }
    }

    fn answers_of(&mut self, one: &ProseFinding, number: &PrintedRef) {
        // Noted for a person to check: only wording shows where the answer begins (cases 03, 05, 07, 10, 11, 15, 16).
        if let (true, Some(first)) = (one.guessed, one.answers.iter().flat_map(|answer| &answer.blocks).next()) {
            let reference = FindingRef::new(one.kind, number);
            let message = format!("nothing separates {reference} from its answer; the answer is taken to begin here");
            self.add_note(ImportNoteCode::Guessed, first.at, message, Some(&markdown([first])));
        }
        let accepted = one
            .answers
            .iter()
            .filter(|answer| answer.speaker == Some(SpeakerRole::Commissioner))
            .flat_map(|answer| &answer.blocks);
        if let Some(first) = accepted.into_iter().find(|block| split_answers::accepts(block)) {
            let reference = FindingRef::new(one.kind, number);
            let message = format!("the acceptance of {reference} is taken as the commissioner's");
            self.add_note(ImportNoteCode::Guessed, first.at, message, Some(&markdown([first])));
        }
        for answer in &one.answers {
            let section =
                HeadingSection::Answer { kind: one.kind, numbers: vec![number.to_string()], heading: one.heading.clone() };
            let at = answer.blocks.first().map_or(one.found.at, |block| block.at);
            let mut part = HeadingPart::new(section, at, &one.title, NO_HEADING);
            part.blocks.clone_from(&answer.blocks);
            part.speaker = answer.speaker;
            self.parts.push(part);
        }
    }

    fn extract_prose_finding(
        &mut self,
        part: HeadingPart,
        kind: FindingKind,
        numbers: &[String],
        heading: &str,
        record: &Record,
        all: &mut SectionPieces,
    ) {
        if part.speaker.is_some() {
            return all.pieces.push(SectionPiece::Part(part));
        }
        let level = part.level;
        let known = |number: &String| {
            number.parse::<PrintedRef>().is_ok_and(|number| {
                let reference = FindingRef::new(kind, &number);
                let same = |one: &ProseFinding| one.kind == kind && one.found.number.as_deref() == Some(number.as_str());
                record.finding(&reference).is_some() || all.carried.iter().any(same)
            })
        };
        // The finding's words may follow its number in the heading itself.
        let heads = says_should(heading);
        let mut blocks = part.blocks.clone();
        if heads {
            blocks.insert(0, SourceBlock::new(part.at, SourceBlockKind::Paragraph(heading.to_owned())));
        }
        let split = split_answers::split(&blocks, kind, self.prose_speaker);
        split_answers::marks(&blocks).for_each(|mark| self.placed.add(mark));
        if let Some((whole, quote)) = &split.announced {
            let message = "this introduces and quotes the finding; the quotation is taken as its text";
            self.add_note(ImportNoteCode::Guessed, part.at, message, Some(whole));
            self.unlabelled.push((whole.clone(), quote.clone()));
        }
        for spoken in &split.spoken {
            let message = "this quotation comes after the chief officer's name; taken as the chief officer's response";
            self.add_note(ImportNoteCode::Guessed, part.at, message, Some(spoken));
        }
        if let Some(signed) = &split.signed {
            self.signed(part.at, signed);
        }
        let names_it = part.title.is_empty() && !numbers.is_empty();
        if numbers.iter().any(known) || names_it {
            // These blocks answer a finding that is known already. If its words are repeated here, they are no answer.
            let words = markdown(&split.finding);
            let again = |number: &String| {
                let reference = FindingRef::new(kind, &number.parse().ok()?);
                let text = record.finding(&reference)?.text.as_ref()?.in_a_line();
                Some(same_words(&text, &words))
            };
            let is_again = !words.is_empty() && numbers.iter().filter_map(again).any(|same| same);
            let first = if is_again { Vec::new() } else { split.finding };
            if is_again {
                self.placed.add(&words);
            } else if is_another_finding(&first, &split.answers, numbers, kind, record, all) {
                let message = format!(
                    "number {} is used again with other text, so it is of another report; kept under `unplaced`",
                    numbers.join(", ")
                );
                let whole = format!("{}\n\n{}", part.title, markdown(&blocks));
                self.placed.add(&part.title);
                return self.unplace(part.at, whole.trim(), message);
            }
            let mut answers = vec![SpeakerAnswer { speaker: None, blocks: first }];
            for answer in split.answers {
                match answers.last_mut().filter(|last| last.speaker == answer.speaker) {
                    Some(last) => last.blocks.extend(answer.blocks),
                    None => answers.push(answer),
                }
            }
            let is_bare = answers.iter().all(|answer| answer.blocks.is_empty());
            for answer in answers.into_iter().filter(|answer| is_bare || !answer.blocks.is_empty()) {
                let mut part =
                    HeadingPart { blocks: answer.blocks, speaker: answer.speaker, title: part.title.clone(), ..copy(&part) };
                if let (true, HeadingSection::Answer { heading, .. }) = (heads, &mut part.section) {
                    heading.clear();
                }
                all.pieces.push(SectionPiece::Part(part));
            }
        } else if split.finding.is_empty() && (self.layout == DocumentLayout::Form || numbers.is_empty()) {
            return all.pieces.push(SectionPiece::Part(part));
        } else {
            if numbers.len() > 1 && !split.finding.is_empty() {
                let message = format!("one text for {} {}; taken as number {}", kind.words(), numbers.join(" and "), numbers[0]);
                self.add_note(ImportNoteCode::Guessed, part.at, message, Some(&part.title));
            }
            let found = CellFinding { number: numbers.first().cloned(), text: markdown(&split.finding), at: part.at };
            let heading = if heads { "" } else { heading };
            self.add_prose_finding(kind, found, heading, &part.title, (split.answers, split.guessed), all);
        }
        if !split.unlabelled.is_empty() {
            let at = split.unlabelled[0].at;
            let section = HeadingSection::Answer { kind, numbers: Vec::new(), heading: String::new() };
            let mut next = HeadingPart::new(section, at, "", level);
            next.blocks.clone_from(&split.unlabelled);
            self.extract_prose_finding(next, kind, &[], "", record, all);
        }
        self.prose(split.general, all);
    }

    /// Adds a finding in prose, and the cause of concern that it is below.
    fn add_prose_finding(
        &mut self,
        kind: FindingKind,
        found: CellFinding,
        heading: &str,
        title: &str,
        (answers, guessed): (Vec<SpeakerAnswer>, bool),
        all: &mut SectionPieces,
    ) {
        let cause = all.cause.filter(|_| kind == FindingKind::Recommendation);
        let at = all.carried.len();
        match kind {
            FindingKind::CauseOfConcern => all.cause = Some(at),
            FindingKind::AreaForImprovement => all.cause = None,
            FindingKind::Recommendation => {}
        }
        let (heading, title) = (heading.to_owned(), title.to_owned());
        // A heading without text is still an answer, but not if the finding's own words follow it.
        let bare = answers.is_empty() && !heading.is_empty() && found.text.is_empty();
        if answers.is_empty() && !heading.is_empty() && !bare {
            self.unplace(found.at, &heading, "heading of a finding without an answer; kept under `unplaced`");
        }
        let answers = if bare { vec![SpeakerAnswer { speaker: None, blocks: Vec::new() }] } else { answers };
        all.carried.push(ProseFinding { kind, found, cause, heading, title, answers, guessed });
        all.pieces.push(SectionPiece::Finding(at));
    }

    /// Extracts several findings below one heading: list items, or paragraphs that say what should be done.
    fn extract_finding_list(&mut self, part: HeadingPart, kind: FindingKind, all: &mut SectionPieces) {
        if kind != FindingKind::CauseOfConcern {
            all.cause = None;
        }
        let is_item = |block: &SourceBlock| matches!(block.kind, SourceBlockKind::Item { depth: 0, .. });
        let items = part.blocks.iter().filter(|block| is_item(block));
        let obliging = items.clone().filter(|block| block.text().is_some_and(says_should)).count();
        let by_items = obliging > 0 && obliging * 2 >= items.count();
        for block in &part.blocks {
            if let Some((text, count)) = block.text().and_then(|text| Some((text, listed_in(text)?))) {
                self.prose_facts.listed.push((kind, block.at, count, text.to_owned()));
            }
        }
        let mut found: Option<Vec<SourceBlock>> = None;
        let mut prose: Vec<SourceBlock> = Vec::new();
        for block in &part.blocks {
            let text = block.text().unwrap_or("");
            let begins = match block.kind {
                SourceBlockKind::Item { depth: 0, .. } => by_items,
                SourceBlockKind::Paragraph(_) => !by_items && crate::intake::phrases::finding_mention::begins_as_finding(text),
                _ => false,
            };
            if begins {
                self.prose(std::mem::take(&mut prose), all);
                self.finish_listed_finding(kind, found.replace(vec![block.clone()]), all);
            } else if let (Some(found), true) = (&mut found, belongs_to_item(block)) {
                found.push(block.clone());
            } else {
                self.finish_listed_finding(kind, found.take(), all);
                prose.push(block.clone());
            }
        }
        self.finish_listed_finding(kind, found, all);
        self.prose(prose, all);
    }

    fn finish_listed_finding(&mut self, kind: FindingKind, blocks: Option<Vec<SourceBlock>>, all: &mut SectionPieces) {
        let Some(blocks) = blocks else { return };
        let Some(first) = blocks.first() else { return };
        let at = first.at;
        let number = match &first.kind {
            SourceBlockKind::Item { mark, .. } => mark.strip_suffix('.').filter(|mark| mark.bytes().all(|b| b.is_ascii_digit())),
            _ => None,
        };
        let split = split_answers::split(&blocks, kind, self.prose_speaker);
        let text = markdown(if split.finding.is_empty() { &blocks } else { &split.finding });
        if let Some(number) = number {
            let message = format!("{}{number} takes its number from its list", kind.prefix());
            self.add_note(ImportNoteCode::Guessed, at, message, Some(&text));
        }
        let found = CellFinding { number: number.map(str::to_owned), text, at };
        let answers = if split.finding.is_empty() { Vec::new() } else { split.answers };
        self.add_prose_finding(kind, found, "", "", (answers, split.guessed), all);
    }

    fn prose(&mut self, blocks: Vec<SourceBlock>, all: &mut SectionPieces) {
        let Some(first) = blocks.first() else { return };
        let mut part = HeadingPart::new(HeadingSection::Prose, first.at, "", NO_HEADING);
        part.blocks = blocks;
        all.pieces.push(SectionPiece::Part(part));
    }

    /// Takes the chief officer's name from the signature of a quotation.
    pub(super) fn signed(&mut self, at: SourcePlace, signed: &str) {
        let (name, title) = crate::intake::extract::quotation::name_and_title(signed);
        self.add_note(
            ImportNoteCode::Guessed,
            at,
            "the quotation signed like this is taken as the chief officer's response",
            Some(signed),
        );
        if let Some(title) = title {
            self.prose_facts.chief.get_or_insert((name, title));
        }
    }
}

/// Returns whether a repeated number is another finding: it says who should act and has an answer, and so does the known one.
fn is_another_finding(
    first: &[SourceBlock],
    answers: &[SpeakerAnswer],
    numbers: &[String],
    kind: FindingKind,
    record: &Record,
    all: &SectionPieces,
) -> bool {
    let text = first.first().and_then(SourceBlock::text).unwrap_or("");
    let has_words = |number: &String| {
        let same =
            |one: &ProseFinding| one.kind == kind && one.found.number.as_deref() == Some(number) && !one.answers.is_empty();
        let reference = number.parse::<PrintedRef>().ok().map(|number| FindingRef::new(kind, &number));
        let tabled = reference.and_then(|reference| record.finding(&reference)).is_some_and(|finding| finding.text.is_some());
        tabled || all.carried.iter().any(same)
    };
    crate::intake::phrases::finding_mention::begins_as_finding(text)
        && answers.iter().any(|answer| answer.speaker.is_some())
        && numbers.iter().any(has_words)
}

fn copy(part: &HeadingPart) -> HeadingPart {
    HeadingPart {
        section: part.section.clone(),
        at: part.at,
        title: String::new(),
        blocks: Vec::new(),
        level: part.level,
        speaker: None,
    }
}

/// Returns whether a block after a list item belongs to it: a nested item, or an answer under its label.
fn belongs_to_item(block: &SourceBlock) -> bool {
    match &block.kind {
        SourceBlockKind::Item { .. } | SourceBlockKind::PageBreak => true,
        SourceBlockKind::Row { label, value } => Answerer::of_row(label, value).is_some(),
        _ => false,
    }
}

/// Returns whether two texts differ only in formatting.
fn same_words(left: &str, right: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    bare(left) == bare(right)
}
