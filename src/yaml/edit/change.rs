//! Makes single changes to a text and leaves everything else as it is.
//!
//! Each change replaces the bytes of one value, adds one line, or moves whole lines. The result
//! is parsed again; if it does not say exactly what was meant, or lacks a comment, the change is
//! refused. Line endings, indentation, quotes, blank lines and comments elsewhere stay, because
//! the tree knows the byte range of every value. For a change to a whole record, see `revise.rs`.

use crate::model::{Change, FieldPath, Side, Value};
use crate::yaml::edit::plain_value::PlainValue;
use crate::yaml::edit::splice::{Splice, spliced};
use crate::yaml::emit::write::{block_text, fits_block, inline_text};
use crate::yaml::parse::comment::comment_texts;
use crate::yaml::parse::fault::Fault;
use crate::yaml::parse::line::{
    column, dash_line, end_of_deeper_comments, end_of_line, indent_of, line_above, line_end, with_line_ends,
};
use crate::yaml::parse::offsets::ScalarStyle;
use crate::yaml::parse::position::{Position, Span};
use crate::yaml::parse::tree::{Content, Tree, TreeNode};

/// The reason why a change was not made; the text is then unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text is not YAML, or not YAML that every parser reads alike.
    #[error("line {line} is written in a way that not every YAML parser understands: {said}")]
    NotYaml {
        /// The line of the problem, from 1.
        line: usize,
        /// The parser's message.
        said: String,
    },
    /// The field does not exist, or is of another kind than the change needs.
    #[error("`{at}` does not exist, or this change does not fit it")]
    NotThere {
        /// The field.
        at: FieldPath,
    },
    /// The change would touch more than the field, because of the way it is written.
    #[error("`{at}` is written in a way that cannot be changed on its own: change it by hand")]
    Entangled {
        /// The field.
        at: FieldPath,
    },
    /// The change would remove a comment.
    #[error("`{at}` cannot be removed: its comment `{comment}` would be lost")]
    HoldsComment {
        /// The field.
        at: FieldPath,
        /// The comment.
        comment: String,
    },
}

impl EditError {
    pub(in crate::yaml) fn not_yaml(text: &str, fault: &Fault) -> Self {
        Self::NotYaml { line: Position::of(text, fault.span.start).line, said: fault.message.clone() }
    }
}

/// Returns `text` with the changes made.
///
/// # Errors
/// [`EditError`] for the first change that cannot be made safely; then none is made.
pub fn edit(text: &str, changes: &[&Change]) -> Result<String, EditError> {
    let (moves, puts): (Vec<&Change>, Vec<&Change>) =
        changes.iter().copied().partition(|change| matches!(change, Change::Reorder { .. }));
    let text = if puts.is_empty() { text.to_owned() } else { put(text, &puts)? };
    // Reordering changes the paths of items, so it comes after the changes that use the old paths.
    moves.into_iter().try_fold(text, |text, change| put(&text, &[change]))
}

/// Makes changes that do not affect each other's paths, with one reading of the text.
fn put(text: &str, changes: &[&Change]) -> Result<String, EditError> {
    let tree = Tree::of(text).map_err(|fault| EditError::not_yaml(text, &fault))?;
    let entangled = || EditError::Entangled { at: changes.first().map(|change| change.at().clone()).unwrap_or_default() };
    // The changes are applied to the bare content as well, to compare it with what the new text says.
    let mut meant = PlainValue::of(&tree);
    let mut splices = Vec::with_capacity(changes.len());
    for change in changes {
        let at = change.at();
        splices.push(match change {
            Change::Set { value, .. } => set(text, &tree, at, value),
            Change::Insert { value, side, of, .. } => insert(text, &tree, at, value, *side, of),
            Change::Reorder { order, .. } => reorder(text, &tree, at, order),
        }?);
        meant.change(change).ok_or_else(|| EditError::NotThere { at: at.clone() })?;
    }
    let changed = spliced(text, splices).ok_or_else(entangled)?;
    let after = Tree::of(&changed).map_err(|_| entangled())?;
    if PlainValue::of(&after) != meant || comment_texts(text, &tree) != comment_texts(&changed, &after) {
        return Err(entangled());
    }
    Ok(changed)
}

fn set(text: &str, tree: &Tree, at: &FieldPath, value: &Value) -> Result<Splice, EditError> {
    let not_there = || EditError::NotThere { at: at.clone() };
    let (key, node, flow) = tree.entry(at).ok_or_else(not_there)?;
    let Content::Scalar { text: old, style } = &node.content else { return Err(not_there()) };
    let Span { start, end } = node.range;
    let new = match (style, value) {
        (_, Value::Bare(word)) => word.clone(),
        (ScalarStyle::Block, Value::Text(words)) if words.contains('\n') && fits_block(words) => {
            let key = key.ok_or_else(|| EditError::Entangled { at: at.clone() })?;
            let below = text[start..end].lines().skip(1).find(|line| !line.trim().is_empty());
            let parent = column(text, key.span.start);
            let inner = below.map_or(parent + 2, |line| line.len() - line.trim_start_matches(' ').len());
            // Keep a comment after the `|`.
            let head = text[start..end].lines().next().unwrap_or("");
            let remark = head.find(" #").map_or("", |at| head[at..].trim_end());
            with_line_ends(&block_text(words, parent, inner, remark), text)
        }
        (style, Value::Text(words)) => {
            let inline = inline_text(words, flow, *style == ScalarStyle::Quoted);
            if *style == ScalarStyle::Block { format!("{inline}{}", line_end(text)) } else { inline }
        }
    };
    // After `key:` without a value, a space must come first.
    if old.is_empty() && start == end {
        let colon = text[start..].find(':').map(|at| start + at + 1).ok_or_else(not_there)?;
        return Ok(Splice { place: Span { start: colon, end: colon }, new: format!(" {new}") });
    }
    Ok(Splice { place: Span { start, end }, new })
}

