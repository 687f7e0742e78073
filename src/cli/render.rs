//! `irr render`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::complete;
use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::gather;
use super::target::one;
use crate::draw::{Document, DocumentFormat, OwnTemplate, Paper, default_template};
use crate::model::public::public;
use crate::model::{Record, listed};
use crate::report::{Parts, ResponseForm};
use crate::store::{print_pdf, read_bytes, write_whole};

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
    /// The file to write, instead of the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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
        return put_out(ctx, args, &template);
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
    put_out(ctx, args, &drawn)
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

fn put_out(ctx: &mut Context, args: &RenderArgs, document: &[u8]) -> Result<Outcome, Failure> {
    match &args.output {
        // A folder that is misspelt is not made.
        Some(file) if file.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) => {
            let message = format!("cannot write {}: there is no such folder", file.display());
            return Err(Failure::said(message).hint("make the folder first"));
        }
        Some(file) if is_a_record(ctx, file) => {
            let message = format!("will not write {}: that is where the store's records are", file.display());
            return Err(Failure::said(message).hint("give the document a place of its own"));
        }
        Some(file) => write_whole(file, document)?,
        None => ctx.out.write_all(document)?,
    }
    Ok(Outcome::Done)
}

/// Whether a file would stand among the records of the store.
fn is_a_record(ctx: &Context, file: &Path) -> bool {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let records = ctx.store().ok().and_then(|store| store.records().canonicalize().ok());
    matches!((folder.canonicalize(), records), (Ok(folder), Some(records)) if folder.starts_with(&records))
}
