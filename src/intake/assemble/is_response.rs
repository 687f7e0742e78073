//! What a document is, decided last: from the labels of its pieces.

use crate::intake::document_kind::DocumentKind;
use crate::intake::error::IntakeError;
use crate::intake::import_draft::KnownFacts;
use crate::intake::label::{Labelled, Labels, Role};
use crate::intake::phrases::clues;
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::list;
use crate::intake::phrases::prose_date::report_published;
use crate::model::{Date, due_date_in_text};

/// Checks that a document is a response, or a report that can be made a record of.
///
/// # Errors
/// Fails with what it seems to be.
pub(super) fn must_be_response(labelled: &[Labelled]) -> Result<(), IntakeError> {
    let labels = labelled
        .iter()
        .filter(|one| matches!(one.role, Role::Label | Role::Fact(_)) && Label::of(&one.piece.plain).is_some())
        .count();
    match kind_of(labelled) {
        DocumentKind::Response => Ok(()),
        DocumentKind::Other => Err(IntakeError::NotAForm { labels }),
        // Findings without answers are the report itself: its response is still to be written.
        DocumentKind::Report if labelled.iter().any(|one| matches!(one.role, Role::Asks(..))) => Ok(()),
        kind => Err(IntakeError::OtherDocument { kind }),
    }
}

/// Takes a document as the inspectorate's own report if it is one, or if nobody answers or signs in it: what is said in it is
/// about the report.
pub(in crate::intake) fn as_report(mut labels: Labels, known: &KnownFacts) -> Labels {
    let has = |is: fn(&Role) -> bool| labels.pieces.iter().any(|one| is(&one.role));
    let has_only_findings = has(|role| matches!(role, Role::Asks(..))) && !has(|role| matches!(role, Role::Answer(..)));
    let is_signed = labels.writer.as_ref().is_none_or(|(_, why, against)| !why.is_empty() || !against.is_empty());
    let is_report = match known.kind {
        Some(kind) => kind == DocumentKind::Report,
        None => has_only_findings && !is_signed || kind_of(&labels.pieces) == DocumentKind::Report,
    };
    if is_report && known.into.is_none() {
        labels.is_report = true;
        for one in labels.pieces.iter_mut().filter(|one| matches!(one.role, Role::Statement(..) | Role::Answer(..))) {
            one.role = Role::About;
            one.doubt = None;
        }
    }
    labels
}

/// Returns what a document seems to be.
fn kind_of(labelled: &[Labelled]) -> DocumentKind {
    let texts: Vec<String> =
        labelled.iter().map(|one| format!(" {} ", one.piece.plain.to_lowercase().replace('’', "'"))).collect();
    let count = |words: &[&str]| texts.iter().filter(|text| words.iter().any(|word| text.contains(word))).count();
    let asks = labelled.iter().filter(|one| matches!(one.role, Role::Asks(..))).count();
    let answers = labelled.iter().filter(|one| matches!(one.role, Role::Answer(..))).count();
    let said = labelled.iter().filter(|one| matches!(one.role, Role::Statement(..) | Role::About)).count();
    let top = |words: &[&str]| texts.iter().take(25).any(|text| words.iter().any(|word| text.contains(word)));
    let meeting = count(list("document_kind.kind_of"));
    if meeting >= 4 && answers < meeting {
        return DocumentKind::Minutes;
    }
    if count(list("document_kind.kind_of.2")) >= 3 && answers == 0 {
        return DocumentKind::Consultation;
    }
    // Several sentences that count recommendations beside links, and nothing that is answered.
    let linked = count(list("document_kind.kind_of.3"));
    let responses = labelled.iter().zip(&texts).filter(|(one, text)| {
        one.piece.words() <= 14
            && list("title.response_to").iter().any(|opening| text.trim().trim_start_matches('[').starts_with(opening))
    });
    if (linked >= 3 || responses.count() >= 3) && asks == 0 {
        return DocumentKind::Register;
    }
    let by_inspector = labelled.iter().any(|one| {
        let text = one.piece.plain.as_str();
        one.piece.words() <= 14
            && !text.ends_with('.')
            && ["Inspector of Constabulary", "HM Inspector", "Inspector of Fire"].iter().any(|name| text.contains(name))
            && !text.starts_with("To")
            && !text.starts_with("cc")
    });
    let to_inspector = top(list("document_kind.kind_of.4"))
        || texts.iter().any(|text| clues::is_salutation(text.trim()) && text.contains("inspector"));
    let speaks_as_office = count(&[" i ", " my "]) > 0 && count(list("document_kind.kind_of.5")) > 0;
    let writes_as_inspector = count(list("document_kind.kind_of.6"));
    if !speaks_as_office && answers == 0 && (by_inspector && !to_inspector && writes_as_inspector > 0 || writes_as_inspector >= 3)
    {
        return DocumentKind::Report;
    }
    let names_inspection = count(list("document_kind.kind_of.7"));
    let facts = labelled.iter().filter(|one| matches!(one.role, Role::Fact(_))).count();
    match (asks + answers + said, names_inspection, facts) {
        (0, _, facts) if facts < 2 => DocumentKind::Other,
        (_, 0, facts) if facts < 3 => DocumentKind::Other,
        _ => DocumentKind::Response,
    }
}

/// Returns how many reports a document answers under headings of their own, by their days of publication.
pub(super) fn reports_in(labelled: &[Labelled], published: Date) -> usize {
    let mut days: Vec<Date> = vec![published];
    for one in labelled {
        let text = one.piece.plain.as_str();
        let is_line = one.piece.words() <= 16;
        if let Some((_, day, _)) = report_published(text).filter(|(far, ..)| is_line && *far < 60)
            && !days.contains(&day)
            && due_date_in_text::days_in(text).len() == 1
        {
            days.push(day);
        }
    }
    days.len()
}
