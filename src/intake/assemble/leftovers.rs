//! The words around the findings: statements, what was left out, what fits nowhere.

use super::is_response::reports_in;
use super::words::words;
use crate::intake::label::{Doubt, Fact, Labelled, Labels, Part, Role};
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::before_quotation;
use crate::intake::phrases::head::Head;
use crate::intake::phrases::normalized_text::normal;
use crate::intake::phrases::office_name::office_in;
use crate::intake::phrases::prose_date::named_days;
use crate::intake::segment::PieceForm;
use crate::intake::{Author, SourcePlace};
use crate::model::{ChiefOfficerResponse, Date, Record, due_date_in_text};
use crate::prose::Prose;

/// Notes whose words the document holds where that is not certain, and other letters in it.
pub(super) fn letters(labels: &Labels, record: &Record, notes: &mut Notes) {
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
    let reports = reports_in(&labels.pieces, record.inspection.published);
    if reports > 1 {
        notes.add(&Note::Reports(reports), SourcePlace::START, None);
    }
}

/// Puts the words on the response as a whole into the record.
pub(super) fn statements(labelled: &[Labelled], record: &mut Record) {
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
pub(super) fn leftovers(labelled: &[Labelled], record: &mut Record, notes: &mut Notes) {
    let title = normal(&record.inspection.title);
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
                    unplace(record, text.trim_start_matches(": "), "this fits no field", row[0].piece.at, notes);
                }
            }
            // A value that gives nothing, or another one than the first.
            Role::Fact(fact) => {
                let text = words(of_run.iter().map(|one| &one.piece));
                let before = labelled[..i].iter().filter(|one| one.role == *role).map(|one| &one.piece);
                let is_again = |first: &str| !first.is_empty() && normal(first) != normal(&text);
                // Of two days of publication the second is the response's.
                let is_used =
                    Date::from_words(&text).is_some_and(|day| record.publication.as_ref().and_then(|p| p.published) == Some(day));
                if !gives(*fact, &text) || fact.is_single() && !is_used && is_again(&words(before)) {
                    unplace(record, &text, "irr can read nothing in this value", at, notes);
                } else if says_more(*fact, &text, record) {
                    notes.add(&Note::LeftOut("words beside this value"), at, Some(&text));
                }
            }
            // A head says what is below it; one that is a sentence, or that irr does not know, is kept in a note.
            Role::Head => {
                for one in of_run {
                    let text = &one.piece.plain;
                    if is_sentence(text) {
                        notes.add(&Note::LeftOut("this only introduces what is below it"), one.piece.at, Some(&one.piece.text));
                    } else if Head::of(text, false).is_none() && !normal(text).contains(&title) && !title.contains(&normal(text))
                    {
                        notes.add(&Note::LeftOut("a heading that irr does not know"), one.piece.at, Some(&one.piece.text));
                    }
                }
            }
            // "On the first recommendation, that" is more than a number.
            Role::Reference(_) => {
                let is_label = |text: &str| finding_label(text).is_some_and(|(.., rest)| rest.is_empty());
                let says_more = |one: &&Labelled| before_quotation(&one.piece.plain).is_some() && !is_label(&one.piece.plain);
                for one in of_run.iter().filter(says_more) {
                    notes.add(&Note::LeftOut("this only names the finding that is quoted"), one.piece.at, Some(&one.piece.text));
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
            Role::Answer(..) | Role::Statement(..) => {
                let last = &of_run[run - 1].piece;
                let is_prose = last.form == PieceForm::Text && last.cell.is_none() && last.words() > 5;
                if is_prose && last.plain.ends_with(char::is_alphanumeric) {
                    notes.add(&Note::NoEnd, last.at, Some(&last.text));
                }
            }
            _ => {}
        }
        i += run;
    }
}

/// Returns whether the value of a label says what the label asks for.
fn gives(fact: Fact, text: &str) -> bool {
    match fact {
        Fact::Published | Fact::Sent | Fact::ToSecretary | Fact::Deadline => {
            Date::from_words(text).is_some() || !named_days(text).is_empty()
        }
        Fact::Recommendations | Fact::Areas | Fact::Causes => {
            let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            first.parse::<u32>().is_ok() || due_date_in_text::count_in_words(first).is_some()
        }
        _ => true,
    }
}

/// Returns whether the value of a label for an office, a date or a count has other words, which the record has no room for: a row
/// without a label of its own goes on with the row above it.
fn says_more(fact: Fact, text: &str, record: &Record) -> bool {
    let split = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    match fact {
        Fact::Pcc | Fact::Pfcc | Fact::Mayor => {
            let holder = split(record.local_policing_body.holder.as_deref().unwrap_or_default());
            let rest: Vec<String> = split(text).into_iter().filter(|word| !word.is_empty() && !holder.contains(word)).collect();
            // "Jo Specimen, Police and Crime Commissioner for Kent" names the office once more; titles and honours are short.
            let names_office = rest.len() <= 8 && office_in(text).is_some();
            !names_office && rest.iter().any(|word| word.chars().count() > 3 && word != "Councillor")
        }
        Fact::Published | Fact::Sent | Fact::ToSecretary | Fact::Deadline => {
            let days = named_days(text);
            let Some(day) = days.first().filter(|_| Date::from_words(text).is_none()) else { return false };
            let rest = format!("{} {}", &text[..day.start], &text[day.end..]);
            rest.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 2)
        }
        // "6, of which one is for commissioners alone" says how many.
        Fact::Recommendations | Fact::Areas | Fact::Causes => text.split_whitespace().count() > 8,
        _ => false,
    }
}

/// Returns whether a head is a question or introduces words.
fn is_sentence(text: &str) -> bool {
    text.split(' ').count() >= 3 && text.ends_with(['?', ':', '.'])
}

/// Takes out the findings of the record that the document does not speak of: they are the record's already.
pub(super) fn without_known(record: &mut Record, whole: &Record, labelled: &[Labelled]) {
    let speaks_of = |of: &crate::model::FindingRef| {
        labelled.iter().any(|one| match &one.role {
            Role::Asks(is, _) | Role::Reference(is) => is == of,
            Role::Answer(all, _) | Role::Detail(all, _) => all.contains(of),
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

/// Keeps words that fit no field.
pub(in crate::intake::assemble) fn unplace(
    record: &mut Record,
    text: &str,
    why: &'static str,
    at: SourcePlace,
    notes: &mut Notes,
) {
    notes.add(&Note::Unplaced(why), at, Some(text));
    Prose::append(&mut record.unplaced, text);
}
