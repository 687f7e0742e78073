//! What the two sides say, section by section.

use super::reader::{Part, Reader};
use crate::intake::block::{Block, BlockKind};
use crate::intake::complaint::ComplaintCode;
use crate::intake::label::Section;
use crate::intake::prose::markdown;
use crate::model::{
    ChiefOfficerAnswer, ChiefOfficerResponse, CommissionerResponse, FindingKind, FindingRef, PrintedRef, Prose, Record, due_words,
};

impl Reader {
    /// Puts the form's sections into the record.
    pub(super) fn sections(&mut self, record: &mut Record) {
        let mut voice = Voice::ChiefOfficer;
        let mut chief = ChiefOfficerResponse::default();
        for part in std::mem::take(&mut self.parts) {
            self.look_for_breaks(&part);
            match part.section {
                Section::FormTitle => {}
                Section::Initial(_) => {
                    voice = Voice::Commissioner;
                    add(&mut record.commissioner_initial_response, &markdown(&part.blocks));
                }
                Section::Overall(_) => {
                    voice = Voice::Commissioner;
                    add(&mut record.commissioner_overall_comments, &markdown(&part.blocks));
                }
                Section::ChiefOfficer(_) => {
                    voice = Voice::ChiefOfficer;
                    add(&mut chief.overview, &markdown(&part.blocks));
                }
                Section::NextSteps => self.next_steps(&part, &mut chief),
                Section::Answer { .. } => self.answer(&part, voice, record, &mut chief),
            }
        }
        if chief != ChiefOfficerResponse::default() {
            record.chief_officer_response = Some(chief);
        }
    }

    /// The steps are what stands up to the last list; what a page break parts from it closes the response.
    fn next_steps(&mut self, part: &Part, chief: &mut ChiefOfficerResponse) {
        let after_list = |at: usize| {
            part.blocks[..at].iter().any(|block| matches!(block.kind, BlockKind::Item { .. }))
                && part.blocks[at..].iter().all(|block| !matches!(block.kind, BlockKind::Item { .. }))
        };
        let broken = part.blocks.iter().position(|block| block.kind == BlockKind::PageBreak).filter(|at| after_list(*at));
        let (steps, closing) = part.blocks.split_at(broken.unwrap_or(part.blocks.len()));
        add(&mut chief.next_steps, &markdown(steps));
        let closing = markdown(closing);
        if !closing.is_empty() {
            let at = part.blocks.last().map_or(part.at, |block| block.at);
            let message = "this stands behind the next steps, on another page: taken as the chief officer's closing words";
            self.complain(ComplaintCode::Guessed, at, message, Some(&closing));
            add(&mut chief.closing, &closing);
        }
    }

