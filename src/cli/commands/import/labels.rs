//! The labels of a document's pieces: written to a file, taken from a file, or looked at before the import.

use std::io::Write;
use std::path::Path;

use crate::cli::args::import_document::{ImportArgs, is_standard, name_of};
use crate::cli::commands::import::changes::LONGEST;
use crate::cli::commands::import::review::{self, role_words};
use crate::cli::commands::import::told::place;
use crate::cli::terminal::context::{Context, standard_text};
use crate::cli::terminal::editor;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::output::{Medium, OutputArgs};
use crate::cli::terminal::prompt::nothing_written;
use crate::intake::label::{LabelsError, label_changes, read_labels, write_labels};
use crate::intake::{self, ImportDraft, IntakeError, KnownFacts, Labels, SourceDocument};
use crate::prose::{counted, shortened};
use crate::store::{EditFile, read_bytes};

/// The prefix of an error shown above its line while the labels are open again.
const MARK: &str = "# irr found: ";

/// An opened document, with its labels if they are not simply irr's own.
#[derive(Debug, Clone)]
pub(in crate::cli::commands) struct Reading {
    document: SourceDocument,
    labels: Option<Labels>,
}

impl Reading {
    /// Takes the labels of a file, or has them looked at, if the flags say so.
    pub(in crate::cli::commands) fn of(
        ctx: &mut Context,
        mut document: SourceDocument,
        known: &KnownFacts,
        file: &Path,
        args: &ImportArgs,
    ) -> Result<Self, Failure> {
        if args.labels.is_none() && !args.review {
            return Ok(Self { document, labels: None });
        }
        let own = ctx.watching(&args.reading(file), |_| intake::labels_of(&mut document, known));
        let labels = match &args.labels {
            Some(from) => labels_in(from, &own, known)?,
            None => review(ctx, file, &own, known)?,
        };
        tell_changes(ctx, file, &own, &labels)?;
        Ok(Self { document, labels: Some(labels) })
    }

    /// Returns the labels if somebody has just looked at them.
    pub(in crate::cli::commands) fn reviewed(&self, args: &ImportArgs) -> Option<Labels> {
        self.labels.clone().filter(|_| args.review)
    }

    /// Makes the draft of the document.
    pub(in crate::cli::commands) fn draft(self, known: &KnownFacts) -> Result<ImportDraft, IntakeError> {
        match &self.labels {
            Some(labels) => intake::read_with(labels, self.document, known),
            None => intake::read_opened(self.document, known),
        }
    }
}

/// Fails where the option on labels cannot be used: with several documents, or with one that irr made.
pub(in crate::cli::commands) fn must_have_labels(
    document: &SourceDocument,
    known: &KnownFacts,
    args: &ImportArgs,
) -> Result<(), Failure> {
    match args.labels_option() {
        Some(option) if intake::is_read_back(document, known) => {
            let message = format!("cannot use {option}: irr made this document and reads it back as it is, without labels");
            Err(Failure::because(message).hint(format!("import it without {option}")))
        }
        _ => Ok(()),
    }
}

/// Fails if there are several documents, or if document and labels are both read from the standard input.
pub(in crate::cli::commands) fn must_be_one_document(args: &ImportArgs) -> Result<(), Failure> {
    let Some(option) = args.labels_option() else { return Ok(()) };
    if args.files.len() > 1 {
        let message = format!("cannot use {option} with {} documents: labels belong to one document", args.files.len());
        return Err(Failure::because(message).hint("import the documents one after the other"));
    }
    if args.labels.iter().chain(&args.files).filter(|file| is_standard(file)).count() > 1 {
        let message = "cannot read both the document and its labels from the standard input";
        return Err(Failure::because(message).hint("save one of them to a file"));
    }
    Ok(())
}

/// Writes the labels of a document, and what to do with them.
pub(in crate::cli::commands) fn write_out(
    ctx: &mut Context,
    mut document: SourceDocument,
    known: &KnownFacts,
    file: &Path,
    to: &Path,
    args: &ImportArgs,
) -> Result<(), Failure> {
    // The file may be the document, or labels that somebody has changed.
    if !is_standard(to) && to.symlink_metadata().is_ok() {
        let hint = "choose another name for --labels-out, or remove the file first";
        return Err(Failure::because(format!("{} is there already", to.display())).hint(hint));
    }
    let labels = ctx.watching(&args.reading(file), |_| intake::labels_of(&mut document, known));
    OutputArgs::to(to).put(ctx, Medium::Data, write_labels(&labels).as_bytes())?;
    ctx.out.flush()?;
    let into = args.into.as_ref().map_or_else(String::new, |into| format!("--into {into} "));
    let document = if is_standard(file) { "DOCUMENT".to_owned() } else { file.display().to_string() };
    let to = if is_standard(to) { "FILE".to_owned() } else { to.display().to_string() };
    let next = format!("`irr import {into}--labels {to} {document}`");
    Ok(writeln!(ctx.err, "no record was written; next: change labels in {to}, then {next}")?)
}

