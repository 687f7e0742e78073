//! Faults: problems in a YAML text, with their places.

use super::position::Span;
use crate::model::{Change, FieldPath};

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
    pub(crate) fn new(kind: FaultKind, span: Span, message: impl Into<String>, help: Option<String>) -> Self {
        Self { kind, span, at: FieldPath::root(), message: message.into(), help, related: None, fix: None, more: 0 }
    }
}

/// The most errors listed for one text. After correcting these, the next are shown.
const MOST_FAULTS: usize = 1000;

/// Collects the faults of a text.
/// Errors after [`MOST_FAULTS`] are only counted, so that a text full of them needs no more memory than one with a few.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    list: Vec<Fault>,
    /// The number of errors in the list, and the index of the last one.
    errors: usize,
    last: usize,
}

impl Faults {
    /// Adds a fault and returns it; `None` where it is only counted.
    pub(crate) fn push(&mut self, fault: Fault) -> Option<&mut Fault> {
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
    pub(crate) fn last_mut(&mut self) -> Option<&mut Fault> {
        self.list.last_mut()
    }

    /// Returns the faults in the order in which they were added.
    pub(crate) fn into_vec(self) -> Vec<Fault> {
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
}