fn insert(text: &str, tree: &Tree, at: &FieldPath, value: &Value, side: Side, of: &str) -> Result<Splice, EditError> {
    let not_there = || EditError::NotThere { at: at.clone() };
    let mapping = at.parent().and_then(|parent| tree.node(&parent)).ok_or_else(not_there)?;
    let Content::Mapping(entries) = &mapping.content else { return Err(not_there()) };
    let (key, beside) = entries.iter().find(|(key, _)| key.text() == Some(of)).ok_or_else(not_there)?;
    let name = at.last_key().ok_or_else(not_there)?;
    let new = match value {
        Value::Bare(word) => format!("{name}: {word}"),
        Value::Text(words) => format!("{name}: {}", inline_text(words, mapping.flow, false)),
    };
    if mapping.flow {
        let (place, new) = match side {
            Side::Before => (key.range.start, format!("{new}, ")),
            Side::Behind => (beside.range.end, format!(", {new}")),
        };
        return Ok(Splice { place: Span { start: place, end: place }, new });
    }
    let indent = " ".repeat(column(text, key.span.start));
    let end = line_end(text);
    match side {
        Side::Before => {
            let place = key.range.start;
            Ok(Splice { place: Span { start: place, end: place }, new: format!("{new}{end}{indent}") })
        }
        Side::Behind => {
            let last = beside.range.end.max(key.range.end);
            let place = end_of_line(text, last);
            let break_before = if text[..place].ends_with('\n') { "" } else { end };
            let break_behind = if break_before.is_empty() { end } else { "" };
            Ok(Splice { place: Span { start: place, end: place }, new: format!("{break_before}{indent}{new}{break_behind}") })
        }
    }
}

fn reorder(text: &str, tree: &Tree, at: &FieldPath, order: &[usize]) -> Result<Splice, EditError> {
    let not_there = || EditError::NotThere { at: at.clone() };
    let entangled = || EditError::Entangled { at: at.clone() };
    let (key, node, _) = tree.entry(at).ok_or_else(not_there)?;
    let Content::Sequence(items) = &node.content else { return Err(not_there()) };
    if node.flow || items.len() != order.len() || items.is_empty() {
        return Err(entangled());
    }
    let dashes: Option<Vec<usize>> = items.iter().map(|item| dash_line(text, item.range.start)).collect();
    let dashes = dashes.ok_or_else(entangled)?;
    // A comment moves with the item below it, or with the item above if it is indented more than the dashes.
    // Blank lines stay in place.
    let depth = indent_of(&text[dashes[0]..]);
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let mut regions: Vec<Span> = Vec::with_capacity(items.len());
    let mut floor = key.map_or(0, |key| end_of_line(text, key.span.end));
    for (dash, item) in dashes.iter().zip(items) {
        let Span { mut start, mut end } = Span { start: *dash, end: end_of_line(text, item.range.end) };
        while let Some(above) = line_above(text, start).filter(|above| *above >= floor && is_comment(&text[*above..start])) {
            start = above;
        }
        end = end_of_deeper_comments(text, end, depth);
        floor = end;
        regions.push(Span { start, end });
    }
    // A comment above the first item may be about the item or about the whole list, which only a person can tell.
    if order.first() != Some(&0) && regions[0].start != dashes[0] {
        return Err(entangled());
    }
    let (first, last) = (regions[0].start, regions[regions.len() - 1].end);
    let mut moved = String::with_capacity(last - first);
    let mut before = first;
    for (slot, from) in regions.iter().zip(order) {
        let region = regions.get(*from).ok_or_else(not_there)?;
        moved.push_str(text.get(before..slot.start).ok_or_else(entangled)?);
        moved.push_str(&text[region.start..region.end]);
        if !moved.ends_with('\n') {
            moved.push_str(line_end(text));
        }
        before = slot.end;
    }
    let moved = if text[..last].ends_with('\n') { &moved } else { moved.trim_end_matches(['\r', '\n']) };
    Ok(Splice { place: Span { start: first, end: last }, new: moved.to_owned() })
}

impl Tree {
    /// Returns the node of a field.
    pub(in crate::yaml) fn node(&self, path: &FieldPath) -> Option<&TreeNode> {
        self.entry(path).map(|(_, node, _)| node)
    }

    /// Returns the field's key (list items have none), its value, and whether it is in brackets.
    fn entry(&self, path: &FieldPath) -> Option<(Option<&TreeNode>, &TreeNode, bool)> {
        use crate::model::Segment;
        let mut found = (None, &self.root, false);
        for segment in path.segments() {
            let node = found.1;
            let flow = found.2 || node.flow;
            found = match (segment, &node.content) {
                (Segment::Key(wanted), Content::Mapping(entries)) => {
                    let (key, value) = entries.iter().find(|(key, _)| key.text() == Some(wanted))?;
                    (Some(key), value, flow)
                }
                (Segment::Index(index), Content::Sequence(items)) => (None, items.get(*index)?, flow),
                _ => return None,
            };
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_no_block_can_hold_are_quoted_in_its_place() {
        let text = "a:\n  note: |\n    One.\nb: 1\n";
        for words in ["\u{85} :\n", "One.\u{2028}: x\n", " \n\n"] {
            let change = Change::Set { at: FieldPath::root().key("a").key("note"), value: Value::Text(words.into()) };
            let edited = edit(text, &[&change]).unwrap();
            let read: serde_yaml::Value = serde_yaml::from_str(&edited).unwrap();
            assert_eq!((read["a"]["note"].as_str(), read["b"].as_i64()), (Some(words), Some(1)), "{edited}");
        }
    }
}
