//! `irr summary`

use std::io::Write;

use clap::ValueEnum;

use crate::cli::args::document::{DocumentArgs, DocumentKind};
use crate::cli::args::git::compared_diff;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::output::{Medium, workbook};
use crate::cli::terminal::read;
use crate::draw::{Paper, write_export};
use crate::model::{DateRole, Quarter, SummarySection, TypedDate};
use crate::query::{AskedName, NameColumn};
use crate::session::OfficeSettings;
use crate::session::revision_range::RevisionRange;
use crate::view::{Between, Block, RecordDiff, Totals, View, WorkbookView};

/// Write the meeting paper for a period
///
/// It shows what was open before the period, what was added, what was closed and what remains; new reports and their response
/// deadlines; everything overdue, with the reasons; and what was closed, with the evidence. It compares the day before the period
/// with its last day. The same records always give exactly the same paper. Each number names the filter that lists what it
/// counts.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr summary --quarter 2026-Q3
  irr summary --since 2026-07-01 --until 2026-09-30 --format html --output paper.html
  irr summary --section headline,movement,exceptions --format markdown
  irr summary --format html --print-template > ours.html")]
pub(in crate::cli) struct SummaryArgs {
    /// The first day of the period [default: three months before its end]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, conflicts_with = "quarter")]
    since: Option<TypedDate>,
    /// The last day of the period; everything is shown as of this date [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, conflicts_with = "quarter")]
    until: Option<TypedDate>,
    /// A quarter of the calendar year (2026-Q3) or of the financial year (2026/27-Q2), last or this. The current quarter ends
    /// today
    #[arg(long, value_name = "QUARTER")]
    quarter: Option<String>,
    /// Of a force whose name contains this
    #[arg(long, value_name = "NAME", add = complete::by(complete::forces))]
    force: Option<String>,
    /// Show these sections, in this order [default: as in irr.yaml]: headline, movement, reports, exceptions, closedown, closed,
    /// verified, trend, ahead, late, by_report, by_priority, by_owner, by_force, by_inspectorate, by_inspection, grades,
    /// responses, figures; and changes, from git, only if it is named here or in irr.yaml
    #[arg(long, value_name = "SECTIONS", value_delimiter = ',', add = complete::by(complete::sections))]
    section: Vec<SummarySection>,
    /// The output format [default: by the extension of --output, otherwise text]
    #[arg(long, value_enum)]
    format: Option<SummaryFormat>,
    /// Print the default template, as a start for your own
    #[arg(long, conflicts_with_all = ["since", "until", "quarter", "force", "template"])]
    print_template: bool,
    #[command(flatten)]
    document: DocumentArgs,
}

/// The formats of a meeting paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SummaryFormat {
    Text,
    Markdown,
    /// A single file with charts and without scripts
    Html,
    Docx,
    /// The HTML page, printed by a browser on this computer
    Pdf,
    /// A workbook with a sheet for each table
    Xlsx,
    Json,
}

