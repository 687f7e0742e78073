use super::*;
use crate::model::record::tests::record;
use crate::model::{Action, Date, Extension, Finding, ProgressEntry, Status};
use crate::prose::Prose;

fn of(findings: &[&str]) -> Record {
    let mut record = record("Kent", "2025-05-16");
    record.recommendations = findings.iter().map(|number| Finding::numbered(number.parse().unwrap())).collect();
    record
}

fn changed(record: &Record, change: impl Fn(&mut Finding)) -> Record {
    let mut record = record.clone();
    record.recommendations.iter_mut().for_each(change);
    record
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn merged(base: &Record, ours: &Record, theirs: &Record) -> (Record, Vec<String>) {
    let MergedVersions { record, conflicts, .. } = merge_versions(Some(base), ours, theirs, &|_| Version::Ours).unwrap();
    let names =
        conflicts.into_iter().map(|it| format!("{}.{}", it.finding.map_or(String::new(), |it| it.to_string()), it.field));
    (record, names.collect())
}

#[test]
fn what_each_side_changed_is_taken() {
    let base = of(&["1"]);
    let ours = changed(&base, |finding| finding.owner = Some("Head".into()));
    let theirs = changed(&base, |finding| finding.status = Some(Status::InProgress));
    let both = changed(&ours, |finding| finding.status = Some(Status::InProgress));
    assert_eq!(merged(&base, &ours, &theirs), (both, Vec::new()));
}

#[test]
fn one_value_changed_by_both_is_a_conflict_unless_they_agree() {
    let base = of(&["1"]);
    let ours = changed(&base, |finding| finding.owner = Some("Head".into()));
    let theirs = changed(&base, |finding| finding.owner = Some("Deputy".into()));
    assert_eq!(merged(&base, &ours, &theirs), (ours.clone(), vec!["R1.owner".to_owned()]));
    assert_eq!(merged(&base, &ours, &ours), (ours.clone(), Vec::new()));
    let kept = merge_versions(Some(&base), &ours, &theirs, &|_| Version::Theirs).unwrap();
    assert_eq!(kept.record, theirs);
}

#[test]
fn entries_that_both_add_are_kept_in_the_order_of_their_days() {
    let entry = |date: &str| ProgressEntry::on(day(date));
    let extension = |to: &str, agreed: &str| Extension::until(day(to), day(agreed));
    let base = changed(&of(&["1"]), |finding| finding.progress = vec![entry("2025-06-01")]);
    let ours = changed(&base, |finding| {
        finding.progress.push(entry("2025-08-01"));
        finding.extensions.push(extension("2026-01-31", "2025-08-01"));
        finding.actions.push(Action::to("Train."));
    });
    let theirs = changed(&base, |finding| {
        finding.progress.push(entry("2025-07-01"));
        finding.extensions.push(extension("2025-12-31", "2025-07-02"));
        finding.actions.push(Action::to("Buy."));
    });
    let both = changed(&base, |finding| {
        finding.progress.extend([entry("2025-07-01"), entry("2025-08-01")]);
        finding.extensions = vec![extension("2025-12-31", "2025-07-02"), extension("2026-01-31", "2025-08-01")];
        finding.actions = vec![Action::to("Buy."), Action::to("Train.")];
    });
    assert_eq!(merged(&base, &ours, &theirs), (both, Vec::new()));
}

#[test]
fn an_action_that_one_side_changed_goes_with_one_that_the_other_added() {
    let base = changed(&of(&["1"]), |finding| finding.actions = vec![Action::to("Buy."), Action::to("Train.")]);
    let ours = changed(&base, |finding| finding.actions[1].done = Some(day("2025-08-01")));
    let theirs = changed(&base, |finding| {
        finding.actions[1].owner = Some("Head".into());
        finding.actions.push(Action::to("Check."));
    });
    let both = changed(&theirs, |finding| finding.actions[1].done = Some(day("2025-08-01")));
    assert_eq!(merged(&base, &ours, &theirs), (both, Vec::new()));
    let other = changed(&base, |finding| finding.actions[1].done = Some(day("2025-09-01")));
    assert_eq!(merged(&base, &ours, &other).1, ["R1.actions[1].done"]);
}

#[test]
fn an_entry_in_the_middle_is_taken_out_where_it_stayed_as_it_was() {
    let entry = |date: &str| ProgressEntry::on(day(date));
    let at = |days: &[&str]| changed(&of(&["1"]), |finding| finding.progress = days.iter().map(|day| entry(day)).collect());
    let (base, ours, theirs) =
        (at(&["2025-06-01", "2025-07-01"]), at(&["2025-06-01", "2025-07-01", "2025-08-01"]), at(&["2025-06-01"]));
    assert_eq!(merged(&base, &ours, &theirs), (at(&["2025-06-01", "2025-08-01"]), Vec::new()));
    let edited = changed(&base, |finding| finding.progress[1].note = Some(Prose::from_text("More.")));
    assert_eq!(merged(&base, &edited, &theirs).1, ["R1.progress[1]"]);
}

#[test]
fn findings_are_matched_by_number() {
    let base = of(&["1", "2"]);
    let mut ours = of(&["1", "2", "4"]);
    ours.recommendations[1].owner = Some("Head".into());
    let theirs = of(&["2", "3"]);
    let (both, conflicts) = merged(&base, &ours, &theirs);
    let numbers: Vec<String> = both.findings().map(|(reference, ..)| reference.to_string()).collect();
    assert_eq!((numbers.join(" ").as_str(), conflicts.len()), ("R2 R3 R4", 0));
    let without = of(&["1"]);
    assert_eq!(merged(&base, &ours, &without).1, ["R2."]);
}

#[test]
fn a_record_that_both_added_is_merged_and_the_same_one_is_itself() {
    let (ours, theirs) = (of(&["1"]), of(&["1", "2"]));
    let both = merge_versions(None, &ours, &theirs, &|_| Version::Ours).unwrap();
    assert_eq!((both.record, both.conflicts), (theirs, Vec::new()));
}
