//! Words that say what a piece of a response is. No phrase here is longer than six words, and none is of one document.

use super::finding_mention::{begins_as_finding, begins_with_deadline};
use super::list;
use super::normalized_text::normal;
use super::prose_date::named_days;
use crate::model::due_date_in_text;
use crate::model::{Date, Status};

/// Returns whether a text begins with an order: "Improve how it works", "make sure that".
pub(in crate::intake) fn begins_with_order(text: &str) -> bool {
    const ORDERS: &str = " make improve ensure review provide carry publish set agree take develop see stop record share give \
        identify consider work establish introduce adopt have check put keep test count train appoint clear visit reduce \
        increase monitor update implement assess address strengthen write clarify put build collect use undertake evaluate ";
    let first = text.trim_start_matches(|c: char| !c.is_alphabetic()).split([' ', ',']).next().unwrap_or("").to_lowercase();
    !first.is_empty() && text.split(' ').count() > 3 && ORDERS.contains(&format!(" {first} "))
}

/// Returns whether a line names a report or an inspection, as a title does.
pub(in crate::intake) fn names_report(text: &str) -> bool {
    let lower = text.to_lowercase();
    let names = list("clues.names_report");
    names.iter().any(|word| lower.contains(word))
        && !["response", "reports", "recommendations"].iter().any(|word| lower.ends_with(word))
}

/// Returns whether a label is of a letter or paper: who wrote it, to whom.
pub(in crate::intake) fn is_of_letter(label: &str) -> bool {
    matches!(
        normal(label).as_str(),
        "from"
            | "to"
            | "cc"
            | "copy"
            | "response from"
            | "prepared by"
            | "report of"
            | "report author"
            | "contact"
            | "copied to"
            | "copy to"
            | "author"
            | "enc"
            | "our ref"
            | "your ref"
            | "ref"
            | "please ask for"
            | "email"
            | "telephone"
            | "tel"
            | "date"
            | "dated"
            | "form completed by"
            | "completed by"
            | "date of meeting"
            | "meeting"
            | "meeting date"
            | "report to"
            | "agenda item"
    )
}

/// Returns whether a text is for those who decide on a paper, and not for the force: "Members are asked to note".
pub(in crate::intake) fn asks_members(text: &str) -> bool {
    let lower = text.to_lowercase();
    let who = list("clues.asks_members").iter().any(|word| lower.contains(word));
    who && list("clues.asks_members.2").iter().any(|words| lower.contains(words))
}

/// Returns whether a text says that a finding is for others: "This one is for the Home Office".
pub(in crate::intake) fn is_for_others(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase().replace('’', "'"));
    list("clues.is_for_others").iter().any(|words| lower.contains(words))
}

/// Returns what a colour means by the document's own key, in lower case: "Amber – in progress".
pub(in crate::intake) fn key_of(colour: &str, text: &str) -> Option<Status> {
    let lower = text.to_lowercase();
    let at = lower.find(colour)? + colour.len();
    let rest = lower[at..].trim_start_matches([' ', '–', '-', '=', ':', '(']);
    let rest = rest.strip_prefix("means ").or_else(|| rest.strip_prefix("is ")).unwrap_or(rest);
    let end = list("clues.key_of").iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let words = &rest[..end];
    let has = |names: &[&str]| names.iter().any(|name| words.contains(name));
    if has(list("clues.key_of.2")) {
        Some(Status::NotStarted)
    } else if has(list("clues.key_of.3")) {
        Some(Status::InProgress)
    } else if has(list("clues.key_of.4")) {
        Some(Status::Closed)
    } else {
        None
    }
}

/// Returns whether a line is the head of an annex.
pub(in crate::intake) fn is_annex(text: &str) -> bool {
    ["appendix", "appendices", "annex", "schedule "].iter().any(|word| text.to_lowercase().starts_with(word))
        && text.split(' ').count() <= 14
}

/// Returns whether a text says who should do what by when, as the inspectorate words it.
pub(in crate::intake) fn is_order(text: &str) -> bool {
    begins_as_finding(text) || begins_with_deadline(text)
}

/// Returns whether a text names a rank or post: "Det Supt Online Harm", "Head of Forensics".
pub(in crate::intake) fn is_rank(text: &str) -> bool {
    let posts = list("clues.is_rank");
    let lower = format!("{} ", text.to_lowercase());
    posts.iter().any(|post| lower.contains(post)) && !text.ends_with('.')
}

/// Returns whether a text counts findings, in lower case: "made 11 recommendations".
pub(in crate::intake) fn counts_findings(lower: &str) -> bool {
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let is_count = due_date_in_text::count_in_words(pair[0]).is_some() || pair[0] == "no";
        is_count && ["recommendation", "area", "cause", "afi"].iter().any(|noun| pair[1].starts_with(noun))
    })
}

