//! Parses a text into a tree of nodes that know their places.

use saphyr_parser::{Event, Parser, ScalarStyle as ParserStyle, Span as EventSpan};

use super::bare_word::is_null;
use super::fault::{Fault, FaultKind};
use super::offsets::{Offsets, ScalarStyle};
use super::position::Span;
use crate::model::{FieldPath, Segment};

/// The deepest nesting allowed. Records use four levels.
const MAX_DEPTH: usize = 32;

/// The content of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// A scalar's text, and how it is written.
    Scalar { text: String, style: ScalarStyle },
    /// A list.
    Sequence(Vec<TreeNode>),
    /// Keys with their values, in the order of the text.
    Mapping(Vec<(TreeNode, TreeNode)>),
    /// A reference to an anchor.
    Alias,
}

impl Content {
    fn is_collection(&self) -> bool {
        matches!(self, Self::Sequence(_) | Self::Mapping(_))
    }
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TreeNode {
    /// Its first line, or its start: the place to report when something is wrong with it.
    pub(crate) span: Span,
    /// Its whole range, including quotes, brackets, and a block's `|` and last line break.
    pub(crate) range: Span,
    /// True for a list or mapping in brackets.
    pub(crate) flow: bool,
    pub(crate) content: Content,
    /// The anchor or tag before it, in words.
    pub(crate) mark: Option<String>,
}

impl TreeNode {
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Returns whether YAML reads it as null: empty, `~` or `null`, without quotes.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.content, Content::Scalar { text, style: ScalarStyle::Plain } if is_null(text))
    }

    /// Returns the range to report: the scalar itself, or the first key or item of something larger.
    fn head(&self) -> Span {
        match &self.content {
            Content::Mapping(entries) => entries.first().map_or(self.span, |(key, _)| key.span),
            Content::Sequence(items) => items.first().map_or(self.span, TreeNode::head),
            Content::Scalar { .. } | Content::Alias => self.span,
        }
    }
}

/// A YAML text as a tree, with the place of every field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    pub(crate) root: TreeNode,
}

impl Tree {
    /// Parses a text.
    ///
    /// # Errors
    /// The fault at the first place where the text stops being a single YAML document.
    pub fn of(text: &str) -> Result<Self, Box<Fault>> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        let shift = text.len() - body.len();
        let mut builder = TreeBuilder { parser: Parser::new_from_str(body), offsets: Offsets::of(body, shift), read: shift };
        let mut root = None;
        loop {
            let (event, span) = builder.next()?;
            match event {
                Event::StreamEnd => break,
                Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => {}
                _ if root.is_some() => {
                    // Programs that read only the first document would hide the second one.
                    return Err(builder.fault(span, "a second YAML document begins here, and a record has only one".into()));
                }
                event => root = Some(builder.node(event, span, 0)?),
            }
        }
        root.map(|root| Self { root }).ok_or_else(|| {
            let help = "a record has at least schema_version, stage, force, local_policing_body and inspection";
            Box::new(Fault::new(FaultKind::InvalidYaml, Span::default(), "the file is empty", Some(help.into())))
        })
    }

    /// Returns the first field whose key, or item whose first line, is in a range; the root where there is none.
    ///
    /// It uses binary search, because it is called for every comment and a text may have one on each line.
    pub fn path_in(&self, span: Span) -> FieldPath {
        fn first(node: &TreeNode, at: &FieldPath, span: Span) -> Option<FieldPath> {
            match &node.content {
                Content::Mapping(entries) => {
                    let next = entries.partition_point(|(key, _)| key.span.start < span.start);
                    let name = |key: &TreeNode| at.key(key.text().unwrap_or("").to_owned());
                    // The entry that begins before the range may reach into it.
                    let before = next.checked_sub(1).map(|last| &entries[last]);
                    before.and_then(|(key, value)| first(value, &name(key), span)).or_else(|| {
                        let (key, _) = entries.get(next)?;
                        (key.span.start <= span.end).then(|| name(key))
                    })
                }
                Content::Sequence(items) => {
                    let next = items.partition_point(|item| item.span.start < span.start);
                    let before = next.checked_sub(1).and_then(|last| first(&items[last], &at.index(last), span));
                    before.or_else(|| {
                        let item = items.get(next).filter(|item| item.span.start <= span.end)?;
                        let path = at.index(next);
                        first(item, &path, span).or(Some(path))
                    })
                }
                Content::Scalar { .. } | Content::Alias => None,
            }
        }
        first(&self.root, &FieldPath::root(), span).unwrap_or_default()
    }

    /// Returns where the last scalar ends that begins on a line, or the line's end if that is later.
    pub fn end_of_what_begins_in(&self, line: Span) -> usize {
        fn furthest(node: &TreeNode, line: Span, end: usize) -> usize {
            match &node.content {
                Content::Scalar { .. } | Content::Alias => {
                    let begins = (line.start..=line.end).contains(&node.range.start);
                    if begins { end.max(node.range.end) } else { end }
                }
                Content::Sequence(items) => {
                    let from = items.partition_point(|item| item.range.end < line.start);
                    let here = items[from..].iter().take_while(|item| item.range.start <= line.end);
                    here.fold(end, |end, item| furthest(item, line, end))
                }
                Content::Mapping(entries) => {
                    let from = entries.partition_point(|(key, value)| key.range.end.max(value.range.end) < line.start);
                    let here = entries[from..].iter().take_while(|(key, _)| key.range.start <= line.end);
                    here.fold(end, |end, (_, value)| furthest(value, line, end))
                }
            }
        }
        furthest(&self.root, line, line.end)
    }

    /// Returns the place of a field: its value if that is a scalar, else its key.
    ///
    /// If the record has no such field, the place of the nearest enclosing one.
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

