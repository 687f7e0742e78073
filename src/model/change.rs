//! A change to a record, planned as data: who applies it touches only the lines that it must.

use super::FieldPath;

/// One change to one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The field, which is there and holds a single value, gets another one.
    Set {
        /// The field.
        at: FieldPath,
        /// Its new value.
        value: Value,
    },
    /// A field that is not there comes in beside another of the same mapping, on a line of its own.
    Insert {
        /// The new field.
        at: FieldPath,
        /// Its value, on one line.
        value: Value,
        /// Before or behind it.
        side: Side,
        /// The key of the field that is there.
        of: &'static str,
    },
    /// The items of a list change places.
    Reorder {
        /// The list.
        at: FieldPath,
        /// For each place the item that comes there, counted from 0 as they stand now.
        order: Vec<usize>,
    },
}

/// Before or behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Above it.
    Before,
    /// Below it.
    Behind,
}

/// A single value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Stands without quotes: a date, a truth, a number, a word of a vocabulary.
    Bare(String),
    /// Text, in quotes or a block where it wants them.
    Text(String),
}

impl Value {
    /// The value as it reads back.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Bare(text) | Self::Text(text) => text,
        }
    }
}

impl Change {
    /// The field, or the list, that it changes.
    pub fn at(&self) -> &FieldPath {
        match self {
            Self::Set { at, .. } | Self::Insert { at, .. } | Self::Reorder { at, .. } => at,
        }
    }
}
