//! Reads from the commissioner's words whether the chief officer's answers are adopted, or no action is taken.

use crate::intake::SourcePlace;
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::clues;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::list;
use crate::intake::phrases::prose_date::sentences;
use crate::model::{ActionTaken, CommissionerResponse, FindingKind, FindingRef, Record};
use crate::prose::Prose;

/// Records what is adopted.
pub(super) fn adoption(record: &mut Record, notes: &mut Notes) {
    let general = [&record.commissioner_initial_response, &record.commissioner_overall_comments];
    let adopting: Option<String> = general.into_iter().flatten().find_map(adopts);
    let overview = record.chief_officer_response.as_ref().is_some_and(|response| response.overview.is_some());
    // Where the chief officer gave no single answers, what is adopted is the overview (cases 09, 16 and 19).
    let any_answer = record.recommendations.iter().any(|finding| finding.chief_officer_response.is_some());
    let mut adopted: Vec<FindingRef> = Vec::new();
    for finding in &mut record.recommendations {
        let own = finding.commissioner_response.as_ref().and_then(|response| response.text.as_ref());
        let named = adopting.as_deref().map(named_in).filter(|named| !named.is_empty());
        let is_meant = named.is_none_or(|named| named.iter().any(|number| number == finding.printed.as_str()));
        // "I adopt this" in an answer to one finding adopts only the chief officer's answer to that one.
        let in_own = own.and_then(adopts).is_some() && finding.chief_officer_response.is_some();
        let answers_all = !any_answer || adopting.as_deref().is_some_and(names_all);
        let answered = finding.chief_officer_response.is_some() || answers_all && overview && own.is_none();
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
        notes.add(&Note::Adopts(adopted), SourcePlace::START, adopting.as_deref());
    }
}

/// Records where the answer says that nothing will be done.
pub(super) fn no_action(record: &mut Record, notes: &mut Notes) {
    let mut said: Vec<(FindingRef, String)> = Vec::new();
    for finding in &mut record.recommendations {
        let reference = FindingRef::new(FindingKind::Recommendation, &finding.printed);
        let Some(response) = &mut finding.commissioner_response else { continue };
        let Some(words) = response.text.as_ref().and_then(refuses) else { continue };
        // A decision in a table is the office's own word and is kept; the sentence is only a guess.
        if response.action.is_none() {
            response.action = Some(ActionTaken::None);
            said.push((reference, words));
        }
    }
    for (reference, words) in said {
        notes.add(&Note::NoAction(reference), SourcePlace::START, Some(&words));
    }
}

/// Returns the sentence that adopts the chief officer's words.
fn adopts(prose: &Prose) -> Option<String> {
    let text = prose.in_a_line();
    let found = sentences(&text).into_iter().find(|sentence| {
        let lower = sentence.to_lowercase();
        let takes = list("adoption.adopts").iter().any(|words| lower.contains(words));
        let what = list("adoption.adopts.2").iter().any(|word| lower.contains(word));
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

/// Returns whether a sentence is about every recommendation: one answer to two of them is kept at neither (case 09).
fn names_all(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    list("finding_mention.is_plural").iter().any(|words| lower.contains(words))
}

/// Returns the sentence that says nothing will be done.
fn refuses(prose: &Prose) -> Option<String> {
    let nothing = list("adoption.refuses");
    let text = prose.in_a_line();
    let first = prose.trimmed().split("\n\n").next().unwrap_or("").trim();
    if clues::acceptance(first.rsplit(": ").next().unwrap_or("")) == Some(clues::Acceptance::No) {
        return Some(first.to_owned());
    }
    let found = sentences(&text).into_iter().find(|sentence| {
        let lower = sentence.to_lowercase();
        // "No further action" and "no action beyond the audit" say that there are actions.
        let but = ["no action beyond", "no further action", "no action other than", "no action yet"];
        nothing.iter().any(|words| lower.contains(words)) && !but.iter().any(|words| lower.contains(words))
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
