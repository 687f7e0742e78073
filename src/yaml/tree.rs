//! A text as a tree of nodes that know where they stand.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as EventSpan};

use super::fault::{Fault, FaultKind, Span};
use crate::model::{FieldPath, Segment};

/// How deep a record may nest: four levels are in use, the rest is room.
const MAX_DEPTH: usize = 32;

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A scalar's text, and whether it stands without quotes or block marks.
    Scalar { text: String, plain: bool },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with their values, in the text's order.
    Mapping(Vec<(Node, Node)>),
    /// A reference to an anchor.
    Alias,
}

/// One value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) content: Content,
    /// The anchor or tag before it, in words.
    pub(super) mark: Option<String>,
}

impl Node {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether YAML reads it as nothing: empty, `~` or `null`, without quotes.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.content, Content::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The part to mark: a scalar's own, for anything larger where it begins.
    fn head(&self) -> Span {
        match &self.content {
            Content::Mapping(entries) => entries.first().map_or(self.span, |(key, _)| key.span),
            Content::Sequence(items) => items.first().map_or(self.span, Node::head),
            Content::Scalar { .. } | Content::Alias => self.span,
        }
    }
}

/// A text as YAML reads it, with the place of every field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    pub(super) root: Node,
}

impl Tree {
    /// Reads `text`.
    ///
    /// # Errors
    /// The first place where the text stops being one YAML document.
    pub fn of(text: &str) -> Result<Self, Box<Fault>> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut builder = Builder { parser: Parser::new_from_str(body), offsets: Offsets::of(body, text.len() - body.len()) };
        let mut root = None;
        loop {
            let (event, span) = builder.next()?;
            match event {
                Event::StreamEnd => break,
                Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => {}
                _ if root.is_some() => {
                    return Err(builder.fault(span, "a second YAML document begins here, and a record is one".into()));
                }
                event => root = Some(builder.node(event, span, 0)?),
            }
        }
        root.map(|root| Self { root }).ok_or_else(|| {
            Box::new(Fault {
                kind: FaultKind::InvalidYaml,
                span: Span::default(),
                at: FieldPath::root(),
                message: "the file is empty".into(),
                help: Some("a record has at least schema_version, stage, force, local_policing_body and inspection".into()),
                related: None,
            })
        })
    }

    /// Where a field stands: its value if that is a scalar, else its key.
    ///
    /// Where the record has no such field, the nearest place around it that it has.
    pub fn locate(&self, path: &FieldPath) -> Span {
        let mut node = &self.root;
        let mut span = self.root.head();
        for segment in path.segments() {
            let step = match (segment, &node.content) {
                (Segment::Key(key), Content::Mapping(entries)) => {
                    entries.iter().find(|(name, _)| name.text() == Some(key)).map(|(name, value)| (name.span, value))
                }
                (Segment::Index(index), Content::Sequence(items)) => items.get(*index).map(|item| (item.head(), item)),
                _ => None,
            };
            let Some((mark, value)) = step else { return span };
            span = if value.text().is_some_and(|text| !text.is_empty()) { value.span } else { mark };
            node = value;
        }
        span
    }
}

struct Builder<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    offsets: Offsets<'a>,
}

