//! Puts the answers of commissioner and chief officer into the record, section by section.

use super::closing_section::closing_part;
use super::extractor::{DocumentLayout, Extractor, HeadingPart, SpeakerRole};
use super::header::names_body;
use super::quotation;
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::finding_mention::{record_has, referenced_finding};
use crate::intake::phrases::heading::HeadingSection;
use crate::intake::{ImportNoteCode, SourceBlock, SourceBlockKind};
use crate::model::{
    AnswerPlace, ChiefOfficerAnswer, ChiefOfficerResponse, CommissionerResponse, FindingLink, FindingRef, PrintedRef, Record,
    due_date_in_text,
};
use crate::prose::Prose;

impl Extractor {
    /// Puts the sections into the record.
    pub(super) fn sections(&mut self, record: &mut Record) {
        let parts = std::mem::take(&mut self.parts);
        let is_letter = self.layout == DocumentLayout::Letter;
        let mut speaker = self.speaker;
        let mut chief = ChiefOfficerResponse::default();
        let mut seen = SectionsSeen::default();
        let closing = if is_letter { closing_part(&parts) } else { None };
        let mut parts = parts.into_iter().enumerate().peekable();
        while let Some((at, mut part)) = parts.next() {
            self.note_page_break_losses(&part);
            self.drop_empty_headings(&mut part);
            let closes = closing == Some(at);
            match part.section {
                HeadingSection::FormTitle | HeadingSection::Findings(_) => {}
                HeadingSection::About => {
                    seen.about = true;
                    self.about(&part, record);
                }
                // Headings such as "Introduction" do not name a speaker; it is the author of the whole document.
                HeadingSection::Initial(_) | HeadingSection::Commissioner(_)
                    if is_letter && self.speaker != SpeakerRole::Commissioner && !names_body(&part.title) =>
                {
                    speaker = self.speaker;
                    self.prose_part(part, speaker, false, record, &mut chief);
                }
                HeadingSection::Initial(_) => {
                    speaker = SpeakerRole::Commissioner;
                    Prose::append(&mut record.commissioner_initial_response, &self.commissioner(&mut part, &mut chief));
                }
                HeadingSection::Commissioner(_) => {
                    speaker = SpeakerRole::Commissioner;
                    let text = self.commissioner(&mut part, &mut chief);
                    // A form with a single text by the commissioner may have it first or last.
                    if seen.chief || seen.about {
                        let message = "the commissioner's words come last; taken as the overall comments";
                        self.add_note(ImportNoteCode::Guessed, part.at, message, Some(&part.title));
                        Prose::append(&mut record.commissioner_overall_comments, &text);
                        seen.last = true;
                    } else {
                        if !is_letter {
                            let message = "unclear whether these are opening or closing words of the commissioner; taken as the initial response";
                            self.add_note(ImportNoteCode::Guessed, part.at, message, Some(&part.title));
                        }
                        Prose::append(&mut record.commissioner_initial_response, &text);
                    }
                }
                HeadingSection::Overall(_) => {
                    speaker = SpeakerRole::Commissioner;
                    seen.last = true;
                    Prose::append(&mut record.commissioner_overall_comments, &self.commissioner(&mut part, &mut chief));
                }
                HeadingSection::ChiefOfficer(_) => {
                    speaker = SpeakerRole::ChiefOfficer;
                    seen.chief = true;
                    self.drop_announcement(&mut part);
                    Prose::append(&mut chief.overview, &markdown(&part.blocks));
                }
                HeadingSection::NextSteps | HeadingSection::Conclusion if speaker == SpeakerRole::Undecided => {
                    self.prose_part(part, speaker, true, record, &mut chief);
                }
                HeadingSection::Conclusion
                    if speaker == SpeakerRole::ChiefOfficer && self.speaker == SpeakerRole::ChiefOfficer =>
                {
                    Prose::append(&mut chief.closing, &markdown(&part.blocks));
                }
                HeadingSection::NextSteps if speaker == SpeakerRole::Commissioner && !seen.chief => {
                    seen.last = true;
                    let message = "these next steps are the commissioner's; taken as the overall comments";
                    self.add_note(ImportNoteCode::Guessed, part.at, message, Some(&part.title));
                    Prose::append(&mut record.commissioner_overall_comments, &self.commissioner(&mut part, &mut chief));
                }
                HeadingSection::NextSteps => self.next_steps(&part, &mut chief),
                HeadingSection::Conclusion => {
                    seen.last = true;
                    Prose::append(&mut record.commissioner_overall_comments, &self.commissioner(&mut part, &mut chief));
                }
                HeadingSection::Prose => {
                    seen.last |= closes;
                    // If no section of a form is the chief officer's, its loose prose is not theirs either.
                    let speaker = if seen.chief || speaker == SpeakerRole::Commissioner { speaker } else { self.prose_speaker };
                    self.prose_part(part, speaker, seen.last, record, &mut chief);
                }
                HeadingSection::Answer { ref numbers, kind, .. } if numbers.is_empty() => {
                    // This heading only groups findings that have labels of their own.
                    let groups = matches!(parts.peek(), Some((_, HeadingPart { section: HeadingSection::Answer { kind: next, .. }, .. })) if *next == kind);
                    if groups {
                        self.prose_part(part, speaker, seen.last, record, &mut chief);
                        continue;
                    }
                    let message = "this label names no known finding; kept in the response around it";
                    self.add_note(ImportNoteCode::Disagrees, part.at, message, Some(&part.title));
                    self.prose_part(part, speaker, seen.last, record, &mut chief);
                }
                HeadingSection::Answer { .. } => {
                    let speaker = part.speaker.unwrap_or(speaker);
                    self.answer(&part, speaker, record, &mut chief);
                }
            }
        }
        if chief != ChiefOfficerResponse::default() {
            record.chief_officer_response = Some(chief);
        }
    }

