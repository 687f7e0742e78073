//! HTML that leaked into a cell, read as HTML: its lists are lists, its tags are gone.

use scraper::{ElementRef, Html, Node};

use super::block::{Block, BlockKind, Document, Place};
use super::error::IntakeError;

/// Nested deeper than this, a list is no deeper list.
const MAX_DEPTH: usize = 20;

/// The parts of a page.
pub(super) fn open(_document: &[u8]) -> Result<Document, IntakeError> {
    Err(IntakeError::OtherContainer { container: "a web page" })
}

/// The blocks of a cell's text, all at one place of the source.
pub fn blocks(cell: &str, at: Place) -> Vec<Block> {
    let mut blocks = Vec::new();
    if looks_like_html(cell) {
        let fragment = Html::parse_fragment(cell);
        let mut text = String::new();
        walk(fragment.root_element(), 0, at, &mut text, &mut blocks);
        flush(&mut text, None, at, &mut blocks);
    } else if !cell.trim().is_empty() {
        blocks.push(Block { at, kind: BlockKind::Paragraph(cell.trim().to_owned()) });
    }
    blocks
}

/// Whether a text has tags or entities in it.
pub fn looks_like_html(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    });
    tag || text.match_indices('&').any(|(at, _)| text[at..].find(';').is_some_and(|end| (3..=8).contains(&end)))
}

fn walk(element: ElementRef<'_>, depth: usize, at: Place, text: &mut String, blocks: &mut Vec<Block>) {
    let list_depth = depth.checked_sub(1);
    for child in element.children() {
        match child.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(tag) => {
                let Some(inner) = ElementRef::wrap(child) else { continue };
                match tag.name() {
                    "ul" | "ol" => {
                        flush(text, list_depth, at, blocks);
                        walk(inner, (depth + 1).min(MAX_DEPTH), at, text, blocks);
                        flush(text, Some(depth), at, blocks);
                    }
                    "li" | "p" | "div" | "tr" | "h1" | "h2" | "h3" | "h4" | "br" => {
                        flush(text, list_depth, at, blocks);
                        walk(inner, depth, at, text, blocks);
                        flush(text, list_depth, at, blocks);
                    }
                    "script" | "style" => {}
                    "td" | "th" => {
                        walk(inner, depth, at, text, blocks);
                        text.push(' ');
                    }
                    _ => walk(inner, depth, at, text, blocks),
                }
            }
            _ => {}
        }
    }
}

/// Ends the block that `text` has gathered: an item of a list so deep, or a paragraph.
fn flush(text: &mut String, depth: Option<usize>, at: Place, blocks: &mut Vec<Block>) {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.clear();
    if words.is_empty() {
        return;
    }
    let kind = match depth {
        Some(depth) => BlockKind::Item { depth, mark: "-".into(), text: words },
        None => BlockKind::Paragraph(words),
    };
    blocks.push(Block { at, kind });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaked_list_becomes_items() {
        let found =
            blocks("<ul> <li>One</li> <li>Two <ul> <li>inner &amp; more</li> </ul> </li> <li>Three</li> </ul>", Place::Line(7));
        let items: Vec<_> = found
            .iter()
            .map(|block| match &block.kind {
                BlockKind::Item { depth, text, .. } => (*depth, text.as_str()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(items, [(0, "One"), (0, "Two"), (1, "inner & more"), (0, "Three")]);
    }

    #[test]
    fn plain_text_is_a_paragraph() {
        assert_eq!(blocks(" R&D; x < y > z ", Place::Line(1)).len(), 1);
        assert_eq!(blocks("  ", Place::Line(1)), []);
    }

    #[test]
    fn tags_nested_without_end_are_survived() {
        assert!(!blocks(&format!("{}x", "<ul><li>".repeat(200)), Place::Line(1)).is_empty());
    }
}
