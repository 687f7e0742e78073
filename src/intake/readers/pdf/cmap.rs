//! Reads a font's tables of codes (CMaps): `ToUnicode` maps them to text, an embedded `Encoding` to glyphs.

use super::lexer::Lexer;
use super::object::{Object, utf16};

/// The most ranges that are kept, and the most bytes of text for one code. Real fonts have fewer ranges, and 512 bytes is the
/// PDF standard's limit.
const MOST_RANGES: usize = 200_000;
const LONGEST: usize = 512;

/// Ranges of codes with their text. A range is stored as written, however many codes it covers.
#[derive(Debug, Default, PartialEq)]
pub(super) struct CMap {
    /// First code, last code, and the text of the first.
    ranges: Vec<(u32, u32, String)>,
    /// First code, last code, and the glyph of the first.
    glyphs: Vec<(u32, u32, u32)>,
    /// The number of bytes in a code, if the table states it. Of `ToUnicode` it is not used: the font's type decides.
    pub(super) width: Option<usize>,
}

impl CMap {
    /// Parses a table; what is malformed is skipped.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut lexer = Lexer::of_content(bytes);
        let mut map = Self::default();
        let mut before: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            match &object {
                Object::Word(word) => {
                    match &**word {
                        // Fonts may mix code lengths; the longest is taken.
                        b"endcodespacerange" => map.width = before.iter().filter_map(Object::text).map(<[u8]>::len).max(),
                        b"endbfchar" => {
                            for pair in before.chunks_exact(2) {
                                map.add(&pair[0], &pair[0], &pair[1]);
                            }
                        }
                        b"endbfrange" => {
                            for triple in before.chunks_exact(3) {
                                map.add(&triple[0], &triple[1], &triple[2]);
                            }
                        }
                        b"endcidchar" => map.add_glyphs(before.chunks_exact(2).map(|pair| (&pair[0], &pair[0], &pair[1]))),
                        b"endcidrange" => {
                            map.add_glyphs(before.chunks_exact(3).map(|triple| (&triple[0], &triple[1], &triple[2])));
                        }
                        _ => {}
                    }
                    // The operands of every other operator are dropped, so that they cannot pile up.
                    before.clear();
                    lexer.left = crate::intake::readers::pdf::lexer::AT_ONCE;
                }
                _ => before.push(object),
            }
        }
        map.ranges.sort_by_key(|(first, ..)| *first);
        map.glyphs.sort_unstable();
        map
    }

    fn add_glyphs<'o>(&mut self, entries: impl Iterator<Item = (&'o Object, &'o Object, &'o Object)>) {
        let room = MOST_RANGES.saturating_sub(self.glyphs.len());
        let number = |object: &Object| object.text().and_then(code);
        let glyphs = entries.filter_map(|(first, last, glyph)| Some((number(first)?, number(last)?, glyph.count()? as u32)));
        self.glyphs.extend(glyphs.take(room));
    }

    /// Returns the number of ranges.
    pub(super) fn len(&self) -> usize {
        self.ranges.len() + self.glyphs.len()
    }

    /// Returns whether the table maps to glyphs, and nothing to text.
    pub(super) fn has_only_glyphs(&self) -> bool {
        self.ranges.is_empty() && !self.glyphs.is_empty()
    }

    /// Returns the glyph of a code.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        let after = self.glyphs.partition_point(|(first, ..)| *first <= code);
        let (first, last, glyph) = self.glyphs.get(after.checked_sub(1)?)?;
        (code <= *last).then(|| glyph.wrapping_add(code - first))
    }

    fn add(&mut self, first: &Object, last: &Object, text: &Object) {
        let (Some(first), Some(last)) = (first.text().and_then(code), last.text().and_then(code)) else { return };
        match text {
            Object::Text(text) => self.push(first, last.max(first), text),
            Object::Array(texts) => {
                for (code, text) in (first..=last).zip(texts.iter()) {
                    self.push(code, code, text.text().unwrap_or_default());
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, first: u32, last: u32, text: &[u8]) {
        if self.ranges.len() < MOST_RANGES {
            self.ranges.push((first, last, utf16(&text[..text.len().min(LONGEST)])));
        }
    }

    /// Returns the text of a code. Within a range the last character counts up.
    pub(super) fn letters(&self, code: u32) -> Option<String> {
        let after = self.ranges.partition_point(|(first, ..)| *first <= code);
        let (first, last, text) = self.ranges.get(after.checked_sub(1)?)?;
        if code > *last {
            return None;
        }
        let mut letters: Vec<char> = text.chars().collect();
        if let Some(end) = letters.last_mut() {
            // Only the last character counts up: the standard lets a range vary in its last byte only.
            *end = char::from_u32(u32::from(*end).wrapping_add(code - first)).unwrap_or(*end);
        }
        Some(letters.into_iter().collect())
    }
}

/// Returns a code of one to four bytes as a number.
pub(super) fn code(bytes: &[u8]) -> Option<u32> {
    (!bytes.is_empty() && bytes.len() <= 4).then(|| bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_looked_up_in_ranges_and_alone() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0003> <00660069> endbfchar \
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0078> <0079>] endbfrange",
        );
        assert_eq!(map.width, Some(2));
        let found: Vec<_> = [3, 0x10, 0x12, 0x13, 0x21].into_iter().map(|code| map.letters(code)).collect();
        assert_eq!(found, [Some("fi".into()), Some("A".into()), Some("C".into()), None, Some("y".into())]);
    }
}
