//! `irr reconcile`

use std::io::Write;
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

use crate::cli::args::csv_style::SpreadsheetArgs;
use crate::cli::args::import_document::name_of;
use crate::cli::args::meaning::NameMeaning;
use crate::cli::commands::import::tracker::{TrackerWords, existing_record, only, tell_sheets};
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::output::{Medium, OutputArgs};
use crate::cli::terminal::read;
use crate::draw::{self, OutputFormat};
use crate::intake::tracker::{TrackerFinding, TrackerReport, read as read_workbook};
use crate::model::{Date, FindingOnDay, RecordId, VerificationOutcome, due_on};
use crate::prose::Prose;
use crate::session::resolve::one;
use crate::store::read_bytes;
use crate::view::reconciliation::{Reconciliation, TheirFinding};
use crate::view::{View, WorkbookView};

/// Compare the records with a spreadsheet that others keep
///
/// Shows what they have and you lack, what you have and they lack, and where status, date or words differ. Findings are matched
/// by report and number, else by their words, and that is said. Nothing is written. The exit code is 1 if anything differs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr reconcile portal-export.csv
  irr reconcile --into custody force-tracker.xlsx
  irr reconcile --map 'Stage=status' portal-export.csv -o differences.xlsx")]
pub(in crate::cli) struct ReconcileArgs {
    /// The spreadsheet: .xlsx, .xls, .ods, .csv or .tsv
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The record that all its findings are of
    #[arg(long, value_name = "RECORD", add = complete::by(complete::address))]
    into: Option<String>,
    /// Read this sheet only. Repeat the flag for more than one
    #[arg(long, value_name = "NAME")]
    sheet: Vec<String>,
    /// What a head, a status word or a report means: 'Lead=owner', 'Green=closed', 'Vetting=RECORD'
    #[arg(long, value_name = "NAME=MEANING")]
    map: Vec<NameMeaning>,
    /// The output format [default: by the extension of --output, otherwise table]
    #[arg(long, value_enum)]
    format: Option<ReconcileFormat>,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    spreadsheet: SpreadsheetArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReconcileFormat {
    Table,
    Json,
    Csv,
    Xlsx,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ReconcileArgs) -> Result<Outcome, Failure> {
    let format = args.output.format(args.format, ReconcileFormat::Table)?;
    let style = args.spreadsheet.style(format == ReconcileFormat::Csv)?;
    let store = ctx.store()?;
    let today = ctx.days.today;
    let bytes = read_bytes(&args.file)?;
    let book = read_workbook(&bytes, &name_of(&args.file))?;
    let book = only(book, &args.sheet)?;
    let words = TrackerWords::of(&store, &args.map)?;
    let reading = words.read(&book, today);
    if format == ReconcileFormat::Table {
        tell_sheets(ctx, &reading)?;
    }
    let into = args.into.as_deref().map(|part| one(&store, part)).transpose()?;
    let (loaded, read) = read::records(ctx)?;
    let titles: Vec<(&RecordId, &str, Date)> = loaded
        .pairs()
        .map(|(id, snapshot)| (id, snapshot.record().inspection.title.as_str(), snapshot.record().inspection.published))
        .collect();
    let mut theirs = Vec::new();
    for report in &reading.reports {
        let record = match &into {
            Some(record) => Some(record.clone()),
            None => words.record_of(&store, report)?.or_else(|| existing_record(&titles, report)),
        };
        theirs.extend(report.findings.iter().map(|finding| their_finding(report, finding, record.as_ref())));
    }
    if theirs.is_empty() {
        return Err(Failure::because("no sheet has the heads of a tracker: one of a finding's number or words, and another")
            .hint("name the heads with --map, for example --map 'What they said=text' --map 'Number=ref'"));
    }
    let is_meant = |case: &FindingOnDay<'_>| into.as_ref().is_none_or(|record| case.id == record);
    let ours = loaded.pairs().flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot)).filter(is_meant).collect();
    let differences = Reconciliation::of(ours, &theirs, today);
    match format {
        ReconcileFormat::Xlsx => {
            args.output.put_workbook(ctx, &WorkbookView::of_tables(&differences.blocks()))?;
        }
        other => {
            let (format, medium) = match other {
                ReconcileFormat::Json => (OutputFormat::Json, Medium::Data),
                ReconcileFormat::Csv => (OutputFormat::Csv(style), Medium::Data),
                _ => (OutputFormat::Text, Medium::Drawn),
            };
            let page = args.output.page(ctx);
            args.output.put_with(ctx, medium, |out: &mut dyn Write| Ok(draw::write(&differences, format, &page, out)?))?;
        }
    }
    Ok(if differences.is_empty() { read } else { read.max(Outcome::No) })
}

fn their_finding(report: &TrackerReport, said: &TrackerFinding, record: Option<&RecordId>) -> TheirFinding {
    let rows: Vec<String> = said.rows.iter().map(ToString::to_string).collect();
    let rows = if rows.len() == 1 { format!("row {}", rows[0]) } else { format!("rows {}", rows.join(", ")) };
    TheirFinding {
        place: format!("{}, {rows}", said.sheet),
        record: record.cloned(),
        report: report.title.clone(),
        reference: said.reference.clone(),
        is_unnumbered: said.guesses.iter().any(|guess| guess.field == "ref"),
        text: said.finding.text.as_ref().map(Prose::in_a_line),
        status: said.finding.status,
        is_open: said.finding.verifications.first().map(|word| word.outcome != VerificationOutcome::Closed),
        due: due_on(&said.finding, Date::LAST),
    }
}
