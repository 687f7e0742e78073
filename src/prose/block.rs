//! Prose in parts: the structure of Markdown, as far as Word and HTML can express it too.
//!
//! A part is what a word processor calls a paragraph: a heading, a paragraph, or a list item at some depth. Markdown also has
//! tables, quotes and code, for which there are no parts; such prose is handled as plain text, see
//! [`ProseContent`](crate::prose::ProseContent).

/// One part of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProseBlock {
    /// A heading with its level, 1 being the highest.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list item.
    Item {
        /// How deep the list is nested, from 0.
        depth: usize,
        /// The item's number; `None` in a bulleted list.
        number: Option<u64>,
        /// The item's text.
        text: Vec<Inline>,
    },
}

/// A run of text within a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain characters.
    Text(String),
    /// Bold.
    Strong(Vec<Inline>),
    /// Italic.
    Emphasis(Vec<Inline>),
    /// A link.
    Link {
        /// The address.
        to: String,
        /// The link's text.
        text: Vec<Inline>,
    },
    /// A line break in the source that a reader sees as a space.
    SoftBreak,
    /// A line break that a reader sees.
    HardBreak,
}

/// Returns the words of a run of text without its marks, with line breaks kept.
pub fn plain(text: &[Inline]) -> String {
    let mut out = String::new();
    for inline in text {
        match inline {
            Inline::Text(words) => out.push_str(words),
            Inline::Strong(inside) | Inline::Emphasis(inside) | Inline::Link { text: inside, .. } => out.push_str(&plain(inside)),
            Inline::SoftBreak | Inline::HardBreak => out.push('\n'),
        }
    }
    out
}
