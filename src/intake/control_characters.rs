//! Removes characters that no record may contain before a document is interpreted.
//!
//! Word breaks lines with a vertical tab, and old programs write Windows quotation marks as control characters; those are
//! replaced by what they mean. Others, and those that change the direction of text, are removed with a note.

use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::{ImportNote, ImportNoteCode};
use crate::prose::invisible;

/// Returns the blocks without such characters, and a note if there were any.
pub(in crate::intake) fn without_controls(blocks: &[SourceBlock], notes: &mut Vec<ImportNote>) -> Vec<SourceBlock> {
    let mut first = None;
    let clean = cleaned(blocks, &mut first);
    if let Some((at, c)) = first {
        let message = format!("invisible characters were removed or became line breaks, the first is {}", invisible::one(c));
        notes.push(ImportNote { code: ImportNoteCode::Repaired, at, message, quote: None });
    }
    clean
}

// The first character is kept for the note: one note for a document, not one for each place.
fn cleaned(blocks: &[SourceBlock], first: &mut Option<(crate::intake::SourcePlace, char)>) -> Vec<SourceBlock> {
    let block = |block: &SourceBlock| {
        let mut text = |text: &String, one_line: bool| {
            let Some(c) = text.chars().find(|c| invisible::is_forbidden(*c)) else { return text.clone() };
            first.get_or_insert((block.at, c));
            let meant = invisible::without_forbidden(text, one_line);
            meant.unwrap_or_else(|| text.chars().filter(|c| !invisible::is_forbidden(*c)).collect())
        };
        let kind = match &block.kind {
            SourceBlockKind::Heading(level, words) => SourceBlockKind::Heading(*level, text(words, true)),
            SourceBlockKind::Paragraph(words) => SourceBlockKind::Paragraph(text(words, false)),
            SourceBlockKind::Item { depth, mark, text: words } => {
                SourceBlockKind::Item { depth: *depth, mark: text(mark, true), text: text(words, false) }
            }
            SourceBlockKind::Row { label, value } => {
                SourceBlockKind::Row { label: text(label, true), value: cleaned(value, first) }
            }
            SourceBlockKind::Cells { is_header, cells } => {
                SourceBlockKind::Cells { is_header: *is_header, cells: cells.iter().map(|cell| cleaned(cell, first)).collect() }
            }
            SourceBlockKind::AsWritten(words) => SourceBlockKind::AsWritten(text(words, false)),
            // A form with boxes is read by them, and does not come here.
            SourceBlockKind::Filled { .. } | SourceBlockKind::PageBreak => block.kind.clone(),
        };
        SourceBlock::new(block.at, kind)
    };
    blocks.iter().map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::SourcePlace;

    #[test]
    fn words_line_breaks_are_line_breaks_and_other_controls_go() {
        let paragraph = |text: &str| SourceBlock::new(SourcePlace::START, SourceBlockKind::Paragraph(text.into()));
        let cell = vec![paragraph("a\u{b}b")];
        let row = SourceBlock::new(SourcePlace::START, SourceBlockKind::Row { label: "For\u{b}ce".into(), value: cell });
        let mut notes = Vec::new();
        let clean = without_controls(&[row, paragraph("\u{93}x\u{94}\u{1b}[2J \u{202e}y")], &mut notes);
        let wanted =
            SourceBlock::new(SourcePlace::START, SourceBlockKind::Row { label: "For ce".into(), value: vec![paragraph("a\nb")] });
        // Where a person would have to decide, everything forbidden goes.
        assert_eq!(clean, [wanted, paragraph("x[2J y")]);
        assert_eq!(notes.len(), 1);
        assert_eq!(without_controls(&[paragraph("a\tb – “c”")], &mut notes), [paragraph("a\tb – “c”")]);
        assert_eq!(notes.len(), 1);
    }
}
