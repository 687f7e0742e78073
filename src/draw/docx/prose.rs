//! Writes prose as Word paragraphs if Word can hold everything in it, otherwise as plain text exactly as written.

use super::body::DocxBody;
use super::lists::DocxLists;
use super::markup::{escaped, literal};
use crate::prose::{FormattedRun, Inline, Prose, ProseBlock, ProseContent, RunContent, inlines, markdown, spans};

impl DocxBody<'_> {
    /// Writes prose in irr's own styles, so that importing the document gives exactly the same prose.
    pub(super) fn prose(&mut self, prose: &Prose) {
        match prose.content() {
            ProseContent::Passages(passages) if holds(&passages, prose.trimmed()) => {
                self.lists.end();
                passages.iter().for_each(|passage| self.passage(passage));
            }
            _ => self.as_written(&prose.escaped(), ""),
        }
    }

    /// Writes text character by character, with nothing interpreted as Markdown.
    pub(super) fn as_written(&mut self, text: &str, look: &str) {
        let runs = literal(text, look);
        self.paragraph("IrrAsWritten", "", &runs);
    }

    fn passage(&mut self, passage: &ProseBlock) {
        let (style, more, text) = match passage {
            ProseBlock::Heading(level, text) => (format!("IrrProseHeading{}", (*level).clamp(1, 6)), String::new(), text),
            ProseBlock::Paragraph(text) => ("IrrProse".to_owned(), String::new(), text),
            ProseBlock::Item { depth, number, text } => {
                let list = self.lists.item(*depth, *number);
                let more = format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
                ("IrrProseList".to_owned(), more, text)
            }
        };
        if !matches!(passage, ProseBlock::Item { .. }) {
            self.lists.end();
        }
        let runs = self.runs(&spans(text));
        self.paragraph(&style, &more, &runs);
    }

    fn runs(&mut self, spans: &[FormattedRun]) -> String {
        let mut out = String::new();
        let mut rest = spans;
        while let Some(first) = rest.first() {
            // Runs with the same target share one hyperlink element, or Word would show several links side by side.
            let length = rest.iter().take_while(|span| span.link == first.link).count();
            let runs: String = rest[..length].iter().map(|span| self.run(span)).collect();
            match &first.link {
                Some(to) => {
                    let id = self.link(to);
                    out.push_str(&format!("<w:hyperlink xmlns:r=\"{RELATIONS}\" r:id=\"irrLink{id}\">{runs}</w:hyperlink>"));
                }
                None => out.push_str(&runs),
            }
            rest = &rest[length..];
        }
        out
    }

    fn run(&self, span: &FormattedRun) -> String {
        let style = match (&span.stretch, &span.link) {
            // A soft break shows as a space; its style lets the import restore the line break of the Markdown source.
            (RunContent::SoftBreak, _) => Some("IrrLineEnd"),
            (_, Some(_)) => Some("Hyperlink"),
            _ => None,
        };
        let mut look = style.map_or_else(String::new, |style| format!("<w:rStyle w:val=\"{}\"/>", escaped(self.style(style))));
        if span.strong {
            look.push_str("<w:b/>");
        }
        if span.emphasis {
            look.push_str("<w:i/>");
        }
        match &span.stretch {
            RunContent::Words(words) => literal(words, &look),
            RunContent::SoftBreak => literal(" ", &look),
            RunContent::HardBreak => literal("\n", &look),
        }
    }
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Returns whether the passages would survive Word and the import unchanged.
fn holds(passages: &[ProseBlock], prose: &str) -> bool {
    let again = |text: &[Inline]| inlines(&spans(text));
    let kept = passages.iter().map(|passage| match passage {
        ProseBlock::Heading(level, text) => Some(ProseBlock::Heading(*level, again(text))),
        ProseBlock::Paragraph(text) => Some(ProseBlock::Paragraph(again(text))),
        ProseBlock::Item { depth, number, text } => {
            DocxLists::can_hold(*depth, *number).then(|| ProseBlock::Item { depth: *depth, number: *number, text: again(text) })
        }
    });
    let kept: Option<Vec<ProseBlock>> = kept.collect();
    let links = passages.iter().all(|passage| {
        let (ProseBlock::Heading(_, text) | ProseBlock::Paragraph(text) | ProseBlock::Item { text, .. }) = passage;
        spans(text).iter().all(|span| span.link.as_deref().is_none_or(is_address))
    });
    links && kept.is_some_and(|kept| markdown(&kept) == prose)
}

/// Returns whether Word accepts a link target. Word reports the whole document as damaged because of one that it does not
/// accept.
fn is_address(to: &str) -> bool {
    let Some(rest) = ["https://", "http://", "mailto:"].iter().find_map(|scheme| to.strip_prefix(scheme)) else { return false };
    let is_usual = |c: char| c.is_ascii_alphanumeric() || "-._~/?#@!$&'()*+,;=:".contains(c);
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let is_host = |c: char| c.is_ascii_alphanumeric() || "-._@+".contains(c);
    let name = host.split_once(':').map_or(host, |(name, port)| if port.parse::<u16>().is_ok() { name } else { "" });
    let escapes =
        rest.split('%').skip(1).all(|after| after.get(..2).is_some_and(|code| code.chars().all(|c| c.is_ascii_hexdigit())));
    let one_anchor = rest.matches('#').count() <= 1;
    to.len() <= 2_000
        && !name.is_empty()
        && name.chars().all(is_host)
        && escapes
        && one_anchor
        && rest.chars().all(|c| is_usual(c) || c == '%')
}
