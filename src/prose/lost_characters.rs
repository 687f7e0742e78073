//! Escapes for characters that a document format would lose.
//!
//! A Word file cannot hold a bell character, an HTML page loses a lone carriage return, and a table cell loses spaces at its
//! edges. Such characters are written as `\u{7}`: people can see them, and import turns them back ([`read`]).

use crate::prose::invisible::is_forbidden;

/// A marker for a text that is present but empty, so that it is not read back as a missing text.
pub const NO_LINE_BREAK: &str = "\\u{}";

/// Returns the text with every character escaped that at least one document format would lose.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let end = text.len();
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let at_edge = at == 0 || at + c.len_utf8() == end || next == Some('\n');
        let is_lost = match c {
            // Line breaks inside a text survive everywhere; those at its edges are trimmed.
            '\n' => at == 0 || at + 1 == end,
            ' ' | '\t' => at_edge,
            // Text that looks like an escape would be read back as a character, so its backslash is escaped.
            '\\' => text[at..].starts_with("\\u{"),
            '\u{feff}' | '\u{2028}' | '\u{2029}' => true,
            c if c.is_whitespace() && !c.is_control() => at_edge,
            // Unicode: the last two code points of every plane (U+xxFFFE, U+xxFFFF)
            // are not characters, and XML does not allow U+FFFE and U+FFFF.
            c => c.is_control() || (c as u32) & 0xfffe == 0xfffe,
        };
        if is_lost { out.push_str(&format!("\\u{{{:x}}}", c as u32)) } else { out.push(c) }
    }
    out
}

/// Returns the text escaped for a heading, which is a single line: line breaks are escaped too, and all white space except
/// single spaces between words.
pub fn in_a_heading(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in escape(text).chars() {
        let is_lost = c.is_whitespace() && (c != ' ' || out.is_empty() || out.ends_with(' '));
        if is_lost { out.push_str(&format!("\\u{{{:x}}}", c as u32)) } else { out.push(c) }
    }
    out
}

/// Returns the text without control and other forbidden characters; the line endings of every system become `\n`.
pub fn without_commands(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let ends_line = |c: char| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if ends_line(c) { '\n' } else { c }).filter(|c| !is_forbidden(*c)).collect()
}

/// Returns the text on one line, with single spaces and without control characters.
pub fn in_a_line(text: &str) -> String {
    without_commands(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reverses [`escape`]. Text that only resembles an escape stays as it is.
pub fn read(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\u{") {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 3..];
        let character = inside.split_once('}').and_then(|(code, behind)| {
            let code = u32::from_str_radix(code, 16).ok()?;
            Some((char::from_u32(code)?, behind))
        });
        match character {
            Some((character, behind)) => {
                out.push(character);
                rest = behind;
            }
            None => {
                out.push_str("\\u{");
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_container_would_lose_is_escaped_and_reads_back() {
        for (text, told) in [
            ("plain – “text” & 中文", "plain – “text” & 中文"),
            (" a  b ", "\\u{20}a  b\\u{20}"),
            ("a\r\n\u{7}b", "a\\u{d}\n\\u{7}b"),
            ("a\n\nb\n", "a\n\nb\\u{a}"),
            ("\\u{7} \\n", "\\u{5c}u{7} \\n"),
            ("\u{0}", "\\u{0}"),
        ] {
            assert_eq!(escape(text), told);
            assert_eq!(read(&escape(text)), text);
        }
        assert_eq!(in_a_heading("a  b\nc\td e"), "a \\u{20}b\\u{a}c\\u{9}d e");
        assert_eq!(read("\\u{x} \\u{110000} \\u{7"), "\\u{x} \\u{110000} \\u{7");
    }
}