    /// The answer to one finding or several.
    fn answer(&mut self, part: &Part, voice: Voice, record: &mut Record, chief: &mut ChiefOfficerResponse) {
        let Section::Answer { kind, numbers, heading } = &part.section else { return };
        let (text, published) = (markdown(&part.blocks), record.inspection.published);
        let mut first: Option<FindingRef> = None;
        // Written once, however many of the numbers lead nowhere; not at all where one of them leads somewhere.
        let mut kept = numbers.iter().any(|number| leads_somewhere(number, *kind, record));
        for number in numbers {
            let reference = number.parse::<PrintedRef>().ok().map(|number| FindingRef::new(*kind, &number));
            let finding = record
                .findings_of_mut(*kind)
                .iter_mut()
                .find(|finding| Some(FindingRef::new(*kind, &finding.printed)) == reference);
            let (Some(reference), Some(finding)) = (reference, finding) else {
                let message = format!(
                    "the form has no {} {number} that this could answer: kept whole in the response around it",
                    kind.words()
                );
                self.complain(ComplaintCode::Disagrees, part.at, message, Some(&part.title));
                if !std::mem::replace(&mut kept, true) {
                    let whole = format!("### {}\n\n{text}", part.title);
                    match voice {
                        Voice::Commissioner => add(&mut record.commissioner_initial_response, &whole),
                        Voice::ChiefOfficer => add(&mut chief.overview, &whole),
                    }
                }
                continue;
            };
            if !finding.ours() {
                let names: Vec<&str> = finding.addressed_to.iter().map(|name| name.as_str()).collect();
                let message = format!(
                    "{reference} is addressed to {}, and is answered here: look whether this answers it",
                    names.join(" and ")
                );
                self.complain(ComplaintCode::Disagrees, part.at, message, Some(&part.title));
            }
            if let Some(first) = &first {
                let message = format!("one answer to {first} and {reference}: written to both");
                self.complain(ComplaintCode::Guessed, part.at, message, Some(&part.title));
            }
            if let (Voice::ChiefOfficer, Some(due)) = (voice, finding.due) {
                let words = due_words::find_all(&text, published);
                if let Some(earlier) = words.iter().find(|words| words.date > published && words.date < due) {
                    finding.target = Some(earlier.date);
                    let message =
                        format!("the answer to {reference} words an earlier date than {due}: taken as the force's own target");
                    self.complain(ComplaintCode::Guessed, part.at, message, Some(earlier.printed));
                }
            }
            let heading = (!heading.is_empty()).then(|| heading.clone());
            let prose = (!text.is_empty()).then(|| Prose::from_text(&text));
            match voice {
                Voice::ChiefOfficer => match &mut finding.chief_officer_response {
                    Some(before) => {
                        self.complain(
                            ComplaintCode::Disagrees,
                            part.at,
                            format!("{reference} is answered twice: both are kept"),
                            Some(&part.title),
                        );
                        add(&mut before.text, &format!("### {}\n\n{text}", part.title));
                    }
                    None => finding.chief_officer_response = Some(ChiefOfficerAnswer { heading, text: prose }),
                },
                Voice::Commissioner => {
                    let mut words = finding.commissioner_response.take().and_then(|before| before.text);
                    let headed = heading.map_or_else(|| text.clone(), |heading| format!("### {heading}\n\n{text}"));
                    add(&mut words, &headed);
                    finding.commissioner_response =
                        Some(CommissionerResponse { action: None, adopts_chief_officer: false, text: words, see: None });
                }
            }
            first.get_or_insert(reference);
        }
    }

    /// Words that a page break swallowed leave white space before a paragraph, or a sentence without its end.
    fn look_for_breaks(&mut self, part: &Part) {
        let mut after_break = false;
        let mut found = Vec::new();
        for block in &part.blocks {
            match &block.kind {
                BlockKind::PageBreak => after_break = true,
                BlockKind::Paragraph(text) => {
                    if after_break && text.starts_with(char::is_whitespace) {
                        found.push((
                            block.at,
                            "this begins with white space behind a page break: a word may be missing before it",
                            text,
                        ));
                    }
                    after_break = false;
                }
                _ => after_break = false,
            }
        }
        if let Some(Block { at, kind: BlockKind::Paragraph(text) }) =
            part.blocks.iter().rfind(|block| block.kind != BlockKind::PageBreak)
            && !text.trim_end().ends_with(['.', '!', '?', ':', '”', '"', ')', '’'])
            && text.split_whitespace().count() > 8
        {
            found.push((*at, "the last sentence of this section has no end: words may be missing", text));
        }
        for (at, message, text) in found {
            self.complain(ComplaintCode::Missing, at, message, Some(text.trim()));
        }
    }
}

/// Whether the record has a finding of that number.
fn leads_somewhere(number: &str, kind: FindingKind, record: &Record) -> bool {
    number.parse::<PrintedRef>().is_ok_and(|number| record.finding(&FindingRef::new(kind, &number)).is_some())
}

/// Who speaks.
#[derive(Clone, Copy)]
enum Voice {
    Commissioner,
    ChiefOfficer,
}

fn add(prose: &mut Option<Prose>, text: &str) {
    if text.is_empty() {
        return;
    }
    *prose = Some(match prose.take() {
        Some(before) => Prose::from_text(&format!("{}\n\n{text}", before.trimmed())),
        None => Prose::from_text(text),
    });
}
