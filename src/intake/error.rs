//! Why a document makes no record.

use super::block::Place;
use super::container::LARGEST;

/// Why a document makes no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// It has none of the form's labels, or one by chance.
    #[error("this is no inspection response form: {}", labels_found(*labels))]
    NotAForm {
        /// How many of the form's labels were found.
        labels: usize,
    },
    /// A record cannot do without it.
    #[error("the form does not say {what}")]
    Missing {
        /// What it does not say.
        what: &'static str,
        /// The flag that says it instead.
        flag: &'static str,
    },
    /// The day of publication is no day.
    #[error("{at}: `{text}` is no date")]
    NoDate {
        /// Where in the source.
        at: Place,
        /// What stands there.
        text: String,
    },
    /// It came in a container that is not read.
    #[error("this is {container}")]
    OtherContainer {
        /// What it came in.
        container: &'static str,
    },
    /// It is larger than any response.
    #[error("this is larger than {} MB", LARGEST >> 20)]
    TooLarge,
    /// Its container is damaged, locked, or made to harm: why.
    #[error("{0}")]
    Unreadable(String),
    /// It is text in another encoding.
    #[error("line {line} is not UTF-8 text")]
    NotUtf8 {
        /// The line with the first byte that is not.
        line: usize,
    },
    /// The force or the slug make no file's name.
    #[error("`{0}` makes no file's name")]
    NoId(String),
}

fn labels_found(labels: usize) -> String {
    match labels {
        0 => "none of its labels (Force, Title of inspection, Published Date …) is in it".into(),
        found => format!("only {found} of its labels (Force, Title of inspection, Published Date …) is in it"),
    }
}
