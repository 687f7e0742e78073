//! One conflict of a record: its words, and whether both sides can be kept.

use serde_json::Value;

use crate::model::redaction::REDACTED;
use crate::model::three_way::MergeConflict;
use crate::model::{ConflictWords, FindingRef, Record, RecordId};
use crate::session::SessionError;
use crate::store::Store;
use crate::yaml::{self, ConflictedText, KeptLines, TextConflict, contradictions};

/// Answers, whose text is joined where they differ in nothing else.
const ANSWERS: [&str; 2] = ["commissioner_response", "chief_officer_response"];

/// Texts of this office of which two versions can stand one below the other; others are whole by themselves.
const JOINABLE: [&str; 8] = [
    "commissioner_response.text",
    "chief_officer_response.text",
    "overview",
    "next_steps",
    "closing",
    "commissioner_initial_response",
    "commissioner_overall_comments",
    "unplaced",
];

/// A text longer than this, or of several lines, is shown in full before it is decided on.
const LONGEST_IN_WORDS: usize = 60;

/// What a person decides on.
#[derive(Debug, Clone)]
pub struct UnsettledConflict {
    /// What it is about, and what the sides say.
    pub words: ConflictWords,
    /// The findings that it is about; `None` for the record itself.
    pub findings: Vec<Option<FindingRef>>,
    /// Both texts in full, where the words are too short for them.
    pub in_full: Option<[String; 2]>,
    /// Whether both sides can be kept.
    pub has_room_for_both: bool,
    pub(super) name: ValueName,
}

/// A value as it is known again: its finding and its field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct ValueName(String, String);

impl ValueName {
    pub(super) fn of(conflict: &MergeConflict) -> Self {
        Self(conflict.finding.as_ref().map(ToString::to_string).unwrap_or_default(), conflict.field.clone())
    }
}

impl UnsettledConflict {
    pub(super) fn of_value(id: &RecordId, conflict: &MergeConflict) -> Self {
        Self {
            words: ConflictWords::of(id, conflict),
            findings: vec![conflict.finding.clone()],
            in_full: in_full(conflict),
            has_room_for_both: joined(conflict).is_some(),
            name: ValueName::of(conflict),
        }
    }

    /// Returns the conflict of a file that a side has and the other one has not, or that cannot be put together.
    pub(super) fn of_whole(id: &RecordId, is_there: [bool; 2], was_there: bool) -> Self {
        Self {
            words: ConflictWords::of_whole(id, is_there, was_there),
            findings: vec![None],
            in_full: None,
            has_room_for_both: false,
            name: ValueName::default(),
        }
    }

    /// Returns the conflicts that git marked in a text.
    pub(super) fn of_lines(id: &RecordId, marked: &ConflictedText<'_>) -> Vec<Self> {
        let found = contradictions(marked);
        let each = marked.conflicts().zip(found).enumerate();
        each.map(|(number, (conflict, values))| Self::of_place(id, marked, number, conflict, &values.unwrap_or_default()))
            .collect()
    }

    fn of_place(
        id: &RecordId,
        marked: &ConflictedText<'_>,
        number: usize,
        conflict: &TextConflict<'_>,
        values: &[MergeConflict],
    ) -> Self {
        let is_record = |others| yaml::parse(&marked.decided(|at| if at == number { KeptLines::Both } else { others })).is_ok();
        let has_both = !conflict.ours.trim().is_empty() && !conflict.theirs.trim().is_empty();
        let all: Vec<ConflictWords> = values.iter().map(|value| ConflictWords::of(id, value)).collect();
        let joined = |part: fn(&ConflictWords) -> &str, between: &str| all.iter().map(part).collect::<Vec<_>>().join(between);
        let (words, lines) = match &all[..] {
            [] => {
                let (first, last) = conflict.lines;
                let of = |text: &str| if text.is_empty() { "no line" } else { "the lines above" }.to_owned();
                let what = format!("lines {first} to {last} of {}", Store::name_of(id));
                let lines = [conflict.ours, conflict.theirs];
                (ConflictWords { what, ours: of(lines[0]), theirs: of(lines[1]) }, Some(lines.map(str::to_owned)))
            }
            _ => {
                let (what, ours) = (joined(|it| &it.what, " and "), joined(|it| &it.ours, "; "));
                (ConflictWords { what, ours, theirs: joined(|it| &it.theirs, "; ") }, None)
            }
        };
        let mut findings: Vec<Option<FindingRef>> = values.iter().map(|value| value.finding.clone()).collect();
        findings.dedup();
        Self {
            words,
            findings: if findings.is_empty() { vec![None] } else { findings },
            in_full: lines.or_else(|| values.iter().find_map(in_full)),
            has_room_for_both: has_both && (is_record(KeptLines::Ours) || is_record(KeptLines::Theirs)),
            name: ValueName::default(),
        }
    }
}

