//! A person's editor, opened on a file.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::save::make_folder;
use super::{Store, StoreError};
use crate::model::RecordId;

/// Editors that go to a line with `+LINE FILE`.
const PLUS: [&str; 14] =
    ["vi", "vim", "nvim", "view", "gvim", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "mg", "mcedit"];
/// Editors that go to a line with `FILE:LINE`.
const COLON: [&str; 5] = ["hx", "helix", "subl", "zed", "lite"];
/// Editors that go to a line with `--goto FILE:LINE`.
const GOTO: [&str; 4] = ["code", "codium", "code-insiders", "cursor"];

/// Opens `editor`, a command as a shell reads it, on a file at a line, and waits until it is closed.
///
/// # Errors
/// Where it cannot be started, or says that it failed.
pub fn open_editor(editor: &str, path: &Path, line: usize) -> Result<(), StoreError> {
    let program = editor.split_whitespace().next().unwrap_or("");
    let name = Path::new(program).file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = path.display();
    let is_in = |list: &[&str]| list.contains(&name.as_str());
    let arguments = if is_in(&PLUS) {
        vec![format!("+{line}"), file.to_string()]
    } else if is_in(&COLON) {
        vec![format!("{file}:{line}")]
    } else if is_in(&GOTO) {
        vec!["--goto".to_owned(), format!("{file}:{line}")]
    } else {
        vec![file.to_string()]
    };
    let failed = |source| StoreError::Editor { editor: editor.to_owned(), source };
    let status = command(editor, &arguments).status().map_err(failed)?;
    if status.success() { Ok(()) } else { Err(failed(std::io::Error::other(status.to_string()))) }
}

/// As git does it: the shell parts the words of `$EDITOR`, and ours are handed over as they are.
#[cfg(unix)]
fn command(editor: &str, arguments: &[String]) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor).args(arguments);
    command
}

#[cfg(not(unix))]
fn command(editor: &str, arguments: &[String]) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("notepad"));
    command.args(words).args(arguments);
    command
}

/// An editor is open on a sheet, as long as this is there.
#[derive(Debug)]
pub struct OpenSheet {
    _file: File,
}

/// Marks a sheet as open, for whoever else would open it.
///
/// # Errors
/// Where it is open already, or the disk refuses.
pub fn open_sheet(sheet: &Path) -> Result<OpenSheet, StoreError> {
    let path = sheet.with_extension("open");
    let failed = |source| StoreError::Write { path: path.clone(), source };
    if let Some(folder) = path.parent() {
        make_folder(folder).map_err(failed)?;
    }
    let file = File::options().write(true).create(true).truncate(false).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(OpenSheet { _file: file }),
        Err(TryLockError::WouldBlock) => Err(StoreError::OpenElsewhere { path: sheet.to_owned() }),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

/// A file outside of any store, which only this person may read.
///
/// # Errors
/// Where the disk refuses.
pub fn passing_sheet(ending: &str) -> Result<PathBuf, StoreError> {
    let failed = |source| StoreError::Write { path: PathBuf::from("a passing file"), source };
    let file = tempfile::Builder::new().prefix("irr-").suffix(ending).tempfile().map_err(failed)?;
    file.keep().map(|(_, path)| path).map_err(|error| failed(error.error))
}

impl Store {
    /// A copy of a record to be typed in, and what it began as. As deep as the record itself, so that an editor finds its schema.
    pub fn sheet_of(&self, id: &RecordId) -> (PathBuf, PathBuf) {
        (self.private(&format!("{id}.yaml")), self.private(&format!("{id}.base")))
    }

    /// A file of irr's own for what is typed about something of this name.
    pub fn note_of(&self, name: &str) -> PathBuf {
        self.private(&format!("notes/{name}.md"))
    }
}

/// Takes away a file that is no record.
///
/// # Errors
/// Where the disk refuses.
pub fn remove_sheet(path: &Path) -> Result<(), StoreError> {
    std::fs::remove_file(path).map_err(|source| StoreError::Write { path: path.to_owned(), source })
}
