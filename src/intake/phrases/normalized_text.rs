//! Reduces a text to what labels and headings are compared by.

use super::list;

/// The longest text that is considered as a label or heading.
pub(in crate::intake) const LONGEST: usize = 400;

/// The longest label with its Welsh beside it.
const LONGEST_LABEL: usize = 150;

/// Returns lower case with single blanks and no punctuation.
pub(in crate::intake) fn normal(text: &str) -> String {
    let bare: String = text
        .chars()
        // Apostrophes vanish instead of becoming blanks, so that "commissioner's" and "commissioners" are alike.
        .filter(|c| !matches!(c, '\'' | '’' | '‘'))
        .map(|c| if c.is_alphanumeric() || c == '&' { c.to_ascii_lowercase() } else { ' ' })
        .collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes what stands around a label: its number, and the Welsh beside the English in the forms of the forces of Wales.
pub(in crate::intake) fn bare_label_text(text: &str) -> &str {
    let text = without_number(text);
    // A longer text is no label.
    if text.len() > LONGEST_LABEL {
        return text;
    }
    let is_welsh = |word: &str| list("normalized_text.welsh").contains(&normal(word).as_str());
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if at > 0 && is_welsh(word) {
            return text[..at].trim_end().trim_end_matches(['/', '(', '|', '–', '-', '*', '\\']).trim_end();
        }
        at += word.len();
    }
    text
}

/// Removes the paragraph number of a heading: "2. Next steps", "1.1 Comments".
pub(in crate::intake) fn without_number(text: &str) -> &str {
    let text = text.trim();
    // "A1. Title of report": a part of a form has a letter before its number; "R1." is a recommendation.
    if let Some(rest) = text.strip_prefix(|c: char| c.is_ascii_uppercase() && c != 'R')
        && rest.starts_with(|c: char| c.is_ascii_digit())
    {
        let bare = without_number(rest);
        return if bare.len() < rest.len() { bare } else { text };
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ')')).unwrap_or(text.len());
    // A full stop or bracket is needed: "12 months on" begins with a number that belongs to it.
    let is_number = text.starts_with(|c: char| c.is_ascii_digit()) && (text[..end].contains(['.', ')'])) && end <= 6;
    match text[end..].strip_prefix([' ', '\u{a0}', '\t']) {
        Some(rest) if is_number => rest.trim_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_without_its_number_and_its_welsh() {
        for (text, label) in [
            ("3. Date published Dyddiad cyhoeddi", "Date published"),
            ("Chief Constable’s response / Ymateb y Prif Gwnstabl", "Chief Constable’s response"),
            ("Name / Enw", "Name"),
            ("Target date", "Target date"),
            ("Ymateb", "Ymateb"),
        ] {
            assert_eq!(bare_label_text(text), label, "{text}");
        }
    }
}
