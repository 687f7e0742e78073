//! A document as its headings part it, and what stands in its cells.

use serde_json::{Map, Value};

use super::reader::put;
use crate::intake::block::{Block, BlockKind, Place};
use crate::intake::error::IntakeError;
use crate::intake::prose::markdown;
use crate::model::passage;
use crate::model::printed::Entry;

/// A heading and what stands below it.
pub(super) struct Section<'a> {
    pub(super) at: Place,
    pub(super) title: String,
    /// What stands before the first heading within.
    pub(super) blocks: &'a [Block],
    /// All of it, the headings within as well.
    pub(super) all: &'a [Block],
    pub(super) inner: Vec<Section<'a>>,
}

/// The whole document; its own title is not looked at.
pub(super) fn sections(blocks: &[Block]) -> Section<'_> {
    let start = usize::from(matches!(blocks.first().map(|block| &block.kind), Some(BlockKind::Heading(1, _))));
    section(&blocks[start..], 2, Place::START, String::new())
}

fn section(all: &[Block], level: u8, at: Place, title: String) -> Section<'_> {
    let heads: Vec<(usize, &String)> = all
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match &block.kind {
            BlockKind::Heading(of, title) if *of == level => Some((at, title)),
            _ => None,
        })
        .collect();
    let end = |at: usize| heads.get(at).map_or(all.len(), |(at, _)| *at);
    let inner = heads
        .iter()
        .enumerate()
        .map(|(at, (start, title))| section(&all[start + 1..end(at + 1)], level + 1, all[*start].at, (*title).clone()))
        .collect();
    Section { at, title, blocks: &all[..end(0)], all, inner }
}

/// The prose that blocks hold, as it was carried; `None` where there is none.
pub(super) fn words<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Option<String> {
    let blocks: Vec<&Block> = blocks.into_iter().filter(|block| block.kind != BlockKind::PageBreak).collect();
    match &blocks[..] {
        [] => None,
        [Block { kind: BlockKind::AsWritten(text), .. }] => Some(text.clone()),
        _ => Some(markdown(blocks)),
    }
}

/// The text of a cell, without marks.
pub(super) fn cell_text(blocks: &[Block]) -> String {
    let texts: Vec<String> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::AsWritten(text) => Some(text.clone()),
            _ => block.text().map(passage::unmarked),
        })
        .collect();
    texts.join("\n")
}

/// The rows that have these labels, as fields; and what else stands there.
pub(super) fn fields<'a>(
    entries: &[Entry],
    blocks: &'a [Block],
    computed: &[&str],
) -> Result<(Map<String, Value>, Vec<&'a Block>), IntakeError> {
    let (mut fields, mut rest) = (Map::new(), Vec::new());
    for block in blocks {
        match &block.kind {
            BlockKind::Row { label, value } if entries.iter().any(|entry| entry.label == label) => {
                for entry in entries.iter().filter(|entry| entry.label == label) {
                    put(entry, &cell_text(value), &mut fields, block.at)?;
                }
            }
            BlockKind::Row { label, .. } if computed.contains(&label.as_str()) => {}
            BlockKind::PageBreak => {}
            _ => rest.push(block),
        }
    }
    Ok((fields, rest))
}

/// The rows of a table with these columns; and what else stands there.
pub(super) fn table<'a>(columns: &[Entry], blocks: &'a [Block]) -> Result<(Vec<Value>, Vec<&'a Block>), IntakeError> {
    let (mut rows, mut rest) = (Vec::new(), Vec::new());
    let mut order: Vec<Option<&Entry>> = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Cells { is_header: true, cells } => {
                let title = |cell: &Vec<Block>| columns.iter().find(|entry| entry.label == cell_text(cell).trim());
                order = cells.iter().map(title).collect();
            }
            BlockKind::Cells { cells, .. } => {
                let mut row = Map::new();
                for (entry, cell) in order.iter().zip(cells) {
                    let Some(entry) = entry else { continue };
                    let text = if entry.is_prose() { words(cell).unwrap_or_default() } else { cell_text(cell) };
                    put(entry, &text, &mut row, block.at)?;
                }
                rows.push(Value::Object(row));
            }
            // A PDF does not tell a table of two columns from labels with values.
            BlockKind::Row { label, value } => match columns {
                [first, second] if label == first.label && cell_text(value) == second.label => {}
                [first, second] => {
                    let mut row = Map::new();
                    put(first, label, &mut row, block.at)?;
                    put(second, &cell_text(value), &mut row, block.at)?;
                    rows.push(Value::Object(row));
                }
                _ => rest.push(block),
            },
            BlockKind::PageBreak => {}
            _ => rest.push(block),
        }
    }
    Ok((rows, rest))
}
