//! Finds whom a recommendation is addressed to, by its own words.

use super::list;
use crate::model::{Addressee, Date, due_date_in_text};

/// Returns the bodies that should act: the subject of "should", without the deadline and without bodies that only help.
///
/// "By 31 December 2025, the National Crime Agency, in consultation with the Home Office, should …" gives the National Crime
/// Agency.
/// Empty if the sentence has another structure.
pub(in crate::intake) fn lead_bodies(text: &str, report_published: Date) -> Vec<Addressee> {
    let text = text.trim_start_matches(['*', '_', '>', ' ', '“', '"', '–', '-', '•']);
    // "We recommend that, within three months, …"
    let asks = [
        "we recommend that",
        "hmicfrs recommends that",
        "hmic recommends that",
        "it asks that",
        "it recommends that",
        "it is recommended that",
    ];
    let lead =
        asks.iter().find_map(|asks| text.get(..asks.len()).filter(|start| start.eq_ignore_ascii_case(asks)).map(|_| asks.len()));
    let text = text[lead.unwrap_or(0)..].trim_start_matches([',', ' ']);
    let lower = text.to_lowercase();
    // Lower-casing can change a text's length outside of ASCII. Then byte positions do not match, and nothing is returned.
    if lower.len() != text.len() {
        return Vec::new();
    }
    let Some(end) = [" should", " must", " needs to", " need to"].iter().filter_map(|verb| lower.find(verb)).min() else {
        return Vec::new();
    };
    let Some(mut subject) = text.get(..end) else { return Vec::new() };
    if let Some(due) = due_date_in_text::find(subject, report_published) {
        let before = due.printed.as_ptr() as usize - subject.as_ptr() as usize;
        let after = &subject[before + due.printed.len()..];
        subject = if after.trim_matches([',', ' ']).is_empty() { &subject[..before] } else { after };
    }
    if subject.trim_start_matches([',', ' ']).starts_with("to be reviewed") {
        subject = subject.trim_start_matches([',', ' ']).split_once(", ").map_or("", |(_, behind)| behind);
    }
    // "If forces haven't yet done so, chief constables should …" is chief constables'.
    if ["if ", "where ", "when ", "unless "].iter().any(|word| subject.trim_start().to_lowercase().starts_with(word)) {
        let Some((_, behind)) = subject.rsplit_once(", ") else { return Vec::new() };
        subject = behind;
    }
    let helpers = list("addressee.lead_bodies");
    let lower = subject.to_lowercase();
    let helped = helpers.iter().filter_map(|helper| lower.find(helper)).min();
    let subject = helped.and_then(|at| subject.get(..at)).unwrap_or(subject).trim_matches([',', ' ', ':', '\u{a0}']);
    // A longer subject is a clause, not a list of bodies.
    if subject.is_empty() || subject.split_whitespace().count() > 40 || subject.contains(['.', ';', ':', '?']) {
        return Vec::new();
    }
    let names = split_names(subject);
    // A fragment of a deadline or clause is no body; if there is one, the split was wrong and nobody is named.
    if names.iter().any(|name| !is_name(name)) {
        return Vec::new();
    }
    names.into_iter().map(|name| Addressee::from(name.as_str())).collect()
}

/// Returns the body that a sentence names first as one that acts, where nothing is the subject of "should": "It is vital that
/// every police force checks …", "HMICFRS urged chief officers to …". A guess.
pub(in crate::intake) fn named_body(text: &str) -> Option<Addressee> {
    let sentence = text.split(". ").next()?;
    let lower = sentence.to_lowercase();
    let whole = |at: usize, name: &str| {
        !lower[..at].ends_with(char::is_alphanumeric)
            && !lower[at + name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '’' || c == '\'')
    };
    let acts = |at: usize, name: &str| {
        let before = lower[..at].trim_end().rsplit(' ').next().unwrap_or("");
        // "for forces to check" is theirs; "for forces" alone is not.
        let asked = before == "for" && lower[at + name.len()..].starts_with(" to ");
        asked || !list("addressee.not_before").contains(&before)
    };
    let first = list("addressee.bodies")
        .iter()
        .flat_map(|name| lower.match_indices(name).map(move |(at, _)| (at, *name)))
        .filter(|(at, name)| whole(*at, name) && acts(*at, name))
        .min_by_key(|(at, name)| (*at, std::cmp::Reverse(name.len())))?;
    let name = first.1.strip_prefix("the ").unwrap_or(first.1);
    Some(Addressee::from(name))
}

