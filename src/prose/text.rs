//! Text that a person wrote and that a record must keep unchanged.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::prose;
use crate::prose::lost_characters::escape;
use crate::prose::{ProseBlock, lost_characters};

/// Prose with Markdown, written in a record as a `|` block.
///
/// Every character is kept, including the last line break.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct Prose(String);

impl Prose {
    /// Returns prose that ends in exactly one line break, as a `|` block does, with Windows line endings converted.
    pub fn from_text(text: &str) -> Self {
        let mut text = text.trim_end().replace("\r\n", "\n");
        text.push('\n');
        Self(text)
    }

    /// Returns prose with exactly these characters.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Adds a paragraph at the end; nothing where `text` is empty.
    pub fn append(prose: &mut Option<Self>, text: &str) {
        if text.is_empty() {
            return;
        }
        *prose = Some(match prose.take() {
            Some(before) => Self::from_text(&format!("{}\n\n{text}", before.trimmed())),
            None => Self::from_text(text),
        });
    }

    /// Returns every character, including the last line break.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the text without white space around it.
    pub fn trimmed(&self) -> &str {
        self.0.trim()
    }

    /// Returns the text on one line, with each run of white space as one space.
    pub fn in_a_line(&self) -> String {
        self.0.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Prose prepared for a document format that has paragraphs of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProseContent {
    /// The parts of the prose. Written as Markdown they are exactly the prose again.
    Passages(Vec<ProseBlock>),
    /// The text with unrepresentable characters escaped ([`Prose::escaped`]), to be shown as it is with every line break.
    /// Used where the parts would not read back as the same text.
    AsWritten(String),
}

impl Prose {
    /// Splits the prose into parts where that loses nothing, and otherwise returns the text.
    pub fn content(&self) -> ProseContent {
        // Escapes and outer white space cannot be expressed in parts, and Markdown in another spelling would come back changed.
        let is_usual = self.escaped() == self.trimmed();
        let passages = prose::passages(self.trimmed()).filter(|passages| prose::markdown(passages) == self.trimmed());
        match passages.filter(|passages| is_usual && !passages.is_empty()) {
            Some(passages) => ProseContent::Passages(passages),
            None => ProseContent::AsWritten(self.escaped()),
        }
    }

    /// Returns whether the prose can be put into a Markdown document unchanged and read back from it.
    pub fn stands_alone(&self) -> bool {
        self.escaped() == self.trimmed() && prose::stands_alone(self.trimmed())
    }

    /// Returns the text with every character escaped that a document format would lose. White space at the end is dropped.
    pub fn escaped(&self) -> String {
        let text = self.0.trim_end();
        match text.is_empty() {
            true => format!("{}{}", escape(&self.0), lost_characters::NO_LINE_BREAK),
            false => escape(&text.replace("\r\n", "\n")),
        }
    }

    /// Returns the text tidied for readers of a published document: without characters that need escapes ([`Prose::escaped`]),
    /// and with its Markdown in canonical form. `None` where nothing is left.
    pub fn presentable(&self) -> Option<Self> {
        let text = lost_characters::without_commands(&self.0);
        let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
        let plain = lines.join("\n").trim().to_owned();
        // Parse the text before its lines are trimmed: two spaces at the end of a line are a line break in Markdown.
        let parts = prose::passages(text.trim()).map(|parts| (prose::markdown(&parts), parts));
        let is_same = |(written, parts): &(String, Vec<ProseBlock>)| {
            Self::from_text(written).escaped() == *written && prose::passages(written).as_ref() == Some(parts)
        };
        let text = parts.filter(is_same).map_or(plain, |(written, _)| written);
        (!text.is_empty()).then(|| Self::from_text(&text))
    }

    /// Reverses [`Prose::escaped`]; the prose ends in one line break.
    pub fn from_escaped(text: &str) -> Self {
        match text.strip_suffix(lost_characters::NO_LINE_BREAK) {
            Some(text) => Self::verbatim(lost_characters::read(text)),
            None => Self::verbatim(lost_characters::read(text) + "\n"),
        }
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.trimmed())
    }
}
