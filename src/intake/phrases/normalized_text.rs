//! Reduces a text to what labels and headings are compared by.

/// The longest text that is considered as a label or heading.
pub(in crate::intake) const LONGEST: usize = 400;

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
