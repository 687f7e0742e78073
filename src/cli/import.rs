//! `irr import`

use std::io::Write;
use std::path::{Path, PathBuf};

use super::complete;
use super::context::{Context, standard_input};
use super::exit::Outcome;
use super::failure::Failure;
use super::new::put;
use super::plan::WriteArgs;
use crate::intake::{self, Complaint, Known, Place};
use crate::model::{Date, Force, Us, counted};
use crate::store::read_bytes;

/// Makes a draft record of a filled-in response form, and says what to look at
///
/// Reads the form as text or Markdown. What was guessed, mended or could not be placed is told with its line; no word of the form is
/// dropped: what no field holds is kept in the record as `unplaced`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr import response.txt
  irr import --dry-run response.md
  pandoc --to markdown response.docx | irr import -")]
pub(super) struct ImportArgs {
    /// The forms to read; - is the standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The force, where the form does not say it
    #[arg(long, add = complete::by(complete::forces))]
    force: Option<Force>,
    /// The report's title, where the form does not say it
    #[arg(long)]
    title: Option<String>,
    /// The day the report was published, where the form does not say it
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// The last part of the record's name, instead of one made of the title
    #[arg(long)]
    slug: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(ctx: &mut Context, args: &ImportArgs) -> Result<Outcome, Failure> {
    let known = Known {
        force: args.force.clone(),
        title: args.title.clone(),
        published: args.published,
        slug: args.slug.as_deref().map(slug::slugify),
        us: us(ctx)?,
    };
    let mut outcome = Outcome::Done;
    for file in &args.files {
        // One document that is no form does not keep the others out.
        match import(ctx, file, &known, args.write) {
            Ok(Outcome::Done) => {}
            Ok(other) => outcome = outcome.max(other),
            Err(failure) if failure.is_closed_pipe() => return Err(failure),
            Err(failure) => {
                ctx.tell(&failure.while_doing(format!("cannot import {}", name_of(file))));
                outcome = Outcome::CouldNot;
            }
        }
    }
    Ok(outcome)
}

/// Which addressees are this office and its force; a first import may come before there is a store.
fn us(ctx: &Context) -> Result<Us, Failure> {
    let Ok(store) = ctx.store() else { return Ok(Us::default()) };
    Ok(Us::also(&ctx.settings(&store)?.settings.us))
}

fn import(ctx: &mut Context, file: &Path, known: &Known, write: WriteArgs) -> Result<Outcome, Failure> {
    let bytes = if file.as_os_str() == "-" { standard_input()? } else { read_bytes(file)? };
    let draft = intake::read(&bytes, None, known)?;
    let outcome = put(ctx, &draft.id, &draft.record, write)?;
    for complaint in &draft.complaints {
        tell(ctx, file, complaint)?;
    }
    let findings = counted(draft.record.findings().count(), "finding", "findings");
    writeln!(ctx.err, "{findings}, {} to look at", counted(draft.complaints.len(), "thing", "things"))?;
    Ok(outcome)
}

fn tell(ctx: &mut Context, file: &Path, complaint: &Complaint) -> Result<(), Failure> {
    let place = match complaint.at {
        Place::Line(line) => format!("{}:{line}", name_of(file)),
        elsewhere => format!("{}: {elsewhere}", name_of(file)),
    };
    writeln!(ctx.err, "{place}: {}: {}", complaint.code, complaint.message)?;
    if let Some(quote) = &complaint.quote {
        for line in quote.lines().filter(|line| !line.trim().is_empty()) {
            writeln!(ctx.err, "    {line}")?;
        }
    }
    Ok(())
}

fn name_of(file: &Path) -> String {
    if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() }
}
