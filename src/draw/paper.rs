//! The metadata of a published document.

/// A document's metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// Its language, such as `en-GB`.
    pub language: &'static str,
    /// Its publisher.
    pub author: String,
    /// A notice for every page; in formats without pages, for the start and the end. `None` for a document that may be
    /// published.
    pub notice: Option<&'static str>,
}
