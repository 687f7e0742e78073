//! A PDF to blocks.
//!
//! The objects, the packing and the pages' content are read here, in as far as text needs them and no further: each kind of work has a
//! [`budget`], nothing recurs without a bound, and no picture, script or attachment is looked at. A PDF that says what its parts are is
//! read by its [`tags`]; any other by how it is laid out.

mod budget;
mod cmap;
mod content;
mod document;
mod encoding;
mod fields;
mod filter;
mod font;
mod layout;
mod lexer;
mod matrix;
mod object;
mod objects;
mod page;
mod running;
mod table;
mod tag_table;
mod tags;
#[cfg(test)]
mod tests;
mod untagged;
mod words;
mod xref;

pub(super) use document::open;
