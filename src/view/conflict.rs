//! A value that two versions of a record changed differently, in words.

use serde_json::Value;

use crate::model::RecordId;
use crate::model::redaction::REDACTED;
use crate::model::three_way::MergeConflict;
use crate::view::changes::{field_words, value_words};

/// The words of a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictWords {
    /// What both changed: "the owner of kent/2026-04-20-barns:R1".
    pub what: String,
    /// The value here.
    pub ours: String,
    /// The other value.
    pub theirs: String,
}

impl ConflictWords {
    /// Returns the words of a conflict in a record.
    pub fn of(id: &RecordId, conflict: &MergeConflict) -> Self {
        let name = conflict.finding.as_ref().map_or_else(|| id.to_string(), |finding| format!("{id}:{finding}"));
        let what = if conflict.field.is_empty() { name } else { format!("{} of {name}", path_words(&conflict.field)) };
        // Words that were redacted must not come back in the message of a commit.
        let all = [&conflict.base, &conflict.ours, &conflict.theirs];
        let is_redacted = all.into_iter().flatten().any(|value| value.to_string().contains(REDACTED));
        let words = |value: &Option<Value>| match value {
            None if conflict.field.is_empty() => "removed".to_owned(),
            None => "nothing".to_owned(),
            Some(value) => value_words(value).filter(|_| !is_redacted).unwrap_or_else(|| "another text".to_owned()),
        };
        Self { what, ours: words(&conflict.ours), theirs: words(&conflict.theirs) }
    }
}

/// Returns a path in words: `actions[1].done` is "the day done of action 2".
fn path_words(field: &str) -> String {
    let Some((list, rest)) = field.split_once('[') else { return format!("the {}", field_words(field)) };
    let (index, rest) = rest.split_once(']').unwrap_or((rest, ""));
    let number = index.parse::<usize>().map_or(0, |index| index + 1);
    let item = match list {
        "actions" => format!("action {number}"),
        "progress" => format!("log entry {number}"),
        "extensions" => format!("extension {number}"),
        "closures" => format!("closing {number}"),
        "verifications" => format!("verification {number}"),
        _ => format!("entry {number} in the {}", field_words(list)),
    };
    match rest.strip_prefix('.') {
        Some(rest) => format!("{} of {item}", path_words(rest)),
        None => item,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FieldPath;

    #[test]
    fn a_conflict_names_the_finding_and_the_field() {
        let id: RecordId = "kent/2026-04-20-barns".parse().unwrap();
        let conflict = |finding: Option<&str>, field: &str| MergeConflict {
            finding: finding.map(|it| it.parse().unwrap()),
            field: field.to_owned(),
            base: None,
            ours: Some("2026-01-31".into()),
            theirs: None,
            at: FieldPath::root(),
        };
        let words = |finding, field| {
            let ConflictWords { what, ours, theirs } = ConflictWords::of(&id, &conflict(finding, field));
            format!("{what}: {ours} or {theirs}")
        };
        assert_eq!(words(Some("R1"), "due"), "the due date of kent/2026-04-20-barns:R1: 31 January 2026 or nothing");
        assert_eq!(
            words(Some("R1"), "actions[1].done"),
            "the day done of action 2 of kent/2026-04-20-barns:R1: 31 January 2026 or nothing"
        );
        assert_eq!(words(Some("R1"), ""), "kent/2026-04-20-barns:R1: 31 January 2026 or removed");
        assert_eq!(words(None, "stage"), "the stage of kent/2026-04-20-barns: 31 January 2026 or nothing");
    }
}
