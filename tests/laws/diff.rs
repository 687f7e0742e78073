//! Laws of the diff: its JSON, applied to the earlier record by code that knows nothing of irr's comparing, gives the later one.

use std::collections::BTreeMap;

use irr::model::{FieldPath, FindingKind, Record, Segment};
use irr::view::{DiffPoint, DiffSide, RecordChanges, RecordDiff, RecordVersions, View};
use irr::yaml::write;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value};

use crate::arbitrary;

/// A record made from another one: findings and entries go, come, change their places, and are taken from a third one.
fn later(record: &Record, other: &Record, steps: &[(usize, Index, Index)]) -> Record {
    let mut made = record.clone();
    for (step, one, two) in steps {
        let kind = FindingKind::ALL[one.index(FindingKind::ALL.len())];
        let theirs = other.findings_of(kind).to_vec();
        let ours = made.findings_of_mut(kind);
        match step {
            0 if ours.len() > 1 => {
                let (from, to) = (one.index(ours.len()), two.index(ours.len()));
                ours.swap(from, to);
            }
            1 if !ours.is_empty() => drop(ours.remove(two.index(ours.len()))),
            2 if !theirs.is_empty() => ours.insert(two.index(ours.len() + 1), theirs[two.index(theirs.len())].clone()),
            3 if !theirs.is_empty() && !ours.is_empty() => {
                let (place, from) = (one.index(ours.len()), &theirs[two.index(theirs.len())]);
                ours[place].progress.extend(from.progress.iter().cloned());
                ours[place].actions.splice(0..0, from.actions.iter().cloned());
                ours[place].owner = from.owner.clone();
                ours[place].commissioner_response = from.commissioner_response.clone();
            }
            4 if !ours.is_empty() => {
                let place = one.index(ours.len());
                let finding = &mut ours[place];
                finding.progress.reverse();
                let _ = finding.actions.pop();
                finding.extensions.iter_mut().for_each(|it| it.reason = Some("Another reason".to_owned()));
                finding.closures.clear();
            }
            5 => made.inspection = other.inspection.clone(),
            6 => made.publication = other.publication.clone(),
            7 => made.commissioner_overall_comments = other.commissioner_overall_comments.clone(),
            _ => {}
        }
    }
    made
}

fn diff(before: &Record, after: &Record) -> Value {
    let id = "kent/2025-05-16-custody".parse().unwrap();
    let versions = RecordVersions::from_texts(id, Some(write(before)), Some(write(after)));
    let point = DiffPoint { side: DiffSide::Nothing, day: None };
    let changes = RecordChanges::between(&[versions], Vec::new()).changes;
    serde_json::to_value(RecordDiff::new(point.clone(), point, changes, Vec::new()).export()).unwrap()
}

/// A value of the diff, as its schema describes it.
struct Changed {
    path: Vec<Segment>,
    change: String,
    from: Option<Vec<Segment>>,
    after: Value,
}

fn path(value: &Value) -> Option<Vec<Segment>> {
    value.as_str().map(|text| text.parse::<FieldPath>().unwrap().segments().to_vec())
}

fn at<'v>(value: &'v mut Value, path: &[Segment]) -> &'v mut Value {
    path.iter().fold(value, |value, step| match step {
        Segment::Key(key) => {
            if value.is_null() {
                *value = Value::Object(Map::new());
            }
            value.as_object_mut().unwrap().entry(key.to_string()).or_insert(Value::Null)
        }
        Segment::Index(index) => &mut value.as_array_mut().unwrap()[*index],
    })
}

fn split(path: &[Segment]) -> (&[Segment], usize) {
    let position = |last: &Segment| if let Segment::Index(index) = last { Some(*index) } else { None };
    path.split_last().and_then(|(last, list)| Some((list, position(last)?))).unwrap()
}

fn apply(target: &mut Value, changes: &[Changed]) {
    // From the outside in: the lists by how many positions their paths have.
    let mut lists: BTreeMap<(usize, String), Vec<&Changed>> = BTreeMap::new();
    for change in changes.iter().filter(|it| it.change != "set") {
        let list = split(&change.path).0;
        let depth = list.iter().filter(|step| matches!(step, Segment::Index(_))).count();
        lists.entry((depth, format!("{list:?}"))).or_default().push(change);
    }
    for changes in lists.into_values() {
        let list = at(target, split(&changes[0].path).0);
        if list.is_null() {
            *list = Value::Array(Vec::new());
        }
        let list = list.as_array_mut().unwrap();
        let mut inserted: Vec<(usize, Value)> = Vec::new();
        let mut gone: Vec<usize> = Vec::new();
        for change in changes {
            let place = split(&change.path).1;
            match change.change.as_str() {
                "added" => inserted.push((place, change.after.clone())),
                "removed" => gone.push(place),
                // Moved.
                _ => {
                    let was = split(change.from.as_ref().unwrap()).1;
                    inserted.push((place, list[was].clone()));
                    gone.push(was);
                }
            }
        }
        gone.sort_unstable();
        gone.into_iter().rev().for_each(|place| drop(list.remove(place)));
        inserted.sort_by_key(|(place, _)| *place);
        inserted.into_iter().for_each(|(place, value)| list.insert(place, value));
    }
    for change in changes.iter().filter(|it| it.change == "set") {
        match (change.after.is_null(), change.path.split_last()) {
            (true, Some((Segment::Key(key), around))) => drop(at(target, around).as_object_mut().unwrap().remove(key.as_ref())),
            _ => *at(target, &change.path) = change.after.clone(),
        }
    }
}

/// Makes the later record from the earlier one and the diff.
fn applied(before: &Record, diff: &Value) -> Value {
    let mut record = serde_json::to_value(before).unwrap();
    let values = diff["items"].as_array().unwrap().iter().flat_map(|item| item["values"].as_array().unwrap());
    let changed = |value: &Value| Changed {
        path: path(&value["path"]).unwrap(),
        change: value["change"].as_str().unwrap().to_owned(),
        from: path(&value["from"]),
        after: value["after"].clone(),
    };
    apply(&mut record, &values.map(changed).collect::<Vec<_>>());
    without_empty_lists(record)
}

/// A missing list and an empty one are the same.
fn without_empty_lists(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let is_filled = |(_, value): &(String, Value)| value.as_array().is_none_or(|items| !items.is_empty());
            fields.into_iter().map(|(key, value)| (key, without_empty_lists(value))).filter(is_filled).collect()
        }
        Value::Array(items) => items.into_iter().map(without_empty_lists).collect(),
        value => value,
    }
}

proptest! {
    #![proptest_config(arbitrary::cases(60))]

    #[test]
    fn the_diff_applied_to_the_earlier_record_gives_the_later_one(
        record in arbitrary::record(),
        other in arbitrary::record(),
        steps in proptest::collection::vec((0..9_usize, any::<Index>(), any::<Index>()), 0..8),
    ) {
        let after = later(&record, &other, &steps);
        prop_assume!(![&record, &other].iter().any(|it| write(it).contains("[redacted]")));
        let diff = diff(&record, &after);
        prop_assert_eq!(applied(&record, &diff), without_empty_lists(serde_json::to_value(&after).unwrap()), "{:#}", diff);
    }

    #[test]
    fn two_records_of_nothing_in_common_are_no_exception(record in arbitrary::record(), after in arbitrary::record()) {
        prop_assume!(![&record, &after].iter().any(|it| write(it).contains("[redacted]")));
        let diff = diff(&record, &after);
        prop_assert_eq!(applied(&record, &diff), without_empty_lists(serde_json::to_value(&after).unwrap()), "{:#}", diff);
    }
}
