//! Where the parser's events stand in the text, to the byte.

use std::borrow::Cow;

use super::fault::Span;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Without quotes or block marks.
    Plain,
    /// In quotes, single or double.
    Quoted,
    /// In a block behind `|` or `>`.
    Block,
}

/// From the parser's characters to the text's bytes.
pub(super) struct Offsets<'a> {
    body: &'a str,
    shift: usize,
    bytes: Cow<'a, [usize]>,
}

impl<'a> Offsets<'a> {
    pub(super) fn of(body: &'a str, shift: usize) -> Self {
        let bytes = if body.is_ascii() { Vec::new() } else { body.char_indices().map(|(at, _)| at).collect() };
        Self { body, shift, bytes: Cow::Owned(bytes) }
    }

    fn byte(&self, character: usize) -> usize {
        let in_body =
            if self.bytes.is_empty() { character } else { self.bytes.get(character).copied().unwrap_or(self.body.len()) };
        in_body.min(self.body.len())
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (self.byte(start), self.byte(end.max(start)));
        Span { start: start + self.shift, end: end + self.shift }
    }

    /// All of a scalar whose event covers `span`; what stands before `read` belongs to other nodes.
    pub(super) fn scalar(&self, span: Span, style: Style, read: usize) -> Span {
        match style {
            Style::Plain => span,
            Style::Quoted => Span { start: span.start, end: span.start + quoted_length(&self.body[span.start - self.shift..]) },
            Style::Block => {
                // In a broken text the nodes before it may seem to reach further than they do.
                let read = read.min(span.start);
                let between = &self.body[read - self.shift..span.start - self.shift];
                let header = block_header(between);
                let kept = header.is_some_and(|at| {
                    between[at..].lines().next().is_some_and(|line| line.split('#').next().is_some_and(|mark| mark.contains('+')))
                });
                let inside = &self.body[span.start - self.shift..span.end - self.shift];
                let line = self.body[..span.start - self.shift].rfind('\n').map_or(0, |at| at + 1);
                let indent = span.start - self.shift - line;
                // The blanks before what follows are not the block's.
                let lines = inside.trim_end_matches(' ').len();
                let end = if kept { span.start + lines } else { span.start + without_blank_end(inside, indent) };
                Span { start: header.map_or(span.start, |at| read + at), end }
            }
        }
    }

    /// The span up to the end of its first line, without the white space behind it.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let inside = &self.body[span.start - self.shift..span.end - self.shift];
        let line = inside.lines().next().unwrap_or("").trim_end();
        Span { start: span.start, end: span.start + line.len() }
    }
}

/// How many bytes a text in quotes takes, both quotes counted.
fn quoted_length(text: &str) -> usize {
    let double = text.starts_with('"');
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if double => drop(bytes.next()),
            b'\'' if !double && bytes.peek().is_some_and(|(_, next)| *next == b'\'') => drop(bytes.next()),
            b'"' if double => return at + 1,
            b'\'' if !double => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Where the `|` or `>` of a block stands in what lies between the node before it and its first line: at the end of a line's words.
fn block_header(between: &str) -> Option<usize> {
    let mut start = 0;
    between.split_inclusive('\n').find_map(|line| {
        let begins = start;
        start += line.len();
        let comment = line.match_indices('#').map(|(at, _)| at).find(|at| *at == 0 || line[..*at].ends_with([' ', '\t']));
        let words = line[..comment.unwrap_or(line.len())].trim_end();
        let mark = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        let at = mark.strip_suffix(['|', '>']).filter(|before| before.is_empty() || before.ends_with([' ', '\t']))?.len();
        Some(begins + at)
    })
}

/// How long a block's text is without the blank lines at its end; its last line's break counts. White space beyond `indent` is text.
fn without_blank_end(text: &str, indent: usize) -> usize {
    let mut length = text.len();
    while let Some(start) = text[..length].trim_end_matches(['\r', '\n']).rfind('\n').map(|at| at + 1) {
        let line = text[start..length].trim_end_matches(['\r', '\n']);
        if line.len() > indent || !line.bytes().all(|byte| byte == b' ') {
            break;
        }
        length = start;
    }
    // Every line break behind the last line but its own is a blank line.
    let body = text[..length].trim_end_matches(['\r', '\n']).len();
    body + text[body..length].find('\n').map_or(length - body, |at| at + 1)
}
