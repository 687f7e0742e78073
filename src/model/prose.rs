//! Words that a person wrote and the record must keep.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::carried::{self, carried};
use super::passage::{self, Passage};

/// Prose, with Markdown inside; in a record it stands as a `|` block.
///
/// The text is kept to the character, its last line break included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct Prose(String);

impl Prose {
    /// Prose that ends in one line break, as a `|` block has it; the line ends of other systems become that, too.
    pub fn from_text(text: &str) -> Self {
        let mut text = text.trim_end().replace("\r\n", "\n");
        text.push('\n');
        Self(text)
    }

    /// Exactly these characters.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Every character, the last line break included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words without the white space around them.
    pub fn trimmed(&self) -> &str {
        self.0.trim()
    }

    /// All on one line: each run of white space one blank.
    pub fn in_a_line(&self) -> String {
        self.0.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Prose for a container that has parts of its own: what it is made of, or the text it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// Its parts; written back they are exactly the prose.
    Passages(Vec<Passage>),
    /// The text, with what no container can carry escaped ([`carried`]): to be shown as it is, every line break kept.
    AsWritten(String),
}

impl Prose {
    /// What it is made of, where that is all it is, and its text otherwise.
    pub fn told(&self) -> Told {
        // The blanks that a list stands in by are the list's, not the text's.
        let bare = self.trimmed().lines().map(|line| line.trim_start_matches(' ')).collect::<Vec<_>>().join("\n");
        let is_usual = Self::from_text(&self.0) == *self && carried(&bare) == bare;
        let passages = passage::passages(self.trimmed()).filter(|passages| passage::markdown(passages) == self.trimmed());
        match passages.filter(|passages| is_usual && !passages.is_empty()) {
            Some(passages) => Told::Passages(passages),
            None => Told::AsWritten(self.carried()),
        }
    }

    /// Its text as any container can carry it, without the one line break that prose ends in.
    pub fn carried(&self) -> String {
        match self.0.strip_suffix('\n') {
            Some(text) if Self::from_text(text) == *self => carried(text),
            _ => format!("{}{}", carried(&self.0), carried::NO_LINE_BREAK),
        }
    }

    /// The prose that [`Prose::carried`] told.
    pub fn of_carried(text: &str) -> Self {
        match text.strip_suffix(carried::NO_LINE_BREAK) {
            Some(text) => Self::verbatim(carried::read(text)),
            None => Self::verbatim(carried::read(text) + "\n"),
        }
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.trimmed())
    }
}
