//! Finds the places of invisible characters.

use super::position::Span;
use super::tree::TreeNode;
use crate::model::unseen;

/// Returns the name of the first invisible character in a single-line text.
pub(crate) fn unseen_in(text: &str) -> Option<String> {
    text.trim_end_matches('\n').chars().find(|c| unseen::is_unseen(*c)).map(unseen::one)
}

/// Returns the place of a value's character in the source, where it may be written as an escape.
pub(crate) fn place_of(c: char, text: &str, node: &TreeNode) -> Option<Span> {
    let source = text.get(node.range.start..node.range.end)?;
    let (at, length) = match source.find(c) {
        Some(at) => (at, c.len_utf8()),
        None => escapes(source).find(|(.., meant)| *meant == c).map(|(at, length, _)| (at, length))?,
    };
    let start = node.range.start + at;
    Some(Span { start, end: start + length })
}

/// Returns the escapes in a double-quoted text that stand for one character: offset, length and character.
fn escapes(source: &str) -> impl Iterator<Item = (usize, usize, char)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + source.get(from..)?.find('\\')?;
            let mark = source[at + 1..].chars().next()?;
            let figures = match mark {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let length = 1 + mark.len_utf8() + figures;
            from = at + length;
            let code = source.get(at + 2..at + 2 + figures).and_then(|figures| u32::from_str_radix(figures, 16).ok());
            let meant = match mark {
                '0' => Some('\0'),
                'a' => Some('\u{7}'),
                'b' => Some('\u{8}'),
                'v' => Some('\u{b}'),
                'f' => Some('\u{c}'),
                'r' => Some('\r'),
                'e' => Some('\u{1b}'),
                'N' => Some('\u{85}'),
                'L' => Some('\u{2028}'),
                'P' => Some('\u{2029}'),
                _ => code.and_then(char::from_u32),
            };
            if let Some(meant) = meant {
                return Some((at, length, meant));
            }
        }
    })
}
