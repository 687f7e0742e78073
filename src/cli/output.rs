//! Where a command puts what it has made.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{ValueEnum, ValueHint};

use super::context::Context;
use super::failure::Failure;
use crate::draw::Page;
use crate::store::{SETTINGS, write_whole_with};

/// What is made, as far as the standard output must know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    /// Drawn on a page, in colours where it has any.
    Drawn,
    /// Text that a program may read.
    Data,
    /// A file that is no text.
    Bytes,
}

/// The file to write to instead of the standard output.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// Write to this file instead of the standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

impl OutputArgs {
    /// The page to draw on: a file has no colours, whatever the terminal has.
    pub(super) fn page(&self, ctx: &Context) -> Page {
        if self.file().is_some() { Page::plain(ctx.page.width) } else { ctx.page }
    }

    /// The file; a lone hyphen is the standard output, as for other tools.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|file| *file != Path::new("-"))
    }

    /// The format to write: what the file's ending says, or what was `said`; where both say something they must agree.
    pub(super) fn format<F: ValueEnum>(&self, said: Option<F>, otherwise: F) -> Result<F, Failure> {
        let of_file = self.file().map_or(Ok(None), |file| format_of_file(file, said.as_ref()))?;
        Ok(of_file.or(said).unwrap_or(otherwise))
    }

    /// Puts it there: a file is written whole or not at all, and never among the records or over the settings.
    pub(super) fn put(&self, ctx: &mut Context, medium: Medium, made: &[u8]) -> Result<(), Failure> {
        if medium == Medium::Bytes && self.file().is_none() && ctx.out.is_terminal() {
            let message = "cannot write this format to the terminal: it is not text";
            return Err(Failure::said(message).hint("name a file with --output FILE"));
        }
        self.put_with(ctx, medium, |out| Ok(out.write_all(made)?))
    }

    /// The same, of what is made while it is written.
    pub(super) fn put_with(
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
        // A folder that is misspelt is not made.
        if file.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
            let message = format!("cannot write {}: there is no such folder", file.display());
            return Err(Failure::said(message).hint("create the folder first"));
        }
        if let Some(kept) = kept_in_store(ctx, file) {
            let message = format!("cannot write {}: that is where the {kept} are", file.display());
            return Err(Failure::said(message).hint("write the document elsewhere"));
        }
        let named = |failure: Failure| failure.while_doing(format!("cannot write {}", file.display()));
        write_whole_with(file, |out| make(out).map_err(named))
    }
}

/// The endings of files that say what is in them, each with the formats that may be, the likeliest first; without any where irr has none.
const ENDINGS: [(&[&str], &[&str]); 18] = [
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
    (&["xlsx", "xls", "xlsm", "xlsb", "ods", "numbers"], &[]),
    (&["doc", "docm", "dotx", "odt", "rtf", "pages", "epub"], &[]),
    (&["pptx", "ppt", "odp"], &[]),
    (&["tsv", "tab", "parquet", "sqlite", "db"], &[]),
    (&["png", "jpg", "jpeg", "svg", "gif", "webp", "ps"], &[]),
    (&["zip", "gz", "tar", "eml", "tex", "rst", "adoc", "toml"], &[]),
];

/// What a file's ending says is in it; `None` where it says nothing.
///
/// # Errors
/// Where something else was said, or the command writes no such thing.
pub(super) fn format_of_file<F: ValueEnum>(file: &Path, said: Option<&F>) -> Result<Option<F>, Failure> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let Some((_, formats)) = ENDINGS.iter().find(|(endings, _)| endings.contains(&ending.as_str())) else { return Ok(None) };
    let name = |format: &F| format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let may_be = |format: &F| formats.contains(&name(format).as_str());
    if let Some(said) = said.filter(|said| !may_be(said)) {
        let message = format!("the format {} does not match the file name {}", name(said), file.display());
        let ends = ENDINGS.iter().find(|(_, formats)| formats.contains(&name(said).as_str())).and_then(|(ends, _)| ends.first());
        let other = ends.map_or_else(String::new, |ends| format!("use a file name that ends in .{ends}, or "));
        return Err(Failure::said(message).hint(format!("{other}leave out --format, so that the file name decides")));
    }
    let found = formats.iter().find_map(|wanted| F::value_variants().iter().find(|format| name(format) == *wanted));
    if found.is_none() {
        let can = |formats: &&[&str]| F::value_variants().iter().any(|format| formats.contains(&name(format).as_str()));
        let endings = ENDINGS.iter().filter(|(_, formats)| can(formats)).filter_map(|(ends, _)| ends.first());
        let endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
        let message = format!("cannot write {}: this command cannot write .{ending} files", file.display());
        return Err(Failure::said(message).hint(format!("use a file name that ends in one of {}", endings.join(", "))));
    }
    Ok(said.or(found).cloned())
}

/// What of the store a file would stand among, or take the place of: a link is followed, as writing follows it.
fn kept_in_store(ctx: &Context, file: &Path) -> Option<&'static str> {
    let store = ctx.store().ok()?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let places = [folder.canonicalize().ok()?.join(file.file_name()?), file.canonicalize().unwrap_or_default()];
    let records = store.records().canonicalize();
    if records.is_ok_and(|records| places.iter().any(|place| place.starts_with(&records))) {
        return Some("records");
    }
    // Also where there are none yet: what stands there is read as such the next time.
    let settings = store.root().canonicalize().ok()?.join(SETTINGS);
    places.contains(&settings).then_some("settings")
}
