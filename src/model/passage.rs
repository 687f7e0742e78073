//! Prose in parts: what Markdown means, as far as other containers can say the same.
//!
//! A part is what a word processor calls a paragraph: a heading, a paragraph, or an item of a list so deep. Not all Markdown is made
//! of these (tables, quotes, code); what is not stays the text it is, see [`Told`](super::prose::Told).

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// One part of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// A heading, 1 being the highest.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// An item of a list.
    Item {
        /// How deep the list is nested, from 0.
        depth: usize,
        /// Its number, in a numbered list.
        number: Option<u64>,
        /// Its text.
        text: Vec<Inline>,
    },
}

/// A stretch of text within a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Characters.
    Text(String),
    /// Of strong importance: bold.
    Strong(Vec<Inline>),
    /// Emphasised: italic.
    Emphasis(Vec<Inline>),
    /// A link.
    Link {
        /// Where it leads.
        to: String,
        /// What it says.
        text: Vec<Inline>,
    },
    /// The end of a line in the source: a blank to the reader.
    SoftBreak,
    /// The end of a line for the reader too.
    HardBreak,
}

/// The parts of a Markdown text; `None` where it has more in it than these parts can say.
///
/// What comes back as `Some` may still be another way to write the same: [`markdown`] tells whether it is.
pub fn passages(text: &str) -> Option<Vec<Passage>> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES) {
        reader.take(event)?;
    }
    Some(reader.done)
}

#[derive(Default)]
struct Reader {
    done: Vec<Passage>,
    /// The next number of each list that is open; `None` for one without numbers.
    lists: Vec<Option<u64>>,
    /// What the open spans have gathered, the outermost first.
    spans: Vec<Vec<Inline>>,
    /// Where the open links lead.
    links: Vec<String>,
    /// An item's text that no paragraph of its own holds.
    item: Option<(usize, Option<u64>)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) -> Option<()> {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => {
                // A paragraph within an item is a loose list, or an item of several paragraphs.
                if self.item.is_some() || !self.lists.is_empty() {
                    return None;
                }
                self.spans.push(Vec::new());
            }
            Event::End(TagEnd::Paragraph) => {
                let text = self.spans.pop()?;
                self.done.push(Passage::Paragraph(text));
            }
            Event::End(TagEnd::Heading(level)) => {
                let text = self.spans.pop()?;
                self.done.push(Passage::Heading(level as u8, text));
            }
            Event::Start(Tag::List(first)) => {
                self.end_item();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop()?;
            }
            Event::Start(Tag::Item) => {
                let depth = self.lists.len().checked_sub(1)?;
                let next = self.lists.last_mut()?;
                self.item = Some((depth, *next));
                *next = next.and_then(|number| number.checked_add(1));
                self.spans.push(Vec::new());
            }
            Event::End(TagEnd::Item) => self.end_item(),
            Event::Start(Tag::Strong | Tag::Emphasis) => self.spans.push(Vec::new()),
            Event::Start(Tag::Link { link_type: LinkType::Inline | LinkType::Autolink, dest_url, title, .. }) => {
                if !title.is_empty() {
                    return None;
                }
                self.links.push(dest_url.into_string());
                self.spans.push(Vec::new());
            }
            Event::End(TagEnd::Link) => {
                let to = self.links.pop()?;
                self.end_span(|text| Inline::Link { to, text })?;
            }
            Event::End(TagEnd::Strong) => self.end_span(Inline::Strong)?,
            Event::End(TagEnd::Emphasis) => self.end_span(Inline::Emphasis)?,
            Event::Text(text) => match self.spans.last_mut()?.last_mut() {
                Some(Inline::Text(before)) => before.push_str(&text),
                _ => self.spans.last_mut()?.push(Inline::Text(text.into_string())),
            },
            Event::SoftBreak => self.spans.last_mut()?.push(Inline::SoftBreak),
            Event::HardBreak => self.spans.last_mut()?.push(Inline::HardBreak),
            _ => return None,
        }
        Some(())
    }

    fn end_span(&mut self, make: impl FnOnce(Vec<Inline>) -> Inline) -> Option<()> {
        let inside = self.spans.pop()?;
        self.spans.last_mut()?.push(make(inside));
        Some(())
    }

    /// An item ends where it ends, or where a list within it begins.
    fn end_item(&mut self) {
        if let Some((depth, number)) = self.item.take() {
            let text = self.spans.pop().unwrap_or_default();
            self.done.push(Passage::Item { depth, number, text });
        }
    }
}

