//! Documents such as offices write them, made at random with the facts that a careful person would read out of each.
//!
//! `document(seed, vocabulary, layout)` always gives the same document. The generator shares no code and no list of phrases
//! with the reader, and its two vocabularies share no phrase: what was fitted to `Training` is measured with `Measuring`.
//! Only the inspectorate's own terms ("Recommendation 4", names of what it grades, "By 31 May 2024, the force should …") and
//! the names of forces and bodies stand in both.

mod dates;
mod dice;
mod draft;
mod dump;
mod findings;
mod layouts;
mod names;
mod page;
mod phrases;
mod record;
mod scene;
mod tests;

use std::collections::BTreeMap;

pub(crate) use layouts::Layout;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    Training,
    Measuring,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The inspectorate's words of a finding.
    Asks,
    /// What the chief officer or the commissioner thinks, did or will do about a finding or about the whole report.
    Answer,
    /// Words about the report, the inspection or the document itself.
    About,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaker {
    /// Whoever holds the office, and the office or authority that publishes.
    Commissioner,
    /// The chief officer, and the force or service.
    ChiefOfficer,
    Inspectorate,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) words: String,
    pub(crate) kind: Kind,
    pub(crate) speaker: Speaker,
    /// R1, AFI2, COC1; none for what concerns the whole report.
    pub(crate) finding: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Generated {
    pub(crate) layout: Layout,
    pub(crate) text: String,
    /// "html", "markdown" or "text".
    pub(crate) format: &'static str,
    pub(crate) facts: BTreeMap<String, String>,
    pub(crate) statements: Vec<Statement>,
}

pub(crate) fn document(seed: u64, vocabulary: Vocabulary, layout: Layout) -> Generated {
    layouts::write(seed, vocabulary, layout)
}

/// Characters of the private use area that mark a place in the text until the document is finished: what became a fact by being
/// printed, and where bold words or a list begin.
mod marks {
    use super::record::FindingKind;

    pub(crate) const BOLD: char = '\u{E000}';
    pub(crate) const PLAIN: char = '\u{E001}';
    pub(crate) const ITEM: char = '\u{E002}';
    pub(crate) const PUBLISHED: char = '\u{E010}';
    pub(crate) const RESPONDED: char = '\u{E011}';

    pub(crate) fn count(kind: FindingKind) -> char {
        match kind {
            FindingKind::Recommendation => '\u{E012}',
            FindingKind::Area => '\u{E013}',
            FindingKind::Concern => '\u{E014}',
        }
    }

    /// The words without marks; the items of a list are parted by a space.
    pub(crate) fn removed(text: &str) -> String {
        text.replace(ITEM, " ").replace(|letter| ('\u{E000}'..='\u{E014}').contains(&letter), "")
    }

    pub(crate) fn bold(words: &str) -> String {
        format!("{BOLD}{words}{PLAIN}")
    }
}
