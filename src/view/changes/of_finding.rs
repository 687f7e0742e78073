//! What changed in one finding.

use serde_json::Value;

use super::change::ChangedValue;
use super::excerpt::in_words;
use super::kind::ChangeKind;
use super::of_field::difference;
use super::writer::{ChangeWords, ChangeWriter};
use super::{field_words, of_action, of_field, of_log};
use crate::model::value_changes::{ValueChange, ValueChangeKind, between};
use crate::model::{FieldPath, Finding, FindingRef, Status};
use crate::prose::Prose;

/// Writes the changes of a finding, the weightiest first. Returns the values that only the version of the record's format
/// changed.
pub(super) fn write(
    place: (FindingRef, FieldPath),
    before: &Finding,
    after: &Finding,
    to: &mut ChangeWriter<'_>,
) -> Vec<ChangedValue> {
    // Most findings of a record stay as they are, and are not made into values.
    if before == after {
        return Vec::new();
    }
    let (Ok(was), Ok(is)) = (serde_json::to_value(before), serde_json::to_value(after)) else { return Vec::new() };
    let (Value::Object(fields), Value::Object(fields_now)) = (&was, &is) else { return Vec::new() };
    to.begin(Some(place), between(fields, fields_now));
    let converted = converted(before, after, to);
    status(before, after, to);
    of_log::extensions(before, after, to);
    of_log::progress(before, after, to);
    of_log::closings(before, after, to);
    of_log::verifications(before, after, to);
    of_log::escalation(before, after, to);
    of_log::redactions(&before.redactions, &after.redactions, to);
    answer("chief_officer_response", "the chief officer's answer to", to);
    answer("commissioner_response", "the response to", to);
    of_action::write(before, after, to);
    of_field::write(&was, &is, to);
    converted
}

/// Writes a finding that is new, with its words.
pub(super) fn added(finding: &Finding, values: Vec<ChangedValue>, to: &mut ChangeWriter<'_>) {
    let text = finding.text.as_ref().map(Prose::as_str).map_or_else(String::new, |text| format!(": {}", to.in_quotes(text)));
    let due = finding.due.map_or_else(String::new, |day| format!(", due {}", day.in_words()));
    to.write(ChangeWords::new(ChangeKind::New, format!("added{text}{due}"), "Add", ""), values);
}

/// Takes closings and verifications that are the same in the lists of version 2 of a record as in the fields of version 1.
fn converted(before: &Finding, after: &Finding, to: &mut ChangeWriter<'_>) -> Vec<ChangedValue> {
    let mut taken = Vec::new();
    let is_new_form =
        before.closure.is_some() && after.closure.is_none() && before.closings().count() == after.closings().count();
    if is_new_form && before.closings().zip(after.closings()).all(|(was, is)| was.date == is.date && was.evidence == is.evidence)
    {
        taken.extend(to.take(|value| ["closure", "closures"].contains(&value.top())));
    }
    if before.verification.is_some() && after.verification.is_none() && before.verified().eq(after.verified()) {
        taken.extend(to.take(|value| ["verification", "verifications"].contains(&value.top())));
    }
    taken
}

/// Writes the change of the status, with the closing or reopening and the log entry that belong to it.
fn status(before: &Finding, after: &Finding, to: &mut ChangeWriter<'_>) {
    let (was, is) = (before.latest_status(), after.latest_status());
    if was == is {
        return;
    }
    let mut values = to.take(|value| value.top() == "status");
    let last = after.closings().next_back();
    if !is.is_open() {
        let place = after.closings().count().checked_sub(1).map(|index| after.closing_path(index));
        values.extend(to.take(|value| Some(&value.field) == place.as_ref() && value.before.is_none()));
    } else if !was.is_open() {
        let parts = ["reopened", "reopening_reason"];
        let place = after.closings().count().checked_sub(1).map(|index| after.closing_path(index));
        let is_of_last = |value: &ValueChange| value.field.parent() == place && value.before.is_none();
        values.extend(to.take(|value| is_of_last(value) && value.field.last_key().is_some_and(|key| parts.contains(&key))));
    }
    let has_status = |value: &ValueChange| {
        let entry = value.index().and_then(|index| after.progress.get(index));
        value.is_added_to("progress") && entry.is_some_and(|entry| entry.status == Some(is))
    };
    let entry = to.take_one(has_status);
    let logged = entry.as_ref().and_then(|value| after.progress.get(value.change.index()?));
    let has_closing = values.iter().any(|value| value.change.top().starts_with("closure"));
    let (note, day) = match logged {
        Some(entry) => (of_log::note(entry, to), format!(" on {}", entry.date.in_words())),
        None => (String::new(), String::new()),
    };
    values.extend(entry);
    let words = match (was.is_open(), is.is_open()) {
        (true, false) => {
            let (what, tail) = match is {
                Status::Closed => ("closed".to_owned(), String::new()),
                other => (format!("closed as {}", other.words()), format!(" as {}", other.words())),
            };
            let closing = last.filter(|_| has_closing).map_or(day, |closing| of_log::closing_words(closing, to));
            ChangeWords::new(ChangeKind::Closed, format!("{what}{closing}{note}"), "Close", tail)
        }
        (false, true) => {
            let reopening = last.filter(|_| has_closing).map_or(day, |closing| of_log::reopening_words(closing, "", to));
            ChangeWords::new(ChangeKind::Reopened, format!("reopened{reopening}{note}"), "Reopen", "")
        }
        _ => {
            let what = format!("status changed from {} to {}{day}{note}", was.words(), is.words());
            let words = ChangeWords::new(ChangeKind::Other, what, "Set the status of", format!(" to {}", is.words()));
            ChangeWords { was: Some(was.words()), ..words }
        }
    };
    to.write(words, values);
}

/// Writes the change of an answer.
fn answer(field: &str, name: &str, to: &mut ChangeWriter<'_>) {
    let values = to.take(|value| value.top() == field);
    let Some(first) = values.first() else { return };
    let answer = field_words(field);
    let whole = first.change.field.segments().len() == 1 && first.change.kind == ValueChangeKind::Set;
    let text = |value: &Option<Value>| {
        let text = value.as_ref().and_then(|value| value.get("text")).or(value.as_ref()).cloned();
        text.as_ref().map_or_else(String::new, |text| format!(": {}", in_words(text)))
    };
    let (kind, what, verb) = match (&first.change.before, &first.change.after) {
        (None, is) if whole => (ChangeKind::Answered, format!("{answer} written{}", text(is)), "Write"),
        (was, None) if whole => (ChangeKind::Corrected, format!("{answer} removed{}", text(was)), "Remove"),
        _ => {
            // A text that an answer lacked answers, whatever else was there.
            let is_text = |value: &ChangedValue| value.change.field.last_key() == Some("text") && value.change.before.is_none();
            let kind = if values.iter().any(is_text) { ChangeKind::Answered } else { ChangeKind::Corrected };
            let field = |value: &ChangedValue| field_words(value.change.field.last_key().unwrap_or_default());
            let each: Vec<String> = values.iter().map(|value| difference(&field(value), value)).collect();
            (kind, format!("{answer}: {}", each.join("; ")), "Change")
        }
    };
    to.write(ChangeWords::new(kind, what, format!("{verb} {name}"), ""), values);
}
