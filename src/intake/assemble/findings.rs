//! Makes the findings of the record: their words, deadlines, addressees, data and answers.

use super::words::{finding_words, words};
use crate::intake::label::{Detail, Doubt, Labelled, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::addressee;
use crate::intake::phrases::clues::{self, Acceptance};
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::referenced_finding;
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::segment::{Piece, PieceForm};
use crate::intake::{Author, KnownFacts, SourcePlace};
use crate::model::due_date_in_text::{self, DueTextMeaning};
use crate::model::{
    Action, ActionTaken, AnswerPlace, ChiefOfficerAnswer, CommissionerResponse, Date, Finding, FindingKind, FindingLink,
    FindingRef, Record, Status,
};
use crate::prose::Prose;

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
            notes.add(&Note::BelongsTo(of.clone(), cause.clone()), at, None);
            finding.cause_of_concern = Some(cause.printed().clone());
        }
        record.findings_of_mut(of.kind).push(finding);
    }
    for of in &order {
        details(labelled, of, false, record, notes);
        headed(labelled, of, record);
    }
    answers(labelled, record, notes);
    // The acceptance follows the words of the answer, so that these come first.
    order.iter().for_each(|of| details(labelled, of, true, record, notes));
    for of in &order {
        missing(labelled, of, record, notes);
    }
}

fn named(role: &Role) -> Vec<&FindingRef> {
    match role {
        Role::Asks(of, _) | Role::Detail(of, _) | Role::Reference(of) => vec![of],
        Role::Answer(of, _) => of.iter().collect(),
        _ => Vec::new(),
    }
}

/// Reads a finding's own words: the deadline and the addressees.
fn asked(
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
    let us = |name| known.us.is_us(name, &record.force);
    if !finding.addressed_to.is_empty() && !finding.addressed_to.iter().any(us) {
        finding.said_ours = Some(false);
    }
}

/// Notes what a finding lacks that neither its words nor a table gave.
fn missing(labelled: &[Labelled], of: &FindingRef, record: &Record, notes: &mut Notes) {
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

/// Reads the data of a finding from its table or its labelled lines.
fn details(labelled: &[Labelled], of: &FindingRef, accepts: bool, record: &mut Record, notes: &mut Notes) {
    let published = record.inspection.published;
    let force = record.force.clone();
    let actions = actions(labelled, of, published);
    let has_actions = !actions.is_empty();
    if let Some(finding) = record.finding_mut(of).filter(|_| !accepts) {
        finding.actions = actions;
    }
    let mut last: Option<(Detail, usize)> = None;
    let mut cells: Vec<(Detail, SourcePlace, String)> = Vec::new();
    for one in labelled {
        let Role::Detail(is, detail) = &one.role else { continue };
        if is != of || (*detail == Detail::Acceptance) != accepts {
            continue;
        }
        match (last, cells.last_mut()) {
            (Some((before, block)), Some((.., text))) if before == *detail && block == one.piece.block => {
                text.push(' ');
                text.push_str(&one.piece.plain);
            }
            _ => cells.push((*detail, one.piece.at, one.piece.plain.clone())),
        }
        last = Some((*detail, one.piece.block));
    }
    for (detail, at, text) in cells {
        let is_none = matches!(normal(&text).as_str(), "n a" | "na" | "none" | "not applicable" | "tbc" | "");
        let day = day_of(&text, published);
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
                    true
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
                day.is_some()
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
            Detail::Status => match clues::status_of(&text).or_else(|| by_colour(labelled, &text)) {
                Some((status, is_own_word)) => {
                    // Of several actions some may be done.
                    let differs = finding.status.is_some_and(|before| before != status);
                    finding.status = Some(if differs { Status::InProgress } else { status });
                    if !is_own_word {
                        notes.add(&Note::Status(of.clone(), status), at, Some(&text));
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

fn day_of(text: &str, published: Date) -> Option<Date> {
    due_date_in_text::resolve(text, published)
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

fn nothing_said() -> CommissionerResponse {
    CommissionerResponse { action: None, adopts_chief_officer: false, text: None, see: None }
}

/// Keeps the words behind a finding's number in its heading, as the heading of its answer.
fn headed(labelled: &[Labelled], of: &FindingRef, record: &mut Record) {
    for one in labelled.iter().filter(|one| one.role == Role::Reference(of.clone())) {
        let Some((.., rest)) = finding_label(&one.piece.plain).filter(|(.., rest)| !rest.is_empty()) else { continue };
        if !matches!(one.piece.form, PieceForm::Heading(_)) {
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

/// Puts the answers into the findings.
fn answers(labelled: &[Labelled], record: &mut Record, notes: &mut Notes) {
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
pub(super) fn doubts(labelled: &[Labelled], notes: &mut Notes) {
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
            (Role::Answer(of, _), Doubt::Mixed) => Note::Mixed(of[0].clone()),
            _ => continue,
        };
        // One note a turn: the first sentence stands for those behind it.
        let message = note.message();
        if !notes.all.iter().any(|known| known.message == message) {
            notes.add(&note, one.piece.at, Some(&one.piece.text));
        }
    }
}

/// Keeps words that fit no field.
pub(super) fn unplace(record: &mut Record, text: &str, why: &'static str, at: SourcePlace, notes: &mut Notes) {
    notes.add(&Note::Unplaced(why), at, Some(text));
    Prose::append(&mut record.unplaced, text);
}

/// Returns an earlier day with a year in an answer than the inspectorate's deadline: the force's own target.
fn earlier(text: &str, published: Date, due: Date) -> Option<Date> {
    let has_year = |words: &str| words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    due_date_in_text::find_all(text, published)
        .into_iter()
        .find(|words| words.date > published && words.date < due && has_year(words.printed))
        .map(|words| words.date)
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
