//! The kinds of documents that come to an import.

/// What a document seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// A response to a report, a plan, or answers to its findings.
    Response,
    /// A report or letter by the inspectorate.
    Report,
    /// Minutes of a meeting.
    Minutes,
    /// A list of several reports and their responses.
    Register,
    /// A consultation.
    Consultation,
    /// Something else.
    Other,
}

impl DocumentKind {
    /// Returns the words for what it is.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Response => "a response",
            Self::Report => "the inspectorate's own report or letter",
            Self::Minutes => "minutes of a meeting",
            Self::Register => "a list of several reports",
            Self::Consultation => "a consultation",
            Self::Other => "something else",
        }
    }
}
