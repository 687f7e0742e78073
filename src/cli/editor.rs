//! A person's own editor: for a note, and for a file.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;

use super::context::Context;
use super::failure::Failure;
use super::plan::WriteArgs;
use crate::store::{Sheet, Store, open_editor};

/// Below this line of a note nothing counts.
const CUT: &str = "# ------------------------ >8 ------------------------";

/// A note on something, in the file that it is typed in.
pub(super) struct Note {
    pub(super) words: String,
    sheet: Sheet,
}

impl Note {
    /// What a person types. It stays in its file until it has been written.
    pub(super) fn typed(ctx: &mut Context, store: &Store, of: &str, write: WriteArgs) -> Result<Self, Failure> {
        let editor = named(ctx)?;
        // Makes the folder, and waits for nobody longer than it takes.
        drop(write.lock(ctx, store, "a note")?);
        let mut sheet = if write.writes() { store.note_of(&name_of(of)) } else { Sheet::passing(".md")? };
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
                Err(Failure::said("the note is empty: nothing was written"))
            }
        }
    }

    /// Lets go of a note that has been written; any other is kept, and comes back the next time.
    pub(super) fn keep_unless(&self, ctx: &mut Context, written: bool) -> Result<(), Failure> {
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

/// Opens a sheet at a line, and gives back what it is afterwards.
pub(super) fn edited(ctx: &Context, sheet: &Sheet, line: usize) -> Result<String, Failure> {
    open_editor(&named(ctx)?, &sheet.path(), line)?;
    let text = sheet.read()?;
    text.ok_or_else(|| Failure::said(format!("{} no longer exists", sheet.path().display())))
}

/// A file's name for a note on something: readable, and no other's.
fn name_of(of: &str) -> String {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    let readable: String = slug::slugify(of).chars().take(60).collect();
    format!("{readable}-{:x}", hasher.finish())
}

fn named(ctx: &Context) -> Result<String, Failure> {
    ctx.editor().ok_or_else(|| Failure::said("cannot find an editor").hint("set $VISUAL or $EDITOR"))
}

fn words_of(sheet: &str) -> String {
    let above = sheet.lines().take_while(|line| line.trim_end() != CUT);
    above.collect::<Vec<_>>().join("\n").trim().to_owned()
}
