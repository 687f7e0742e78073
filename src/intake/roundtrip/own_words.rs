//! Which words of a form that came back are irr's own, and which somebody wrote.

use std::collections::BTreeSet;

use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::prose::{Prose, ProseBlock, ProseContent, inline_markdown, passages, plain, unmarked};

/// Two paragraphs that share so many words of a hundred are one that was changed.
const ALIKE: usize = 50;

/// Returns the paragraphs of a block, each with its words without marks. A text as irr wrote it has several, and somebody may
/// have added to it.
pub(super) fn pieces(block: &SourceBlock) -> Vec<(String, SourceBlock)> {
    let SourceBlockKind::AsWritten(text) = &block.kind else {
        let words = block.text().map_or_else(|| markdown([block]), unmarked);
        return vec![(in_a_line(&words), block.clone())];
    };
    let piece = |words: &str, kind| (in_a_line(words), SourceBlock::new(block.at, kind));
    let Some(passages) = passages(text) else {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        return lines.map(|line| piece(line, SourceBlockKind::Paragraph(line.to_owned()))).collect();
    };
    let of_passage = |passage: &ProseBlock| match passage {
        ProseBlock::Heading(level, text) => piece(&plain(text), SourceBlockKind::Heading(*level, plain(text))),
        ProseBlock::Paragraph(text) => piece(&plain(text), SourceBlockKind::Paragraph(inline_markdown(text))),
        ProseBlock::Item { depth, number, text } => {
            let mark = number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
            piece(&plain(text), SourceBlockKind::Item { depth: *depth, mark, text: inline_markdown(text) })
        }
    };
    passages.iter().map(of_passage).collect()
}

pub(super) fn in_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paragraphs that irr printed in a section, and which of them were found.
#[derive(Default)]
pub(super) struct OwnWords(Vec<OwnParagraph>);

struct OwnParagraph {
    words: String,
    is_found: bool,
    /// Whether it is the inspectorate's, and not irr's help.
    is_of_report: bool,
}

impl OwnWords {
    /// Adds what irr printed.
    pub(super) fn add(&mut self, prose: &Prose, is_of_report: bool) {
        let text = match prose.content() {
            ProseContent::Passages(_) => prose.trimmed().to_owned(),
            ProseContent::AsWritten(text) => text,
        };
        let printed = pieces(&SourceBlock::new(SourcePlace::START, SourceBlockKind::AsWritten(text)));
        let words = printed.into_iter().map(|(words, _)| words).filter(|words| !words.is_empty());
        self.0.extend(words.map(|words| OwnParagraph { words, is_found: false, is_of_report }));
    }

    /// Finds a paragraph that is irr's own; returns whether it is one.
    pub(super) fn find(&mut self, words: &str) -> bool {
        let found = self.0.iter_mut().find(|own| !own.is_found && own.words == words);
        found.map(|own| own.is_found = true).is_some()
    }

    /// Finds a paragraph of irr's own to which somebody added in the same paragraph; returns what was added.
    pub(super) fn find_begun<'a>(&mut self, words: &'a str) -> Option<&'a str> {
        self.0.iter_mut().filter(|own| !own.is_found && own.words.ends_with(['.', ':', ';', '!', '?'])).find_map(|own| {
            let added = words.strip_prefix(own.words.as_str())?;
            own.is_found = true;
            Some(added.trim())
        })
    }

    /// Returns the paragraphs that were not found, each with what somebody wrote in its place, which is taken out of the strays.
    pub(super) fn lost(self, strays: &mut Vec<SourceBlock>) -> Vec<(String, Option<SourceBlock>)> {
        let mut lost = Vec::new();
        let mut words: Vec<_> = strays.iter().map(|stray| words_of(&markdown([stray]))).collect();
        for own in self.0.into_iter().filter(|own| !own.is_found) {
            let wanted = words_of(&own.words);
            let nearest = (0..words.len()).map(|at| (likeness(&wanted, &words[at]), at)).max();
            let changed = nearest.filter(|(likeness, _)| *likeness >= ALIKE).map(|(_, at)| {
                words.remove(at);
                strays.remove(at)
            });
            if changed.is_some() || own.is_of_report {
                lost.push((own.words, changed));
            }
        }
        lost
    }
}

fn words_of(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Returns how many words of a hundred two texts share.
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    one.intersection(other).count() * 100 / one.len().max(other.len()).max(1)
}
