//! What changed in records: new, removed and renamed ones, their fields, and their findings.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde_json::Value;

use super::change::{ChangedValue, RecordChange, RecordVersions, ReportName};
use super::kind::ChangeKind;
use super::redacted::RedactedPassages;
use super::writer::{ChangeWords, ChangeWriter};
use super::{of_field, of_finding, of_response};
use crate::model::redaction::REDACTED;
use crate::model::value_changes::{ValueChange, ValueChangeKind, between};
use crate::model::{FieldPath, FindingKind, FindingRef, Record, RecordId};
use crate::prose::counted;
use crate::yaml;

/// A version of a record: `None` where there is no file, `Some(None)` where it cannot be read.
type Version = Option<Option<Record>>;

/// Both versions of a record; `renamed` is where the earlier one was, if it had another name.
struct Pair<'a> {
    id: &'a RecordId,
    renamed: Option<&'a RecordId>,
    before: &'a Version,
    after: &'a Version,
    redacted: Option<Record>,
    has_marker: bool,
}

pub(super) fn changes(records: &[RecordVersions]) -> Vec<RecordChange> {
    let version = |text: &Option<String>| -> Version { text.as_deref().map(|text| yaml::parse(text).ok()) };
    let parsed: Vec<(Version, Version)> =
        records.par_iter().with_min_len(4).map(|it| (version(&it.before), version(&it.after))).collect();
    let pairs = pairs(records, &parsed);
    let all: Vec<Vec<RecordChange>> = pairs.par_iter().with_min_len(4).map(Pair::changes).collect();
    all.into_iter().flatten().collect()
}

/// Pairs the versions of each record, renamed ones first.
fn pairs<'a>(records: &'a [RecordVersions], parsed: &'a [(Version, Version)]) -> Vec<Pair<'a>> {
    // The places of records that went and came, where one is the other under a new name.
    let mut renamed = BTreeSet::new();
    let gone: Vec<usize> = (0..records.len()).filter(|at| parsed[*at].1.is_none()).collect();
    let pair = |was: usize, is: usize| {
        let (before, after) = (&records[was], &records[is]);
        let texts = [&before.before, &after.after, &after.redacted];
        Pair {
            id: &after.id,
            renamed: (was != is).then_some(&before.id),
            before: &parsed[was].0,
            after: &parsed[is].1,
            redacted: after.redacted.as_deref().and_then(|text| yaml::parse(text).ok()),
            has_marker: texts.into_iter().flatten().any(|text| text.contains(REDACTED)),
        }
    };
    let mut pairs = Vec::with_capacity(records.len());
    for at in 0..records.len() {
        let (None, Some(Some(now))) = &parsed[at] else { continue };
        let is_it = |other: &usize| match &parsed[*other] {
            (Some(Some(before)), _) => !renamed.contains(other) && before.is_of_same_report(now),
            _ => false,
        };
        let Some(was) = gone.iter().copied().find(is_it) else { continue };
        pairs.push(pair(was, at));
        renamed.extend([was, at]);
    }
    pairs.extend((0..records.len()).filter(|at| !renamed.contains(at)).map(|at| pair(at, at)));
    pairs
}

