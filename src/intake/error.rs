//! The reasons why a document cannot be imported.

use crate::intake::document_kind::DocumentKind;
use crate::intake::label::LabelsError;
use crate::intake::place::SourcePlace;
use crate::prose::listed;

/// A fact that a record must have and that the document does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingFact {
    /// The fact.
    pub what: &'static str,
    /// The flag that supplies it.
    pub flag: &'static str,
    /// What the document may mean, the best first.
    pub candidates: Vec<String>,
}

/// The error of an import.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// It has too few of the form's labels to be a response form.
    #[error("this is not an inspection response: {}", labels_found(*labels))]
    NotAForm {
        /// The number of labels found.
        labels: usize,
    },
    /// Facts are missing that a record must have: all of them at once.
    #[error("the document does not say {}", and(facts))]
    Missing {
        /// The missing facts.
        facts: Vec<MissingFact>,
    },
    /// The labels file does not fit the document.
    #[error("{0}")]
    Labels(#[from] LabelsError),
    /// It is no response.
    #[error("this is not an inspection response: it seems to be {}", kind.words())]
    OtherDocument {
        /// What it seems to be.
        kind: DocumentKind,
    },
    /// It has nothing that a record holds.
    #[error("the document has no finding, no answer and no statement")]
    NothingSaid,
    /// It is a labels file.
    #[error("this is a labels file, and no document")]
    LabelsFile,
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
    /// Returns the error for one fact that the document does not say.
    pub(in crate::intake) fn missing(what: &'static str, flag: &'static str) -> Self {
        Self::Missing { facts: vec![MissingFact { what, flag, candidates: Vec::new() }] }
    }

    /// Returns what the user can do next.
    pub fn hint(&self) -> String {
        match self {
            Self::NotAForm { .. } => {
                "irr reads the inspection response form, a letter or a page that answers a report; `irr new` creates a record from flags".to_owned()
            }
            Self::Missing { facts } => {
                let flag = |fact: &MissingFact| match fact.candidates.first() {
                    Some(value) => format!("{} \"{value}\"", fact.flag),
                    None => format!("{} …", fact.flag),
                };
                let other: Vec<String> = facts
                    .iter()
                    .filter(|fact| fact.candidates.len() > 1)
                    .map(|fact| format!("; the document also names {} for {}", fact.candidates[1..].join(", "), fact.flag))
                    .collect();
                format!("give {}: {}{}", if facts.len() == 1 { "it" } else { "them" }, facts.iter().map(flag).collect::<Vec<_>>().join(" "), other.concat())
            }
            Self::Labels(_) => "write the labels anew with --labels-out, and change only labels".to_owned(),
            Self::OtherDocument { .. } => "if it is one, import it with --as response".to_owned(),
            Self::NothingSaid => "look at how irr reads it with --review, or check that it is the right file".to_owned(),
            Self::LabelsFile => "import its document, with --labels and this file".to_owned(),
            Self::NoDate { .. } => "give it with --published 2025-05-16".to_owned(),
            Self::NoId(_) => "give the last part of the record's id with --slug".to_owned(),
            Self::OtherContainer { .. } => "irr reads DOCX, HTML, PDF, Markdown and text".to_owned(),
            Self::TooLarge { .. } => "import only the response, without its attachments".to_owned(),
            Self::Unreadable(_) => "open it in the program it was made with, and save it again".to_owned(),
        }
    }
}

fn and(facts: &[MissingFact]) -> String {
    let names: Vec<&str> = facts.iter().map(|fact| fact.what).collect();
    listed(&names, names.len(), names.len())
}

fn labels_found(labels: usize) -> String {
    match labels {
        0 => "it has none of the form's labels (Force, Title of inspection, Published Date …)".into(),
        found => format!("it has only {found} of the form's labels (Force, Title of inspection, Published Date …)"),
    }
}
