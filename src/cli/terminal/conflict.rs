//! Asks which value to keep where two versions contradict each other.

use crate::cli::terminal::error::Failure;
use crate::cli::terminal::prompt::Prompter;
use crate::model::three_way::Version;
use crate::model::{ConflictSides, ConflictWords};
use crate::session::settle::KeptVersion;

/// What may be chosen besides one of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum KeepsBoth {
    Yes,
    No,
}

impl Prompter {
    /// Asks which version of a value to keep, the user's own first; `None` to stop, which is what `stop` says.
    pub(in crate::cli) fn kept_version(
        &self,
        words: &ConflictWords,
        sides: &ConflictSides,
        both: KeepsBoth,
        stop: &str,
    ) -> Result<Option<KeptVersion>, Failure> {
        let choice =
            |version: Version| (format!("{}: {}", sides.name(version), words.side(version)), Some(KeptVersion::One(version)));
        let mut choices = vec![choice(sides.mine), choice(sides.mine.other())];
        if both == KeepsBoth::Yes {
            choices.push(("both, one after the other".to_owned(), Some(KeptVersion::Both)));
        }
        choices.push((stop.to_owned(), None));
        self.select(&format!("Both changed {}. Keep:", words.what), choices, 0)
    }
}

/// Returns what was decided, in words: "the owner of kent/2026-04-20-barns:R1: kept yours, Head of Farms (theirs: Deputy)".
pub(in crate::cli) fn decided_words(words: &ConflictWords, sides: &ConflictSides, kept: KeptVersion) -> String {
    match kept {
        KeptVersion::One(version) => {
            let other = version.other();
            let (name, value) = (sides.name(version), words.side(version));
            format!("{}: kept {name}, {value} ({}: {})", words.what, sides.name(other), words.side(other))
        }
        KeptVersion::Both => format!("{}: kept both, {}", words.what, words.of_both(sides)),
    }
}
