//! Record to text in the canonical layout, with a person's comments or without.

pub(super) mod format;
pub(super) mod layout;
pub(super) mod write;
