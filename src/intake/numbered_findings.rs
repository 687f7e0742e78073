//! Findings that are pasted together, each with its number: "Recommendation 4", "AFI 2:", "5.".

use crate::model::FindingRef;

/// What stands before the number of a finding, and the kind that it means.
const KINDS: [(&str, &str); 6] = [
    ("recommendation", "R"),
    ("area for improvement", "AFI"),
    ("cause of concern", "COC"),
    ("afi", "AFI"),
    ("r", "R"),
    ("", "R"),
];

/// Splits a pasted text into findings, each with its number and without it in its words; one without a number where none begins
/// with one.
pub fn numbered_findings(text: &str) -> Vec<(Option<FindingRef>, String)> {
    let mut found: Vec<(Option<FindingRef>, String)> = Vec::new();
    for paragraph in text.replace("\r\n", "\n").split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        match (number(paragraph), found.last_mut()) {
            (Some((reference, words)), _) => found.push((Some(reference), words.to_owned())),
            (None, Some((_, before))) => {
                let between = if before.is_empty() { "" } else { "\n\n" };
                *before = format!("{before}{between}{paragraph}");
            }
            (None, None) => found.push((None, paragraph.to_owned())),
        }
    }
    // A number without words is no finding, nor is what stands before the first number: then it is one text.
    let is_sound = found.iter().all(|(_, words)| !words.is_empty()) && (found.len() < 2 || found.iter().all(|it| it.0.is_some()));
    if is_sound { found } else { vec![(None, text.trim().to_owned())] }
}

/// Returns the number at the start of a paragraph, and the words behind it.
fn number(paragraph: &str) -> Option<(FindingRef, &str)> {
    KINDS.iter().find_map(|(word, prefix)| {
        let start = paragraph.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
        let rest = paragraph[start.len()..].trim_start_matches([' ', '\u{a0}', '#']);
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (digits, rest) = rest.split_at(digits);
        // "2026 brings more cases" begins with no number of a finding, and neither does "4.5 million".
        let is_ended = match word.len() {
            0 => rest.starts_with(['.', ')', ':']) && !rest[1..].starts_with(|c: char| c.is_ascii_digit()),
            _ => !rest.starts_with(char::is_alphanumeric),
        };
        let reference = format!("{prefix}{digits}").parse().ok().filter(|_| is_ended && (1..=3).contains(&digits.len()))?;
        Some((reference, rest.trim_start_matches([':', '.', ')', '–', '-', ' ', '\n', '\t'])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let part = |(reference, words): (Option<FindingRef>, String)| {
            format!("{}|{words}", reference.map_or_else(String::new, |reference| reference.to_string()))
        };
        numbered_findings(text).into_iter().map(part).collect()
    }

    #[test]
    fn findings_that_are_pasted_together_are_told_apart_by_their_numbers() {
        assert_eq!(
            parts("Recommendation 4\n\nForces should count.\n\nAnd write it down.\n\nRecommendation 5: Forces should train."),
            ["R4|Forces should count.\n\nAnd write it down.", "R5|Forces should train."]
        );
        assert_eq!(parts("AFI 2: Count cells.\n\n3. Train staff."), ["AFI2|Count cells.", "R3|Train staff."]);
        assert_eq!(parts("4. Forces should count."), ["R4|Forces should count."]);
    }

    #[test]
    fn words_that_begin_with_another_number_are_one_text() {
        for text in [
            "2026. Forces should count.",
            "4.5 million calls came.",
            "Recommendations matter.",
            "By May:\n\n1. count\n\n2. train",
        ] {
            assert_eq!(parts(text), [format!("|{text}")], "{text}");
        }
    }
}
