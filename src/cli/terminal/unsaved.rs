//! Words that were typed and are not written: kept until they are, and brought back by the Up key.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use crate::store::{EditFile, StoreError};

/// Shorter texts of one word are typed again at once.
const LEAST_KEPT: usize = 10;

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
    earlier: Vec<QuestionWords>,
    /// Those of this command.
    typed: Vec<QuestionWords>,
}

/// A question, and what was typed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct QuestionWords {
    question: String,
    words: String,
}

/// The same, as the context and its prompts share it.
pub(in crate::cli) type SharedWords = Rc<RefCell<UnsavedWords>>;

impl UnsavedWords {
    /// Returns the words that earlier commands left in this file.
    pub(in crate::cli) fn new(file: Option<EditFile>) -> Self {
        // What cannot be read is only not offered.
        let kept = file.as_ref().and_then(|file| file.read().ok().flatten()).unwrap_or_default();
        let read = |entry: &str| {
            let (question, words) = entry.trim().split_once("\n\n")?;
            Some(QuestionWords { question: question.trim_start_matches("# ").to_owned(), words: words.to_owned() })
        };
        let earlier = kept.split(BETWEEN).filter_map(read).collect();
        Self { file, earlier, typed: Vec::new() }
    }

    /// Returns what was typed for the same question, the latest last; never another's words: a note is not an answer.
    pub(in crate::cli) fn offered(&self, question: &str) -> Vec<String> {
        self.earlier.iter().filter(|kept| kept.question == question).map(|kept| kept.words.clone()).collect()
    }

    /// Adds what was typed.
    pub(in crate::cli) fn add(&mut self, question: &str, words: &str) {
        let words = words.trim();
        if words.contains(char::is_whitespace) || words.chars().count() >= LEAST_KEPT {
            self.typed.push(QuestionWords { question: question.to_owned(), words: words.to_owned() });
        }
    }

    /// Forgets what was typed, because it is written.
    pub(in crate::cli) fn forget(&mut self) -> Result<(), StoreError> {
        let typed = std::mem::take(&mut self.typed);
        let before = self.earlier.len();
        self.earlier.retain(|kept| !typed.contains(kept));
        if self.earlier.len() < before { self.write() } else { Ok(()) }
    }

    /// Keeps what was typed for the next command, and returns the file, if there was anything.
    pub(in crate::cli) fn keep(&mut self) -> Result<Option<PathBuf>, StoreError> {
        let typed = std::mem::take(&mut self.typed);
        let path = self.file.as_ref().map(EditFile::path).filter(|_| !typed.is_empty());
        if path.is_none() {
            return Ok(None);
        }
        self.earlier.retain(|kept| !typed.contains(kept));
        self.earlier.extend(typed);
        self.earlier.drain(..self.earlier.len().saturating_sub(MOST_KEPT));
        self.write().map(|()| path)
    }

    fn write(&self) -> Result<(), StoreError> {
        match &self.file {
            Some(file) if self.earlier.is_empty() => file.remove(),
            Some(file) => {
                let entries: Vec<String> = self.earlier.iter().map(|it| format!("# {}\n\n{}", it.question, it.words)).collect();
                file.write(&format!("{}\n", entries.join(BETWEEN)))
            }
            None => Ok(()),
        }
    }
}
