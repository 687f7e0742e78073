//! The reasons why a document cannot be imported.

use super::block::Place;
use super::container::LARGEST;

/// The error of an import.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// It has too few of the form's labels to be a response form.
    #[error("this is no inspection response form: {}", labels_found(*labels))]
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
    #[error("{at}: `{text}` is no date")]
    NoDate {
        /// The place in the source.
        at: Place,
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
    #[error("this is larger than {} MB", LARGEST >> 20)]
    TooLarge,
    /// The file is damaged, protected, or beyond the limits; the text says why.
    #[error("{0}")]
    Unreadable(String),
    /// The text is in another encoding.
    #[error("line {line} is not UTF-8 text")]
    NotUtf8 {
        /// The line of the first invalid byte.
        line: usize,
    },
    /// The force and title give no valid file name.
    #[error("`{0}` makes no file's name")]
    NoId(String),
}

fn labels_found(labels: usize) -> String {
    match labels {
        0 => "none of its labels (Force, Title of inspection, Published Date …) is in it".into(),
        found => format!("only {found} of its labels (Force, Title of inspection, Published Date …) is in it"),
    }
}