    /// Removes headings at the end of a section: their content was findings, which have been extracted.
    fn drop_empty_headings(&mut self, part: &mut HeadingPart) {
        while let Some(SourceBlock { at, kind: SourceBlockKind::Heading(_, text) }) = part.blocks.last().cloned() {
            part.blocks.pop();
            let message = "this heading had only findings below it; left out";
            self.add_note(ImportNoteCode::LeftOut, at, message, Some(&text));
        }
    }

    /// Removes "Chief Constable A. Name said:" and quotation marks where the heading already says that the chief officer
    /// speaks.
    fn drop_announcement(&mut self, part: &mut HeadingPart) {
        let [first, rest @ ..] = &part.blocks[..] else { return };
        let Some(quotation) = quotation::announced(rest).filter(|_| first.text().is_some_and(quotation::announces)) else {
            return;
        };
        let (at, lead) = (first.at, first.text().unwrap_or("").to_owned());
        let blocks = quotation.blocks.into_iter().chain(rest[quotation.used..].iter().cloned()).collect();
        self.add_note(ImportNoteCode::LeftOut, at, "this only introduces the chief officer's words; left out", Some(&lead));
        part.blocks = blocks;
    }

    /// Takes a section about the report as its summary.
    fn about(&mut self, part: &HeadingPart, record: &mut Record) {
        let text = markdown(&part.blocks);
        let message = "this section is about the report; taken as its summary";
        self.add_note(ImportNoteCode::Guessed, part.at, message, Some(&part.title));
        Prose::append(&mut record.inspection.summary, &text);
    }

    /// Puts prose under an unknown heading with the words of whoever speaks there.
    fn prose_part(
        &mut self,
        mut part: HeadingPart,
        speaker: SpeakerRole,
        is_last: bool,
        record: &mut Record,
        chief: &mut ChiefOfficerResponse,
    ) {
        match speaker {
            SpeakerRole::ChiefOfficer => return Prose::append(&mut chief.overview, &markdown(&part.blocks)),
            SpeakerRole::Undecided => return self.undecided(&part, &markdown(&part.blocks)),
            SpeakerRole::Commissioner => {}
        }
        if is_last && let [SourceBlock { at, kind: SourceBlockKind::Heading(_, title) }, ..] = &part.blocks[..] {
            let (at, title) = (*at, title.clone());
            let message = "the last section is taken as the overall comments";
            self.add_note(ImportNoteCode::Guessed, at, message, Some(&title));
            part.blocks.remove(0);
        }
        let text = self.commissioner(&mut part, chief);
        let to = if is_last { &mut record.commissioner_overall_comments } else { &mut record.commissioner_initial_response };
        Prose::append(to, &text);
    }

    /// Keeps words whose author is unknown, and notes that once, for a person to decide.
    fn undecided(&mut self, part: &HeadingPart, text: &str) {
        if text.is_empty() && part.title.is_empty() {
            return;
        }
        if !self.notes.iter().any(|note| note.code == ImportNoteCode::Undecided) {
            let why = &self.speaker_evidence;
            let message = format!(
                "unclear whose words these are: {why}. They are kept under `unplaced`; say whose with --as commissioner or --as chief-officer"
            );
            self.add_note(ImportNoteCode::Undecided, part.at, message, None);
        }
        let whole = format!("{}\n\n{text}", part.title);
        self.unplace(part.at, whole.trim(), "unclear whose words these are; kept under `unplaced`");
    }

