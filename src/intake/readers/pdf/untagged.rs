//! Reads the untagged text of a PDF as a whole: leaves out running lines, finds the tables of each page, and joins text
//! across pages.

use std::collections::BTreeSet;

use super::run_text::Vocabulary;
use super::text_lines::{PdfLine, Sizes};
use super::text_run::{RuledLine, TextRun};
use super::untagged_table::{TableOrText, part_blocks, parts};
use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};

/// Returns the blocks of untagged lines; those in `along` are running lines and left out.
pub(super) fn blocks(
    runs: &[TextRun],
    lines: &[Vec<usize>],
    along: &BTreeSet<usize>,
    rules: &[Vec<RuledLine>],
    places: &[SourcePlace],
    vocabulary: &mut Vocabulary,
) -> Vec<SourceBlock> {
    let kept = lines.iter().enumerate().filter(|(i, _)| !along.contains(i));
    let lines: Vec<PdfLine<'_>> =
        kept.filter_map(|(_, line)| PdfLine::of(line.iter().map(|i| &runs[*i]).collect(), places[*line.first()?])).collect();
    let sizes = Sizes::of(&lines);
    let mut all: Vec<(usize, TableOrText<'_>)> = Vec::new();
    for sheet in lines.chunk_by(|a, b| a.sheet == b.sheet) {
        let number = sheet[0].page;
        let turn = sheet[0].runs[0].turn;
        // Tables stand upright or lie on their side.
        let rules = rules.get(number).filter(|_| turn % 90 == 0).into_iter().flatten();
        let rules: Vec<RuledLine> = rules.filter_map(|rule| rule.turned(turn)).collect();
        for part in parts(sheet, &rules) {
            match (all.last_mut(), part) {
                // A paragraph may continue on the next page.
                (Some((_, TableOrText::Text(before))), TableOrText::Text(more)) if runs_alike(before, &more) => {
                    before.extend(more)
                }
                (_, part) => all.push((number, part)),
            }
        }
    }
    let mut out = Vec::new();
    let mut last_page = 0;
    for (page, part) in &all {
        if *page > last_page {
            out.push(SourceBlock::new(SourcePlace::Page(page + 1, 1), SourceBlockKind::PageBreak));
        }
        last_page = match part {
            TableOrText::Text(lines) => lines.last().map_or(*page, |line| line.page),
            TableOrText::Table(..) => *page,
        };
        out.extend(part_blocks(part, &sizes, vocabulary));
    }
    out
}

/// Returns whether two texts run the same way on their pages.
fn runs_alike(before: &[PdfLine<'_>], after: &[PdfLine<'_>]) -> bool {
    let turn = |line: Option<&PdfLine<'_>>| line.and_then(|line| line.runs.first()).map(|run| run.turn);
    turn(before.last()) == turn(after.first())
}