/// Returns whether a text is only a date, with or without the weekday.
pub(in crate::intake) fn is_date(text: &str) -> bool {
    text.len() < 60
        && (Date::from_words(text.trim_end_matches(['.', ','])).is_some() || {
            let text = text.trim();
            let bare = list("clues.is_date").iter().find_map(|name| text.strip_prefix(name));
            let bare = bare.unwrap_or(text).trim();
            // A place may stand before it: "Wakefield, Tuesday 25 November 2025".
            named_days(bare)
                .last()
                .is_some_and(|day| bare[..day.start].split_whitespace().count() <= 2 && day.end + 1 >= bare.len())
        })
}

/// Returns whether a line is a date with a word for what it is the date of: "Response published: 24 January 2024".
pub(in crate::intake) fn is_dated_label(text: &str) -> bool {
    let lower = text.to_lowercase();
    let names = list("clues.is_dated_label");
    names.iter().any(|name| lower.contains(name)) && !named_days(text).is_empty() && !text.ends_with('.')
}

/// Returns whether a sentence says what the chief officer or the force says: "The Chief Constable reports that …".
pub(in crate::intake) fn reports_chief(text: &str) -> bool {
    let lower = format!("{} ", text.to_lowercase().replace('’', "'"));
    let behind = list("clues.reporter").iter().find_map(|name| lower.strip_prefix(name)).or_else(|| {
        // "Kent Police says …"
        let (before, behind) = lower.split_once(" police ")?;
        (before.split(' ').count() <= 3 && text.starts_with(char::is_uppercase)).then_some(behind)
    });
    behind.is_some_and(|behind| behind.split(' ').take(3).any(|word| list("clues.reports").contains(&word.trim_end_matches(','))))
}

/// Returns whether one person speaks in a text: "I", "my".
pub(in crate::intake) fn is_in_first_person(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase().replace('’', "'"));
    list("features.content").iter().any(|word| lower.contains(word))
}

/// Returns the ticked ones of several boxes; the whole text if there are no boxes or none is ticked.
pub(in crate::intake) fn ticked(text: &str) -> String {
    let chosen: Vec<&str> = text
        // Word, web pages and text exports each have their own character for a ticked box.
        .match_indices(['☒', '☑', '✓', '✔'])
        .map(|(at, tick)| text[at + tick.len()..].split(['☒', '☐', '☑', '✓', '✔', '\n']).next().unwrap_or("").trim())
        .collect();
    if chosen.is_empty() { text.to_owned() } else { chosen.join(", ") }
}

/// Returns the status that a cell's words mean, and whether they mean nothing else: "Complete". The words behind a colour may.
pub(in crate::intake) fn status_of(text: &str) -> Option<(Status, bool)> {
    if let Ok(status) = text.parse() {
        return Some((status, true));
    }
    // "Open – on track": open says less than what is behind it.
    if let Some((_, behind)) = text.split_once(['–', '—', '-']).filter(|(before, _)| normal(before) == "open")
        && let Some(status) = status_of(behind).map(|(status, _)| status).or_else(|| status_meant(behind))
    {
        return Some((status, false));
    }
    // "Complete – 30/06/23"
    let text = text.split(['–', '—', '(']).next().unwrap_or(text);
    let words = normal(text);
    const MEAN: [(&str, Status); 6] = [
        ("status.not_started", Status::NotStarted),
        ("status.in_progress", Status::InProgress),
        ("status.pending_sign_off", Status::PendingSignOff),
        ("status.closed", Status::Closed),
        ("status.superseded", Status::Superseded),
        ("status.not_accepted", Status::NotAccepted),
    ];
    let exact = MEAN.iter().find(|(names, _)| list(names).contains(&words.as_str())).map(|(_, status)| (*status, true));
    // "Amber – in progress": the words behind a colour.
    exact.or_else(|| {
        let rest = list("status.colour").iter().find_map(|colour| words.strip_prefix(colour))?;
        MEAN.iter().find(|(names, _)| list(names).contains(&rest)).map(|(_, status)| (*status, false))
    })
}

/// Returns the status that a status cell means by its words, where they are no status of their own: "Yet to commence",
/// "75% complete", "Delivered and signed off". A guess.
pub(in crate::intake) fn status_meant(text: &str) -> Option<Status> {
    let words = format!(" {} ", normal(text));
    // A longer text is a progress report.
    if words.split(' ').count() > 10 {
        return None;
    }
    let has = |names: &str| list(names).iter().any(|word| words.contains(&format!(" {word}")));
    Some(match () {
        () if has("status.stem.waits") && has("status.stem.start") || has("status.stem.not_started") => Status::NotStarted,
        () if has("status.stem.in_progress") => Status::InProgress,
        () if has("status.stem.closed") => {
            if has("status.stem.waits") {
                Status::InProgress
            } else {
                Status::Closed
            }
        }
        () if has("status.stem.start") => Status::InProgress,
        () => return None,
    })
}