    /// Returns the commissioner's words of a section; quotations of the chief officer in it are put into `chief`.
    fn commissioner(&mut self, part: &mut HeadingPart, chief: &mut ChiefOfficerResponse) -> String {
        let mut own: Vec<SourceBlock> = Vec::new();
        let blocks = std::mem::take(&mut part.blocks);
        let mut at = 0;
        while at < blocks.len() {
            let announced = own.last().and_then(SourceBlock::text).is_some_and(quotation::announces);
            match quotation::quotation(&blocks[at..]).or_else(|| quotation::announced(&blocks[at..]).filter(|_| announced)) {
                Some(quotation) => {
                    Prose::append(&mut chief.overview, &markdown(&quotation.blocks));
                    let place = blocks[at].at;
                    match &quotation.signed {
                        Some(signed) => self.signed(place, signed),
                        None => {
                            let message = "a quotation is taken as the chief officer's response";
                            self.add_note(
                                ImportNoteCode::Guessed,
                                place,
                                message,
                                quotation.blocks.first().and_then(SourceBlock::text),
                            );
                        }
                    }
                    at += quotation.used;
                }
                None => {
                    match quotation::inline(&blocks[at]) {
                        Some((lead, quotation, signed)) => {
                            own.push(lead);
                            Prose::append(&mut chief.overview, &quotation);
                            self.signed(blocks[at].at, &signed);
                        }
                        None => own.push(blocks[at].clone()),
                    }
                    at += 1;
                }
            }
        }
        markdown(&own)
    }

    /// Reads the next steps. Text after the last list and a page break is the chief officer's closing.
    fn next_steps(&mut self, part: &HeadingPart, chief: &mut ChiefOfficerResponse) {
        let after_list = |at: usize| {
            part.blocks[..at].iter().any(|block| matches!(block.kind, SourceBlockKind::Item { .. }))
                && part.blocks[at..].iter().all(|block| !matches!(block.kind, SourceBlockKind::Item { .. }))
        };
        let broken = (0..part.blocks.len()).find(|at| part.blocks[*at].kind == SourceBlockKind::PageBreak && after_list(*at));
        let (steps, closing) = part.blocks.split_at(broken.unwrap_or(part.blocks.len()));
        Prose::append(&mut chief.next_steps, &markdown(steps));
        let closing = markdown(closing);
        if !closing.is_empty() {
            let at = part.blocks.last().map_or(part.at, |block| block.at);
            let message = "this follows the next steps on another page; taken as the chief officer's closing words";
            self.add_note(ImportNoteCode::Guessed, at, message, Some(&closing));
            Prose::append(&mut chief.closing, &closing);
        }
    }

