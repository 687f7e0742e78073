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
        let is_usual = self.carried() == self.trimmed();
        let passages = passage::passages(self.trimmed()).filter(|passages| passage::markdown(passages) == self.trimmed());
        match passages.filter(|passages| is_usual && !passages.is_empty()) {
            Some(passages) => Told::Passages(passages),
            None => Told::AsWritten(self.carried()),
        }
    }

    /// Whether it may stand in a Markdown document as it is, and be read back from there.
    pub fn stands_alone(&self) -> bool {
        self.carried() == self.trimmed() && passage::stands_alone(self.trimmed())
    }

    /// Its text as any container can carry it. The white space behind the last word says nothing, and is no part of it.
    pub fn carried(&self) -> String {
        let text = self.0.trim_end();
        match text.is_empty() {
            true => format!("{}{}", carried(&self.0), carried::NO_LINE_BREAK),
            false => carried(&text.replace("\r\n", "\n")),
        }
    }

    /// The same words as a reader of a published document is to see them: nothing has to be escaped in them ([`Prose::carried`]), and
    /// Markdown that can be shown as what it means is written in the one way that is. `None` where they say nothing.
    pub fn presentable(&self) -> Option<Self> {
        let text = carried::without_commands(&self.0);
        let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
        let plain = lines.join("\n").trim().to_owned();
        // Two blanks at the end of a line break it, so that the parts are made of the text that still has them.
        let parts = passage::passages(text.trim()).map(|parts| (passage::markdown(&parts), parts));
        let is_same = |(written, parts): &(String, Vec<Passage>)| {
            Self::from_text(written).carried() == *written && passage::passages(written).as_ref() == Some(parts)
        };
        let text = parts.filter(is_same).map_or(plain, |(written, _)| written);
        (!text.is_empty()).then(|| Self::from_text(&text))
    }

    /// The prose that [`Prose::carried`] told, with one line break at its end.
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