fn in_full(conflict: &MergeConflict) -> Option<[String; 2]> {
    let text = |value: &Value| value.as_str().or_else(|| value.get("text").and_then(Value::as_str)).map(str::to_owned);
    let texts = [&conflict.ours, &conflict.theirs].map(|value| value.as_ref().and_then(text).unwrap_or_default());
    let is_redacted = texts.iter().any(|text| text.contains(REDACTED));
    let is_long = |text: &String| text.chars().count() > LONGEST_IN_WORDS || text.trim_end().contains('\n');
    (!is_redacted && texts.iter().any(is_long)).then_some(texts)
}

/// Returns a value that has both texts, one below the other; `None` where that makes no sense.
fn joined(conflict: &MergeConflict) -> Option<Value> {
    let join = |ours: &str, theirs: &str| Value::from(format!("{}\n\n{}", ours.trim_end(), theirs.trim_end()));
    match (&conflict.ours, &conflict.theirs) {
        (Some(Value::String(ours)), Some(Value::String(theirs))) => {
            JOINABLE.contains(&conflict.field.as_str()).then(|| join(ours, theirs))
        }
        (Some(Value::Object(ours)), Some(Value::Object(theirs))) if ANSWERS.contains(&conflict.field.as_str()) => {
            let mut both = ours.clone();
            both.insert("text".to_owned(), join(ours.get("text")?.as_str()?, theirs.get("text")?.as_str()?));
            let is_rest_alike =
                ours.len() == theirs.len() && theirs.iter().all(|(key, it)| key == "text" || ours.get(key) == Some(it));
            is_rest_alike.then(|| both.into())
        }
        _ => None,
    }
}

/// Puts both texts in the place of each of these values.
///
/// # Errors
/// Fails if the text cannot be changed without touching something else.
pub(super) fn with_both(id: &RecordId, text: &str, conflicts: &[&MergeConflict]) -> Result<String, SessionError> {
    let cannot = || SessionError::because(format!("cannot keep both in {}", Store::name_of(id)));
    let record = yaml::parse(text).map_err(|_| cannot())?;
    let mut whole = serde_json::to_value(&record).map_err(|_| cannot())?;
    for conflict in conflicts {
        let place = value_at(&mut whole, conflict).ok_or_else(cannot)?;
        *place = joined(conflict).ok_or_else(cannot)?;
    }
    let after: Record = serde_json::from_value(whole).map_err(|_| cannot())?;
    yaml::revise(text, &record, &after).map_err(|error| {
        SessionError::new(error, format!("cannot keep both in {}", Store::name_of(id))).with_hint("keep one, then use `irr edit`")
    })
}

/// Returns the place of a value in a record's JSON; its field has no list in it.
fn value_at<'v>(record: &'v mut Value, conflict: &MergeConflict) -> Option<&'v mut Value> {
    let of = match &conflict.finding {
        None => record,
        Some(finding) => {
            let is_it = |it: &Value| {
                let printed = it.get("ref").and_then(Value::as_str).and_then(|printed| printed.parse().ok());
                printed.is_some_and(|printed| FindingRef::new(finding.kind, &printed) == *finding)
            };
            record.get_mut(finding.kind.list())?.as_array_mut()?.iter_mut().find(|it| is_it(it))?
        }
    };
    conflict.field.split('.').try_fold(of, |value, key| value.get_mut(key))
}
