//! What an answer says in prose of its owner, its status and its target date. Each is a guess.

use crate::intake::SourcePlace;
use crate::intake::note::{Note, Notes};
use crate::intake::phrases::clues::is_in_first_person;
use crate::intake::phrases::list;
use crate::intake::phrases::prose_date::{self, sentences};
use crate::model::{Date, Finding, FindingRef, Status, due_date_in_text};

/// Returns the answer that says how the work goes: the chief officer's, or the only one there is.
pub(super) fn answer_on_work(finding: &Finding) -> Option<String> {
    let chief = finding.chief_officer_response.as_ref().and_then(|answer| answer.text.as_ref());
    let body = finding.commissioner_response.as_ref().and_then(|answer| answer.text.as_ref());
    chief.or(body).map(ToString::to_string)
}

/// Fills in what the answer on the work says and neither a label nor a table gave.
pub(super) fn in_prose(
    finding: &mut Finding,
    of: &FindingRef,
    answer: &str,
    published: Date,
    at: SourcePlace,
    notes: &mut Notes,
) {
    let answer = answer.replace(['*', '\\'], "").replace('\n', " ");
    let sentences = sentences(&answer);
    // What the commissioner will do is no work of the force.
    let is_chiefs = finding.chief_officer_response.as_ref().is_some_and(|answer| answer.text.is_some());
    let sentences: Vec<&str> = sentences.into_iter().filter(|sentence| is_chiefs || !is_in_first_person(sentence)).collect();
    if finding.owner.is_none()
        && let Some((owner, sentence)) = sentences.iter().find_map(|sentence| Some((owner_in(sentence)?, *sentence)))
    {
        notes.add(&Note::Owner(of.clone(), owner.clone()), at, Some(sentence));
        finding.owner = Some(owner.into());
    }
    // An answer says last how far it has come; the commissioner may say it: "I am satisfied that this is now complete."
    let body = finding.commissioner_response.as_ref().and_then(|answer| answer.text.as_ref()).map(ToString::to_string);
    let body = body.unwrap_or_default();
    let of_body = prose_date::sentences(&body);
    let mut told = sentences.iter().rev().chain(of_body.iter().rev());
    if finding.status.is_none()
        && let Some((status, sentence)) = told.find_map(|sentence| Some((status_in(sentence)?, *sentence)))
    {
        notes.add(&Note::Status(of.clone(), status, (*sentence).to_owned()), at, Some(sentence));
        finding.status = Some(status);
    }
    if finding.target.is_none()
        && finding.status != Some(Status::Closed)
        && let Some((day, sentence)) =
            sentences.iter().filter_map(|sentence| Some((target_in(sentence, published)?, *sentence))).max()
    {
        notes.add(&Note::Target(of.clone(), day), at, Some(sentence));
        finding.target = Some(day);
    }
}

/// Returns who leads the work: "Superintendent Jo Specimen leads this", "The Head of Crime is responsible for both".
fn owner_in(sentence: &str) -> Option<String> {
    let lower = format!(" {} ", sentence.to_lowercase());
    if !list("in_prose.leads").iter().any(|verb| lower.contains(verb)) {
        return None;
    }
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let start = (0..words.len()).find(|at| {
        let rest = words[*at..].join(" ");
        let is_post = list("in_prose.posts").iter().any(|post| {
            rest.strip_prefix(post).is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', ',', '.', '’', '\'']))
        });
        // Whom somebody reports to is another.
        is_post
            && !at.checked_sub(1).is_some_and(|before| matches!(words[before], "to" | "with" | "from"))
            && !at.checked_sub(2).is_some_and(|before| matches!(words[before], "to" | "with" | "from") && words[at - 1] == "the")
    })?;
    let mut named: Vec<&str> = Vec::new();
    for word in &words[start..] {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
        let is_joint = matches!(bare, "of" | "and" | "for" | "the" | "&");
        if !(bare.starts_with(char::is_uppercase) || is_joint) || named.len() > 9 {
            break;
        }
        named.push(bare.trim_end_matches("’s").trim_end_matches("'s"));
        // "Superintendent Jo Specimen, Head of Contact" is one person; what is behind another comma is not.
        let goes_on =
            word.ends_with(',') && words.get(start + named.len()).is_some_and(|next| matches!(*next, "Head" | "Director"));
        if goes_on {
            let last = named.len() - 1;
            named[last] = word;
        } else if bare.len() < word.len() {
            break;
        }
    }
    while named.last().is_some_and(|word| matches!(*word, "of" | "and" | "for" | "the" | "&")) {
        named.pop();
    }
    (named.len() >= 2 || named.first().is_some_and(|post| post.len() > 2 && post.chars().all(char::is_uppercase)))
        .then(|| named.join(" "))
}

