//! YAML text to record and back; no disk.
//!
//! [`parse`] reads a record into its types, fast, with serde. What serde cannot tell (every fault at once, each
//! with its line and column; anchors, tags, keys written twice) comes from [`inspect`], which reads the text a second
//! time as events, builds a [`Tree`] that knows where each field stands, and walks it along the record's own
//! JSON Schema: one description of the format for serde, for the editor and for the faults. [`write()`] is the canonical layout;
//! [`format()`] lays a person's text out so with its [`comments`]. Two leave every byte alone that they need not touch: [`revise()`] makes a
//! text say what a changed record says, and [`edit()`] makes a single [`Change`](crate::model::Change), in a text that is no record yet, too.
//! All read back what they made and give nothing out that does not say what was meant.

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
