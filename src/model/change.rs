//! A planned change to one field of a record, as data. The `yaml` room applies it to the text and leaves all other lines alone.

use super::FieldPath;

/// A change to one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Replaces the single value of a field that exists.
    Set {
        /// The field's path.
        at: FieldPath,
        /// The new value.
        value: Value,
    },
    /// Adds a field that does not exist yet, on a line of its own, next to another field of the same mapping.
    Insert {
        /// The new field's path.
        at: FieldPath,
        /// The new field's value, on one line.
        value: Value,
        /// The side of the existing field on which the new one goes.
        side: Side,
        /// The key of the existing field.
        of: &'static str,
    },
    /// Reorders the items of a list.
    Reorder {
        /// The list's path.
        at: FieldPath,
        /// For each new position, the current index (from 0) of the item that goes there.
        order: Vec<usize>,
    },
}

/// The side of an existing field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// On the line above it.
    Before,
    /// On the line below it.
    Behind,
}

/// A single (scalar) value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A value written without quotes: a date, a boolean, a number or a vocabulary word.
    Bare(String),
    /// Text, written in quotes or as a block where YAML needs them.
    Text(String),
}

impl Value {
    /// Returns the value as a YAML reader would return it, without quotes.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Bare(text) | Self::Text(text) => text,
        }
    }
}

impl Change {
    /// Returns the path of the field or list that is changed.
    pub fn at(&self) -> &FieldPath {
        match self {
            Self::Set { at, .. } | Self::Insert { at, .. } | Self::Reorder { at, .. } => at,
        }
    }
}
