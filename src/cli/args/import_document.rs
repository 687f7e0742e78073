//! The flags of `irr import`.

use std::path::{Path, PathBuf};

use clap::{ValueEnum, ValueHint};

use crate::cli::args::meaning::NameMeaning;
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::intake::{Author, DocumentKind, ImportDraft, SourceFormat};
use crate::model::merge::MergedField;
use crate::model::{Force, TypedDate};

/// Create a draft record from a published response
///
/// Reads the inspection response form, a letter or a web page that answers a report, as DOCX, HTML, PDF, Markdown or text.
/// Documents made by `irr render --internal` are read back exactly, and a form made by `irr render --to-fill` goes into its
/// record. Notes say where something was guessed, corrected, missing or not placed. Nothing is lost: text that fits no field is
/// kept under `unplaced`. The draft is written even with errors; use --strict to write it only without notes and errors.
///
/// irr labels each piece of the document: what it is, and whose words. --review lets you look at the labels before the record
/// is written; --labels-out and --labels do the same with a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr import response.docx
  irr import --review letter.pdf
  irr import --labels-out labels.txt letter.pdf
  irr import --labels labels.txt letter.pdf
  irr import --dry-run https-page-as-saved.html letter.pdf
  irr import --into staffordshire chief-constables-answers.docx
  irr import filled-form.docx
  irr import tracker.xlsx                      # a spreadsheet of recommendations
  irr import --map 'Lead=owner' --map 'Green=closed' tracker.xlsx
  irr import --answers november                # what irr ask has asked for
  curl -s https://example.org/response | irr import -")]
pub(in crate::cli) struct ImportArgs {
    /// The documents to read; - is the standard input
    #[arg(required_unless_present = "answers", value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Read what the owners have answered whom `irr ask` asked: every sheet, mail and text in this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = ["files", "into", "map", "sheet", "from"])]
    pub(in crate::cli) answers: Option<PathBuf>,
    /// Add what the documents say to this record, where it has no value yet
    #[arg(long, value_name = "RECORD", conflicts_with_all = ["force", "title", "published", "slug"], add = complete::by(complete::address))]
    pub(in crate::cli) into: Option<String>,
    /// With --into: replace values of the record that differ from the document's
    #[arg(long, requires = "into")]
    pub(in crate::cli) replace: bool,
    /// Whose answers the documents contain, or what they are, if irr takes them wrongly
    #[arg(long = "as", value_name = "WHO", value_enum)]
    pub(in crate::cli) author: Option<ImportAs>,
    /// Look at the labels of the document before the record is written: in your editor, or question by question
    #[arg(long, conflicts_with_all = ["labels", "labels_out"])]
    pub(in crate::cli) review: bool,
    /// Use the labels in this file instead of irr's own; - is the standard input
    #[arg(long, value_name = "LABELS", value_hint = ValueHint::FilePath, conflicts_with = "labels_out")]
    pub(in crate::cli) labels: Option<PathBuf>,
    /// Write the labels of the document to this file, and no record; - is the standard output
    #[arg(long, value_name = "LABELS", value_hint = ValueHint::FilePath, conflicts_with = "format")]
    pub(in crate::cli) labels_out: Option<PathBuf>,
    /// The format of the documents, if it is not recognised
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) from: Option<ImportSource>,
    /// Of a workbook, read this sheet only. Repeat the flag for more than one
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Vec<String>,
    /// What a head, a status word, a colour or a report in a spreadsheet means: 'Lead=owner', 'Green=closed', 'Budget=none',
    /// 'Vetting=2023-05-16'. irr.yaml keeps it for the next time
    #[arg(long, value_name = "NAME=MEANING")]
    pub(in crate::cli) map: Vec<NameMeaning>,
    /// Write nothing if there are notes or errors
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// The format of the notes
    #[arg(long, value_enum, default_value = "text")]
    pub(in crate::cli) format: ImportFormat,
    /// The force, if the document does not say it
    #[arg(long, add = complete::by(complete::known_forces))]
    pub(in crate::cli) force: Option<Force>,
    /// The report's title, if the document does not say it
    #[arg(long)]
    pub(in crate::cli) title: Option<String>,
    /// The date the report was published, if the document does not say it
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(in crate::cli) published: Option<TypedDate>,
    /// The last part of the record's id [default: from the title]
    #[arg(long)]
    pub(in crate::cli) slug: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) write: WriteArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum ImportAs {
    /// It is a response, whoever wrote it
    Response,
    /// It is the inspectorate's own report, which nobody has answered yet
    Report,
    /// It is the commissioner's
    Commissioner,
    /// It is the chief officer's
    ChiefOfficer,
}

impl ImportAs {
    pub(in crate::cli) fn author(self) -> Option<Author> {
        match self {
            Self::Commissioner => Some(Author::Commissioner),
            Self::ChiefOfficer => Some(Author::ChiefOfficer),
            Self::Response | Self::Report => None,
        }
    }

    pub(in crate::cli) fn kind(self) -> DocumentKind {
        if matches!(self, Self::Report) { DocumentKind::Report } else { DocumentKind::Response }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum ImportSource {
    Docx,
    Html,
    Pdf,
    Markdown,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ImportFormat {
    Text,
    Json,
}

impl std::convert::From<ImportSource> for SourceFormat {
    fn from(from: ImportSource) -> Self {
        match from {
            ImportSource::Docx => Self::Docx,
            ImportSource::Html => Self::Html,
            ImportSource::Pdf => Self::Pdf,
            ImportSource::Markdown => Self::Markdown,
            ImportSource::Text => Self::Text,
        }
    }
}

impl ImportArgs {
    /// Whether --strict refuses it: there are notes, or the record has other values.
    pub(in crate::cli) fn refuses(&self, draft: &ImportDraft, merged: &[MergedField]) -> bool {
        self.strict && (!draft.notes.is_empty() || merged.iter().any(|merged| merged.record.is_some()))
    }

    /// The progress line, with a count if there are several documents.
    pub(in crate::cli) fn reading(&self, file: &Path) -> String {
        let name = name_of(file);
        match (self.files.iter().position(|other| other == file), self.files.len()) {
            (Some(at), of @ 2..) => format!("reading {name}: {} of {of}", at + 1),
            _ => format!("reading {name}"),
        }
    }

    /// Returns the option on labels, if there is one.
    pub(in crate::cli) fn labels_option(&self) -> Option<&'static str> {
        let options =
            [("--review", self.review), ("--labels", self.labels.is_some()), ("--labels-out", self.labels_out.is_some())];
        options.into_iter().find(|(_, is_given)| *is_given).map(|(option, _)| option)
    }

    /// Whether the answer is for people.
    pub(in crate::cli) fn is_text(&self) -> bool {
        self.format == ImportFormat::Text
    }
}

/// Returns a document's name in messages.
pub(in crate::cli) fn name_of(file: &Path) -> String {
    if is_standard(file) { "standard input".to_owned() } else { file.display().to_string() }
}

/// Whether a file is named `-`, a standard stream.
pub(in crate::cli) fn is_standard(file: &Path) -> bool {
    file.as_os_str() == "-"
}
