//! Recognises how prose names a finding: by a label before its words, or inside a sentence.

use super::addressee;
use super::finding_label::{bare_label, finding_label};
use super::list;
use crate::model::{Date, FindingKind, due_date_in_text};

const NAMES: [(&str, FindingKind); 5] = [
    ("recommendation", FindingKind::Recommendation),
    ("area for improvement", FindingKind::AreaForImprovement),
    ("afi", FindingKind::AreaForImprovement),
    ("cause of concern", FindingKind::CauseOfConcern),
    ("cause for concern", FindingKind::CauseOfConcern),
];

/// Parses the label before the text of a finding or answer: kind, numbers, and the text.
///
/// "Recommendations 2 and 4 are for others" is a sentence, so it has no label.
pub(in crate::intake) fn inline_label(text: &str) -> Option<(FindingKind, Vec<String>, &str)> {
    if let Some(kind) = bare_label(text) {
        return Some((kind, Vec::new(), ""));
    }
    if let Some((kind, numbers, rest)) = finding_label(text) {
        // "Recommendation 1 (for the force): …"
        if let Some((_, behind)) = rest.strip_prefix('(').and_then(|inside| inside.split_once("):"))
            // The addressee in brackets between label and text; longer brackets are part of the text.
            && rest.len() - behind.len() < 80
        {
            return Some((kind, numbers, behind.trim_start()));
        }
        let label = text[..text.len() - rest.len()].trim_end_matches([' ', '\u{a0}']);
        let parted = label.ends_with([':', '.', '-', '–', '—', ')', '|', '\n', '\\', '*']);
        return (parted || rest.is_empty() || begins_as_finding(rest)).then_some((kind, numbers, rest));
    }
    NAMES.iter().find_map(|(name, kind)| {
        let text = text.trim_start();
        let rest = text.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &text[name.len()..])?;
        let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix("\\\n"))?;
        Some((*kind, Vec::new(), rest.trim_start()))
    })
}

/// Returns whether a text begins like a recommendation: with a deadline, or with somebody who should act.
pub(in crate::intake) fn begins_as_finding(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && (begins_with_deadline(text) || !addressee::lead_bodies(text, any_day()).is_empty())
}

/// Returns whether a text begins with a deadline and says who should act.
pub(in crate::intake) fn begins_with_deadline(text: &str) -> bool {
    due_date_in_text::find(text, any_day()).is_some_and(|due| text.starts_with(due.printed)) && says_should(text)
}

/// Returns a date to count from when only the words matter: no period can be counted from the last possible date.
pub(in crate::intake) fn any_day() -> Date {
    Date::new(2000, 1, 1).unwrap_or(Date::LAST)
}

/// Returns whether a text says that somebody should do something.
pub(in crate::intake) fn says_should(text: &str) -> bool {
    let lower = text.to_lowercase();
    list("finding_mention.says_should").iter().any(|verb| lower.contains(verb))
}

/// Returns the findings named at the start of a sentence: "In response to recommendations 10 and 22, …", "On the fourth
/// area …".
pub(in crate::intake) fn refers_to(text: &str) -> Option<(FindingKind, Vec<String>)> {
    let openings = list("finding_mention.refers_to");
    let ordinals = list("finding_mention.refers_to.2");
    let lower = text.trim_start().to_lowercase();
    // "Recommendation 2 is accepted."
    if let Some((kind, numbers, rest)) = finding_label(text)
        && list("finding_mention.refers_to.3").iter().any(|verb| rest.starts_with(verb))
    {
        return Some((kind, numbers));
    }
    let rest = openings.iter().find_map(|opening| lower.strip_prefix(opening)).or_else(|| {
        (lower.starts_with("the ") || ordinals.iter().any(|name| lower.starts_with(name))).then_some(lower.as_str())
    })?;
    let rest = rest.strip_prefix("the ").or_else(|| rest.strip_prefix("your ")).unwrap_or(rest);
    if let Some((kind, numbers, _)) = finding_label(rest) {
        return Some((kind, numbers));
    }
    // "The first and the fourth recommendations"
    let mut numbers = Vec::new();
    let kinds = [("area", FindingKind::AreaForImprovement), ("recommendation", FindingKind::Recommendation)];
    for word in rest.split_whitespace() {
        match ordinals.iter().position(|name| *name == word.trim_end_matches(',')) {
            Some(at) => numbers.push((at + 1).to_string()),
            None if matches!(word, "and" | "the") => {}
            None => {
                let (_, kind) = kinds.iter().find(|(name, _)| word.starts_with(name))?;
                return (!numbers.is_empty()).then_some((*kind, numbers));
            }
        }
    }
    None
}

