//! What is written down of changes: the journal of the one that is being made, and the steps that were made, for `irr undo` and `irr redo`.
//!
//! Both are one kind of file, the change set as JSON, packed. A change is made when its journal has become a step, or when the step that
//! it goes over once more has its other name. What stands in such a file is looked at before it is believed.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use super::change_set::{ChangeSet, Way};
use super::lock::Lock;
use super::save::folder_of;
use super::state::State;
use super::{Store, StoreError};

/// The journal of a change that is being made, or that was interrupted.
pub(super) const JOURNAL: &str = "journal.json.gz";
/// The folder of the steps.
const STEPS: &str = "steps";
/// What the name of a step that was made ends with, and of one that was taken back.
const MADE: &str = ".json.gz";
const TAKEN_BACK: &str = ".undone.json.gz";
/// So many steps are kept.
const MOST_STEPS: usize = 100;
/// They have so many bytes at most, but the last one is always kept.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// A file that unpacks to more is none of ours: it would only fill the memory.
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// The kind of file that this irr writes.
const FORMAT: u32 = 1;

/// A change set in a file.
#[derive(Debug, Serialize, Deserialize)]
struct Written<S> {
    format: u32,
    set: S,
}

/// The number alone: of another kind of file nothing else need be as it is in this one.
#[derive(Debug, Deserialize)]
struct Format {
    format: u32,
}

/// A step that was made, and perhaps taken back.
#[derive(Debug)]
pub struct Step {
    /// Its number: later steps have higher ones.
    pub number: u64,
    /// Whether it was taken back.
    pub is_undone: bool,
    /// When it was made, where the disk knows that.
    pub made: Option<DateTime<Utc>>,
    bytes: u64,
}

impl Step {
    fn name(&self) -> String {
        name_of(self.number, self.is_undone)
    }
}

fn name_of(number: u64, is_undone: bool) -> String {
    format!("{STEPS}/{number:06}{}", if is_undone { TAKEN_BACK } else { MADE })
}

impl Store {
    /// Where the journal of a change is, while there is one.
    pub fn journal(&self) -> PathBuf {
        self.state().path(JOURNAL)
    }

    /// The change that was interrupted; `None` where all is well.
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub fn interrupted(&self) -> Result<Option<ChangeSet>, StoreError> {
        self.journal_of(&self.state())
    }

    pub(super) fn journal_of(&self, state: &State) -> Result<Option<ChangeSet>, StoreError> {
        let path = state.path(JOURNAL);
        read(state, JOURNAL).map_err(|why| StoreError::Journal { path, source: Box::new(why) })
    }

    /// Sets a journal aside, whatever it is, so that commands write again; says where it is now.
    ///
    /// # Errors
    /// Where the disk refuses.
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

    /// The steps that are kept, the oldest first.
    ///
    /// # Errors
    /// Where their folder cannot be listed.
    pub fn steps(&self) -> Result<Vec<Step>, StoreError> {
        steps(&self.state())
    }

    /// What a step changed.
    ///
    /// # Errors
    /// Where its file cannot be read.
    pub fn step(&self, step: &Step) -> Result<ChangeSet, StoreError> {
        let state = self.state();
        let failed = |why: StoreError| StoreError::Step { path: state.path(&step.name()), source: Box::new(why) };
        read(&state, &step.name())
            .and_then(|set| set.ok_or_else(|| damaged(&state, &step.name(), "it no longer exists")))
            .map_err(failed)
    }

    /// What takes back the last step that was made and not taken back; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn undo(&self) -> Result<Option<ChangeSet>, StoreError> {
        let steps = self.steps()?;
        let Some(last) = steps.iter().rfind(|step| !step.is_undone) else { return Ok(None) };
        Ok(Some(ChangeSet { way: Way::Undo(last.number), ..self.step(last)?.inverse() }))
    }

    /// What brings back the step that was taken back last; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn redo(&self) -> Result<Option<ChangeSet>, StoreError> {
        let steps = self.steps()?;
        let Some(next) = next_to_redo(&steps) else { return Ok(None) };
        Ok(Some(ChangeSet { way: Way::Redo(next.number), ..self.step(next)? }))
    }
}

