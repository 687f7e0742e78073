//! What changed in records: new, removed and renamed ones, their fields, and their findings.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::{RecordChange, RecordVersions};
use super::of_finding;
use super::writer::{ChangeWriter, Grown, grown};
use crate::model::field_words::quoted;
use crate::model::{FindingKind, Record, RecordId, Stage};
use crate::yaml;

/// The longest title in a sentence.
const LONGEST_TITLE: usize = 50;

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
    let gone: Vec<usize> = (0..records.len()).filter(|at| parsed[*at].1.is_none()).collect();
    for (at, it) in records.iter().enumerate() {
        let (None, Some(Some(now))) = &parsed[at] else { continue };
        let is_it = |other: &usize| match &parsed[*other] {
            (Some(Some(before)), _) => !renamed.contains(other) && is_alike(before, now),
            _ => false,
        };
        let Some(was) = gone.iter().copied().find(is_it) else { continue };
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
    let mut told = vec!["schema_version", "stage", "response_extensions", "redactions"];
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
        Grown::Back(last) => {
            to.change("Take back the extension of the response deadline of", format!(" to {}", last.to.in_words()), None)
        }
        Grown::Changed => to.change("Change the extensions of the response deadline of", "", None),
        Grown::Same => {}
    }
    to.redactions(&before.redactions, &after.redactions);
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
