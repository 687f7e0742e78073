//! Compares two versions of a record without knowing where they come from, value by value.

use serde_json::{Map, Value};

use crate::model::three_way::{MergeConflict, reference};
use crate::model::{FieldPath, FindingKind, FindingRef, Record};

/// Returns every value in which two versions of a record differ, in the order of the fields. The earlier value is not known.
///
/// # Errors
/// The JSON error where a record cannot be written as JSON.
pub fn differences(ours: &Record, theirs: &Record) -> Result<Vec<MergeConflict>, serde_json::Error> {
    let mut found = Vec::new();
    let (mut ours, mut theirs) = (serde_json::to_value(ours)?, serde_json::to_value(theirs)?);
    let findings = FindingKind::ALL.iter().map(|kind| (*kind, take(&mut ours, *kind), take(&mut theirs, *kind)));
    let findings: Vec<_> = findings.collect();
    compare(None, "", Some(&ours), Some(&theirs), &mut found);
    for (kind, ours, theirs) in findings {
        let numbered = |list: &[Value]| list.iter().filter_map(|it| reference(kind, it)).collect::<Vec<FindingRef>>();
        let mut all = numbered(&ours);
        let of_theirs = numbered(&theirs);
        all.extend(of_theirs.into_iter().filter(|it| !all.contains(it)).collect::<Vec<_>>());
        for finding in all {
            let of = |list: &[Value]| list.iter().find(|it| reference(kind, it).as_ref() == Some(&finding)).cloned();
            compare(Some(&finding), "", of(&ours).as_ref(), of(&theirs).as_ref(), &mut found);
        }
    }
    Ok(found)
}

fn take(record: &mut Value, kind: FindingKind) -> Vec<Value> {
    match record.as_object_mut().and_then(|fields| fields.remove(kind.list())) {
        Some(Value::Array(findings)) => findings,
        _ => Vec::new(),
    }
}

fn compare(
    finding: Option<&FindingRef>,
    field: &str,
    ours: Option<&Value>,
    theirs: Option<&Value>,
    found: &mut Vec<MergeConflict>,
) {
    if ours == theirs {
        return;
    }
    match (ours, theirs) {
        (Some(Value::Object(ours)), Some(Value::Object(theirs))) => {
            fields(finding, field, ours, theirs, found);
        }
        (Some(Value::Array(ours)), Some(Value::Array(theirs))) => items(finding, field, ours, theirs, found),
        _ => found.push(MergeConflict {
            finding: finding.cloned(),
            field: field.to_owned(),
            base: None,
            ours: ours.cloned(),
            theirs: theirs.cloned(),
            at: FieldPath::root(),
        }),
    }
}

fn fields(
    finding: Option<&FindingRef>,
    field: &str,
    ours: &Map<String, Value>,
    theirs: &Map<String, Value>,
    found: &mut Vec<MergeConflict>,
) {
    for key in ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(*key))) {
        let below = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
        compare(finding, &below, ours.get(key), theirs.get(key), found);
    }
}

/// Compares lists: what is equal at the start and at the end is the same item, and so is the only one between.
fn items(finding: Option<&FindingRef>, field: &str, ours: &[Value], theirs: &[Value], found: &mut Vec<MergeConflict>) {
    let start = ours.iter().zip(theirs).take_while(|(one, other)| one == other).count();
    let (ours, theirs) = (&ours[start..], &theirs[start..]);
    let end = ours.iter().rev().zip(theirs.iter().rev()).take_while(|(one, other)| one == other).count();
    let (ours, theirs) = (&ours[..ours.len() - end], &theirs[..theirs.len() - end]);
    match (ours, theirs) {
        ([one], [other]) if one.is_object() && other.is_object() => {
            compare(finding, &format!("{field}[{start}]"), Some(one), Some(other), found);
        }
        _ => {
            let list = |items: &[Value]| (!items.is_empty()).then(|| Value::from(items));
            compare_lists(finding, field, list(ours), list(theirs), found);
        }
    }
}

fn compare_lists(
    finding: Option<&FindingRef>,
    field: &str,
    ours: Option<Value>,
    theirs: Option<Value>,
    found: &mut Vec<MergeConflict>,
) {
    found.push(MergeConflict {
        finding: finding.cloned(),
        field: field.to_owned(),
        base: None,
        ours,
        theirs,
        at: FieldPath::root(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::tests::record;
    use crate::model::{Action, Finding, ProgressEntry};

    fn differing(change: impl Fn(&mut Finding), other: impl Fn(&mut Finding)) -> Vec<String> {
        let mut ours = record("Kent", "2025-05-16");
        ours.recommendations = vec![Finding::numbered("1".parse().unwrap())];
        let mut theirs = ours.clone();
        change(&mut ours.recommendations[0]);
        other(&mut theirs.recommendations[0]);
        let found = differences(&ours, &theirs).unwrap();
        found.into_iter().map(|it| format!("{}.{}", it.finding.map_or(String::new(), |it| it.to_string()), it.field)).collect()
    }

    #[test]
    fn each_value_that_differs_is_named_by_its_finding_and_its_path() {
        let none = |_: &mut Finding| {};
        assert_eq!(differing(none, none), Vec::<String>::new());
        assert_eq!(differing(|it| it.owner = Some("Head".into()), |it| it.withheld = true), ["R1.owner", "R1.withheld"]);
        let action = |text: &str, done: Option<&str>| Action { done: done.map(|day| day.parse().unwrap()), ..Action::to(text) };
        let actions = |done| move |it: &mut Finding| it.actions = vec![action("Buy.", None), action("Train.", done)];
        assert_eq!(differing(actions(Some("2025-08-01")), actions(None)), ["R1.actions[1].done"]);
    }

    #[test]
    fn entries_that_each_side_added_are_one_difference_of_the_list() {
        let entry = |day: &str| ProgressEntry::on(day.parse().unwrap());
        let ours = |it: &mut Finding| it.progress = vec![entry("2025-06-01"), entry("2025-07-01")];
        let theirs = |it: &mut Finding| it.progress = vec![entry("2025-06-01"), entry("2025-07-02"), entry("2025-07-03")];
        assert_eq!(differing(ours, theirs), ["R1.progress"]);
    }
}
