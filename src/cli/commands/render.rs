//! `irr render`

use std::io::Write;

use crate::cli::args::document::{DocumentArgs, DocumentKind};
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::read;
use crate::draw::Paper;
use crate::form::INTERNAL;
use crate::model::Record;
use crate::model::public::{left_out, public};
use crate::prose::listed;
use crate::session::load;
use crate::session::resolve::one;
use crate::view::{DocumentSection, FormParts, ResponseForm};

/// Write a response as a document, for the public or internal use
///
/// The document follows the order and labels of the inspection response form. The public version has the report's findings, the
/// answers, and each finding's deadline and status; of a withheld finding it shows only the number. The internal version has
/// everything else too, and says on each page that it is not for publication. `irr import` reads it back into the same record.
///
/// With --to-fill it is a form to send out: a Word document with a box for each answer. `irr import` puts what comes back in the
/// boxes into the record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr render staffordshire
  irr render staffordshire --format html --output response.html
  irr render staffordshire --internal --output for-comments.docx
  irr render staffordshire --to-fill --output for-the-chief-constable.docx
  irr render custody --format html --template ours.html > custody.html
  irr render --format html --print-template > ours.html")]
pub(in crate::cli) struct RenderArgs {
    /// The record, by any unique part of its id
    #[arg(required_unless_present = "print_template", add = complete::by(complete::address))]
    record: Option<String>,
    /// The output format [default: by the extension of --output, otherwise markdown]
    #[arg(long, value_enum)]
    format: Option<DocumentKind>,
    /// Write the public version (the default)
    #[arg(long)]
    public: bool,
    /// Write everything in the record (owners, actions, evidence, notes, reasons, withheld text), marked as internal on each page
    #[arg(long, conflicts_with = "public")]
    internal: bool,
    /// Include the form's empty parts
    #[arg(long)]
    blank: bool,
    /// Write a form to send out and fill in (DOCX): the findings, with a box for each answer
    #[arg(long, conflicts_with = "blank")]
    to_fill: bool,
    /// Print the default template, as a start for your own
    #[arg(long, conflicts_with_all = ["record", "public", "internal", "blank", "to_fill", "template"])]
    print_template: bool,
    #[command(flatten)]
    document: DocumentArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &RenderArgs) -> Result<Outcome, Failure> {
    let format = args.document.format(args.format, if args.to_fill { DocumentKind::Docx } else { DocumentKind::Markdown })?;
    if args.to_fill && format != DocumentKind::Docx {
        let hint = "use --format docx, and --output form.docx";
        return Err(Failure::because("only a Word document has boxes to fill in").hint(hint));
    }
    let Some(part) = &args.record else {
        args.document.put_template(ctx, format, &[])?;
        return Ok(Outcome::Done);
    };
    let store = read::store(ctx)?;
    let loaded = store.steadily(|| Ok::<_, Failure>(store.load(one(&store, part)?)?))?;
    let id = loaded.id.clone();
    let Ok(record) = loaded.parsed else {
        ctx.report(&load::unreadable(&loaded).into());
        return Ok(Outcome::CouldNot);
    };
    let mut snapshot = load::snapshot(&store, &id, record, ctx.days)?;
    let mut hidden = None;
    if !args.internal {
        let shown = public(snapshot.record());
        hidden = if args.to_fill { withheld(snapshot.record()) } else { left_out(snapshot.record(), &shown) };
        snapshot = snapshot.with(shown);
    }
    let parts = if args.blank { FormParts::All } else { FormParts::Filled };
    let form = ResponseForm::compute(&id, &snapshot, parts);
    let blocks = if args.to_fill { form.blocks_to_fill() } else { form.blocks() };
    let paper =
        Paper { title: form.title(), language: "en-GB", author: form.author(), notice: args.internal.then_some(INTERNAL) };
    let data = ("record", || serde_json::to_value(snapshot.record()).unwrap_or_default());
    let pieces = vec![DocumentSection { name: "response", blocks }];
    args.document.put(ctx, format, paper, pieces, data)?;
    if let Some(words) = hidden {
        writeln!(ctx.err, "left out of the public document: {words}; --internal includes it")?;
    }
    Ok(Outcome::Done)
}

/// Returns what a form to fill in leaves out; it has no owners, actions or notes in any case.
fn withheld(record: &Record) -> Option<String> {
    let found: Vec<_> = record.findings().filter(|(.., finding)| finding.withheld).map(|(reference, ..)| reference).collect();
    (!found.is_empty()).then(|| format!("all but the number of {} (withheld)", listed(&found, found.len(), found.len())))
}
