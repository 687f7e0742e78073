//! The data beside a finding: status, owner, dates, acceptance.

use super::{named, shared_cell};
use crate::intake::SourcePlace;
use crate::intake::assemble::leftovers::unplace;
use crate::intake::assemble::words::words;
use crate::intake::label::{Detail, Labelled, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::addressee;
use crate::intake::phrases::clues::{self, Acceptance};
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::prose_date::named_days;
use crate::model::due_date_in_text::{self};
use crate::model::{Action, ActionTaken, CommissionerResponse, Date, Finding, FindingKind, FindingRef, Record, Status};
use crate::prose::Prose;

/// Reads the data of a finding from its table or its labelled lines.
pub(super) fn details(labelled: &[Labelled], of: &FindingRef, accepts: bool, record: &mut Record, notes: &mut Notes) {
    let published = record.inspection.published;
    let force = record.force.clone();
    let actions = actions(labelled, of, published);
    let has_actions = !actions.is_empty();
    if let Some(finding) = record.finding_mut(of).filter(|_| !accepts) {
        // Actions with one day between them have the finding's.
        let mut days = actions.iter().filter_map(|action| action.target);
        let only = days.next().filter(|first| days.all(|day| day == *first));
        finding.target = finding.target.or(only);
        finding.actions = actions;
    }
    let mut last: Option<(Detail, usize)> = None;
    let mut cells: Vec<(Detail, SourcePlace, String, &[FindingRef])> = Vec::new();
    for one in labelled {
        let Role::Detail(is, detail) = &one.role else { continue };
        if !is.contains(of) || (*detail == Detail::Acceptance) != accepts {
            continue;
        }
        match (last, cells.last_mut()) {
            (Some((before, block)), Some((.., text, _))) if before == *detail && block == one.piece.block => {
                text.push(' ');
                text.push_str(&one.piece.plain);
            }
            _ => cells.push((*detail, one.piece.at, one.piece.plain.clone(), is)),
        }
        last = Some((*detail, one.piece.block));
    }
    for (detail, at, text, row) in cells {
        let text = clues::ticked(&of_row(text, row, of));
        let is_none = matches!(normal(&text).as_str(), "n a" | "na" | "none" | "not applicable" | "");
        let day = day_of(&text, published);
        // "End of June 2025"; what else is said of the day is kept.
        let is_day_alone = text.split_whitespace().count() <= 4;
        let Some(finding) = record.finding_mut(of) else { continue };
        let kept = match detail {
            _ if is_none => true,
            // The days are those of its actions.
            Detail::Due | Detail::Target if has_actions => day.is_some(),
            Detail::Due => match (day, finding.due) {
                (Some(day), Some(due)) if day != due => {
                    // Its own words are the inspectorate's; another day in a table is the force's.
                    finding.target = finding.target.or(Some(day));
                    notes.add(&Note::OtherDeadline(of.clone(), text.clone(), due), at, Some(&text));
                    true
                }
                // The inspectorate sets no deadline for an area for improvement: the day is the force's own.
                (Some(day), None) if of.kind == FindingKind::AreaForImprovement => {
                    finding.target = Some(day);
                    is_day_alone
                }
                (Some(day), None) => {
                    finding.due = Some(day);
                    finding.due_text = Some(text.clone());
                    true
                }
                (Some(_), Some(_)) => true,
                (None, _) => {
                    let free = finding.due_text.is_none();
                    finding.due_text.get_or_insert_with(|| text.clone());
                    free
                }
            },
            Detail::Target => {
                finding.target = day.or(finding.target);
                day.is_some() && is_day_alone
            }
            Detail::Owner => {
                let known = finding.owner.as_ref().map(|owner| owner.to_string()).unwrap_or_default();
                if known.is_empty() {
                    finding.owner = Some(text.clone().into());
                }
                known.is_empty() || known == text || has_actions
            }
            Detail::Addressee => {
                finding.addressed_to = addressee::lead_bodies(&format!("{text} should act"), published);
                let us = |name| crate::model::OurNames::default().is_us(name, &force);
                finding.said_ours = (!finding.addressed_to.is_empty() && !finding.addressed_to.iter().any(us)).then_some(false);
                !finding.addressed_to.is_empty()
            }
            Detail::Area => {
                finding.area = Some(text.clone());
                true
            }
            Detail::Priority => {
                finding.priority = text.parse().ok();
                finding.priority.is_some()
            }
            Detail::Status => match clues::status_of(text.trim_end_matches('.'))
                .or_else(|| by_colour(labelled, &text))
                .or_else(|| clues::status_meant(&text).map(|status| (status, false)))
            {
                Some((status, is_own_word)) => {
                    // Of several actions some may be done.
                    let differs = finding.status.is_some_and(|before| before != status);
                    finding.status = Some(if differs { Status::InProgress } else { status });
                    if !is_own_word {
                        notes.add(&Note::Status(of.clone(), status, text.clone()), at, Some(&text));
                    }
                    true
                }
                None => false,
            },
            Detail::Acceptance => accepted(finding, of, &text, at, notes),
        };
        if !kept {
            unplace(record, &format!("{of} {}", text), "this fits no field of the finding", at, notes);
        }
    }
}

/// Returns the actions of a finding that has several rows of a table, one action a row.
fn actions(labelled: &[Labelled], of: &FindingRef, published: Date) -> Vec<Action> {
    let is_of = |one: &&Labelled| named(&one.role).contains(&of);
    let of_rows: Vec<(usize, &Labelled)> = labelled
        .iter()
        .filter(is_of)
        .filter_map(|one| one.piece.cell.as_ref().filter(|cell| cell.has_column_heads).map(|cell| (cell.row, one)))
        .collect();
    let rows: Vec<&[(usize, &Labelled)]> = of_rows.chunk_by(|a, b| a.0 == b.0).collect();
    let action = |row: &&[(usize, &Labelled)]| {
        let answers = row.iter().filter(|(_, one)| matches!(one.role, Role::Answer(..)));
        let column = answers.clone().filter_map(|(_, one)| one.piece.cell.as_ref().map(|cell| cell.column)).min()?;
        let text = words(
            answers
                .filter(|(_, one)| one.piece.cell.as_ref().is_some_and(|cell| cell.column == column))
                .map(|(_, one)| &one.piece),
        );
        let detail = |wanted: &[Detail]| {
            row.iter()
                .find(|(_, one)| matches!(&one.role, Role::Detail(_, detail) if wanted.contains(detail)))
                .map(|(_, one)| one.piece.plain.clone())
        };
        let day = detail(&[Detail::Due, Detail::Target]).and_then(|text| day_of(&text, published));
        Some(Action { owner: detail(&[Detail::Owner]).map(Into::into), target: day, ..Action::to(text) })
    };
    let found: Vec<Action> = rows.iter().filter_map(action).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// Returns the part of a cell that is about one finding of its row.
fn of_row(text: String, row: &[FindingRef], of: &FindingRef) -> String {
    let numbers: Vec<&str> = row.iter().map(|one| one.printed().as_str()).collect();
    let at = row.iter().position(|one| one == of).unwrap_or(0);
    shared_cell::part_of(&text, &numbers, at).map(str::to_owned).unwrap_or(text)
}

fn day_of(text: &str, published: Date) -> Option<Date> {
    due_date_in_text::resolve(text, published)
        .or_else(|| Some(named_days(text)[..].first()?.date))
        .or_else(|| due_date_in_text::find(&format!("by {text}"), published).map(|due| due.date))
}

/// Returns the status that a colour means by the document's own key. Without one, amber and red are open in every office seen;
/// green is closed in some and on track in others.
fn by_colour(labelled: &[Labelled], text: &str) -> Option<(Status, bool)> {
    // "B = done": a letter stands for its colour.
    let letter = text.trim().split([' ', '(']).next().filter(|letter| letter.len() == 1);
    let text = match letter {
        Some(letter) => {
            let key = labelled.iter().find_map(|one| {
                one.piece.plain.split(['.', ';', ',']).find_map(|part| {
                    part.trim()
                        .split_once('=')
                        .filter(|(name, _)| name.trim().ends_with(letter))
                        .and_then(|(_, words)| clues::key_of(&letter.to_lowercase(), &format!("{letter} {words}")))
                })
            });
            if let Some(status) = key {
                return Some((status, false));
            }
            match letter {
                "G" => "green",
                "A" => "amber",
                "R" => "red",
                "B" => "blue",
                _ => text,
            }
        }
        None => text,
    };
    let words = normal(text);
    let colour = list("findings.by_colour").iter().copied().find(|colour| words.split(' ').any(|word| word == *colour))?;
    let is_key = |text: &str| ["green", "amber", "red"].iter().filter(|colour| text.to_lowercase().contains(*colour)).count() > 1;
    let key = labelled.iter().filter(|one| is_key(&one.piece.plain)).find_map(|one| clues::key_of(colour, &one.piece.plain));
    let usual = matches!(colour, "amber" | "red").then_some(Status::InProgress);
    // The key may have one colour a sentence.
    let lines = || {
        labelled
            .iter()
            .filter(|one| one.piece.plain.to_lowercase().starts_with(colour) && one.piece.words() > 1)
            .find_map(|one| clues::key_of(colour, &one.piece.plain))
    };
    key.or_else(lines).or(usual).map(|status| (status, false))
}

/// Takes whether a finding is accepted as the commissioner's own word.
fn accepted(finding: &mut Finding, of: &FindingRef, text: &str, at: SourcePlace, notes: &mut Notes) -> bool {
    let Some(acceptance) = clues::acceptance(text) else { return false };
    let response = finding.commissioner_response.get_or_insert_with(nothing_said);
    match acceptance {
        Acceptance::Full | Acceptance::Part => response.action = Some(ActionTaken::Proposed),
        Acceptance::No => {
            response.action = Some(ActionTaken::None);
            finding.status = finding.status.or(Some(Status::NotAccepted));
        }
    }
    if acceptance == Acceptance::Part {
        Prose::append(&mut response.text, text);
    }
    notes.add(&Note::Accepts(of.clone()), at, Some(text));
    true
}

pub(super) fn nothing_said() -> CommissionerResponse {
    CommissionerResponse { action: None, adopts_chief_officer: false, text: None, see: None }
}
