//! Writes prose from the records as HTML.

use super::escape::{escaped, push};
use crate::prose::escape_markdown::is_safe_link;
use crate::prose::{Inline, Prose, ProseBlock, ProseContent};

/// Appends prose to `out`; its headings are nested below `level`.
pub(super) fn push_prose(out: &mut String, prose: &Prose, level: u8) {
    match prose.content() {
        ProseContent::AsWritten(text) => {
            out.push_str("<div class=\"irr-as-written\">");
            push(out, &text);
        }
        ProseContent::Passages(passages) => {
            out.push_str("<div class=\"irr-prose\">");
            push_passages(out, &passages, level);
        }
    }
    out.push_str("</div>");
}

fn push_passages(out: &mut String, passages: &[ProseBlock], level: u8) {
    let mut lists = OpenLists::default();
    // A prose heading's own level is kept as a class for the import; its level on the page may skip none, for accessibility.
    let mut last = level;
    for passage in passages {
        match passage {
            ProseBlock::Heading(own, text) => {
                lists.close(out, 0);
                last = level.saturating_add(*own).min(last.saturating_add(1)).clamp(1, 6);
                out.push_str(&format!("<h{last} class=\"irr-h{own}\">"));
                push_inlines(out, text);
                out.push_str(&format!("</h{last}>"));
            }
            ProseBlock::Paragraph(text) => {
                lists.close(out, 0);
                out.push_str("<p>");
                push_inlines(out, text);
                out.push_str("</p>");
            }
            ProseBlock::Item { depth, number, text } => {
                lists.item(out, *depth, *number);
                push_inlines(out, text);
            }
        }
    }
    lists.close(out, 0);
}

/// The lists that are open, each with the number of its last item; `None` for bullets.
#[derive(Default)]
struct OpenLists(Vec<Option<u64>>);

impl OpenLists {
    /// Opens an item, in a new list if its number does not continue the open one.
    fn item(&mut self, out: &mut String, depth: usize, number: Option<u64>) {
        self.close(out, depth + 1);
        // HTML numbers items itself, so a list whose numbers jump has to start anew to show the same numbers.
        let goes_on = self.0.len() == depth + 1
            && match (self.0.last().copied().flatten(), number) {
                (Some(last), Some(number)) => last.checked_add(1) == Some(number),
                (last, number) => last.is_none() && number.is_none(),
            };
        if goes_on {
            out.push_str("</li>");
        } else {
            self.close(out, depth);
        }
        while self.0.len() <= depth {
            match number.filter(|_| self.0.len() == depth) {
                Some(1) => out.push_str("<ol>"),
                Some(first) => out.push_str(&format!("<ol start=\"{first}\">")),
                None => out.push_str("<ul>"),
            }
            self.0.push(number.filter(|_| self.0.len() == depth));
            if self.0.len() <= depth {
                out.push_str("<li>");
            }
        }
        if let Some(last) = self.0.last_mut() {
            *last = number;
        }
        out.push_str("<li>");
    }

    /// Closes all lists except the outermost `but`.
    fn close(&mut self, out: &mut String, but: usize) {
        while self.0.len() > but {
            out.push_str(if self.0.pop().flatten().is_some() { "</li></ol>" } else { "</li></ul>" });
        }
    }
}

fn push_inlines(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => push(out, text),
            Inline::Strong(inside) => push_within(out, "strong", inside),
            Inline::Emphasis(inside) => push_within(out, "em", inside),
            Inline::Link { to, text } if is_safe_link(to) => {
                // A link whose text is its own address is marked, so that the import writes it without brackets again.
                let is_bare = matches!(&text[..], [Inline::Text(words)] if words == to);
                out.push_str(&format!("<a{} href=\"{}\">", if is_bare { " class=\"bare\"" } else { "" }, escaped(to)));
                push_inlines(out, text);
                out.push_str("</a>");
            }
            // An unsafe link, such as `javascript:`, keeps its target in `data-href` for the import, but cannot be followed.
            Inline::Link { to, text } => {
                out.push_str(&format!("<span data-href=\"{}\">", escaped(to)));
                push_inlines(out, text);
                out.push_str("</span>");
            }
            Inline::SoftBreak => out.push('\n'),
            Inline::HardBreak => out.push_str("<br>"),
        }
    }
}

fn push_within(out: &mut String, name: &str, inside: &[Inline]) {
    out.push_str(&format!("<{name}>"));
    push_inlines(out, inside);
    out.push_str(&format!("</{name}>"));
}
