//! `irr import`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::args::force_name;
use crate::cli::args::write::WriteArgs;
use crate::cli::commands::import_changes::sentence;
use crate::cli::commands::new::{self, NewOutput, NewRecord, put};
use crate::cli::complete;
use crate::cli::terminal::context::{Context, standard_input};
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::exit_code::Outcome;
use crate::cli::terminal::write::{carry_out, lock_to_write};
use crate::intake::{
    Author, DocumentKind, ImportDraft, ImportNote, ImportNoteCode, KnownFacts, Offices, SourceDocument, SourceFormat, SourcePlace,
};
use crate::model::force::Forces;
use crate::model::merge::{KeptSide, MergedField, merge, taken};
use crate::model::{Date, Force, OurNames, Publication, Record, SchemaVersion, Settings};
use crate::prose::counted;
use crate::rules::identity::REF_GAP;
use crate::rules::{audit, closing, comments, copies, explanation, inspectorate, response_deadline};
use crate::session::resolve::{load, one};
use crate::session::{OfficeSettings, Plan};
use crate::store::{Store, read_bytes};
use crate::view::export::{Export, v1};
use crate::{draw, intake};

/// Create a draft record from a published response
///
/// Reads the inspection response form, a letter or a web page that answers a report, as DOCX, HTML, PDF, Markdown or text.
/// Documents made by `irr render --internal` are read back exactly, and a form made by `irr render --to-fill` goes into its
/// record. Notes say where something was guessed, corrected, missing or
/// not placed. Nothing is lost: text that fits no field is kept under `unplaced`. The draft is written even with errors; use
/// --strict to write it only without notes and errors.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  irr import response.docx
  irr import --dry-run https-page-as-saved.html letter.pdf
  irr import --into staffordshire chief-constables-answers.docx
  irr import filled-form.docx
  curl -s https://example.org/response | irr import -")]
