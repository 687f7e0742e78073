//! Finds HTML that leaked into prose, and converts it to Markdown.

/// Returns the byte range of the first HTML tag or entity in a text. `<https://…>` is a Markdown link and does not count.
pub(crate) fn leaked_markup(text: &str) -> Option<(usize, usize)> {
    text.match_indices(['<', '&']).find_map(|(at, _)| {
        let (_, length) = entity(&text[at..]).or_else(|| tag(&text[at..]))?;
        Some((at, at + length))
    })
}

/// Returns the prose with its HTML converted to Markdown;
/// `None` where a tag has no Markdown equivalent, so that a person must decide.
pub fn as_markdown(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (put, length) = match entity(from).or_else(|| tag(from)) {
            Some(found) => found,
            // A `<` or `&` that begins no tag or entity is ordinary text.
            None => (Replacement::Text(&from[..1]), 1),
        };
        match put {
            Replacement::Text(text) => out.push_str(text),
            Replacement::Line(mark) => {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
                out.push_str(mark);
            }
            Replacement::Paragraph => {
                out.truncate(out.trim_end().len());
                if !out.is_empty() {
                    out.push_str("\n\n");
                }
            }
            Replacement::Nothing => {}
            Replacement::Unknown => return None,
        }
        rest = from[length..].trim_start_matches(|c| out.ends_with('\n') && matches!(c, ' ' | '\t' | '\n'));
    }
    out.push_str(rest);
    let ending = &text[text.trim_end_matches('\n').len()..];
    // "&lt;b&gt;" would now read "<b>" and be taken for a tag the next time.
    if leaked_markup(&out).is_some() {
        return None;
    }
    Some(out.trim_end().to_owned() + ending)
}

/// The replacement for a tag or an entity.
enum Replacement<'a> {
    Text(&'a str),
    /// A new line that begins with this.
    Line(&'static str),
    Paragraph,
    Nothing,
    Unknown,
}

fn entity(text: &str) -> Option<(Replacement<'_>, usize)> {
    const ENTITIES: [(&str, &str); 14] = [
        ("&nbsp;", " "),
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&rdquo;", "”"),
        ("&ldquo;", "“"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&pound;", "£"),
    ];
    ENTITIES.iter().find(|(name, _)| text.starts_with(name)).map(|(name, is)| (Replacement::Text(is), name.len()))
}

/// The longest tag in bytes, rounded up. In a text with many `<` and no `>` each would otherwise be searched to the end.
const LONGEST_TAG: usize = 4096;

fn tag(text: &str) -> Option<(Replacement<'_>, usize)> {
    let inside = text.strip_prefix('<')?;
    let named = inside.strip_prefix('/').unwrap_or(inside);
    // No tag has a longer name.
    let (name, behind) = named.split_at(named.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count());
    if !behind.starts_with(['>', ' ', '/']) {
        return None;
    }
    let length = behind.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')?;
    let end = text.len() - behind.len() + length + 1;
    let attributes = behind[..length].trim_end_matches('/').trim();
    let closes = inside.starts_with('/');
    let replacement = match (name.to_ascii_lowercase().as_str(), closes) {
        ("li", false) => Replacement::Line("- "),
        ("li", true) => Replacement::Nothing,
        ("ul" | "p" | "div", _) => Replacement::Paragraph,
        ("br", _) => Replacement::Line(""),
        ("b" | "strong", _) => Replacement::Text("**"),
        ("i" | "em", _) => Replacement::Text("*"),
        ("span", _) if attributes.is_empty() || closes => Replacement::Nothing,
        // How to write links, headings, tables and images in a record is for a person to decide.
        ("a" | "h1" | "h2" | "h3" | "h4" | "hr" | "img" | "ol" | "table" | "tbody" | "td" | "th" | "tr" | "u" | "span", _) => {
            Replacement::Unknown
        }
        _ => return None,
    };
    // `<b is less>` has words after the name but no attribute, so it may be somebody's text.
    let is_text = !attributes.is_empty() && (!attributes.contains('=') || attributes.contains('<'));
    Some((if is_text { Replacement::Unknown } else { replacement }, end))
}

#[cfg(test)]
mod tests {
    use super::as_markdown;

    #[test]
    fn lists_breaks_and_signs_become_markdown() {
        for (html, markdown) in [
            ("Forces should: <ul><li>plan</li><li>act</li></ul>\n", "Forces should:\n\n- plan\n- act\n"),
            ("a<br>b<br/> c\n", "a\nb\nc\n"),
            ("<p>One.</p><p>Two.</p>\n", "One.\n\nTwo.\n"),
            ("a <b>bold</b> <em>word</em> &amp; R&D &lsquo;x&rsquo;\n", "a **bold** *word* & R&D ‘x’\n"),
            ("<https://example.org> and 3 < 4 > 2\n", "<https://example.org> and 3 < 4 > 2\n"),
            ("visits are < I expected and > 3 a month, R&amp;D\n", "visits are < I expected and > 3 a month, R&D\n"),
        ] {
            assert_eq!(as_markdown(html).as_deref(), Some(markdown), "{html}");
        }
    }

    #[test]
    fn what_markdown_has_no_word_for_is_left_to_a_person() {
        for html in [
            "<table><tr><td>x</td></tr></table>",
            "<a href=\"x\">y</a>",
            "<h2>z</h2>",
            "<ol><li>x</li></ol>",
            "<b is less than c> x",
            "Use &lt;b&gt; never.",
            "&amp;lt;",
        ] {
            assert_eq!(as_markdown(html), None, "{html}");
        }
    }
}
