//! The content of a text without its layout, to check that two texts say the same.

use crate::model::{Change, FieldPath, Segment, Side};
use crate::yaml::parse::{Content, Tree, TreeNode};

/// A value without place and style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PlainValue {
    /// Null: an empty value, or `~`.
    Null,
    /// A scalar, as written.
    Text(String),
    /// A list.
    List(Vec<PlainValue>),
    /// Fields, in the order of the text.
    Fields(Vec<(String, PlainValue)>),
}

impl PlainValue {
    /// Returns the content of a tree.
    pub(crate) fn of(tree: &Tree) -> Self {
        Self::of_node(&tree.root)
    }

    fn of_node(node: &TreeNode) -> Self {
        if node.is_null() {
            return Self::Null;
        }
        match &node.content {
            Content::Scalar { text, .. } => Self::Text(text.clone()),
            Content::Alias => Self::Null,
            Content::Sequence(items) => Self::List(items.iter().map(Self::of_node).collect()),
            Content::Mapping(entries) => Self::Fields(
                entries.iter().map(|(key, value)| (key.text().unwrap_or("").to_owned(), Self::of_node(value))).collect(),
            ),
        }
    }

    /// Applies a change; `None` where it does not fit.
    pub(crate) fn change(&mut self, change: &Change) -> Option<()> {
        match change {
            Change::Set { at, value } => *self.at(at)? = Self::Text(value.as_str().to_owned()),
            Change::Insert { at, value, side, of } => {
                let Self::Fields(fields) = self.at(&at.parent()?)? else { return None };
                let name = at.last_key()?;
                let beside = fields.iter().position(|(key, _)| key == of)?;
                if fields.iter().any(|(key, _)| key == name) {
                    return None;
                }
                let place = if *side == Side::Before { beside } else { beside + 1 };
                fields.insert(place, (name.to_owned(), Self::Text(value.as_str().to_owned())));
            }
            Change::Reorder { at, order } => {
                let Self::List(items) = self.at(at)? else { return None };
                let moved: Option<Vec<Self>> = order.iter().map(|from| items.get(*from).cloned()).collect();
                let mut sorted = order.clone();
                sorted.sort_unstable();
                // Otherwise an item would be lost or doubled.
                if !sorted.iter().copied().eq(0..items.len()) {
                    return None;
                }
                *items = moved?;
            }
        }
        Some(())
    }

    fn at(&mut self, path: &FieldPath) -> Option<&mut Self> {
        path.segments().iter().try_fold(self, |value, segment| match (segment, value) {
            (Segment::Key(wanted), Self::Fields(fields)) => {
                fields.iter_mut().find(|(key, _)| key == wanted).map(|(_, value)| value)
            }
            (Segment::Index(index), Self::List(items)) => items.get_mut(*index),
            _ => None,
        })
    }
}
