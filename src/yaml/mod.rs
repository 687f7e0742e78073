//! YAML text to record and back, without touching the disk.
//!
//! [`parse`] reads a record with serde, fast. [`inspect`] finds every fault with its place: it parses the text again into a
//! [`Tree`] and checks that against the record's JSON Schema, so that one description serves serde, editors and faults.
//! [`write()`] and [`format()`] produce the canonical layout; [`revise()`] and [`edit()`] change a text and leave all other bytes
//! alone. Everything that produces text parses its result again and refuses to return it if it does not say what was meant.
//!
//! To add a check of the text itself, add it to `dialect` (layout) or `shape` (fields). Rules about content belong in `rules`.

mod assign;
mod bare_word;
mod closeness;
mod comment;
mod controls;
mod dialect;
mod edit;
mod fault;
mod format;
mod glance;
mod graft;
mod layout;
mod locate;
mod markup;
mod meaning;
mod offsets;
mod parse;
mod revise;
mod schema;
mod settings;
mod shape;
mod splice;
mod tree;
mod write;

pub use assign::{AssignError, Assignment, Deed, assign};
pub use comment::{Comment, Coverage, comments};
pub use edit::{EditError, edit};
pub use fault::{Fault, FaultKind, LineIndex, Position, Span};
pub use format::{FormatError, format};
pub use glance::words_of_field;
pub use locate::locate_plainly;
pub use markup::as_markdown as without_markup;
pub use parse::{LARGEST_RECORD, inspect, parse};
pub use revise::revise;
pub use schema::{record_schema, resolved, settings_schema};
pub use settings::{LARGEST_SETTINGS, fill_settings, parse_settings, settings_in_part};
pub use tree::Tree;
pub use write::{MODELINE, write};
