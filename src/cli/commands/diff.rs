//! `irr diff`

use clap::ValueEnum;

use crate::cli::args::git::compared_diff;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::output::{Medium, OutputArgs};
use crate::cli::terminal::read;
use crate::draw::{self, DocumentFormat, OutputDocument, OutputFormat, Paper, TemplateData};
use crate::model::{Address, DateRole, TypedDate};
use crate::session::revision_range::{RevisionRange, compared_record};
use crate::view::{DocumentSection, RecordDiff, View};

/// Show what changed in the records, from git
///
/// Compares the last commit with the files on disk, or two commits, and shows each change in a sentence: by report, what is new,
/// answered, extended, closed, reopened, has another owner or was corrected. Long texts are shortened; in JSON each value is
/// complete. Words that are redacted on one side are not shown from the other.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr diff
  irr diff --since monday
  irr diff --since 2026-07-01 --until 2026-09-30 -o changes.html
  irr diff HEAD~3 HEAD --record custody
  irr diff main..officer-b")]
pub(in crate::cli) struct DiffArgs {
    /// The earlier revision: a commit, branch or tag, or both sides as A..B. A...B begins at the last commit that both have
    /// [default: HEAD, the last commit]
    #[arg(value_name = "A", add = complete::by(complete::revisions), conflicts_with = "since")]
    first: Option<String>,
    /// The later revision [default: the files on disk]
    #[arg(value_name = "B", add = complete::by(complete::revisions), conflicts_with_all = ["since", "until"])]
    second: Option<String>,
    /// Compare with the last commit of this branch that was made before this day, by the commit's own date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    since: Option<TypedDate>,
    /// Up to the last commit of this branch that was made by the end of this day, instead of the files on disk
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    until: Option<TypedDate>,
    /// Show only this record or finding. Repeat the flag for more than one
    #[arg(long, value_name = "ADDRESS", add = complete::by(complete::address))]
    record: Vec<Address>,
    /// The output format [default: by the extension of --output, otherwise text]
    #[arg(long, value_enum)]
    format: Option<DiffFormat>,
    /// Exit with 1 if anything changed
    #[arg(long)]
    fail: bool,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    Text,
    Json,
    Markdown,
    Html,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &DiffArgs) -> Result<Outcome, Failure> {
    let format = args.output.format(args.format, DiffFormat::Text)?;
    let store = read::store(ctx)?;
    let range = RevisionRange {
        first: args.first.as_deref(),
        second: args.second.as_deref(),
        since: ctx.date_if_given("--since", args.since.as_ref(), DateRole::Start)?,
        until: ctx.date_if_given("--until", args.until.as_ref(), DateRole::Any)?,
    };
    range.since.map_or(Ok(()), |day| ctx.refuse_future("--since", day))?;
    range.until.map_or(Ok(()), |day| ctx.refuse_future("--until", day))?;
    if ctx.days.today != ctx.days.actual_today {
        return Err(Failure::because("cannot use --as-of with `irr diff`: it compares what was committed")
            .hint("--until names the last day"));
    }
    let (diff, compared) = compared_diff(ctx, &store, range)?;
    let mut wanted = Vec::new();
    for address in &args.record {
        let address = ctx.address(&store, address)?;
        wanted.push((compared_record(&store, &compared, &address.record)?, address.finding));
    }
    let diff = diff.only(&wanted);
    let has_changes = !diff.is_empty();
    let read = if compared.troubles.is_empty() { Outcome::Done } else { Outcome::CouldNot };
    compared.troubles.into_iter().for_each(|error| ctx.report(&error.into()));
    args.put(ctx, format, &diff)?;
    Ok(if read == Outcome::Done && has_changes && args.fail { Outcome::No } else { read })
}

impl DiffArgs {
    fn put(&self, ctx: &mut Context, format: DiffFormat, diff: &RecordDiff) -> Result<(), Failure> {
        let page = self.output.page(ctx);
        let mut made = Vec::new();
        let (of_view, medium) = match format {
            DiffFormat::Text => (OutputFormat::Text, Medium::Drawn),
            DiffFormat::Json => (OutputFormat::Json, Medium::Data),
            DiffFormat::Markdown => (OutputFormat::Markdown, Medium::Data),
            DiffFormat::Html => {
                let paper = Paper { title: diff.title(), language: "en-GB", author: String::new(), notice: None };
                let pieces = vec![DocumentSection { name: "changes", blocks: diff.blocks() }];
                let data = TemplateData { name: "diff", value: serde_json::Value::Null };
                let document = OutputDocument { pieces, paper, data, template: None };
                return self.output.put(ctx, Medium::Data, &document.draw(DocumentFormat::Html, &page)?);
            }
        };
        draw::write(diff, of_view, &page, &mut made)?;
        self.output.put(ctx, medium, &made)
    }
}
