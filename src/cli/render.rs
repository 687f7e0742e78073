//! `irr render`

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

use super::complete;
use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::gather;
use super::target::one;
use crate::draw::{self, DocumentFormat};
use crate::model::listed;
use crate::model::public::public;
use crate::report::{Parts, ResponseForm};
use crate::store::write_whole;

/// Writes a response as the document that the office publishes
///
/// In the form's own order and labels, with the deadline, the status and the answer of each finding. `irr import` reads the document back
/// into the same record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr render staffordshire
  irr render staffordshire --format markdown --public --output response.md
  irr render custody --blank --format text")]
pub(super) struct RenderArgs {
    /// The record, by any part of its id that no other has
    #[arg(add = complete::by(complete::address))]
    record: String,
    /// What to write
    #[arg(long, value_enum, default_value = "markdown")]
    format: DocumentKind,
    /// Leave out what is the office's own: owners, evidence, notes of the log, withheld text, words not placed yet
    #[arg(long)]
    public: bool,
    /// Print the form's empty parts, too
    #[arg(long)]
    blank: bool,
    /// The file to write, instead of the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The documents that a response can become.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum DocumentKind {
    Markdown,
    Text,
}

impl From<DocumentKind> for DocumentFormat {
    fn from(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::Markdown => Self::Markdown,
            DocumentKind::Text => Self::Text,
        }
    }
}

pub(super) fn run(ctx: &mut Context, args: &RenderArgs) -> Result<Outcome, Failure> {
    let store = gather::store(ctx)?;
    let id = one(&store, &args.record)?;
    let loaded = store.load(id.clone())?;
    let Ok(mut record) = loaded.parsed else {
        gather::tell(ctx, &loaded);
        return Ok(Outcome::CouldNot);
    };
    if args.public {
        let (shown, left_out) = public(&record);
        record = shown;
        if let Some(words) = left_out.in_words() {
            writeln!(ctx.err, "left out of the public document: {words}")?;
        }
        let answers = left_out.answers_to_withheld();
        if !answers.is_empty() {
            let names = listed(answers, answers.len(), usize::MAX);
            writeln!(ctx.err, "the text of {names} is withheld, and its answer is printed: look whether that tells it")?;
        }
    }
    let parts = if args.blank { Parts::All } else { Parts::Filled };
    let form = ResponseForm::compute(&id, &record, parts, ctx.today);
    let document = draw::document(&form.blocks(), args.format.into(), &ctx.page)?;
    match &args.output {
        Some(file) => write_whole(file, &document)?,
        None => ctx.out.write_all(&document)?,
    }
    Ok(Outcome::Done)
}
