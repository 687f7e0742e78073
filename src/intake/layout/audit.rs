//! Whether every sentence of a document is somewhere.

use crate::intake::block::{Block, BlockKind, Place};

/// Words found somewhere, so that others can be looked for among them.
#[derive(Debug, Default)]
pub struct Kept {
    words: String,
}

impl Kept {
    /// Remembers a text: the record's, a complaint's, or one that was understood.
    pub fn add(&mut self, text: &str) {
        self.words.push(' ');
        self.words.push_str(&bare_words(text));
        self.words.push_str(" \u{0}");
    }

    /// Whether these words stand together in a text that was added.
    pub fn has(&self, text: &str) -> bool {
        let words = bare_words(text);
        words.is_empty() || self.words.contains(&format!(" {words} "))
    }
}

/// Letters and digits in lower case, single blanks between words: what a change of layout leaves as it was.
fn bare_words(text: &str) -> String {
    let bare: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    bare.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every sentence of the blocks that is not kept, with its place. Page breaks and the labels of rows say nothing.
pub fn lost<'a>(blocks: &'a [Block], kept: &Kept) -> Vec<(Place, &'a str)> {
    let mut missing = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Row { value, .. } => missing.extend(lost(value, kept)),
            BlockKind::Cells { cells, .. } => missing.extend(cells.iter().flat_map(|cell| lost(cell, kept))),
            BlockKind::PageBreak => {}
            BlockKind::Heading(_, text)
            | BlockKind::Paragraph(text)
            | BlockKind::Item { text, .. }
            | BlockKind::AsWritten(text) => {
                missing.extend(sentences(text).filter(|sentence| !kept.has(sentence)).map(|sentence| (block.at, sentence)));
            }
        }
    }
    missing
}

/// A text's sentences; one without an end is one too.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', ';', ':']).map(str::trim).filter(|sentence| sentence.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_kept_whatever_its_layout_and_lost_without_a_word_of_it() {
        let mut kept = Kept::default();
        kept.add("By 31 December,\n  **chief constables** should act");
        let block = |text: &str| vec![Block { at: Place::Line(3), kind: BlockKind::Paragraph(text.into()) }];
        assert!(lost(&block("chief constables should act."), &kept).is_empty());
        assert_eq!(
            lost(&block("Chief constables act. Should they?"), &kept),
            [(Place::Line(3), "Chief constables act."), (Place::Line(3), "Should they?")]
        );
    }

    #[test]
    fn words_of_two_texts_do_not_make_a_sentence() {
        let mut kept = Kept::default();
        kept.add("one two");
        kept.add("three four");
        assert!(!kept.has("two three"));
    }
}
