//! Words that a person wrote and the record must keep.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.trimmed())
    }
}
