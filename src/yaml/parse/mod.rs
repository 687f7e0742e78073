//! Text to record: the two readers, the tree with places, and the checks of layout and fields.
//!
//! To add a check of the text itself, add it to `dialect` (layout) or `schema_check` (fields). Rules about content belong in
//! `rules`.

pub(super) mod bare_word;
mod check_level;
pub(super) mod comment;
mod control_character;
mod dialect;
pub(super) mod fault;
pub(super) mod line;
pub(super) mod locate;
pub(super) mod markup;
pub(super) mod offsets;
pub(super) mod position;
pub(super) mod record;
pub(super) mod schema;
pub(super) mod schema_check;
pub(super) mod tree;
