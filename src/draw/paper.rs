//! What a document says of itself.

/// What a document says of itself, beside what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// The language it is in, as `en-GB`.
    pub language: &'static str,
    /// Who publishes it.
    pub author: String,
    /// A line that stands on each page, at the beginning and the end where there are no pages.
    pub notice: Option<&'static str>,
}
