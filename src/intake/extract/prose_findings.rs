//! Extracts findings from prose, each below its label and with its answers.

use super::extractor::{DocumentLayout, Extractor, HeadingPart, NO_HEADING, SpeakerRole};
use super::findings_cell::CellFinding;
use super::prose_fact_search::listed_in;
use super::split_answers::{self, SpeakerAnswer};
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::finding_mention::obliges;
use crate::intake::phrases::heading::{Answerer, HeadingSection};
use crate::intake::{ImportNoteCode, SourcePlace};
use crate::model::{FindingKind, FindingRef, PrintedRef, Record};

/// A finding in prose, and the sections that answer it.
struct ProseFinding {
    kind: FindingKind,
    found: CellFinding,
    /// The index of the cause of concern that it stands below.
    cause: Option<usize>,
    heading: String,
    title: String,
    answers: Vec<SpeakerAnswer>,
    /// Whether nothing marks where the answers begin.
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
    /// Puts the findings in prose into the record, and leaves their answers as sections.
    pub(super) fn carry(&mut self, record: &mut Record) {
        let mut all = SectionPieces::default();
        for part in std::mem::take(&mut self.parts) {
            match part.section.clone() {
                HeadingSection::Answer { kind, numbers, heading } => {
                    self.carry_one(part, kind, &numbers, &heading, record, &mut all)
                }
                HeadingSection::Findings(kind) => self.carry_list(part, kind, &mut all),
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
            if let Some(cause) = one.cause.and_then(|cause| references[cause].clone()) {
                let message = format!("R{number} stands below the cause of concern {cause}: taken as its recommendation");
                self.complain(ImportNoteCode::Guessed, one.found.at, message, None);
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
        if let (true, Some(first)) = (one.guessed, one.answers.iter().flat_map(|answer| &answer.blocks).next()) {
            let reference = FindingRef::new(one.kind, number);
            let message = format!("nothing parts {reference} from its answer: this was taken for where the answer begins");
            self.complain(ImportNoteCode::Guessed, first.at, message, Some(&markdown([first])));
        }
        let accepted =
            one.answers.iter().filter(|answer| answer.voice == Some(SpeakerRole::Commissioner)).flat_map(|answer| &answer.blocks);
        if let Some(first) = accepted.into_iter().find(|block| split_answers::accepts(block)) {
            let reference = FindingRef::new(one.kind, number);
            let message = format!("whether {reference} is accepted was taken as the commissioner's word");
            self.complain(ImportNoteCode::Guessed, first.at, message, Some(&markdown([first])));
        }
        for answer in &one.answers {
            let section =
                HeadingSection::Answer { kind: one.kind, numbers: vec![number.to_string()], heading: one.heading.clone() };
            let at = answer.blocks.first().map_or(one.found.at, |block| block.at);
            let mut part = HeadingPart::new(section, at, &one.title, NO_HEADING);
            part.blocks.clone_from(&answer.blocks);
            part.voice = answer.voice;
            self.parts.push(part);
        }
    }

    fn carry_one(
        &mut self,
        part: HeadingPart,
        kind: FindingKind,
        numbers: &[String],
        heading: &str,
        record: &Record,
        all: &mut SectionPieces,
    ) {
        if part.voice.is_some() {
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
        let heads = obliges(heading);
        let mut blocks = part.blocks.clone();
        if heads {
            blocks.insert(0, SourceBlock::new(part.at, SourceBlockKind::Paragraph(heading.to_owned())));
        }
        let split = split_answers::split(&blocks, kind, self.prose_voice);
        split_answers::marks(&blocks).for_each(|mark| self.kept.add(mark));
        if let Some((whole, quote)) = &split.announced {
            let message = "this announces the finding and quotes it: the quotation was taken for its words";
            self.complain(ImportNoteCode::Guessed, part.at, message, Some(whole));
            self.unlabelled.push((whole.clone(), quote.clone()));
        }
        for spoken in &split.spoken {
            let message = "a quotation that the chief officer is named before was taken for the chief officer's response";
            self.complain(ImportNoteCode::Guessed, part.at, message, Some(spoken));
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
                self.kept.add(&words);
            } else if heads_another(&first, &split.answers, numbers, kind, record, all) {
                let message =
                    format!("number {} again, with other words: of another report, kept in `unplaced`", numbers.join(", "));
                let whole = format!("{}\n\n{}", part.title, markdown(&blocks));
                self.kept.add(&part.title);
                return self.unplace(part.at, whole.trim(), message);
            }
            let mut answers = vec![SpeakerAnswer { voice: None, blocks: first }];
            for answer in split.answers {
                match answers.last_mut().filter(|last| last.voice == answer.voice) {
                    Some(last) => last.blocks.extend(answer.blocks),
                    None => answers.push(answer),
                }
            }
            let is_bare = answers.iter().all(|answer| answer.blocks.is_empty());
            for answer in answers.into_iter().filter(|answer| is_bare || !answer.blocks.is_empty()) {
                let mut part =
                    HeadingPart { blocks: answer.blocks, voice: answer.voice, title: part.title.clone(), ..copy(&part) };
                if let (true, HeadingSection::Answer { heading, .. }) = (heads, &mut part.section) {
                    heading.clear();
                }
                all.pieces.push(SectionPiece::Part(part));
            }
        } else if split.finding.is_empty() && (self.layout == DocumentLayout::Form || numbers.is_empty()) {
            return all.pieces.push(SectionPiece::Part(part));
        } else {
            if numbers.len() > 1 && !split.finding.is_empty() {
                let message = format!("one text for {} {}: taken as number {}", kind.words(), numbers.join(" and "), numbers[0]);
                self.complain(ImportNoteCode::Guessed, part.at, message, Some(&part.title));
            }
            let found = CellFinding { number: numbers.first().cloned(), text: markdown(&split.finding), at: part.at };
            let heading = if heads { "" } else { heading };
            self.carry_found(kind, found, heading, &part.title, (split.answers, split.guessed), all);
        }
        if !split.unlabelled.is_empty() {
            let at = split.unlabelled[0].at;
            let section = HeadingSection::Answer { kind, numbers: Vec::new(), heading: String::new() };
            let mut next = HeadingPart::new(section, at, "", level);
            next.blocks.clone_from(&split.unlabelled);
            self.carry_one(next, kind, &[], "", record, all);
        }
        self.prose(split.general, all);
    }

    /// Adds a finding in prose, and the cause of concern that it stands below.
    fn carry_found(
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
            self.unplace(found.at, &heading, "this heads a finding that nobody answers here: kept in `unplaced`");
        }
        let answers = if bare { vec![SpeakerAnswer { voice: None, blocks: Vec::new() }] } else { answers };
        all.carried.push(ProseFinding { kind, found, cause, heading, title, answers, guessed });
        all.pieces.push(SectionPiece::Finding(at));
    }

    /// Extracts several findings below one heading: list items, or paragraphs that say what should be done.
    fn carry_list(&mut self, part: HeadingPart, kind: FindingKind, all: &mut SectionPieces) {
        if kind != FindingKind::CauseOfConcern {
            all.cause = None;
        }
        let is_item = |block: &SourceBlock| matches!(block.kind, SourceBlockKind::Item { depth: 0, .. });
        let items = part.blocks.iter().filter(|block| is_item(block));
        let obliging = items.clone().filter(|block| block.text().is_some_and(obliges)).count();
        let by_items = obliging > 0 && obliging * 2 >= items.count();
        for block in &part.blocks {
            if let Some((text, count)) = block.text().and_then(|text| Some((text, listed_in(text)?))) {
                self.clues.listed.push((kind, block.at, count, text.to_owned()));
            }
        }
        let mut found: Option<Vec<SourceBlock>> = None;
        let mut prose: Vec<SourceBlock> = Vec::new();
        for block in &part.blocks {
            let text = block.text().unwrap_or("");
            let begins = match block.kind {
                SourceBlockKind::Item { depth: 0, .. } => by_items,
                SourceBlockKind::Paragraph(_) => !by_items && crate::intake::phrases::finding_mention::begins_one(text),
                _ => false,
            };
            if begins {
                self.prose(std::mem::take(&mut prose), all);
                self.end_listed(kind, found.replace(vec![block.clone()]), all);
            } else if let (Some(found), true) = (&mut found, goes_on(block)) {
                found.push(block.clone());
            } else {
                self.end_listed(kind, found.take(), all);
                prose.push(block.clone());
            }
        }
        self.end_listed(kind, found, all);
        self.prose(prose, all);
    }

    fn end_listed(&mut self, kind: FindingKind, blocks: Option<Vec<SourceBlock>>, all: &mut SectionPieces) {
        let Some(blocks) = blocks else { return };
        let Some(first) = blocks.first() else { return };
        let at = first.at;
        let number = match &first.kind {
            SourceBlockKind::Item { mark, .. } => mark.strip_suffix('.').filter(|mark| mark.bytes().all(|b| b.is_ascii_digit())),
            _ => None,
        };
        let split = split_answers::split(&blocks, kind, self.prose_voice);
        let text = markdown(if split.finding.is_empty() { &blocks } else { &split.finding });
        if let Some(number) = number {
            let message = format!("{}{number} has its number from the list it stands in", kind.prefix());
            self.complain(ImportNoteCode::Guessed, at, message, Some(&text));
        }
        let found = CellFinding { number: number.map(str::to_owned), text, at };
        let answers = if split.finding.is_empty() { Vec::new() } else { split.answers };
        self.carry_found(kind, found, "", "", (answers, split.guessed), all);
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
        self.complain(
            ImportNoteCode::Guessed,
            at,
            "a quotation that is signed so was taken for the chief officer's response",
            Some(signed),
        );
        if let Some(title) = title {
            self.clues.chief.get_or_insert((name, title));
        }
    }
}

/// Returns whether a repeated number is another finding: it says who should act and has an answer, and so does the known one.
fn heads_another(
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
    crate::intake::phrases::finding_mention::begins_one(text)
        && answers.iter().any(|answer| answer.voice.is_some())
        && numbers.iter().any(has_words)
}

fn copy(part: &HeadingPart) -> HeadingPart {
    HeadingPart {
        section: part.section.clone(),
        at: part.at,
        title: String::new(),
        blocks: Vec::new(),
        level: part.level,
        voice: None,
    }
}

/// Returns whether a block after a list item belongs to it: a nested item, or an answer under its label.
fn goes_on(block: &SourceBlock) -> bool {
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
