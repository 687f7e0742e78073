//! The journal of the change being made, and the finished steps that `irr undo` and `irr redo` read.
//!
//! Both are a change set as gzipped JSON. A change counts as made once its journal has been renamed to a step; an undo or
//! redo, once its step has been renamed. Both kinds of file are checked before they are used, because they may be damaged or
//! from another version.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::change_set::{ChangeSet, ReplayDirection};
use super::lock::Lock;
use super::state_folder::JOURNAL;
use super::{Store, StoreError};
use crate::model::RecordId;
use crate::store::atomic_write::folder_of;
use crate::store::state_folder::StateFolder;

/// The folder of the steps.
const STEPS: &str = "steps";
/// File name endings of a step that is in effect, and of one that was undone.
const MADE: &str = ".json.gz";
const TAKEN_BACK: &str = ".undone.json.gz";
/// The number of steps that are kept, not counting those that were taken back.
const MOST_STEPS: usize = 100;
/// The total size of the steps that are kept, in bytes. The newest is kept even if it alone is larger.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// The largest unpacked size, in bytes. Anything larger was not written by irr and would only exhaust the memory.
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// The version of the file format.
const FORMAT: u32 = 1;

/// The content of a journal or step file.
#[derive(Debug, Serialize, Deserialize)]
struct JournalContent<S> {
    format: u32,
    set: S,
}

/// The version alone, read first: in another version nothing else need have the same shape.
#[derive(Debug, Deserialize)]
struct JournalVersion {
    format: u32,
}

/// One step of the undo history.
#[derive(Debug)]
pub struct UndoStep {
    /// The step's number; later steps have higher ones.
    pub number: u64,
    /// Whether it has been taken back.
    pub is_undone: bool,
    /// The time it was made, from the file's modification time; `None` if the file system has none.
    pub made: Option<DateTime<Utc>>,
    bytes: u64,
}

impl UndoStep {
    fn name(&self) -> String {
        name_of(self.number, self.is_undone)
    }
}

fn name_of(number: u64, is_undone: bool) -> String {
    format!("{STEPS}/{number:06}{}", if is_undone { TAKEN_BACK } else { MADE })
}

impl Store {
    /// Returns the path of the journal, which exists only during a change or after an interrupted one.
    pub fn journal(&self) -> PathBuf {
        self.state().path(JOURNAL)
    }

    /// Returns the change that was interrupted; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the journal cannot be read.
    pub fn interrupted(&self) -> Result<Option<ChangeSet>, StoreError> {
        self.journal_of(&self.state())
    }

    pub(super) fn journal_of(&self, state: &StateFolder) -> Result<Option<ChangeSet>, StoreError> {
        let path = state.path(JOURNAL);
        read(state, JOURNAL).map_err(|why| StoreError::Journal { path, source: Box::new(why) })
    }

    /// Moves the journal aside unread, so that commands can write again, and returns its new path; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the disk refuses.
    pub fn set_journal_aside(&self, lock: &Lock) -> Result<Option<PathBuf>, StoreError> {
        if lock.state.found(JOURNAL).is_none() {
            return Ok(None);
        }
        let name = |number: u32| format!("set-aside/{number}.json.gz");
        let free = (1..).find(|number| lock.state.found(&name(*number)).is_none()).unwrap_or(u32::MAX);
        lock.count_change()?;
        lock.state.rename(JOURNAL, &name(free))?;
        Ok(Some(lock.state.path(&name(free))))
    }

    /// Returns the steps that are kept, oldest first.
    ///
    /// # Errors
    /// Fails if their folder cannot be listed.
    pub fn steps(&self) -> Result<Vec<UndoStep>, StoreError> {
        steps(&self.state())
    }

    /// Returns the changes of a step.
    ///
    /// # Errors
    /// Fails if its file cannot be read.
    pub fn step(&self, step: &UndoStep) -> Result<ChangeSet, StoreError> {
        let state = self.state();
        let failed = |why: StoreError| StoreError::Step { path: state.path(&step.name()), source: Box::new(why) };
        read(&state, &step.name())
            .and_then(|set| set.ok_or_else(|| damaged(&state, &step.name(), "it no longer exists")))
            .map_err(failed)
    }

    /// Removes the steps that a commit contains whole: `irr undo` takes the commit back instead. `saved` are the records that
    /// were committed, `unsaved` those that still differ from the last commit.
    ///
    /// # Errors
    /// Fails if a step cannot be read or removed.
    pub fn forget_saved_steps(&self, lock: &Lock, saved: &[RecordId], unsaved: &[RecordId]) -> Result<(), StoreError> {
        for step in self.steps()?.iter().filter(|step| !step.is_undone) {
            let set = self.step(step)?;
            let has_any_of = |ids: &[RecordId]| set.files.iter().any(|file| ids.contains(&file.id));
            if has_any_of(saved) && !has_any_of(unsaved) {
                lock.state.remove(&step.name())?;
            }
        }
        Ok(())
    }

    /// Returns the change set that takes back the newest step not undone yet; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the step cannot be read.
    pub fn undo(&self) -> Result<Option<ChangeSet>, StoreError> {
        let steps = self.steps()?;
        let Some(last) = steps.iter().rfind(|step| !step.is_undone) else { return Ok(None) };
        Ok(Some(ChangeSet { way: ReplayDirection::Undo(last.number), ..self.step(last)?.inverse() }))
    }