    /// Puts an answer to one or several findings into the record.
    fn answer(&mut self, part: &HeadingPart, speaker: SpeakerRole, record: &mut Record, chief: &mut ChiefOfficerResponse) {
        let HeadingSection::Answer { kind, numbers, heading } = &part.section else { return };
        let (text, published) = (markdown(&part.blocks), record.inspection.published);
        if speaker == SpeakerRole::Undecided {
            // The finding's reference is put before the text, unless a heading names it already.
            let names: Vec<String> = numbers.iter().map(|number| format!("{}{number}", kind.prefix())).collect();
            let headed = if part.title.is_empty() { format!("{}: {text}", names.join(", ")) } else { text };
            return self.undecided(part, &headed);
        }
        let mut first: Option<FindingRef> = None;
        // The text is kept once, however many numbers are unknown, and not at all if one of them is known.
        let mut placed = numbers.iter().any(|number| record_has(number, *kind, record));
        for number in numbers {
            let reference = number.parse::<PrintedRef>().ok().map(|number| FindingRef::new(*kind, &number));
            let finding = record
                .findings_of_mut(*kind)
                .iter_mut()
                .find(|finding| Some(FindingRef::new(*kind, &finding.printed)) == reference);
            let (Some(reference), Some(finding)) = (reference, finding) else {
                let what = if self.layout == DocumentLayout::Form { "the form" } else { "the document" };
                let message =
                    format!("{what} has no {} {number} for this to answer; kept in the response around it", kind.words());
                let quote = if part.title.is_empty() { &text } else { &part.title };
                self.add_note(ImportNoteCode::Disagrees, part.at, message, Some(quote));
                if !std::mem::replace(&mut placed, true) {
                    let heading = if part.title.is_empty() { String::new() } else { format!("### {}\n\n", part.title) };
                    let whole = format!("{heading}{text}");
                    match speaker {
                        SpeakerRole::ChiefOfficer => Prose::append(&mut chief.overview, &whole),
                        _ => Prose::append(&mut record.commissioner_initial_response, &whole),
                    }
                }
                continue;
            };
            if !finding.is_ours() {
                let names: Vec<&str> = finding.addressed_to.iter().map(|name| name.as_str()).collect();
                let message = format!(
                    "{reference} is addressed to {} but answered here; check whether this is its answer",
                    names.join(" and ")
                );
                self.add_note(ImportNoteCode::Disagrees, part.at, message, Some(&part.title));
            }
            if let (Some(first), SpeakerRole::Commissioner) = (&first, speaker) {
                let message =
                    format!("one answer to {first} and {reference}; recorded for {first}, and {reference} refers to it");
                self.add_note(
                    ImportNoteCode::Guessed,
                    part.at,
                    message,
                    Some(part.title.as_str()).filter(|title| !title.is_empty()),
                );
                let response = CommissionerResponse {
                    action: None,
                    adopts_chief_officer: false,
                    text: None,
                    see: Some(AnswerPlace::Finding(FindingLink { record: None, finding: first.clone() })),
                };
                match &mut finding.commissioner_response {
                    Some(before) => before.see = response.see,
                    None => finding.commissioner_response = Some(response),
                }
                continue;
            }
            if let Some(first) = &first {
                let message = format!("one answer to {first} and {reference}; recorded for both");
                self.add_note(ImportNoteCode::Guessed, part.at, message, Some(&part.title));
            }
            if let (SpeakerRole::ChiefOfficer, Some(due)) = (speaker, finding.due) {
                let words = due_date_in_text::find_all(&text, published);
                if let Some(earlier) =
                    words.iter().find(|words| words.date > published && words.date < due && names_year(words.printed))
                {
                    finding.target = Some(earlier.date);
                    let message =
                        format!("the answer to {reference} has an earlier date than {due}; taken as the force's own target");
                    self.add_note(ImportNoteCode::Guessed, part.at, message, Some(earlier.printed));
                }
            }
            let heading = (!heading.is_empty()).then(|| heading.clone());
            let prose = (!text.is_empty()).then(|| Prose::from_text(&text));
            match speaker {
                SpeakerRole::ChiefOfficer => match &mut finding.chief_officer_response {
                    Some(before) => {
                        self.add_note(
                            ImportNoteCode::Disagrees,
                            part.at,
                            format!("{reference} is answered twice; both answers are kept"),
                            Some(&part.title),
                        );
                        Prose::append(&mut before.text, &format!("### {}\n\n{text}", part.title));
                    }
                    None => finding.chief_officer_response = Some(ChiefOfficerAnswer { heading, text: prose }),
                },
                _ => {
                    let before = finding.commissioner_response.take();
                    let mut see = before.as_ref().and_then(|before| before.see.clone());
                    let mut words = before.and_then(|before| before.text);
                    if let Some((kind, number)) = referenced_finding(&text)
                        && let Ok(number) = number.parse::<PrintedRef>()
                        && FindingRef::new(kind, &number) != reference
                    {
                        let there = FindingRef::new(kind, &number);
                        let message =
                            format!("{reference} refers to the answer to {there}; the words and the reference are kept");
                        self.add_note(ImportNoteCode::Guessed, part.at, message, Some(&text));
                        see = Some(AnswerPlace::Finding(FindingLink { record: None, finding: there }));
                    }
                    let headed = heading.map_or_else(|| text.clone(), |heading| format!("### {heading}\n\n{text}"));
                    Prose::append(&mut words, &headed);
                    finding.commissioner_response =
                        Some(CommissionerResponse { action: None, adopts_chief_officer: false, text: words, see });
                }
            }
            first.get_or_insert(reference);
        }
    }
}

/// Returns whether words contain a year: in an answer "within five days" is not counted from the report.
fn names_year(words: &str) -> bool {
    words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// The sections read so far.
#[derive(Default)]
struct SectionsSeen {
    about: bool,
    chief: bool,
    /// Whether the commissioner's final words have begun.
    last: bool,
}