struct TreeBuilder<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    offsets: Offsets<'a>,
    /// The byte up to which the text has been turned into nodes.
    read: usize,
}

impl<'a> TreeBuilder<'a> {
    fn next(&mut self) -> Result<(Event<'a>, EventSpan), Box<Fault>> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            None => Ok((Event::StreamEnd, EventSpan::default())),
            Some(Err(error)) => {
                let at = error.marker().index();
                let message = format!("this is not YAML: {}", error.info());
                let help = "put text with a colon or a hash in quotes, and longer text in a `|` block";
                Err(Box::new(Fault::new(FaultKind::InvalidYaml, self.offsets.span(at, at + 1), message, Some(help.into()))))
            }
        }
    }

    fn fault(&self, span: EventSpan, message: String) -> Box<Fault> {
        let span = self.offsets.span(span.start.index(), span.end.index());
        Box::new(Fault::new(FaultKind::InvalidYaml, span, message, None))
    }

    fn node(&mut self, event: Event<'a>, span: EventSpan, depth: usize) -> Result<TreeNode, Box<Fault>> {
        // This function is recursive, and a hostile file must not overflow the stack.
        if depth > MAX_DEPTH {
            return Err(self.fault(span, format!("this is nested more than {MAX_DEPTH} levels deep")));
        }
        let marked = |anchor: usize, tag: Option<&saphyr_parser::Tag>| match (anchor, tag) {
            (0, None) => None,
            (0, Some(tag)) => Some(format!("the tag `{tag}`")),
            _ => Some("an anchor".to_owned()),
        };
        let start = self.offsets.span(span.start.index(), span.end.index());
        // The parser gives a collection in brackets the span of its bracket, and one in block style an empty span.
        let flow = start.end > start.start;
        let mut range = start;
        let (content, mark) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let style = match style {
                    ParserStyle::Plain => ScalarStyle::Plain,
                    ParserStyle::SingleQuoted | ParserStyle::DoubleQuoted => ScalarStyle::Quoted,
                    ParserStyle::Literal | ParserStyle::Folded => ScalarStyle::Block,
                };
                range = self.offsets.scalar(start, style, self.read);
                (Content::Scalar { text: text.into_owned(), style }, marked(anchor, tag.as_deref()))
            }
            Event::SequenceStart(anchor, tag) => {
                let mut items = Vec::new();
                let closed = loop {
                    match self.next()? {
                        (Event::SequenceEnd, span) => break span,
                        (event, span) => items.push(self.node(event, span, depth + 1)?),
                    }
                };
                range.end = self.end(flow, closed, items.last());
                (Content::Sequence(items), marked(anchor, tag.as_deref()))
            }
            Event::MappingStart(anchor, tag) => {
                let mut entries: Vec<(TreeNode, TreeNode)> = Vec::new();
                let closed = loop {
                    let key = match self.next()? {
                        (Event::MappingEnd, span) => break span,
                        (event, span) => self.node(event, span, depth + 1)?,
                    };
                    let (event, span) = self.next()?;
                    entries.push((key, self.node(event, span, depth + 1)?));
                };
                range.end = self.end(flow, closed, entries.last().map(|(_, value)| value));
                (Content::Mapping(entries), marked(anchor, tag.as_deref()))
            }
            Event::Alias(_) => (Content::Alias, Some("an alias".to_owned())),
            _ => return Err(self.fault(span, "the document is incomplete".into())),
        };
        // The parser reports only a block's text, so its `|` is searched for after this point.
        self.read = self.read.max(range.end);
        Ok(TreeNode { span: self.offsets.trimmed(start), range, flow: flow && content.is_collection(), content, mark })
    }

    /// Returns where a list or mapping ends: after its bracket, or where its last value ends.
    fn end(&self, flow: bool, closed: EventSpan, last: Option<&TreeNode>) -> usize {
        let at = closed.start.index();
        match last {
            _ if flow => self.offsets.span(at, at + 1).end,
            Some(last) => last.range.end,
            None => self.offsets.span(at, at).start,
        }
    }
}

