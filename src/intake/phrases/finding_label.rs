//! The labels of findings: "Recommendation 4", "AFI 2", "R1."

use super::normalized_text::{LONGEST, normal};
use crate::model::{FindingKind, due_date_in_text};

/// Returns the kind of a label without a number, if the text has nothing else: "Recommendation:", "Area for improvement".
pub(in crate::intake) fn bare_label(text: &str) -> Option<FindingKind> {
    if text.len() > LONGEST {
        return None;
    }
    Some(match normal(text).as_str() {
        "recommendation" => FindingKind::Recommendation,
        "area for improvement" | "area identified for improvement" | "afi" => FindingKind::AreaForImprovement,
        "cause of concern" | "cause for concern" => FindingKind::CauseOfConcern,
        _ => return None,
    })
}

/// Parses a finding's label at the start of a text: its kind, its numbers, and the text after them.
///
/// "Recommendation 4 – Plans" is the recommendation 4, and "Plans"; "Recommendations 10 and 22" has two numbers;
/// a label printed twice counts once. `None` if the text starts differently.
pub(in crate::intake) fn finding_label(text: &str) -> Option<(FindingKind, Vec<String>, &str)> {
    let (kind, numbers, mut rest) = one_label(text)?;
    // A loop and not a recursion: a hostile text may repeat a label 50,000 times.
    while let Some((_, _, behind)) = one_label(rest).filter(|(again, more, _)| *again == kind && *more == numbers) {
        rest = behind;
    }
    Some((kind, numbers, rest))
}

/// Parses one label; a repeated label stays in the rest.
fn one_label(text: &str) -> Option<(FindingKind, Vec<String>, &str)> {
    const NAMES: [(&str, FindingKind); 13] = [
        ("coc", FindingKind::CauseOfConcern),
        ("recommendations", FindingKind::Recommendation),
        ("recommendation", FindingKind::Recommendation),
        ("recs", FindingKind::Recommendation),
        ("rec.", FindingKind::Recommendation),
        ("rec", FindingKind::Recommendation),
        ("areas for improvement", FindingKind::AreaForImprovement),
        ("area identified for improvement", FindingKind::AreaForImprovement),
        ("area for improvement", FindingKind::AreaForImprovement),
        ("afi", FindingKind::AreaForImprovement),
        ("causes of concern", FindingKind::CauseOfConcern),
        ("cause of concern", FindingKind::CauseOfConcern),
        ("cause for concern", FindingKind::CauseOfConcern),
    ];
    let text = text.trim_start();
    if let Some(short) = short_label(text) {
        return Some(short);
    }
    let (name, kind) =
        NAMES.iter().find(|(name, _)| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))?;
    let is_plural = name.ends_with('s') || name.starts_with("areas") || name.starts_with("causes");
    let mut rest = text[name.len()..].trim_start_matches([' ', '\u{a0}', '#']);
    rest = rest
        .strip_prefix('(')
        .filter(|rest| {
            rest.split(')').next().is_some_and(|inside| inside.len() <= 4 && inside.starts_with(|c: char| c.is_ascii_digit()))
        })
        .unwrap_or(rest);
    for word in ["number ", "No. ", "no. ", "No ", "no ", "No.", "no."] {
        rest = rest.strip_prefix(word).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(rest);
    }
    // "Recommendation three"
    let word = rest.split(|c: char| !c.is_ascii_alphabetic() && c != '-').next().unwrap_or("");
    if let Some(number) = due_date_in_text::count_in_words(word).filter(|_| word.len() > 2) {
        let rest = rest[word.len()..].trim_start_matches([' ', '\u{a0}', ':', '.', '-', '–', '—', ')', '*', ',']);
        return Some((*kind, vec![number.to_string()], rest));
    }
    let mut numbers = Vec::new();
    loop {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len());
        let number = rest[..end].trim_end_matches('.');
        let is_number = number.starts_with(|c: char| c.is_ascii_digit())
            && number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len() <= 1
            // "3.1a" and "12.10" are numbers; longer ones are dates or references.
            && number.len() <= 6;
        if !is_number {
            break;
        }
        numbers.push(number.to_ascii_lowercase());
        rest = &rest[number.len()..];
        let behind = rest.trim_start();
        // "Recommendations 1 to 3"
        let upto = ["to ", "– ", "- ", "–", "-"]
            .iter()
            .find_map(|joint| behind.strip_prefix(joint))
            .map(str::trim_start)
            .filter(|_| is_plural);
        if let Some(upto) = upto
            && let Some(last) = upto.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse::<u32>().ok())
            && let Ok(first) = number.parse::<u32>()
            && (first + 1..first + 20).contains(&last)
        {
            numbers.extend((first + 1..=last).map(|number| number.to_string()));
            rest = &upto[last.to_string().len()..];
            break;
        }
        let more = ["and ", "& ", ", ", "/ "].iter().find_map(|joint| behind.strip_prefix(joint)).map(str::trim_start);
        // "AFI 4 and AFI 5"
        let more = more.map(|more| {
            more.get(..name.len())
                .filter(|again| again.eq_ignore_ascii_case(name))
                .map_or(more, |again| more[again.len()..].trim_start())
        });
        match more.filter(|more| more.starts_with(|c: char| c.is_ascii_digit())) {
            Some(more) => rest = more,
            None => break,
        }
    }
    if numbers.is_empty() {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\t', ':', '.', '-', '–', '—', ')', '*', '|', '\\', '\n']);
    Some((*kind, numbers, rest))
}

