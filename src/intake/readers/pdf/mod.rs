//! Reads a PDF as blocks.
//!
//! Objects, compression and page content are interpreted here as far as text needs them, and no further. Each kind of work
//! has a [`budget`], no recursion is unlimited, and no picture, script or attachment is read.
//!
//! A PDF with [`tags`] is read by them; any other by its [`text_lines`].

mod annotations;
mod budget;
mod cmap;
mod content;
mod document;
mod encoding;
mod encryption;
mod filter;
mod font;
mod font_program;
mod form_fields;
mod layers;
mod lexer;
mod line_parts;
mod marked_content;
mod matrix;
mod not_read;
mod object;
mod objects;
mod page;
mod right_to_left;
mod run_text;
mod running_headers;
mod scan;
mod table_cell;
mod tagged_table;
mod tags;
#[cfg(test)]
mod tests;
mod text_columns;
mod text_lines;
mod text_run;
mod untagged;
mod untagged_table;
mod wide_table;
mod xref;

pub(super) use document::open;
