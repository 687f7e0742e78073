//! Makes a draft record of labelled pieces. Every piece has a label, so that no word has a way to be lost: what fits no field is
//! kept under `unplaced`.

mod adoption;
mod document_kind;
mod facts;
mod findings;
mod people;
mod title;
mod words;

pub use document_kind::DocumentKind;
use facts::Facts;
use words::words;

use crate::intake::label::{Doubt, Labelled, Labels, Part, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::{Author, ImportDraft, ImportNote, IntakeError, KnownFacts, SourcePlace};
use crate::model::record_id::slug_of_title;
use crate::model::{ChiefOfficerResponse, Finding, GuessedValue, Record, RecordId};
use crate::prose::Prose;

/// Makes the draft, with notes in the order of their gravity.
///
/// # Errors
/// Fails if the document is no response, or does not say who responds, to which report, and when that was published.
pub(super) fn assemble(labels: &Labels, known: &KnownFacts, source_notes: Vec<ImportNote>) -> Result<ImportDraft, IntakeError> {
    let labelled = &labels.pieces;
    let mut notes = Notes { all: source_notes, ..Notes::default() };
    if known.kind.is_none() && known.into.is_none() {
        document_kind::must_be_response(labelled)?;
    }
    let facts = Facts { labelled, other_letters: &labels.other_letters, known };
    let mut record = facts.record(&mut notes)?;
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

/// Notes whose words the document holds where that is not certain, and other letters in it.
fn letters(labels: &Labels, record: &Record, notes: &mut Notes) {
    let is_said = |one: &Labelled| matches!(one.role, Role::Statement(..) | Role::Answer(..));
    let is_unsure = labels.pieces.iter().any(|one| is_said(one) && one.doubt == Some(Doubt::Voice));
    if let Some((author, why, against)) = labels.writer.as_ref().filter(|_| is_unsure) {
        let why = match (why[..].is_empty(), against[..].is_empty()) {
            (true, true) => "nothing names who wrote this".to_owned(),
            (_, true) => format!("only {} says whose", why.join(" and ")),
            (_, false) => format!("{} and {} contradict each other", why.join(" and "), against.join(" and ")),
        };
        notes.add(
            &Note::Writer { author: *author, why },
            labels.pieces.first().map_or(SourcePlace::START, |one| one.piece.at),
            None,
        );
    }
    for start in &labels.other_letters {
        let author = labels.pieces[*start..].iter().find_map(|one| match &one.role {
            Role::Answer(_, author) | Role::Statement(author, _) => Some(*author),
            _ => None,
        });
        if let Some(author) = author {
            notes.add(&Note::OtherLetter(author), labels.pieces[*start].piece.at, Some(&labels.pieces[*start].piece.text));
        }
    }
    let reports = document_kind::reports_in(&labels.pieces, record.inspection.published);
    if reports > 1 {
        notes.add(&Note::Reports(reports), SourcePlace::START, None);
    }
}

/// Puts the words on the response as a whole into the record.
fn statements(labelled: &[Labelled], record: &mut Record) {
    let text = |role: &Role| words(labelled.iter().filter(|one| one.role == *role).map(|one| &one.piece));
    let said = |author, part| text(&Role::Statement(author, part));
    Prose::append(&mut record.inspection.summary, &text(&Role::About));
    Prose::append(&mut record.commissioner_initial_response, &said(Author::Commissioner, Part::Opening));
    Prose::append(&mut record.commissioner_overall_comments, &said(Author::Commissioner, Part::Steps));
    Prose::append(&mut record.commissioner_overall_comments, &said(Author::Commissioner, Part::Closing));
    let mut chief = ChiefOfficerResponse::default();
    Prose::append(&mut chief.overview, &said(Author::ChiefOfficer, Part::Opening));
    Prose::append(&mut chief.next_steps, &said(Author::ChiefOfficer, Part::Steps));
    Prose::append(&mut chief.closing, &said(Author::ChiefOfficer, Part::Closing));
    record.chief_officer_response = (chief != ChiefOfficerResponse::default()).then_some(chief);
}

/// Keeps the words that fit no field, and notes what is left out as no part of the response.
fn leftovers(labelled: &[Labelled], record: &mut Record, notes: &mut Notes) {
    let mut i = 0;
    while i < labelled.len() {
        let role = &labelled[i].role;
        let run = labelled[i..].iter().take_while(|one| one.role == *role).count();
        let of_run = &labelled[i..i + run];
        let at = labelled[i].piece.at;
        match role {
            Role::Unplaced => {
                // A row of a table stays a line.
                for row in of_run
                    .chunk_by(|a, b| a.piece.cell.as_ref().map(|cell| cell.row) == b.piece.cell.as_ref().map(|cell| cell.row))
                {
                    let text = match &row[0].piece.cell {
                        Some(cell) if cell.has_column_heads => row
                            .iter()
                            .map(|one| {
                                format!("{}: {}", one.piece.cell.as_ref().map_or("", |cell| cell.head.as_str()), one.piece.plain)
                            })
                            .collect::<Vec<_>>()
                            .join(" | "),
                        Some(_) => row.iter().map(|one| one.piece.plain.as_str()).collect::<Vec<_>>().join(": "),
                        None => words(row.iter().map(|one| &one.piece)),
                    };
                    findings::unplace(record, text.trim_start_matches(": "), "this fits no field", row[0].piece.at, notes);
                }
            }
            // A head says what is below it; one that is a sentence is kept in a note.
            Role::Head => {
                for one in of_run.iter().filter(|one| is_sentence(&one.piece.plain)) {
                    notes.add(&Note::LeftOut("this only introduces what is below it"), one.piece.at, Some(&one.piece.text));
                }
            }
            Role::Letter | Role::Site => {
                let what = if *role == Role::Site {
                    "text of the web site"
                } else {
                    "address, date, salutation or signature of the letter"
                };
                let text = of_run.iter().map(|one| one.piece.text.as_str()).collect::<Vec<_>>().join("\n");
                notes.add(&Note::LeftOut(what), at, Some(&text));
            }
            _ => {}
        }
        i += run;
    }
}

/// Returns whether a head is a question or introduces words.
fn is_sentence(text: &str) -> bool {
    text.split(' ').count() >= 3 && text.ends_with(['?', ':', '.'])
}

/// Takes out the findings of the record that the document does not speak of: they are the record's already.
fn without_known(record: &mut Record, whole: &Record, labelled: &[Labelled]) {
    let speaks_of = |of: &crate::model::FindingRef| {
        labelled.iter().any(|one| match &one.role {
            Role::Asks(is, _) | Role::Detail(is, _) | Role::Reference(is) => is == of,
            Role::Answer(all, _) => all.contains(of),
            _ => false,
        })
    };
    for kind in crate::model::FindingKind::ALL {
        record.findings_of_mut(*kind).retain(|finding| {
            let of = crate::model::FindingRef::new(*kind, &finding.printed);
            whole.finding(&of).is_none() || speaks_of(&of)
        });
    }
}
