//! Changes to a text that leave all other bytes alone: comments and layout survive every edit, or the edit is refused.

mod assign;
mod carry_comments;
mod change;
mod conflict_markers;
mod guess_marks;
mod migrate;
mod patch;
mod plain_value;
mod revise;

pub use assign::{AssignError, AssignOperator, Assignment, assign, is_date};
pub use carry_comments::{PlacedComment, placed_comments, with_comments};
pub use change::{EditError, edit};
pub use conflict_markers::{Contradicted, with_conflict_markers};
pub use guess_marks::{with_checks, without_checks};
pub use migrate::migrate;
pub use revise::revise;
