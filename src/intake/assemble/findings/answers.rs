//! The answers to findings, and what is doubtful in them.

use super::details::nothing_said;
use crate::intake::Author;
use crate::intake::assemble::words::words;
use crate::intake::label::{Doubt, Labelled, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::clues::{self};
use crate::intake::phrases::finding_mention::referenced_finding;
use crate::model::due_date_in_text::{self};
use crate::model::{AnswerPlace, ChiefOfficerAnswer, Date, FindingLink, FindingRef, Record};
use crate::prose::Prose;

/// Puts the answers into the findings.
pub(super) fn answers(labelled: &[Labelled], record: &mut Record, notes: &mut Notes) {
    let mut groups: Vec<(&Vec<FindingRef>, Author)> = Vec::new();
    for one in labelled {
        if let Role::Answer(of, author) = &one.role
            && !groups.contains(&(of, *author))
        {
            groups.push((of, *author));
        }
    }
    for (of, author) in groups {
        let of_group: Vec<&Labelled> =
            labelled.iter().filter(|one| matches!(&one.role, Role::Answer(is, by) if is == of && *by == author)).collect();
        let Some(first) = of_group.first() else { continue };
        let at = first.piece.at;
        let text = words(of_group.iter().map(|one| &one.piece));
        let published = record.inspection.published;
        for (place, one) in of.iter().enumerate() {
            let Some(finding) = record.finding_mut(one) else { continue };
            if !finding.is_ours() {
                let names: Vec<&str> = finding.addressed_to.iter().map(|name| name.as_str()).collect();
                notes.add(&Note::NotOurs(one.clone(), names.join(" and ")), at, None);
            }
            match author {
                Author::ChiefOfficer => {
                    if let Some(due) = finding.due
                        && let Some(target) = earlier(&text, published, due)
                    {
                        finding.target = finding.target.or(Some(target));
                        notes.add(&Note::Target(one.clone(), target), at, None);
                    }
                    // "Complete. A pool of officers …"
                    if finding.status.is_none()
                        && let Some((status, _)) = text.split(['.', ':', '–']).next().and_then(clues::status_of)
                    {
                        finding.status = Some(status);
                        notes.add(&Note::Status(one.clone(), status), at, None);
                    }
                    let answer = finding.chief_officer_response.get_or_insert(ChiefOfficerAnswer { heading: None, text: None });
                    Prose::append(&mut answer.text, &text);
                }
                Author::Commissioner if place > 0 => {
                    notes.add(&Note::OneAnswer(of[0].clone(), one.clone()), at, None);
                    let response = finding.commissioner_response.get_or_insert_with(nothing_said);
                    response.see = Some(AnswerPlace::Finding(FindingLink { record: None, finding: of[0].clone() }));
                }
                Author::Commissioner => {
                    let response = finding.commissioner_response.get_or_insert_with(nothing_said);
                    Prose::append(&mut response.text, &text);
                    let there =
                        referenced_finding(&text).and_then(|(kind, number)| Some(FindingRef::new(kind, &number.parse().ok()?)));
                    if let Some(there) = there.filter(|there| there != one) {
                        notes.add(&Note::Refers(one.clone(), there.clone()), at, Some(&text));
                        response.see = Some(AnswerPlace::Finding(FindingLink { record: None, finding: there }));
                    }
                }
            }
        }
    }
}

/// Notes what should be checked, at most once for the words of one speaker on one finding.
pub(in crate::intake::assemble) fn doubts(labelled: &[Labelled], notes: &mut Notes) {
    for one in labelled {
        let Some(doubt) = one.doubt else { continue };
        let author = |author: &Author| match author {
            Author::Commissioner => "commissioner_response.text",
            Author::ChiefOfficer => "chief_officer_response.text",
        };
        let note = match (&one.role, doubt) {
            (Role::Answer(of, _), Doubt::Begins) => Note::Begins(of[0].clone()),
            (Role::Answer(of, by), Doubt::Voice) => Note::Voice(Some(of[0].clone()), *by),
            (Role::Answer(of, by), Doubt::Kind) => Note::Kind(Some(of[0].clone()), author(by)),
            (Role::Asks(of, _), _) => Note::Kind(Some(of.clone()), "text"),
            (Role::Statement(by, _), Doubt::Voice) => Note::Voice(None, *by),
            (Role::Statement(Author::Commissioner, _), Doubt::Kind) => Note::Kind(None, "commissioner_initial_response"),
            (Role::About, Doubt::About) => Note::About,
            (Role::Answer(of, _), Doubt::Mixed) => Note::Mixed(of[0].clone()),
            _ => continue,
        };
        // One note a turn: the first sentence stands for those behind it.
        if !notes.has(&note) {
            notes.add(&note, one.piece.at, Some(&one.piece.text));
        }
    }
}

/// Returns an earlier day with a year in an answer than the inspectorate's deadline: the force's own target.
fn earlier(text: &str, published: Date, due: Date) -> Option<Date> {
    let has_year = |words: &str| words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    due_date_in_text::find_all(text, published)
        .into_iter()
        .find(|words| words.date > published && words.date < due && has_year(words.printed))
        .map(|words| words.date)
}
