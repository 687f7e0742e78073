//! `irr show`

use clap::ValueEnum;

use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::read;
use crate::draw::OutputFormat;
use crate::model::{Address, FindingOnDay, Status};
use crate::session::load;
use crate::session::resolve::{no_finding, one};
use crate::view::{FindingSheet, RecordSheet};
use crate::yaml::checks;

/// Show one record or one finding in full
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr show staffordshire
  irr show staffordshire:R4
  irr show staffordshire/2025-05-16-organised-immigration-crime --format json")]
pub(in crate::cli) struct ShowArgs {
    /// The record, by any unique part of its id, and optionally a finding: custody, custody:R1
    #[arg(add = complete::by(complete::address))]
    address: Address,
    /// The output format
    #[arg(long, value_enum, default_value = "text")]
    format: SheetFormat,
}

/// The formats of output that is not a list.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum SheetFormat {
    Text,
    Json,
    Markdown,
}

impl From<SheetFormat> for OutputFormat {
    fn from(format: SheetFormat) -> Self {
        match format {
            SheetFormat::Text => Self::Text,
            SheetFormat::Json => Self::Json,
            SheetFormat::Markdown => Self::Markdown,
        }
    }
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ShowArgs) -> Result<Outcome, Failure> {
    let store = read::store(ctx)?;
    let address = ctx.address(&store, &args.address)?;
    let loaded = store.steadily(|| Ok::<_, Failure>(store.load(one(&store, &address.record)?)?))?;
    let Ok(record) = loaded.parsed else {
        ctx.report(&load::unreadable(&loaded).into());
        return Ok(Outcome::CouldNot);
    };
    let (id, checks) = (&loaded.id, checks(&loaded.text));
    let snapshot = load::snapshot(&store, id, record, ctx.days)?;
    match &address.finding {
        None => ctx.draw(&RecordSheet::compute(id, &snapshot).to_check(checks), args.format.into())?,
        Some(reference) => {
            let case = FindingOnDay::shown(id, &snapshot).find(|case| case.reference == *reference);
            let case = case.ok_or_else(|| no_finding(id, snapshot.record(), reference))?;
            let is_superseded = case.standing.status == Status::Superseded;
            let by = if is_superseded { load::successors(&store, id, reference, ctx.days.today)? } else { Vec::new() };
            ctx.draw(&FindingSheet::compute(case).superseded_by(by).to_check(checks), args.format.into())?;
        }
    }
    Ok(Outcome::Done)
}
