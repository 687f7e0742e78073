//! Checks that every sentence of a document was placed somewhere.

use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};

/// The words that were placed, to look for others among them.
#[derive(Debug, Default)]
pub struct PlacedWords {
    words: String,
}

impl PlacedWords {
    /// Adds a text: from the record, from a note, or one that was understood.
    pub fn add(&mut self, text: &str) {
        self.words.push(' ');
        self.words.push_str(&bare_words(text));
        // The mark keeps the end of one text and the start of the next from forming a sentence.
        self.words.push_str(" \u{0}");
    }

    /// Returns whether these words occur together in a text that was added.
    pub fn has(&self, text: &str) -> bool {
        let words = bare_words(text);
        words.is_empty() || self.words.contains(&format!(" {words} "))
    }
}

/// Returns only letters and digits in lower case, with single blanks: what a change of layout leaves unchanged.
fn bare_words(text: &str) -> String {
    // Formatting, punctuation and case change on the way into the record; words do not.
    let bare: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    bare.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns every sentence of the blocks that was not placed, with its place. Page breaks and row labels do not count.
pub fn unplaced_sentences<'a>(blocks: &'a [SourceBlock], placed: &PlacedWords) -> Vec<(SourcePlace, &'a str)> {
    let mut missing = Vec::new();
    for block in blocks {
        match &block.kind {
            SourceBlockKind::Row { value, .. } | SourceBlockKind::Filled { blocks: value, .. } => {
                missing.extend(unplaced_sentences(value, placed))
            }
            SourceBlockKind::Cells { cells, .. } => {
                missing.extend(cells.iter().flat_map(|cell| unplaced_sentences(cell, placed)))
            }
            SourceBlockKind::PageBreak => {}
            SourceBlockKind::Heading(_, text)
            | SourceBlockKind::Paragraph(text)
            | SourceBlockKind::Item { text, .. }
            | SourceBlockKind::AsWritten(text) => {
                missing.extend(sentences(text).filter(|sentence| !placed.has(sentence)).map(|sentence| (block.at, sentence)));
            }
        }
    }
    missing
}

/// Returns a text's sentences; the last may lack its end.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', ';', ':']).map(str::trim).filter(|sentence| sentence.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_kept_whatever_its_layout_and_lost_without_a_word_of_it() {
        let mut placed = PlacedWords::default();
        placed.add("By 31 December,\n  **chief constables** should act");
        let block = |text: &str| vec![SourceBlock { at: SourcePlace::Line(3), kind: SourceBlockKind::Paragraph(text.into()) }];
        assert!(unplaced_sentences(&block("chief constables should act."), &placed).is_empty());
        assert_eq!(
            unplaced_sentences(&block("Chief constables act. Should they?"), &placed),
            [(SourcePlace::Line(3), "Chief constables act."), (SourcePlace::Line(3), "Should they?")]
        );
    }

    #[test]
    fn words_of_two_texts_do_not_make_a_sentence() {
        let mut placed = PlacedWords::default();
        placed.add("one two");
        placed.add("three four");
        assert!(!placed.has("two three"));
    }
}
