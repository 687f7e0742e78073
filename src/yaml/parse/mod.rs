//! Text to record: the two readers, the tree with places, and the checks of layout and fields.
//!
//! To add a check of the text itself, add it to `dialect` (layout) or `schema_check` (fields). Rules about content belong in
//! `rules`.

mod bare_word;
mod check_level;
mod check_mark;
mod checks;
mod comment;
mod conflict;
mod contradiction;
mod dialect;
mod fault;
mod line;
mod locate;
mod markup;
mod offsets;
mod position;
mod record;
mod schema;
pub(crate) mod schema_check;
mod tree;

pub(crate) use bare_word::{is_doubtful, is_like_a_day};
pub use check_mark::unmarked;
pub(crate) use check_mark::{mark_of, without_marks};
pub use checks::{Check, checks};
pub(crate) use checks::{MarkPlaces, checks_in, may_have_checks, path_from_record};
pub use comment::{Comment, Coverage, comments};
pub(crate) use comment::{comment_texts, instructions, is_inside, opaque};
pub use conflict::{ConflictedText, KeptLines, TextConflict};
pub use contradiction::contradictions;
pub use fault::{Fault, FaultKind};
pub(crate) use line::*;
pub use locate::locate_plainly;
pub use markup::as_markdown as without_markup;
pub(crate) use offsets::ScalarStyle;
pub use position::{LineIndex, Position, Span};
pub use record::{LARGEST_RECORD, inspect, parse};
pub(crate) use record::{conflict_faults, only_serde_knows, tree_of};
pub(crate) use schema::resolved_as_list;
pub use schema::{record_schema, resolved, settings_schema};
pub(crate) use schema::{type_of, words_of};
pub(crate) use tree::{Content, TreeNode};
pub use tree::{Tree, words_of_field};
