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
    /// Opens the editor for words on a subject; `below` says what is asked, in a comment. The file is kept until the words are
    /// saved. Returns `None` where nothing is written.
    pub(in crate::cli) fn typed(
        ctx: &mut Context,
        store: &Store,
        of: &str,
        below: &str,
        write: WriteArgs,
    ) -> Result<Option<Self>, Failure> {
        let editor = named(ctx)?;
        let mut sheet = sheet(ctx, store, of, write)?;
        sheet.mark_open()?;
        if sheet.is_kept() && sheet.read()?.is_some() {
            writeln!(ctx.err, "continuing an earlier text on {of} that was not saved")?;
        } else {
            let usage = "# Write Markdown above the line. Everything below it is ignored.";
            let below: Vec<String> = below.lines().map(|line| format!("# {line}").trim_end().to_owned()).collect();
            let below = below.join("\n");
            sheet.write(&format!("\n{CUT}\n{usage}\n# On {of}. If you write nothing, nothing is changed.\n#\n{below}\n"))?;
        }
        let words = open_editor(&editor, &sheet.path(), 1).and_then(|()| sheet.read());
        match words.map(|text| words_of(&text.unwrap_or_default())) {
            Ok(words) if !words.is_empty() => Ok(Some(Self { words, sheet })),
            Err(error) if sheet.read().is_ok_and(|now| now.is_some_and(|now| !words_of(&now).is_empty())) => {
                writeln!(ctx.err, "your text is kept in {}", sheet.path().display())?;
                Err(error.into())
            }
            other => {
                sheet.remove()?;
                other?;
                Ok(None)
            }
        }
    }

    /// Removes a saved note; any other is kept for next time.
    pub(in crate::cli) fn keep_unless(&self, ctx: &mut Context, written: bool) -> Result<(), Failure> {
        if written {
            self.sheet.remove()?;
        } else if !self.sheet.is_kept() {
            writeln!(ctx.err, "the text is in {}", self.sheet.path().display())?;
        } else {
            writeln!(
                ctx.err,
                "the text is kept in {}: run the command again with an editor to continue it",
                self.sheet.path().display()
            )?;
        }
        Ok(())
    }
}

/// Returns the file for words on a subject.
fn sheet(ctx: &mut Context, store: &Store, of: &str, write: WriteArgs) -> Result<EditFile, Failure> {
    // Creates the folder; the lock is released at once, so that others need not wait.
    drop(lock_to_write(ctx, store, "a note", write)?);
    Ok(if write.writes() { store.note_of(&name_of(of)) } else { EditFile::passing(".md")? })
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
