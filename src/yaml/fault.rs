//! Faults: problems in a YAML text, with their places.

use crate::model::{Change, FieldPath};

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

/// The kind of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// The text is not YAML, not a single document, or not read alike by every parser.
    InvalidYaml,
    /// The text contains git's conflict markers.
    MergeConflict,
    /// A key that the format does not have.
    UnknownField,
    /// A required field that is absent or has no value.
    MissingField,
    /// A value of the wrong type.
    WrongType,
    /// A key that occurs twice in one mapping.
    DuplicateKey,
    /// A version of the format that this version of irr does not support.
    UnsupportedSchemaVersion,
    /// An anchor, alias, tag or merge key.
    AnchorOrTag,
    /// A bare word that YAML parsers read differently.
    AmbiguousScalar,
    /// A date that is not in ISO form.
    DayMonthOrder,
    /// HTML in a text.
    LeakedMarkup,
    /// A forbidden character: one that controls a terminal or the reading order, or is not a character.
    ControlCharacter,
}

impl FaultKind {
    /// Returns whether the record can still be read with certainty despite the fault.
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::AmbiguousScalar | Self::LeakedMarkup | Self::ControlCharacter)
    }
}

/// A problem in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The kind of fault.
    pub kind: FaultKind,
    /// Its place in the text.
    pub span: Span,
    /// The field it is about; the root where it is about none.
    pub at: FieldPath,
    /// What is wrong, as a sentence without full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A second place that it is about, with a description.
    pub related: Option<(Span, String)>,
    /// A change that fixes it without needing a decision.
    pub fix: Option<Change>,
    /// The number of further faults that are not listed because of the limit; set on the last one listed.
    pub more: usize,
}

impl Fault {
    /// Returns a fault that is about no particular field.
    pub(super) fn new(kind: FaultKind, span: Span, message: impl Into<String>, help: Option<String>) -> Self {
        Self { kind, span, at: FieldPath::root(), message: message.into(), help, related: None, fix: None, more: 0 }
    }
}

/// The most errors listed for one text. After correcting these, the next are shown.
const MOST_FAULTS: usize = 1000;

/// Collects the faults of a text.
/// Errors after [`MOST_FAULTS`] are only counted, so that a text full of them needs no more memory than one with a few.
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<Fault>,
    /// The number of errors in the list, and the index of the last one.
    errors: usize,
    last: usize,
}

impl Faults {
    /// Adds a fault and returns it; `None` where it is only counted.
    pub(super) fn push(&mut self, fault: Fault) -> Option<&mut Fault> {
        if !fault.kind.is_warning() {
            if self.errors == MOST_FAULTS {
                self.list[self.last].more += 1;
                return None;
            }
            (self.errors, self.last) = (self.errors + 1, self.list.len());
        }
        self.list.push(fault);
        self.list.last_mut()
    }

    /// Returns the last fault listed.
    pub(super) fn last_mut(&mut self) -> Option<&mut Fault> {
        self.list.last_mut()
    }

    /// Returns the faults in the order in which they were added.
    pub(super) fn into_vec(self) -> Vec<Fault> {
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_past_a_thousand_are_counted_and_warnings_stay() {
        let mut faults = Faults::default();
        for kind in [FaultKind::UnknownField, FaultKind::AmbiguousScalar] {
            for start in 0..1500 {
                let _ = faults.push(Fault::new(kind, Span { start, end: start }, "x", None));
            }
        }
        let faults = faults.into_vec();
        assert_eq!((faults.len(), faults[999].more, faults.iter().map(|fault| fault.more).sum::<usize>()), (2500, 500, 500));
    }

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
