//! Keeps words that were redacted out of sentences and values about the versions that still have them.

use serde_json::Value;

use crate::model::redaction::{REDACTED, removed};
use crate::model::value_changes::ValueChange;
use crate::model::{FieldPath, FindingRef, Record};

/// A text of a record: where it stands, and its words.
type PlacedText<'a> = (Option<FindingRef>, FieldPath, &'a str);

/// The passages that are redacted in another version of a record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct RedactedPassages {
    /// Of the earlier version, longest first.
    before: Vec<String>,
    /// Of the later version, longest first.
    after: Vec<String>,
}

impl RedactedPassages {
    /// Finds the passages of each version that the other one, or one written later, has redacted.
    pub(super) fn find(before: &Record, after: &Record, written_later: Option<&Record>) -> Self {
        let passages = |of: &Record, other: &Record| {
            let mut found: Vec<String> =
                [Some(other), written_later].into_iter().flatten().flat_map(|it| hidden(of, it)).collect();
            found.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
            found.dedup();
            found
        };
        Self { before: passages(before, after), after: passages(after, before) }
    }

    /// Replaces the passages in both values, and returns whether there were any.
    pub(super) fn hide(&self, change: &mut ValueChange) -> bool {
        let hide = |value: &mut Option<Value>, passages: &[String]| value.as_mut().is_some_and(|value| hide(value, passages));
        let has_marker = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map(|text| text.contains(REDACTED));
        let markers = (has_marker(&change.before), has_marker(&change.after));
        let is_changed = [hide(&mut change.before, &self.before), hide(&mut change.after, &self.after)];
        // Where the text was edited too, the passage is not known: the other version is hidden as a whole.
        match markers {
            (Some(false), Some(true)) if !is_changed[0] => change.before = Some(REDACTED.into()),
            (Some(true), Some(false)) if !is_changed[1] => change.after = Some(REDACTED.into()),
            _ => return is_changed.contains(&true),
        }
        true
    }

    /// Returns a text of either version without the passages.
    pub(super) fn without(&self, text: &str) -> String {
        without(&without(text, &self.before), &self.after)
    }
}

/// Returns the passages of a version that another one has redacted.
fn hidden(of: &Record, other: &Record) -> Vec<String> {
    let marked: Vec<PlacedText<'_>> = texts(other).into_iter().filter(|(.., text)| text.contains(REDACTED)).collect();
    if marked.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (finding, path, text) in texts(of) {
        for (other, at, now) in &marked {
            if *other == finding && at.is_alike(&path) {
                found.extend(removed(text, now));
            }
        }
    }
    found
}

fn texts(record: &Record) -> Vec<PlacedText<'_>> {
    let mut texts = Vec::new();
    record.each_text(&mut |text| texts.push((text.finding.clone(), text.path(), text.text)));
    texts
}

fn hide(value: &mut Value, passages: &[String]) -> bool {
    match value {
        Value::String(text) => {
            let kept = without(text, passages);
            std::mem::replace(text, kept) != *text
        }
        // Each is hidden, also behind the first in which there is something to hide.
        Value::Array(items) => items.iter_mut().map(|item| hide(item, passages)).filter(|is_hidden| *is_hidden).count() > 0,
        Value::Object(fields) => {
            fields.iter_mut().map(|(_, field)| hide(field, passages)).filter(|is_hidden| *is_hidden).count() > 0
        }
        _ => false,
    }
}

/// Replaces each passage, where it is not a part of a longer word. Runs of white space count as one space.
fn without(text: &str, passages: &[String]) -> String {
    passages.iter().fold(text.to_owned(), |text, passage| {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((start, end)) = first_place(rest, passage, kept.chars().next_back()) {
            kept.push_str(&rest[..start]);
            kept.push_str(REDACTED);
            rest = &rest[end..];
        }
        kept + rest
    })
}

/// Returns the first place of a passage in a text; `before` is the character before the text.
fn first_place(text: &str, passage: &str, before: Option<char>) -> Option<(usize, usize)> {
    let words: Vec<&str> = passage.split_whitespace().collect();
    let first = *words.first()?;
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(first).find_map(|(start, _)| {
        let mut end = start + first.len();
        for word in &words[1..] {
            let gap = text[end..].len() - text[end..].trim_start().len();
            end += gap;
            if gap == 0 || !text[end..].starts_with(word) {
                return None;
            }
            end += word.len();
        }
        let (left, right) = (text[..start].chars().next_back().or(before.filter(|_| start == 0)), text[end..].chars().next());
        let is_cut =
            is_letter(left) && is_letter(passage.chars().next()) || is_letter(right) && is_letter(passage.chars().next_back());
        (!is_cut).then_some((start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_replaced_wherever_it_stands_as_words() {
        let hidden = |text: &str| without(text, &["Jane Doe".to_owned(), "Ann".to_owned()]);
        assert_eq!(hidden("Jane\nDoe and Ann, not Annabel; Jane Doe."), "[redacted] and [redacted], not Annabel; [redacted].");
        assert_eq!(hidden("AnnAnn Ann"), "AnnAnn [redacted]");
    }
}
