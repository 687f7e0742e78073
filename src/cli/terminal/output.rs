//! Where a command writes its output.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{ValueEnum, ValueHint};

use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::draw::{PageStyle, write_workbook};
use crate::store::{SETTINGS, write_whole_with};
use crate::view::WorkbookView;

/// The kind of output, as far as the standard output needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Medium {
    /// Drawn, possibly with colours.
    Drawn,
    /// Text for programs.
    Data,
    /// A binary file.
    Bytes,
}

/// The file to write to instead of the standard output.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct OutputArgs {
    /// Write to this file instead of the standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

impl OutputArgs {
    /// Returns the output to a file that another flag names.
    pub(in crate::cli) fn to(file: &Path) -> Self {
        Self { output: Some(file.to_owned()) }
    }

    /// Returns the page to draw on: a file has no colours.
    pub(in crate::cli) fn page(&self, ctx: &Context) -> PageStyle {
        if self.file().is_some() { PageStyle::plain(ctx.page.width) } else { ctx.page.clone() }
    }

    /// Returns the output file; `-` means the standard output, as in other tools.
    pub(in crate::cli) fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|file| *file != Path::new("-"))
    }

    /// Returns the format from the file's extension or the flag; both must agree.
    pub(in crate::cli) fn format<F: ValueEnum>(&self, said: Option<F>, otherwise: F) -> Result<F, Failure> {
        let of_file = self.file().map_or(Ok(None), |file| format_of_file(file, said.as_ref()))?;
        Ok(of_file.or(said).unwrap_or(otherwise))
    }

    /// Writes the output. A file is written completely or not at all, never among the records or over the settings.
    pub(in crate::cli) fn put(&self, ctx: &mut Context, medium: Medium, made: &[u8]) -> Result<(), Failure> {
        if medium == Medium::Bytes && self.file().is_none() && ctx.out.is_terminal() {
            let message = "cannot write this format to the terminal: it is not text";
            return Err(Failure::because(message).hint("name a file with --output FILE"));
        }
        self.put_with(ctx, medium, |out| Ok(out.write_all(made)?))
    }

    /// Writes a workbook, and says which of its cells were cut short.
    pub(in crate::cli) fn put_workbook(&self, ctx: &mut Context, view: &WorkbookView) -> Result<(), Failure> {
        let workbook = workbook(ctx, view)?;
        self.put(ctx, Medium::Bytes, &workbook)
    }

    /// Writes output as it is produced.
    pub(in crate::cli) fn put_with(
        &self,
        ctx: &mut Context,
        medium: Medium,
        make: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Some(file) = self.file() else {
            return match medium {
                Medium::Drawn => make(&mut ctx.out.drawn(ctx.page.colour)),
                Medium::Data => make(&mut ctx.out.data()),
                Medium::Bytes => make(&mut ctx.out.exact()),
            };
        };
        // A missing folder is not created: it may be misspelt.
        if file.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
            let message = format!("cannot write {}: there is no such folder", file.display());
            return Err(Failure::because(message).hint("create the folder first"));
        }
        if let Some(kept) = kept_in_store(ctx, file) {
            let message = format!("cannot write {}: that is where the {kept} are", file.display());
            return Err(Failure::because(message).hint("write the document elsewhere"));
        }
        let named = |failure: Failure| failure.while_doing(format!("cannot write {}", file.display()));
        write_whole_with(file, |out| make(out).map_err(named))?;
        // A script knows what it asked for; a person looks for a sign.
        if ctx.err.is_terminal() {
            writeln!(ctx.err, "wrote {}", file.display())?;
        }
        Ok(())
    }
}

/// Returns a workbook as a file, and says which of its cells were cut short.
pub(in crate::cli) fn workbook(ctx: &mut Context, view: &WorkbookView) -> Result<Vec<u8>, Failure> {
    let (mut bytes, mut cut) = (Vec::new(), Vec::new());
    let day = ctx.days.today.to_string();
    ctx.watching("writing the workbook", |_| -> Result<(), Failure> {
        cut = write_workbook(view, &day, &mut bytes)?;
        Ok(())
    })?;
    cut.iter().try_for_each(|cut| writeln!(ctx.err, "cut short: {cut}"))?;
    Ok(bytes)
}

