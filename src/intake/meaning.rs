//! Reads a document by any author: pieces, labels, a draft.

use crate::intake::label::Labels;
use crate::intake::{
    ImportDraft, IntakeError, KnownFacts, SourceBlock, SourceDocument, assemble, control_characters, label, segment,
};
use crate::model::Force;

/// Returns the labels of a document's pieces.
pub(super) fn labels(document: &mut SourceDocument, known: &KnownFacts) -> Labels {
    let blocks = control_characters::without_controls(&document.blocks, &mut document.notes);
    let metropolitan = is_metropolitan(&blocks, known);
    label::label(segment::pieces(&blocks, metropolitan), known, metropolitan)
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
    // Cases 24 and 25. The Met alone does not count: letters to other forces mention it.
    let names = ["MOPAC", "Office for Policing and Crime", "City of London Police"];
    let has = |block: &SourceBlock| {
        let text = crate::intake::block_markdown::markdown([block]);
        names.iter().any(|name| text.contains(name))
    };
    // "Commissioner, City of London Police" below a letter.
    let is_title = |block: &SourceBlock| {
        let text = crate::intake::block_markdown::markdown([block]);
        text.len() < 120
            && text.contains("Commissioner")
            && ["Metropolis", "Metropolitan Police", "City of London"].iter().any(|name| text.contains(name))
    };
    force.map_or_else(
        || blocks.iter().filter(|block| has(block)).count() > 1 || blocks.iter().any(is_title),
        Force::is_led_by_commissioner,
    )
}
