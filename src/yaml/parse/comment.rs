//! The comments of a YAML text, which parsers drop.

use std::cell::RefCell;
use std::collections::HashMap;

use super::check_mark::check_marks;
use super::offsets::ScalarStyle;
use super::position::Span;
use super::tree::{Content, Tree, TreeNode};
use crate::model::FieldPath;

/// A comment, from its `#` to the end of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'a> {
    /// The comment's place.
    pub span: Span,
    /// Its text, including the `#`, without white space at the end.
    pub text: &'a str,
    /// True where nothing else is on its line.
    pub alone: bool,
}

impl Comment<'_> {
    /// Returns whether it is an instruction to irr, such as one that ignores a rule, or has a mark on a value; then the line it
    /// applies to matters.
    pub(crate) fn is_to_irr(&self) -> bool {
        self.text.trim_start_matches('#').trim_start().starts_with("irr") || !check_marks(self.text).is_empty()
    }
}

/// Finds the lines to which comments apply, for many comments without reading the text again for each.
#[derive(Debug)]
pub struct Coverage<'a> {
    tree: &'a Tree,
    lines: Vec<Span>,
    /// For each line, the next line (itself included) that is neither blank nor a comment;
    /// the number of lines where there is none.
    next_said: Vec<usize>,
    /// A cache: for the start of a line, the end of what begins on that line.
    ends: RefCell<HashMap<usize, usize>>,
}

impl<'a> Coverage<'a> {
    /// Indexes the lines of `text`; `tree` must be its tree.
    pub fn new(text: &str, tree: &'a Tree) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            lines.push(Span { start, end: start + line.len() });
            start += line.len() + 1;
        }
        let mut next_said = vec![lines.len(); lines.len()];
        let mut next = lines.len();
        for (at, line) in lines.iter().enumerate().rev() {
            let words = text[line.start..line.end].trim();
            if !words.is_empty() && !words.starts_with('#') {
                next = at;
            }
            next_said[at] = next;
        }
        Self { tree, lines, next_said, ends: RefCell::default() }
    }

    /// Returns the range to which a comment applies: its own line, or, where it is alone on its line, the next line with content.
    /// A text that begins there and goes on below belongs to it.
    pub fn of(&self, comment: &Comment<'_>) -> Span {
        let own = self.lines.partition_point(|line| line.start <= comment.span.start).saturating_sub(1);
        let covered = if comment.alone { self.next_said.get(own + 1).copied().unwrap_or(own) } else { own };
        // A comment at the end of the file has no next line, so it applies to the last one.
        let line = self.lines[covered.min(self.lines.len() - 1)];
        let end = *self.ends.borrow_mut().entry(line.start).or_insert_with(|| self.tree.end_of_what_begins_in(line));
        Span { start: line.start, end }
    }

    /// Returns the field to which a comment applies.
    pub fn field(&self, comment: &Comment<'_>) -> FieldPath {
        self.tree.path_in(self.of(comment))
    }
}

/// Returns every instruction to irr, with the field and the first line to which it applies.
pub(crate) fn instructions<'a>(text: &'a str, tree: &Tree) -> Vec<(&'a str, FieldPath, &'a str)> {
    let coverage = Coverage::new(text, tree);
    let first_line = |comment: &Comment<'_>| text[coverage.of(comment).start..].lines().next().unwrap_or("");
    let of = |comment: &Comment<'a>| (comment.text, coverage.field(comment), first_line(comment));
    comments(text, tree).iter().filter(|comment| comment.is_to_irr()).map(of).collect()
}

/// Returns every comment of `text` in order; `tree` must be its tree. A `#` inside prose or quotes does not begin a comment.
pub fn comments<'a>(text: &'a str, tree: &Tree) -> Vec<Comment<'a>> {
    let texts: Vec<Span> = opaque(tree, text).into_iter().map(|(span, _)| span).collect();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let hash = line.match_indices('#').map(|(at, _)| at).find(|at| {
            // Without a space before it, a `#` is part of a word.
            let begins = line[..*at].chars().next_back().is_none_or(|before| matches!(before, ' ' | '\t' | '\u{feff}'));
            begins && !is_inside(&texts, start + at)
        });
        if let Some(at) = hash {
            let text = line[at..].trim_end();
            let span = Span { start: start + at, end: start + at + text.len() };
            found.push(Comment { span, text, alone: line[..at].trim_matches([' ', '\t', '\u{feff}']).is_empty() });
        }
        start += line.len();
    }
    found
}

/// Returns the texts of all comments, sorted, for comparison regardless of their places.
pub(crate) fn comment_texts<'a>(text: &'a str, tree: &Tree) -> Vec<&'a str> {
    let mut texts: Vec<&str> = comments(text, tree).iter().map(|comment| comment.text).collect();
    texts.sort_unstable();
    texts
}

/// Returns the ranges where a `#` does not begin a comment and a blank line is text: scalars, and blocks below their first line.
pub(crate) fn opaque(tree: &Tree, text: &str) -> Vec<(Span, ScalarStyle)> {
    fn collect(node: &TreeNode, text: &str, found: &mut Vec<(Span, ScalarStyle)>) {
        match &node.content {
            Content::Scalar { style: ScalarStyle::Block, .. } => {
                let head =
                    text[node.range.start..node.range.end].find('\n').map_or(node.range.end, |at| node.range.start + at + 1);
                found.push((Span { start: head, end: node.range.end }, ScalarStyle::Block));
            }
            Content::Scalar { style, .. } if node.range.end > node.range.start => found.push((node.range, *style)),
            Content::Scalar { .. } | Content::Alias => {}
            Content::Sequence(items) => items.iter().for_each(|item| collect(item, text, found)),
            Content::Mapping(entries) => entries.iter().for_each(|(key, value)| {
                collect(key, text, found);
                collect(value, text, found);
            }),
        }
    }
    let mut found = Vec::new();
    collect(&tree.root, text, &mut found);
    found
}

/// Returns whether a byte is inside one of the ranges, which must be sorted.
pub(crate) fn is_inside(texts: &[Span], at: usize) -> bool {
    let after = texts.partition_point(|span| span.start <= at);
    after > 0 && at < texts[after - 1].end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_block_is_its_own_without_a_line_break_too() {
        for text in ["a: |+\n  b\n\n  # no", "a: |\n  # no", "a: |+\n  # no\n\n"] {
            assert!(comments(text, &Tree::of(text).unwrap()).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_hash_in_prose_or_quotes_is_no_comment() {
        let text =
            "# top\na: \"x # y\" # one\nb: |  # two\n  # prose\n\nc: 'it''s # no'\n  # alone\nd: x#y\ne: [a, # three\n  b]\n";
        let found = comments(text, &Tree::of(text).unwrap());
        let told: Vec<_> = found.iter().map(|comment| (comment.text, comment.alone)).collect();
        assert_eq!(told, [("# top", true), ("# one", false), ("# two", false), ("# alone", true), ("# three", false)]);
    }
}