/// Returns the finding that the start of a sentence names before it quotes it: "On the first recommendation, that", "I turn to
/// recommendation 4, which reads:", "On the second,".
pub(in crate::intake) fn before_quotation(text: &str) -> Option<(FindingKind, String)> {
    let lower = text.trim().trim_end_matches([',', ':']).to_lowercase();
    let all: Vec<&str> = lower.split_whitespace().map(|word| word.trim_matches([',', ':', '(', ')'])).collect();
    let opens = text.trim_end().ends_with([',', ':']) || list("finding_mention.before_quotation").contains(all.last()?);
    // "As recommendation 3: see there." answers another finding.
    let compares = all.first() == Some(&"as") && !matches!(all.get(1), Some(&("to" | "for" | "regards")));
    if !opens || compares || all.len() > 16 {
        return None;
    }
    let ordinals = list("finding_mention.refers_to.2");
    let number = |word: &str| ordinals.iter().position(|name| *name == word).map(|at| (at + 1).to_string());
    let kind_at = |at: usize| NAMES.iter().find(|(name, _)| all[at..].join(" ").starts_with(name)).map(|(_, kind)| *kind);
    // The words behind the name are few: "…, which is that".
    (0..all.len()).rev().take(8).find_map(|at| {
        let behind = all.get(at + 1).map(|word| word.trim_start_matches("no.")).filter(|word| word.parse::<u32>().is_ok());
        let before = at.checked_sub(1).and_then(|before| number(all[before]));
        if let Some(kind) = kind_at(at) {
            // "Its recommendation is that"
            let is_one = (1..=2).contains(&at) && matches!(all[at - 1], "its" | "the" | "this" | "their");
            let number = behind.map(str::to_owned).or(before);
            return Some((kind, number.or(is_one.then(String::new))?));
        }
        // "On the second," names no kind.
        // "The second is that"
        let rest_is_verb =
            all[at + 1..].iter().all(|word| matches!(*word, "is" | "was" | "that" | "asks" | "one" | "of" | "these" | "reads"));
        let alone = rest_is_verb && at >= 1 && matches!(all[at - 1], "the" | "and");
        Some((FindingKind::Recommendation, number(all[at]).filter(|_| alone && all.len() <= 7)?))
    })
}

