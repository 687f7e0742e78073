//! Parses Markdown into parts.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::prose::{Inline, ProseBlock, plain};

/// The deepest nesting of lists and spans that is parsed.
/// Code that walks the parts is recursive, so deeper text stays plain text.
const DEEPEST: usize = 40;

/// Parses a Markdown text; `None` where it contains anything that the parts cannot express.
///
/// The text may have been another spelling of the same parts; comparing it with [`markdown`](crate::prose::markdown) tells.
pub fn passages(text: &str) -> Option<Vec<ProseBlock>> {
    let mut reader = MarkdownParser::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES) {
        reader.take(event)?;
    }
    Some(reader.done)
}

/// Returns whether a text can stand between the headings and tables of a Markdown document without being confused with them: it
/// has no headings, tables, quotes, code blocks, rules or link definitions of its own at the top level.
pub fn stands_alone(text: &str) -> bool {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut events = Parser::new_ext(text, options).into_offset_iter();
    if events.reference_definitions().iter().next().is_some() {
        return false;
    }
    let (mut depth, mut start, mut end) = (0_usize, None, 0);
    for (event, range) in events.by_ref() {
        match event {
            Event::Start(
                Tag::Heading { .. }
                | Tag::Table(_)
                | Tag::BlockQuote(_)
                | Tag::HtmlBlock
                | Tag::CodeBlock(_)
                | Tag::FootnoteDefinition(_),
            ) if depth == 0 => return false,
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Rule => return false,
            _ => {}
        }
        start.get_or_insert(range.start);
        end = range.end;
    }
    start == Some(0) && text[end.min(text.len())..].trim().is_empty()
}

#[derive(Default)]
struct MarkdownParser {
    done: Vec<ProseBlock>,
    /// The next number of each open list; `None` for a bulleted one.
    lists: Vec<Option<u64>>,
    /// The content gathered for each open span, outermost first.
    spans: Vec<Vec<Inline>>,
    /// The addresses of the open links.
    links: Vec<String>,
    /// The depth and number of an open list item whose text is directly inside it.
    item: Option<(usize, Option<u64>)>,
}

impl MarkdownParser {
    fn take(&mut self, event: Event<'_>) -> Option<()> {
        // Checked before each event, so that a hostile text costs no more than this depth.
        if self.lists.len() > DEEPEST || self.spans.len() > DEEPEST {
            return None;
        }
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => {
                // A paragraph inside an item means a loose list or an item of several paragraphs, which the parts cannot express.
                if self.item.is_some() || !self.lists.is_empty() {
                    return None;
                }
                self.spans.push(Vec::new());
            }
            Event::End(TagEnd::Paragraph) => {
                let text = self.spans.pop()?;
                self.done.push(ProseBlock::Paragraph(text));
            }
            Event::End(TagEnd::Heading(level)) => {
                let text = self.spans.pop()?;
                self.done.push(ProseBlock::Heading(level as u8, text));
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
                // A link's title (its tooltip) has no counterpart in the parts.
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
            // Tables, quotes, code, HTML, images and footnotes have no parts.
            _ => return None,
        }
        Some(())
    }

    fn end_span(&mut self, make: impl FnOnce(Vec<Inline>) -> Inline) -> Option<()> {
        let inside = self.spans.pop()?;
        self.spans.last_mut()?.push(make(inside));
        Some(())
    }

    /// Finishes the open item: at its end, or where a list inside it begins.
    fn end_item(&mut self) {
        if let Some((depth, number)) = self.item.take() {
            let text = self.spans.pop().unwrap_or_default();
            self.done.push(ProseBlock::Item { depth, number, text });
        }
    }
}

/// Returns the words of a line of Markdown without its marks.
pub fn unmarked(text: &str) -> String {
    match passages(text).as_deref() {
        Some([ProseBlock::Paragraph(inside)]) => plain(inside),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::prose::passages;

    #[test]
    fn what_is_nested_without_end_is_no_parts() {
        let deep = |times| format!("{}x{}", "**a *b ".repeat(times), " c* d**".repeat(times));
        assert!(passages(&deep(5)).is_some());
        assert_eq!(passages(&deep(50_000)), None);
        assert_eq!(passages(&format!("{}x", "- ".repeat(50_000))), None);
    }
}
