//! `irr import --into RECORD`: a later document into a record.

use std::io::Write;
use std::path::Path;

use crate::cli::args::import_document::{ImportArgs, name_of};
use crate::cli::commands::import::changes::sentence;
use crate::cli::commands::import::labels::Reading;
use crate::cli::commands::import::told::tell;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::intake::{ImportDraft, ImportNote, ImportNoteCode, KnownFacts, Offices, SourcePlace};
use crate::model::merge::{KeptSide, MergedField, merge, taken};
use crate::model::{Publication, Record};
use crate::rules::identity::REF_GAP;
use crate::rules::{audit, closing, comments, copies, explanation, inspectorate, response_deadline};
use crate::session::Plan;
use crate::session::resolve::{load, one};

/// Merges a later document into a record; the changes are shown, and confirmed on a terminal.
pub(in crate::cli::commands) fn put_into(
    ctx: &mut Context,
    part: &str,
    file: &Path,
    reading: Reading,
    known: KnownFacts,
    args: &ImportArgs,
) -> Result<(ImportDraft, Vec<MergedField>, Outcome), Failure> {
    let store = ctx.store()?;
    let lock = lock_to_write(ctx, &store, "import", args.write)?;
    let target = load(&store, &one(&store, part)?)?;
    let mut draft = ctx.watching(&args.reading(file), |_| reading.draft(&known_of(&target.record, known)))?;
    // Of a long id the tags of a form to fill in have only the beginning.
    if let Some(rendered) = draft.rendered.as_ref().filter(|rendered| !target.id.as_str().starts_with(rendered.as_str())) {
        let message = format!(
            "cannot import this document: it was rendered from {rendered}, which answers another report than {}",
            target.id
        );
        draft.notes.insert(0, ImportNote { code: ImportNoteCode::OtherReport, at: SourcePlace::START, message, quote: None });
    }
    let other = draft.notes.iter().find(|complaint| complaint.code == ImportNoteCode::OtherReport);
    if let Some(other) = other.filter(|_| !args.write.anyway()) {
        let hint = "import it into the record of its own report; if it does answer this one, use --anyway";
        return Err(Failure::because(other.message.clone()).hint(hint));
    }
    draft.id = target.id.clone();
    note_not_recorded(&mut draft, &target.record);
    let stays = if args.replace { KeptSide::Document } else { KeptSide::Record };
    let (after, merged) = merge(&target.record, &draft.record, stays)
        .map_err(|error| Failure::new(error, format!("cannot import {} into {}", name_of(file), target.id)))?;
    tell(ctx, file, &draft, args)?;
    let flags = if args.into.is_some() { "--replace".to_owned() } else { format!("--into {} --replace", target.id) };
    let replacing = Some(flags).filter(|_| !args.replace);
    // What is unplaced has been told in the notes.
    for merged in merged.iter().filter(|merged| merged.field != "unplaced") {
        writeln!(ctx.err, "{}", sentence(merged, replacing.as_deref()))?;
    }
    if args.refuses(&draft, &merged) {
        return Ok((draft, merged, Outcome::No));
    }
    let mut plan = Plan::of(format!("import {} into {}", name_of(file), target.id));
    plan.is_reviewed = true;
    if !args.strict {
        // What the document does not have yet blocks nothing; what it would remove or write wrongly does.
        let families = [
            &response_deadline::FAMILY,
            &comments::FAMILY,
            &copies::FAMILY,
            &explanation::FAMILY,
            &inspectorate::FAMILY,
            &audit::FAMILY,
            &closing::FAMILY,
        ];
        plan.granted.extend(families.iter().flat_map(|family| family.rules).map(|rule| rule.code));
        plan.granted.push(REF_GAP.code);
    }
    for merged in merged.iter().filter(|merged| merged.record.is_none() || args.replace) {
        if args.is_text() {
            plan.describe(format!("{}: {}", target.id, merged.field));
        }
    }
    plan.revise_with_guesses(target, &after, &taken(&draft.guesses, &merged, stays))?;
    let outcome = carry_out(plan, ctx, &store, lock, args.write)?;
    Ok((draft, merged, outcome))
}

/// Adds what a record says: which report is answered, so that the document need not.
pub(in crate::cli::commands) fn known_of(record: &Record, known: KnownFacts) -> KnownFacts {
    KnownFacts {
        force: Some(record.force.clone()),
        title: Some(record.inspection.title.clone()),
        published: Some(record.inspection.published),
        offices: Offices::of(Some(&record.local_policing_body), record.chief_officer.as_ref()).or(known.offices),
        into: Some(record.clone()),
        ..known
    }
}

/// Removes stage and publication from the draft, which a document may not set in an existing record, and notes them.
fn note_not_recorded(draft: &mut ImportDraft, record: &Record) {
    let value = |publication: Option<&Publication>| publication.and_then(|it| serde_json::to_value(it).ok()).unwrap_or_default();
    let known = value(record.publication.as_ref());
    let said = value(draft.record.publication.take().as_ref());
    for (field, day) in said.as_object().into_iter().flatten().filter(|(field, day)| known.get(field) != Some(day)) {
        let day = day.as_str().unwrap_or_default();
        let message = format!(
            "the document has `publication.{field}`: {day}, which was not recorded; to record it: `irr set {} publication.{field}={day}`",
            draft.id
        );
        draft.notes.push(ImportNote { code: ImportNoteCode::NotRecorded, at: SourcePlace::START, message, quote: None });
    }
    if draft.rendered.is_some() && draft.record.stage != record.stage {
        let message = format!("the document has the stage `{}`, and the record keeps `{}`", draft.record.stage, record.stage);
        draft.notes.push(ImportNote { code: ImportNoteCode::NotRecorded, at: SourcePlace::START, message, quote: None });
    }
    draft.record.stage = record.stage;
}