    /// Returns the change set that makes the last undone step again; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the step cannot be read.
    pub fn redo(&self) -> Result<Option<ChangeSet>, StoreError> {
        let steps = self.steps()?;
        let Some(next) = next_to_redo(&steps) else { return Ok(None) };
        Ok(Some(ChangeSet { way: ReplayDirection::Redo(next.number), ..self.step(next)? }))
    }
}

/// Returns the step that was undone last. Undone steps older than one in effect do not count: making that one dropped them.
fn next_to_redo(steps: &[UndoStep]) -> Option<&UndoStep> {
    let last = steps.iter().rfind(|step| !step.is_undone).map_or(0, |step| step.number);
    steps.iter().find(|step| step.is_undone && step.number > last)
}

/// Writes the journal before anything is changed.
pub(super) fn begin(state: &StateFolder, set: &ChangeSet) -> Result<(), StoreError> {
    let path = state.path(JOURNAL);
    let failed = |source| StoreError::Write { path: path.clone(), source };
    // The steps folder is made now, while failing is still harmless, rather than when the change is already on disk.
    state.made(&name_of(0, false))?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut packed, &JournalContent { format: FORMAT, set }).map_err(|error| failed(error.into()))?;
    let bytes = packed.finish().map_err(failed)?;
    state.write(JOURNAL, &bytes).map(drop)
}

/// Removes the journal of a change of which nothing has been written.
pub(super) fn forget(state: &StateFolder) -> Result<(), StoreError> {
    state.remove(JOURNAL)
}

/// Turns the journal into a step. From here on the change counts as made.
pub(super) fn end(state: &StateFolder, way: ReplayDirection) -> Result<(), StoreError> {
    let renamed = |number, is_undone| match state.found(&name_of(number, is_undone)) {
        Some(_) => state.rename(&name_of(number, is_undone), &name_of(number, !is_undone)),
        // Renamed already: the run was interrupted between the rename and removing the journal.
        None => Ok(()),
    };
    match way {
        ReplayDirection::New => {
            let steps = steps(state)?;
            let next = steps.last().map_or(1, |step| step.number.saturating_add(1));
            state.rename(JOURNAL, &name_of(next, false))?;
            prune(state);
            Ok(())
        }
        ReplayDirection::Undo(number) => renamed(number, false).and_then(|()| forget(state)),
        ReplayDirection::Redo(number) => renamed(number, true).and_then(|()| forget(state)),
    }
}

/// Removes the undone steps that a new step drops, and the oldest beyond the limits. Failing is harmless: the next step tries
/// again.
fn prune(state: &StateFolder) {
    let Ok(steps) = steps(state) else { return };
    let (mut count, mut bytes) = (0, 0);
    for step in steps.iter().rev() {
        if !step.is_undone {
            count += 1;
            bytes += step.bytes;
        }
        if step.is_undone || count > MOST_STEPS || count > 1 && bytes > MOST_BYTES {
            let _ = state.remove(&step.name());
        }
    }
}

fn steps(state: &StateFolder) -> Result<Vec<UndoStep>, StoreError> {
    let folder = state.checked(&name_of(0, false))?;
    let folder = folder_of(&folder);
    let failed = |source| StoreError::List { path: folder.to_owned(), source };
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut steps = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_undone = name.ends_with(TAKEN_BACK);
        let number = name.strip_suffix(if is_undone { TAKEN_BACK } else { MADE }).and_then(|number| number.parse().ok());
        let (Some(number), Ok(found)) = (number, entry.metadata()) else { continue };
        steps.push(UndoStep { number, is_undone, made: found.modified().ok().map(DateTime::from), bytes: found.len() });
    }
    steps.sort_by_key(|step| step.number);
    Ok(steps)
}

/// Reads a journal or step file; `None` if it does not exist.
fn read(state: &StateFolder, name: &str) -> Result<Option<ChangeSet>, StoreError> {
    let Some(bytes) = state.read(name)? else { return Ok(None) };
    let mut text = Vec::new();
    // One byte more than allowed, so that a file over the limit can be told from one exactly at it.
    let mut unpacked = GzDecoder::new(&bytes[..]).take(MOST_UNPACKED + 1);
    unpacked.read_to_end(&mut text).map_err(|error| damaged(state, name, &error.to_string()))?;
    if text.len() as u64 > MOST_UNPACKED {
        return Err(damaged(state, name, "it is larger than any change"));
    }
    let JournalVersion { format } = serde_json::from_slice(&text).map_err(|error| damaged(state, name, &error.to_string()))?;
    if format != FORMAT {
        return Err(damaged(state, name, "another version of irr wrote it"));
    }
    let JournalContent { set, .. }: JournalContent<ChangeSet> =
        serde_json::from_slice(&text).map_err(|error| damaged(state, name, &error.to_string()))?;
    // `apply` refuses a record that occurs twice, so such a file was not written by irr.
    let mut ids = BTreeSet::new();
    if let Some(twice) = set.files.iter().find(|change| !ids.insert(&change.id)) {
        return Err(damaged(state, name, &format!("it contains {} twice", twice.id)));
    }
    Ok(Some(set))
}

fn damaged(state: &StateFolder, name: &str, why: &str) -> StoreError {
    StoreError::Read { path: state.path(name), source: std::io::Error::new(std::io::ErrorKind::InvalidData, why.to_owned()) }
}
