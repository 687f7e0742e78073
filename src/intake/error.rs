//! The reasons why a document cannot be imported.

use crate::intake::SourcePlace;

/// The error of an import.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// It has too few of the form's labels to be a response form.
    #[error("this is not an inspection response: {}", labels_found(*labels))]
    NotAForm {
        /// The number of labels found.
        labels: usize,
    },
    /// A fact is missing that a record must have.
    #[error("the form does not say {what}")]
    Missing {
        /// The missing fact.
        what: &'static str,
        /// The flag that supplies it instead.
        flag: &'static str,
    },
    /// The publication date is not a date.
    #[error("{at}: `{text}` is not a date")]
    NoDate {
        /// The place in the source.
        at: SourcePlace,
        /// The text found there.
        text: String,
    },
    /// The file format is not supported.
    #[error("this is {container}")]
    OtherContainer {
        /// The format.
        container: &'static str,
    },
    /// The file is larger than the limit.
    #[error("the file is larger than {} MB", most >> 20)]
    TooLarge {
        /// The limit, in bytes.
        most: usize,
    },
    /// The file is damaged, protected, or beyond the limits; the text says why.
    #[error("{0}")]
    Unreadable(String),
    /// The force and title give no valid file name.
    #[error("`{0}` cannot be used as a file name")]
    NoId(String),
}

impl IntakeError {
    /// Returns what the user can do next.
    pub fn hint(&self) -> String {
        match self {
            Self::NotAForm { .. } => {
                "irr reads the inspection response form, a letter or a page that answers a report; `irr new` creates a record from flags".to_owned()
            }
            Self::Missing { flag, .. } => format!("give it with {flag}"),
            Self::NoDate { .. } => "give it with --published 2025-05-16".to_owned(),
            Self::NoId(_) => "give the last part of the record's id with --slug".to_owned(),
            Self::OtherContainer { .. } => "irr reads DOCX, HTML, PDF, Markdown and text".to_owned(),
            Self::TooLarge { .. } => "import only the response, without its attachments".to_owned(),
            Self::Unreadable(_) => "open it in the program it was made with, and save it again".to_owned(),
        }
    }
}

fn labels_found(labels: usize) -> String {
    match labels {
        0 => "it has none of the form's labels (Force, Title of inspection, Published Date …)".into(),
        found => format!("it has only {found} of the form's labels (Force, Title of inspection, Published Date …)"),
    }
}
