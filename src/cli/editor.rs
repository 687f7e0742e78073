//! A person's own editor: for a note, and for a file.

use std::io::Write;
use std::path::Path;

use super::context::Context;
use super::failure::Failure;
use crate::store::{open_editor, read_text, remove_sheet, write_whole};

/// Below this line of a note nothing counts.
const CUT: &str = "# ------------------------ >8 ------------------------";

/// A note that a person types. What was typed stays in a file until [`keep_note_unless`] lets go of it.
pub(super) fn note(ctx: &mut Context, question: &str) -> Result<String, Failure> {
    let store = ctx.store()?;
    let editor = named(ctx)?;
    // Makes the folder, and waits for nobody longer than it takes.
    drop(store.lock("a note")?);
    let sheet = store.note_sheet();
    if sheet.exists() {
        let kept = read_text(&sheet)?;
        let earlier = words_of(&kept);
        if !earlier.is_empty() {
            writeln!(ctx.err, "an earlier note was not written; here it is again")?;
        }
    } else {
        let text = format!(
            "\n{CUT}\n# {question} Markdown, above the line; what stands below it is not kept.\n# Without a word nothing is written.\n"
        );
        write_whole(&sheet, text.as_bytes())?;
    }
    open_editor(&editor, &sheet, 1)?;
    let words = words_of(&read_text(&sheet)?);
    if words.is_empty() {
        remove_sheet(&sheet)?;
        return Err(Failure::said("the note has no words: nothing was written"));
    }
    Ok(words)
}

/// Lets go of a note that has been written; any other is kept, and comes back the next time.
pub(super) fn keep_note_unless(ctx: &mut Context, written: bool) -> Result<(), Failure> {
    let sheet = ctx.store()?.note_sheet();
    if written {
        remove_sheet(&sheet)?;
    } else {
        writeln!(ctx.err, "the note is kept: say the command again without -m, and it is there")?;
    }
    Ok(())
}

/// Opens a file at a line, and gives back what it is afterwards.
pub(super) fn edited(ctx: &Context, path: &Path, line: usize) -> Result<String, Failure> {
    open_editor(&named(ctx)?, path, line)?;
    Ok(read_text(path)?)
}

fn named(ctx: &Context) -> Result<String, Failure> {
    ctx.editor().ok_or_else(|| {
        Failure::said("there is no editor to type in").hint("say it with -m, or name an editor in $VISUAL or $EDITOR")
    })
}

fn words_of(sheet: &str) -> String {
    let above = sheet.lines().take_while(|line| line.trim_end() != CUT);
    above.collect::<Vec<_>>().join("\n").trim().to_owned()
}