/// Reads a labels file.
fn labels_in(from: &Path, own: &Labels, known: &KnownFacts) -> Result<Labels, Failure> {
    let text = match is_standard(from) {
        true => standard_text()?,
        false => String::from_utf8(read_bytes(from)?)
            .map_err(|error| Failure::new(error, format!("{} is not UTF-8 text", from.display())).hint("save it as UTF-8"))?,
    };
    read_labels(&text, own, known.into.as_ref())
        .map_err(|error| wrong(&name_of(from), &error).hint(IntakeError::from(error).hint()))
}

/// Returns the error for a labels file, with its line.
fn wrong(name: &str, error: &LabelsError) -> Failure {
    Failure::because(format!("{name}:{}: {}", error.line, error.message))
}

/// Has the labels looked at: in the user's editor, or question by question.
fn review(ctx: &mut Context, file: &Path, own: &Labels, known: &KnownFacts) -> Result<Labels, Failure> {
    match (ctx.named_editor(), ctx.asker()) {
        (Some(_), _) => in_editor(ctx, file, own, known),
        (None, Some(asker)) => review::ask(ctx, asker, file, own),
        (None, None) => Err(Failure::because("cannot review the labels: there is no editor and no terminal").hint(
            "set $VISUAL or $EDITOR; or write the labels to a file with --labels-out FILE, change it, and use --labels FILE",
        )),
    }
}

/// Opens the labels in the editor until they are right. Wrong labels are kept if they are not opened again.
fn in_editor(ctx: &mut Context, file: &Path, own: &Labels, known: &KnownFacts) -> Result<Labels, Failure> {
    let sheet = EditFile::passing(".labels.txt")?;
    let head = "Look at the lines with ? first. Save and close the editor to import with these labels; delete all lines to stop.";
    let text = format!("# {}\n# {head}\n{}", name_of(file), write_labels(own));
    sheet.write(&text)?;
    let is_guess = |line: &str| line.split_once('|').is_some_and(|(label, _)| label.trim_end().ends_with('?'));
    let mut line = text.lines().position(|line| !line.starts_with('#') && is_guess(line)).map_or(1, |at| at + 1);
    loop {
        let text = editor::edited(ctx, &sheet, line).inspect_err(|_| tell_kept(ctx, &sheet))?;
        let text: String = text.split_inclusive('\n').filter(|line| !line.starts_with(MARK)).collect();
        if text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
            sheet.remove()?;
            return Err(nothing_written());
        }
        let error = match read_labels(&text, own, known.into.as_ref()) {
            Ok(labels) => {
                sheet.remove()?;
                return Ok(labels);
            }
            Err(error) => error,
        };
        line = error.line;
        sheet.write(&with_mark(&text, &error))?;
        let path = sheet.path();
        let failure = wrong(&path.display().to_string(), &error);
        if !ctx.is_answered {
            let hint = format!("your labels are kept: correct them there, and use --labels {}", path.display());
            return Err(failure.hint(hint));
        }
        ctx.report(&failure);
        let again = "Open the labels again, with the error shown above its line?";
        if !ctx.confirm(again).inspect_err(|_| tell_kept(ctx, &sheet))? {
            tell_kept(ctx, &sheet);
            return Err(nothing_written());
        }
    }
}

/// Keeps labels that were looked at where nothing was written, so that nobody has to do it again.
pub(in crate::cli::commands) fn keep_reviewed(ctx: &mut Context, reviewed: Option<Labels>) -> Result<(), Failure> {
    let Some(labels) = reviewed else { return Ok(()) };
    let sheet = EditFile::passing(".labels.txt")?;
    sheet.write(&write_labels(&labels))?;
    let path = sheet.path();
    Ok(writeln!(ctx.err, "nothing was written; your labels are kept: use --labels {}", path.display())?)
}

fn tell_kept(ctx: &mut Context, sheet: &EditFile) {
    let path = sheet.path();
    // If this cannot be written, there is nobody to report it to.
    let _ = match path.exists() {
        true => writeln!(ctx.err, "your labels are kept: use --labels {}", path.display()),
        false => writeln!(ctx.err, "the labels file is gone, and nothing was written; start again"),
    };
}

/// Returns the text with the error above its line.
fn with_mark(text: &str, error: &LabelsError) -> String {
    let mut marked = String::with_capacity(text.len() + 200);
    for (at, line) in text.split_inclusive('\n').enumerate() {
        if at + 1 == error.line {
            marked.push_str(&format!("{MARK}{}\n", error.message.replace('\n', " ")));
        }
        marked.push_str(line);
    }
    marked
}

/// Says what was changed compared with irr's own labels.
fn tell_changes(ctx: &mut Context, file: &Path, own: &Labels, labels: &Labels) -> Result<(), Failure> {
    let changes = label_changes(own, labels);
    let changed = if changes.is_empty() { "no label is".to_owned() } else { counted(changes.len(), "label is", "labels are") };
    writeln!(ctx.err, "{changed} different from irr's own")?;
    for change in &changes {
        let (after, before) = (role_words(&change.after), role_words(&change.before));
        let words = shortened(&change.words, LONGEST);
        writeln!(ctx.err, "{}: “{words}” is now {after}; it was {before}", place(file, change.at))?;
    }
    Ok(())
}
