//! Where a command puts what it has made.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueHint;

use super::context::Context;
use super::failure::Failure;
use crate::draw::Page;
use crate::store::{SETTINGS, write_whole_with};

/// A file for what is made, where the standard output is not the place.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// The file to write, instead of the standard output
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

    /// Puts it there: a file is written whole or not at all, and never among the records or over the settings.
    pub(super) fn put(&self, ctx: &mut Context, made: &[u8]) -> Result<(), Failure> {
        self.put_with(ctx, |out| Ok(out.write_all(made)?))
    }

    /// The same, of what is made while it is written.
    pub(super) fn put_with(
        &self,
        ctx: &mut Context,
        make: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Some(file) = self.file() else { return make(&mut ctx.out) };
        // A folder that is misspelt is not made.
        if file.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
            let message = format!("cannot write {}: there is no such folder", file.display());
            return Err(Failure::said(message).hint("make the folder first"));
        }
        if let Some(kept) = kept_in_store(ctx, file) {
            let message = format!("will not write {}: that is where the store's {kept} are", file.display());
            return Err(Failure::said(message).hint("give the document a place of its own"));
        }
        let named = |failure: Failure| failure.while_doing(format!("cannot write {}", file.display()));
        write_whole_with(file, |out| make(out).map_err(named))
    }
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
