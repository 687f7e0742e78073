//! The response as it is printed: which field stands under which label, and in which words.
//!
//! `report` prints a record by these tables and `intake` reads the print by the same, so that what irr renders it can read: to give a
//! field a place in the document is to add a line here.

mod entry;
mod headings;
mod labels;

pub use entry::{Check, Entry, Print, day_in_words};
pub use headings::{Headings, headed, is_title, number_of, title_and_heading, titles};
pub use labels::*;
