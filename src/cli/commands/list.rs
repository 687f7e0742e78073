//! `irr list`

use std::str::FromStr;

use clap::ValueEnum;

use crate::cli::args::csv_style::SpreadsheetArgs;
use crate::cli::args::filter::SelectArgs;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::{complete, gather};
use crate::draw::Format;
use crate::query::{Column, Order};
use crate::view::Listing;
use crate::view::listing::{COLUMNS, CSV_COLUMNS, column_help};

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
    /// Sort by these columns, separated by commas; a - before a column reverses it. `--sort help` explains all columns
    #[arg(long, value_name = "COLUMNS", allow_hyphen_values = true, add = complete::by(complete::order))]
    sort: Option<OrHelp<Order>>,
    /// Show these columns, separated by commas [default: record,ref,asks,owner,status,due,days_overdue; in CSV 30 more].
    /// `--columns help` explains all columns
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', add = complete::by(complete::columns))]
    columns: Vec<OrHelp<Column>>,
    /// The output format
    #[arg(long, value_enum, default_value = "table")]
    format: ListFormat,
    /// Exit with 1 if anything is listed
    #[arg(long)]
    fail: bool,
    #[command(flatten)]
    spreadsheet: SpreadsheetArgs,
}

/// The value of a flag that also explains its values.
#[derive(Debug, Clone, PartialEq, Eq)]
enum OrHelp<T> {
    Help,
    Value(T),
}

impl<T> OrHelp<T> {
    fn value(&self) -> Option<&T> {
        match self {
            Self::Help => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T: FromStr> FromStr for OrHelp<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text == "help" { Ok(Self::Help) } else { text.parse().map(Self::Value) }
    }
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
        ListFormat::Table => Format::Text,
        ListFormat::Json => Format::Json,
        ListFormat::Csv => Format::Csv(style),
        ListFormat::Markdown => Format::Markdown,
    };
    if args.columns.contains(&OrHelp::Help) || args.sort == Some(OrHelp::Help) {
        ctx.draw_help(&column_help())?;
        return Ok(Outcome::Done);
    }
    let chosen: Vec<Column> = args.columns.iter().filter_map(OrHelp::value).copied().collect();
    let filter = args.select.filter(ctx.today)?;
    let gathered = gather::records(ctx)?;
    gathered.know(&filter.asked_names())?;
    gathered.note_unknown(ctx, filter.expr.as_ref())?;
    let columns = match (chosen.is_empty(), args.format) {
        (false, _) => &chosen[..],
        // A spreadsheet has room for more columns.
        (true, ListFormat::Csv) => CSV_COLUMNS,
        (true, _) => &COLUMNS,
    };
    let order = args.sort.as_ref().and_then(OrHelp::value).cloned().unwrap_or_default();
    let listing = Listing::compute(gathered.pairs(), &filter, &order, columns, ctx.today);
    ctx.draw(&listing, format)?;
    let matched = args.fail && !listing.is_empty();
    Ok(if gathered.outcome == Outcome::Done && matched { Outcome::No } else { gathered.outcome })
}
