//! What `irr import` says of a document: its notes, the next steps, the answer for programs.

use std::io::Write;
use std::path::Path;

use crate::cli::args::import_document::{ImportArgs, name_of};
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::intake::{ImportDraft, ImportNote, SourcePlace};
use crate::model::merge::MergedField;
use crate::prose::counted;
use crate::store::Store;
use crate::view::export::v1;
use crate::yaml;

/// Writes the notes of an import, undecided ones first.
pub(in crate::cli::commands) fn tell(
    ctx: &mut Context,
    file: &Path,
    draft: &ImportDraft,
    args: &ImportArgs,
) -> Result<(), Failure> {
    if args.is_text() {
        for complaint in &draft.notes {
            tell_one(ctx, file, complaint)?;
        }
    }
    let findings = counted(draft.record.findings().count(), "finding", "findings");
    Ok(writeln!(ctx.err, "{findings}, {} to check", counted(draft.notes.len(), "note", "notes"))?)
}

/// Writes what to do next with a draft.
pub(in crate::cli::commands) fn tell_next(ctx: &mut Context, draft: &ImportDraft) -> Result<(), Failure> {
    let (id, file) = (&draft.id, Store::name_of(&draft.id));
    let day = draft.record.publication.as_ref().and_then(|publication| publication.published);
    let day = day.map_or_else(|| "DATE".to_owned(), |day| day.to_string());
    writeln!(ctx.err, "next: `irr show {id}` shows what was read")?;
    // A guess about a value that the record does not have has no mark.
    let marks = yaml::checks(&yaml::with_checks(&yaml::write(&draft.record), &draft.guesses)).len();
    if marks > 0 {
        let guesses = counted(marks, "guessed value", "guessed values");
        writeln!(ctx.err, "      `irr confirm {id}` removes the marks of {guesses}, once you have looked")?;
    }
    Ok(writeln!(ctx.err, "      `irr validate {file}` lists what is missing; then `irr publish {id} --date {day}`")?)
}

fn tell_one(ctx: &mut Context, file: &Path, complaint: &ImportNote) -> Result<(), Failure> {
    writeln!(ctx.err, "{}: {}: {}", place(file, complaint.at), complaint.code, complaint.message)?;
    complaint.quote.as_deref().map_or(Ok(()), |words| quote(ctx, words))
}

/// Returns a place in a document as editors understand it, if it is a line.
pub(in crate::cli::commands) fn place(file: &Path, at: SourcePlace) -> String {
    match at {
        SourcePlace::Line(line) => format!("{}:{line}", name_of(file)),
        elsewhere => format!("{}: {elsewhere}", name_of(file)),
    }
}

/// Writes words of the document.
pub(in crate::cli::commands) fn quote(ctx: &mut Context, words: &str) -> Result<(), Failure> {
    for line in words.lines().filter(|line| !line.trim().is_empty()) {
        writeln!(ctx.err, "    {line}")?;
    }
    Ok(())
}

pub(in crate::cli::commands) fn exported(
    file: &Path,
    draft: ImportDraft,
    merged: Vec<MergedField>,
    replace: bool,
    written: bool,
) -> v1::Imported {
    let complaint = |complaint: ImportNote| {
        let (line, paragraph, page) = match complaint.at {
            SourcePlace::Line(line) => (Some(line), None, None),
            SourcePlace::Paragraph(paragraph) => (None, Some(paragraph), None),
            SourcePlace::Page(page, line) => (Some(line), None, Some(page)),
        };
        let (code, message, quote) = (complaint.code.to_string(), complaint.message, complaint.quote);
        v1::ImportComplaint { code, line, paragraph, page, message, quote }
    };
    let told = |merged: MergedField| {
        let taken = written && (merged.record.is_none() || replace);
        v1::ImportMerged { field: merged.field, record: merged.record, document: merged.document, taken }
    };
    v1::Imported {
        document: file.display().to_string(),
        record: draft.id.to_string(),
        written,
        draft: draft.record,
        complaints: draft.notes.into_iter().map(complaint).collect(),
        merged: merged.into_iter().map(told).collect(),
    }
}
