//! Puts the words of pieces together again.

use crate::intake::block_markdown::markdown;
use crate::intake::phrases::finding_mention::says_should;
use crate::intake::segment::{Piece, PieceForm};
use crate::intake::{SourceBlock, SourceBlockKind};

/// Returns the words of pieces as Markdown, with their paragraphs, lists and headings.
pub(super) fn words<'a>(pieces: impl IntoIterator<Item = &'a Piece>) -> String {
    markdown(&blocks(pieces, false))
}

/// Returns the words of a finding: out of the list that it is an item of, and with sentences whole that the page had cut.
pub(super) fn finding_words<'a>(pieces: impl IntoIterator<Item = &'a Piece>) -> String {
    let mut blocks = blocks(pieces, true);
    if let Some(SourceBlock { kind: SourceBlockKind::Item { depth: base, .. }, .. }) = blocks.first().cloned() {
        for (i, block) in blocks.iter_mut().enumerate() {
            if let SourceBlockKind::Item { depth, mark, text } = &mut block.kind {
                block.kind = match i {
                    // Beside its beginning in the list, not below it.
                    _ if i == 0 || *depth == base && text.starts_with(char::is_uppercase) => {
                        SourceBlockKind::Paragraph(std::mem::take(text))
                    }
                    _ => SourceBlockKind::Item {
                        depth: depth.saturating_sub(base + 1),
                        mark: mark.clone(),
                        text: std::mem::take(text),
                    },
                };
            }
        }
    }
    let text = markdown(&blocks);
    // What is quoted needs no marks around it.
    let quoted = text.trim_end_matches([',', '.', ';']);
    let inside = text
        .strip_prefix('“')
        .and_then(|_| quoted.strip_prefix('“')?.strip_suffix('”'))
        .filter(|inside| !inside.contains(['“', '”']));
    inside.map_or(text.clone(), str::to_owned)
}

fn blocks<'a>(pieces: impl IntoIterator<Item = &'a Piece>, joins: bool) -> Vec<SourceBlock> {
    let mut blocks: Vec<SourceBlock> = Vec::new();
    let mut last: Option<&Piece> = None;
    for piece in pieces {
        let text = piece.text.trim_start_matches("> ");
        let same = last.is_some_and(|last| last.block == piece.block);
        let goes_on = joins && last.is_some_and(|last| is_cut(last, piece));
        match (blocks.last_mut().map(|block| &mut block.kind), same || goes_on) {
            (
                Some(
                    SourceBlockKind::Paragraph(before)
                    | SourceBlockKind::Item { text: before, .. }
                    | SourceBlockKind::Heading(_, before),
                ),
                true,
            ) => {
                before.push_str(if piece.on_new_line { "\\\n" } else { " " });
                before.push_str(text);
            }
            _ => {
                let text = text.to_owned();
                let kind = match &piece.form {
                    PieceForm::Heading(level) => SourceBlockKind::Heading((*level).min(6), text),
                    PieceForm::Item { depth, mark } => SourceBlockKind::Item { depth: *depth, mark: mark.clone(), text },
                    _ => SourceBlockKind::Paragraph(text),
                };
                blocks.push(SourceBlock::new(piece.at, kind));
            }
        }
        last = Some(piece);
    }
    blocks
}

/// Returns whether a sentence was cut between two pieces: by the end of a page, or by a list that has one line an item.
fn is_cut(last: &Piece, piece: &Piece) -> bool {
    let text = last.plain.as_str();
    let ends = text.ends_with(['.', ';', ':', '!', '?', '”', ')'])
        || ["; and", "; or", ", and", ", or", " and"].iter().any(|joint| text.ends_with(joint));
    let row = |piece: &Piece| piece.cell.as_ref().map(|cell| cell.row);
    let is_item = |piece: &Piece| matches!(piece.form, PieceForm::Item { .. });
    !ends
        && (piece.plain.starts_with(char::is_lowercase)
            || row(last) != row(piece)
            // "… in consultation with the Farm" and "Board, should rewrite its guide."
            || is_item(piece) && !says_should(&last.plain) && says_should(&piece.plain))
        && (is_item(last) == is_item(piece) || row(last) != row(piece))
}