/// Returns how far the work has come, where a sentence says that alone of the whole.
fn status_in(sentence: &str) -> Option<Status> {
    let lower = format!(" {} ", sentence.to_lowercase().trim_end_matches(['.', '!']).replace('’', "'"));
    let has = |names: &str| list(names).iter().any(|words| lower.contains(words));
    if has("in_prose.not_yet") {
        return None;
    }
    if has("in_prose.not_started") {
        return Some(Status::NotStarted);
    }
    // "This was completed in 73 per cent of cases" is about something else.
    let is_whole = has("in_prose.whole") && lower.split(' ').count() <= 20 && !lower.contains(" per cent");
    (has("in_prose.closed") && is_whole)
        .then_some(Status::Closed)
        .or_else(|| has("in_prose.in_progress").then_some(Status::InProgress))
}

/// Returns the day until which something will be done: the last of a sentence about the future. A month without a year is the
/// next one after the report.
fn target_in(sentence: &str, published: Date) -> Option<Date> {
    let lower = format!(" {} ", sentence.to_lowercase().replace('’', "'"));
    if !list("in_prose.will").iter().any(|verb| lower.contains(verb)) {
        return None;
    }
    // "Within five days" is not counted from the report.
    let has_year = |words: &str| words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let dated = due_date_in_text::find_all(sentence, published).into_iter().filter(|due| has_year(due.printed));
    let dated = dated.map(|due| due.date).filter(|day| *day > published);
    dated.max().or_else(|| month_in(&lower, published))
}

fn month_in(lower: &str, published: Date) -> Option<Date> {
    let words: Vec<&str> = lower.split_whitespace().map(|word| word.trim_end_matches([',', '.', ';'])).collect();
    let (at, month) = (1..words.len()).map(|at| (at, words[at])).find(|(at, month)| {
        let before = words[at - 1];
        let is_term = matches!(before, "by" | "in" | "until" | "before")
            || before == "of" && at.checked_sub(2).is_some_and(|two| words[two] == "end");
        is_term && month.len() >= 3 && due_date_in_text::is_month(month)
    })?;
    let next = |year: i32| due_date_in_text::resolve(&format!("by {month} {year}"), published);
    if let Some(year) = words.get(at + 1).and_then(|word| word.parse::<i32>().ok()).filter(|year| *year > 1900) {
        return next(year).filter(|day| *day > published);
    }
    next(published.year()).filter(|day| *day > published).or_else(|| next(published.year() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn what_the_commissioner_will_do_is_no_target_of_the_force() {
        for (text, target) in [
            ("I’ll look at it again by 1 May 2025.", None),
            ("My team will look at it again by 1 May 2025.", None),
            ("The force will do this by 1 May 2025.", Some("2025-05-01")),
        ] {
            let of: FindingRef = "R1".parse().unwrap();
            let mut finding = Finding::numbered("1".parse().unwrap());
            let (published, at) = (day("2024-10-03"), SourcePlace::Line(1));
            in_prose(&mut finding, &of, text, published, at, &mut Notes::default());
            assert_eq!(finding.target, target.map(day), "{text}");
        }
    }

    #[test]
    fn an_answer_names_who_leads_the_work() {
        for (text, owner) in [
            ("This work is led by Superintendent Jo Specimen and will end in May.", Some("Superintendent Jo Specimen")),
            ("The Head of Public Protection is responsible for both.", Some("Head of Public Protection")),
            ("Superintendent Jo Specimen, Head of Contact, leads on this.", Some("Superintendent Jo Specimen, Head of Contact")),
            ("ACC Specimen will report to the Head of Crime.", None),
            ("Detectives lead by example.", None),
        ] {
            assert_eq!(owner_in(text).as_deref(), owner, "{text}");
        }
    }

    #[test]
    fn an_answer_says_how_far_it_has_come() {
        for (text, status) in [
            ("We consider the recommendation discharged.", Some(Status::Closed)),
            ("Agreed, and already done.", Some(Status::Closed)),
            ("This work is under way.", Some(Status::InProgress)),
            ("It will be complete by May.", None),
            ("We have bought a van.", None),
            ("In the first fortnight it was completed 611 times.", None),
            ("The review is complete.", None),
        ] {
            assert_eq!(status_in(text), status, "{text}");
        }
    }

    #[test]
    fn an_answer_says_until_when() {
        let published = day("2024-10-03");
        for (text, target) in [
            ("She expects to be complete by 30 June 2025.", Some("2025-06-30")),
            ("Her analysts will have them ready by the end of January, ward by ward.", Some("2025-01-31")),
            ("The field will go in by December.", Some("2024-12-31")),
            ("It was done by 1 May 2025.", None),
            ("We will ring back within five days.", None),
            ("It is expected to be signed in January 2024.", None),
            ("He will report in February 2026.", Some("2026-02-28")),
        ] {
            assert_eq!(target_in(text, published), target.map(day), "{text}");
        }
    }
}