/// Parses the short label of a recommendation, which ends with a full stop, colon or dash: "R1. Act".
fn short_label(text: &str) -> Option<(FindingKind, Vec<String>, &str)> {
    let rest = text.strip_prefix('R')?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let behind = rest[end..].trim_start();
    let ends =
        behind.is_empty() || behind.starts_with([':', '–', '—', ')']) || behind.starts_with(". ") || behind.starts_with("- ");
    let words = behind.trim_start_matches(['.', ':', '-', '–', '—', ')', ' ']);
    ((1..=3).contains(&end) && ends).then(|| (FindingKind::Recommendation, vec![rest[..end].to_owned()], words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_gives_its_numbers_and_what_stands_behind() {
        let of = |text| finding_label(text).map(|(kind, numbers, rest)| (kind.prefix(), numbers.join("+"), rest.to_owned()));
        assert_eq!(of("Recommendation 4 – Plans"), Some(("R", "4".into(), "Plans".into())));
        assert_eq!(of("Recommendation 9 By 30 April"), Some(("R", "9".into(), "By 30 April".into())));
        assert_eq!(of("Recommendation 9 Recommendation 9: By 30 April"), Some(("R", "9".into(), "By 30 April".into())));
        assert_eq!(of("Recommendations 10 and 22"), Some(("R", "10+22".into(), String::new())));
        assert_eq!(of("RECOMMENDATION 3.1: Act"), Some(("R", "3.1".into(), "Act".into())));
        assert_eq!(of("Recommendation 2a"), Some(("R", "2a".into(), String::new())));
        assert_eq!(of("AFI 2. Act"), Some(("AFI", "2".into(), "Act".into())));
        assert_eq!(of("R3. Act"), Some(("R", "3".into(), "Act".into())));
        assert_eq!(of("Rec 3: Act"), Some(("R", "3".into(), "Act".into())));
        assert_eq!(of("Rec 3 -"), Some(("R", "3".into(), String::new())));
        assert_eq!(of("Recs 3 & 4 - Both are done"), Some(("R", "3+4".into(), "Both are done".into())));
        assert_eq!(of("Recommendation three: act"), Some(("R", "3".into(), "act".into())));
        assert_eq!(of("Recently 4 officers left"), None);
        assert_eq!(of("R3 roads are narrow"), None);
        assert_eq!(of("Recommendation: act"), None);
        assert_eq!(of("Recommendations are many"), None);
    }

    #[test]
    fn a_label_that_is_printed_again_and_again_counts_once() {
        let text = "AFI 1: ".repeat(50_000);
        assert_eq!(finding_label(&text), Some((FindingKind::AreaForImprovement, vec!["1".to_owned()], "")));
    }
}
