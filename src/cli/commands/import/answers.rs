//! `irr import --answers DIR`: what the owners who were asked have answered, in their sheets or in mails.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use crate::cli::args::import_document::ImportArgs;
use crate::cli::commands::import::returned::{Answer, put_answers};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::intake::tracker::{ReturnedWorkbook, is_workbook, modified, read, read_mail as mail_of, read_returned, read_text};
use crate::model::Date;
use crate::model::work_field::key_of;
use crate::prose::counted;
use crate::session::round::{ROUND_FILE, Round};
use crate::store::{files_in, read_bytes, read_text as text_of};

/// The most lines of a text that are shown: a mail may have a long history below it.
const MOST_LINES: usize = 20;

/// Reads the answers in a folder, shows what they come to, and writes it as one change.
pub(in crate::cli::commands) fn put_answered(ctx: &mut Context, folder: &Path, args: &ImportArgs) -> Result<Outcome, Failure> {
    let round = read_round(folder)?;
    let mut answers = Vec::new();
    let mut outcome = Outcome::Done;
    for file in files_in(folder)? {
        if file.file_name().is_some_and(|name| name == ROUND_FILE) {
            continue;
        }
        match read_file(ctx, &file, round.as_ref(), &mut answers) {
            Ok(()) => {}
            Err(failure) => {
                outcome = outcome.max(failure.outcome());
                ctx.report(&failure.while_doing(format!("cannot read {}", file.display())));
            }
        }
    }
    tell_late(ctx, &answers, round.as_ref())?;
    let written = put_answers(ctx, &format!("import answers from {}", folder.display()), &answers, args.write)?;
    tell_unanswered(ctx, &answers, round.as_ref(), folder)?;
    Ok(outcome.max(written))
}

fn read_round(folder: &Path) -> Result<Option<Round>, Failure> {
    let file = folder.join(ROUND_FILE);
    if !file.exists() {
        return Ok(None);
    }
    let round = Round::read(&text_of(&file)?);
    let unreadable =
        || Failure::because(format!("{} is not what `irr ask` wrote", file.display())).hint("restore it, or move it away");
    round.map(Some).ok_or_else(unreadable)
}

/// Reads a file of the folder: a sheet, a mail or a text.
fn read_file(ctx: &mut Context, file: &Path, round: Option<&Round>, answers: &mut Vec<Answer>) -> Result<(), Failure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bytes = read_bytes(file)?;
    match ending.as_str() {
        "eml" => read_mail(ctx, &name, &bytes, round, answers),
        "txt" | "md" => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            take_text(ctx, &name, &text, None, None, round, answers)
        }
        _ if is_workbook(&bytes, &name) => take_workbook(&name, &bytes, None, answers),
        _ => Ok(writeln!(ctx.err, "{name} was not read: it is no sheet, mail or text")?),
    }
}

fn take_workbook(name: &str, bytes: &[u8], day: Option<Date>, answers: &mut Vec<Answer>) -> Result<(), Failure> {
    let Some(returned) = read_returned(&read(bytes, name)?) else {
        return Err(Failure::because("it is not a sheet that irr wrote, or its hidden sheet is gone")
            .hint("`irr import FILE` reads any other spreadsheet"));
    };
    let by = returned.owner.clone();
    // The day of the mail, else the day on which the sheet was saved last.
    let is_likely = |saved: &Date| returned.day.is_some_and(|asked| asked <= *saved);
    let day = day.or_else(|| modified(bytes).filter(is_likely));
    answers.push(Answer { name: name.to_owned(), by, day, returned });
    Ok(())
}

/// Reads a mail: the sheets attached to it, and what was written in its text.
fn read_mail(
    ctx: &mut Context,
    name: &str,
    bytes: &[u8],
    round: Option<&Round>,
    answers: &mut Vec<Answer>,
) -> Result<(), Failure> {
    let mail = mail_of(bytes)?;
    let before = answers.len();
    for (attached, bytes) in &mail.attachments {
        let shown = format!("{name} ({attached})");
        match is_workbook(bytes, attached) {
            true => take_workbook(&shown, bytes, mail.day, answers)?,
            false => writeln!(ctx.err, "{shown} was not read: it is no sheet")?,
        }
    }
    let by = answers[before..].iter().find_map(|answer| answer.by.clone()).or(mail.from);
    take_text(ctx, name, &mail.text, by, mail.day, round, answers)
}

