//! Faults that a store started with: told to nobody, so that only what is new is.
//!
//! A fault is known by its record, rule, field and message. None of these changes with a line that moves or a day that passes,
//! and each counts as often as it was there: a new one of the same kind is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Diagnostic;
use crate::model::{FieldPath, FindingKind, FindingRef, Record, RecordId, Segment};

/// The version of the baseline's format.
const SCHEMA: &str = "irr.baseline/1";

/// Faults that are known, as they stand in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema: String,
    faults: Vec<Known>,
}

/// A fault that is known, and how often it is there.
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

/// What a fault is known by.
type Identity = (String, String, String, String);

/// Why a text is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is no JSON of that form.
    #[error("this is no baseline")]
    Form(#[from] serde_json::Error),
    /// It is of another version.
    #[error("this irr knows `{SCHEMA}`, and this is `{0}`")]
    Version(String),
}

impl Baseline {
    /// The baseline of these faults.
    pub fn of<'a>(faults: impl IntoIterator<Item = (&'a RecordId, Option<&'a Record>, &'a Diagnostic)>) -> Self {
        let mut counted: BTreeMap<Identity, usize> = BTreeMap::new();
        for (id, record, diagnostic) in faults {
            *counted.entry(identity(id, record, diagnostic)).or_default() += 1;
        }
        let known = |((record, rule, field, message), times)| Known { record, rule, field, message, times };
        Self { schema: SCHEMA.to_owned(), faults: counted.into_iter().map(known).collect() }
    }

    /// Reads a baseline's text.
    ///
    /// # Errors
    /// Where it is no JSON of that form, or of another version.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let baseline: Self = serde_json::from_str(text)?;
        if baseline.schema == SCHEMA { Ok(baseline) } else { Err(BaselineError::Version(baseline.schema)) }
    }

    /// The baseline's text: sorted, a fault an entry, so that git shows what came and went.
    pub fn write(&self) -> String {
        // Strings and numbers only: they always make JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// How many faults it knows.
    pub fn len(&self) -> usize {
        self.faults.iter().map(|known| known.times).sum()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// What both baselines know, and how much of this one that leaves out.
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

    /// What is left to forgive, fault by fault.
    pub fn forgiving(&self) -> Forgiving {
        Forgiving { left: self.faults.iter().map(|known| (known.identity(), known.times)).collect() }
    }
}

impl Known {
    fn identity(&self) -> Identity {
        (self.record.clone(), self.rule.clone(), self.field.clone(), self.message.clone())
    }
}

/// A baseline while it is used up.
#[derive(Debug, Default)]
pub struct Forgiving {
    left: BTreeMap<Identity, usize>,
}

impl Forgiving {
    /// Whether this fault is one of those known; each can be forgiven as often as it is known.
    pub fn forgives(&mut self, id: &RecordId, record: Option<&Record>, diagnostic: &Diagnostic) -> bool {
        match self.left.get_mut(&identity(id, record, diagnostic)) {
            Some(times) if *times > 0 => {
                *times -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many known faults of these records were not met: they are mended.
    pub fn unmet(&self, was_judged: impl Fn(&str) -> bool) -> usize {
        self.left.iter().filter(|((record, ..), _)| was_judged(record)).map(|(_, times)| times).sum()
    }
}

fn identity(id: &RecordId, record: Option<&Record>, diagnostic: &Diagnostic) -> Identity {
    (id.to_string(), diagnostic.rule.code.to_owned(), field_name(record, &diagnostic.at), diagnostic.message.clone())
}

/// A field by the finding it belongs to rather than by its place in a list: `R4.due`, so that a finding that is put before it changes nothing.
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