impl<'a> Builder<'a> {
    fn next(&mut self) -> Result<(Event<'a>, EventSpan), Box<Fault>> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            None => Ok((Event::StreamEnd, EventSpan::default())),
            Some(Err(error)) => {
                let at = error.marker().index();
                Err(Box::new(Fault {
                    kind: FaultKind::InvalidYaml,
                    span: self.offsets.span(at, at + 1),
                    at: FieldPath::root(),
                    message: format!("this is not YAML: {}", error.info()),
                    help: Some("text with a colon or a hash in it wants quotes, and prose wants a `|` block".into()),
                    related: None,
                }))
            }
        }
    }

    fn fault(&self, span: EventSpan, message: String) -> Box<Fault> {
        let span = self.offsets.span(span.start.index(), span.end.index());
        Box::new(Fault { kind: FaultKind::InvalidYaml, span, at: FieldPath::root(), message, help: None, related: None })
    }

    fn node(&mut self, event: Event<'a>, span: EventSpan, depth: usize) -> Result<Node, Box<Fault>> {
        if depth > MAX_DEPTH {
            return Err(self.fault(span, format!("this nests more than {MAX_DEPTH} levels deep")));
        }
        let marked = |anchor: usize, tag: Option<&saphyr_parser::Tag>| match (anchor, tag) {
            (0, None) => None,
            (0, Some(tag)) => Some(format!("the tag `{tag}`")),
            _ => Some("an anchor".to_owned()),
        };
        let start = self.offsets.span(span.start.index(), span.end.index());
        let (content, mark) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain;
                (Content::Scalar { text: text.into_owned(), plain }, marked(anchor, tag.as_deref()))
            }
            Event::SequenceStart(anchor, tag) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        (event, span) => items.push(self.node(event, span, depth + 1)?),
                    }
                }
                (Content::Sequence(items), marked(anchor, tag.as_deref()))
            }
            Event::MappingStart(anchor, tag) => {
                let mut entries = Vec::new();
                loop {
                    let key = match self.next()? {
                        (Event::MappingEnd, _) => break,
                        (event, span) => self.node(event, span, depth + 1)?,
                    };
                    let (event, span) = self.next()?;
                    entries.push((key, self.node(event, span, depth + 1)?));
                }
                (Content::Mapping(entries), marked(anchor, tag.as_deref()))
            }
            Event::Alias(_) => (Content::Alias, Some("an alias".to_owned())),
            _ => return Err(self.fault(span, "the document ends in the middle".into())),
        };
        Ok(Node { span: self.offsets.trimmed(start), content, mark })
    }
}

/// From the parser's characters to the text's bytes.
struct Offsets<'a> {
    body: &'a str,
    shift: usize,
    bytes: Cow<'a, [usize]>,
}

impl<'a> Offsets<'a> {
    fn of(body: &'a str, shift: usize) -> Self {
        let bytes = if body.is_ascii() { Vec::new() } else { body.char_indices().map(|(at, _)| at).collect() };
        Self { body, shift, bytes: Cow::Owned(bytes) }
    }

    fn byte(&self, character: usize) -> usize {
        let in_body =
            if self.bytes.is_empty() { character } else { self.bytes.get(character).copied().unwrap_or(self.body.len()) };
        in_body.min(self.body.len())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (self.byte(start), self.byte(end.max(start)));
        Span { start: start + self.shift, end: end + self.shift }
    }

    /// The span up to the end of its first line, without the white space behind it.
    fn trimmed(&self, span: Span) -> Span {
        let inside = &self.body[span.start - self.shift..span.end - self.shift];
        let line = inside.lines().next().unwrap_or("").trim_end();
        Span { start: span.start, end: span.start + line.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::Position;

    fn located(text: &str, path: &FieldPath) -> (usize, usize, String) {
        let span = Tree::of(text).unwrap().locate(path);
        let Position { line, column } = Position::of(text, span.start);
        (line, column, text[span.start..span.end].to_owned())
    }

    #[test]
    fn a_field_is_found_by_its_path() {
        let text = "force: Kent\nrecommendations:\n  - ref: \"1\"\n    due: 2025-12-31\n";
        let due = FieldPath::root().key("recommendations").index(0).key("due");
        assert_eq!(located(text, &due), (4, 10, "2025-12-31".into()));
        assert_eq!(located(text, &due.parent().unwrap()), (3, 5, "ref".into()));
    }

    #[test]
    fn a_field_that_is_not_there_is_located_at_what_holds_it() {
        let text = "force: Kent\ninspection:\n  title: x\n";
        let path = FieldPath::root().key("inspection").key("published");
        assert_eq!(located(text, &path), (2, 1, "inspection".into()));
    }

    #[test]
    fn columns_count_characters_and_lines_count_crlf_once() {
        let text = "force: Kent\r\nowner: {a: “é”, b: x}\r\nlast: y\r\n";
        let root = FieldPath::root();
        assert_eq!(located(text, &root.key("owner").key("b")), (2, 20, "x".into()));
        assert_eq!(located(text, &root.key("last")), (3, 7, "y".into()));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}force: Kent\n";
        assert_eq!(located(text, &FieldPath::root().key("force")), (1, 8, "Kent".into()));
    }

    #[test]
    fn a_second_document_is_a_fault() {
        let fault = Tree::of("a: 1\n---\nb: 2\n").unwrap_err();
        assert_eq!(fault.message, "a second YAML document begins here, and a record is one");
    }

    #[test]
    fn bottomless_nesting_is_a_fault() {
        let fault = Tree::of(&"[".repeat(10_000)).unwrap_err();
        assert_eq!(fault.kind, FaultKind::InvalidYaml);
    }
}
