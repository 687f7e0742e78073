//! Reads responses by other authors: blocks in, draft record out.
//!
//! A form has a table of labels, and sections under its own headings. A letter or page has prose that names the report, the
//! findings and the answers. `normalize` makes both alike, `classify` decides which it is, `segmentation` makes rows,
//! tables and sections, and `letter` takes what is around the prose. Then come the facts of the `header`, the findings (from
//! the form, tables and prose), the `answers`, and the check that every sentence was placed.
//!
//! Comments name the documents in tests/fixtures/intake/cases by number ("case 12"). New wording belongs in the phrases; a new
//! way to arrange findings or answers is a new file here.

mod adopted_answers;
mod annexed_letter;
mod answers;
mod authorship;
mod block_lines;
mod classify;
mod closing_section;
mod control_characters;
mod extractor;
mod finding_counts;
pub mod findings_cell;
mod findings_table;
mod form_findings;
mod header;
mod letter;
mod london;
mod normalize;
mod office_holders;
mod page_breaks;
pub mod placed_words;
mod prose_fact_search;
mod prose_facts;
mod prose_findings;
mod quotation;
mod response_dates;
mod segmentation;
mod signature;
mod split_answers;

use extractor::Extractor;
use normalize::normalize;

use crate::intake::{ImportDraft, ImportNoteCode, IntakeError, KnownFacts, SourceDocument};
use crate::model::record_id::slug_of_title;
use crate::model::{Finding, Record, RecordId};

/// Reads the response in a document.
///
/// # Errors
/// Fails if it is no response, or does not say who responds, to which report, and when that was published.
pub fn read(document: &SourceDocument, known: &KnownFacts) -> Result<ImportDraft, IntakeError> {
    let mut reader = Extractor { notes: document.notes.clone(), us: known.us.clone(), ..Extractor::default() };
    // First of all, so that no later step meets a control character.
    let blocks = control_characters::without_controls(&document.blocks, &mut reader.notes);
    let blocks = normalize(&blocks, &mut reader.notes);
    let blocks = london::with_commissioner_of_police(blocks, &mut reader.notes);
    reader.classify(&blocks, known)?;
    reader.collect_prose_facts(&blocks);
    let mut record = reader.head(known)?;
    reader.findings(&mut record);
    // Tables before prose: numbers printed in tables are taken, and prose gets the next free ones.
    reader.tables(&mut record);
    // After the document's own findings and before the answers, which may be to findings that only the record has.
    if let Some(whole) = &known.into {
        add_known(&mut record, whole);
    }
    reader.extract_prose_findings(&mut record);
    reader.note_mixed_speakers(&blocks);
    reader.sections(&mut record);
    reader.read_adoption(&mut record);
    reader.read_inspection_from_prose(&blocks, &mut record);
    // From the least to the most reliable count: prose, form, inspectorate.
    reader.counts_in_prose(&blocks, &mut record);
    reader.counts_in_form(&mut record);
    reader.counts_by_inspectorate(&mut record);
    // Last of all: it looks for what no step has placed.
    reader.unplace_missed_sentences(&blocks, &mut record);
    record.imported = known.into.is_none() && is_response(&record);
    let slug = known.slug.clone().unwrap_or_else(|| slug_of_title(&record.inspection.title));
    let id = RecordId::natural(&record.force, record.inspection.published, &slug);
    let id: RecordId = id.as_str().parse().map_err(|_| IntakeError::NoId(id.to_string()))?;
    let open = std::mem::take(&mut reader.missing_facts);
    reader.notes.extend(open.into_iter().map(|(.., note)| note));
    reader.notes.sort_by_key(|note| (note.code != ImportNoteCode::Undecided, note.at));
    Ok(ImportDraft { id, record, notes: reader.notes, guesses: Vec::new(), rendered: None })
}

/// Returns whether a document answers anything. A report alone is read too; its response is still to be written.
fn is_response(record: &Record) -> bool {
    let is_answered = |finding: &Finding| finding.chief_officer_response.is_some() || finding.commissioner_response.is_some();
    record.publication.is_some()
        || record.has_comments()
        || record.chief_officer_response.is_some()
        || record.findings().any(|(.., finding)| is_answered(finding))
}

/// Returns the record's findings that the document does not contain, as printed, so that they can be answered.
fn add_known(record: &mut Record, whole: &Record) {
    for (reference, _, finding) in whole.findings() {
        if record.finding(&reference).is_none() {
            let bare = Finding {
                text: finding.text.clone(),
                addressed_to: finding.addressed_to.clone(),
                said_ours: finding.said_ours,
                due: finding.due,
                due_text: finding.due_text.clone(),
                ..Finding::numbered(finding.printed.clone())
            };
            record.findings_of_mut(reference.kind).push(bare);
        }
    }
}
