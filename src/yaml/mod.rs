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

pub use edit::assign::{AssignError, AssignOperator, Assignment, assign};
pub use edit::change::{EditError, edit};
pub use edit::revise::revise;
pub use emit::format::{FormatError, format};
pub use emit::write::{MODELINE, write};
pub use parse::comment::{Comment, Coverage, comments};
pub use parse::fault::{Fault, FaultKind};
pub use parse::locate::locate_plainly;
pub use parse::markup::as_markdown as without_markup;
pub use parse::position::{LineIndex, Position, Span};
pub use parse::record::{LARGEST_RECORD, inspect, parse};
pub use parse::schema::{record_schema, resolved, settings_schema};
pub use parse::tree::{Tree, words_of_field};
pub use settings::{LARGEST_SETTINGS, fill_settings, parse_settings, settings_in_part};
