//! Words that were redacted, which must not come back from older versions.

use super::step::HistoryStep;
use crate::model::redaction::{REDACTED, alike, part, removed, repeated};
use crate::model::{FieldPath, FindingRef, Record, Redaction, Segment};

/// What was redacted in a record, in any version of it.
#[derive(Debug, Default)]
pub(super) struct RedactedWords {
    /// The fields that have a redaction, by finding; without positions in lists.
    fields: Vec<(Option<FindingRef>, String)>,
    /// The passages that were removed, as far as git has them.
    words: Vec<String>,
}

impl RedactedWords {
    /// Collects the redactions of all versions, for one that was deleted from the record hides its words nevertheless.
    pub(super) fn of(steps: &[HistoryStep<'_>], now: &Record) -> Self {
        let mut redacted = Self::default();
        let versions = steps.iter().flat_map(|step| step.before.iter().copied().chain(step.after));
        versions.chain([now]).for_each(|record| redacted.add_fields(record));
        for step in steps {
            let Some(after) = step.after else { continue };
            step.before.iter().for_each(|before| redacted.add_words(before, after));
        }
        redacted.words.sort();
        redacted.words.dedup();
        redacted
    }

    fn add_fields(&mut self, record: &Record) {
        let of_findings = record.findings().flat_map(|(reference, _, finding)| {
            finding.redactions.iter().map(move |redaction| (Some(reference.clone()), redaction))
        });
        for (finding, redaction) in record.redactions.iter().map(|redaction| (None, redaction)).chain(of_findings) {
            let field = (finding, field_of(redaction));
            if !self.fields.contains(&field) {
                self.fields.push(field);
            }
        }
    }

    /// Adds what the marker replaced between two versions, documented or not.
    fn add_words(&mut self, before: &Record, after: &Record) {
        // The marker is in few records, and turning one into JSON is slow.
        let has_redactions = !after.redactions.is_empty() || after.findings().any(|(.., it)| !it.redactions.is_empty());
        if !has_redactions || before == after {
            return;
        }
        let (Ok(was), Ok(is)) = (serde_json::to_value(before), serde_json::to_value(after)) else { return };
        for (path, text) in crate::model::redaction::texts(&is, REDACTED) {
            let texts = alike(&was, &path).into_iter().filter_map(|path| part(&was, &path)?.as_str());
            self.words.extend(texts.flat_map(|was| removed(was, &text)));
        }
    }

    /// Returns whether an older text of a field may not be shown. The field is named without positions in lists.
    pub(super) fn hides(&self, finding: Option<&FindingRef>, field: &str, text: &str) -> bool {
        let is_below =
            |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let is_field = |(of, redacted): &(Option<FindingRef>, String)| {
            of.as_ref() == finding && (is_below(field, redacted) || is_below(redacted, field))
        };
        text.contains(REDACTED) || self.fields.iter().any(is_field) || self.repeats(text)
    }

    /// Returns whether a text repeats words that were redacted.
    pub(super) fn repeats(&self, text: &str) -> bool {
        self.words.iter().any(|words| repeated(words, text).is_some())
    }
}

/// Returns the field of a redaction without positions in lists: "progress.note".
fn field_of(redaction: &Redaction) -> String {
    let keys = |path: FieldPath| {
        let keys = path.segments().iter().filter_map(|segment| match segment {
            Segment::Key(key) => Some(key.to_string()),
            Segment::Index(_) => None,
        });
        keys.collect::<Vec<_>>().join(".")
    };
    let redaction = redaction.migrated();
    redaction.path().map_or_else(|| redaction.field.clone(), keys)
}
