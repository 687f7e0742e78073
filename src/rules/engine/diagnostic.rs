//! A diagnostic: a problem found by a rule, with its place in the file and what it is known by from one run to the next.

use super::{Rule, Severity};
use crate::model::{Change, FieldPath, FindingKind, FindingRef, Record, RecordId, Segment};
use crate::yaml::Span;

/// A second place that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place in the same file.
    pub span: Span,
    /// A description of what is there.
    pub message: String,
}

/// A problem that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static Rule,
    /// The severity, after settings and flags.
    pub severity: Severity,
    /// The field it is about.
    pub at: FieldPath,
    /// The place in the file.
    pub span: Span,
    /// What is wrong, with the values. It must not depend on the day of the check, because baselines identify problems by it.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A second place, where two facts contradict each other.
    pub related: Option<Related>,
    /// A change that fixes it without needing a decision.
    pub fix: Option<Change>,
    /// What tells this problem from others of the same rule at the same field: the value that is wrong, unless the rule names
    /// something better. Never a sentence, so that a message can be reworded without making old problems new.
    pub subject: String,
    /// The number of further problems of this kind that were only counted.
    pub more: usize,
}

impl Diagnostic {
    /// Sets the change that fixes the problem.
    pub fn fixed_by(&mut self, change: impl Into<Option<Change>>) {
        self.fix = change.into();
    }

    /// Sets the subject, where the value at the field does not say which problem this is: a list of what is missing, or a day
    /// that is gone.
    pub fn about(&mut self, subject: impl ToString) {
        self.subject = subject.to_string();
    }

    /// Returns what the problem is known by in the record `id`; `record` is needed to name its finding, and is `None` for an
    /// unreadable one.
    pub fn identity(&self, id: &RecordId, record: Option<&Record>) -> Identity {
        Identity {
            record: id.to_string(),
            rule: self.rule.code.to_owned(),
            field: field_name(record, &self.at),
            subject: self.subject.clone(),
        }
    }
}

/// What a problem is known by: in a baseline, in fingerprints, and when a command compares before and after.
///
/// None of it changes with a line that moves, a day that passes or a message that is reworded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// The record's id.
    pub record: String,
    /// The rule's code.
    pub rule: String,
    /// The field, named by its finding: `R4.due`.
    pub field: String,
    /// What tells it from others of the same rule at the same field; empty where nothing has to.
    pub subject: String,
}

/// Returns what a list of version 2 was in version 1.
fn in_version_one(list: &str) -> Option<&'static str> {
    match list {
        "closures" => Some("closure"),
        "verifications" => Some("verification"),
        _ => None,
    }
}

/// Returns the name of a field by the finding that it belongs to rather than by its place in a list, `R4.due`, so that a
/// finding that is inserted before it changes nothing.
pub fn field_name(record: Option<&Record>, at: &FieldPath) -> String {
    let [Segment::Key(list), Segment::Index(index), rest @ ..] = at.segments() else { return at.to_string() };
    let kind = FindingKind::ALL.iter().find(|kind| kind.list() == list);
    let finding = kind.and_then(|kind| Some((kind, record?.findings_of(*kind).get(*index)?)));
    let Some((kind, finding)) = finding else { return at.to_string() };
    let mut name = FindingRef::new(*kind, &finding.printed).to_string();
    // The first closing has its name of version 1 here, so that a migration makes no known problem a new one.
    let rest = match rest {
        [Segment::Key(key), rest @ ..] if in_version_one(key).is_some() => {
            name.extend([".", in_version_one(key).unwrap_or_default()]);
            rest.split_first().filter(|(first, _)| **first == Segment::Index(0)).map_or(rest, |(_, rest)| rest)
        }
        rest => rest,
    };
    for segment in rest {
        match segment {
            Segment::Key(key) => name.extend([".", key]),
            Segment::Index(index) => name.push_str(&format!("[{index}]")),
        }
    }
    name
}
