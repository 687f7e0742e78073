//! Values that are marked as guessed, and the places where such a mark can stand.
//!
//! A mark stands behind a value, at the end of its line; for a block of text behind its `|`, and for a list or mapping behind its
//! key. Alone on a line it is about the field on the next one, as a comment that ignores a rule is.

use std::collections::HashMap;

use super::check_mark::check_marks;
use super::comment::{Comment, Coverage, comments};
use super::offsets::ScalarStyle;
use super::position::Span;
use super::tree::{Content, Tree, TreeNode};
use crate::model::guessed_value::qualified;
use crate::model::{FieldPath, FindingKind, FindingRef, PrintedRef, Segment};

/// A mark, with the value that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The mark's place in the text.
    pub span: Span,
    /// The path from the record on; `None` for a mark on no value.
    pub at: Option<FieldPath>,
    /// The finding that has the value; `None` for one of the record.
    pub finding: Option<FindingRef>,
    /// The field's path within the finding or the record, as for `irr set`; empty for a mark on no value.
    pub field: String,
    /// Why it was guessed; empty where the mark does not say it.
    pub why: String,
}

impl Check {
    /// Returns the field's name with its finding: `R4.due`; empty for a mark on no value.
    pub fn name(&self) -> String {
        qualified(self.finding.as_ref(), &self.field)
    }
}

/// Returns every mark of a text, in order; none where it is not YAML.
pub fn checks(text: &str) -> Vec<Check> {
    // Hardly any text has one, so most are not parsed.
    if !may_have_checks(text) {
        return Vec::new();
    }
    Tree::of(text).map(|tree| checks_in(text, &tree)).unwrap_or_default()
}

/// Returns whether a text may have marks. A quick test, which may be true for a text without any.
pub(crate) fn may_have_checks(text: &str) -> bool {
    text.contains("irr:") && text.contains("check")
}

/// Returns every mark of a text, in order; `tree` must be its tree.
pub(crate) fn checks_in(text: &str, tree: &Tree) -> Vec<Check> {
    let places = MarkPlaces::of(tree);
    let coverage = Coverage::new(text, tree);
    let mut found = Vec::new();
    for comment in comments(text, tree) {
        let marks = check_marks(comment.text);
        if marks.is_empty() {
            continue;
        }
        let at = if comment.alone { below(tree, &coverage, &comment) } else { places.before(text, comment.span.start) };
        let (finding, field) = at.as_ref().map(|at| named(tree, at)).unwrap_or_default();
        for mark in marks {
            let (at, finding) = (at.clone(), finding.clone());
            let span = Span { start: comment.span.start + mark.span.start, end: comment.span.start + mark.span.end };
            found.push(Check { span, at, finding, field: field.to_string(), why: mark.why.to_owned() });
        }
    }
    found
}

/// Returns the field on the next line; `None` for a comment behind all fields.
fn below(tree: &Tree, coverage: &Coverage<'_>, comment: &Comment<'_>) -> Option<FieldPath> {
    let covered = coverage.of(comment);
    Some(tree.path_in(covered)).filter(|path| covered.start > comment.span.start && *path != FieldPath::root())
}

/// Splits a path into the finding and the path within it; a finding without a number stays part of the path.
fn named(tree: &Tree, at: &FieldPath) -> (Option<FindingRef>, FieldPath) {
    let [Segment::Key(list), Segment::Index(index), rest @ ..] = at.segments() else { return (None, at.clone()) };
    let kind = FindingKind::ALL.iter().find(|kind| kind.list() == list);
    let finding = kind.and_then(|kind| reference(*kind, findings(tree, *kind).get(*index)?)).filter(|_| !rest.is_empty());
    let field = if finding.is_some() { rest.iter().cloned().collect() } else { at.clone() };
    (finding, field)
}

/// Returns the findings of a kind, in order.
fn findings(tree: &Tree, kind: FindingKind) -> &[TreeNode] {
    match entry(&tree.root, kind.list()).map(|list| &list.content) {
        Some(Content::Sequence(items)) => items,
        _ => &[],
    }
}

/// Returns a finding's reference; `None` for one without a number.
fn reference(kind: FindingKind, finding: &TreeNode) -> Option<FindingRef> {
    let printed: PrintedRef = entry(finding, "ref")?.text()?.parse().ok()?;
    Some(FindingRef::new(kind, &printed))
}

fn entry<'a>(node: &'a TreeNode, key: &str) -> Option<&'a TreeNode> {
    let Content::Mapping(entries) = &node.content else { return None };
    entries.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
}

/// Returns the path of a field of the record or of a finding; `None` where there is no such finding.
pub(crate) fn path_from_record(tree: &Tree, finding: Option<&FindingRef>, field: &FieldPath) -> Option<FieldPath> {
    let Some(wanted) = finding else { return Some(field.clone()) };
    let is_wanted = |finding: &TreeNode| reference(wanted.kind, finding).as_ref() == Some(wanted);
    let index = findings(tree, wanted.kind).iter().position(is_wanted)?;
    Some(FieldPath::root().key(wanted.kind.list()).index(index).join(field))
}

