//! `irr export`

use std::io::Write;

use clap::ValueEnum;

use super::context::Context;
use super::exit::Outcome;
use super::failure::Failure;
use super::gather;
use super::output::{Medium, OutputArgs};
use super::select::SelectArgs;
use super::spreadsheet::SpreadsheetArgs;
use crate::draw::{RowFormat, write_rows};
use crate::query::Scope;
use crate::view::rows;

/// Writes the store as flat rows, for spreadsheets and for programs that ask several stores one question
///
/// All of it, unless a flag chooses: closed findings and other bodies' too, as `irr list --all` has them. Rows stand by record, in the
/// record's order; each begins with force and record, and with ref where it is of a finding, so that rows of any kind and store can be joined. What is dated after
/// --as-of has not happened. This is the office's own data, with owners, notes and evidence: it is not for the public as it is.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:
  irr export --bom -o findings.csv
  irr export --rows actions --owner custody
  irr export --rows extensions --format ndjson --where 'slips > 1'
  irr export --rows responses --format json --where 'response_awaited or response_days_late != none'",
    mut_arg("all", |arg| arg.hide(true))
)]
pub(super) struct ExportArgs {
    /// What a row is
    #[arg(long, value_enum, default_value = "findings", value_name = "KIND")]
    rows: RowKind,
    /// How to write it; without this as the file's ending says, else as CSV
    #[arg(long, value_enum)]
    format: Option<ExportFormat>,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    select: SelectArgs,
    #[command(flatten)]
    spreadsheet: SpreadsheetArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RowKind {
    /// A finding, with everything that `irr list` can show, its answers and its end
    Findings,
    /// A thing that is done about one of the findings
    Actions,
    /// An entry of a finding's log
    Progress,
    /// A later date that was agreed for a finding
    Extensions,
    /// A response, whether it has findings or not; --where may ask for what is the whole response's
    Responses,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// A table as RFC 4180 has it, in UTF-8
    Csv,
    /// One object with all rows
    Json,
    /// An object a line
    Ndjson,
}

pub(super) fn run(ctx: &mut Context, args: &ExportArgs) -> Result<Outcome, Failure> {
    let format = args.output.format(args.format, ExportFormat::Csv)?;
    let style = args.spreadsheet.style(format == ExportFormat::Csv)?;
    let format = match format {
        ExportFormat::Csv => RowFormat::Csv(style),
        ExportFormat::Json => RowFormat::Json,
        ExportFormat::Ndjson => RowFormat::Ndjson,
    };
    let on = ctx.today;
    let filter = match args.rows {
        RowKind::Responses => args.select.response_filter(on)?,
        _ => args.select.filter_from(Scope::All, on)?,
    };
    let gathered = gather::records(ctx)?;
    gathered.know(&filter.asked_names())?;
    gathered.note_unknown(ctx, filter.expr.as_ref())?;
    let records = gathered.pairs();
    args.output.put_with(ctx, Medium::Data, |out: &mut dyn Write| {
        match args.rows {
            RowKind::Findings => write_rows(rows::findings(records, &filter, on), format, out),
            RowKind::Actions => write_rows(rows::actions(records, &filter, on), format, out),
            RowKind::Progress => write_rows(rows::progress(records, &filter, on), format, out),
            RowKind::Extensions => write_rows(rows::extensions(records, &filter, on), format, out),
            RowKind::Responses => write_rows(rows::responses(records, &filter, on), format, out),
        }
        .map_err(Failure::from)
    })?;
    Ok(gathered.outcome)
}
