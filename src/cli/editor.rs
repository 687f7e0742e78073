//! A person's own editor: for a note, and for a file.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::context::Context;
use super::failure::Failure;
use super::plan::WriteArgs;
use crate::store::{Store, open_editor, open_sheet, passing_sheet, read_text, remove_sheet, write_whole};

/// Below this line of a note nothing counts.
const CUT: &str = "# ------------------------ >8 ------------------------";

/// A note on something, in the file that it is typed in.
pub(super) struct Note {
    pub(super) words: String,
    sheet: PathBuf,
    /// Whether it comes back the next time.
    is_kept: bool,
}

impl Note {
    /// What a person types. It stays in its file until it has been written.
    pub(super) fn typed(ctx: &mut Context, store: &Store, of: &str, write: WriteArgs) -> Result<Self, Failure> {
        let editor = named(ctx)?;
        // Makes the folder, and waits for nobody longer than it takes.
        drop(write.lock(ctx, store, "a note")?);
        let is_kept = write.writes();
        let sheet = if is_kept { store.note_of(&name_of(of)) } else { passing_sheet(".md")? };
        let _open = is_kept.then(|| open_sheet(&sheet)).transpose()?;
        if is_kept && sheet.exists() {
            writeln!(ctx.err, "an earlier note on {of} was not written: here it is again")?;
        } else {
            let below = "# What has happened? Markdown, above the line; what stands below it is not kept.";
            let text = format!("\n{CUT}\n{below}\n# On {of}. Without a word nothing is written.\n");
            write_whole(&sheet, text.as_bytes())?;
        }
        let words = open_editor(&editor, &sheet, 1).and_then(|()| read_text(&sheet)).map(|text| words_of(&text));
        match words {
            Ok(words) if !words.is_empty() => Ok(Self { words, sheet, is_kept }),
            Err(error) if read_text(&sheet).is_ok_and(|now| !words_of(&now).is_empty()) => {
                writeln!(ctx.err, "what was typed is kept in {}", sheet.display())?;
                Err(error.into())
            }
            other => {
                remove_sheet(&sheet)?;
                other?;
                Err(Failure::said("the note has no words: nothing was written"))
            }
        }
    }

    /// Lets go of a note that has been written; any other is kept, and comes back the next time.
    pub(super) fn keep_unless(&self, ctx: &mut Context, written: bool) -> Result<(), Failure> {
        if written {
            remove_sheet(&self.sheet)?;
        } else if !self.is_kept {
            writeln!(ctx.err, "the note is in {}", self.sheet.display())?;
        } else {
            writeln!(ctx.err, "the note is kept: say the command again without -m, and it is there")?;
        }
        Ok(())
    }
}

/// Opens a file at a line, and gives back what it is afterwards.
pub(super) fn edited(ctx: &Context, path: &Path, line: usize) -> Result<String, Failure> {
    open_editor(&named(ctx)?, path, line)?;
    Ok(read_text(path)?)
}

/// A file's name for a note on something: readable, and no other's.
fn name_of(of: &str) -> String {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    let readable: String = slug::slugify(of).chars().take(60).collect();
    format!("{readable}-{:x}", hasher.finish())
}

fn named(ctx: &Context) -> Result<String, Failure> {
    ctx.editor().ok_or_else(|| Failure::said("there is no editor to type in").hint("name one in $VISUAL or $EDITOR"))
}

fn words_of(sheet: &str) -> String {
    let above = sheet.lines().take_while(|line| line.trim_end() != CUT);
    above.collect::<Vec<_>>().join("\n").trim().to_owned()
}
