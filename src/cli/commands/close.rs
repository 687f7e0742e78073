//! `irr close`

use std::io::Write;
use std::path::PathBuf;

use crate::cli::args::target::{self, TargetArgs, non_empty_text};
use crate::cli::args::write::WriteArgs;
use crate::cli::complete;
use crate::cli::terminal::asking::{Asking, TargetState, known_names, note_misspelt};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::prompt::Question;
use crate::model::transition::Close;
use crate::model::{Status, TypedDate};
use crate::session::resolve::one;
use crate::store::evidence::EvidenceCopy;

/// Close findings, with date, evidence and approver
///
/// Nothing is written while something required is missing. Everything missing is listed at once.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr close custody:R1 --evidence minutes/2026-05-01.pdf --approved-by 'Deputy Chief Constable'
  irr close custody:R2 --as superseded -m 'The 2026 report asks for more in its R4' --approved-by 'Deputy Chief Constable'")]
pub(in crate::cli) struct CloseArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The status to close with: closed, superseded, not-accepted
    #[arg(long = "as", value_name = "STATUS", default_value = "closed", value_parser = ended, add = complete::by(complete::statuses))]
    status: Status,
    /// Evidence for the closure: a document, minutes, a letter. Repeat the flag for more than one
    #[arg(long, value_parser = non_empty_text)]
    evidence: Vec<String>,
    /// Who approved it
    #[arg(long, value_name = "NAME", value_parser = non_empty_text)]
    approved_by: Option<String>,
    /// A note for the log. With superseded or not-accepted: the reason, which is required
    #[arg(long, short)]
    message: Option<String>,
    /// The date of the closure [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    date: Option<TypedDate>,
    #[command(flatten)]
    write: WriteArgs,
}

fn ended(text: &str) -> Result<Status, String> {
    let status: Status = text.parse().map_err(|_| "use closed, superseded or not-accepted".to_owned())?;
    if status.is_open() { Err("findings are closed as closed, superseded or not-accepted".to_owned()) } else { Ok(status) }
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &CloseArgs) -> Result<Outcome, Failure> {
    let date = ctx.event_date("--date", args.date.as_ref())?;
    let (mut asking, targets) = Asking::about(ctx, "close", &args.targets, TargetState::Open)?;
    let (mut evidence, mut note) = (args.evidence.clone(), args.message.clone());
    match args.status {
        Status::Closed if evidence.is_empty() => {
            let help = Some("a file, or what it is called");
            let question = Question { help, ..Question::new("What proves it:", &[]) };
            evidence.extend(asking.name(ctx, None, "--evidence EVIDENCE", &question)?);
        }
        Status::Closed => {}
        _ => note = asking.text(ctx, args.message.as_ref(), "-m REASON", &Question::new("Why:", &[]))?,
    }
    let mut copies = Vec::new();
    for evidence in &mut evidence {
        copies.extend(place_for(ctx, &targets, evidence)?);
    }
    let approvers = known_names(ctx, "approved_by");
    let approved_by =
        asking.name(ctx, args.approved_by.as_ref(), "--approved-by NAME", &Question::new("Who approved it:", &approvers))?;
    asking.end()?;
    if let Some(name) = &approved_by {
        note_misspelt(ctx, &ctx.store()?, "approved_by", name)?;
    }
    let step = Close { status: args.status, date, approved_by, evidence, note };
    let store = ctx.store()?;
    let mut copied = Vec::new();
    for (file, place) in copies.iter().filter(|_| args.write.writes()) {
        copied.push((place, store.copy_evidence(file, place)?));
    }
    let outcome = target::take(ctx, "close", &targets, args.write, |_| Ok(step.clone()));
    for (place, copy) in copied {
        match (&outcome, copy) {
            (Ok(Outcome::Done), _) => writeln!(ctx.err, "copied to {place}")?,
            // Who leaves, or is refused, has nothing in the folder that was not there.
            (_, EvidenceCopy::Written) => store.remove_evidence(place)?,
            (_, EvidenceCopy::WasThere) => {}
        }
    }
    let outcome = outcome?;
    if let ([address], Outcome::Done, true) = (targets.addresses(), outcome, args.write.writes()) {
        ctx.propose("record what the inspectorate says of it", &format!("irr verify {address}"))?;
    }
    Ok(outcome)
}

/// Offers to copy a file from outside into the repository, where it then is the evidence; else says
/// that others cannot open it, or that there is no such file.
fn place_for(ctx: &mut Context, targets: &TargetArgs, evidence: &mut String) -> Result<Option<(PathBuf, String)>, Failure> {
    let store = ctx.store()?;
    let [address] = targets.addresses() else { return Ok(None) };
    let address = ctx.address(&store, address)?;
    // As a file manager pastes it: in quotes, or with its blanks escaped.
    let bare = evidence.trim().trim_matches(['\'', '"']).replace("\\ ", " ");
    let file = PathBuf::from(&bare);
    let Some(place) = store.place_of_evidence(&file, &one(&store, &address.record)?) else {
        if file.is_absolute() && !store.has_file(&file) {
            writeln!(ctx.err, "warning: there is no file {}; it is recorded as typed", file.display())?;
        }
        return Ok(None);
    };
    let folder = place.rsplit_once('/').map_or(place.as_str(), |(folder, _)| folder);
    let wants = ctx.asker().map(|asker| asker.confirm(&format!("Copy it to {folder}?"))).transpose()?;
    if wants != Some(true) {
        writeln!(ctx.err, "{} is not in the repository: others who have the records do not have it", file.display())?;
        return Ok(None);
    }
    evidence.clone_from(&place);
    Ok(Some((file, place)))
}