/// Returns the words of the field `key` in a fragment that is YAML by itself: `owner: Head of Custody`, a list in brackets or on
/// lines below the key, or a mapping in braces. Empty where the fragment is something else.
pub fn words_of_field(piece: &str, key: &str) -> Vec<String> {
    let Ok(tree) = Tree::of(piece) else { return Vec::new() };
    let Content::Mapping(entries) = &tree.root.content else { return Vec::new() };
    let value = entries.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value);
    let word = |node: &TreeNode| node.text().filter(|_| !node.is_null()).map(str::to_owned);
    match value.map(|value| (&value.content, value)) {
        Some((Content::Sequence(items), _)) => items.iter().filter_map(word).collect(),
        Some((_, value)) => word(value).into_iter().collect(),
        None => Vec::new(),
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
        assert_eq!(fault.message, "a second YAML document begins here, and a record has only one");
    }

    #[test]
    fn bottomless_nesting_is_a_fault() {
        let fault = Tree::of(&"[".repeat(10_000)).unwrap_err();
        assert_eq!(fault.kind, FaultKind::InvalidYaml);
    }

    #[test]
    fn a_field_is_read_however_it_is_written() {
        for (piece, words) in [
            ("owner: Head of Custody  # since May", &["Head of Custody"][..]),
            ("owner: 'Custody: nights'", &["Custody: nights"]),
            ("owner: [HMICFRS, \"HMI Prisons\"]", &["HMICFRS", "HMI Prisons"]),
            ("owner:\n  - chief constables\n  - the Home Office\n", &["chief constables", "the Home Office"]),
            ("{owner: Custody, grade: good}", &["Custody"]),
            ("owner:", &[]),
            ("owner: ~", &[]),
            ("owner: |", &[""]),
            ("Whoever is the owner: nobody knows", &[]),
            ("owner: 'half", &[]),
        ] {
            assert_eq!(words_of_field(piece, "owner"), words, "{piece}");
        }
    }
}
