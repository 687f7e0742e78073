//! Characters that nobody sees: which of them no text of a record may hold, what they are called, and how they are shown.

/// Returns whether no text of a record may hold this character: it commands a terminal, a log or the order of other letters, or is none.
///
/// Tabs and line feeds are layout. U+200E, U+200F and U+061C stay, for names in Arabic and Hebrew need them, and so do the joiners,
/// which hold emoji together: none of them moves letters that stand elsewhere.
pub fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        // Embeddings, overrides and isolates make a line read in another order than it is stored.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => true,
        '\u{fdd0}'..='\u{fdef}' => true,
        // Each plane ends in two characters that are none.
        c => c.is_control() || u32::from(c) & 0xfffe == 0xfffe,
    }
}

/// Returns whether a person takes this character for a blank, or for nothing at all, and a program does not take it for a blank.
pub fn is_unseen(c: char) -> bool {
    is_forbidden(c)
        || c == '\t'
        || c.is_whitespace() && !matches!(c, ' ' | '\n')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{3164}' | '\u{ffa0}' | '\u{2800}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns the character's name for a message: "tab", "no-break space (U+00A0)", "control character U+001B".
pub fn name(c: char) -> String {
    let code = format!("U+{:04X}", u32::from(c));
    let name = match c {
        '\t' => return "tab".into(),
        '\r' => "carriage return",
        '\u{b}' => "vertical tab",
        '\u{c}' => "form feed",
        '\u{1b}' => "escape character",
        '\u{85}' => "next-line character",
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{2002}' => "en space",
        '\u{2003}' => "em space",
        '\u{2009}' => "thin space",
        '\u{200b}' => "zero-width space",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202f}' => "narrow no-break space",
        '\u{3000}' => "ideographic space",
        '\u{feff}' => "byte order mark",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "direction control",
        c if c.is_control() => return format!("control character {code}"),
        c if is_forbidden(c) => return format!("noncharacter {code}"),
        _ => return format!("invisible character {code}"),
    };
    format!("{name} ({code})")
}

/// Returns the name with its article: "a tab", "an em space (U+2003)".
pub fn one(c: char) -> String {
    let name = name(c);
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// Returns the text with each unseen character shown by its number, as `\u{1b}`.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unseen(c) || c == '\n' { out.push_str(&format!("\\u{{{:x}}}", u32::from(c))) } else { out.push(c) }
    }
    out
}

/// Returns the text without its forbidden characters, where it is sure what was meant by each; `None` where a person must decide.
///
/// What Word and other programs break lines with becomes a line break (in a text of one line, a blank). The C1 controls are
/// Windows' quotation marks and dashes, read as Latin-1. What means nothing goes.
pub fn without_forbidden(text: &str, one_line: bool) -> Option<String> {
    // 0x80 to 0x9f in windows-1252; a blank where it has none. 0x85 is a line break to others, so it is not sure.
    const WINDOWS: &str = "€ ‚ƒ„ †‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => out.push(if one_line { ' ' } else { '\n' }),
            '\u{1b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => return None,
            '\u{80}'..='\u{9f}' => {
                let place = usize::try_from(u32::from(c) - 0x80).ok()?;
                out.push(WINDOWS.chars().nth(place).filter(|meant| *meant != ' ')?);
            }
            c if is_forbidden(c) => {}
            c => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_what_turns_the_order_of_letters_are_forbidden_and_marks_of_a_script_are_not() {
        for c in ['\0', '\u{7}', '\r', '\u{1b}', '\u{7f}', '\u{85}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{2028}', '\u{feff}'] {
            assert!(is_forbidden(c), "{c:?}");
        }
        assert!(['\u{fdd0}', '\u{fffe}', '\u{1ffff}', '\u{10ffff}'].into_iter().all(is_forbidden));
        for c in ['\t', '\n', ' ', '\u{a0}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{fffd}', 'é', '\u{e000}', '👮'] {
            assert!(!is_forbidden(c), "{c:?}");
        }
    }

    #[test]
    fn unseen_characters_are_named_and_shown() {
        assert_eq!(name('\u{a0}'), "no-break space (U+00A0)");
        assert_eq!(name('\u{1b}'), "escape character (U+001B)");
        assert_eq!(name('\u{1}'), "control character U+0001");
        assert_eq!(name('\u{2060}'), "invisible character U+2060");
        assert_eq!((one('\t').as_str(), one('\u{2003}').as_str()), ("a tab", "an em space (U+2003)"));
        assert_eq!(shown("a\u{a0}b\u{200b}\n c"), "a\\u{a0}b\\u{200b}\\u{a} c");
    }

    #[test]
    fn what_was_meant_by_a_forbidden_character_is_put_in_its_place_where_that_is_sure() {
        for (text, one_line, meant) in [
            ("one\u{b}two\r\nthree\rfour", false, Some("one\ntwo\nthree\nfour")),
            ("one\u{b}two", true, Some("one two")),
            ("the force\u{92}s plan \u{96} \u{93}now\u{94}", true, Some("the force’s plan – “now”")),
            ("a\u{0}b\u{7}\u{feff}", true, Some("ab")),
            ("\u{1b}[31mred", true, None),
            ("a\u{202e}b", true, None),
            ("a\u{85}b", false, None),
            ("a\u{81}b", false, None),
        ] {
            assert_eq!(without_forbidden(text, one_line).as_deref(), meant, "{text:?}");
        }
    }
}
