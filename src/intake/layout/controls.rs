//! Removes characters that no record may contain before a document is interpreted.
//!
//! Word breaks lines with a vertical tab, and old programs write Windows quotation marks as control characters; those are
//! replaced by what they mean. Others, and those that change the direction of text, are removed with a note.

use crate::intake::block::{Block, BlockKind};
use crate::intake::complaint::{Complaint, ComplaintCode};
use crate::prose::invisible;

/// Returns the blocks without such characters, and a note if there were any.
pub(super) fn without_controls(blocks: &[Block], complaints: &mut Vec<Complaint>) -> Vec<Block> {
    let mut first = None;
    let clean = cleaned(blocks, &mut first);
    if let Some((at, c)) = first {
        let message = format!("characters that nobody sees were taken out or became line breaks, first {}", invisible::one(c));
        complaints.push(Complaint { code: ComplaintCode::Repaired, at, message, quote: None });
    }
    clean
}

fn cleaned(blocks: &[Block], first: &mut Option<(crate::intake::Place, char)>) -> Vec<Block> {
    let block = |block: &Block| {
        let mut text = |text: &String, one_line: bool| {
            let Some(c) = text.chars().find(|c| invisible::is_forbidden(*c)) else { return text.clone() };
            first.get_or_insert((block.at, c));
            let meant = invisible::without_forbidden(text, one_line);
            meant.unwrap_or_else(|| text.chars().filter(|c| !invisible::is_forbidden(*c)).collect())
        };
        let kind = match &block.kind {
            BlockKind::Heading(level, words) => BlockKind::Heading(*level, text(words, true)),
            BlockKind::Paragraph(words) => BlockKind::Paragraph(text(words, false)),
            BlockKind::Item { depth, mark, text: words } => {
                BlockKind::Item { depth: *depth, mark: text(mark, true), text: text(words, false) }
            }
            BlockKind::Row { label, value } => BlockKind::Row { label: text(label, true), value: cleaned(value, first) },
            BlockKind::Cells { is_header, cells } => {
                BlockKind::Cells { is_header: *is_header, cells: cells.iter().map(|cell| cleaned(cell, first)).collect() }
            }
            BlockKind::AsWritten(words) => BlockKind::AsWritten(text(words, false)),
            BlockKind::PageBreak => BlockKind::PageBreak,
        };
        Block::new(block.at, kind)
    };
    blocks.iter().map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Place;

    #[test]
    fn words_line_breaks_are_line_breaks_and_other_controls_go() {
        let paragraph = |text: &str| Block::new(Place::START, BlockKind::Paragraph(text.into()));
        let cell = vec![paragraph("a\u{b}b")];
        let row = Block::new(Place::START, BlockKind::Row { label: "For\u{b}ce".into(), value: cell });
        let mut complaints = Vec::new();
        let clean = without_controls(&[row, paragraph("\u{93}x\u{94}\u{1b}[2J \u{202e}y")], &mut complaints);
        let wanted = Block::new(Place::START, BlockKind::Row { label: "For ce".into(), value: vec![paragraph("a\nb")] });
        // Where a person would have to decide, everything forbidden goes.
        assert_eq!(clean, [wanted, paragraph("x[2J y")]);
        assert_eq!(complaints.len(), 1);
        assert_eq!(without_controls(&[paragraph("a\tb – “c”")], &mut complaints), [paragraph("a\tb – “c”")]);
        assert_eq!(complaints.len(), 1);
    }
}
