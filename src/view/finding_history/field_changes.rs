//! How the fields differ between two versions, in sentences.

use serde_json::{Map, Value};

use super::event::HistoryEventKind;
use super::redacted::RedactedWords;
use super::step::PartStep;
use super::words::{capitalised, difference, quoted};
use crate::model::{Date, FindingRef};
use crate::view::changes::{field_words, value_words};

/// Fields whose changes are an answer.
const ANSWERS: [&str; 4] =
    ["chief_officer_response", "commissioner_response", "commissioner_initial_response", "commissioner_overall_comments"];

/// Fields with sentences in them, however short.
const PROSE: [&str; 6] = ["text", "note", "reason", "reopening_reason", "summary", "unplaced"];

/// A field that differs.
#[derive(Debug)]
pub(super) struct FieldChange {
    /// Its path, with dots.
    pub(super) field: String,
    pub(super) was: Option<Value>,
    pub(super) is: Option<Value>,
}

/// Returns the fields that differ from every parent, as compared with the first of them.
pub(super) fn field_changes(step: &PartStep<'_>) -> Vec<FieldChange> {
    let (Some(first), Some(after)) = (step.before.first(), &step.after) else { return Vec::new() };
    let mut found = Vec::new();
    compare(first.fields(), after.fields(), "", &mut found);
    // A merge that took a value from one side changed nothing.
    found.retain(|it| step.before.iter().all(|part| at(part.fields(), &it.field) != at(after.fields(), &it.field)));
    found
}

fn compare(before: &Map<String, Value>, after: &Map<String, Value>, above: &str, found: &mut Vec<FieldChange>) {
    let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
    for key in keys.filter(|key| before.get(*key) != after.get(*key)) {
        let (was, is) = (before.get(key), after.get(key));
        let field = format!("{above}{key}");
        // An answer is one thing, and so is whatever came or went as a whole.
        match (was, is) {
            (Some(Value::Object(was)), Some(Value::Object(is))) if !ANSWERS.contains(&field.as_str()) => {
                compare(was, is, &format!("{field}."), found);
            }
            _ => found.push(FieldChange { field, was: was.cloned(), is: is.cloned() }),
        }
    }
}

fn at<'v>(fields: &'v Map<String, Value>, field: &str) -> Option<&'v Value> {
    let mut keys = field.split('.');
    let first = fields.get(keys.next()?)?;
    keys.try_fold(first, |value, key| value.get(key))
}

impl FieldChange {
    /// Returns what kind of event it is, and its sentence.
    pub(super) fn words(&self, finding: Option<&FindingRef>, redacted: &RedactedWords) -> (HistoryEventKind, String) {
        let may_show = |value: &Option<Value>| value.as_ref().is_none_or(|it| !self.hides(finding, redacted, it));
        let (was, is) = (self.was.as_ref(), self.is.as_ref());
        let name = field_words(&self.field);
        if ANSWERS.contains(&self.field.as_str()) || finding.is_none() && self.field.starts_with("chief_officer_response") {
            return (HistoryEventKind::Answered, answer_words(&name, was, is, may_show(&self.was) && may_show(&self.is)));
        }
        let subject = capitalised(&name);
        let sentence = match (was, is) {
            (Some(Value::String(was)), Some(Value::String(is))) if !may_show(&self.was) || !may_show(&self.is) => {
                let is_new_marker = crate::model::redaction::is_redaction_of(was, is);
                let why = if is_new_marker { "words were redacted" } else { "not shown, because words of it were redacted" };
                format!("{subject} changed ({why})")
            }
            (Some(Value::String(was)), Some(Value::String(is))) if self.is_prose(was) || self.is_prose(is) => {
                let (was, is) = difference(was, is);
                format!("{subject} corrected from {was} to {is}")
            }
            _ => {
                let words = |value: Option<&Value>, shown| value.and_then(value_words).filter(|_| shown);
                match (words(was, may_show(&self.was)), words(is, may_show(&self.is))) {
                    (Some(was), Some(is)) => format!("{subject} changed from {was} to {is}"),
                    (None, Some(is)) if self.was.is_none() => format!("{subject} set to {is}"),
                    (Some(was), None) if self.is.is_none() => format!("{subject} removed (was {was})"),
                    _ if self.was.is_none() => format!("{subject} written"),
                    _ if self.is.is_none() => format!("{subject} removed"),
                    _ => format!("{subject} changed"),
                }
            }
        };
        (HistoryEventKind::FieldChanged, sentence)
    }

    /// Returns the day that a value is.
    pub(super) fn day(value: Option<&Value>) -> Option<Date> {
        value?.as_str()?.parse().ok()
    }

    /// Returns whether a text is one of sentences, of which only the words that differ are quoted.
    fn is_prose(&self, text: &str) -> bool {
        let name = self.field.rsplit('.').next().unwrap_or_default();
        PROSE.contains(&name) || value_words(&Value::String(text.to_owned())).is_none()
    }

    fn hides(&self, finding: Option<&FindingRef>, redacted: &RedactedWords, value: &Value) -> bool {
        match value {
            Value::String(text) => redacted.hides(finding, &self.field, text),
            Value::Array(items) => items.iter().any(|item| self.hides(finding, redacted, item)),
            Value::Object(fields) => fields.iter().any(|(key, value)| {
                let field = format!("{}.{key}", self.field);
                Self { field, was: None, is: None }.hides(finding, redacted, value)
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
}

fn answer_words(name: &str, was: Option<&Value>, is: Option<&Value>, may_show: bool) -> String {
    let text = |value: Option<&Value>| match value {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Object(fields)) => fields.get("text").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let subject = capitalised(name);
    let (old, new) = (text(was).filter(|_| may_show), text(is).filter(|_| may_show));
    match (was, is) {
        (None, _) => format!("{subject} written{}", new.map_or_else(String::new, |text| format!(": {}", quoted(&text)))),
        (_, None) => format!("{subject} removed{}", old.map_or_else(String::new, |text| format!(" (was {})", quoted(&text)))),
        _ => match old.zip(new).filter(|(old, new)| old != new) {
            Some((old, new)) => {
                let (was, is) = difference(&old, &new);
                format!("{subject} changed from {was} to {is}")
            }
            None => format!("{subject} changed"),
        },
    }
}
