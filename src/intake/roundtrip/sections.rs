//! Splits a document at its headings, and reads the content of cells.

use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::prose;

/// A heading and what is below it.
pub(super) struct PrintedSection<'a> {
    pub(super) at: SourcePlace,
    pub(super) title: String,
    /// What is before the first subheading.
    pub(super) blocks: &'a [SourceBlock],
    /// Everything below it, including subheadings.
    pub(super) all: &'a [SourceBlock],
    pub(super) inner: Vec<PrintedSection<'a>>,
}

/// Returns the whole document; its title is ignored.
pub(super) fn sections(blocks: &[SourceBlock]) -> PrintedSection<'_> {
    // The title is printed from the record's kind and carries no data.
    let start = usize::from(matches!(blocks.first().map(|block| &block.kind), Some(SourceBlockKind::Heading(1, _))));
    section(&blocks[start..], 2, SourcePlace::START, String::new())
}

fn section(all: &[SourceBlock], level: u8, at: SourcePlace, title: String) -> PrintedSection<'_> {
    let heads: Vec<(usize, &String)> = all
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match &block.kind {
            SourceBlockKind::Heading(of, title) if *of == level => Some((at, title)),
            _ => None,
        })
        .collect();
    let end = |at: usize| heads.get(at).map_or(all.len(), |(at, _)| *at);
    let inner = heads
        .iter()
        .enumerate()
        .map(|(at, (start, title))| section(&all[start + 1..end(at + 1)], level + 1, all[*start].at, (*title).clone()))
        .collect();
    PrintedSection { at, title, blocks: &all[..end(0)], all, inner }
}

/// Returns the prose of blocks exactly as it was written; `None` if there is none.
pub(super) fn words<'a>(blocks: impl IntoIterator<Item = &'a SourceBlock>) -> Option<String> {
    let blocks: Vec<&SourceBlock> = blocks.into_iter().filter(|block| block.kind != SourceBlockKind::PageBreak).collect();
    match &blocks[..] {
        [] => None,
        // Only a single text comes back to the byte; somebody added to it if there are more blocks.
        [SourceBlock { kind: SourceBlockKind::AsWritten(text), .. }] => Some(text.clone()),
        _ => Some(markdown(blocks)),
    }
}

/// Returns the text of a cell without formatting.
pub(super) fn cell_text(blocks: &[SourceBlock]) -> String {
    let texts: Vec<String> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            SourceBlockKind::AsWritten(text) => Some(text.clone()),
            SourceBlockKind::PageBreak => None,
            // A table inside a cell is taken as more words.
            SourceBlockKind::Row { .. } | SourceBlockKind::Cells { .. } => Some(markdown([block])),
            _ => block.text().map(prose::unmarked),
        })
        .collect();
    texts.join("\n")
}
