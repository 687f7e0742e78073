//! What is wrong with a text, and where.

use crate::model::{Change, FieldPath};

/// A stretch of a text, in bytes: from `start` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A place in a text as people and editors count it: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Where the lines of a text begin, so that one place after another is found without counting the lines before it.
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// The byte that each line begins with.
    starts: Vec<usize>,
    /// How many characters stand before each stretch of [`STRETCH`] bytes; empty where each character is one byte.
    characters: Vec<usize>,
}

/// So many bytes are counted anew for a column in a line that is not ASCII, however long it is.
const STRETCH: usize = 256;

impl LineIndex {
    /// The lines of `text`.
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

    /// Where the byte `offset` of `text`, whose index this is, stands; its end where the text is shorter.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = if text.is_char_boundary(offset) { offset } else { text.len() };
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let mark = usize::from(text[start..offset].starts_with('\u{feff}'));
        Position { line, column: self.before(text, offset) - self.before(text, start) - mark + 1 }
    }

    /// The byte that the line of `offset` begins with.
    pub fn line_start(&self, offset: usize) -> usize {
        self.starts[self.starts.partition_point(|start| *start <= offset).saturating_sub(1)]
    }

    /// How many characters stand before a byte.
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

/// Whether a character begins with this byte.
const fn is_first(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

impl Position {
    /// Where the byte `offset` of `text` stands; its end where the text is shorter. For one place: who has many makes a [`LineIndex`].
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1,
        }
    }
}

/// What kind of fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// The text is not YAML, or not one document of it.
    InvalidYaml,
    /// git left its conflict markers in it.
    MergeConflict,
    /// A key that the format does not have.
    UnknownField,
    /// A field that must be there and is not, or has no value.
    MissingField,
    /// A value of another type than the field's.
    WrongType,
    /// A key written twice in one mapping.
    DuplicateKey,
    /// A version of the format that this irr does not know.
    UnsupportedSchemaVersion,
    /// An anchor, alias, tag or merge key.
    AnchorOrTag,
    /// A bare word that YAML readers disagree about.
    AmbiguousScalar,
    /// A date in another order than ISO.
    DayMonthOrder,
    /// HTML in a text.
    LeakedMarkup,
    /// A character that commands a terminal or the order of other letters, or is none.
    ControlCharacter,
}

impl FaultKind {
    /// Whether a record with it still means one thing only.
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::AmbiguousScalar | Self::LeakedMarkup | Self::ControlCharacter)
    }
}

/// One thing that is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// Where in the text it stands.
    pub span: Span,
    /// Which field it is about; the root where no field can be named.
    pub at: FieldPath,
    /// What is wrong, in a sentence without its full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A second place that the fault is about, and what stands there.
    pub related: Option<(Span, String)>,
    /// What mends it without asking anybody.
    pub fix: Option<Change>,
    /// So many more such faults stand further down in the text, and are only counted.
    pub more: usize,
}

impl Fault {
    /// A fault of the text as a whole, at a place of it.
    pub(super) fn new(kind: FaultKind, span: Span, message: impl Into<String>, help: Option<String>) -> Self {
        Self { kind, span, at: FieldPath::root(), message: message.into(), help, related: None, fix: None, more: 0 }
    }
}

/// Of the faults that keep a text from being a record so many are listed: whoever mends these sees the next.
const MOST_FAULTS: usize = 1000;

/// Collects the faults of a text: past [`MOST_FAULTS`] those that make it no record are only counted, so that a text of nothing but
/// faults takes no more room than a few of its size.
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<Fault>,
    /// How many in the list make the text no record, and which of them is the last.
    errors: usize,
    last: usize,
}

impl Faults {
    /// Adds a fault; `None` where it is only counted.
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

    /// The last one that is listed.
    pub(super) fn last_mut(&mut self) -> Option<&mut Fault> {
        self.list.last_mut()
    }

    /// The faults, in the order in which they came.
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
