//! Reads a PDF as blocks.
//!
//! Objects, compression and page content are interpreted here as far as text needs them, and no further. Each kind of work
//! has a [`budget`], no recursion is unlimited, and no picture, script or attachment is read.
//!
//! A PDF with [`tags`] is read by them; any other by its [`layout`].

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
