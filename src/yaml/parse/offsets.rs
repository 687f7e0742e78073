//! Converts the parser's places into byte ranges of the text.

use std::borrow::Cow;

use super::position::Span;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScalarStyle {
    /// Without quotes or block marks.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// In a block after `|` or `>`.
    Block,
}

/// Converts the parser's character offsets to byte offsets.
pub(crate) struct Offsets<'a> {
    body: &'a str,
    shift: usize,
    bytes: Cow<'a, [usize]>,
}

impl<'a> Offsets<'a> {
    pub(crate) fn of(body: &'a str, shift: usize) -> Self {
        // In an ASCII text characters are bytes, so no table is needed.
        let bytes = if body.is_ascii() { Vec::new() } else { body.char_indices().map(|(at, _)| at).collect() };
        Self { body, shift, bytes: Cow::Owned(bytes) }
    }

    fn byte(&self, character: usize) -> usize {
        let in_body =
            if self.bytes.is_empty() { character } else { self.bytes.get(character).copied().unwrap_or(self.body.len()) };
        in_body.min(self.body.len())
    }

    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (self.byte(start), self.byte(end.max(start)));
        Span { start: start + self.shift, end: end + self.shift }
    }

    /// Returns the whole range of a scalar whose event covers `span`; bytes before `read` belong to earlier nodes.
    pub(crate) fn scalar(&self, span: Span, style: ScalarStyle, read: usize) -> Span {
        match style {
            ScalarStyle::Plain => span,
            ScalarStyle::Quoted => {
                Span { start: span.start, end: span.start + quoted_length(&self.body[span.start - self.shift..]) }
            }
            ScalarStyle::Block => {
                // In an invalid text, earlier nodes may appear to end later than they do.
                let read = read.min(span.start);
                let between = &self.body[read - self.shift..span.start - self.shift];
                let header = block_header(between);
                let kept = header.is_some_and(|at| {
                    between[at..].lines().next().is_some_and(|line| line.split('#').next().is_some_and(|mark| mark.contains('+')))
                });
                let inside = &self.body[span.start - self.shift..span.end - self.shift];
                let line = self.body[..span.start - self.shift].rfind('\n').map_or(0, |at| at + 1);
                // The block's indentation is that of its first line.
                let indent = span.start - self.shift - line;
                // The spaces before the next key are not part of the block.
                let lines = inside.trim_end_matches(' ').len();
                let end = if kept { span.start + lines } else { span.start + without_blank_end(inside, indent) };
                Span { start: header.map_or(span.start, |at| read + at), end }
            }
        }
    }

    /// Returns the first line of a range, without white space at its end.
    pub(crate) fn trimmed(&self, span: Span) -> Span {
        let inside = &self.body[span.start - self.shift..span.end - self.shift];
        let line = inside.lines().next().unwrap_or("").trim_end();
        Span { start: span.start, end: span.start + line.len() }
    }
}

/// Returns the length of a quoted text in bytes, including both quotes.
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

/// Returns the offset of a block's `|` or `>` in the text between the previous node and the block's first line.
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

/// Returns the length of a block's text without blank lines at its end; the last line's break counts.
/// White space beyond `indent` is text.
fn without_blank_end(text: &str, indent: usize) -> usize {
    let mut length = text.len();
    while let Some(start) = text[..length].trim_end_matches(['\r', '\n']).rfind('\n').map(|at| at + 1) {
        let line = text[start..length].trim_end_matches(['\r', '\n']);
        if line.len() > indent || !line.bytes().all(|byte| byte == b' ') {
            break;
        }
        length = start;
    }
    // Every line break after the last line, except that line's own, is a blank line.
    let body = text[..length].trim_end_matches(['\r', '\n']).len();
    body + text[body..length].find('\n').map_or(length - body, |at| at + 1)
}