fn is_name(name: &str) -> bool {
    let clauses = list("addressee.is_name");
    let first = name.split(' ').next().unwrap_or("").trim_start_matches('(').to_lowercase();
    // "The constabulary does not always meet …" is a clause.
    let is_clause = [" does ", " do ", " is ", " are ", " has ", " have ", " not "].iter().any(|verb| name.contains(verb));
    !name.contains(|c: char| c.is_ascii_digit()) && !name.starts_with('(') && !is_clause && !clauses.contains(&first.as_str())
}

/// Splits a subject into names.
///
/// "the Home Office, the College of Policing and chief constables" gives three, "police and crime commissioners" one.
fn split_names(subject: &str) -> Vec<String> {
    let guarded = subject
        .replace(" and crime", "\u{1}and\u{1}crime")
        .replace(" and Crime", "\u{1}and\u{1}Crime")
        .replace(", fire", "\u{2}fire");
    let guarded = guarded
        .replace(" and Rescue", "\u{1}and\u{1}Rescue")
        .replace(" and rescue", "\u{1}and\u{1}rescue")
        .replace(", Fire", "\u{2}Fire");
    guarded
        .split(',')
        .flat_map(|part| part.split(" and "))
        .map(|name| name.replace('\u{1}', " ").replace('\u{2}', ", "))
        .map(|name| {
            let name = name.trim();
            let name = name.strip_prefix("and ").unwrap_or(name);
            name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name).trim().to_owned()
        })
        .filter(|name| !name.is_empty())
        .map(|name| if is_common(&name) { name.to_lowercase() } else { name })
        .collect()
}

/// Returns whether a name is capitalised only because it starts the sentence: "Chief constables", but not "Home Office".
fn is_common(name: &str) -> bool {
    let mut words = name.split(' ');
    words.next().is_some_and(|first| first.starts_with(char::is_uppercase) && first.chars().skip(1).all(char::is_lowercase))
        && name.contains(' ')
        && words.all(|word| word.chars().all(|c| !c.is_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        lead_bodies(text, "2025-05-16".parse().unwrap()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_lead_is_named_and_the_helpers_are_not() {
        assert_eq!(
            names("By 31 December 2025, the National Crime Agency, in consultation with the Home Office, should act."),
            ["National Crime Agency"]
        );
        assert_eq!(
            names("By May 2026, chief constables, working with the College of Policing, should act."),
            ["chief constables"]
        );
        assert_eq!(
            names("The Home Office, the College of Policing and police and crime commissioners should act."),
            ["Home Office", "College of Policing", "police and crime commissioners"]
        );
        assert_eq!(names("The force should, within three months:"), ["force"]);
        assert_eq!(names("If forces haven't yet done so, chief constables should act."), ["chief constables"]);
    }

    #[test]
    fn a_piece_of_a_clause_is_nobody() {
        for text in [
            "By 31 December, chief constables should act.",
            "Within 6 to 9 months, chief constables should act.",
            "Within six months of the College publishing its guidance, chief constables should act.",
            "Neither the NCA nor chief constables should act.",
            "Subject to funding, forces should act.",
        ] {
            assert!(names(text).is_empty(), "{text}: {:?}", names(text));
        }
    }

    #[test]
    fn a_sentence_built_otherwise_names_nobody() {
        assert!(names("Act now.").is_empty());
        assert!(names("We saw many things. They should stop.").is_empty());
    }

    #[test]
    fn the_body_that_acts_is_named_in_other_sentences() {
        for (text, body) in [
            ("It is essential that every police force demonstrates it.", Some("every police force")),
            ("Improvements are sought in how the constabulary records crime.", Some("constabulary")),
            ("It is time for chief officers to act.", Some("chief officers")),
            ("Improve the supervision of investigations by forces.", None),
            ("Act now.", None),
        ] {
            assert_eq!(named_body(text).map(|name| name.to_string()).as_deref(), body, "{text}");
        }
    }
}
