//! Web pages, and HTML that leaked into a cell: one walk for both.
//!
//! A saved page is its content without what stands around it ([`region`]); what is left out is told, with its words. A page that irr
//! rendered has its prose in elements of its own ([`own`]), which are read to the character. Nothing is ever fetched.

mod encoding;
mod line;
mod link;
mod list;
mod own;
mod parse;
mod region;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use crate::intake::block::{Block, BlockKind, Document, Place};
use crate::intake::error::IntakeError;
use walk::Walk;

/// The parts of a page.
pub(super) fn open(document: &[u8]) -> Result<Document, IntakeError> {
    let (text, repaired) = encoding::text_of(document)?;
    let page = parse::page(&text).map_err(IntakeError::Unreadable)?;
    let mut walk = Walk::of_page(&page);
    walk.complaints.extend(repaired);
    region::read(&page, &text, &mut walk);
    Ok(Document { blocks: walk.blocks, complaints: walk.complaints })
}

/// The blocks of a cell's text, all at one place of the source.
pub fn blocks(cell: &str, at: Place) -> Vec<Block> {
    if looks_like_html(cell)
        && let Ok(page) = parse::page(cell)
    {
        let mut walk = Walk::of_cell(at);
        walk.whole(page.root_element());
        return walk.blocks;
    }
    if cell.trim().is_empty() {
        return Vec::new();
    }
    vec![Block { at, kind: BlockKind::Paragraph(cell.trim().to_owned()) }]
}

/// Whether a text has tags or entities in it.
pub fn looks_like_html(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    });
    tag || text.match_indices('&').any(|(at, _)| text[at..].find(';').is_some_and(|end| (3..=8).contains(&end)))
}
