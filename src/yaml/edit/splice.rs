//! Replaces ranges of a text.

use crate::yaml::parse::Span;

/// A replacement for a range of the text.
pub(crate) struct Splice {
    pub(crate) place: Span,
    pub(crate) new: String,
}

/// Returns the text with all replacements made; `None` where two overlap. Several at one place keep their order.
pub(crate) fn spliced(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    // A stable sort keeps the order of several insertions at one place.
    splices.sort_by_key(|splice| splice.place);
    let mut changed = String::with_capacity(text.len() + 64);
    let mut before = 0;
    for Splice { place, new } in &splices {
        // `get` fails where the range overlaps the one before, and then nothing is changed.
        changed.push_str(text.get(before..place.start)?);
        changed.push_str(new);
        before = place.end;
    }
    changed.push_str(text.get(before..)?);
    Some(changed)
}

/// Returns an empty range.
pub(crate) fn at(place: usize) -> Span {
    Span { start: place, end: place }
}
