//! Finds tags in XML text and inserts text between them.
//!
//! The template is edited as text, not parsed and written again, so that everything irr does not know in it stays exactly as
//! it is.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::package::unusable;
use crate::draw::DrawError;

/// Escapes text for XML content and attributes. Characters that XML 1.0 does not allow become U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() && c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Returns a run of text; line feeds and tabs become Word's own elements.
pub(super) fn literal(text: &str, look: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::from("<w:r>");
    if !look.is_empty() {
        out.push_str(&format!("<w:rPr>{look}</w:rPr>"));
    }
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        for (at, words) in line.split('\t').enumerate() {
            if at > 0 {
                out.push_str("<w:tab/>");
            }
            if !words.is_empty() {
                out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(words)));
            }
        }
    }
    out + "</w:r>"
}

/// A tag: its element's name, depth and attributes, and its byte range in the text.
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) depth: usize,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: TagKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    Opens,
    Closes,
    Empty,
}

impl Tag {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Returns all tags of a part, in order.
pub(super) fn tags(part: &str, text: &str) -> Result<Vec<Tag>, DrawError> {
    let broken = || unusable(format!("its part {part} is not XML"));
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    let mut depth = 0usize;
    loop {
        let start = at(&reader);
        let event = reader.read_event().map_err(|_| broken())?;
        let end = at(&reader);
        let (name, attributes, kind) = match &event {
            Event::Start(tag) => (tag.name().0.to_owned(), attributes(tag).ok_or_else(broken)?, TagKind::Opens),
            Event::Empty(tag) => (tag.name().0.to_owned(), attributes(tag).ok_or_else(broken)?, TagKind::Empty),
            Event::End(tag) => (tag.name().0.to_owned(), Vec::new(), TagKind::Closes),
            // A document type can define entities that expand without end; Word writes none.
            Event::DocType(_) => return Err(unusable(format!("its part {part} has a document type of its own"))),
            Event::Eof => break,
            _ => continue,
        };
        depth -= usize::from(kind == TagKind::Closes);
        found.push(Tag { name, depth, attributes, start, end, kind });
        depth += usize::from(kind == TagKind::Opens);
    }
    if depth == 0 { Ok(found) } else { Err(broken()) }
}

fn at(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn attributes(tag: &BytesStart<'_>) -> Option<Vec<(String, String)>> {
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some((attribute.key.0.to_owned(), value.into_owned()))
    });
    attributes.collect()
}

/// Inserts text before the first of the given marks that the part contains.
pub(super) fn put_before(part: &str, text: &str, marks: &[&str], what: &str) -> Result<String, DrawError> {
    let at = marks.iter().find_map(|mark| text.find(mark));
    let at = at.ok_or_else(|| unusable(format!("its part {part} is built as Word does not build it: it has no {}", marks[0])))?;
    Ok(format!("{}{what}{}", &text[..at], &text[at..]))
}