/// The places behind which a mark can stand, in the order of the text.
pub(crate) struct MarkPlaces(Vec<(usize, FieldPath)>);

impl MarkPlaces {
    pub(crate) fn of(tree: &Tree) -> Self {
        let mut found = Vec::new();
        collect(&tree.root, &FieldPath::root(), &mut found);
        found.sort_by_key(|(place, _)| *place);
        Self(found)
    }

    /// Returns the field that a comment at `start` is about: the last one before it on its line.
    fn before(&self, text: &str, start: usize) -> Option<FieldPath> {
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let behind = self.0.partition_point(|(place, _)| *place <= start);
        let (_, path) = self.0[..behind].last().filter(|(place, _)| *place > line)?;
        Some(path.clone())
    }

    /// Returns the end of the line on which a mark is about each field that has such a line, not counting blanks.
    pub(crate) fn line_ends(&self, text: &str) -> HashMap<&FieldPath, usize> {
        let mut ends = HashMap::new();
        for (index, (place, path)) in self.0.iter().enumerate() {
            let end = text[*place..].find('\n').map_or(text.len(), |at| place + at);
            // Another field behind it on its line would be the one that is marked.
            let is_last = self.0.get(index + 1).is_none_or(|(next, _)| *next > end);
            let content = text[*place..end].trim_end_matches([' ', '\t', '\r']);
            // A key comes before its value, and where both have a line, that of the value counts.
            if is_last {
                ends.insert(path, place + content.len());
            } else {
                ends.remove(path);
            }
        }
        ends
    }
}

/// Collects for each value the byte behind which a mark is about it. A key has its own place before that of its value: it counts
/// where the value is empty or begins below.
fn collect(node: &TreeNode, at: &FieldPath, found: &mut Vec<(usize, FieldPath)>) {
    let flow = node.flow && *at != FieldPath::root();
    match &node.content {
        Content::Mapping(entries) => {
            for (key, value) in entries {
                let path = at.key(key.text().unwrap_or("").to_owned());
                found.push((key.range.end, path.clone()));
                collect(value, &path, found);
            }
        }
        Content::Sequence(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(item, &at.index(index), found));
        }
        // The range of a block begins with its `|` and ends below.
        Content::Scalar { style: ScalarStyle::Block, .. } => found.push((node.range.start + 1, at.clone())),
        Content::Scalar { .. } | Content::Alias if node.range.end > node.range.start => found.push((node.range.end, at.clone())),
        Content::Scalar { .. } | Content::Alias => {}
    }
    if flow {
        found.push((node.range.end, at.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names and reasons of a text's marks.
    fn told(text: &str) -> Vec<(String, String)> {
        checks(text).into_iter().map(|check| (check.name(), check.why)).collect()
    }

    #[test]
    fn a_mark_is_about_the_value_on_its_line_however_that_is_written() {
        for (text, name) in [
            ("force: Kent # irr: check (a)\n", "force"),
            ("inspection: # irr: check (a)\n  title: x\n", "inspection"),
            ("inspection: {title: x} # irr: check (a)\n", "inspection"),
            ("unplaced: | # irr: check (a)\n  words # no mark\nforce: Kent\n", "unplaced"),
            ("unplaced: |-2 # a note # irr: check (a)\n    words\n", "unplaced"),
            ("force: \"a\n  b\" # irr: check (a)\n", "force"),
            ("force: a\n  b # irr: check (a)\nstage: draft\n", "force"),
            ("list: [a,\n  b] # irr: check (a)\n", "list"),
            ("list: [a, # irr: check (a)\n  b]\n", "list[0]"),
            ("list:\n  - a # irr: check (a)\n  - b\n", "list[0]"),
            ("list:\n  - {a: b} # irr: check (a)\n", "list[0]"),
            ("recommendations:\n  - ref: \"4\" # irr: check (a)\n", "R4.ref"),
            ("recommendations: # irr: check (a)\n  - ref: \"4\"\n", "recommendations"),
            ("recommendations:\n  - due: 2025-12-31\t# irr: check (a)\n    ref: R4\n", "R4.due"),
            ("recommendations:\n  - due: 2025-12-31 # irr: check (a)\n", "recommendations[0].due"),
            ("force: # irr: check (a)\nstage: draft\n", "force"),
            ("# irr: check (a)\n\n# note\nforce: Kent\n", "force"),
            ("force: é # irr: check (a)\r\nstage: draft\r\n", "force"),
        ] {
            assert_eq!(told(text), [(name.to_owned(), "a".to_owned())], "{text}");
        }
    }

    #[test]
    fn a_mark_on_no_value_is_told_without_a_name() {
        for text in ["force: Kent\n# irr: check (a)\n", "list:\n  - # irr: check (a)\n    a: b\n", "--- # irr: check (a)\na: b\n"]
        {
            assert_eq!(told(text), [(String::new(), "a".to_owned())], "{text}");
        }
        assert_eq!(told("force: \"# irr: check (a)\"\nunplaced: |\n  # irr: check (b)\n"), []);
    }
}