/// The step that was taken back last. One that is older than a step that stands was dropped by that, whether it is there still or not.
fn next_to_redo(steps: &[Step]) -> Option<&Step> {
    let last = steps.iter().rfind(|step| !step.is_undone).map_or(0, |step| step.number);
    steps.iter().find(|step| step.is_undone && step.number > last)
}

/// Writes down what is going to be done.
pub(super) fn begin(state: &State, set: &ChangeSet) -> Result<(), StoreError> {
    let path = state.path(JOURNAL);
    let failed = |source| StoreError::Write { path: path.clone(), source };
    // Here, where nothing is changed yet, and not when it is over.
    state.made(&name_of(0, false))?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut packed, &Written { format: FORMAT, set }).map_err(|error| failed(error.into()))?;
    let bytes = packed.finish().map_err(failed)?;
    state.write(JOURNAL, &bytes).map(drop)
}

/// Forgets what was going to be done: nothing of it has been.
pub(super) fn forget(state: &State) -> Result<(), StoreError> {
    state.remove(JOURNAL)
}

/// From here on the change has been made.
pub(super) fn end(state: &State, way: Way) -> Result<(), StoreError> {
    let renamed = |number, is_undone| match state.found(&name_of(number, is_undone)) {
        Some(_) => state.rename(&name_of(number, is_undone), &name_of(number, !is_undone)),
        // It has its other name already: this was interrupted behind that.
        None => Ok(()),
    };
    match way {
        Way::New => {
            let steps = steps(state)?;
            let next = steps.last().map_or(1, |step| step.number.saturating_add(1));
            state.rename(JOURNAL, &name_of(next, false))?;
            prune(state);
            Ok(())
        }
        Way::Undo(number) => renamed(number, false).and_then(|()| forget(state)),
        Way::Redo(number) => renamed(number, true).and_then(|()| forget(state)),
    }
}

/// Takes away the steps that a new one drops, and those that are too many. What cannot be taken away does no harm.
fn prune(state: &State) {
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

fn steps(state: &State) -> Result<Vec<Step>, StoreError> {
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
        steps.push(Step { number, is_undone, made: found.modified().ok().map(DateTime::from), bytes: found.len() });
    }
    steps.sort_by_key(|step| step.number);
    Ok(steps)
}

/// The change set in a file of irr's own; `None` where there is no file.
fn read(state: &State, name: &str) -> Result<Option<ChangeSet>, StoreError> {
    let Some(bytes) = state.read(name)? else { return Ok(None) };
    let mut text = Vec::new();
    let mut unpacked = GzDecoder::new(&bytes[..]).take(MOST_UNPACKED + 1);
    unpacked.read_to_end(&mut text).map_err(|error| damaged(state, name, &error.to_string()))?;
    if text.len() as u64 > MOST_UNPACKED {
        return Err(damaged(state, name, "it is larger than any change"));
    }
    let Format { format } = serde_json::from_slice(&text).map_err(|error| damaged(state, name, &error.to_string()))?;
    if format != FORMAT {
        return Err(damaged(state, name, "another version of irr wrote it"));
    }
    let Written { set, .. }: Written<ChangeSet> =
        serde_json::from_slice(&text).map_err(|error| damaged(state, name, &error.to_string()))?;
    let mut ids = BTreeSet::new();
    if let Some(twice) = set.files.iter().find(|change| !ids.insert(&change.id)) {
        return Err(damaged(state, name, &format!("it contains {} twice", twice.id)));
    }
    Ok(Some(set))
}

fn damaged(state: &State, name: &str, why: &str) -> StoreError {
    StoreError::Read { path: state.path(name), source: std::io::Error::new(std::io::ErrorKind::InvalidData, why.to_owned()) }
}
