//! Finds the places of invisible characters.

use super::position::Span;
use super::tree::TreeNode;
use crate::prose::invisible;

/// Returns the name of the first invisible character in a single-line text.
pub(crate) fn unseen_in(text: &str) -> Option<String> {
    text.trim_end_matches('\n').chars().find(|c| invisible::is_unseen(*c)).map(invisible::one)
}

/// The letters of YAML's escapes for one control character each, and these characters.
const ESCAPES: (&str, &str) = ("0abvfreNLP", "\0\u{7}\u{8}\u{b}\u{c}\r\u{1b}\u{85}\u{2028}\u{2029}");

/// Returns the place of a value's character in the source, where it may be written as an escape.
pub(crate) fn place_of(c: char, text: &str, node: &TreeNode) -> Option<Span> {
    let source = text.get(node.range.start..node.range.end)?;
    let code = u32::from(c);
    let letter = ESCAPES.0.chars().zip(ESCAPES.1.chars()).find(|(_, meant)| *meant == c);
    let spellings = std::iter::once(c.to_string()).chain(letter.map(|(letter, _)| format!("\\{letter}")));
    let found = spellings.into_iter().find_map(|spelling| Some((source.find(&spelling)?, spelling.len())));
    // The figures may be in capitals; without their case, `\u` and `\U` differ in length only.
    let source = source.to_ascii_lowercase();
    let numbers = [format!("\\x{code:02x}"), format!("\\u{code:04x}"), format!("\\u{code:08x}")];
    let (at, length) = found.or_else(|| numbers.iter().find_map(|number| Some((source.find(number)?, number.len()))))?;
    let start = node.range.start + at;
    Some(Span { start, end: start + length })
}
