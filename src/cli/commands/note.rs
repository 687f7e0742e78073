//! `irr note`

use crate::cli::args::target::{self, TargetArgs, non_empty_text};
use crate::cli::args::write::WriteArgs;
use crate::cli::terminal::asking::{Asking, TargetState};
use crate::cli::terminal::context::{Context, standard_text};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::Question;
use crate::model::transition::Progress;
use crate::model::{ProgressEntry, TypedDate};
use crate::prose::Prose;

/// Write an internal note on findings, which is never published
///
/// The note is an entry of the log that is marked internal. What the public may read is recorded with `irr progress`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  irr note custody:R1 -m 'Ask Estates again in May'")]
pub(in crate::cli) struct NoteArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The note; - reads it from the standard input
    #[arg(long, short)]
    message: Option<String>,
    /// The date of the note [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    /// Who writes it
    #[arg(long, value_name = "NAME", value_parser = non_empty_text)]
    by: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &NoteArgs) -> Result<Outcome, Failure> {
    let date = ctx.event_date("--date", args.date.as_ref())?;
    let (mut asking, targets) = Asking::about(ctx, "note on", &args.targets, TargetState::Any)?;
    let given = match args.message.as_deref() {
        Some("-") => Some(standard_text()?),
        given => given.map(str::to_owned),
    };
    let note = asking.text(ctx, given.as_ref(), "-m NOTE", &Question::new("Note:", &[]))?;
    asking.end()?;
    let note = note.map(|note| Prose::from_text(&note));
    let entry = ProgressEntry { by: args.by.clone(), note, internal: true, ..ProgressEntry::on(date) };
    let step = Progress { entry, owner: None };
    target::take(ctx, "note on", &targets, args.write, |_| Ok(step.clone()))
}
