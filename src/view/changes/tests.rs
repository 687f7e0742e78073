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
    RecordVersions::from_texts(id.parse().unwrap(), before.map(yaml::write), after.map(yaml::write))
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

fn sentences(before: &Record, change: impl FnOnce(&mut Record)) -> String {
    let changes = told(before, change).changes;
    let line = |it: &RecordChange| {
        let fields: Vec<String> = it.values.iter().map(|value| value.path().to_string()).collect();
        format!("{:?} {} [{}]", it.kind, it.sentence(), fields.join(", "))
    };
    changes.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn day(text: &str) -> crate::model::Date {
    text.parse().unwrap()
}

#[test]
fn entries_of_a_log_are_each_told_with_what_was_corrected_in_them() {
    let mut before = of(&["1"]);
    let entry = |date: &str, note: &str| ProgressEntry {
        note: Some(crate::prose::Prose::from_text(note)),
        ..ProgressEntry::on(day(date))
    };
    before.recommendations[0].progress = vec![entry("2026-01-01", "Begun in the east."), entry("2026-01-02", "A slip.")];
    before.recommendations[0].actions = vec![Action::to("Train."), Action::to("Buy nails."), Action::to("Check.")];
    assert_snapshot!(sentences(&before, |record| {
        let finding = &mut record.recommendations[0];
        finding.progress = vec![entry("2026-01-01", "Begun in the west."), entry("2026-02-01", "More."), entry("2026-03-01", "Most.")];
        finding.progress[1].internal = true;
        finding.actions[0].target = Some(day("2026-05-01"));
        finding.actions[0].extensions.push(Extension { reason: Some("Illness".into()), ..Extension::until(day("2026-06-01"), day("2026-04-01")) });
        finding.actions[0].owner = Some("Head".into());
        finding.actions.remove(1);
        finding.due = Some(day("2026-12-31"));
        finding.extensions = vec![
            Extension { reason: Some("Rain".into()), ..Extension::until(day("2027-03-31"), day("2026-04-01")) },
            Extension { approved_by: Some("PCC".into()), ..Extension::until(day("2027-01-31"), day("2026-05-01")) },
        ];
    }), @"
    Extended R1: due date extended from 31 December 2026 to 31 March 2027, because “Rain”, agreed on 1 April 2026 [recommendations[0].extensions[0]]
    Extended R1: due date brought forward from 31 March 2027 to 31 January 2027, approved by PCC on 1 May 2026 [recommendations[0].extensions[1]]
    Corrected R1: log entry of 1 January 2026: note corrected from “Begun in the east.” to “Begun in the west.” [recommendations[0].progress[0].note]
    Other R1: log entry of 1 February 2026 (internal): “More.” [recommendations[0].progress[1]]
    Other R1: log entry of 1 March 2026: “Most.” [recommendations[0].progress[2]]
    Corrected R1: log entry of 2 January 2026 removed: “A slip.” [recommendations[0].progress[1]]
    Extended R1: action extended from 1 May 2026 to 1 June 2026, because “Illness”, agreed on 1 April 2026: “Train.” [recommendations[0].actions[0].extensions[0]]
    OwnerChanged R1: owner of an action set to Head: “Train.” [recommendations[0].actions[0].owner]
    Other R1: action “Train.”: target date set to 1 May 2026 [recommendations[0].actions[0].target]
    Corrected R1: action removed: “Buy nails.” [recommendations[0].actions[1]]
    Other R1: due date set to 31 December 2026 [recommendations[0].due]
    ");
}

#[test]
fn closings_and_reopenings_are_told_with_their_day_approver_and_reason() {
    use crate::model::Closure;
    let closing = |date: &str| Closure {
        date: Some(day(date)),
        status: Some(Status::Superseded),
        approved_by: Some("the board".into()),
        evidence: vec!["minute 4".into(), "a photo".into()],
        ..Closure::default()
    };
    let open = of(&["1"]);
    let mut closed = open.clone();
    closed.recommendations[0].status = Some(Status::Superseded);
    closed.recommendations[0].closures = vec![closing("2026-02-01")];
    let reopen = |record: &mut Record| {
        let finding = &mut record.recommendations[0];
        finding.status = Some(Status::InProgress);
        finding.closures[0].reopened = Some(day("2026-03-01"));
        finding.closures[0].reopening_reason = Some("It was not so".into());
        finding.progress.push(ProgressEntry { status: Some(Status::InProgress), ..ProgressEntry::on(day("2026-03-01")) });
    };
    let mut reopened = closed.clone();
    reopen(&mut reopened);
    assert_snapshot!(sentences(&open, |record| *record = closed.clone()), @"Closed R1: closed as superseded on 1 February 2026, approved by the board, with the evidence “minute 4” and “a photo” [recommendations[0].status, recommendations[0].closures[0]]");
    assert_snapshot!(sentences(&closed, reopen), @"Reopened R1: reopened on 1 March 2026, because “It was not so” [recommendations[0].status, recommendations[0].closures[0].reopened, recommendations[0].closures[0].reopening_reason, recommendations[0].progress[0]]");
    assert_snapshot!(sentences(&reopened, |record| record.recommendations[0].closures[0].evidence.clear()), @"Corrected R1: closing of 1 February 2026: entry 1 in the evidence removed (was minute 4); entry 2 in the evidence removed (was a photo) [recommendations[0].closures[0].evidence[0], recommendations[0].closures[0].evidence[1]]");
    assert_snapshot!(sentences(&closed, |record| *record = open.clone()), @"
    Reopened R1: reopened [recommendations[0].status]
    Corrected R1: closing of 1 February 2026 removed [recommendations[0].closures[0]]
    ");
}

#[test]
fn the_conversion_of_a_record_has_the_values_that_it_moved() {
    let mut before = of(&["1"]);
    before.schema_version = crate::model::SchemaVersion::One;
    let finding = &mut before.recommendations[0];
    finding.status = Some(Status::Closed);
    finding.closure = Some(Box::new(crate::model::Closure { date: Some(day("2026-02-01")), ..Default::default() }));
    assert_snapshot!(sentences(&before, |record| {
        record.schema_version = crate::model::SchemaVersion::Two;
        let finding = &mut record.recommendations[0];
        let closing = *finding.closure.take().unwrap();
        finding.closures = vec![crate::model::Closure { status: Some(Status::Closed), ..closing }];
    }), @"Other converted to version 2 of the record format [schema_version, recommendations[0].closure, recommendations[0].closures[0]]");
}

#[test]
fn the_response_is_told_as_a_whole() {
    use crate::model::{Addressee, Publication, ResponseExtension, Stage};
    let mut before = of(&["1", "2"]);
    before.recommendations[0].addressed_to = vec![Addressee::from("chief constables")];
    assert_snapshot!(sentences(&before, |record| {
        record.stage = Stage::Published;
        record.publication = Some(Publication { published: Some(day("2026-02-01")), ..Publication::default() });
        record.commissioner_overall_comments = Some(crate::prose::Prose::from_text("We agree."));
        let (to, agreed) = (day("2026-01-31"), day("2025-07-01"));
        let extension = ResponseExtension { to, agreed, applied: None, by: Some("the Minister".into()), reason: None, judicial_review: false };
        record.response_extensions.push(extension);
        record.recommendations.swap(0, 1);
        record.recommendations[1].addressed_to.push(Addressee::from("the Home Office"));
    }), @"
    Answered response published on 1 February 2026 [stage, publication]
    Extended response deadline extended from 10 July 2025 to 31 January 2026, given by the Minister on 1 July 2025 [response_extensions[0]]
    Answered overall comments set to “We agree.” [commissioner_overall_comments]
    Other R2: moved to place 1 among the recommendations [recommendations[0]]
    Corrected R1: addressees changed from chief constables to chief constables, the Home Office [recommendations[1].addressed_to[1]]
    ");
}
