//! Why an answer could not be written.

/// A trouble with the output.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The output takes no more.
    #[error("cannot write the output")]
    Write(#[from] std::io::Error),
    /// The answer makes no JSON.
    #[error("cannot write the output as JSON")]
    Json(#[source] serde_json::Error),
    /// The answer makes no CSV.
    #[error("cannot write the output as CSV")]
    Csv(#[source] ::csv::Error),
    /// A template is none, or asks for what there is not.
    #[error("{name}, line {line}: {what}")]
    Template {
        /// Its file.
        name: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// A template is no Word document, or not one that a response can be put into.
    #[error("cannot use the template: {0}")]
    DocxTemplate(String),
}
