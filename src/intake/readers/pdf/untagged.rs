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
                (Some((_, TableOrText::Text(before))), TableOrText::Text(more)) if may_go_on(before, &more) => {
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
        let mut blocks = part_blocks(part, &sizes, vocabulary).into_iter().peekable();
        if let Some(SourceBlock { kind: SourceBlockKind::Paragraph(before), .. }) = out.last_mut()
            && let Some(more) = blocks.next_if(|block| goes_on_in(before, block))
        {
            before.push(' ');
            before.push_str(more.text().unwrap_or_default());
        }
        out.extend(blocks);
    }
    out
}

/// Returns whether a sentence goes on in the first block of the next column.
fn goes_on_in(before: &str, block: &SourceBlock) -> bool {
    let SourceBlockKind::Paragraph(more) = &block.kind else { return false };
    before.ends_with(|c: char| c.is_alphanumeric() || c == ',') && more.starts_with(char::is_lowercase)
}

/// Returns whether a text may go on in the next one: on the next page, the same way, and over the same width.
fn may_go_on(before: &[PdfLine<'_>], after: &[PdfLine<'_>]) -> bool {
    let (Some(last), Some(first)) = (before.last(), after.first()) else { return true };
    let left = |lines: &[PdfLine<'_>]| lines.iter().map(|line| line.x).fold(f64::MAX, f64::min);
    last.page != first.page && last.runs[0].turn == first.runs[0].turn && (left(before) - left(after)).abs() < 100.0
}