impl Pair<'_> {
    fn changes(&self) -> Vec<RecordChange> {
        let mut changes = Vec::new();
        let known = self.after.iter().chain(self.before).flatten().next();
        let report = known.map_or_else(
            || ReportName { title: self.id.to_string(), force: String::new() },
            |record| ReportName { title: record.inspection.title.clone(), force: record.force.to_string() },
        );
        let found = match (self.before, self.after) {
            (Some(Some(before)), Some(Some(after))) if self.has_marker => {
                RedactedPassages::find(before, after, self.redacted.as_ref())
            }
            _ => RedactedPassages::default(),
        };
        let (finding, at, values) = (None, FieldPath::root(), Vec::new());
        let (id, renamed_from, hidden) = (self.id, self.renamed, &found);
        let mut to = ChangeWriter { id, renamed_from, report: &report, finding, at, hidden, values, changes: &mut changes };
        if let Some(was) = self.renamed {
            let what = format!("file renamed from {was} to {}", self.id);
            to.write(ChangeWords::new(ChangeKind::Corrected, what, "Rename", format!(" to {}", self.id)), Vec::new());
            to.changes.iter_mut().for_each(|change| change.named = was.clone());
        }
        match (self.before, self.after) {
            (None, None) => {}
            (None, Some(is)) => {
                let values = whole(ValueChangeKind::Added, None, is.as_ref(), &to);
                let words = is.as_ref().map_or_else(|| ", which cannot be read".to_owned(), new_words);
                to.write(ChangeWords::new(ChangeKind::New, format!("new report{words}"), "Add", ""), values);
            }
            (Some(was), None) => {
                let values = whole(ValueChangeKind::Removed, was.as_ref(), None, &to);
                let what = if was.is_some() { "record removed" } else { "record removed, which could not be read" };
                to.write(ChangeWords::new(ChangeKind::Corrected, what, "Remove", ""), values);
            }
            (Some(Some(before)), Some(Some(after))) => {
                let count = to.changes.len();
                of_record(before, after, &mut to);
                if to.changes.len() == count && self.renamed.is_none() {
                    let what = "only the layout or a comment changed";
                    to.write(ChangeWords::new(ChangeKind::Other, what, "Change the layout or a comment of", ""), Vec::new());
                }
            }
            (Some(_), Some(None)) => {
                let what = "changed, and cannot be read now";
                to.write(ChangeWords::new(ChangeKind::Other, what, "Change", ", which cannot be read now"), Vec::new());
            }
            (Some(None), Some(Some(_))) => {
                let what = "changed, and could not be read before";
                to.write(ChangeWords::new(ChangeKind::Other, what, "Correct", ", which could not be read"), Vec::new());
            }
        }
        changes
    }
}

/// Returns a record as a value that was added or removed.
fn whole(kind: ValueChangeKind, before: Option<&Record>, after: Option<&Record>, to: &ChangeWriter<'_>) -> Vec<ChangedValue> {
    let value = |record: Option<&Record>| record.and_then(|record| serde_json::to_value(record).ok());
    let (before, after) = (value(before), value(after));
    if before.is_none() && after.is_none() {
        return Vec::new();
    }
    vec![to.changed(ValueChange { field: FieldPath::root(), kind, before, after })]
}

fn new_words(record: &Record) -> String {
    let findings = counted(record.findings().count(), "finding", "findings");
    format!(", published on {}, with {findings}", record.inspection.published.in_words())
}

fn of_record(before: &Record, after: &Record, to: &mut ChangeWriter<'_>) {
    let (was, is) = (without_findings(before), without_findings(after));
    if let (Ok(was), Ok(is)) = (serde_json::to_value(&was), serde_json::to_value(&is))
        && let (Value::Object(fields), Value::Object(fields_now)) = (&was, &is)
    {
        to.begin(None, between(fields, fields_now));
        of_response::write(before, after, to);
        of_field::write(&was, &is, to);
    }
    let start = to.changes.len();
    let mut converted = Vec::new();
    for kind in FindingKind::ALL {
        converted.extend(findings(*kind, before, after, to));
    }
    to.begin(None, Vec::new());
    attach(converted, start, to);
}

/// Puts the values that only the version of the record's format changed into the change that says so.
fn attach(converted: Vec<ChangedValue>, start: usize, to: &mut ChangeWriter<'_>) {
    if converted.is_empty() {
        return;
    }
    let is_it = |change: &&mut RecordChange| change.values.iter().any(|value| value.change.top() == "schema_version");
    let id = to.id.clone();
    match to.changes[..start].iter_mut().filter(|change| change.id == id).find(is_it) {
        Some(change) => change.values.extend(converted),
        None => {
            let what = "closings or verifications written as lists, without another change";
            to.write(ChangeWords::new(ChangeKind::Other, what, "Change the layout or a comment of", ""), converted);
        }
    }
}

