//! `irr export`

use std::io::Write;
use std::path::Path;

use clap::ValueEnum;

use crate::cli::args::csv_style::SpreadsheetArgs;
use crate::cli::args::filter::SelectArgs;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::output::{Medium, OutputArgs};
use crate::cli::terminal::read;
use crate::draw::{RowFormat, write_rows};
use crate::intake::tracker::{read as read_workbook, read_returned};
use crate::query::Scope;
use crate::store::read_bytes;
use crate::view::{WorkbookView, rows};

/// Export findings, actions or responses: workbook, CSV or JSON
///
/// Everything is exported unless a flag selects: also closed findings and those of other bodies, as in `irr list --all`. Rows are
/// in the order of the records. Each row starts with force and record, and with ref if it belongs to a finding, so that rows of
/// different kinds and of several repositories can be joined. Anything dated after --as-of is left out. The export contains
/// owners, notes and evidence: do not publish it as it is.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:
  irr export -o from-irr.xlsx                  # a workbook, which irr import takes back
  irr export --bom -o findings.csv
  irr export --delimiter ';' --bom -o findings.csv
  irr export --rows actions --owner custody
  irr export --rows extensions --format ndjson --where 'slips > 1'
  irr export --rows responses --format json --where 'response_awaited or response_days_late != none'",
    mut_arg("all", |arg| arg.hide(true))
)]
pub(in crate::cli) struct ExportArgs {
    /// What each row stands for [default: findings]
    #[arg(long, value_enum, value_name = "KIND")]
    rows: Option<RowKind>,
    /// The output format [default: by the extension of --output, otherwise csv]
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
    /// Findings, with everything that `irr list` can show, their answers and their closure
    Findings,
    /// Actions on findings
    Actions,
    /// Entries in the logs of findings
    Progress,
    /// Extensions of findings' due dates
    Extensions,
    /// Responses, with or without findings. --where may then only use columns of a response
    Responses,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// A table in UTF-8 (RFC 4180)
    Csv,
    /// One object with all rows
    Json,
    /// One object on each line
    Ndjson,
    /// A workbook to work in, with sheets for findings, actions, log and responses; `irr import` takes it back
    Xlsx,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ExportArgs) -> Result<Outcome, Failure> {
    let format = args.output.format(args.format, ExportFormat::Csv)?;
    let style = args.spreadsheet.style(format == ExportFormat::Csv)?;
    let on = ctx.days.today;
    if format == ExportFormat::Xlsx {
        must_be_own(args.output.file())?;
    }
    let format = match format {
        ExportFormat::Csv => Some(RowFormat::Csv(style)),
        ExportFormat::Json => Some(RowFormat::Json),
        ExportFormat::Ndjson => Some(RowFormat::Ndjson),
        ExportFormat::Xlsx if args.rows.is_some() => {
            return Err(Failure::because("cannot use --rows: a workbook has a sheet for each kind of row")
                .hint("leave --rows out, or use --format csv"));
        }
        ExportFormat::Xlsx => None,
    };
    let kind = args.rows.unwrap_or(RowKind::Findings);
    let filter = match kind {
        RowKind::Responses => args.select.response_filter(on)?,
        _ => args.select.filter_from(Scope::All, on)?,
    };
    let (loaded, read) = read::records(ctx)?;
    loaded.check_names(&filter.asked_names(), &[])?;
    read::note_unknown_names(ctx, &loaded, filter.expr.as_ref())?;
    let records = loaded.pairs();
    let Some(format) = format else {
        args.output.put_workbook(ctx, &WorkbookView::of(records, &filter, on))?;
        return Ok(read);
    };
    args.output.put_with(ctx, Medium::Data, |out: &mut dyn Write| {
        match kind {
            RowKind::Findings => write_rows(rows::findings(records, &filter, on), format, out),
            RowKind::Actions => write_rows(rows::actions(records, &filter, on), format, out),
            RowKind::Progress => write_rows(rows::progress(records, &filter, on), format, out),
            RowKind::Extensions => write_rows(rows::extensions(records, &filter, on), format, out),
            RowKind::Responses => write_rows(rows::responses(records, &filter, on), format, out),
        }
        .map_err(Failure::from)
    })?;
    Ok(read)
}

/// Fails where the file is a workbook that irr did not write: it may be the office's tracker.
fn must_be_own(file: Option<&Path>) -> Result<(), Failure> {
    let Some(file) = file.filter(|file| file.is_file()) else { return Ok(()) };
    let name = file.display().to_string();
    let is_own = read_bytes(file)
        .ok()
        .and_then(|bytes| read_workbook(&bytes, &name).ok())
        .is_some_and(|book| read_returned(&book).is_some());
    if is_own {
        return Ok(());
    }
    Err(Failure::because(format!("{name} is there already, and irr did not write it"))
        .hint("name another file, or remove it first"))
}
