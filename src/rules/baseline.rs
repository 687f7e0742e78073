//! The baseline: problems that are already known, so that only new ones are reported.
//!
//! A problem is identified by record, rule, field and message, none of which changes when lines move or days pass. Each identity
//! has a count: one more problem of the same kind is new.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Diagnostic;
use crate::model::{FieldPath, FindingKind, FindingRef, Record, RecordId, Segment};

/// The version of the file format.
const SCHEMA: &str = "irr.baseline/1";

/// The known problems, as they are stored in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema: String,
    faults: Vec<Known>,
}

/// A known problem, and how often it occurs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    record: String,
    rule: String,
    field: String,
    message: String,
    #[serde(default = "once", skip_serializing_if = "is_once")]
    times: usize,
}

fn once() -> usize {
    1
}

fn is_once(times: &usize) -> bool {
    *times == 1
}

/// The identity of a problem: record, rule, field and message.
type Identity = (String, String, String, String);

/// The error for a text that is not a baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The text is not JSON, or not of this form.
    #[error("this is no baseline")]
    Form(#[from] serde_json::Error),
    /// The file has another version.
    #[error("this irr knows `{SCHEMA}`, and this is `{0}`")]
    Version(String),
}

impl Baseline {
    /// Returns the baseline of these problems.
    pub fn of<'a>(faults: impl IntoIterator<Item = (&'a RecordId, Option<&'a Record>, &'a Diagnostic)>) -> Self {
        let mut counted: BTreeMap<Identity, usize> = BTreeMap::new();
        for (id, record, diagnostic) in faults {
            *counted.entry(identity(id, record, diagnostic)).or_default() += 1;
        }
        let known = |((record, rule, field, message), times)| Known { record, rule, field, message, times };
        Self { schema: SCHEMA.to_owned(), faults: counted.into_iter().map(known).collect() }
    }

    /// Parses a baseline file.
    ///
    /// # Errors
    /// [`BaselineError`] where the text is not JSON of this form, or of another version.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let baseline: Self = serde_json::from_str(text)?;
        if baseline.schema == SCHEMA { Ok(baseline) } else { Err(BaselineError::Version(baseline.schema)) }
    }

    /// Returns the file's text: sorted, with one entry for each problem, so that git diffs are readable.
    pub fn write(&self) -> String {
        // Strings and numbers always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Returns the number of known problems.
    pub fn len(&self) -> usize {
        self.faults.iter().map(|known| known.times).sum()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// Returns the problems that both baselines know, and the number of those in this one that were left out.
    pub fn shared_with(self, other: &Self) -> (Self, usize) {
        let all = self.len();
        let mut theirs = other.forgiving().left;
        let take = |mut known: Known| {
            let left = theirs.get_mut(&known.identity())?;
            known.times = known.times.min(*left);
            *left -= known.times;
            (known.times > 0).then_some(known)
        };
        let shared = Self { faults: self.faults.into_iter().filter_map(take).collect(), ..self };
        let left_out = all - shared.len();
        (shared, left_out)
    }

    /// Returns a copy to be used up during a check.
    pub fn forgiving(&self) -> Forgiving {
        Forgiving { left: self.faults.iter().map(|known| (known.identity(), known.times)).collect() }
    }
}

impl Known {
    fn identity(&self) -> Identity {
        (self.record.clone(), self.rule.clone(), self.field.clone(), self.message.clone())
    }
}

/// A baseline during a check: how often each problem may still occur.
#[derive(Debug, Default)]
pub struct Forgiving {
    left: BTreeMap<Identity, usize>,
}

impl Forgiving {
    /// Returns whether a problem is known, and uses up one occurrence of it.
    pub fn forgives(&mut self, id: &RecordId, record: Option<&Record>, diagnostic: &Diagnostic) -> bool {
        match self.left.get_mut(&identity(id, record, diagnostic)) {
            Some(times) if *times > 0 => {
                *times -= 1;
                true
            }
            _ => false,
        }
    }

    /// Returns the number of known problems of the checked records that no longer occurred.
    pub fn unmet(&self, was_judged: impl Fn(&str) -> bool) -> usize {
        self.left.iter().filter(|((record, ..), _)| was_judged(record)).map(|(_, times)| times).sum()
    }
}

fn identity(id: &RecordId, record: Option<&Record>, diagnostic: &Diagnostic) -> Identity {
    (id.to_string(), diagnostic.rule.code.to_owned(), field_name(record, &diagnostic.at), diagnostic.message.clone())
}

/// Returns a field's name by its finding's reference instead of its
/// index, such as `R4.due`, so that it stays when a finding is inserted.
pub fn field_name(record: Option<&Record>, at: &FieldPath) -> String {
    let [Segment::Key(list), Segment::Index(index), rest @ ..] = at.segments() else { return at.to_string() };
    let kind = FindingKind::ALL.iter().find(|kind| kind.list() == list);
    let finding = kind.and_then(|kind| Some((kind, record?.findings_of(*kind).get(*index)?)));
    let Some((kind, finding)) = finding else { return at.to_string() };
    let mut name = FindingRef::new(*kind, &finding.printed).to_string();
    for segment in rest {
        match segment {
            Segment::Key(key) => name.extend([".", key]),
            Segment::Index(index) => name.push_str(&format!("[{index}]")),
        }
    }
    name
}