/// The Markdown of parts, written in one way: [`passages`] reads it back as the same parts.
pub fn markdown(passages: &[Passage]) -> String {
    let mut out = String::new();
    // How far the text of each open item stands in.
    let mut indents: Vec<usize> = Vec::new();
    let mut in_list = false;
    for passage in passages {
        let is_item = matches!(passage, Passage::Item { .. });
        if !out.is_empty() {
            out.push_str(if is_item && in_list { "\n" } else { "\n\n" });
        }
        match passage {
            Passage::Heading(level, text) => {
                out.push_str(&"#".repeat((*level).clamp(1, 6).into()));
                out.push(' ');
                out.push_str(&inline_markdown(text));
            }
            Passage::Paragraph(text) => out.push_str(&inline_markdown(text)),
            Passage::Item { depth, number, text } => {
                indents.truncate(*depth);
                let before = indents.last().copied().unwrap_or(0);
                let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                out.push_str(&" ".repeat(before));
                out.push_str(&mark);
                let inner = before + mark.len();
                out.push_str(&inline_markdown(text).replace('\n', &format!("\n{}", " ".repeat(inner))));
                indents.push(inner);
            }
        }
        if !is_item {
            indents.clear();
        }
        in_list = is_item;
    }
    out
}

/// The Markdown of a stretch of text, with as few escapes as will read back as the same.
pub fn inline_markdown(text: &[Inline]) -> String {
    let text = tidy(text);
    let reads_back = |written: &str| matches!(passages(written).as_deref(), Some([Passage::Paragraph(read)]) if *read == text);
    let bare = write_inline(&text, Escape::None);
    if text.is_empty() || reads_back(&bare) {
        return bare;
    }
    let escaped = write_inline(&text, Escape::All);
    if reads_back(&escaped) {
        return escaped;
    }
    // Marks that Markdown cannot set here are left out; the words stay.
    write_inline(&[Inline::Text(plain(&text))], Escape::All)
}

/// The words of a stretch of text, without its marks; a line's end is a line's end.
pub fn plain(text: &[Inline]) -> String {
    let mut out = String::new();
    for inline in text {
        match inline {
            Inline::Text(words) => out.push_str(words),
            Inline::Strong(inside) | Inline::Emphasis(inside) | Inline::Link { text: inside, .. } => out.push_str(&plain(inside)),
            Inline::SoftBreak | Inline::HardBreak => out.push('\n'),
        }
    }
    out
}

/// The same text with neighbours of one kind put together, nothing empty, and no white space just inside a bold or italic stretch.
pub fn tidy(text: &[Inline]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in text {
        match inline {
            Inline::Strong(inside) => wrap(&mut out, inside, Inline::Strong),
            Inline::Emphasis(inside) => wrap(&mut out, inside, Inline::Emphasis),
            Inline::Link { to, text } => {
                let inside = tidy(text);
                if !inside.is_empty() {
                    out.push(Inline::Link { to: to.clone(), text: inside });
                }
            }
            other => join(&mut out, other.clone()),
        }
    }
    out
}

/// Puts a span to the end of `out`, with the blanks at its edges outside of it.
fn wrap(out: &mut Vec<Inline>, inside: &[Inline], make: impl Fn(Vec<Inline>) -> Inline) {
    let mut inside = tidy(inside);
    let mut after = String::new();
    if let Some(Inline::Text(first)) = inside.first_mut() {
        let trimmed = first.trim_start_matches(' ').to_owned();
        join(out, Inline::Text(first[..first.len() - trimmed.len()].to_owned()));
        *first = trimmed;
    }
    if let Some(Inline::Text(last)) = inside.last_mut() {
        after = last[last.trim_end_matches(' ').len()..].to_owned();
        last.truncate(last.len() - after.len());
    }
    inside.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    if !inside.is_empty() {
        join(out, make(inside));
    }
    join(out, Inline::Text(after));
}

