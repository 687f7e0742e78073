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

impl Position {
    /// Where the byte `offset` of `text` stands; its end where the text is shorter.
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
}

impl FaultKind {
    /// Whether a record with it still means one thing only.
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::AmbiguousScalar | Self::LeakedMarkup)
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
}
