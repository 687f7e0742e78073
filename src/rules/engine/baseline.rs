//! Known problems: those that were there when irr was introduced, so that only new ones are reported.
//!
//! A problem is known by its [`Identity`]: record, rule, field and subject. Each counts as often as it was there, so that one
//! more of the same kind is reported. Version 1 knew problems by their sentences; it is still read, without them: it then
//! forgives as many problems of that rule at that field, whatever their subject.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Diagnostic, Identity};
use crate::model::{Record, RecordId};

/// The version of the format that is written.
const SCHEMA: &str = "irr.baseline/2";
/// The version that is only read.
const SCHEMA_1: &str = "irr.baseline/1";

/// Known problems, as they stand in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema: String,
    #[serde(alias = "faults")]
    problems: Vec<KnownProblem>,
}

/// A known problem, and how often it is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownProblem {
    record: String,
    rule: String,
    field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// The sentence of version 1, which says nothing any more.
    #[serde(default, skip_serializing)]
    message: Option<String>,
    #[serde(default = "once", skip_serializing_if = "is_once")]
    times: usize,
}

fn once() -> usize {
    1
}

fn is_once(times: &usize) -> bool {
    *times == 1
}

/// Why a text is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is no JSON of that form.
    #[error("this is not a baseline")]
    Form(#[from] serde_json::Error),
    /// It is of another version.
    #[error("this irr knows `{SCHEMA}`, and this is `{0}`")]
    Version(String),
}

impl Baseline {
    /// Makes the baseline of these problems.
    pub fn of<'a>(problems: impl IntoIterator<Item = (&'a RecordId, Option<&'a Record>, &'a Diagnostic)>) -> Self {
        let mut counted: BTreeMap<Identity, usize> = BTreeMap::new();
        for (id, record, diagnostic) in problems {
            *counted.entry(diagnostic.identity(id, record)).or_default() += 1;
        }
        let known = |(identity, times): (Identity, usize)| {
            let Identity { record, rule, field, subject } = identity;
            KnownProblem { record, rule, field, subject: Some(subject).filter(|it| !it.is_empty()), message: None, times }
        };
        Self { schema: SCHEMA.to_owned(), problems: counted.into_iter().map(known).collect() }
    }

    /// Reads a baseline's text, of either version.
    ///
    /// # Errors
    /// Where it is no JSON of that form, or of another version.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let baseline: Self = serde_json::from_str(text)?;
        match baseline.schema.as_str() {
            SCHEMA | SCHEMA_1 => Ok(baseline),
            _ => Err(BaselineError::Version(baseline.schema)),
        }
    }

    /// Returns the baseline's text: sorted, a problem an entry, so that git shows what came and went.
    pub fn write(&self) -> String {
        // Strings and numbers only: they always make JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// How many problems it knows.
    pub fn len(&self) -> usize {
        self.problems.iter().map(|known| known.times).sum()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Returns what both baselines know, and how much of this one that leaves out.
    pub fn shared_with(self, other: &Self) -> (Self, usize) {
        let all = self.len();
        let mut theirs = other.forgiving();
        let is_of_any = self.schema == SCHEMA_1;
        let take = |mut known: KnownProblem| {
            let subject = if is_of_any { None } else { Some(known.subject.clone().unwrap_or_default()) };
            let place = (known.record.clone(), known.rule.clone(), known.field.clone());
            known.times = (0..known.times).take_while(|_| theirs.take(&place, subject.as_deref())).count();
            (known.times > 0).then_some(known)
        };
        let shared = Self { problems: self.problems.into_iter().filter_map(take).collect(), ..self };
        let left_out = all - shared.len();
        (shared, left_out)
    }

    /// Returns what is left to forgive, problem by problem.
    pub fn forgiving(&self) -> BaselineMatcher {
        let mut left: BTreeMap<ProblemPlace, Vec<RemainingCount>> = BTreeMap::new();
        for known in &self.problems {
            let subject = (self.schema != SCHEMA_1).then(|| known.subject.clone().unwrap_or_default());
            let place = (known.record.clone(), known.rule.clone(), known.field.clone());
            left.entry(place).or_default().push(RemainingCount { subject, times: known.times });
        }
        BaselineMatcher { left }
    }
}

/// A record, a rule's code and a field.
type ProblemPlace = (String, String, String);

/// How many problems of one subject may still be forgiven; of any subject where that is `None`, as version 1 has it.
#[derive(Debug)]
struct RemainingCount {
    subject: Option<String>,
    times: usize,
}

/// A baseline while it is used up.
#[derive(Debug, Default)]
pub struct BaselineMatcher {
    left: BTreeMap<ProblemPlace, Vec<RemainingCount>>,
}

impl BaselineMatcher {
    /// Whether this problem is a known one; each can be forgiven as often as it is known.
    pub fn forgives(&mut self, id: &RecordId, record: Option<&Record>, diagnostic: &Diagnostic) -> bool {
        let Identity { record, rule, field, subject } = diagnostic.identity(id, record);
        self.take(&(record, rule, field), Some(&subject))
    }

    /// Takes one problem off what is left; of any subject where that is `None`.
    fn take(&mut self, place: &ProblemPlace, subject: Option<&str>) -> bool {
        let fits = |left: &&mut RemainingCount| {
            left.times > 0 && left.subject.as_deref().zip(subject).is_none_or(|(known, subject)| known == subject)
        };
        let left = self.left.get_mut(place).and_then(|left| left.iter_mut().find(fits));
        left.map(|left| left.times -= 1).is_some()
    }

    /// How many known problems of these records were not met: they are solved.
    pub fn unmet(&self, was_judged: impl Fn(&str) -> bool) -> usize {
        let unmet = self.left.iter().filter(|((record, ..), _)| was_judged(record));
        unmet.flat_map(|(_, left)| left).map(|left| left.times).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"{"schema": "irr.baseline/1", "faults": [
        {"record": "kent/2025-05-16-x", "rule": "overdue", "field": "R1.due", "message": "R1 was due", "times": 2}]}"#;

    fn place() -> ProblemPlace {
        ("kent/2025-05-16-x".into(), "overdue".into(), "R1.due".into())
    }

    #[test]
    fn version_1_forgives_whatever_the_problem_is_called_now_and_as_often_as_it_was_there() {
        let mut left = Baseline::parse(OLD).unwrap().forgiving();
        assert!(left.take(&place(), Some("2025-06-01")));
        assert!(left.take(&place(), Some("")));
        assert!(!left.take(&place(), Some("2025-06-01")));
    }

    #[test]
    fn two_versions_of_a_baseline_are_compared_by_place() {
        let old = Baseline::parse(OLD).unwrap();
        let new = r#"{"schema": "irr.baseline/2", "problems": [
            {"record": "kent/2025-05-16-x", "rule": "overdue", "field": "R1.due", "subject": "2025-06-01"},
            {"record": "kent/2025-05-16-x", "rule": "overdue", "field": "R2.due"}]}"#;
        let new = Baseline::parse(new).unwrap();
        assert_eq!((new.clone().shared_with(&old).1, old.shared_with(&new).1), (1, 1));
    }
}
