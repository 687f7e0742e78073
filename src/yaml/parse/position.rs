//! Places in a text: byte ranges, and lines and columns.

/// A range of bytes in a text: from `start` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A place in a text as editors count it: line and column from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// An index of the lines of a text, to find the positions of many bytes without counting lines for each.
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// The first byte of each line.
    starts: Vec<usize>,
    /// The number of characters before each stretch of [`STRETCH`] bytes; empty for ASCII texts.
    characters: Vec<usize>,
}

/// The most bytes counted for one column in a text that is not ASCII. Without it, long lines would take quadratic time.
const STRETCH: usize = 256;

impl LineIndex {
    /// Indexes the lines of `text`.
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for stretch in text.as_bytes().chunks(STRETCH) {
                characters.push(count);
                count += stretch.iter().filter(|byte| is_first(**byte)).count();
            }
        }
        Self { starts, characters }
    }

    /// Returns the position of the byte `offset`; the end of the text where it is shorter. `text` must be the indexed text.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = if text.is_char_boundary(offset) { offset } else { text.len() };
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        // Editors show no column for the byte order mark.
        let mark = usize::from(text[start..offset].starts_with('\u{feff}'));
        Position { line, column: self.before(text, offset) - self.before(text, start) - mark + 1 }
    }

    /// Returns the first byte of the line that contains `offset`.
    pub fn line_start(&self, offset: usize) -> usize {
        self.starts[self.starts.partition_point(|start| *start <= offset).saturating_sub(1)]
    }

    /// Returns the number of characters before a byte.
    fn before(&self, text: &str, offset: usize) -> usize {
        match self.characters.get(offset / STRETCH) {
            None if self.characters.is_empty() => offset,
            known => {
                let stretch = (offset / STRETCH).min(self.characters.len().saturating_sub(1));
                let from = stretch * STRETCH;
                let known = known.or(self.characters.last()).copied().unwrap_or(0);
                known + text.as_bytes()[from..offset].iter().filter(|byte| is_first(**byte)).count()
            }
        }
    }
}

/// Returns whether this is the first byte of a UTF-8 character.
const fn is_first(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

impl Position {
    /// Returns the position of the byte `offset` of `text`; its end where it is shorter. For many positions use a [`LineIndex`].
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_of_lines_counts_as_a_look_at_the_text_does() {
        let long = "é".repeat(700) + "x\n" + &"ü,".repeat(300);
        for text in ["", "\n", "a\nb\r\nc", "\u{feff}é: ü\n\u{feff}x\nlast", "one\n\n\ntwo – three", long.as_str()] {
            let index = LineIndex::new(text);
            for offset in (0..=text.len() + 1).filter(|offset| *offset > text.len() || text.is_char_boundary(*offset)) {
                assert_eq!(index.position(text, offset), Position::of(text, offset), "{offset} of {text:?}");
            }
        }
    }
}
