//! `irr list`

use clap::ValueEnum;

use crate::cli::args::csv_style::SpreadsheetArgs;
use crate::cli::args::filter::SelectArgs;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::read;
use crate::draw::OutputFormat;
use crate::query::{Facet, Order};
use crate::view::Listing;
use crate::view::listing::COLUMNS;

/// List findings, most urgent first
///
/// Lists open findings that are ours, unless a flag selects others.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr list --overdue
  irr list --due-within 6w --owner protection
  irr list --all --kind afi --format csv
  irr list --where 'overdue and slips > 1' --sort=-days_overdue")]
pub(in crate::cli) struct ListArgs {
    #[command(flatten)]
    select: SelectArgs,
    /// Sort by these columns, separated by commas; a - before a column reverses it
    #[arg(long, value_name = "COLUMNS", allow_hyphen_values = true, add = complete::by(complete::order))]
    sort: Option<Order>,
    /// Show these columns [default in CSV: all]: record, ref, force, kind, inspection, inspection_kind, inspectorate, published,
    /// response_due, asks, text, area, addressed_to, ours, status, open, priority, owner, due, original_due, target, overdue,
    /// days_overdue, days_past_due, behind_target, slips, slipped_by, open_actions, closed, outcome, verified, responded,
    /// response_owed, response_awaited, response_days_late
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', add = complete::by(complete::columns))]
    columns: Vec<Facet>,
    /// The output format
    #[arg(long, value_enum, default_value = "table")]
    format: ListFormat,
    /// Exit with 1 if anything is listed
    #[arg(long)]
    fail: bool,
    #[command(flatten)]
    spreadsheet: SpreadsheetArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    Table,
    Json,
    Csv,
    Markdown,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ListArgs) -> Result<Outcome, Failure> {
    let style = args.spreadsheet.style(args.format == ListFormat::Csv)?;
    let format = match args.format {
        ListFormat::Table => OutputFormat::Text,
        ListFormat::Json => OutputFormat::Json,
        ListFormat::Csv => OutputFormat::Csv(style),
        ListFormat::Markdown => OutputFormat::Markdown,
    };
    let filter = args.select.filter(ctx.days.today)?;
    let (loaded, read) = read::records(ctx)?;
    loaded.check_names(&filter.asked_names(), &[])?;
    read::note_unknown_names(ctx, &loaded, filter.expr.as_ref())?;
    let columns = match (args.columns.is_empty(), args.format) {
        (false, _) => &args.columns[..],
        // A spreadsheet has room for all columns.
        (true, ListFormat::Csv) => Facet::ALL,
        (true, _) => &COLUMNS,
    };
    let order = args.sort.clone().unwrap_or_default();
    let listing = Listing::compute(loaded.pairs(), &filter, &order, columns, ctx.days.today);
    ctx.draw(&listing, format)?;
    let matched = args.fail && !listing.is_empty();
    Ok(if read == Outcome::Done && matched { Outcome::No } else { read })
}
