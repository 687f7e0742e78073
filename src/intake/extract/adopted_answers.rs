//! Reads from the commissioner's words whether answers are adopted, or no action is taken.

use super::extractor::Extractor;
use super::split_answers::acceptance;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::prose_date::sentences;
use crate::intake::phrases::speaker::has_two_speakers;
use crate::intake::{ImportNoteCode, SourcePlace};
use crate::model::{ActionTaken, ChiefOfficer, CommissionerResponse, FindingKind, FindingRef, Record};
use crate::prose::Prose;

impl Extractor {
    /// Notes paragraphs with both sides' words, for a person to separate.
    pub(super) fn note_mixed_speakers(&mut self, blocks: &[SourceBlock]) {
        for block in
            blocks.iter().filter(|block| !matches!(block.kind, SourceBlockKind::Cells { .. } | SourceBlockKind::PageBreak))
        {
            let text = markdown([block]);
            if has_two_speakers(&text) {
                let message = "one paragraph has the words of both sides; check who says what";
                self.add_note(ImportNoteCode::Guessed, block.at, message, Some(&text));
            }
        }
    }

    /// Reads adoption and refusal from the commissioner's words, and fills in the chief officer.
    pub(super) fn read_adoption(&mut self, record: &mut Record) {
        self.chief(record);
        self.adoption(record);
        self.no_action(record);
    }

    /// Fills in the chief officer: whoever signs a quotation or is named in prose.
    fn chief(&mut self, record: &mut Record) {
        if let (None, Some((name, title))) = (&record.chief_officer, self.prose_facts.chief.take()) {
            record.chief_officer = Some(ChiefOfficer { title: Some(title), name });
        }
        let is_named = record.chief_officer.as_ref().is_some_and(|chief| chief.name.is_some());
        if let (false, Some((name, title))) = (is_named, self.chief_of_prose()) {
            record.chief_officer = Some(ChiefOfficer { title: Some(title.to_owned()), name: Some(name) });
        }
    }

    fn adoption(&mut self, record: &mut Record) {
        let general = [&record.commissioner_initial_response, &record.commissioner_overall_comments];
        let adopting: Option<String> = general.into_iter().flatten().find_map(adopts);
        let overview = record.chief_officer_response.as_ref().is_some_and(|response| response.overview.is_some());
        // Where the chief officer gave no single answers, what is adopted is the overview (adoption: cases 09, 16 and 19).
        let any_answer = record.recommendations.iter().any(|finding| finding.chief_officer_response.is_some());
        let mut adopted: Vec<FindingRef> = Vec::new();
        for finding in &mut record.recommendations {
            let own = finding.commissioner_response.as_ref().and_then(|response| response.text.as_ref());
            let named = adopting.as_deref().map(named_in).filter(|named| !named.is_empty());
            let is_meant = named.is_none_or(|named| named.iter().any(|number| number == finding.printed.as_str()));
            // "I adopt this" in an answer to one finding adopts only the chief officer's answer to that one.
            let in_own = own.and_then(adopts).is_some() && finding.chief_officer_response.is_some();
            let answered = if any_answer { finding.chief_officer_response.is_some() } else { overview && own.is_none() };
            if in_own || adopting.is_some() && is_meant && answered && finding.is_ours() {
                let response = finding.commissioner_response.get_or_insert(CommissionerResponse {
                    action: None,
                    adopts_chief_officer: false,
                    text: None,
                    see: None,
                });
                response.adopts_chief_officer = true;
                adopted.push(FindingRef::new(FindingKind::Recommendation, &finding.printed));
            }
        }
        if !adopted.is_empty() {
            let names: Vec<String> = adopted.iter().map(ToString::to_string).collect();
            let message = format!("the commissioner adopts the chief officer's answers; recorded for {}", names.join(", "));
            self.add_note(ImportNoteCode::Guessed, SourcePlace::START, message, adopting.as_deref());
        }
    }

    fn no_action(&mut self, record: &mut Record) {
        let mut told: Vec<(FindingRef, String)> = Vec::new();
        for finding in &mut record.recommendations {
            let reference = FindingRef::new(FindingKind::Recommendation, &finding.printed);
            let Some(response) = &mut finding.commissioner_response else { continue };
            let Some(words) = response.text.as_ref().and_then(refuses) else { continue };
            // A decision in a table is the office's own word and is kept; the sentence is only a guess.
            if response.action.is_none() {
                response.action = Some(ActionTaken::None);
                told.push((reference, words));
            }
        }
        for (reference, words) in told {
            let message = format!("the answer to {reference} says that nothing will be done; recorded as no action");
            self.add_note(ImportNoteCode::Guessed, SourcePlace::START, message, Some(&words));
        }
    }
}

/// Returns the sentence that adopts the chief officer's words.
fn adopts(prose: &Prose) -> Option<String> {
    let text = prose.in_a_line();
    let found = sentences(&text).into_iter().find(|sentence| {
        let lower = sentence.to_lowercase();
        let takes = lower.contains("i adopt") || lower.contains("as my own") || lower.contains("as mine");
        let what = ["what the chief", "answer", "response", "words", "explanation", "comments", "reply"]
            .iter()
            .any(|word| lower.contains(word));
        // "I adopt a new plan" adopts nothing of the chief officer's, so the object is checked too.
        takes && what && !lower.contains("do not adopt")
    });
    found.map(str::to_owned)
}

/// Returns the numbers of the recommendations that a sentence names.
fn named_in(sentence: &str) -> Vec<String> {
    let lower = sentence.to_lowercase();
    let labels = lower.match_indices("recommendation").filter_map(|(at, _)| finding_label(&lower[at..]));
    labels.flat_map(|(_, numbers, _)| numbers).collect()
}

/// Returns the sentence that says nothing will be done.
fn refuses(prose: &Prose) -> Option<String> {
    const NOTHING: [&str; 8] = [
        "take no action",
        "propose no action",
        "no action is proposed",
        "no action is required",
        "no action is needed",
        "no action will be taken",
        "no action is planned",
        "not a matter for my office",
    ];
    let text = prose.in_a_line();
    let first = prose.trimmed().split("\n\n").next().unwrap_or("").trim();
    // Case 18 answers only with "Accepted / Partially accepted / Not accepted: Not accepted".
    if acceptance(first.rsplit(": ").next().unwrap_or("")) == Some(false) {
        return Some(first.to_owned());
    }
    let found = sentences(&text).into_iter().find(|sentence| {
        let lower = sentence.to_lowercase();
        // "No further action" and "no action beyond the audit" tell of actions: these are no refusals.
        let but = ["no action beyond", "no further action", "no action other than", "no action yet"]
            .iter()
            .any(|words| lower.contains(words));
        NOTHING.iter().any(|words| lower.contains(words)) && !but
    });
    found.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_one_where_nothing_at_all_is_done() {
        assert!(refuses(&Prose::from_text("I take no action, since I could take none.")).is_some());
        assert!(refuses(&Prose::from_text("I propose no action beyond the audit.")).is_none());
        assert!(adopts(&Prose::from_text("I adopt the answers of the force as my own.")).is_some());
        assert!(adopts(&Prose::from_text("I value the answers of the force.")).is_none());
    }
}
