//! The words of steps: what is new in them, and how they are shown in a sentence.

use crate::prose::{Prose, shortened};

/// The most characters of words in a sentence.
const LONGEST: usize = 60;

/// Whether a note has some words, as a whole or as one of its paragraphs.
pub(super) fn has_paragraph(note: &Prose, words: &str) -> bool {
    note.trimmed() == words.trim() || note.trimmed().split("\n\n").any(|part| part.trim() == words.trim())
}

/// Returns two texts as one; `None` if there is neither.
pub(super) fn both(one: Option<String>, other: &Option<String>) -> Option<String> {
    let parts: Vec<&str> = one.iter().chain(other).map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// Returns the pieces of evidence that were not there.
pub(super) fn new_evidence(wrote: &str, says: &str) -> Vec<String> {
    let pieces = |text: &str| -> Vec<String> {
        text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let before = pieces(wrote);
    pieces(says).into_iter().filter(|piece| !before.contains(piece)).collect()
}

pub(super) fn shown(words: &str) -> String {
    if words.is_empty() { "nothing".to_owned() } else { format!("“{}”", in_a_line(words)) }
}

/// Returns the beginning of some words, on one line.
pub(super) fn in_a_line(words: &str) -> String {
    shortened(&words.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST)
}
