//! Changes to a text that leave all other bytes alone: comments and layout survive every edit, or the edit is refused.

mod assign;
mod change;
mod guess_marks;
mod migrate;
mod patch;
mod plain_value;
mod revise;

pub use assign::{AssignError, AssignOperator, Assignment, assign, is_date};
pub use change::{EditError, edit};
pub use guess_marks::{with_checks, without_checks};
pub use migrate::migrate;
pub use revise::revise;
