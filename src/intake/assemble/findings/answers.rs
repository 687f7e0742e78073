//! The answers to findings, and what is doubtful in them.

use super::details::nothing_said;
use crate::intake::assemble::words::words;
use crate::intake::label::{Doubt, Labelled, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::clues::{self};
use crate::intake::phrases::finding_mention::referenced_finding;
use crate::intake::{Author, SourcePlace};
use crate::model::{AnswerPlace, ChiefOfficerAnswer, FindingKind, FindingLink, FindingRef, Record};
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
        for (place, one) in of.iter().enumerate() {
            let Some(finding) = record.finding_mut(one) else { continue };
            if !finding.is_ours() {
                let names: Vec<&str> = finding.addressed_to.iter().map(|name| name.as_str()).collect();
                notes.add(&Note::NotOurs(one.clone(), names.join(" and ")), at, None);
            }
            match author {
                Author::ChiefOfficer => {
                    // "Complete. A pool of officers …"
                    if finding.status.is_none()
                        && let Some((status, _)) = text.split(['.', ':', '–']).next().and_then(clues::status_of)
                    {
                        finding.status = Some(status);
                        notes.add(&Note::Status(one.clone(), status, text.clone()), at, None);
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

/// Notes the findings that nobody answers, or that one side does not although it answers most others: an answer may be elsewhere.
pub(super) fn unanswered(order: &[FindingRef], record: &Record, notes: &mut Notes) {
    let ours: Vec<(&FindingRef, bool, bool)> = order
        .iter()
        .filter_map(|of| record.finding(of).map(|finding| (of, finding)))
        .filter(|(of, finding)| finding.is_ours() && of.kind != FindingKind::CauseOfConcern && finding.text.is_some())
        .map(|(of, finding)| {
            let chief = finding.chief_officer_response.as_ref().is_some_and(|answer| answer.text.is_some());
            (of, chief, finding.commissioner_response.is_some())
        })
        .collect();
    let without = |is: &dyn Fn(&(&FindingRef, bool, bool)) -> bool| -> Vec<FindingRef> {
        ours.iter().filter(|one| is(one)).map(|(of, ..)| (*of).clone()).collect()
    };
    let none = without(&|(_, chief, body)| !chief && !body);
    if !none.is_empty()
        && record
            .findings()
            .any(|(.., finding)| finding.commissioner_response.is_some() || finding.chief_officer_response.is_some())
    {
        notes.add(&Note::NoAnswer(none, None), SourcePlace::START, None);
    }
    let sides = [
        (Author::ChiefOfficer, without(&|(_, chief, body)| !chief && *body)),
        (Author::Commissioner, without(&|(_, chief, body)| *chief && !body)),
    ];
    for (author, without) in sides {
        if !without.is_empty() && without.len() * 2 < ours.len() {
            notes.add(&Note::NoAnswer(without, Some(author)), SourcePlace::START, None);
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
            (Role::Answer(of, by), Doubt::Voice | Doubt::Speaker) => Note::Voice(Some(of[0].clone()), *by),
            (Role::Answer(of, by), Doubt::Kind) => Note::Kind(Some(of[0].clone()), author(by)),
            (Role::Asks(of, _), _) => Note::Kind(Some(of.clone()), "text"),
            (Role::Statement(by, _), Doubt::Voice) => Note::Voice(None, *by),
            (Role::Statement(Author::Commissioner, _), Doubt::Kind) => Note::Kind(None, "commissioner_initial_response"),
            (Role::Answer(of, by), Doubt::Ends) => Note::Ends(of[0].clone(), *by),
            (Role::Statement(by, _), Doubt::About) => Note::Opening(*by),
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
