//! `irr render`

use super::complete;
use super::context::Context;
use super::document::{DocumentArgs, DocumentKind};
use super::exit::Outcome;
use super::failure::Failure;
use super::gather;
use super::target::one;
use crate::draw::Paper;
use crate::model::public::public;
use crate::model::{Record, listed};
use crate::report::{Parts, Piece, ResponseForm};
use std::io::Write;

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
    /// What to write; without this what the file's ending says, else Markdown
    #[arg(long, value_enum)]
    format: Option<DocumentKind>,
    /// Leave out what is the office's own: owners, evidence, notes of the log, withheld text, words not placed yet
    #[arg(long)]
    public: bool,
    /// Print the form's empty parts, too
    #[arg(long)]
    blank: bool,
    /// Print the template that is used where an office has none, as a start for one of its own
    #[arg(long, conflicts_with_all = ["record", "public", "blank", "template"])]
    print_template: bool,
    #[command(flatten)]
    document: DocumentArgs,
}

pub(super) fn run(ctx: &mut Context, args: &RenderArgs) -> Result<Outcome, Failure> {
    let format = args.document.format(args.format, DocumentKind::Markdown)?;
    let Some(part) = &args.record else {
        args.document.put_template(ctx, format, &[])?;
        return Ok(Outcome::Done);
    };
    let store = gather::store(ctx)?;
    let loaded = store.steadily(|| Ok::<_, Failure>(store.load(one(&store, part)?)?))?;
    let id = loaded.id.clone();
    let Ok(record) = loaded.parsed else {
        gather::tell(ctx, &loaded);
        return Ok(Outcome::CouldNot);
    };
    let mut snapshot = gather::snapshot(ctx, &store, &id, record)?;
    if args.public {
        let shown = shown_to_the_public(ctx, snapshot.record())?;
        snapshot = snapshot.with(shown);
    }
    let parts = if args.blank { Parts::All } else { Parts::Filled };
    let form = ResponseForm::compute(&id, &snapshot, parts);
    let paper = Paper { title: form.title(), language: "en-GB", author: form.author() };
    let data = ("record", || serde_json::to_value(snapshot.record()).unwrap_or_default());
    let pieces = vec![Piece { name: "response", blocks: form.blocks() }];
    args.document.put(ctx, format, paper, pieces, data)?;
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
