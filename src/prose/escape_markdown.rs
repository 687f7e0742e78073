//! Makes Markdown harmless on a web page: everything that a page generator could run or follow is shown as text instead.
//!
//! Some page generators pass HTML through, take `{: onclick=… }` for attributes and `{% include … %}` for commands, and make
//! links of any scheme. The character that begins such a construct is written as a character reference or as `&lt;`, and the page
//! shows the character. [`read`] reverses exactly these spellings; where the text already had one, its `&` is escaped.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The characters that are escaped, and their escapes.
const WRITTEN: [(char, &str); 5] = [('<', "&lt;"), ('&', "&#38;"), ('[', "&#91;"), ('{', "&#123;"), (':', "&#58;")];

/// How often the text is parsed again after escaping, because one escape can make another construct visible. Text that still has
/// one after that is escaped as a whole.
const ROUNDS: usize = 4;

/// Returns whether an address is a plain link: to the web, an e-mail address or telephone number, or relative to the page.
pub fn is_safe_link(to: &str) -> bool {
    let scheme =
        to.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme.to_lowercase());
    let is_plain = !to.is_empty() && to.chars().all(|c| !c.is_control() && !c.is_whitespace());
    is_plain && scheme.is_none_or(|scheme| matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel"))
}

/// Returns the text with every active construct escaped.
pub fn inert(text: &str) -> String {
    let is_one = |at: usize| WRITTEN.iter().any(|(_, name)| text[at..].starts_with(name));
    let mut text = written_out(text, text.match_indices('&').map(|(at, _)| at).filter(|at| is_one(*at)).collect());
    for _ in 0..ROUNDS {
        let places = live(&text);
        if places.is_empty() {
            return text;
        }
        text = written_out(&text, places);
    }
    let places = text.match_indices(['<', '[', '{']).map(|(at, _)| at).collect();
    written_out(&text, places)
}

/// Reverses [`inert`].
pub fn read(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) =
            WRITTEN.iter().find_map(|(c, name)| rest.starts_with(name).then_some((*c, name.len()))).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out + rest
}

/// Returns the text with the characters at these byte positions escaped.
pub fn written_out(text: &str, mut places: Vec<usize>) -> String {
    places.sort_unstable();
    places.dedup();
    let mut out = String::with_capacity(text.len() + 4 * places.len());
    let mut from = 0;
    for at in places {
        let name = text[at..].chars().next().and_then(|c| WRITTEN.iter().find(|(written, _)| *written == c));
        if let Some((c, name)) = name {
            out.push_str(&text[from..at]);
            out.push_str(name);
            from = at + c.len_utf8();
        }
    }
    out + &text[from..]
}

/// Returns the byte positions of characters that begin an active construct.
fn live(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let all_of = |range: &Range<usize>, c: char| -> Vec<usize> {
        text[range.clone()].match_indices(c).map(|(at, _)| range.start + at).collect()
    };
    let mut code = 0_usize;
    // The same options as in `read.rs`: a construct that is parsed differently here could slip through.
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(text, options);
    // A definition such as `[y]: javascript:x` can be linked to from anywhere in the document.
    let unsafe_ones = parser.reference_definitions().iter().filter(|(_, defined)| !is_safe_link(&defined.dest));
    found.extend(unsafe_ones.filter_map(|(_, it)| Some(it.span.start + text[it.span.clone()].find('[')?)));
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => found.extend(all_of(&range, '<')),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if !is_safe_link(&dest_url) => {
                // Such as `<javascript:x>`, `[x](javascript:x)`, `![x](file:x)`.
                found.extend(text[range.clone()].find(['<', '[']).map(|at| range.start + at));
            }
            Event::Start(Tag::CodeBlock(_)) => code += 1,
            Event::End(TagEnd::CodeBlock) => code = code.saturating_sub(1),
            // Our own escapes such as `\u{7}` contain a brace, but no generator acts on it.
            Event::Text(_) if code == 0 => {
                found.extend(all_of(&range, '{').into_iter().filter(|at| !text[..*at].ends_with("\\u")));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_do_something_is_said_instead() {
        for (text, told) in [
            ("Plain *words*, [a link](https://a.b/c), <https://a.b/>, a < b & c", ""),
            ("Done <script>alert(1)</script> so.", "Done &lt;script>alert(1)&lt;/script> so."),
            ("<div onclick=x>\n\ntext\n\n</div>", "&lt;div onclick=x>\n\ntext\n\n&lt;/div>"),
            ("<!-- <img src=x> -->", "&lt;!-- &lt;img src=x> -->"),
            (
                "[x](javascript:alert) <javascript:x> ![x](data:text/html,y)",
                "&#91;x](javascript:alert) &lt;javascript:x> !&#91;x](data:text/html,y)",
            ),
            ("[x][y]\n\n[y]: file:///etc/passwd", "&#91;x][y]\n\n&#91;y]: file:///etc/passwd"),
            (
                "words\n{: onclick=x } {% include x %} {{ y }}",
                "words\n&#123;: onclick=x } &#123;% include x %} &#123;&#123; y }}",
            ),
            ("`<b>` and\n\n    <b>{x}\n\n```\n<b>{x}\n```", ""),
            ("it was &lt;b> and &#38; &amp; \\u{7}", "it was &#38;lt;b> and &#38;#38; &amp; \\u{7}"),
        ] {
            let told = if told.is_empty() { text } else { told };
            assert_eq!(inert(text), told);
            assert_eq!(read(&inert(text)), text);
        }
    }

    #[test]
    fn however_deep_it_hides_nothing_is_left() {
        for text in ["[".repeat(2_000) + "x" + &"](javascript:x)".repeat(2_000), "<a b='<".repeat(2_000), "<!--".repeat(2_000)] {
            assert_eq!(live(&inert(&text)), Vec::<usize>::new());
            assert_eq!(read(&inert(&text)), text);
        }
    }
}
