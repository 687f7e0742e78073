//! Errors from writing an answer.

/// An error of the `draw` room.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The output could not be written to, such as a closed pipe or a full disk.
    #[error("cannot write the output")]
    Write(#[from] std::io::Error),
    /// The answer cannot be represented as JSON.
    #[error("cannot write the output as JSON")]
    Json(#[source] serde_json::Error),
    /// The answer cannot be represented as CSV.
    #[error("cannot write the output as CSV")]
    Csv(#[source] ::csv::Error),
    /// The answer cannot be represented as a workbook.
    #[error("cannot write the output as a workbook")]
    Workbook(#[source] Box<rust_xlsxwriter::XlsxError>),
    /// A text template is invalid, or uses an unknown name.
    #[error("{name}, line {line}: {what}")]
    Template {
        /// The template's file name.
        name: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// A Word template cannot be used; the text says why.
    #[error("cannot use the template: {0}")]
    DocxTemplate(String),
}
