//! Text in which nothing is taken for HTML, and no character is lost.

use crate::draw::command::commands;

/// Puts a text to the end of `out`, for an element or an attribute.
pub(super) fn push(out: &mut String, text: &str) {
    let mut commands = commands(text).peekable();
    for (at, c) in text.char_indices() {
        // A page may be shown in a job's log, which obeys what it finds there.
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
            // In no page at all: the standard has none of these, however they are written.
            c if c.is_control() || is_noncharacter(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// A text as HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}
