//! Record to text in the canonical layout, with a person's comments or without.

mod format;
mod layout;
mod write;

pub use format::{FormatError, format};
pub(crate) use layout::{ValueLayout, layout_of};
pub(crate) use write::{Indentation, Writer, block_text, fits_block, inline_text, inline_value, is_special};
pub use write::{MODELINE, write};