fn without_findings(record: &Record) -> Record {
    let mut record = record.clone();
    for kind in FindingKind::ALL {
        record.findings_of_mut(*kind).clear();
    }
    record
}

/// Writes the changes of the findings of one kind, which are matched by their numbers.
fn findings(kind: FindingKind, before: &Record, after: &Record, to: &mut ChangeWriter<'_>) -> Vec<ChangedValue> {
    if before.findings_of(kind) == after.findings_of(kind) {
        return Vec::new();
    }
    let refs = |record: &Record| record.findings().filter(|(it, ..)| it.kind == kind).map(|(it, ..)| it).collect::<Vec<_>>();
    let (was, is) = (refs(before), refs(after));
    let (old, new) = (before.findings_of(kind), after.findings_of(kind));
    let list = FieldPath::root().key(kind.list());
    let mut converted = Vec::new();
    // The places of findings that both versions have, in the order of the later one; the first of several with one number counts.
    let places: Vec<Option<usize>> = is
        .iter()
        .enumerate()
        .map(|(at, it)| was.iter().position(|other| other == it).filter(|_| !is[..at].contains(it)))
        .collect();
    let stay = in_order(&places);
    for (at, reference) in is.iter().enumerate() {
        match places[at] {
            Some(place) => {
                converted.extend(of_finding::write((reference.clone(), list.index(at)), &old[place], &new[at], to));
                if !stay.contains(&at) {
                    let moved = ValueChangeKind::Moved(list.index(place));
                    let value = ValueChange { field: FieldPath::root(), kind: moved, before: None, after: None };
                    let values = placed(reference, list.index(at), value, to);
                    let what = format!("moved to place {} among the {}", at + 1, kind.list().replace('_', " "));
                    to.write(ChangeWords::new(ChangeKind::Other, what, "Change the place of", ""), values);
                }
            }
            None => {
                let after = serde_json::to_value(&new[at]).ok();
                let value = ValueChange { field: FieldPath::root(), kind: ValueChangeKind::Added, before: None, after };
                let values = placed(reference, list.index(at), value, to);
                of_finding::added(&new[at], values, to);
            }
        }
    }
    for (at, reference) in was.iter().enumerate().filter(|(at, _)| !places.contains(&Some(*at))) {
        let before = serde_json::to_value(&old[at]).ok();
        let value = ValueChange { field: FieldPath::root(), kind: ValueChangeKind::Removed, before, after: None };
        let values = placed(reference, list.index(at), value, to);
        to.write(ChangeWords::new(ChangeKind::Corrected, "finding removed", "Remove", ""), values);
    }
    converted
}

/// Goes on to a finding that has come, gone or changed its place as a whole.
fn placed(reference: &FindingRef, at: FieldPath, value: ValueChange, to: &mut ChangeWriter<'_>) -> Vec<ChangedValue> {
    to.begin(Some((reference.clone(), at)), vec![value]);
    to.take(|_| true)
}

/// Returns the positions of the longest run of places that are in ascending order: all others were moved.
fn in_order(places: &[Option<usize>]) -> BTreeSet<usize> {
    let known: Vec<(usize, usize)> = places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?))).collect();
    if known.is_sorted_by_key(|(_, place)| *place) {
        return known.into_iter().map(|(at, _)| at).collect();
    }
    // The best run that ends at each position, as its length and the position before.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(known.len());
    for (at, (_, place)) in known.iter().enumerate() {
        let before = (0..at).filter(|other| known[*other].1 < *place).max_by_key(|other| best[*other].0);
        best.push((before.map_or(1, |other| best[other].0 + 1), before));
    }
    let mut at = (0..known.len()).max_by_key(|at| best[*at].0);
    let mut run = BTreeSet::new();
    while let Some(place) = at {
        run.insert(known[place].0);
        at = best[place].1;
    }
    run
}
