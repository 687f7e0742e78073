//! The lines of a block without formatting.

use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;

pub(super) fn bare(text: &str) -> String {
    one_line(&text.replace("**", ""))
}

pub(super) fn one_line(text: &str) -> String {
    text.replace("\\\n", " ").trim_start_matches(['#', ' ']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the lines of a block without formatting.
pub(super) fn lines(block: &SourceBlock) -> Vec<String> {
    let text = match &block.kind {
        SourceBlockKind::Row { label, value } => format!("{label}: {}", markdown(value)),
        _ => block.text().unwrap_or("").to_owned(),
    };
    text.split('\n').map(|line| bare(line.trim_end_matches('\\'))).filter(|line| !line.is_empty()).collect()
}

/// Returns the texts of blocks, including those in rows and cells.
pub(super) fn texts(blocks: &[SourceBlock]) -> Vec<(SourcePlace, String)> {
    let mut out = Vec::new();
    for block in blocks {
        match &block.kind {
            SourceBlockKind::Row { label, value } => out.push((block.at, format!("{label}: {}", markdown(value)))),
            // Letterheads in Word are often tables, so their cells are read as lines.
            SourceBlockKind::Cells { cells, .. } => cells.iter().for_each(|cell| out.extend(texts(cell))),
            _ => out.extend(block.text().map(|text| (block.at, text.to_owned()))),
        }
    }
    out
}
