//! Numbers of paragraphs and lists, and headings that only their formatting marks.

use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::phrases::finding_label::{bare_label, finding_label};
use crate::intake::readers::html;
use crate::intake::readers::text::without_emphasis;

/// Returns whether a document numbers its paragraphs from the first to the last, across its headings.
pub(super) fn numbers_paragraphs(blocks: &[SourceBlock]) -> bool {
    let mut last = 0;
    let (mut rises, mut apart) = (0, 0);
    let mut between = false;
    for block in blocks {
        match &block.kind {
            SourceBlockKind::Item { mark, .. } if number_in(mark).is_some() => {
                let number = number_in(mark).unwrap_or(0);
                if number == last + 1 {
                    rises += 1;
                    apart += usize::from(between && last > 0);
                } else {
                    return false;
                }
                last = number;
                between = false;
            }
            SourceBlockKind::Heading(..) => between = true,
            _ => {}
        }
    }
    // A list begins again below its heading; paragraphs go on over at least two.
    rises >= 5 && apart >= 2
}

pub(super) fn number_in(mark: &str) -> Option<u32> {
    mark.trim_end_matches(['.', ')']).parse().ok()
}

/// Reads list tags that a page's editor stored as text in a cell (case 12).
pub(super) fn without_tags(cell: &[SourceBlock]) -> Vec<SourceBlock> {
    let mut out = Vec::new();
    for block in cell {
        match block.text().filter(|text| text.contains("<li") || text.contains("&lt;li")) {
            Some(text) => {
                let bare = text.replace('\\', "").replace("&lt;", "<").replace("&gt;", ">");
                out.extend(html::blocks(&bare, block.at).into_iter().map(|inner| match inner.kind {
                    SourceBlockKind::Item { text, .. } => SourceBlock::new(inner.at, SourceBlockKind::Paragraph(text)),
                    _ => inner,
                }));
            }
            None => out.push(block.clone()),
        }
    }
    out
}

/// Returns the two-part number at the start of a paragraph, with its formatting: "1.1", "**2.3**".
pub(super) fn number_of(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let bold = text.starts_with("**");
    let bare = if bold { &text[2..] } else { text };
    let end = bare.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(bare.len());
    let parts: Vec<&str> = bare[..end].trim_end_matches('.').split('.').collect();
    let is_number = matches!(parts[..], [a, b] if (1..=2).contains(&a.len()) && (1..=2).contains(&b.len()));
    let closed = bare[end..].starts_with("**");
    // "**1.1 Bold as a whole**" keeps its mark.
    let end = end + if bold { 2 } else { 0 } + if closed { 2 } else { 0 };
    (is_number && bold == closed && text[end..].starts_with(char::is_whitespace)).then(|| &text[..end])
}

/// Returns the number of a list item that is printed as a paragraph: "3. Make sure …", also with Markdown's mark before the stop.
pub(super) fn list_number(text: &str) -> Option<&str> {
    // "A1." numbers the paragraphs of an appendix; "R1." is a recommendation.
    let letter = usize::from(
        text.starts_with(|c: char| c.is_ascii_uppercase() && c != 'R') && text[1..].starts_with(|c: char| c.is_ascii_digit()),
    );
    let digits = letter + text[letter..].find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=2).contains(digits))?;
    let behind = text[digits..].trim_start_matches('\\');
    let end = text.len() - behind.strip_prefix(['.', ')'])?.len();
    text[end..].starts_with(' ').then(|| &text[..end])
}

/// Returns the heading that a paragraph is by formatting alone: wholly bold, or in capitals.
pub(super) fn heading_by_format(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = text.strip_suffix("**:").map_or(text, |_| &text[..text.len() - 1]);
    let whole = without_emphasis(text);
    // Markdown has no mark for what is underlined.
    let underlined = text.strip_prefix("<u>").and_then(|text| text.strip_suffix("</u>")).filter(|inside| !inside.contains('<'));
    let whole = underlined.unwrap_or(whole);
    let is_bold = underlined.is_some() || text.starts_with("**") && text.ends_with("**") && !whole.contains("**");
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // An abbreviation alone ("HMIC", "AFI 2") is not a heading in capitals, and a long text in capitals is a warning.
    let is_shouted = letters >= 6 && !text.chars().any(char::is_lowercase) && text.split_whitespace().count() <= 14;
    let is_short = whole.chars().count() <= 200 && !whole.ends_with(['.', ';', ',', '!']) && !whole.contains('\n');
    let is_label = finding_label(whole).is_some() || bare_label(whole).is_some();
    ((is_bold || is_shouted) && (is_short || is_label && whole.len() < 60) && !whole.is_empty()).then_some(whole)
}
