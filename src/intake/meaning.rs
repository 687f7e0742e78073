//! Reads a document by any author: pieces, labels, a draft.

use crate::intake::block_markdown::markdown;
use crate::intake::label::Labels;
use crate::intake::{
    ImportDraft, IntakeError, KnownFacts, SourceBlock, SourceDocument, assemble, control_characters, label, segment,
};
use crate::model::Force;

/// Returns the labels of a document's pieces.
pub(super) fn labels(document: &mut SourceDocument, known: &KnownFacts) -> Labels {
    let blocks = control_characters::without_controls(&document.blocks, &mut document.notes);
    let metropolitan = is_metropolitan(&blocks, known);
    assemble::as_report(label::label(segment::pieces(&blocks, metropolitan), known, metropolitan), known)
}

/// Reads a document as a response.
///
/// # Errors
/// Fails if it is no response, or does not say who responds, to which report, and when that was published.
pub(super) fn read(mut document: SourceDocument, known: &KnownFacts) -> Result<ImportDraft, IntakeError> {
    let labels = labels(&mut document, known);
    assemble::assemble(&labels, known, document.notes)
}

/// Returns whether the chief officer is a Commissioner, as in London's two forces.
fn is_metropolitan(blocks: &[SourceBlock], known: &KnownFacts) -> bool {
    let force = known.force.as_ref().or(known.offices.force.as_ref());
    let is_of_text = || {
        let texts: Vec<String> = blocks.iter().map(|block| markdown([block])).collect();
        let has = |text: &&String, names: &[&str]| names.iter().any(|name| text.contains(name));
        // Cases 24 and 25. The Met alone does not count: letters to other forces mention it.
        let of_london =
            texts.iter().filter(|text| has(text, &["MOPAC", "Office for Policing and Crime", "City of London Police"]));
        // "Commissioner, City of London Police" below a letter.
        let is_title = |text: &&String| {
            text.len() < 120
                && has(text, &["Commissioner"])
                && has(text, &["Metropolis", "Metropolitan Police", "City of London"])
        };
        // "Commissioner" alone, or the mayor's deputy, where no other commissioner is named.
        let is_alone = |text: &&String| {
            text.contains("Deputy Mayor for Policing")
                || text.lines().any(|line| line.trim_end_matches('\\').trim() == "Commissioner")
        };
        let has_other = || texts.iter().any(|text| has(&text, &["Crime Commissioner"]));
        let names_met = || texts.iter().any(|text| has(&text, &["Metropolitan Police"]));
        let count = of_london.count();
        count > 1
            || count == 1 && names_met() && !has_other()
            || texts.iter().any(|text| is_title(&text))
            || texts.iter().any(|text| is_alone(&text)) && names_met() && !has_other()
    };
    force.map_or_else(is_of_text, Force::is_led_by_commissioner)
}
