//! `irr list`

use std::str::FromStr;

use clap::ValueEnum;

use crate::cli::args::csv_style::SpreadsheetArgs;
use crate::cli::args::filter::SelectArgs;
use crate::cli::args::saved_list::{Saved, SavedListName};
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::output::{Medium, OutputArgs};
use crate::cli::terminal::read;
use crate::draw::{self, OutputFormat};
use crate::query::{Column, Order, SavedList};
use crate::view::Listing;
use crate::view::listing::{COLUMNS, RowName, SCREEN_COLUMNS, column_help, csv_columns};

/// List findings, most urgent first
///
/// Lists open findings that are ours, unless a flag selects others.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr list --overdue
  irr list --due-within 6w --owner protection
  irr list --all --kind afi --format csv
  irr list --where 'overdue and slips > 1' --sort=-days_overdue
  irr list @monday --owner protection")]
pub(in crate::cli) struct ListArgs {
    /// A saved list of irr.yaml: its --where, --sort and --columns, unless they are given here. @ alone shows all of them
    #[arg(value_name = "@NAME", add = complete::by(complete::saved_lists))]
    saved: Option<SavedListName>,
    #[command(flatten)]
    select: SelectArgs,
    /// Sort by these columns, separated by commas; a - before a column reverses it. `--sort help` explains all columns
    #[arg(long, value_name = "COLUMNS", allow_hyphen_values = true, add = complete::by(complete::order))]
    sort: Option<OrHelp<Order>>,
    /// Show these columns, separated by commas [default: asks,owner,status,due,days_overdue behind the finding's address; in
    /// Markdown behind record,ref; in CSV also the other 30]. `--columns help` explains all columns
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', add = complete::by(complete::columns))]
    columns: Vec<OrHelp<Column>>,
    /// The output format [default: by the extension of --output, otherwise table]
    #[arg(long, value_enum)]
    format: Option<ListFormat>,
    /// Exit with 1 if anything is listed
    #[arg(long)]
    fail: bool,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    spreadsheet: SpreadsheetArgs,
}

/// The value of a flag, or none for `help`, which explains the values.
#[derive(Debug, Clone)]
struct OrHelp<T>(Option<T>);

impl<T: FromStr> FromStr for OrHelp<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        (text != "help").then(|| text.parse()).transpose().map(Self)
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
    let asked = args.output.format(args.format, ListFormat::Table)?;
    let style = args.spreadsheet.style(asked == ListFormat::Csv)?;
    let format = match asked {
        ListFormat::Table => OutputFormat::Text,
        ListFormat::Json => OutputFormat::Json,
        ListFormat::Csv => OutputFormat::Csv(style),
        ListFormat::Markdown => OutputFormat::Markdown,
    };
    let saved = match args.saved.as_ref().map(|name| name.find(ctx)).transpose()? {
        Some(Saved::All(lists)) => {
            ctx.draw_help(&lists)?;
            return Ok(Outcome::Done);
        }
        Some(Saved::List(list)) => list,
        None => SavedList::default(),
    };
    let order = args.sort.clone().map_or_else(|| Some(saved.order.unwrap_or_default()), |order| order.0);
    let chosen: Option<Vec<Column>> = args.columns.iter().map(|column| column.0).collect();
    let (Some(order), Some(chosen)) = (order, chosen) else {
        ctx.draw_help(&column_help())?;
        return Ok(Outcome::Done);
    };
    let chosen = if chosen.is_empty() { saved.columns } else { chosen };
    let mut filter = args.select.filter(ctx.days.today)?;
    filter.expr = filter.expr.or(saved.expr);
    let (loaded, read) = read::records(ctx)?;
    loaded.check_names(&filter.asked_names(), &[])?;
    read::note_unknown_names(ctx, &loaded, filter.expr.as_ref())?;
    let name = match (chosen.is_empty(), order.is_by_record()) {
        (false, _) => RowName::Columns,
        (true, false) => RowName::Address,
        (true, true) => RowName::AddressBelowReport,
    };
    let columns = match (name, asked) {
        (RowName::Columns, _) => chosen,
        // A spreadsheet has room for more columns.
        (_, ListFormat::Csv) => csv_columns(),
        (_, ListFormat::Table) => SCREEN_COLUMNS.to_vec(),
        _ => COLUMNS.to_vec(),
    };
    let mut listing = Listing::compute(loaded.pairs(), &filter, &order, &columns, ctx.days.today);
    if asked == ListFormat::Table {
        listing = listing.on_screen(name, loaded.short_ids());
    }
    let mut made = Vec::new();
    draw::write(&listing, format, &args.output.page(ctx), &mut made)?;
    args.output.put(ctx, if asked == ListFormat::Table { Medium::Drawn } else { Medium::Data }, &made)?;
    let matched = args.fail && !listing.is_empty();
    Ok(if read == Outcome::Done && matched { Outcome::No } else { read })
}
