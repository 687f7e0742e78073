//! Text in which nothing is taken for HTML, and no character is lost.

/// Puts a text to the end of `out`, for an element or an attribute.
pub(super) fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Read as a line feed otherwise.
            '\r' => out.push_str("&#13;"),
            // In no page at all.
            '\0' => out.push_str("\\u{0}"),
            c => out.push(c),
        }
    }
}

/// A text as HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}
