//! Where a command puts what it has made.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueHint;

use super::context::Context;
use super::failure::Failure;
use crate::draw::Page;
use crate::store::write_whole_with;

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
        if self.output.is_some() { Page::plain(ctx.page.width) } else { ctx.page }
    }

    /// Puts it there: a file is written whole or not at all, and never among the records.
    pub(super) fn put(&self, ctx: &mut Context, made: &[u8]) -> Result<(), Failure> {
        self.put_with(ctx, |out| Ok(out.write_all(made)?))
    }

    /// The same, of what is made while it is written.
    pub(super) fn put_with(
        &self,
        ctx: &mut Context,
        make: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        // A lone hyphen is the standard output, as for other tools.
        match self.output.as_deref().filter(|file| *file != Path::new("-")) {
            // A folder that is misspelt is not made.
            Some(file) if file.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) => {
                let message = format!("cannot write {}: there is no such folder", file.display());
                Err(Failure::said(message).hint("make the folder first"))
            }
            Some(file) if is_a_record(ctx, file) => {
                let message = format!("will not write {}: that is where the store's records are", file.display());
                Err(Failure::said(message).hint("give the document a place of its own"))
            }
            Some(file) => {
                let named = |failure: Failure| failure.while_doing(format!("cannot write {}", file.display()));
                write_whole_with(file, |out| make(out).map_err(named))
            }
            _ => make(&mut ctx.out),
        }
    }
}

/// Whether a file would stand among the records of the store.
fn is_a_record(ctx: &Context, file: &Path) -> bool {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let records = ctx.store().ok().and_then(|store| store.records().canonicalize().ok());
    matches!((folder.canonicalize(), records), (Ok(folder), Some(records)) if folder.starts_with(&records))
}
