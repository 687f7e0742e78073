//! Makes single changes to a text and leaves everything else as it is.
//!
//! Each change replaces the bytes of one value, adds one line, or moves whole lines. The result
//! is parsed again; if it does not say exactly what was meant, or lacks a comment, the change is
//! refused. Line endings, indentation, quotes, blank lines and comments elsewhere stay, because
//! the tree knows the byte range of every value. For a change to a whole record, see `revise.rs`.

use super::patch::{Patcher, Splice, ValuePlace, spliced};
use super::plain_value::PlainValue;
use crate::model::{Change, FieldPath, Side, Value};
use crate::yaml::emit::ValueLayout;
use crate::yaml::parse::{Content, Fault, Position, Tree, comment_texts};

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
    pub(crate) fn not_yaml(text: &str, fault: &Fault) -> Self {
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
    let patcher = Patcher::of(text, &tree);
    let entangled = || EditError::Entangled { at: changes.first().map(|change| change.at().clone()).unwrap_or_default() };
    // The changes are applied to the bare content as well, to compare it with what the new text says.
    let mut meant = PlainValue::of(&tree);
    let mut splices = Vec::with_capacity(changes.len());
    for change in changes {
        let at = change.at();
        meant.change(change).ok_or_else(|| EditError::NotThere { at: at.clone() })?;
        splices.push(splice(&patcher, &tree, change).ok_or_else(|| EditError::Entangled { at: at.clone() })?);
    }
    let changed = spliced(text, splices).ok_or_else(entangled)?;
    let after = Tree::of(&changed).map_err(|_| entangled())?;
    if PlainValue::of(&after) != meant || comment_texts(text, &tree) != comment_texts(&changed, &after) {
        return Err(entangled());
    }
    Ok(changed)
}

/// Returns the splice of a change; `None` where the way in which the field is written does not allow it.
fn splice(patcher: &Patcher<'_>, tree: &Tree, change: &Change) -> Option<Splice> {
    let layout = |value: &Value| match value {
        Value::Bare(word) => ValueLayout::Bare(word.clone()),
        Value::Text(words) => ValueLayout::Text(words.clone()),
    };
    match change {
        Change::Set { at, value } => patcher.replace(&ValuePlace::find(tree, at)?, &layout(value)),
        Change::Insert { at, value, side, of } => {
            let mapping = ValuePlace::find(tree, &at.parent()?)?;
            let Content::Mapping(entries) = &mapping.node.content else { return None };
            let beside = entries.iter().find(|(key, _)| key.text() == Some(of))?;
            let (name, value, flow) = (at.last_key()?, layout(value), mapping.flow || mapping.node.flow);
            match side {
                Side::Before => patcher.field_before(beside, name, &value, flow),
                Side::Behind => patcher.field_behind(beside, name, &value, flow),
            }
        }
        Change::Reorder { at, order } => {
            let list = ValuePlace::find(tree, at)?;
            let Content::Sequence(nodes) = &list.node.content else { return None };
            patcher.reorder(&list, nodes, order)
        }
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
