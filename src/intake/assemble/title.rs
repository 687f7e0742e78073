//! Finds the title of the report: candidates in order of how surely they are it.

use crate::intake::SourcePlace;
use crate::intake::label::{Fact, Labelled, Role};
use crate::intake::phrases::clues;
use crate::intake::phrases::head::Head;
use crate::intake::phrases::list;
use crate::intake::phrases::normalized_text::without_number;
use crate::intake::phrases::office_name::{is_name, office_in};
use crate::intake::phrases::prose_date::report_published;
use crate::intake::readers::text::without_emphasis;
use crate::intake::segment::{Piece, PieceForm};

/// A title that a document may give its report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TitleCandidate {
    /// The title.
    pub(super) title: String,
    /// Its place.
    pub(super) at: SourcePlace,
    /// How it was found; empty for a label's value.
    pub(super) how: &'static str,
}

/// Returns the titles that the document may give its report, the best first.
pub(super) fn candidates(labelled: &[Labelled]) -> Vec<TitleCandidate> {
    let mut found: Vec<(u8, TitleCandidate)> = Vec::new();
    let mut add = |rank: u8, title: &str, at, how| {
        let title = tidy(title);
        if title.chars().filter(|c| c.is_alphabetic()).count() > 3
            && !found.iter().any(|(_, known): &(u8, TitleCandidate)| known.title == title)
        {
            found.push((rank, TitleCandidate { title, at, how }));
        }
    };
    // A title may go over two lines, and a second letter says it again.
    for run in labelled.chunk_by(|before, one| before.role == one.role) {
        if run[0].role == Role::Fact(Fact::Title) {
            let value = run.iter().map(|one| one.piece.text.as_str()).collect::<Vec<_>>().join(" ");
            add(0, &value, run[0].piece.at, "");
        }
    }
    let dear = labelled.iter().take(60).position(|one| clues::is_salutation(&one.piece.plain));
    let first_prose = labelled
        .iter()
        .position(|one| matches!(one.role, Role::Statement(..) | Role::Answer(..) | Role::Asks(..) | Role::About))
        .unwrap_or(labelled.len());
    for (i, one) in labelled.iter().enumerate() {
        let (piece, text) = (&one.piece, one.piece.plain.as_str());
        if piece.cell.as_ref().is_some_and(|cell| cell.has_column_heads) {
            continue;
        }
        if let Some(subject) = subject(piece).filter(|_| i < 40) {
            // "PEEL – s55 comments" is the subject of the letter, and only near the report's title.
            let lower = subject.to_lowercase();
            let is_own = list("title.own").iter().any(|word| lower.contains(word)) && response_to(subject).is_none();
            add(if is_own { 4 } else { 1 }, set_off(subject).unwrap_or(subject), piece.at, "the subject");
        }
        // The line below "Dear" is the letter's subject.
        let is_line = piece.words() >= 3 && piece.words() <= 40 && !text.ends_with(['.', ',', ';', ':']);
        if dear.is_some_and(|dear| i == dear + 1) && is_line && subject(piece).is_none() {
            add(1, set_off(text).unwrap_or(text), piece.at, "the subject of the letter");
        }
        let is_heading = matches!(piece.form, PieceForm::Heading(_));
        if let Some(title) = set_off(&piece.text.replace("**", "")) {
            let lower = text.to_lowercase();
            let of_report = is_heading && i < 30 || list("title.candidates").iter().any(|word| lower.contains(word));
            if of_report && !matches!(one.role, Role::Asks(..)) {
                let rank = if report_published(text).is_some() || is_heading { 2 } else { 4 };
                add(rank, title, piece.at, "the title that the text sets off");
            }
        }
        let is_head = matches!(piece.form, PieceForm::Heading(_)) || i <= first_prose && is_line && piece.form == PieceForm::Text;
        if is_head && i < 30 && i <= first_prose + 2 {
            let bare = without_number(text);
            let after = response_to(bare);
            let names = clues::names_report(bare);
            let head = Head::of(bare, false);
            match after {
                Some(after) if after.split(' ').count() > 1 => add(3, after, piece.at, "the heading"),
                _ if head.is_none() && named_in(bare).is_some() => {
                    add(3, named_in(bare).unwrap_or(bare), piece.at, "the heading");
                }
                _ if head.is_some() && !matches!(head, Some(Head::Title(_)))
                    || is_office(bare)
                    || clues::is_address(bare)
                    || clues::is_date(bare)
                    || clues::is_salutation(bare)
                    || is_name(bare) => {}
                _ if names => add(5, bare, piece.at, "a line that names an inspection"),
                _ if matches!(piece.form, PieceForm::Heading(level) if level < 7) => add(6, bare, piece.at, "the first heading"),
                _ if matches!(piece.form, PieceForm::Heading(_)) => add(7, bare, piece.at, "a heading"),
                _ if is_line && !clues::is_dated_label(bare) && !clues::is_of_site(&bare.to_lowercase()) => {
                    add(8, bare, piece.at, "a line above the response")
                }
                _ => {}
            }
        }
        // "the HMICFRS report Stolen tractors, published on …": capital words behind "report".
        if let Some(title) = named_in(text) {
            add(9, title, piece.at, "the words behind “report”");
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    let mut titles: Vec<TitleCandidate> = found.into_iter().map(|(_, title)| title).collect();
    // "No wrong number" is short for "No wrong number: how the police answer".
    let whole = titles.first().and_then(|best| {
        let goes_on = |title: &str| {
            title
                .strip_prefix(best.title.as_str())
                .is_some_and(|rest| rest.starts_with([':', '–', '?']) || rest.starts_with(" –"))
        };
        titles.iter().position(|other| !best.how.is_empty() && goes_on(&other.title))
    });
    if let Some(at) = whole {
        let whole = titles.remove(at);
        titles.insert(0, whole);
    }
    titles
}

/// Returns the subject that a line names: "Re: …", "Subject: …".
fn subject(piece: &Piece) -> Option<&str> {
    let text = without_emphasis(&piece.plain);
    let (name, rest) = text.split_once(':')?;
    let is_subject = matches!(name.trim().to_lowercase().as_str(), "re" | "subject" | "regarding" | "title" | "rep");
    (is_subject && rest.split_whitespace().count() > 1).then_some(rest.trim())
}

/// Returns what a response's title says that it responds to: "PCC response to HMICFRS report: …".
fn response_to(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let at = list("title.response_to").iter().filter_map(|words| Some(lower.find(words)? + words.len())).min()?;
    Some(text[at..].trim())
}

fn is_office(text: &str) -> bool {
    let lower = text.to_lowercase();
    // "Office of the Police, Fire and Crime Commissioner for West Mercia" has eleven words.
    office_in(text).is_some()
        && text.split_whitespace().count() <= 11
        && !lower.contains("response")
        && !clues::names_report(text)
}

/// Returns a title in italics or quotation marks.
fn set_off(text: &str) -> Option<&str> {
    [("“", "”"), ("‘", "’"), ("\"", "\""), ("'", "'"), ("*", "*")].iter().find_map(|(open, close)| {
        let at = text
            .match_indices(open)
            .map(|(at, _)| at)
            .find(|at| text[..*at].is_empty() || text[..*at].ends_with([' ', '(', '*']))?;
        let rest = &text[at + open.len()..];
        // The closing mark is no apostrophe: behind it no letter stands.
        let end = rest
            .match_indices(close)
            .map(|(end, _)| end)
            .find(|end| !rest[end + close.len()..].starts_with(|c: char| c.is_alphanumeric()))?;
        let title = rest[..end].trim().trim_matches('*').trim_end_matches([',', '.']);
        let words = title.split_whitespace().count();
        // A word alone may be emphasis, and more than 30 are a quotation.
        ((1..=30).contains(&words) && title.len() > 4 && title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
            .then_some(title)
    })
}

/// Returns the capitalised words behind "report": "the HMICFRS report Stolen tractors, published …".
fn named_in(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let at = list("title.named_in").iter().find_map(|words| {
        lower
            .match_indices(words)
            .map(|(at, words)| at + words.len())
            .find(|at| text[*at..].starts_with(|c: char| c.is_uppercase()))
    })?;
    let rest = &text[at..];
    let end = list("title.named_in.2").iter().filter_map(|words| rest.find(words)).min().unwrap_or(rest.len());
    let title = rest[..end].trim_end_matches(['.', ',']);
    (title.split(' ').count() >= 3 && title.len() < 160).then_some(title)
}

/// Returns a title without what is around it: "HMICFRS report:", quotation marks, a date behind it, capitals throughout.
fn tidy(text: &str) -> String {
    let joined = text.replace("\\\n", " ").replace("**", "").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut title = without_emphasis(&joined).trim();
    for _ in 0..4 {
        let before = title;
        let leads = list("title.tidy");
        for lead in leads.iter().filter(|lead| !matches!(**lead, "report on an ")) {
            let Some(start) = title.get(..lead.len()).filter(|start| start.eq_ignore_ascii_case(lead)) else { continue };
            let rest = &title[start.len()..];
            // "HMICFRS inspection of …" keeps its first word: only words before the title proper go.
            let may_go = match lead.trim() {
                "hmicfrs" | "hmic" => {
                    rest.to_lowercase().starts_with("report") || rest.starts_with(['‘', '“', '"', '\'', ':', '–', '-'])
                }
                "the" => rest.to_lowercase().starts_with("hmic") || rest.starts_with(['‘', '“', '"', '\'']),
                _ => true,
            };
            if may_go && !rest.is_empty() {
                title = rest;
            }
        }
        let bare = title.trim_start_matches("report ").trim_start_matches("Report ");
        if bare.len() < title.len() && bare.starts_with(|c: char| "‘“\"'".contains(c) || c.is_uppercase()) {
            title = bare;
        }
        title = title.trim().trim_start_matches([':', '–', '-', ' ']);
        let inside = [("“", "”"), ("‘", "’"), ("\"", "\""), ("'", "'"), ("*", "*")]
            .iter()
            .find_map(|(open, close)| title.strip_prefix(open)?.strip_suffix(close));
        title = inside.filter(|inside| !inside.contains(['“', '”', '"'])).unwrap_or(title);
        if title == before {
            break;
        }
    }
    // "Improvement action plan – PEEL 2023–25": what stands behind the name of the document.
    let behind = [" – ", ": ", " - "].iter().find_map(|joint| title.split_once(joint)).filter(|(before, behind)| {
        let before = before.to_lowercase();
        ["action plan", "delivery plan", "tracker", "response", "comments"].iter().any(|word| before.ends_with(word))
            && clues::names_report(behind)
    });
    let title = behind.map_or(title, |(_, behind)| behind);
    let lower = title.to_lowercase();
    let cut = list("title.tidy.2").iter().filter_map(|words| lower.rfind(words)).min();
    let title = cut.filter(|_| lower.len() == title.len()).and_then(|at| title.get(..at)).unwrap_or(title);
    // "(HMICFRS, 2023)" cites it.
    let cited =
        title.strip_suffix(')').and_then(|inside| inside.rsplit_once(" (")).filter(|(_, inside)| clues::names_report(inside));
    let title = cited.map_or(title, |(before, _)| before);
    let title = without_emphasis(title.trim_end_matches([',', ';', ':']));
    let mut title = joined_years(title);
    if title.chars().any(char::is_alphabetic) && !title.chars().any(char::is_lowercase) && title.len() > 8 {
        title = sentence_case(&title);
    }
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Returns a title with the years of a period together: "2023– 25" is printed over two lines.
fn joined_years(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let before: Vec<char> = out.chars().rev().take(3).collect();
        if let ([' ', '–' | '-', digit, ..], true) = (&before[..], c.is_ascii_digit())
            && digit.is_ascii_digit()
        {
            out.pop();
        }
        out.push(c);
    }
    out
}

/// Returns a title that is printed in capitals with small letters; names that cannot be known stay for a person to correct.
fn sentence_case(title: &str) -> String {
    let mut small = title.to_lowercase();
    for name in list("title.sentence_case") {
        let lower = name.to_lowercase();
        let whole = |small: &str, at: usize| {
            !small[..at].ends_with(char::is_alphanumeric) && !small[at + lower.len()..].starts_with(char::is_alphanumeric)
        };
        while let Some(at) = small.match_indices(&lower).map(|(at, _)| at).find(|at| whole(&small, *at)) {
            small.replace_range(at..at + lower.len(), name);
        }
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_what_is_left_of_the_title_of_the_response() {
        for (text, title) in [
            ("HMICFRS report ‘Left in the field’", "Left in the field"),
            ("HMICFRS Report: Kent – tractor theft inspection, second visit", "Kent – tractor theft inspection, second visit"),
            ("an inspection of roads", "An inspection of roads"),
            ("PEEL 2023– 25: An inspection", "PEEL 2023–25: An inspection"),
            ("*Serious crime in the region*, published 3 October 2023", "Serious crime in the region"),
            ("ANNUAL ASSESSMENT OF POLICING IN ENGLAND", "Annual assessment of policing in England"),
        ] {
            assert_eq!(tidy(text), title, "{text}");
        }
    }

    #[test]
    fn a_title_is_set_off_by_marks_of_any_kind_and_by_no_apostrophe() {
        assert_eq!(set_off("the report 'Stolen tractors' that was"), Some("Stolen tractors"));
        assert_eq!(set_off("the report “Stolen tractors: a view” of"), Some("Stolen tractors: a view"));
        assert_eq!(set_off("the force's plan and the Mayor's view"), None);
    }
}
