//! Invisible characters: which ones records may not contain, their names, and how to show them.

/// Returns whether records may not contain this character:
/// it controls a terminal, a log or the reading order, or is not a character.
///
/// Tabs and line feeds are allowed as layout. The marks U+200E, U+200F and U+061C are allowed because names in Arabic and Hebrew
/// need them, and joiners because emoji need them: none of these reorders other letters.
pub fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        // Embeddings, overrides and isolates reorder a line, so that a reviewer reads something other than what is stored.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => true,
        '\u{fdd0}'..='\u{fdef}' => true,
        // The last two code points of every plane are not characters.
        c => c.is_control() || u32::from(c) & 0xfffe == 0xfffe,
    }
}

/// Returns whether a character is invisible or looks like a space, but is not the ordinary space.
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

/// Returns the text with each invisible character written as its code, such as `\u{1b}`.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unseen(c) || c == '\n' { out.push_str(&format!("\\u{{{:x}}}", u32::from(c))) } else { out.push(c) }
    }
    out
}

/// Returns the text without forbidden characters, where each can be replaced with certainty; `None` where a person must decide.
///
/// Other line breaks become `\n`, or a space where `one_line` is true. C1 controls are taken for Windows quotation marks and
/// dashes that were decoded as Latin-1. Meaningless characters are dropped.
pub fn without_forbidden(text: &str, one_line: bool) -> Option<String> {
    // windows-1252 from 0x80 to 0x9f; a space marks "unassigned". 0x85 is a line break in other encodings, so it is not certain.
    const WINDOWS: &str = "€ ‚ƒ„ †‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => out.push(if one_line { ' ' } else { '\n' }),
            // Escape sequences and direction controls may hide or reorder text, so a person must look.
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
