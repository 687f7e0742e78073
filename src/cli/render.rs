//! `irr render`

use super::complete;
use super::context::Context;
use super::document::{DocumentArgs, DocumentKind};
use super::exit::Outcome;
use super::failure::Failure;
use super::gather;
use super::target::one;
use crate::draw::Paper;
use crate::form::INTERNAL;
use crate::model::public::{left_out, public};
use crate::view::{Parts, Piece, ResponseForm};
use std::io::Write;

/// Write a response as a document: for the public, or with --internal for the office
///
/// In the form's own order and labels. The public document has the report's findings, the answers, and each finding's deadline and status;
/// a withheld finding has its number only. The internal one has everything else too, says on each page that it is not for publication, and
/// `irr import` reads it back into the same record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr render staffordshire
  irr render staffordshire --format html --output response.html
  irr render staffordshire --internal --output for-comments.docx
  irr render custody --format html --template ours.html > custody.html
  irr render --format html --print-template > ours.html")]
pub(super) struct RenderArgs {
    /// The record, by any part of its id that no other has
    #[arg(required_unless_present = "print_template", add = complete::by(complete::address))]
    record: Option<String>,
    /// What to write; without this what the file's ending says, else Markdown
    #[arg(long, value_enum)]
    format: Option<DocumentKind>,
    /// Write what the public may see; this is the default
    #[arg(long)]
    public: bool,
    /// Write everything the record has (owners, actions, evidence, notes, reasons, withheld words) and say so on each page
    #[arg(long, conflicts_with = "public")]
    internal: bool,
    /// Print the form's empty parts, too
    #[arg(long)]
    blank: bool,
    /// Print the template that is used where an office has none, as a start for one of its own
    #[arg(long, conflicts_with_all = ["record", "public", "internal", "blank", "template"])]
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
    let mut hidden = None;
    if !args.internal {
        let shown = public(snapshot.record());
        hidden = left_out(snapshot.record(), &shown);
        snapshot = snapshot.with(shown);
    }
    let parts = if args.blank { Parts::All } else { Parts::Filled };
    let form = ResponseForm::compute(&id, &snapshot, parts);
    let paper =
        Paper { title: form.title(), language: "en-GB", author: form.author(), notice: args.internal.then_some(INTERNAL) };
    let data = ("record", || serde_json::to_value(snapshot.record()).unwrap_or_default());
    let pieces = vec![Piece { name: "response", blocks: form.blocks() }];
    args.document.put(ctx, format, paper, pieces, data)?;
    if let Some(words) = hidden {
        writeln!(ctx.err, "left out of the public document: {words}; --internal shows it")?;
    }
    Ok(Outcome::Done)
}
