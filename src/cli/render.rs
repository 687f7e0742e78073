//! `irr render`

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

use super::complete;
use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::gather;
use super::output::OutputArgs;
use super::target::one;
use crate::draw::{Document, DocumentFormat, OwnTemplate, Paper, default_template};
use crate::model::public::public;
use crate::model::{Record, listed};
use crate::report::{Parts, ResponseForm};
use crate::store::{print_pdf, read_bytes};

/// Writes a response as the document that the office publishes
///
/// In the form's own order and labels, with the deadline, the status and the answer of each finding. `irr import` reads the document back
/// into the same record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr render staffordshire
  irr render staffordshire --format html --public --output response.html
  irr render custody --format html --template ours.html > custody.html
  irr render --format html --print-template > ours.html")]
pub(super) struct RenderArgs {
    /// The record, by any part of its id that no other has
    #[arg(required_unless_present = "print_template", add = complete::by(complete::address))]
    record: Option<String>,
    /// What to write
    #[arg(long, value_enum, default_value = "markdown")]
    format: DocumentKind,
    /// Leave out what is the office's own: owners, evidence, notes of the log, withheld text, words not placed yet
    #[arg(long)]
    public: bool,
    /// Print the form's empty parts, too
    #[arg(long)]
    blank: bool,
    /// An office's own letterhead and wording: a page or Markdown with {{ body }} in it
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Print the template that is used where an office has none, as a start for one of its own
    #[arg(long, conflicts_with_all = ["record", "public", "blank", "template"])]
    print_template: bool,
    /// The browser that prints a PDF, where one on the path is not the one to use
    #[arg(long, value_name = "FILE", env = "IRR_BROWSER")]
    browser: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

/// The documents that a response can become.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum DocumentKind {
    Markdown,
    Html,
    Docx,
    /// The page, printed by a browser that is on this machine
    Pdf,
    Text,
}

impl From<DocumentKind> for DocumentFormat {
    fn from(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::Markdown => Self::Markdown,
            DocumentKind::Html | DocumentKind::Pdf => Self::Html,
            DocumentKind::Docx => Self::Docx,
            DocumentKind::Text => Self::Text,
        }
    }
}

pub(super) fn run(ctx: &mut Context, args: &RenderArgs) -> Result<Outcome, Failure> {
    let format = DocumentFormat::from(args.format);
    let Some(part) = &args.record else {
        let template = default_template(format)?
            .ok_or_else(|| Failure::said("text has no template").hint("html, docx and markdown have"))?;
        args.output.put(ctx, &template)?;
        return Ok(Outcome::Done);
    };
    let store = gather::store(ctx)?;
    let id = one(&store, part)?;
    let loaded = store.load(id.clone())?;
    let Ok(mut record) = loaded.parsed else {
        gather::tell(ctx, &loaded);
        return Ok(Outcome::CouldNot);
    };
    if args.public {
        record = shown_to_the_public(ctx, &record)?;
    }
    let parts = if args.blank { Parts::All } else { Parts::Filled };
    let form = ResponseForm::compute(&id, &record, parts, ctx.today);
    let own =
        args.template.as_deref().map(|file| Ok::<_, Failure>((file.display().to_string(), read_bytes(file)?))).transpose()?;
    let document = Document {
        blocks: form.blocks(),
        paper: Paper { title: form.title(), language: "en-GB", author: form.author() },
        data: serde_json::to_value(&record).unwrap_or_default(),
        template: own.as_ref().map(|(name, bytes)| OwnTemplate { name, bytes }),
    };
    let mut drawn = document.draw(format, &ctx.page)?;
    if matches!(args.format, DocumentKind::Pdf) {
        drawn = print_pdf(&String::from_utf8_lossy(&drawn), args.browser.as_deref())?;
    }
    args.output.put(ctx, &drawn)?;
    Ok(Outcome::Done)
}

/// The record without what is the office's own; what was left out is told.
fn shown_to_the_public(ctx: &mut Context, record: &Record) -> Result<Record, Failure> {
    let (shown, left_out) = public(record);
    if let Some(words) = left_out.in_words() {
        writeln!(ctx.err, "left out of the public document: {words}")?;
    }
    let answers = left_out.answers_to_withheld();
    if !answers.is_empty() {
        let names = listed(answers, answers.len(), usize::MAX);
        writeln!(ctx.err, "the text of {names} is withheld and the answer to it is printed: look whether that tells it")?;
    }
    Ok(shown)
}
