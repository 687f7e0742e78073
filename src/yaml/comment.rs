//! The comments of a text, which no reader of YAML keeps.

use std::cell::RefCell;
use std::collections::HashMap;

use super::fault::Span;
use super::offsets::Style;
use super::tree::{Content, Node, Tree};
use crate::model::FieldPath;

/// A comment: from its `#` to the end of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'a> {
    /// Where it stands.
    pub span: Span,
    /// Its text, the `#` included, without white space at its end.
    pub text: &'a str,
    /// Whether nothing else stands on its line.
    pub alone: bool,
}

impl Comment<'_> {
    /// Whether it speaks to irr: then it matters which line it covers.
    pub(super) fn is_to_irr(&self) -> bool {
        self.text.trim_start_matches('#').trim_start().starts_with("irr")
    }
}

/// What the comments of a text speak of, found for one after another without reading the text anew for each.
#[derive(Debug)]
pub struct Coverage<'a> {
    text: &'a str,
    tree: &'a Tree,
    lines: Vec<Span>,
    /// For each line the first from it on that says something; as many as there are lines where none does.
    next_said: Vec<usize>,
    /// Where what begins on a line ends, as far as somebody has asked.
    ends: RefCell<HashMap<usize, usize>>,
}

impl<'a> Coverage<'a> {
    /// The lines of `text`, which `tree` was read from.
    pub fn new(text: &'a str, tree: &'a Tree) -> Self {
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
        Self { text, tree, lines, next_said, ends: RefCell::default() }
    }

    /// What a comment speaks of: its own line, or the next one with something on it where it stands alone, with all of a text that
    /// begins there.
    pub fn of(&self, comment: &Comment<'_>) -> Span {
        let own = self.lines.partition_point(|line| line.start <= comment.span.start).saturating_sub(1);
        let covered = if comment.alone { self.next_said.get(own + 1).copied().unwrap_or(own) } else { own };
        // Where nothing follows, the last line.
        let line = self.lines[covered.min(self.lines.len() - 1)];
        let end = *self.ends.borrow_mut().entry(line.start).or_insert_with(|| self.tree.end_of_what_begins_in(line));
        Span { start: line.start, end }
    }

    /// The field that a comment speaks of.
    pub fn field(&self, comment: &Comment<'_>) -> FieldPath {
        self.tree.path_in(self.of(comment))
    }

    /// The text of what a comment speaks of, up to the end of its first line.
    pub(super) fn first_line(&self, comment: &Comment<'_>) -> &'a str {
        self.text[self.of(comment).start..].lines().next().unwrap_or("")
    }
}

/// Every comment of `text`, which `tree` was read from, in its order. A `#` in prose or in quotes begins none.
pub fn comments<'a>(text: &'a str, tree: &Tree) -> Vec<Comment<'a>> {
    let texts = opaque(tree, text);
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let hash = line.match_indices('#').map(|(at, _)| at).find(|at| {
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

/// The texts of all comments, in an order that does not depend on where they stand.
pub(super) fn comment_texts<'a>(text: &'a str, tree: &Tree) -> Vec<&'a str> {
    let mut texts: Vec<&str> = comments(text, tree).iter().map(|comment| comment.text).collect();
    texts.sort_unstable();
    texts
}

/// The stretches of the text in which a `#` begins no comment and a blank line is not layout: quoted texts, and blocks below their first line.
pub(super) fn opaque(tree: &Tree, text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    collect(&tree.root, text, &mut found);
    found
}

fn collect(node: &Node, text: &str, found: &mut Vec<Span>) {
    match &node.content {
        Content::Scalar { style: Style::Quoted, .. } => found.push(node.whole),
        Content::Scalar { style: Style::Block, .. } => {
            let head = text[node.whole.start..node.whole.end].find('\n').map_or(node.whole.end, |at| node.whole.start + at + 1);
            found.push(Span { start: head, end: node.whole.end });
        }
        Content::Scalar { style: Style::Plain, .. } if node.whole.end > node.whole.start => found.push(node.whole),
        Content::Scalar { .. } | Content::Alias => {}
        Content::Sequence(items) => items.iter().for_each(|item| collect(item, text, found)),
        Content::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            collect(key, text, found);
            collect(value, text, found);
        }),
    }
}

/// Whether a byte stands in one of the stretches, which are in the order of the text.
pub(super) fn is_inside(texts: &[Span], at: usize) -> bool {
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
