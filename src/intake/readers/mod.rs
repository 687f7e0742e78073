//! Reads documents of all formats as blocks, one reader for each format.
//!
//! Each reader limits size, depth and work, fetches nothing, and notes what it leaves out. What the blocks mean is decided
//! elsewhere; only plain text needs to know the form's labels, because nothing else marks a row there. To add a format: a
//! folder here, a variant in `format.rs`, and a line in `open.rs`.

mod docx;
pub(in crate::intake) mod encoding;
mod format;
pub mod html;
mod markdown;
mod open;
mod pdf;
pub mod text;

pub use format::SourceFormat;
pub use open::open;
