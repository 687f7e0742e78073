//! Makes a draft record of labelled pieces. Every piece has a label, so that no word has a way to be lost: what fits no field is
//! kept under `unplaced`.

mod adoption;
mod facts;
mod findings;
mod is_response;
mod leftovers;
mod people;
mod title;
mod words;

use crate::intake::label::{Labelled, Labels, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::{ImportDraft, ImportNote, IntakeError, KnownFacts, SourcePlace};
use crate::model::record_id::slug_of_title;
use crate::model::{Finding, GuessedValue, Record, RecordId};
use facts::Facts;
pub(in crate::intake) use findings::read_wording;
pub(in crate::intake) use is_response::as_report;
use leftovers::{leftovers, letters, statements, without_known};

/// Makes the draft, with notes in the order of their gravity.
///
/// # Errors
/// Fails if the document is no response, or does not say who responds, to which report, and when that was published.
pub(super) fn assemble(labels: &Labels, known: &KnownFacts, source_notes: Vec<ImportNote>) -> Result<ImportDraft, IntakeError> {
    let mut notes = Notes::after(source_notes);
    if known.kind.is_none() && known.into.is_none() {
        is_response::must_be_response(&labels.pieces)?;
    }
    let labelled = &labels.pieces;
    let says = |one: &Labelled| {
        matches!(
            one.role,
            Role::Statement(..) | Role::Answer(..) | Role::Asks(..) | Role::Detail(..) | Role::About | Role::Fact(_)
        )
    };
    if known.into.is_some() && !labelled.iter().any(says) {
        return Err(IntakeError::NothingSaid);
    }
    let is_said = |one: &Labelled| matches!(one.role, Role::Statement(..) | Role::Answer(..));
    // Somebody who looked at the labels may have found an answer in it.
    let is_report = labels.is_report && !labelled.iter().any(is_said);
    let facts = Facts { labelled, other_letters: &labels.other_letters, known, is_report };
    let mut record = facts.record(&mut notes)?;
    if is_report && known.kind.is_none() {
        notes.add(&Note::AsReport, SourcePlace::START, None);
    }
    letters(labels, &record, &mut notes);
    findings::findings(labelled, &labels.counted, known, &mut record, &mut notes);
    statements(labelled, &mut record);
    adoption::adoption(&mut record, &mut notes);
    adoption::no_action(&mut record, &mut notes);
    facts.counts(&mut record, &mut notes);
    leftovers(labelled, &mut record, &mut notes);
    findings::doubts(labelled, &mut notes);
    if labels.unsure > UNLIKE {
        unlike(&record, &mut notes);
    }
    if let Some(whole) = &known.into {
        without_known(&mut record, whole, labelled);
    }
    record.imported = known.into.is_none() && is_response(&record);
    let slug = known.slug.clone().unwrap_or_else(|| slug_of_title(&record.inspection.title));
    let id = RecordId::natural(&record.force, record.inspection.published, &slug);
    let id: RecordId = id.as_str().parse().map_err(|_| IntakeError::NoId(id.to_string()))?;
    notes.all.sort_by_key(|note| (note.code, note.at));
    let guesses = notes.guesses.into_iter().map(|(finding, field, why)| GuessedValue::new(finding, field, &why));
    Ok(ImportDraft { id, record, notes: notes.all, guesses: guesses.collect(), rendered: None })
}

/// The share of unsure sentences above which a document is unlike those that irr knows: twice what the known ones have.
const UNLIKE: f32 = 0.11;

/// Marks the words that nothing but their place puts into a field, in a document that is unlike the known ones.
fn unlike(record: &Record, notes: &mut Notes) {
    notes.add(&Note::Unlike, SourcePlace::START, None);
    let fields = [
        ("commissioner_initial_response", record.commissioner_initial_response.is_some()),
        ("commissioner_overall_comments", record.commissioner_overall_comments.is_some()),
        (
            "chief_officer_response.overview",
            record.chief_officer_response.as_ref().is_some_and(|response| response.overview.is_some()),
        ),
        ("inspection.summary", record.inspection.summary.is_some()),
    ];
    for (field, is_there) in fields {
        if is_there && !notes.guesses.iter().any(|(of, known, _)| of.is_none() && *known == field) {
            notes.guesses.push((None, field, Note::Unlike.message()));
        }
    }
}

/// Returns whether a document answers anything. A report alone is read too; its response is still to be written.
fn is_response(record: &Record) -> bool {
    let is_answered = |finding: &Finding| finding.chief_officer_response.is_some() || finding.commissioner_response.is_some();
    record.publication.is_some()
        || record.commissioner_initial_response.is_some()
        || record.commissioner_overall_comments.is_some()
        || record.chief_officer_response.is_some()
        || record.findings().any(|(.., finding)| is_answered(finding))
}
