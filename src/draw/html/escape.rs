//! Escapes text for HTML without losing a character.

use crate::draw::ci_commands::commands;

/// Appends escaped text to `out`, for content or for an attribute.
pub(super) fn push(out: &mut String, text: &str) {
    let mut commands = commands(text).peekable();
    for (at, c) in text.char_indices() {
        // A page may be printed into a CI log, so runner commands are broken up here too.
        if commands.next_if_eq(&at).is_some() {
            out.push_str(&format!("&#{};", u32::from(c)));
            continue;
        }
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            // HTML does not allow these characters even as character references, so they are shown as `\u{…}`.
            c if c.is_control() || is_noncharacter(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Returns the text escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}
