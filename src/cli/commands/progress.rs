//! `irr progress`

use crate::cli::args::target::{self, TargetArgs, non_empty_text};
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::asking::{Asking, TargetState, known_names, note_misspelt};
use crate::cli::terminal::context::{Context, standard_text};
use crate::cli::terminal::editor::NoteFile;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::Question;
use crate::model::transition::Progress;
use crate::model::{Finding, Owners, ProgressEntry, Status, TypedDate};
use crate::prose::Prose;
use crate::session::resolve::{self};

/// Record progress on findings, and optionally a new status
///
/// Adds an entry to the log of each finding.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr progress custody:R1 -m 'The first course was held'
  irr progress custody:R1 --status pending_sign_off -m 'All officers are trained' --by 'Head of Training'
  irr progress custody:R1                      # opens $EDITOR for the note
  irr progress --where 'owner ~ \"training\"' -m 'Reviewed by the board' --dry-run")]
pub(in crate::cli) struct ProgressArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// What has happened; - reads it from the standard input [default: opens $EDITOR, or asks]
    #[arg(long, short)]
    message: Option<String>,
    /// The new status: not_started, in_progress, pending_sign_off
    #[arg(long, add = complete::by(complete::open_statuses))]
    status: Option<Status>,
    /// The date of the entry [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    /// Who reports it
    #[arg(long, value_name = "NAME", value_parser = non_empty_text)]
    by: Option<String>,
    /// The finding's owner from now on. Repeat the flag for more than one, the lead first
    #[arg(long, value_name = "NAME", add = complete::by(complete::owners), value_parser = non_empty_text)]
    owner: Vec<String>,
    /// Never publish the entry
    #[arg(long)]
    internal: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ProgressArgs) -> Result<Outcome, Failure> {
    let date = ctx.event_date("--date", args.date.as_ref())?;
    let (mut asking, targets) = Asking::about(ctx, "record progress on", &args.targets, TargetState::Any)?;
    let said = ProgressInput::of(ctx, args, &targets, &mut asking)?;
    let owner = owner(ctx, &mut asking, args, said.status)?;
    for owner in &owner {
        note_misspelt(ctx, &ctx.store()?, "owner", owner)?;
    }
    let note = said.note.filter(|note| !note.trim().is_empty()).map(|note| Prose::from_text(&note));
    let entry = ProgressEntry { date, by: args.by.clone(), status: said.status, note, internal: args.internal };
    let step = Progress { entry, owner: Owners::of(owner) };
    let outcome = target::take(ctx, "record progress on", &targets, args.write, |_| Ok(step.clone()));
    if let Some(note) = said.typed {
        note.keep_unless(ctx, matches!(outcome, Ok(Outcome::Done)) && args.write.writes())?;
    }
    outcome
}

/// Returns the new owner. On a terminal, asks for one where work has begun and nobody owns it: the rule
/// `in-progress-without-owner` would refuse what was just typed.
fn owner(ctx: &mut Context, asking: &mut Asking, args: &ProgressArgs, status: Option<Status>) -> Result<Vec<String>, Failure> {
    let is_begun = matches!(status, Some(Status::InProgress | Status::PendingSignOff));
    let is_unowned = |finding: &Finding| finding.owner.as_ref().is_none_or(|owner| owner.lead().trim().is_empty());
    if !args.owner.is_empty() || !is_begun || !asking.findings().iter().any(|(_, finding)| is_unowned(finding)) {
        return Ok(args.owner.clone());
    }
    let known = known_names(ctx, "owner");
    let owner = asking.name(ctx, None, "--owner NAME", &Question::new("Who owns it:", &known))?;
    Ok(owner.into_iter().collect())
}

/// The note and status, from flags, an editor or questions.
struct ProgressInput {
    note: Option<String>,
    status: Option<Status>,
    /// The note from an editor.
    typed: Option<NoteFile>,
}

impl ProgressInput {
    fn of(ctx: &mut Context, args: &ProgressArgs, targets: &TargetArgs, asking: &mut Asking) -> Result<Self, Failure> {
        let said = |note| Self { note, status: args.status, typed: None };
        match args.message.as_deref() {
            Some("-") => return Ok(said(Some(standard_text()?))),
            Some(message) => return Ok(said(Some(message.to_owned()))),
            None => {}
        }
        if ctx.named_editor().is_none() && !ctx.is_answered {
            return Ok(said(None));
        }
        // Check the targets first, so that nobody writes a note for nothing.
        let store = ctx.store()?;
        let of = resolve::names(&targets.find(ctx, &store)?);
        if ctx.named_editor().is_some() {
            let note = NoteFile::typed(ctx, &store, &of, "What has happened?", args.write)?;
            let note = note.ok_or_else(|| Failure::refused("the note is empty: nothing was written"))?;
            return Ok(Self { typed: Some(note), ..said(None) }.with_words());
        }
        Self::asked(ctx, asking, args.status)
    }

    fn with_words(self) -> Self {
        Self { note: self.typed.as_ref().map(|note| note.words.clone()), ..self }
    }

    fn asked(ctx: &mut Context, asking: &mut Asking, status: Option<Status>) -> Result<Self, Failure> {
        let help = Some("or set $EDITOR to write there");
        let note = asking.text(ctx, None, "-m NOTE", &Question { help, ..Question::new("What has happened:", &[]) })?;
        let open = Status::ALL.iter().filter(|status| status.is_open()).map(|status| (status.words(), Some(*status)));
        let choices = std::iter::once(("unchanged".to_owned(), None)).chain(open).collect();
        let status = asking.choice(ctx, status.map(Some), "--status STATUS", "Status:", choices)?.flatten();
        Ok(Self { note, status, typed: None })
    }
}
