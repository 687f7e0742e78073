//! The printed form: which field stands under which label, and how its value is written.
//!
//! `report` prints a record by these tables and `intake` reads the document back by the same ones, so that irr can import what it
//! rendered. To give a field a place in the document, add a line to a table in `labels.rs`.

mod entry;
mod headings;
mod labels;
mod to_fill;

pub use entry::{Check, FieldPrint, FormField};
pub use headings::{Headings, headed, is_title, number_of, title_and_heading, titles};
pub use labels::*;
pub use to_fill::{AnswerBox, FORMAT_TO_FILL, FormPart, PROMPT, to_fill};
