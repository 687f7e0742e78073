//! Makes the findings of the record: their words, deadlines, addressees, data and answers.

mod answers;
mod details;
mod in_prose;
mod shared_cell;
mod wording;

use crate::intake::assemble::words::finding_words;
use crate::intake::label::{Labelled, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::normalized_text::normal;
use crate::intake::segment::Piece;
use crate::intake::{KnownFacts, SourcePlace};
use crate::model::{Finding, FindingKind, FindingRef, Record};
use crate::prose::Prose;
pub(in crate::intake::assemble) use answers::doubts;
use answers::{answers, unanswered};
use details::details;
use in_prose::{answer_on_work, in_prose};
pub(in crate::intake) use wording::read_wording;
use wording::{asked, headed, missing};

/// Adds the findings that are quoted or answered, in the order of their kinds and of the document.
pub(super) fn findings(
    labelled: &[Labelled],
    counted: &[FindingRef],
    known: &KnownFacts,
    record: &mut Record,
    notes: &mut Notes,
) {
    // A finding stands where it is quoted; a letter may name it long before (case 19).
    let (quoted, answered): (Vec<_>, Vec<_>) = labelled
        .iter()
        .enumerate()
        .flat_map(|(i, one)| named(&one.role).into_iter().map(move |of| (i, of, &one.role)))
        .partition(|(.., role)| matches!(role, Role::Asks(..) | Role::Reference(_)));
    let mut places: Vec<(usize, &FindingRef)> = Vec::new();
    for (i, of, _) in quoted.into_iter().chain(answered) {
        if places.iter().all(|(_, known)| *known != of) {
            places.push((i, of));
        }
    }
    places.sort_by_key(|(i, _)| *i);
    let order: Vec<FindingRef> = places.into_iter().map(|(_, of)| of.clone()).collect();
    // Below their own findings, those of the record that the document answers.
    if let Some(whole) = &known.into {
        for kind in FindingKind::ALL {
            for finding in whole.findings_of(*kind) {
                let bare = Finding {
                    text: finding.text.clone(),
                    addressed_to: finding.addressed_to.clone(),
                    due: finding.due,
                    ..Finding::numbered(finding.printed.clone())
                };
                record.findings_of_mut(*kind).push(bare);
            }
        }
    }
    for of in &order {
        let pieces: Vec<&Piece> =
            labelled.iter().filter(|one| matches!(&one.role, Role::Asks(is, _) if is == of)).map(|one| &one.piece).collect();
        let at = labelled.iter().find(|one| named(&one.role).contains(&of)).map_or(SourcePlace::START, |one| one.piece.at);
        if counted.contains(of) {
            notes.add(&Note::Counted(of.clone()), at, pieces.first().map(|piece| piece.text.as_str()));
        }
        let text = finding_words(pieces.iter().copied());
        if let Some(finding) = record.finding_mut(of) {
            // The record has its words; those of the document are noted only where they differ.
            if !text.is_empty() && finding.text.as_ref().is_none_or(|known| normal(&known.in_a_line()) != normal(&text)) {
                finding.text = Some(Prose::from_text(&text));
            }
            continue;
        }
        let mut finding = Finding::numbered(of.printed().clone());
        asked(&mut finding, of, &text, at, known, record, notes);
        let cause = labelled.iter().find_map(|one| match &one.role {
            Role::Asks(is, Some(cause)) if is == of => Some(cause.clone()),
            _ => None,
        });
        if let Some(cause) = cause {
            finding.cause_of_concern = Some(cause.printed().clone());
        }
        record.findings_of_mut(of.kind).push(finding);
    }
    for of in &order {
        details(labelled, of, false, record, notes);
        headed(labelled, of, record);
    }
    answers(labelled, record, notes);
    for of in &order {
        let at = labelled.iter().find(|one| matches!(&one.role, Role::Answer(is, _) if is.contains(of))).map(|one| one.piece.at);
        let published = record.inspection.published;
        if let (Some(at), Some(finding)) = (at, record.finding_mut(of))
            && let Some(answer) = answer_on_work(finding)
        {
            in_prose(finding, of, &answer, published, at, notes);
        }
    }
    // The acceptance follows the words of the answer, so that these come first.
    order.iter().for_each(|of| details(labelled, of, true, record, notes));
    unanswered(&order, record, notes);
    let is_known = |of: &&FindingRef| known.into.as_ref().is_some_and(|whole| whole.finding(of).is_some());
    for of in order.iter().filter(|of| !is_known(of)) {
        missing(labelled, of, record, notes);
    }
}

fn named(role: &Role) -> Vec<&FindingRef> {
    match role {
        Role::Asks(of, _) | Role::Reference(of) => vec![of],
        Role::Answer(of, _) | Role::Detail(of, _) => of.iter().collect(),
        _ => Vec::new(),
    }
}