/// Reads what was written in a text.
fn take_text(
    ctx: &mut Context,
    name: &str,
    text: &str,
    by: Option<String>,
    day: Option<Date>,
    round: Option<&Round>,
    answers: &mut Vec<Answer>,
) -> Result<(), Failure> {
    let mut said = read_text(text);
    let is_one = said.take_loose();
    // The name in the records rather than that of the mail program.
    let of_round = |round: &Round| said.keys.iter().find_map(|key| round.owner_of(key)).map(|owner| owner.owner.clone());
    let by = said.owner.clone().or_else(|| round.and_then(of_round)).or(by);
    if is_one {
        writeln!(
            ctx.err,
            "{name}: the words above the text of irr were taken for an update, because it is about one thing only"
        )?;
    } else if !said.loose.is_empty() {
        let words: Vec<&str> = said.loose.lines().filter(|line| !line.trim().is_empty()).collect();
        if !words.is_empty() {
            writeln!(ctx.err, "{name}: not taken, because it does not say of which finding it is:")?;
            words.iter().take(MOST_LINES).try_for_each(|line| writeln!(ctx.err, "    {}", line.trim()))?;
            if let Some(more) = words.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
                writeln!(ctx.err, "    and {}", counted(more, "more line", "more lines"))?;
            }
        }
    }
    if !said.rows.is_empty() || !said.loose.is_empty() && by.is_some() {
        let returned = ReturnedWorkbook { owner: by.clone(), rows: said.rows, ..ReturnedWorkbook::default() };
        answers.push(Answer { name: name.to_owned(), by: by.or(Some("unknown".to_owned())), day, returned });
    }
    Ok(())
}

/// Says which answers came after the day by which they were wanted.
fn tell_late(ctx: &mut Context, answers: &[Answer], round: Option<&Round>) -> Result<(), Failure> {
    for answer in answers.iter().filter(|answer| !answer.returned.rows.is_empty()) {
        let wanted = answer.returned.wanted_by.or(round.map(|round| round.wanted_by));
        // Nobody knows when an answer without a day came.
        let Some(day) = answer.day else { continue };
        if let Some(wanted) = wanted.filter(|wanted| *wanted < day) {
            let days = counted(usize::try_from(day.days_since(wanted)).unwrap_or(usize::MAX), "day", "days");
            let who = answer.by.as_deref().unwrap_or("the sender");
            writeln!(ctx.err, "{who} answered {days} late ({}): wanted by {}", answer.name, wanted.in_safe_words())?;
        }
    }
    Ok(())
}

/// Says who has not answered, or not everything.
fn tell_unanswered(ctx: &mut Context, answers: &[Answer], round: Option<&Round>, folder: &Path) -> Result<(), Failure> {
    let Some(round) = round else {
        let folder = folder.display();
        return Ok(writeln!(ctx.err, "{folder} has no {ROUND_FILE} of `irr ask`: who has not answered is not known")?);
    };
    let key = |row: &crate::intake::tracker::ReturnedRow| Some(key_of(&row.record()?, row.finding.finding.as_ref()?, row.action));
    let answered: BTreeSet<String> = answers.iter().flat_map(|answer| &answer.returned.rows).filter_map(key).collect();
    for owner in &round.owners {
        let is_from = |answer: &&Answer| answer.by.as_deref().is_some_and(|by| by.eq_ignore_ascii_case(&owner.owner));
        let open: Vec<&String> = owner.keys.iter().filter(|key| !answered.contains(*key)).collect();
        if !answers.iter().filter(is_from).any(|answer| !answer.returned.rows.is_empty()) {
            writeln!(ctx.err, "no answer from {}: {}", owner.owner, counted(owner.keys.len(), "question", "questions"))?;
        } else if !open.is_empty() {
            writeln!(
                ctx.err,
                "{} said nothing of {}",
                owner.owner,
                open.iter().map(|key| key.as_str()).collect::<Vec<_>>().join(", ")
            )?;
        }
    }
    Ok(())
}
