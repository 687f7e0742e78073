//! What tagged and untagged tables have in common.

use crate::intake::block::SourceBlock;
use crate::prose::{ProseBlock, passages, plain};

/// The most columns of a table. More are a drawn pattern, or meant to exhaust the memory with empty cells.
pub(super) const MOST_COLUMNS: usize = 100;

/// Returns the words of blocks without formatting.
pub(super) fn plain_text(blocks: &[SourceBlock]) -> String {
    let words = blocks.iter().filter_map(SourceBlock::text).map(|text| match passages(text).as_deref() {
        Some([ProseBlock::Paragraph(inside)]) => plain(inside),
        _ => text.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}
