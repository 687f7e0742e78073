//! Cuts a document into pieces.
//!
//! Every word of the blocks is in exactly one piece, in order. Nothing is decided here but where words are: what a piece is, is
//! for `label` to say.

mod marks;
mod piece;
mod segmenter;
mod sentences;
mod table_rows;

use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::readers::text::without_emphasis;
use marks::{number_of, numbers_paragraphs};
pub use piece::{BOLD, CellPlace, Piece, PieceForm};
use segmenter::Segmenter;

/// Returns the pieces of a document. `metropolitan`: the Commissioner is the chief officer.
pub(super) fn pieces(blocks: &[SourceBlock], metropolitan: bool) -> Vec<Piece> {
    let text_of = |block: &SourceBlock| match &block.kind {
        SourceBlockKind::Paragraph(text) | SourceBlockKind::Item { text, .. } => number_of(without_emphasis(text)).is_some(),
        _ => false,
    };
    let numbered = blocks.iter().filter(|block| text_of(block));
    // One "1.1" alone may be a finding's number.
    let is_numbered = numbered.count() > 1;
    let mut segmenter = Segmenter::new(metropolitan, is_numbered, numbers_paragraphs(blocks));
    for block in blocks {
        segmenter.add(block);
    }
    segmenter.pieces
}
