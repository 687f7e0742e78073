//! YAML text to record and back, without touching the disk.
//!
//! [`parse`] reads a record with serde, fast. [`inspect`] finds every fault with its place: it parses the text again into a
//! [`Tree`] and checks that against the record's JSON Schema, so that one description serves serde, editors and faults.
//! [`write()`] and [`format()`] produce the canonical layout; [`revise()`] and [`edit()`] change a text and leave all other bytes
//! alone. Everything that produces text parses its result again and refuses to return it if it does not say what was meant.
//!
//! `emit` imports `parse`, and `edit` imports both.

mod edit;
mod emit;
mod parse;
mod settings;

pub use edit::{
    AssignError, AssignOperator, Assignment, Contradicted, EditError, PlacedComment, assign, edit, is_date, migrate,
    placed_comments, revise, with_checks, with_comments, with_conflict_markers, without_checks,
};
pub use emit::{FormatError, MODELINE, format, write};
pub use parse::{
    Check, Comment, ConflictedText, Coverage, Fault, FaultKind, KeptLines, LARGEST_RECORD, LineIndex, Position, Span,
    TextConflict, Tree, checks, comments, contradictions, inspect, locate_plainly, parse, record_schema, resolved,
    settings_schema, unmarked, without_markup, words_of_field,
};
pub use settings::{LARGEST_SETTINGS, fill_settings, parse_settings, settings_in_part, with_trackers};
