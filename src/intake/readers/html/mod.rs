//! Reads web pages, and HTML inside table cells of text documents, with the same walk.
//!
//! Of a saved page only the main content is kept (`main_content`); what is left out is noted with its words. Pages written by
//! irr have their prose in marked elements (`irr_prose`), which are read back exactly. Nothing is ever fetched.

mod boilerplate;
mod inline_text;
mod irr_prose;
mod link;
mod list;
mod list_items;
mod main_content;
mod parse;
mod table;
#[cfg(test)]
mod tests;
mod walker;
pub(super) mod web_archive;

use std::borrow::Cow;

use walker::HtmlWalker;

use super::encoding;
use crate::intake::block::{SourceBlock, SourceBlockKind, SourceDocument};
use crate::intake::{IntakeError, SourcePlace};

/// How far the head of a web archive may go, in bytes.
const START: usize = 4096;

/// Reads the blocks of a page.
pub(super) fn open(document: &[u8]) -> Result<SourceDocument, IntakeError> {
    let (text, repaired) = encoding::decode(document);
    let archived =
        web_archive::is_web_archive(text.get(..START).unwrap_or(&text)).then(|| web_archive::page_of(document)).flatten();
    let text = archived.map_or(text, Cow::Owned);
    let page = parse::page(&text).map_err(IntakeError::Unreadable)?;
    let mut walk = HtmlWalker::of_page(&page);
    walk.notes.extend(repaired);
    main_content::read(&page, &text, &mut walk);
    Ok(SourceDocument { blocks: walk.blocks, notes: walk.notes, saved_by: None })
}

/// Reads a cell's text as blocks, all at the same place of the source.
pub fn blocks(cell: &str, at: SourcePlace) -> Vec<SourceBlock> {
    if looks_like_html(cell)
        && let Ok(page) = parse::page(cell)
    {
        let mut walk = HtmlWalker::of_cell(at);
        walk.read_element(page.root_element());
        return walk.blocks;
    }
    if cell.trim().is_empty() {
        return Vec::new();
    }
    vec![SourceBlock { at, kind: SourceBlockKind::Paragraph(cell.trim().to_owned()) }]
}

/// Returns whether a text contains tags or character references.
pub fn looks_like_html(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    });
    tag || text.match_indices('&').any(|(at, _)| text[at..].find(';').is_some_and(|end| (3..=8).contains(&end)))
}
