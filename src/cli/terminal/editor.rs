//! The user's editor, for notes and files.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;

use crate::cli::args::write::WriteArgs;
use crate::cli::terminal::context::Context;
use crate::cli::terminal::error::Failure;
use crate::cli::terminal::write::lock_to_write;
use crate::store::{EditFile, Store, open_editor};

/// Everything below this line of a note is ignored.
const CUT: &str = "# ------------------------ >8 ------------------------";

/// A note being written, in its file.
pub(in crate::cli) struct NoteFile {
    pub(in crate::cli) words: String,
    sheet: EditFile,
}

impl NoteFile {
    /// Opens the editor for a note. The file is kept until the note is saved.
    pub(in crate::cli) fn typed(ctx: &mut Context, store: &Store, of: &str, write: WriteArgs) -> Result<Self, Failure> {
        let editor = named(ctx)?;
        // Creates the folder; the lock is released at once, so that others need not wait.
        drop(lock_to_write(ctx, store, "a note", write)?);
        let mut sheet = if write.writes() { store.note_of(&name_of(of)) } else { EditFile::passing(".md")? };
        sheet.mark_open()?;
        if sheet.is_kept() && sheet.read()?.is_some() {
            writeln!(ctx.err, "continuing an earlier note on {of} that was not saved")?;
        } else {
            let below = "# What has happened? Write Markdown above the line. Everything below it is ignored.";
            sheet.write(&format!("\n{CUT}\n{below}\n# On {of}. If you write nothing, nothing is changed.\n"))?;
        }
        let words = open_editor(&editor, &sheet.path(), 1).and_then(|()| sheet.read());
        match words.map(|text| words_of(&text.unwrap_or_default())) {
            Ok(words) if !words.is_empty() => Ok(Self { words, sheet }),
            Err(error) if sheet.read().is_ok_and(|now| now.is_some_and(|now| !words_of(&now).is_empty())) => {
                writeln!(ctx.err, "your text is kept in {}", sheet.path().display())?;
                Err(error.into())
            }
            other => {
                sheet.remove()?;
                other?;
                Err(Failure::refused("the note is empty: nothing was written"))
            }
        }
    }

    /// Removes a saved note; any other is kept for next time.
    pub(in crate::cli) fn keep_unless(&self, ctx: &mut Context, written: bool) -> Result<(), Failure> {
        if written {
            self.sheet.remove()?;
        } else if !self.sheet.is_kept() {
            writeln!(ctx.err, "the note is in {}", self.sheet.path().display())?;
        } else {
            writeln!(ctx.err, "the note is kept: run the command again without -m to continue it")?;
        }
        Ok(())
    }
}

/// Opens a sheet at a line, and returns its text afterwards.
pub(in crate::cli) fn edited(ctx: &Context, sheet: &EditFile, line: usize) -> Result<String, Failure> {
    open_editor(&named(ctx)?, &sheet.path(), line)?;
    let text = sheet.read()?;
    text.ok_or_else(|| Failure::because(format!("{} no longer exists", sheet.path().display())))
}

/// Returns a readable and unique file name for a note.
fn name_of(of: &str) -> String {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    let readable: String = slug::slugify(of).chars().take(60).collect();
    format!("{readable}-{:x}", hasher.finish())
}

fn named(ctx: &Context) -> Result<String, Failure> {
    ctx.editor().ok_or_else(|| Failure::because("cannot find an editor").hint("set $VISUAL or $EDITOR"))
}

fn words_of(sheet: &str) -> String {
    let above = sheet.lines().take_while(|line| line.trim_end() != CUT);
    above.collect::<Vec<_>>().join("\n").trim().to_owned()
}
