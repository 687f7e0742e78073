//! `irr due`

use std::str::FromStr;

use clap::ValueEnum;

use crate::cli::args::csv_style::SpreadsheetArgs;
use crate::cli::args::filter::OwnerArgs;
use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::output::{Medium, OutputArgs};
use crate::cli::terminal::read;
use crate::draw::{self, OutputFormat};
use crate::model::{DeadlineKind, Owners, Period};
use crate::query::DeadlineFilter;
use crate::session::LoadedRecords;
use crate::view::{Agenda, Calendar};

/// List deadlines, earliest first
///
/// These are the deadlines of responses, of the chief officer's comments, of findings, of target dates and of actions. A deadline
/// of today is not overdue.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr due --within 30d --overdue
  irr due --owner training --clock finding,action --format markdown
  irr due --clock response --overdue --fail
  irr due --format ics --alarm 14d,1d --output public/deadlines.ics")]
pub(in crate::cli) struct DueArgs {
    /// The output format [default: by the extension of --output, otherwise table]
    #[arg(long, value_enum)]
    format: Option<AgendaFormat>,
    /// With --format ics: how long before each deadline the calendar gives an alarm, at 9 am, or none [default: 7d,1d]
    #[arg(long, value_name = "PERIOD", value_delimiter = ',')]
    alarm: Vec<Reminder>,
    /// Exit with 1 if anything is listed
    #[arg(long)]
    fail: bool,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    which: DeadlineKindArgs,
    #[command(flatten)]
    spreadsheet: SpreadsheetArgs,
}

/// Which deadlines; without any of these flags, all.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which deadlines")]
struct DeadlineKindArgs {
    /// That are overdue
    #[arg(long)]
    overdue: bool,
    /// Due from today until the end of this period: 30d, 6w, 3m. With --overdue: those as well
    #[arg(long, value_name = "PERIOD")]
    within: Option<Period>,
    #[command(flatten)]
    whose: OwnerArgs,
    /// Of this kind: response, comments, finding, target, action
    #[arg(long, value_delimiter = ',', add = complete::by(complete::clocks))]
    clock: Vec<DeadlineKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AgendaFormat {
    Table,
    Json,
    Csv,
    Markdown,
    /// A calendar to subscribe to (RFC 5545)
    Ics,
}

/// When a calendar gives an alarm, if it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reminder {
    Never,
    DaysBefore(u32),
}

impl FromStr for Reminder {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "none" => Ok(Self::Never),
            text => match text.parse() {
                Ok(Period::Days(days)) => Ok(Self::DaysBefore(days)),
                Ok(Period::Months(_)) => Err("months and years vary in length: use days or weeks, such as 30d or 4w".to_owned()),
                Err(_) => Err(format!("`{text}` is not a length of time: use 14d, 2w or none")),
            },
        }
    }
}

/// Default alarms, in days before a deadline.
const ALARMS: [u32; 2] = [7, 1];

pub(in crate::cli) fn run(ctx: &mut Context, args: &DueArgs) -> Result<Outcome, Failure> {
    let format = args.output.format(args.format, AgendaFormat::Table)?;
    let alarms = alarms(args, format)?;
    let style = args.spreadsheet.style(format == AgendaFormat::Csv)?;
    let DeadlineKindArgs { overdue, within, whose, clock } = &args.which;
    let filter = DeadlineFilter {
        overdue: *overdue,
        within: *within,
        owner: whose.owner.clone(),
        force: whose.force.clone(),
        clock: clock.clone(),
    };
    let (records, read) = read::records(ctx)?;
    let everything = Agenda::compute(records.pairs(), &DeadlineFilter::default(), ctx.days.today);
    records.check_names(&filter.asked_names(), &owners(&records, &everything))?;
    let agenda = Agenda::compute(records.pairs(), &filter, ctx.days.today);
    let matched = args.fail && !agenda.is_empty();
    let page = args.output.page(ctx);
    let mut made = Vec::new();
    match format {
        AgendaFormat::Table => draw::write(&agenda.on_screen(records.short_ids()), OutputFormat::Text, &page, &mut made)?,
        AgendaFormat::Json => draw::write(&agenda, OutputFormat::Json, &page, &mut made)?,
        AgendaFormat::Csv => draw::write(&agenda.in_full(), OutputFormat::Csv(style), &page, &mut made)?,
        AgendaFormat::Markdown => draw::write(&agenda, OutputFormat::Markdown, &page, &mut made)?,
        AgendaFormat::Ics => draw::write_calendar(&Calendar::of(&agenda, alarms), &mut made)?,
    }
    let medium = if format == AgendaFormat::Table { Medium::Drawn } else { Medium::Data };
    args.output.put(ctx, medium, &made)?;
    Ok(if read == Outcome::Done && matched { Outcome::No } else { read })
}

/// Returns names that may own a deadline besides the findings' owners: owners of actions, and the offices that respond and
/// comment.
fn owners<'a>(records: &'a LoadedRecords, everything: &Agenda<'a>) -> Vec<&'a str> {
    let actions = records.pairs().flat_map(|(_, record)| record.record().findings()).flat_map(|(_, _, finding)| &finding.actions);
    let owners = actions.flat_map(|action| action.owner.iter().flat_map(Owners::names));
    owners.chain(everything.deadlines().iter().flat_map(|deadline| deadline.owners())).collect()
}

/// Reads how many days before each deadline a calendar gives an alarm.
fn alarms(args: &DueArgs, format: AgendaFormat) -> Result<Vec<u32>, Failure> {
    if args.alarm.is_empty() {
        return Ok(ALARMS.to_vec());
    }
    if format != AgendaFormat::Ics {
        return Err(Failure::because("cannot use --alarm: only calendars have alarms").hint("use it with --format ics"));
    }
    let days: Vec<u32> = args
        .alarm
        .iter()
        .filter_map(|reminder| match reminder {
            Reminder::Never => None,
            Reminder::DaysBefore(days) => Some(*days),
        })
        .collect();
    if !days.is_empty() && args.alarm.contains(&Reminder::Never) {
        return Err(Failure::because("cannot use none together with a time in --alarm").hint("remove one of them"));
    }
    Ok(days)
}
