//! Finds the objects of a file without its index.

use std::collections::BTreeMap;

use super::lexer::{find, is_blank};

/// The most objects.
pub(super) const MOST_OBJECTS: usize = 500_000;

/// Scans the file for `4 0 obj`. The last definition of a number counts, because changes are appended.
pub(super) fn scan_objects(bytes: &[u8]) -> BTreeMap<u32, usize> {
    let mut found = BTreeMap::new();
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"obj").map(|at| at + from) {
        from = at + 3;
        if let Some((number, start)) = number_before(bytes, at)
            && (found.len() < MOST_OBJECTS || found.contains_key(&number))
        {
            found.insert(number, start);
        }
    }
    found
}

/// Returns the number of the object whose `obj` is at this offset, and where the definition begins.
fn number_before(bytes: &[u8], obj: usize) -> Option<(u32, usize)> {
    let word_before = |end: usize| {
        let end = end - bytes[..end].iter().rev().take(8).take_while(|byte| is_blank(**byte)).count();
        let digits = bytes[..end].iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        (digits > 0).then_some((end - digits, end))
    };
    let (generation, end) = word_before(obj)?;
    if end == obj && obj > 0 && !is_blank(bytes[obj - 1]) && !bytes[obj - 1].is_ascii_digit() {
        return None;
    }
    let (start, end) = word_before(generation)?;
    if end == generation {
        return None;
    }
    let number = std::str::from_utf8(&bytes[start..end]).ok()?.parse().ok()?;
    Some((number, start))
}
