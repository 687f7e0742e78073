//! `irr progress`

use super::complete;
use super::context::{Context, standard_input};
use super::editor;
use super::exit::Outcome;
use super::failure::Failure;
use super::plan::WriteArgs;
use super::target::{self, TargetArgs};
use crate::model::step::Progress;
use crate::model::{Date, ProgressEntry, Prose, Status};

/// Records what has happened on findings: an entry in the log, and with it perhaps another status
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr progress custody:R1 -m 'The first course was held'
  irr progress custody:R1 --status pending_sign_off -m 'All officers are trained' --by 'Head of Training'
  irr progress custody:R1                      # opens $EDITOR for the note
  irr progress --where 'owner ~ \"training\"' -m 'Reviewed by the board' --dry-run")]
pub(super) struct ProgressArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// What has happened; - reads it from the standard input. Without it, $EDITOR opens for it
    #[arg(long, short)]
    message: Option<String>,
    /// The status from that day on: not_started, in_progress, pending_sign_off
    #[arg(long, add = complete::by(complete::statuses))]
    status: Option<Status>,
    /// The day it speaks of, instead of today
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Who reports it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Who answers for the finding from now on
    #[arg(long, value_name = "NAME", add = complete::by(complete::owners))]
    owner: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(ctx: &mut Context, args: &ProgressArgs) -> Result<Outcome, Failure> {
    let typed = args.message.is_none() && (args.status.is_none() || editor::is_there(ctx));
    let note = match args.message.as_deref() {
        Some("-") => Some(standard_text()?),
        Some(message) => Some(message.to_owned()),
        None if typed => Some(editor::note(ctx, "What has happened?")?),
        None => None,
    };
    let note = note.filter(|note| !note.trim().is_empty()).map(|note| Prose::from_text(&note));
    let entry = ProgressEntry { date: args.date.unwrap_or(ctx.today), by: args.by.clone(), status: args.status, note };
    let step = Progress { entry, owner: args.owner.clone() };
    let outcome = target::take(ctx, "record progress on", &args.targets, args.write, |_| Ok(step.clone()));
    if typed {
        editor::keep_note_unless(ctx, matches!(outcome, Ok(Outcome::Done)) && args.write.writes())?;
    }
    outcome
}

/// All of the standard input, as text.
pub(super) fn standard_text() -> Result<String, Failure> {
    String::from_utf8(standard_input()?).map_err(|error| Failure::new(error, "the standard input is not UTF-8 text"))
}
