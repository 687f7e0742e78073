//! `irr ask`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueHint;

use crate::cli::complete;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::output::workbook;
use crate::cli::terminal::read;
use crate::draw::{MailDraft, mail_draft};
use crate::model::{DateRole, FindingOnDay, Period, TypedDate};
use crate::prose::counted;
use crate::session::LoadedRecords;
use crate::session::round::{ROUND_FILE, Round, RoundOwner};
use crate::store::write_whole;
use crate::view::WorkbookView;
use crate::view::owner_request::OwnerRequest;
use crate::view::workbook::AskedOwner;

/// Write a sheet for each owner, to say how far their findings are
///
/// Each owner gets a workbook with the open findings and actions that are theirs, what was said last, and places to answer: an
/// update, a status, a new date with its reason, evidence. `irr import --answers DIR` reads the answers, from the sheets or from
/// mails, and says who has not answered. Nothing is sent.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr ask --to november                        # everybody who owns something open
  irr ask 'Head of Custody' --to november --mail
  irr ask --due-within 6w --by 'fri' --to november --text
  irr import --answers november                # when the sheets are back")]
pub(in crate::cli) struct AskArgs {
    /// The owners to ask, by any part of the name [default: all]
    #[arg(value_name = "OWNER", add = complete::by(complete::owners))]
    owners: Vec<String>,
    /// The folder to write to
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    to: PathBuf,
    /// Ask only about what is due within this time, or overdue: 6w, 30d
    #[arg(long, value_name = "TIME")]
    due_within: Option<Period>,
    /// When the answers are wanted [default: in two weeks]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    by: Option<TypedDate>,
    /// Write the draft of a mail for each owner, too, with the sheet attached
    #[arg(long)]
    mail: bool,
    /// Write the text of a reminder for each owner, too, for any mail program
    #[arg(long)]
    text: bool,
}

/// The days until answers are wanted.
const USUAL_DAYS: u64 = 14;

pub(in crate::cli) fn run(ctx: &mut Context, args: &AskArgs) -> Result<Outcome, Failure> {
    let today = ctx.days.today;
    let wanted_by = ctx.date_if_given("--by", args.by.as_ref(), DateRole::Deadline)?.unwrap_or(today.plus_days(USUAL_DAYS));
    let until = args.due_within.map(|period| period.after(today));
    if args.to.join(ROUND_FILE).exists() {
        return Err(Failure::because(format!("{} has a round of asking already", args.to.display()))
            .hint("name another folder for the new round: `irr import --answers DIR` still reads the answers to this one"));
    }
    let (loaded, read) = read::records(ctx)?;
    let cases = loaded.pairs().flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot));
    let mut requests = OwnerRequest::all(cases, today, until);
    if let Some(unknown) = args.owners.iter().find(|part| !requests.iter().any(|request| is_meant(request, part))) {
        return Err(Failure::because(format!("nothing open is owned by `{unknown}`"))
            .hint("`irr list --columns ref,owner` shows who owns what"));
    }
    requests.retain(|request| args.owners.is_empty() || args.owners.iter().any(|part| is_meant(request, part)));
    if requests.is_empty() {
        writeln!(ctx.err, "nobody is to be asked: nothing open has an owner")?;
        return Ok(read);
    }
    let mut round = Round { version: 1, asked: today, wanted_by, owners: Vec::new() };
    let mut names = Vec::with_capacity(requests.len());
    for request in &requests {
        let name = free_name(&request.owner, &round);
        must_be_free(args, &name)?;
        round.owners.push(RoundOwner { owner: request.owner.clone(), file: format!("{name}.xlsx"), keys: request.keys() });
        names.push(name);
    }
    for (request, name) in requests.iter().zip(&names) {
        write_for(ctx, args, request, &AskedOwner { owner: request.owner.clone(), wanted_by }, name)?;
    }
    write_whole(&args.to.join(ROUND_FILE), round.write().as_bytes())?;
    ctx.out.flush()?;
    let (owners, by) = (counted(requests.len(), "owner", "owners"), wanted_by.in_full_words());
    writeln!(ctx.err, "{owners} to ask; the answers are wanted by {by}")?;
    let unowned = unowned(&loaded);
    if unowned > 0 {
        writeln!(
            ctx.err,
            "{} no owner: `irr list --where 'owner = none'`",
            counted(unowned, "open finding has", "open findings have")
        )?;
    }
    ctx.propose("when answers are back in that folder", &format!("irr import --answers {}", args.to.display()))?;
    Ok(read)
}

fn is_meant(request: &OwnerRequest<'_>, part: &str) -> bool {
    request.owner.to_lowercase().contains(&part.trim().to_lowercase())
}

fn unowned(loaded: &LoadedRecords) -> usize {
    let cases = loaded.pairs().flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot));
    cases.filter(|case| case.finding.is_ours() && case.standing.status.is_open() && case.finding.owner.is_none()).count()
}

/// Returns the name of an owner's files, which no other owner has.
fn free_name(owner: &str, round: &Round) -> String {
    let slug = slug::slugify(owner);
    let slug = if slug.is_empty() { "owner".to_owned() } else { slug };
    let is_taken = |name: &String| round.owners.iter().any(|other| other.file == format!("{name}.xlsx"));
    std::iter::once(slug.clone())
        .chain((2..).map(|number| format!("{slug}-{number}")))
        .find(|name| !is_taken(name))
        .unwrap_or(slug)
}

/// Fails where a file that would be written is there already: it may be somebody's own, or an answer.
fn must_be_free(args: &AskArgs, name: &str) -> Result<(), Failure> {
    let endings = [("xlsx", true), ("txt", args.text), ("eml", args.mail)].into_iter().filter(|(_, is_written)| *is_written);
    let mut files = endings.map(|(ending, _)| args.to.join(format!("{name}.{ending}")));
    match files.find(|file| file.exists()) {
        None => Ok(()),
        Some(file) => Err(Failure::because(format!("cannot write {}: it is there already", file.display()))
            .hint("name another folder, or move that file away first")),
    }
}

/// Writes what one owner gets.
fn write_for(
    ctx: &mut Context,
    args: &AskArgs,
    request: &OwnerRequest<'_>,
    asked: &AskedOwner,
    name: &str,
) -> Result<(), Failure> {
    let today = ctx.days.today;
    let workbook = workbook(ctx, &WorkbookView::for_owner(request, asked, today))?;
    let file = |ending: &str| args.to.join(format!("{name}.{ending}"));
    let sheet = file("xlsx");
    write_whole(&sheet, &workbook)?;
    writeln!(ctx.out, "{}: {}, {}", sheet.display(), asked.owner, request.count())?;
    let text = request.text(today, asked.wanted_by);
    if args.text {
        write_whole(&file("txt"), text.as_bytes())?;
    }
    if args.mail {
        let subject = format!("Inspection findings: please answer by {}", asked.wanted_by.in_safe_words());
        let attached = shown_name(&sheet);
        let id = format!("irr-{today}-{name}");
        let draft = MailDraft {
            subject: &subject,
            text: &text,
            attached: &attached,
            workbook: &workbook,
            at: today.unix_seconds(),
            id: &id,
        };
        write_whole(&file("eml"), &mail_draft(&draft)?)?;
    }
    Ok(())
}

fn shown_name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