/// Returns the finding whose answer a text refers to: "See my answer to area for improvement 1", "see recommendation 3".
pub(in crate::intake) fn referenced_finding(text: &str) -> Option<(FindingKind, String)> {
    let lower = text.trim_start().to_lowercase();
    let rest = lower.strip_prefix("please ").unwrap_or(&lower).strip_prefix("see ")?;
    let rest = ["my ", "our ", "the "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let rest = ["answer to ", "response to ", "answer under ", "response under "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let (kind, numbers, _) = finding_label(rest)?;
    Some((kind, numbers.into_iter().next()?))
}

/// Returns the kind of findings that a text names last, in whatever number: "These two causes of concern have a recommendation".
pub(in crate::intake) fn last_kind_named(text: &str) -> Option<FindingKind> {
    const NOUNS: [(&str, FindingKind); 4] = [
        ("for improvement", FindingKind::AreaForImprovement),
        ("recommendation", FindingKind::Recommendation),
        ("of concern", FindingKind::CauseOfConcern),
        ("for concern", FindingKind::CauseOfConcern),
    ];
    let lower = text.to_lowercase();
    let named = NOUNS.iter().filter_map(|(noun, kind)| Some((lower.rfind(noun)?, *kind)));
    named.max_by_key(|(at, _)| *at).map(|(_, kind)| kind)
}

/// Returns whether a text is about several findings together.
pub(in crate::intake) fn is_plural(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase());
    let many = list("finding_mention.is_plural");
    many.iter().any(|words| lower.contains(words))
}

/// Returns whether a text is about several findings, or about the response as a whole.
pub(in crate::intake) fn is_general(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase());
    let whole = list("finding_mention.is_general");
    whole.iter().any(|words| lower.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_before_its_words_and_a_sentence_has_none() {
        let of = |text| inline_label(text).map(|(kind, numbers, rest)| (kind.prefix(), numbers.join("+"), rest.to_owned()));
        assert_eq!(of("Recommendation 1: Act now."), Some(("R", "1".into(), "Act now.".into())));
        assert_eq!(
            of("Recommendation 1 By May 2026, forces should act."),
            Some(("R", "1".into(), "By May 2026, forces should act.".into()))
        );
        assert_eq!(of("Recommendation: act"), Some(("R", String::new(), "act".into())));
        assert_eq!(of("Area for improvement"), Some(("AFI", String::new(), String::new())));
        assert_eq!(of("Recommendation 1\\\nThere should be one."), Some(("R", "1".into(), "There should be one.".into())));
        assert_eq!(of("Recommendations 2 and 4 are made to others."), None);
        assert_eq!(of("Recommendations are many"), None);
    }

    #[test]
    fn a_sentence_may_name_the_findings_that_it_answers() {
        let of = |text| refers_to(text).map(|(kind, numbers)| (kind.prefix(), numbers.join("+")));
        assert_eq!(of("In response to recommendations 10 and 22, a team was made."), Some(("R", "10+22".into())));
        assert_eq!(of("On the fourth area I have nothing to say."), Some(("AFI", "4".into())));
        assert_eq!(of("On 1 December the report came."), None);
        assert_eq!(
            referenced_finding("See my answer to area for improvement 1: it is done.").map(|(_, number)| number),
            Some("1".into())
        );
        assert_eq!(referenced_finding("See the report."), None);
    }

    #[test]
    fn of_several_kinds_the_last_one_is_announced() {
        for (text, kind) in [
            ("The cause of concern has two recommendations:", Some(FindingKind::Recommendation)),
            ("Beside its recommendations it names two areas for improvement:", Some(FindingKind::AreaForImprovement)),
            ("It found one Cause for Concern:", Some(FindingKind::CauseOfConcern)),
            ("It asks the force to:", None),
        ] {
            assert_eq!(last_kind_named(text), kind, "{text}");
        }
    }

    #[test]
    fn a_sentence_may_name_a_finding_before_it_quotes_it() {
        let of = |text| before_quotation(text).map(|(kind, number)| format!("{}{number}", kind.prefix()));
        for (text, finding) in [
            ("On the first recommendation, that", Some("R1")),
            ("I turn to the fourth recommendation, which reads:", Some("R4")),
            ("Recommendation 7 asks that", Some("R7")),
            ("On the second,", Some("R2")),
            ("The second is that", Some("R2")),
            ("Its recommendation is that", Some("R")),
            ("The third area for improvement is that", Some("AFI3")),
            ("I welcome the report,", None),
            ("As recommendation 3", None),
            ("As recommendation 3:", None),
            ("On the second of May,", None),
            ("The first recommendation has been met and the Chief Constable says", None),
        ] {
            assert_eq!(of(text).as_deref(), finding, "{text}");
        }
    }
}
