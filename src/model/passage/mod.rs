//! Prose in parts: what Markdown means, as far as other containers can say the same.
//!
//! A part is what a word processor calls a paragraph: a heading, a paragraph, or an item of a list so deep. Not all Markdown is made
//! of these (tables, quotes, code); what is not stays the text it is, see [`Told`](super::prose::Told).

pub mod inert;
mod read;
mod write;

pub use read::{passages, stands_alone, unmarked};
pub use write::{inline_markdown, markdown, plain, tidy};

/// One part of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// A heading, 1 being the highest.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// An item of a list.
    Item {
        /// How deep the list is nested, from 0.
        depth: usize,
        /// Its number, in a numbered list.
        number: Option<u64>,
        /// Its text.
        text: Vec<Inline>,
    },
}

/// A stretch of text within a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Characters.
    Text(String),
    /// Of strong importance: bold.
    Strong(Vec<Inline>),
    /// Emphasised: italic.
    Emphasis(Vec<Inline>),
    /// A link.
    Link {
        /// Where it leads.
        to: String,
        /// What it says.
        text: Vec<Inline>,
    },
    /// The end of a line in the source: a blank to the reader.
    SoftBreak,
    /// The end of a line for the reader too.
    HardBreak,
}
