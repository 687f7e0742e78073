//! Opens the user's editor, and the files it opens: working copies of records, drafts of notes, temporary files.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::load::{LARGEST, bytes_from, read_text, text_of_bytes};
use super::{Store, StoreError};
use crate::model::RecordId;
use crate::store::atomic_write::{exchange, write_temporary};
use crate::store::regular_file;
use crate::store::state_folder::StateFolder;
use crate::store::user_program::UserProgram;

/// Editors that open at a line with `+LINE FILE`.
const PLUS: [&str; 14] =
    ["vi", "vim", "nvim", "view", "gvim", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "mg", "mcedit"];
/// Editors that open at a line with `FILE:LINE`.
const COLON: [&str; 5] = ["hx", "helix", "subl", "zed", "lite"];
/// Editors that open at a line with `--goto FILE:LINE`.
const GOTO: [&str; 4] = ["code", "codium", "code-insiders", "cursor"];

/// Opens a file at a line in `editor`, a shell command line, and waits until the editor exits.
///
/// # Errors
/// Fails if it cannot be started or exits with a failure.
pub fn open_editor(editor: &str, path: &Path, line: usize) -> Result<(), StoreError> {
    let program = UserProgram::new(editor);
    let name = program.name();
    let file = path.display();
    let is_in = |list: &[&str]| list.contains(&name.as_str());
    let arguments = if is_in(&PLUS) {
        vec![format!("+{line}"), file.to_string()]
    } else if is_in(&COLON) {
        vec![format!("{file}:{line}")]
    } else if is_in(&GOTO) {
        vec!["--goto".to_owned(), format!("{file}:{line}")]
    } else {
        // For an unknown editor the line is left out: a wrong flag would open a second, empty file.
        vec![file.to_string()]
    };
    let failed = |source| StoreError::Editor { editor: editor.to_owned(), source };
    let status = program.command(arguments).status().map_err(failed)?;
    if status.success() { Ok(()) } else { Err(failed(std::io::Error::other(status.to_string()))) }
}

/// A file for the user to edit: one in irr's state folder, which survives until it is applied, or a temporary one.
#[derive(Debug)]
pub struct EditFile {
    place: EditFileLocation,
    /// The lock file that is held while an editor is open on it.
    open: Option<File>,
}

#[derive(Debug)]
enum EditFileLocation {
    Own(StateFolder, String),
    Passing(PathBuf),
}

impl EditFile {
    fn own(state: &StateFolder, name: String) -> Self {
        Self { place: EditFileLocation::Own(state.clone(), name), open: None }
    }

    /// Creates a temporary file that belongs to no records folder, readable by this user only.
    ///
    /// # Errors
    /// Fails if the disk refuses.
    pub fn passing(ending: &str) -> Result<Self, StoreError> {
        let path = write_temporary(&[], ending)?;
        Ok(Self { place: EditFileLocation::Passing(path), open: None })
    }

    /// Returns whether the file is still there at the next run, so that unsaved work can be continued.
    pub fn is_kept(&self) -> bool {
        matches!(self.place, EditFileLocation::Own(..))
    }

    /// Returns the file's path.
    pub fn path(&self) -> PathBuf {
        match &self.place {
            EditFileLocation::Own(state, name) => state.path(name),
            EditFileLocation::Passing(path) => path.clone(),
        }
    }

    /// Takes the lock that keeps a second irr from opening the same file, until this value is dropped.
    ///
    /// # Errors
    /// Fails if an editor is open on it already, or if the disk refuses.
    pub fn mark_open(&mut self) -> Result<(), StoreError> {
        let EditFileLocation::Own(state, name) = &self.place else { return Ok(()) };
        let mark = format!("{name}.open");
        let path = state.made(&mark)?;
        let failed = |source| StoreError::Write { path: path.clone(), source };
        let options = &mut OpenOptions::new();
        let file = state.open(&mark, options.write(true).create(true).truncate(false))?;
        let Some(file) = file else { return Err(failed(std::io::ErrorKind::NotFound.into())) };
        match file.try_lock() {
            Ok(()) => self.open = Some(file),
            Err(TryLockError::WouldBlock) => return Err(StoreError::OpenElsewhere { path: self.path() }),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        Ok(())
    }

    /// Returns the file's text; `None` if it does not exist.
    ///
    /// # Errors
    /// Fails if it cannot be read, is not UTF-8, or is a link or another user's file.
    pub fn read(&self) -> Result<Option<String>, StoreError> {
        let path = self.path();
        match &self.place {
            EditFileLocation::Own(state, name) => state.read(name)?.map(|bytes| text_of_bytes(bytes, &path)).transpose(),
            EditFileLocation::Passing(path) => read_text(path).map(Some),
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Fails if the disk refuses.
    pub fn write(&self, text: &str) -> Result<(), StoreError> {
        match &self.place {
            EditFileLocation::Own(state, name) => state.write(name, text.as_bytes()).map(drop),
            EditFileLocation::Passing(path) => exchange(path, text.as_bytes()),
        }
    }

    /// Deletes the file if it exists.
    ///
    /// # Errors
    /// Fails if the disk refuses.
    pub fn remove(&self) -> Result<(), StoreError> {
        match &self.place {
            EditFileLocation::Own(state, name) => state.remove(name),
            EditFileLocation::Passing(path) => {
                std::fs::remove_file(path).map_err(|source| StoreError::Write { path: path.clone(), source })
            }
        }
    }
}

/// The schema that a record's first line (`# yaml-language-server: …`) refers to by a relative path.
const SCHEMA: &str = "schemas/inspection-response.schema.json";

impl Store {
    /// Returns two files for editing a record: the working copy, and the base text it started from.
    ///
    /// The working copy lies as many folders deep as the record, next to a copy of the schema, so that the relative path in
    /// its first line still leads an editor to the schema.
    ///
    /// # Errors
    /// Fails if the disk refuses.
    pub fn sheet_of(&self, id: &RecordId) -> Result<(EditFile, EditFile), StoreError> {
        let state = self.state();
        if let Ok(Some((file, _))) = regular_file::open(&self.root().join(SCHEMA), OpenOptions::new().read(true)) {
            state.write(SCHEMA, &bytes_from(file, Path::new(SCHEMA), LARGEST)?)?;
        }
        Ok((EditFile::own(&state, format!("sheets/{id}.yaml")), EditFile::own(&state, format!("sheets/{id}.base"))))
    }

    /// Returns the draft file for a note under this name.
    pub fn note_of(&self, name: &str) -> EditFile {
        EditFile::own(&self.state(), format!("notes/{name}.md"))
    }

    /// Returns the file for words that were typed and not written.
    pub fn unsaved_words(&self) -> EditFile {
        EditFile::own(&self.state(), "unsaved.md".to_owned())
    }
}
