//! Reads the untagged text of a PDF as a whole: leaves out running lines, finds the tables of each page, and joins text
//! across pages.

use std::collections::BTreeSet;

use super::content::{Rule, Run};
use super::layout::{Line, Sizes};
use super::table::{Part, part_blocks, parts};
use super::words::Vocabulary;
use crate::intake::block::{Block, BlockKind, Place};

/// Returns the blocks of untagged lines; those in `along` are running lines and left out.
pub(super) fn blocks(
    runs: &[Run],
    lines: &[Vec<usize>],
    along: &BTreeSet<usize>,
    rules: &[Vec<Rule>],
    places: &[Place],
    vocabulary: &mut Vocabulary,
) -> Vec<Block> {
    let kept = lines.iter().enumerate().filter(|(i, _)| !along.contains(i));
    let lines: Vec<Line<'_>> =
        kept.filter_map(|(_, line)| Line::of(line.iter().map(|i| &runs[*i]).collect(), places[*line.first()?])).collect();
    let sizes = Sizes::of(&lines);
    let mut all: Vec<(usize, Part<'_>)> = Vec::new();
    for page in lines.chunk_by(|a, b| a.page == b.page) {
        let number = page[0].page;
        for part in parts(page, rules.get(number).map_or(&[], Vec::as_slice)) {
            match (all.last_mut(), part) {
                // A paragraph may continue on the next page.
                (Some((_, Part::Text(before))), Part::Text(more)) => before.extend(more),
                (_, part) => all.push((number, part)),
            }
        }
    }
    let mut out = Vec::new();
    let mut last_page = 0;
    for (page, part) in &all {
        if *page > last_page {
            out.push(Block::new(Place::Page(page + 1, 1), BlockKind::PageBreak));
        }
        last_page = match part {
            Part::Text(lines) => lines.last().map_or(*page, |line| line.page),
            Part::Table(..) => *page,
        };
        out.extend(part_blocks(part, &sizes, vocabulary));
    }
    out
}
