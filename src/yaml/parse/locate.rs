//! Locates a simple field without parsing the text into a tree.
//!
//! The problems of many records are about a date in `inspection` or `publication`, and parsing
//! each record for its place took most of the time of reporting them. Only a plain value in
//! the plainest layout is located here; a property test compares the result with the tree.

use super::position::Span;
use crate::model::{FieldPath, Segment};

/// Returns the place of a plain value in a block mapping at the top of the text; `None` where only a tree can tell.
pub fn locate_plainly(text: &str, path: &FieldPath) -> Option<Span> {
    let [Segment::Key(outer), Segment::Key(inner)] = path.segments() else { return None };
    let body = after_only(text, 0, text.len(), outer, 0)?;
    // Only a comment may follow the outer key on its line.
    let line = text[body..].lines().next()?.trim();
    if !(line.is_empty() || line.starts_with('#')) {
        return None;
    }
    let start = body + text[body..].find('\n')? + 1;
    let first = text[start..].lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    let indent = first.len() - first.trim_start_matches(' ').len();
    let belongs = |line: &&str| line.trim().is_empty() || line.starts_with(' ') || line.starts_with('#');
    let length: usize =
        text[start..].split_inclusive('\n').take_while(|line| belongs(&line.trim_end_matches(['\r', '\n']))).map(str::len).sum();
    if indent == 0 {
        return None;
    }
    let value = after_only(text, start, start + length, inner, indent)?;
    let line = text[value..].lines().next()?;
    let from = value + (line.len() - line.trim_start_matches(' ').len());
    let words = text[from..].lines().next()?;
    let words = words.find(" #").map_or(words, |at| &words[..at]).trim_end();
    let plain = words.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    // A value that continues on the next line is not plain.
    let next = text[from..].lines().nth(1).unwrap_or("");
    let goes_on = next.starts_with(' ') && next.len() - next.trim_start_matches(' ').len() > indent;
    (plain && !goes_on).then_some(Span { start: from, end: from + words.len() })
}

/// Returns the byte after `key:`, if exactly one line of the range begins with it at that column.
fn after_only(text: &str, start: usize, end: usize, key: &str, column: usize) -> Option<usize> {
    let mut at = start;
    let mut found = None;
    for line in text.get(start..end)?.split_inclusive('\n') {
        let words = line.get(column..).filter(|_| line[..column].bytes().all(|byte| byte == b' '));
        if let Some(rest) =
            words.and_then(|words| words.strip_prefix(key)?.strip_prefix(':')).filter(|rest| rest.starts_with([' ', '\r', '\n']))
        {
            if found.is_some() {
                return None;
            }
            found = Some(at + line.len() - rest.len());
        }
        at += line.len();
    }
    found
}
