//! `irr import`

pub(in crate::cli::commands) mod answers;
pub(in crate::cli::commands) mod changes;
pub(in crate::cli::commands) mod into;
pub(in crate::cli::commands) mod labels;
pub(in crate::cli::commands) mod missing;
pub(in crate::cli::commands) mod returned;
pub(in crate::cli::commands) mod review;
pub(in crate::cli::commands) mod told;
pub(in crate::cli::commands) mod tracker;

use std::path::Path;

use crate::cli::args::force_name;
pub(in crate::cli) use crate::cli::args::import_document::ImportArgs;
use crate::cli::args::import_document::{ImportAs, is_standard, name_of};
use crate::cli::commands::import::answers::put_answered;
use crate::cli::commands::import::into::{known_of, put_into};
use crate::cli::commands::import::labels::{Reading, keep_reviewed, must_be_one_document, must_have_labels, write_out};
use crate::cli::commands::import::told::{exported, tell, tell_next};
use crate::cli::commands::import::tracker::put_tracker;
use crate::cli::commands::new::{self, NewOutput, NewRecord, put};
use crate::cli::terminal::context::{Context, standard_input};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::draw;
use crate::intake::{self, ImportDraft, KnownFacts, Offices, SourceFormat};
use crate::model::force::Forces;
use crate::model::merge::MergedField;
use crate::model::{DateRole, OurNames, Record, SchemaVersion, Settings};
use crate::session::OfficeSettings;
use crate::session::resolve::{load, one};
use crate::store::read_bytes;
use crate::view::export::{Export, v1};

pub(in crate::cli) fn run(ctx: &mut Context, args: &ImportArgs) -> Result<Outcome, Failure> {
    if let Some(folder) = &args.answers {
        return put_answered(ctx, folder, args);
    }
    must_be_one_document(args)?;
    let mut outcome = Outcome::Done;
    let mut items = Vec::new();
    for file in &args.files {
        // A document that cannot be read does not prevent importing the others.
        match import(ctx, file, args, &mut items) {
            Ok(Outcome::Done) => {}
            Ok(other) => outcome = outcome.max(other),
            Err(failure) if failure.is_closed_pipe() => return Err(failure),
            Err(failure) => {
                outcome = outcome.max(failure.outcome());
                ctx.report(&failure.while_doing(format!("cannot import {}", name_of(file))));
            }
        }
    }
    if !args.is_text() {
        let answer = v1::Import { schema: v1::IMPORT.of(SchemaVersion::LATEST), as_of: ctx.days.today, items };
        draw::write_export(&Export::Import(answer), &mut ctx.out.data())?;
    }
    Ok(outcome)
}

/// Returns the settings, or the default if there is no store yet.
fn settings(ctx: &Context) -> Result<Settings, Failure> {
    let Ok(store) = ctx.store() else { return Ok(Settings::default()) };
    Ok(OfficeSettings::load(&store)?.settings)
}

/// Returns a record of the store.
fn recorded(ctx: &Context, part: &str) -> Result<Record, Failure> {
    let store = ctx.store()?;
    Ok(load(&store, &one(&store, part)?)?.record)
}

fn import(ctx: &mut Context, file: &Path, args: &ImportArgs, items: &mut Vec<v1::Imported>) -> Result<Outcome, Failure> {
    let reading = args.reading(file);
    // No progress line while the document is typed on the terminal.
    let bytes = match is_standard(file) {
        true => standard_input()?,
        false => ctx.watching(&reading, |_| read_bytes(file))?,
    };
    let from = args.from.map(SourceFormat::from);
    let is_tracker = from.is_none() && intake::tracker::is_workbook(&bytes, &name_of(file));
    let settings = settings(ctx)?;
    let forces = Forces::also(&settings.forces);
    let force = args.force.as_ref().map(|force| force_name::usual(ctx, &forces, force, args.write.anyway())).transpose()?;
    let known = KnownFacts {
        force,
        title: args.title.clone(),
        published: ctx.date_if_given("--published", args.published.as_ref(), DateRole::Event)?,
        slug: args.slug.as_deref().map(slug::slugify),
        us: OurNames::also(&settings.us),
        author: args.author.and_then(ImportAs::author),
        kind: args.author.map(ImportAs::kind),
        offices: Offices::of(settings.local_policing_body.as_ref(), settings.chief_officer.as_ref()),
        body: settings.local_policing_body,
        into: None,
    };
    if is_tracker {
        let known = KnownFacts { force: known.force.or(settings.force), ..known };
        return put_tracker(ctx, file, &bytes, &known, args, items);
    }
    let document = ctx.watching(&reading, |_| intake::open(&bytes, from))?;
    // A form that was sent out says itself which record it is of.
    let into = args.into.clone().or_else(|| intake::sent_form(&document.blocks).map(|id| id.as_str().to_owned()));
    let known_first = match &into {
        Some(part) if args.labels_option().is_some() => known_of(&recorded(ctx, part)?, known.clone()),
        _ => known.clone(),
    };
    must_have_labels(&document, &known_first, args)?;
    if let Some(to) = &args.labels_out {
        write_out(ctx, document, &known_first, file, to, args)?;
        return Ok(Outcome::Done);
    }
    let reading = Reading::of(ctx, document, &known_first, file, args)?;
    let reviewed = reading.reviewed(args);
    let imported = match &into {
        Some(part) => put_into(ctx, part, file, reading, known, args),
        None => put_new(ctx, file, reading, known, &forces, args),
    };
    if !args.write.writes() || !matches!(imported, Ok((.., Outcome::Done))) {
        keep_reviewed(ctx, reviewed)?;
    }
    let (draft, merged, outcome) = imported?;
    if outcome == Outcome::No && args.refuses(&draft, &merged) {
        let name = name_of(file);
        ctx.report(&Failure::because(format!(
            "nothing was written: there are notes or errors on {name}, and --strict allows none"
        )));
    }
    let written = outcome == Outcome::Done && args.write.writes();
    if written && into.is_none() && args.is_text() {
        tell_next(ctx, &draft)?;
    }
    items.push(exported(file, draft, merged, args.replace, written));
    Ok(outcome)
}

/// Writes a document as a new record.
fn put_new(
    ctx: &mut Context,
    file: &Path,
    reading: Reading,
    known: KnownFacts,
    forces: &Forces,
    args: &ImportArgs,
) -> Result<(ImportDraft, Vec<MergedField>, Outcome), Failure> {
    let is_said = known.force.is_some();
    let draft = missing::draft(ctx, reading, known, forces, file, args)?;
    if !is_said && draft.rendered.is_none() {
        force_name::usual(ctx, forces, &draft.record.force, args.write.anyway())?;
    }
    if args.write.writes() {
        new::must_be_new(&ctx.store()?, &draft.id)?;
    }
    tell(ctx, file, &draft, args)?;
    if args.refuses(&draft, &[]) {
        return Ok((draft, Vec::new(), Outcome::No));
    }
    let new = NewRecord { id: &draft.id, record: &draft.record, guesses: &draft.guesses };
    let outcome = put(ctx, new, args.write, shown(args), draft_mode(args))?;
    Ok((draft, Vec::new(), outcome))
}

/// A draft is written even with errors; with --strict it is checked first.
fn draft_mode(args: &ImportArgs) -> new::DraftMode {
    if args.strict { new::DraftMode::Judged } else { new::DraftMode::Written }
}

fn shown(args: &ImportArgs) -> NewOutput {
    if args.is_text() { NewOutput::Record } else { NewOutput::Nothing }
}