pub(in crate::cli) struct ImportArgs {
    /// The documents to read; - is the standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Add what the documents say to this record, where it has no value yet
    #[arg(long, value_name = "RECORD", conflicts_with_all = ["force", "title", "published", "slug"], add = complete::by(complete::address))]
    into: Option<String>,
    /// With --into: replace values of the record that differ from the document's
    #[arg(long, requires = "into")]
    replace: bool,
    /// Whose answers the documents contain, if neither the signature nor the addressee shows it
    #[arg(long = "as", value_name = "WHO", value_enum)]
    author: Option<ImportAs>,
    /// The format of the documents, if it is not recognised
    #[arg(long, value_name = "KIND")]
    from: Option<ImportSource>,
    /// Write nothing if there are notes or errors
    #[arg(long)]
    strict: bool,
    /// The format of the notes
    #[arg(long, value_enum, default_value = "text")]
    format: ImportFormat,
    /// The force, if the document does not say it
    #[arg(long, add = complete::by(complete::known_forces))]
    force: Option<Force>,
    /// The report's title, if the document does not say it
    #[arg(long)]
    title: Option<String>,
    /// The date the report was published, if the document does not say it
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// The last part of the record's id [default: from the title]
    #[arg(long)]
    slug: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ImportAs {
    /// It is a response, whoever wrote it
    Response,
    /// It is the commissioner's
    Commissioner,
    /// It is the chief officer's
    ChiefOfficer,
}

impl ImportAs {
    fn author(self) -> Option<Author> {
        match self {
            Self::Commissioner => Some(Author::Commissioner),
            Self::ChiefOfficer => Some(Author::ChiefOfficer),
            Self::Response => None,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ImportSource {
    Docx,
    Html,
    Pdf,
    Markdown,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ImportFormat {
    Text,
    Json,
}

impl std::convert::From<ImportSource> for SourceFormat {
    fn from(from: ImportSource) -> Self {
        match from {
            ImportSource::Docx => Self::Docx,
            ImportSource::Html => Self::Html,
            ImportSource::Pdf => Self::Pdf,
            ImportSource::Markdown => Self::Markdown,
            ImportSource::Text => Self::Text,
        }
    }
}

pub(in crate::cli) fn run(ctx: &mut Context, args: &ImportArgs) -> Result<Outcome, Failure> {
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
    if args.format == ImportFormat::Json {
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

fn import(ctx: &mut Context, file: &Path, args: &ImportArgs, items: &mut Vec<v1::Imported>) -> Result<Outcome, Failure> {
    let reading = args.reading(file);
    // No progress line while the document is typed on the terminal.
    let bytes = match file.as_os_str() == "-" {
        true => standard_input()?,
        false => ctx.watching(&reading, |_| read_bytes(file))?,
    };
    let from = args.from.map(SourceFormat::from);
    let settings = settings(ctx)?;
    let forces = Forces::also(&settings.forces);
    let anyway = args.write.anyway();
    let force = args.force.as_ref().map(|force| force_name::usual(ctx, &forces, force, anyway)).transpose()?;
    let known = KnownFacts {
        force: force.clone(),
        title: args.title.clone(),
        published: args.published,
        slug: args.slug.as_deref().map(slug::slugify),
        us: OurNames::also(&settings.us),
        author: args.author.and_then(ImportAs::author),
        kind: args.author.map(|_| DocumentKind::Response),
        offices: Offices::of(settings.local_policing_body.as_ref(), settings.chief_officer.as_ref()),
        body: settings.local_policing_body,
        into: None,
    };
    let document = ctx.watching(&reading, |_| intake::open(&bytes, from))?;
    // A form that was sent out says itself which record it is of.
    let into = args.into.clone().or_else(|| intake::sent_form(&document.blocks).map(|id| id.as_str().to_owned()));
    let (draft, merged, outcome) = match &into {
        Some(part) => put_into(ctx, part, file, document, known, args)?,
        None => {
            let draft = ctx.watching(&reading, |_| intake::read_opened(document, &known))?;
            if force.is_none() && draft.rendered.is_none() {
                force_name::usual(ctx, &forces, &draft.record.force, anyway)?;
            }
            if args.write.writes() {
                new::must_be_new(&ctx.store()?, &draft.id)?;
            }
            tell(ctx, file, &draft, args)?;
            let outcome = match args.refuses(&draft, &[]) {
                true => Outcome::No,
                false => {
                    let new = NewRecord { id: &draft.id, record: &draft.record, guesses: &draft.guesses };
                    put(ctx, new, args.write, args.shown(), args.draft())?
                }
            };
            (draft, Vec::new(), outcome)
        }
    };
    if outcome == Outcome::No && args.refuses(&draft, &merged) {
        let name = name_of(file);
        ctx.report(&Failure::because(format!(
            "nothing was written: there are notes or errors on {name}, and --strict allows none"
        )));
    }
    let written = outcome == Outcome::Done && args.write.writes();
    if written && into.is_none() && args.format == ImportFormat::Text {
        tell_next(ctx, &draft)?;
    }
    items.push(exported(file, draft, merged, args.replace, written));
    Ok(outcome)
}

impl ImportArgs {
    /// Whether --strict refuses it: there are notes, or the record has other values.
    fn refuses(&self, draft: &ImportDraft, merged: &[MergedField]) -> bool {
        self.strict && (!draft.notes.is_empty() || merged.iter().any(|merged| merged.record.is_some()))
    }

    /// The progress line, with a count if there are several documents.
    fn reading(&self, file: &Path) -> String {
        let name = name_of(file);
        match (self.files.iter().position(|other| other == file), self.files.len()) {
            (Some(at), of @ 2..) => format!("reading {name}: {} of {of}", at + 1),
            _ => format!("reading {name}"),
        }
    }

    /// A draft is written even with errors; with --strict it is checked first.
    fn draft(&self) -> new::DraftMode {
        if self.strict { new::DraftMode::Judged } else { new::DraftMode::Written }
    }

    fn shown(&self) -> NewOutput {
        if self.format == ImportFormat::Json { NewOutput::Nothing } else { NewOutput::Record }
    }
}

/// Merges a later document into a record; the changes are shown, and confirmed on a terminal.
fn put_into(
    ctx: &mut Context,
    part: &str,
    file: &Path,
    document: SourceDocument,
    known: KnownFacts,
    args: &ImportArgs,
) -> Result<(ImportDraft, Vec<MergedField>, Outcome), Failure> {
    let store = ctx.store()?;
    let lock = lock_to_write(ctx, &store, "import", args.write)?;
    let target = load(&store, &one(&store, part)?)?;
    let inspection = &target.record.inspection;
    // The record says which report is answered, so the document need not.
    let known = KnownFacts {
        force: Some(target.record.force.clone()),
        title: Some(inspection.title.clone()),
        published: Some(inspection.published),
        offices: Offices::of(Some(&target.record.local_policing_body), target.record.chief_officer.as_ref()).or(known.offices),
        into: Some(target.record.clone()),
        ..known
    };
    let mut draft = ctx.watching(&args.reading(file), |_| intake::read_opened(document, &known))?;
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
        if args.shown() == NewOutput::Record {
            plan.describe(format!("{}: {}", target.id, merged.field));
        }
    }
    plan.revise_with_guesses(target, &after, &taken(&draft.guesses, &merged, stays))?;
    let outcome = carry_out(plan, ctx, &store, lock, args.write)?;
    Ok((draft, merged, outcome))
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

/// Writes the notes of an import, undecided ones first.
fn tell(ctx: &mut Context, file: &Path, draft: &ImportDraft, args: &ImportArgs) -> Result<(), Failure> {
    if args.format == ImportFormat::Text {
        for complaint in &draft.notes {
            tell_one(ctx, file, complaint)?;
        }
    }
    let findings = counted(draft.record.findings().count(), "finding", "findings");
    Ok(writeln!(ctx.err, "{findings}, {} to check", counted(draft.notes.len(), "note", "notes"))?)
}

/// Writes what to do next with a draft.
fn tell_next(ctx: &mut Context, draft: &ImportDraft) -> Result<(), Failure> {
    let (id, file) = (&draft.id, Store::name_of(&draft.id));
    let day = draft.record.publication.as_ref().and_then(|publication| publication.published);
    let day = day.map_or_else(|| "DATE".to_owned(), |day| day.to_string());
    writeln!(ctx.err, "next: `irr show {id}` shows what was read; the notes above say what was guessed")?;
    if !draft.guesses.is_empty() {
        writeln!(ctx.err, "      `irr confirm {id}` takes the marks of guessed values away, once you have checked them")?;
    }
    writeln!(ctx.err, "      `irr validate {file}` lists what is still missing, and how to fix it")?;
    Ok(writeln!(ctx.err, "      `irr publish {id} --date {day}` records that the response was published")?)
}

fn tell_one(ctx: &mut Context, file: &Path, complaint: &ImportNote) -> Result<(), Failure> {
    let place = match complaint.at {
        SourcePlace::Line(line) => format!("{}:{line}", name_of(file)),
        elsewhere => format!("{}: {elsewhere}", name_of(file)),
    };
    writeln!(ctx.err, "{place}: {}: {}", complaint.code, complaint.message)?;
    complaint.quote.as_deref().map_or(Ok(()), |words| quote(ctx, words))
}

fn quote(ctx: &mut Context, words: &str) -> Result<(), Failure> {
    for line in words.lines().filter(|line| !line.trim().is_empty()) {
        writeln!(ctx.err, "    {line}")?;
    }
    Ok(())
}

fn name_of(file: &Path) -> String {
    if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() }
}

fn exported(file: &Path, draft: ImportDraft, merged: Vec<MergedField>, replace: bool, written: bool) -> v1::Imported {
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
