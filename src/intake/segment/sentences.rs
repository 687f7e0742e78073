//! Cuts a paragraph into its sentences.

use crate::intake::phrases::list;
/// Words with a full stop that end no sentence.
fn abbreviations() -> &'static [&'static str] {
    list("sentences.abbreviations")
}

/// Returns the sentences of a Markdown text, in order, with the white space between them left out. Formatting, links and
/// brackets are never cut; a quotation behind a colon is a sentence of its own.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut start = 0;
    let (mut bold, mut brackets) = (false, 0_usize);
    // Where a quotation within a sentence ends: a title may have a question mark.
    let mut quoted_until = 0;
    for (i, (at, c)) in chars.iter().enumerate() {
        let next = |n: usize| chars.get(i + n).map(|(_, c)| *c);
        match c {
            '*' if next(1) == Some('*') => bold = !bold,
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            '“' | '"' | '‘'
                if *at > start
                    && !text[start..*at].trim_end().is_empty()
                    && !text[..*at].trim_end().ends_with([':', '.', '?', '!'])
                    && *at >= quoted_until =>
            {
                let close = match c {
                    '“' => '”',
                    '‘' => '’',
                    _ => '"',
                };
                // A quotation of more than 200 characters is somebody's words.
                let end = text[at + c.len_utf8()..].find(close).filter(|length| *length < 200);
                quoted_until = end.map_or(quoted_until, |length| at + c.len_utf8() + length);
            }
            _ => {}
        }
        if bold || brackets > 0 || *at < quoted_until {
            continue;
        }
        // The end of the sentence takes its quotation marks and formatting with it.
        let mut behind = i + 1;
        let is_end = match c {
            '.' | '!' | '?' => {
                while chars.get(behind).is_some_and(|(_, c)| matches!(c, '”' | '"' | '’' | '*' | ')' | '_')) {
                    behind += 1;
                }
                // A letter alone is an initial, and a digit before a digit a number.
                let word = text[start..*at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("").to_lowercase();
                let is_initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "i";
                let is_short = *c == '.'
                    && (is_initial
                        || abbreviations().contains(&word.as_str())
                        || text[start..*at].trim().chars().all(|c| c.is_ascii_digit()));
                let mut rest = chars[behind..].iter().map(|(_, c)| *c);
                let is_apart = rest.next().is_some_and(char::is_whitespace);
                let opens = rest
                    .find(|c| !c.is_whitespace())
                    .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "“\"‘'*•-–".contains(c));
                is_apart && opens && !is_short
            }
            ':' => next(1) == Some(' ') && matches!(next(2), Some('“' | '"')),
            _ => false,
        };
        if is_end && let Some((end, _)) = chars.get(behind) {
            let sentence = text[start..*end].trim();
            if !sentence.is_empty() {
                found.push(sentence);
            }
            start = *end;
        }
    }
    let rest = text[start..].trim();
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_where_another_begins() {
        assert_eq!(sentences("It is done. We saw it."), ["It is done.", "We saw it."]);
        assert_eq!(sentences("He said: “Yes. Now.” I agree."), ["He said:", "“Yes.", "Now.”", "I agree."]);
        for text in [
            "A. N. Other, of St. Ives, came.",
            "See No. 4 of the list",
            "It is **done. Now** it",
            "As (he said. She) did",
            "1.5 of 2.0 km",
        ] {
            assert_eq!(sentences(text), [text], "{text}");
        }
    }
}
