//! `irr history`

use std::error::Error;

use clap::ValueEnum;

use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::output::{Medium, OutputArgs};
use crate::cli::terminal::read;
use crate::draw::{self, DocumentFormat, OutputDocument, OutputFormat, Paper, TemplateData};
use crate::model::{Address, HistoryLimit, RecordHistory};
use crate::session::load;
use crate::session::resolve::{no_finding, one};
use crate::store::StoreError;
use crate::view::{DocumentSection, HistoryOf, HistorySheet, View};

/// Show the life of a finding: who changed what, when and why
///
/// What the record says happened is laid beside the commits that wrote it, oldest first. Where the two differ, it says so: an
/// entry written weeks later, a due date edited without an extension, an entry that was changed or removed, or that is not
/// committed yet. Without a finding, it shows the life of the record itself, and for each finding the number of its events
/// and the last one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr history custody:R1
  irr history custody
  irr history custody:R1 --format html -o custody-r1.html")]
pub(in crate::cli) struct HistoryArgs {
    /// The finding or the record, by any unique part of the record's id: custody:R1, custody
    #[arg(add = complete::by(complete::address))]
    address: Address,
    /// The output format [default: by the extension of --output, otherwise table]
    #[arg(long, value_enum)]
    format: Option<HistoryFormat>,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HistoryFormat {
    Table,
    Json,
    Markdown,
    Html,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &HistoryArgs) -> Result<Outcome, Failure> {
    let format = args.output.format(args.format, HistoryFormat::Table)?;
    let store = read::store(ctx)?;
    let address = ctx.address(&store, &args.address)?;
    let loaded = store.steadily(|| Ok::<_, Failure>(store.load(one(&store, &address.record)?)?))?;
    let Ok(record) = &loaded.parsed else {
        ctx.report(&load::unreadable(&loaded).into());
        return Ok(Outcome::CouldNot);
    };
    let snapshot = load::snapshot(&store, &loaded.id, record.clone(), ctx.days)?;
    // What the record says is worth showing where git cannot be asked.
    let past = store.history(&loaded).unwrap_or_else(|error| RecordHistory::unknown(not_asked(&error)));
    let of = HistoryOf { id: &loaded.id, snapshot: &snapshot, record, past: &past, today: ctx.days.actual_today };
    let sheet = match &address.finding {
        None => HistorySheet::of_record(of),
        Some(reference) => {
            HistorySheet::of_finding(of, reference).ok_or_else(|| no_finding(&loaded.id, snapshot.record(), reference))?
        }
    };
    let mut made = Vec::new();
    let page = args.output.page(ctx);
    let (format, medium) = match format {
        HistoryFormat::Table => (OutputFormat::Text, Medium::Drawn),
        HistoryFormat::Json => (OutputFormat::Json, Medium::Data),
        HistoryFormat::Markdown => (OutputFormat::Markdown, Medium::Data),
        HistoryFormat::Html => {
            let html = document(&sheet).draw(DocumentFormat::Html, &page)?;
            args.output.put(ctx, Medium::Data, &html)?;
            return Ok(Outcome::Done);
        }
    };
    draw::write(&sheet, format, &page, &mut made)?;
    args.output.put(ctx, medium, &made)?;
    Ok(Outcome::Done)
}

fn document(sheet: &HistorySheet<'_>) -> OutputDocument<'static> {
    OutputDocument {
        pieces: vec![DocumentSection { name: "history", blocks: sheet.blocks() }],
        paper: Paper { title: sheet.title(), language: "en-GB", author: sheet.author(), notice: None },
        data: TemplateData { name: "history", value: serde_json::Value::Null },
        template: None,
    }
}

/// Returns why git was not asked, with what the user can do.
fn not_asked(error: &StoreError) -> HistoryLimit {
    let cause = error.source().map_or_else(String::new, |cause| format!(": {cause}"));
    let hint = match error {
        StoreError::NoRepository { .. } => Some("`irr init` or `git init` makes one".to_owned()),
        error => error.hint(),
    };
    HistoryLimit::NotAsked(format!("{error}{cause}"), hint)
}
