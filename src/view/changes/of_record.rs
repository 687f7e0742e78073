//! What changed in records: new, removed and renamed ones, their fields, and their findings.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{RecordChange, RecordVersions, field_words, of_finding, quoted};
use crate::model::{Date, FindingKind, FindingRef, Record, RecordId, Stage};
use crate::yaml;

/// The longest title in a sentence.
const LONGEST_TITLE: usize = 50;

/// How a list that only grows has changed.
pub(super) enum Grown<'a, T> {
    Same,
    /// It has new items at its end; the last of them.
    By(&'a T),
    /// Something else changed.
    Changed,
}

/// Compares two versions of a list.
pub(super) fn grown<'a, T: PartialEq>(before: &[T], after: &'a [T]) -> Grown<'a, T> {
    match after.last() {
        _ if before == after => Grown::Same,
        Some(last) if after.starts_with(before) => Grown::By(last),
        _ => Grown::Changed,
    }
}

/// Collects the changes of one record or finding.
pub(super) struct ChangeWriter<'a> {
    id: &'a RecordId,
    title: String,
    finding: Option<FindingRef>,
    changes: &'a mut Vec<RecordChange>,
}

impl ChangeWriter<'_> {
    pub(super) fn change(&mut self, head: impl Into<String>, tail: impl Into<String>, was: Option<String>) {
        let (id, title, finding) = (self.id.clone(), self.title.clone(), self.finding.clone());
        self.changes.push(RecordChange { id, title, finding, head: head.into(), tail: tail.into(), was });
    }

    /// Writes a change for each field that differs, besides those in `told`.
    pub(super) fn fields(&mut self, before: &Map<String, Value>, after: &Map<String, Value>, told: &[&str], above: &str) {
        let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
        for key in keys.filter(|key| !told.contains(&key.as_str()) && before.get(*key) != after.get(*key)) {
            let (was, is) = (before.get(key), after.get(key));
            let field = format!("{above}{key}");
            let parts = |value: Option<&Value>| value.map_or(Some(Map::new()), |value| value.as_object().cloned());
            if let (Some(was), Some(is)) = (parts(was), parts(is)) {
                self.fields(&was, &is, &[], &format!("{field}."));
                continue;
            }
            let name = field_words(&field);
            let old = was.and_then(value_words);
            match (is, is.and_then(value_words)) {
                (None, _) => self.change(format!("Remove the {name} of"), "", old),
                (Some(_), Some(new)) => self.change(format!("Set the {name} of"), format!(" to {new}"), old),
                (Some(_), None) if was.is_none() => self.change(format!("Write the {name} of"), "", None),
                (Some(_), None) => self.change(format!("Change the {name} of"), "", None),
            }
        }
    }
}

/// Returns a value in words; `None` where it is too long or not a simple one.
pub fn value_words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => match text.parse::<Date>() {
            Ok(day) => Some(day.in_words()),
            Err(_) => Some(quoted(text)).filter(|words| !words.ends_with('…') && !text.trim_end().contains('\n')),
        },
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let names: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            names.map(|names| quoted(&names.join(", ")))
        }
        Value::Null | Value::Object(_) => None,
    }
}

/// A version of a record: `None` where there is no file, `Some(None)` where it cannot be read.
type Version = Option<Option<Record>>;

pub(super) fn changes(records: &[RecordVersions]) -> Vec<RecordChange> {
    let version = |text: &Option<String>| -> Version { text.as_deref().map(|text| yaml::parse(text).ok()) };
    let parsed: Vec<(Version, Version)> = records.iter().map(|it| (version(&it.before), version(&it.after))).collect();
    let is_alike = |one: &Record, other: &Record| {
        let same = one.force == other.force || one.inspection.published == other.inspection.published;
        one.inspection.title == other.inspection.title && same
    };
    let mut changes = Vec::new();
    // The places of records that went and came, where one is the other under a new name.
    let mut renamed = BTreeSet::new();
    for (at, it) in records.iter().enumerate() {
        let (None, Some(Some(now))) = &parsed[at] else { continue };
        let is_it = |other: &usize| match &parsed[*other] {
            (Some(Some(before)), None) => !renamed.contains(other) && is_alike(before, now),
            _ => false,
        };
        let Some(was) = (0..records.len()).find(is_it) else { continue };
        let mut to =
            ChangeWriter { id: &records[was].id, title: title_of(Some(now), &it.id), finding: None, changes: &mut changes };
        to.change("Rename", format!(" to {}", it.id), None);
        if let Some(Some(before)) = &parsed[was].0 {
            of_record(&it.id, before, now, &mut changes);
        }
        renamed.extend([was, at]);
    }
    for (at, it) in records.iter().enumerate().filter(|(at, _)| !renamed.contains(at)) {
        one(&it.id, &parsed[at], &mut changes);
    }
    changes
}

fn one(id: &RecordId, (before, after): &(Version, Version), changes: &mut Vec<RecordChange>) {
    let known = after.iter().chain(before).flatten().next();
    let mut to = ChangeWriter { id, title: title_of(known, id), finding: None, changes };
    match (before, after) {
        (None, None) => {}
        (None, Some(_)) => to.change("Add", "", None),
        (Some(_), None) => to.change("Remove", "", None),
        (Some(Some(before)), Some(Some(after))) => {
            let count = to.changes.len();
            of_record(id, before, after, to.changes);
            if to.changes.len() == count {
                to.change("Change the layout or a comment of", "", None);
            }
        }
        (Some(_), Some(None)) => to.change("Change", ", which cannot be read now", None),
        (Some(None), Some(_)) => to.change("Correct", ", which could not be read", None),
    }
}

fn title_of(record: Option<&Record>, id: &RecordId) -> String {
    let title = record.map_or_else(|| id.to_string(), |record| quoted(&record.inspection.title));
    crate::prose::shortened(&title, LONGEST_TITLE)
}

fn of_record(id: &RecordId, before: &Record, after: &Record, changes: &mut Vec<RecordChange>) {
    let mut to = ChangeWriter { id, title: title_of(Some(after), id), finding: None, changes };
    let mut told = vec!["schema_version", "stage", "response_extensions"];
    if before.schema_version != after.schema_version {
        to.change("Convert", format!(" to version {} of the record format", after.schema_version.number()), None);
    }
    match (before.stage, after.stage) {
        (Stage::Draft, Stage::Published) => to.change("Publish the response to", "", None),
        (Stage::Published, Stage::Draft) => to.change("Make a draft again of the response to", "", None),
        _ => {}
    }
    match grown(&before.response_extensions, &after.response_extensions) {
        Grown::By(last) => to.change("Extend the response deadline of", format!(" to {}", last.to.in_words()), None),
        Grown::Changed => to.change("Change the extensions of the response deadline of", "", None),
        Grown::Same => {}
    }
    told.extend(FindingKind::ALL.iter().map(|kind| kind.list()));
    if let (Ok(Value::Object(before)), Ok(Value::Object(after))) = (serde_json::to_value(before), serde_json::to_value(after)) {
        to.fields(&before, &after, &told, "");
    }
    for (reference, _, is) in after.findings() {
        to.finding = Some(reference.clone());
        match before.finding(&reference) {
            Some(was) => of_finding::write(was, is, &mut to),
            None => to.change("Add", "", None),
        }
    }
    for (reference, ..) in before.findings().filter(|(reference, ..)| after.finding(reference).is_none()) {
        to.finding = Some(reference);
        to.change("Remove", "", None);
    }
}
