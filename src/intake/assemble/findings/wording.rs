//! The words of a finding, and what they say: its deadline and who should act.

use super::named;
use crate::intake::label::{Labelled, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::addressee;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::list;
use crate::intake::segment::PieceForm;
use crate::intake::{Author, KnownFacts, SourcePlace};
use crate::model::due_date_in_text::{self, DueTextMeaning};
use crate::model::{ChiefOfficerAnswer, Date, Finding, FindingKind, FindingRef, Record};
use crate::prose::Prose;

/// Reads a finding's own words: the deadline and the addressees.
pub(super) fn asked(
    finding: &mut Finding,
    of: &FindingRef,
    text: &str,
    at: SourcePlace,
    known: &KnownFacts,
    record: &Record,
    notes: &mut Notes,
) {
    let published = record.inspection.published;
    if text.is_empty() {
        return;
    }
    finding.text = Some(Prose::from_text(text));
    // A day before the report is history, and no deadline that it sets.
    let (deadlines, past): (Vec<_>, Vec<_>) =
        due_date_in_text::find_all(text, published).into_iter().partition(|due| due.date >= published);
    for due in past {
        notes.add(&Note::PastDay(of.clone(), due.printed.to_owned()), at, None);
    }
    let bracketed = bracketed(text, published);
    let first = deadlines.first().map(|due| (due.date, due.printed));
    if let Some((date, printed)) = bracketed.or(first) {
        finding.due = Some(date);
        finding.due_text = Some(printed.to_owned());
        for other in deadlines.iter().filter(|other| other.date != date) {
            notes.add(&Note::OtherDeadline(of.clone(), other.printed.to_owned(), date), at, None);
        }
        if let Some(period) = review_period(text) {
            notes.add(&Note::Review(of.clone(), period), at, None);
        }
    } else if let Some(words) = unread_deadline(text) {
        finding.due_text = Some(words);
    }
    let behind = finding
        .due_text
        .as_deref()
        .and_then(|words| text.trim_start().strip_prefix(words))
        .map(|rest| rest.trim_start_matches([',', ' ']));
    finding.addressed_to = addressee::lead_bodies(text, published);
    if let (true, Some(behind)) = (finding.addressed_to.is_empty(), behind) {
        finding.addressed_to = addressee::lead_bodies(behind, published);
    }
    if finding.addressed_to.is_empty()
        && let Some(body) = addressee::named_body(text)
    {
        notes.add(&Note::Addressee(of.clone(), body.to_string()), at, Some(text));
        finding.addressed_to = vec![body];
    }
    let us = |name| known.us.is_us(name, &record.force);
    if !finding.addressed_to.is_empty() && !finding.addressed_to.iter().any(us) {
        finding.said_ours = Some(false);
    }
}

/// Reads what the words of one finding say, as of a finding in a document: when it is due, and who should act.
///
/// Returns the finding with nothing else, and what a person should check.
pub(in crate::intake) fn read_wording(text: &str, of: &FindingRef, record: &Record, known: &KnownFacts) -> (Finding, Notes) {
    let (mut finding, mut notes) = (Finding::numbered(of.printed().clone()), Notes::default());
    asked(&mut finding, of, text, SourcePlace::START, known, record, &mut notes);
    (finding, notes)
}

/// Notes what a finding lacks that neither its words nor a table gave.
pub(super) fn missing(labelled: &[Labelled], of: &FindingRef, record: &Record, notes: &mut Notes) {
    let at = labelled.iter().find(|one| named(&one.role).contains(&of)).map_or(SourcePlace::START, |one| one.piece.at);
    let Some(finding) = record.finding(of) else { return };
    if finding.text.is_none() {
        return notes.add(&Note::NoWords(of.clone()), at, None);
    }
    if of.kind != FindingKind::Recommendation {
        return;
    }
    match (&finding.due, &finding.due_text) {
        (None, Some(words)) => notes.add(&Note::UnreadDeadline(of.clone(), words.clone()), at, None),
        (None, None) => notes.add(&Note::NoDeadline(of.clone()), at, None),
        _ => {}
    }
    if finding.addressed_to.is_empty() {
        notes.add(&Note::NoAddressee(of.clone()), at, None);
    }
}

/// Keeps the words behind a finding's number in its heading, as the heading of its answer.
pub(super) fn headed(labelled: &[Labelled], of: &FindingRef, record: &mut Record) {
    for one in labelled.iter().filter(|one| one.role == Role::Reference(of.clone())) {
        let Some((.., rest)) = finding_label(&one.piece.plain).filter(|(.., rest)| !rest.is_empty()) else { continue };
        // A page without tags has headings that are lines like any other.
        let is_line = one.piece.cell.is_none() && rest.split(' ').count() <= 8 && !rest.ends_with(['.', ':', ';', '-', '–']);
        if !matches!(one.piece.form, PieceForm::Heading(_)) && !is_line {
            continue;
        }
        let chief = labelled.iter().any(|one| matches!(&one.role, Role::Answer(is, Author::ChiefOfficer) if is.contains(of)));
        let Some(finding) = record.finding_mut(of) else { continue };
        if chief {
            finding.chief_officer_response.get_or_insert(ChiefOfficerAnswer { heading: None, text: None }).heading =
                Some(rest.to_owned());
        } else {
            finding.area.get_or_insert_with(|| rest.to_owned());
        }
    }
}

/// Returns a deadline in brackets at the end of a finding, with its text: "(by 30 June 2026)", "[Deadline: 31 March 2026]".
fn bracketed(text: &str, published: Date) -> Option<(Date, &str)> {
    text.lines().rev().find_map(|line| {
        let line = line.trim_end_matches(['.', ' ', '*', '\\']);
        let inside = line.strip_suffix([')', ']'])?;
        let words = inside[inside.rfind(['(', '['])? + 1..].trim();
        let lower = words.to_lowercase();
        let names = list("findings.bracketed");
        let named = names.iter().find(|name| lower.starts_with(**name)).and_then(|name| words.get(..name.len())).unwrap_or("");
        let day = words[named.len()..].trim_start_matches([':', ' ', '–', '-']);
        // Brackets that say more than a deadline are no deadline.
        let is_whole = |due: &due_date_in_text::DueDateInText<'_>| due.printed.len() + 4 >= day.len();
        let date = due_date_in_text::find(day, published).filter(is_whole).map(|due| due.date);
        let date = date.or_else(|| Date::from_words(day).filter(|_| !named.is_empty()))?;
        Some((date, day))
    })
}

/// Returns the words of a deadline that is no day: "By autumn 2025", "In the next six months".
fn unread_deadline(text: &str) -> Option<String> {
    let clause = text.split([',', ';']).next()?.trim();
    let lower = clause.to_lowercase();
    let opens = list("findings.unread_deadline").iter().any(|word| lower.starts_with(word));
    let any_day = Date::new(2000, 1, 1)?;
    (opens
        && clause.len() < 60
        && clause.len() < text.len()
        && matches!(
            due_date_in_text::read(clause, any_day),
            DueTextMeaning::Unread | DueTextMeaning::NoSuchDay(_) | DueTextMeaning::Day(_)
        ))
    .then(|| clause.to_owned())
}

/// Returns the review period after a deadline: "reviewed after 12 months".
fn review_period(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.windows(4).position(|four| {
        let unit = four[3].trim_matches(|c: char| !c.is_alphanumeric());
        four[0].starts_with("review")
            && four[1] == "after"
            && ["month", "week", "year", "day"].iter().any(|name| unit.starts_with(name))
    })?;
    Some(words[at..at + 4].join(" ").trim_end_matches([',', '.']).to_owned())
}