/// Returns whether a text only gives a status: "In progress", "Partially delivered".
pub(in crate::intake) fn is_status(text: &str) -> bool {
    let is_short = text.split_whitespace().count() <= 4 && !text.ends_with(['.', ':', ';', ',']);
    status_of(text).is_some() || is_short && status_meant(text).is_some()
}

/// Whether a finding is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Acceptance {
    /// In full.
    Full,
    /// In part, or in principle.
    Part,
    /// Not.
    No,
}

/// Returns whether a finding is accepted, if the text says only that.
pub(in crate::intake) fn acceptance(text: &str) -> Option<Acceptance> {
    Some(match normal(text).as_str() {
        "accepted" | "agreed" | "accepted in full" | "fully accepted" | "agreed in full" | "we accept" | "i accept" => {
            Acceptance::Full
        }
        "partially accepted"
        | "partly accepted"
        | "accepted in part"
        | "accepted in principle"
        | "partially agreed"
        | "agreed in part"
        | "agreed in principle"
        | "part accepted" => Acceptance::Part,
        "not accepted" | "rejected" | "not agreed" => Acceptance::No,
        _ => return None,
    })
}

/// Returns whether a line is only a way to reach somebody: a telephone number, an address on the web.
pub(in crate::intake) fn is_contact(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_ascii_digit()).count();
    let has = list("clues.is_contact");
    let lower = text.to_lowercase();
    text.split(' ').count() <= 14 && (has.iter().any(|word| lower.contains(word)) || digits >= 9 && text.len() < 60)
}

/// Returns whether a text has words of a web site, in lower case.
pub(in crate::intake) fn is_of_site(lower: &str) -> bool {
    let site = list("clues.is_of_site");
    site.iter().any(|word| lower.contains(word))
        || (lower.contains(" > ") || lower.contains(" » ") || lower.matches(" / ").count() > 1)
            && !lower.trim().ends_with('.')
            && lower.len() < 120
        || lower.trim_start().starts_with("posted ")
        || lower.contains(" last updated")
        // A box to tick outside of the form's fields is for the office that sends it.
        || lower.trim_start().starts_with(['☒', '☐', '☑']) && lower.split(' ').count() <= 14
}

/// Returns whether a label names the subject of a letter: "Re", "Subject".
pub(in crate::intake) fn is_subject(label: &str) -> bool {
    matches!(normal(label).as_str(), "re" | "subject" | "regarding")
}

/// Returns whether a line is the salutation of a letter.
pub(in crate::intake) fn is_salutation(text: &str) -> bool {
    (text.starts_with("Dear ") || text == "Dear" || text.contains("/ Dear ") || text.starts_with("Annwyl "))
        && text.chars().count() <= 120
}

/// Returns whether a line is the closing of a letter.
pub(in crate::intake) fn is_closing(text: &str) -> bool {
    let closings = list("clues.is_closing");
    let lower = text.trim().to_lowercase();
    let words = text.split(' ').count();
    closings.iter().any(|closing| {
        let ends = lower.trim_end_matches([',', '.']).ends_with(closing);
        lower.starts_with(closing) && words <= 14 || ends && words <= 6
    })
}

/// Returns whether a line names a chief officer: "Jo Specimen, Chief Constable of Kent".
pub(in crate::intake) fn names_chief(text: &str) -> bool {
    list("clues.names_chief").iter().any(|title| text.contains(title))
}

/// Returns whether a line is of a postal address, or names who is written to.
pub(in crate::intake) fn is_address(text: &str) -> bool {
    let lower = text.to_lowercase();
    let names = list("clues.is_address");
    let has = list("clues.is_address.2");
    let words = text.split(' ').count();
    words <= 22 && names.iter().any(|name| lower.starts_with(name)) && !text.ends_with('.')
        || words <= 12 && !text.ends_with('.') && (has.iter().any(|name| lower.contains(name)) || has_postcode(text))
}

/// Returns whether a text has a postcode: "SW1P 4DF".
fn has_postcode(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',']).collect();
    words.windows(2).any(|pair| {
        let outward = (2..=4).contains(&pair[0].len())
            && pair[0].starts_with(|c: char| c.is_ascii_uppercase())
            && pair[0].chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            && pair[0].contains(|c: char| c.is_ascii_digit());
        let inward: Vec<char> = pair[1].trim_end_matches('.').chars().collect();
        outward && matches!(inward[..], [a, b, c] if a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_uppercase())
    })
}

/// Returns whether a text has a verb of a statement, in lower case.
pub(in crate::intake) fn has_verb(lower: &str) -> bool {
    let verbs = list("clues.has_verb");
    verbs.iter().any(|verb| lower.contains(verb))
}