fn join(out: &mut Vec<Inline>, inline: Inline) {
    match (out.last_mut(), inline) {
        (_, Inline::Text(text)) if text.is_empty() => {}
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (Some(Inline::Strong(before)), Inline::Strong(inside)) | (Some(Inline::Emphasis(before)), Inline::Emphasis(inside)) => {
            before.extend(inside);
        }
        (_, inline) => out.push(inline),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    All,
}

fn write_inline(text: &[Inline], escape: Escape) -> String {
    let mut out = String::new();
    for inline in text {
        match inline {
            Inline::Text(words) => push_words(&mut out, words, escape),
            Inline::Strong(inside) => out.push_str(&format!("**{}**", write_inline(inside, escape))),
            Inline::Emphasis(inside) => out.push_str(&format!("*{}*", write_inline(inside, escape))),
            Inline::Link { to, text } if matches!(&text[..], [Inline::Text(words)] if words == to) => {
                out.push_str(&format!("<{to}>"));
            }
            Inline::Link { to, text } => {
                let to = if to.contains([' ', '(', ')']) || to.is_empty() { format!("<{to}>") } else { to.clone() };
                out.push_str(&format!("[{}]({to})", write_inline(text, escape)));
            }
            Inline::SoftBreak => out.push('\n'),
            Inline::HardBreak => out.push_str("\\\n"),
        }
    }
    out
}

/// Characters that mean something to Markdown anywhere, and those that do so at the beginning of a line.
fn push_words(out: &mut String, words: &str, escape: Escape) {
    if escape == Escape::None {
        return out.push_str(words);
    }
    let start = out.rfind('\n').map_or(0, |at| at + 1);
    for c in words.chars() {
        let line = &out[start..];
        let opens_line = line.trim().is_empty() && matches!(c, '#' | '+' | '-' | '=' | ':' | '>')
            || matches!(c, '.' | ')') && !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
        if opens_line || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str) -> Option<String> {
        passages(text).map(|passages| markdown(&passages))
    }

    #[test]
    fn what_prose_is_mostly_made_of_is_written_as_it_was() {
        for text in [
            "One line.",
            "One line\nand another.\n\nA third.",
            "# A heading\n\nIts text.",
            "We should:\n\n- act; and\n- learn\n  from it:\n  - soon\n- now.\n\nThat is all.",
            "3. Three\n4. Four\n   1. inner\n      - most\n5. Five",
            "**Bold** and *italic* and ***both*** and [a report](https://example.org/a?b=c&d=e).",
            "<https://example.org/>",
            "Two lines\\\nfor the reader.",
            "R&D; x < y; 5 * 3 = 15; a_b_c; £5 [sic] (see 1.) #5",
        ] {
            assert_eq!(again(text).as_deref(), Some(text), "{text}");
        }
    }

    #[test]
    fn what_is_more_than_parts_is_nothing_here() {
        for text in
            ["> quoted", "| a | b |\n|---|---|\n| c | d |", "`code`", "- loose\n\n- list", "<b>html</b>", "![x](y)", "---"]
        {
            assert_eq!(passages(text), None, "{text}");
        }
    }

    #[test]
    fn words_that_look_like_marks_are_escaped_where_they_must_be() {
        for (words, written) in [
            ("plain", "plain"),
            ("5 * 3", "5 * 3"),
            ("*not emphasis*", "\\*not emphasis\\*"),
            ("1. no list", "1\\. no list"),
            ("- no item", "\\- no item"),
            ("# no heading", "\\# no heading"),
            ("<li>", "\\<li>"),
            ("&amp;", "\\&amp;"),
        ] {
            assert_eq!(inline_markdown(&[Inline::Text(words.into())]), written);
        }
    }

    #[test]
    fn blanks_at_the_edge_of_a_span_stand_outside_it() {
        let text = [Inline::Strong(vec![Inline::Text("Plans ".into())]), Inline::Text("are made".into())];
        assert_eq!(inline_markdown(&text), "**Plans** are made");
    }
}
