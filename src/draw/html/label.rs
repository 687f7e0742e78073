//! Breaks chart labels into lines that fit the narrowest phone.

/// The page width of the narrowest phone, in pixels.
const WIDTH: usize = 330;

/// Breaks a text into lines of at most [`WIDTH`] pixels: at spaces, hyphens and slashes, and inside a word only if it is
/// wider than a line.
pub(super) fn broken(text: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut lines, mut line, mut across) = (Vec::new(), String::new(), 0);
    for piece in text.split_inclusive([' ', '-', '/']) {
        let whole: usize = piece.trim_end().chars().map(width).sum();
        if across > 0 && across + whole > WIDTH {
            lines.push(std::mem::take(&mut line));
            across = 0;
        }
        for letter in piece.chars() {
            if across + width(letter) > WIDTH && letter != ' ' {
                lines.push(std::mem::take(&mut line));
                across = 0;
            }
            line.push(letter);
            across += width(letter);
        }
    }
    lines.push(line);
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Estimates a letter's width in pixels. It errs on the wide side, because the reader's font is not known.
fn width(letter: char) -> usize {
    match letter {
        ' ' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '|' | '!' | '\'' | '(' | ')' | '/' | '-' | 't' | 'f' | 'r' => 5,
        'm' | 'M' | 'w' | 'W' | '%' | '@' | '—' => 14,
        'A'..='Z' => 11,
        _ if letter.is_ascii() => 8,
        _ if letter.is_alphabetic() && letter < '\u{500}' => 10,
        _ => 15,
    }
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn a_label_is_broken_at_its_words() {
        insta::assert_debug_snapshot!(broken("  Assistant Chief Constable (Local Policing and Neighbourhoods): 12"), @r#"
        [
            "Assistant Chief Constable (Local Policing and",
            "Neighbourhoods): 12",
        ]
        "#);
    }

    #[test]
    fn a_word_that_is_wider_than_a_phone_is_broken_itself() {
        insta::assert_debug_snapshot!(broken("northamptonshire/2025-05-16-organised-immigration-crime: 2"), @r#"
        [
            "northamptonshire/2025-05-16-organised-",
            "immigration-crime: 2",
        ]
        "#);
        assert_eq!(broken(&"W".repeat(40)).len(), 2);
    }

    #[test]
    fn no_text_is_one_empty_line() {
        assert_eq!(broken(""), [""]);
    }
}
