//! The formats of a check's result, and its output files.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;

use crate::cli::terminal::error::Failure;
use crate::cli::terminal::output::format_of_file;
use crate::draw::{self, OutputFormat, PageStyle, VerdictFormat};
use crate::store::write_whole;
use crate::view::ValidationReport;

/// A format of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum VerdictForm {
    /// Problems for people, each with the command that fixes it, or with the lines that it is about
    Text,
    /// One line per problem, for editors
    Lines,
    /// JSON, described by `irr schema validate`
    Json,
    /// For a web page, or a CI job's summary
    Markdown,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations in GitHub Actions: the ten most severe, and a summary
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit XML
    Junit,
}

impl From<VerdictForm> for VerdictFormat {
    fn from(form: VerdictForm) -> Self {
        match form {
            VerdictForm::Text => Self::As(OutputFormat::Text),
            VerdictForm::Lines => Self::Lines,
            VerdictForm::Json => Self::As(OutputFormat::Json),
            VerdictForm::Markdown => Self::As(OutputFormat::Markdown),
            VerdictForm::Sarif => Self::Sarif,
            VerdictForm::Github => Self::Github,
            VerdictForm::Gitlab => Self::Gitlab,
            VerdictForm::Junit => Self::Junit,
        }
    }
}

/// An output file: `sarif:report.sarif`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Output {
    form: VerdictForm,
    file: PathBuf,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (form, file) = text.split_once(':').ok_or("write it as FORMAT:FILE, such as sarif:report.sarif")?;
        let form = VerdictForm::from_str(form, true).map_err(|_| {
            let known: Vec<String> = VerdictForm::value_variants()
                .iter()
                .filter_map(ValueEnum::to_possible_value)
                .map(|value| value.get_name().to_owned())
                .collect();
            format!("`{form}` is not a format: use one of {}", known.join(", "))
        })?;
        if file.is_empty() {
            return Err("the file name is missing".to_owned());
        }
        format_of_file(Path::new(file), Some(&form)).map_err(|failure| failure.message())?;
        Ok(Self { form, file: PathBuf::from(file) })
    }
}

/// Same as for a pipe.
const WIDTH_OF_A_FILE: usize = 120;

impl Output {
    /// Whether both write to the same file.
    pub(in crate::cli) fn goes_where(&self, other: &Self) -> bool {
        self.file == other.file
    }

    /// Writes the result to the file, completely or not at all.
    pub(in crate::cli) fn write(&self, verdict: &ValidationReport) -> Result<(), Failure> {
        let mut bytes = Vec::new();
        draw::write_verdict(verdict, self.form.into(), &PageStyle::plain(WIDTH_OF_A_FILE), &mut bytes)?;
        Ok(write_whole(Path::new(&self.file), &bytes)?)
    }
}