/// File extensions with their formats, the most likely first; no formats if irr does not write them.
const ENDINGS: [(&[&str], &[&str]); 19] = [
    (&["md", "markdown"], &["markdown"]),
    (&["html", "htm"], &["html"]),
    (&["docx"], &["docx"]),
    (&["pdf"], &["pdf"]),
    (&["txt", "text"], &["text", "table", "lines", "github"]),
    (&["csv"], &["csv"]),
    (&["json"], &["json", "sarif", "gitlab"]),
    (&["ndjson", "jsonl"], &["ndjson"]),
    (&["ics", "ical", "ifb"], &["ics"]),
    (&["sarif"], &["sarif"]),
    (&["xml"], &["junit"]),
    (&["yaml", "yml"], &[]),
    (&["xlsx"], &["xlsx"]),
    (&["xls", "xlsm", "xlsb", "ods", "numbers"], &[]),
    (&["doc", "docm", "dotx", "odt", "rtf", "pages", "epub"], &[]),
    (&["pptx", "ppt", "odp"], &[]),
    (&["tsv", "tab", "parquet", "sqlite", "db"], &[]),
    (&["png", "jpg", "jpeg", "svg", "gif", "webp", "ps"], &[]),
    (&["zip", "gz", "tar", "eml", "tex", "rst", "adoc", "toml"], &[]),
];

/// Returns the format for a file's extension; `None` if it has no known one.
///
/// # Errors
/// If `said` is another format, or the command cannot write this one.
pub(in crate::cli) fn format_of_file<F: ValueEnum>(file: &Path, said: Option<&F>) -> Result<Option<F>, Failure> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let Some((_, formats)) = ENDINGS.iter().find(|(endings, _)| endings.contains(&ending.as_str())) else { return Ok(None) };
    let name = |format: &F| format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let may_be = |format: &F| formats.contains(&name(format).as_str());
    if let Some(said) = said.filter(|said| !may_be(said)) {
        let message = format!("the format {} does not match the file name {}", name(said), file.display());
        let ends = ENDINGS.iter().find(|(_, formats)| formats.contains(&name(said).as_str())).and_then(|(ends, _)| ends.first());
        let other = ends.map_or_else(String::new, |ends| format!("use a file name that ends in .{ends}, or "));
        return Err(Failure::because(message).hint(format!("{other}leave out --format, so that the file name decides")));
    }
    let found = formats.iter().find_map(|wanted| F::value_variants().iter().find(|format| name(format) == *wanted));
    if found.is_none() {
        let can = |formats: &&[&str]| F::value_variants().iter().any(|format| formats.contains(&name(format).as_str()));
        let endings = ENDINGS.iter().filter(|(_, formats)| can(formats)).filter_map(|(ends, _)| ends.first());
        let endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
        let message = format!("cannot write {}: this command cannot write .{ending} files", file.display());
        return Err(Failure::because(message).hint(format!("use a file name that ends in one of {}", endings.join(", "))));
    }
    Ok(said.or(found).cloned())
}

/// Returns what the file would overwrite or sit among, following links as writing does.
fn kept_in_store(ctx: &Context, file: &Path) -> Option<&'static str> {
    let store = ctx.store().ok()?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let places = [folder.canonicalize().ok()?.join(file.file_name()?), file.canonicalize().unwrap_or_default()];
    let records = store.records().canonicalize();
    if records.is_ok_and(|records| places.iter().any(|place| place.starts_with(&records))) {
        return Some("records");
    }
    // Also if there are no settings yet, because the file would be read as such.
    let settings = store.root().canonicalize().ok()?.join(SETTINGS);
    places.contains(&settings).then_some("settings")
}
