//! Words that were typed and are not written: kept until they are, and brought back by the Up key.

use std::cell::RefCell;
use std::rc::Rc;

use crate::store::{EditFile, StoreError};

/// Shorter texts are typed again at once.
const LEAST_KEPT: usize = 25;

/// The most texts that are kept.
const MOST_KEPT: usize = 20;

/// Between two texts in the file.
const BETWEEN: &str = "\n\n* * *\n\n";

/// Words that were typed and are not written yet.
#[derive(Default)]
pub(in crate::cli) struct UnsavedWords {
    /// Where they are kept; `None` where there are no records yet.
    file: Option<EditFile>,
    /// Those of earlier commands, the latest last.
    earlier: Vec<String>,
    /// Those of this command.
    typed: Vec<String>,
}

/// The same, as the context and its prompts share it.
pub(in crate::cli) type SharedWords = Rc<RefCell<UnsavedWords>>;

impl UnsavedWords {
    /// Returns the words that earlier commands left in this file.
    pub(in crate::cli) fn new(file: Option<EditFile>) -> Self {
        // What cannot be read is only not offered.
        let kept = file.as_ref().and_then(|file| file.read().ok().flatten()).unwrap_or_default();
        let earlier = kept.split(BETWEEN).map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned).collect();
        Self { file, earlier, typed: Vec::new() }
    }

    /// Returns what may be wanted again, the latest last; one line only where one line is asked for.
    pub(in crate::cli) fn offered(&self, is_one_line: bool) -> Vec<String> {
        self.earlier.iter().filter(|words| !is_one_line || !words.contains('\n')).cloned().collect()
    }

    /// Adds what was typed.
    pub(in crate::cli) fn add(&mut self, words: &str) {
        let words = words.trim();
        if words.chars().count() >= LEAST_KEPT {
            self.typed.push(words.to_owned());
        }
    }

    /// Forgets what was typed, because it is written.
    pub(in crate::cli) fn forget(&mut self) -> Result<(), StoreError> {
        let typed = std::mem::take(&mut self.typed);
        let before = self.earlier.len();
        self.earlier.retain(|words| !typed.contains(words));
        if self.earlier.len() < before { self.write() } else { Ok(()) }
    }

    /// Keeps what was typed for the next command, and returns whether there was anything.
    pub(in crate::cli) fn keep(&mut self) -> Result<bool, StoreError> {
        let typed = std::mem::take(&mut self.typed);
        if typed.is_empty() || self.file.is_none() {
            return Ok(false);
        }
        self.earlier.retain(|words| !typed.contains(words));
        self.earlier.extend(typed);
        self.earlier.drain(..self.earlier.len().saturating_sub(MOST_KEPT));
        self.write().map(|()| true)
    }

    fn write(&self) -> Result<(), StoreError> {
        match &self.file {
            Some(file) if self.earlier.is_empty() => file.remove(),
            Some(file) => file.write(&format!("{}\n", self.earlier.join(BETWEEN))),
            None => Ok(()),
        }
    }
}
