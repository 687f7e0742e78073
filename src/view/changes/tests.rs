use super::*;
use crate::model::record::tests::record;
use crate::model::{Action, Extension, Finding, ProgressEntry, Record, Status};
use crate::yaml;
use insta::assert_snapshot;

fn of(findings: &[&str]) -> Record {
    let mut record = record("Kent", "2025-05-16");
    record.inspection.title = "Custody".to_owned();
    record.recommendations = findings.iter().map(|number| Finding::numbered(number.parse().unwrap())).collect();
    record
}

fn versions(id: &str, before: Option<&Record>, after: Option<&Record>) -> RecordVersions {
    RecordVersions { id: id.parse().unwrap(), before: before.map(yaml::write), after: after.map(yaml::write) }
}

fn told(before: &Record, change: impl FnOnce(&mut Record)) -> RecordChanges {
    let mut after = before.clone();
    change(&mut after);
    RecordChanges::between(&[versions("kent/2025-05-16-custody", Some(before), Some(&after))], Vec::new())
}

#[test]
fn few_changes_are_all_in_the_subject() {
    let changes = told(&of(&["1", "2"]), |record| {
        record.recommendations[0].status = Some(Status::Closed);
        let until = Extension::until("2026-12-31".parse().unwrap(), "2026-01-01".parse().unwrap());
        record.recommendations[1].extensions.push(until);
    });
    assert_snapshot!(changes.message(&changes.subject(), &[]), @"
    Close custody:R1; extend custody:R2 to 31 December 2026

    - Close kent/2025-05-16-custody:R1
    - Extend kent/2025-05-16-custody:R2 to 31 December 2026

    Irr-Finding: kent/2025-05-16-custody:R1
    Irr-Finding: kent/2025-05-16-custody:R2
    ");
}

#[test]
fn alike_changes_are_counted_and_many_are_too() {
    let changes = told(&of(&["1", "2", "3"]), |record| {
        record.recommendations.iter_mut().for_each(|finding| finding.status = Some(Status::Closed));
        record.recommendations[1].owner = Some("Head of Custody and of much besides".into());
        record.recommendations[2].actions.push(Action::to("Train everybody."));
    });
    assert_snapshot!(changes.subject(), @"Close 3 findings of Custody, and 2 other changes");
}

#[test]
fn each_field_has_its_words() {
    let before = of(&["1"]);
    let changes = told(&before, |record| {
        record.inspection.title = "Custody and more".to_owned();
        let finding = &mut record.recommendations[0];
        finding.owner = Some("Head \u{1b}[2J".into());
        finding.due = Some("2026-01-31".parse().unwrap());
        finding.progress.push(ProgressEntry::on("2026-01-01".parse().unwrap()));
        finding.text = Some(crate::prose::Prose::from_text("word ".repeat(50).trim()));
    });
    assert_snapshot!(changes.lines().join("\n"), @r"
    Set the report's title of kent/2025-05-16-custody to Custody and more (was Custody)
    Add a log entry to kent/2025-05-16-custody:R1
    Set the due date of kent/2025-05-16-custody:R1 to 31 January 2026
    Set the owner of kent/2025-05-16-custody:R1 to Head \u{1b}[2J
    Write the text of kent/2025-05-16-custody:R1
    ");
}

#[test]
fn redacted_words_are_not_quoted() {
    let mut before = of(&["1"]);
    before.recommendations[0].owner = Some("Jane Doe".into());
    let changes = told(&before, |record| {
        let finding = &mut record.recommendations[0];
        finding.owner = Some(crate::model::redaction::REDACTED.into());
        let (date, reason) = ("2026-01-01".parse().unwrap(), "A person is named".to_owned());
        finding.redactions.push(crate::model::Redaction { field: "owner".into(), date, reason, by: None });
    });
    assert_snapshot!(changes.message(&changes.subject(), &[]), @"
    Redact custody:R1: owner; change the owner of custody:R1

    - Redact kent/2025-05-16-custody:R1: owner
    - Change the owner of kent/2025-05-16-custody:R1

    Irr-Finding: kent/2025-05-16-custody:R1
    ");
}

#[test]
fn a_record_is_added_removed_or_renamed() {
    let (custody, mut other) = (of(&["1"]), of(&["1"]));
    other.inspection.title = "Barns".to_owned();
    let records = [
        versions("kent/2025-05-16-barns", None, Some(&other)),
        versions("kent/2025-05-16-cells", None, Some(&custody)),
        versions("kent/2025-05-16-custody", Some(&custody), None),
        versions("kent/2025-05-16-sheds", Some(&of(&[])), None),
    ];
    let changes = RecordChanges::between(&records, vec!["Change the settings (irr.yaml)".to_owned()]);
    assert_snapshot!(changes.lines().join("\n"), @"
    Rename kent/2025-05-16-custody to kent/2025-05-16-cells
    Add kent/2025-05-16-barns
    Remove kent/2025-05-16-sheds
    Change the settings (irr.yaml)
    ");
}