impl SummaryFormat {
    /// Returns the kind of document, unless it is JSON.
    fn document(self) -> Option<DocumentKind> {
        Some(match self {
            Self::Text => DocumentKind::Text,
            Self::Markdown => DocumentKind::Markdown,
            Self::Html => DocumentKind::Html,
            Self::Docx => DocumentKind::Docx,
            Self::Pdf => DocumentKind::Pdf,
            Self::Json | Self::Xlsx => return None,
        })
    }
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &SummaryArgs) -> Result<Outcome, Failure> {
    let format = args.document.format(args.format, SummaryFormat::Text)?;
    let sections = args.sections(ctx)?;
    if args.print_template {
        let Some(kind) = format.document() else { return Err(Failure::because("cannot use a template for JSON or a workbook")) };
        let names: Vec<&str> = sections.iter().map(|section| section.as_str()).collect();
        args.document.put_template(ctx, kind, &[&["intro"], &names[..], &["outro"]].concat())?;
        return Ok(Outcome::Done);
    }
    let between = args.between(ctx)?;
    let (mut loaded, read) = read::records_on(ctx, between.until)?;
    let unread = std::mem::take(&mut loaded.unread);
    let asked: Vec<AskedName> = args.force.iter().map(|name| AskedName::part(NameColumn::Force, name)).collect();
    loaded.check_names(&asked, &[])?;
    let mut totals = Totals::compute(loaded.pairs(), between, args.force.as_deref(), &sections).lacking(unread);
    if sections.contains(&SummarySection::Changes) {
        totals = totals.with_changes(args.changes(ctx, between));
    }
    match format.document() {
        Some(kind) => {
            let paper = Paper { title: totals.title(), language: "en-GB", author: totals.author(), notice: None };
            let data = ("summary", || serde_json::to_value(totals.summary()).unwrap_or_default());
            args.document.put(ctx, kind, paper, totals.pieces(), data)?;
        }
        None if format == SummaryFormat::Xlsx => {
            let blocks: Vec<Block> = totals.pieces().into_iter().flat_map(|piece| piece.blocks).collect();
            let workbook = workbook(ctx, &WorkbookView::of_tables(&blocks))?;
            args.document.put_bytes(ctx, Medium::Bytes, &workbook)?;
        }
        None => {
            let mut json = Vec::new();
            write_export(&totals.export(), &mut json)?;
            args.document.put_bytes(ctx, Medium::Data, &json)?;
        }
    }
    Ok(read)
}

impl SummaryArgs {
    /// Returns the sections from the flags or the settings; none means all that have content.
    fn sections(&self, ctx: &Context) -> Result<Vec<SummarySection>, Failure> {
        if !self.section.is_empty() {
            return Ok(self.section.clone());
        }
        let set = ctx.store().ok().map(|store| OfficeSettings::load(&store)).transpose()?;
        let set = set.and_then(|set| set.settings.summary).unwrap_or_default().sections;
        // A template may use any section, so all are computed.
        let wants_all = set.is_empty() && (self.print_template || self.document.has_template());
        let needs_no_git = |section: &SummarySection| *section != SummarySection::Changes;
        Ok(if wants_all { SummarySection::ALL.iter().copied().filter(needs_no_git).collect() } else { set })
    }

    /// Asks git what changed in the period, and returns why it does not know where it does not.
    fn changes(&self, ctx: &mut Context, between: Between) -> Result<RecordDiff, String> {
        // Today has not ended: what is on disk is part of it, committed or not.
        let until = (between.until < ctx.days.actual_today).then_some(between.until);
        let range = RevisionRange { since: Some(between.since), until, ..RevisionRange::default() };
        let compared = ctx.store().and_then(|store| compared_diff(ctx, &store, range));
        let (diff, _) = compared.map_err(|failure| failure.message())?;
        Ok(match &self.force {
            Some(force) => diff.of_force(force),
            None => diff,
        })
    }

    fn between(&self, ctx: &mut Context) -> Result<Between, Failure> {
        let quarter = self.quarter.as_deref().map(|text| Quarter::read(text, ctx.days.today)).transpose();
        let quarter = quarter.map_err(|error| Failure::because(format!("cannot use --quarter: {error}")))?;
        let (since, until) = match quarter.map(Quarter::days) {
            Some((first, last)) => (Some(first), Some(last)),
            None => (
                ctx.date_if_given("--since", self.since.as_ref(), DateRole::Start)?,
                ctx.date_if_given("--until", self.until.as_ref(), DateRole::Any)?,
            ),
        };
        let between = Between::new(since, until, ctx.days.today).map_err(|error| {
            let hint = match quarter {
                Some(_) => "the quarter has not begun: a period cannot go beyond today, or the date of --as-of",
                None => "--until must not be before --since, and a period cannot go beyond today, or the date of --as-of",
            };
            Failure::new(error, "cannot use this period").hint(hint)
        })?;
        if let Some(last) = until.filter(|last| *last > ctx.days.today) {
            writeln!(ctx.err, "the period ends on {last}: this paper covers it until {}", ctx.days.today)?;
        }
        Ok(between)
    }
}
