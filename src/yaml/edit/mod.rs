//! Changes to a text that leave all other bytes alone: comments and layout survive every edit, or the edit is refused.

pub(super) mod assign;
pub(super) mod change;
mod patch;
mod plain_value;
pub(super) mod revise;
mod splice;
