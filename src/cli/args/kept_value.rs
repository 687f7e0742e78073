//! Whose value is kept where two versions contradict each other.

use clap::ValueEnum;

use crate::model::ConflictSides;
use crate::model::three_way::Version;

/// Whose value is kept in a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KeptValue {
    /// Your own value
    Mine,
    /// The value of the other side
    Theirs,
}

impl KeptValue {
    /// Returns the side that is kept.
    pub(in crate::cli) fn version(self, sides: &ConflictSides) -> Version {
        match self {
            Self::Mine => sides.mine,
            Self::Theirs => sides.mine.other(),
        }
    }
}
