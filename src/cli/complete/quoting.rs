//! Shell quoting.

/// A word of the line, raw and unquoted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Word {
    /// With its quotes.
    pub(super) raw: String,
    /// Without its quotes.
    pub(super) text: String,
    /// The quote that is still open.
    pub(super) quote: Option<char>,
}

/// Splits a line into words; the last one, at the cursor, may be empty.
pub(super) fn words(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        if c.is_whitespace() && word.quote.is_none() {
            if !word.raw.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        word.raw.push(c);
        match (c, word.quote) {
            ('\'' | '"', None) => word.quote = Some(c),
            (c, Some(quote)) if c == quote => word.quote = None,
            ('\\', None | Some('"')) => {
                let Some(next) = characters.next() else { break };
                word.raw.push(next);
                // In double quotes a backslash is literal, except before these.
                if word.quote.is_some() && !matches!(next, '"' | '\\' | '$' | '`') {
                    word.text.push(c);
                }
                word.text.push(next);
            }
            (c, _) => word.text.push(c),
        }
    }
    words.push(word);
    words
}

/// Reads a single word.
pub(super) fn word(raw: &str) -> Word {
    words(raw).pop().unwrap_or_default()
}

/// Quotes text for use after an open quote, or without one.
pub(super) fn quoted(text: &str, quote: Option<char>) -> String {
    let mut typed = String::with_capacity(text.len());
    for c in text.chars() {
        match quote {
            Some('\'') if c == '\'' => typed.push_str("'\\''"),
            Some('"') if matches!(c, '"' | '\\' | '$' | '`') => typed.extend(['\\', c]),
            None if !(c.is_alphanumeric() || "-_./:=,+@%^~".contains(c)) => typed.extend(['\\', c]),
            _ => typed.push(c),
        }
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_its_shell_reads_it() {
        for (line, texts, quote) in [
            ("irr show custody:R", &["irr", "show", "custody:R"][..], None),
            ("irr  show ", &["irr", "show", ""], None),
            ("irr list --owner \"Head of", &["irr", "list", "--owner", "Head of"], Some('"')),
            ("irr list --owner Head\\ of", &["irr", "list", "--owner", "Head of"], None),
            ("irr set owner='Head of'\\ C", &["irr", "set", "owner=Head of C"], None),
            ("irr \"a\\\"b\\c\"", &["irr", "a\"b\\c"], None),
        ] {
            let words = words(line);
            assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), texts, "{line}");
            assert_eq!(words.last().and_then(|word| word.quote), quote, "{line}");
        }
    }

    #[test]
    fn what_is_typed_for_a_text_is_read_as_that_text() {
        let text = "Head of \"Custody\" (nights) & O'Brien's $5 \\ `x` *";
        for open in ["", "'", "\""] {
            let typed = format!("{open}{}", quoted(text, open.chars().next()));
            assert_eq!(word(&typed).text, text, "{typed}");
        }
    }
}
