//! `irr` without a command

use clap::ValueEnum;

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::read;
use crate::draw::OutputFormat;
use crate::session::CheckedRecords;
use crate::store::StoreError;
use crate::view::Overview;
use crate::view::overview::{Missing, StoreState};

/// How the overview is written.
#[derive(Debug, Clone, clap::Args)]
pub(in crate::cli) struct OverviewArgs {
    /// Without a command: the format of the overview [default: text]
    #[arg(long, value_enum)]
    format: Option<OverviewFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OverviewFormat {
    Text,
    Json,
    Markdown,
}

impl OverviewArgs {
    /// Rejects the flag before a command, which has its own.
    pub(in crate::cli) fn check_unused(&self) -> Result<(), Failure> {
        match self.format {
            None => Ok(()),
            Some(_) => {
                let message = "cannot use --format before a command: there it is the format of the overview";
                Err(Failure::because(message).hint("put it behind the command: irr list --format json"))
            }
        }
    }
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &OverviewArgs) -> Result<Outcome, Failure> {
    let format = match args.format.unwrap_or(OverviewFormat::Text) {
        OverviewFormat::Text => OutputFormat::Text,
        OverviewFormat::Json => OutputFormat::Json,
        OverviewFormat::Markdown => OutputFormat::Markdown,
    };
    let days = ctx.days;
    // A folder that was named must be there; otherwise nothing has been set up yet.
    if ctx.named_store().is_none() && ctx.store().is_err() {
        ctx.draw(&Overview::of_beginning(Missing::Folder, days.today), format)?;
        return Ok(Outcome::Done);
    }
    let store = read::store(ctx)?;
    if matches!(store.ids(), Err(StoreError::NoRecords { .. })) {
        ctx.draw(&Overview::of_beginning(Missing::Records, days.today), format)?;
        return Ok(Outcome::Done);
    }
    let checked = ctx.watching("reading the records", |count| CheckedRecords::read(&store, days, count))?;
    let CheckedRecords { records, errors, warnings } = checked;
    let (records, outcome) = read::reported(ctx, records)?;
    let state = StoreState {
        short: records.short_ids(),
        unread: records.unread.clone(),
        errors,
        warnings,
        uncommitted: store.uncommitted(),
    };
    ctx.draw(&Overview::compute(records.pairs(), state, days.today), format)?;
    Ok(outcome)
}
