//! Tests: what becomes of a document written by irr that somebody changed.

mod sent_form;

use crate::intake;
use crate::intake::{ImportDraft, KnownFacts};

const DOCUMENT: &str = "\
# PCC and CC Force Inspection response record

| | |
| --- | --- |
| Force | Kent |
| Police and Crime Commissioner | A. N. Other |
| Title of inspection | Hedges |
| Published date | 16 May 2025 |
| Stage | draft |
| Record | kent/2025-05-16-hedges (irr form 1) |

## Recommendations relevant to PCC & Police

### Recommendation 1

Trim them.

| | |
| --- | --- |
| Deadline | 31 December 2025 |
| Status | in progress |
| Owner | Head of Hedges |

## What has been done

### Recommendation 1

#### Progress

| Date | Status | Note |
| --- | --- | --- |
| 1 June 2025 | in progress | Begun. |
";

fn read(document: &str) -> ImportDraft {
    intake::read(document.as_bytes(), None, &KnownFacts::default()).unwrap()
}

/// Returns the notes and the unplaced text when one thing in the document is replaced by another.
fn changed(from: &str, to: &str) -> String {
    assert!(DOCUMENT.contains(from), "{from}");
    let draft = read(&DOCUMENT.replacen(from, to, 1));
    let told = draft.notes.iter().map(|note| format!("{}: {}: {}\n", note.at, note.code, note.message));
    format!(
        "{}{}",
        told.collect::<String>(),
        draft.record.unplaced.map_or_else(String::new, |text| format!("[{}]", text.trimmed()))
    )
}

#[test]
fn what_nobody_changed_is_read_without_a_word() {
    let draft = read(DOCUMENT);
    assert_eq!(draft.notes, []);
    assert_eq!(draft.id.to_string(), "kent/2025-05-16-hedges");
    assert_eq!(draft.record.recommendations[0].progress.len(), 1);
}

#[test]
fn a_changed_word_is_a_changed_field() {
    let draft = read(&DOCUMENT.replace("Head of Hedges", "Head of Fences").replace("Trim them.", "Trim them all."));
    let finding = &draft.record.recommendations[0];
    assert_eq!(
        (finding.owner.as_ref().map(crate::model::Owners::lead), finding.text.as_ref().unwrap().trimmed()),
        (Some("Head of Fences"), "Trim them all.")
    );
    assert_eq!(draft.notes, []);
}

#[test]
fn what_no_field_takes_is_kept_and_told() {
    insta::assert_snapshot!(changed("31 December 2025", "soon"), @"
    line 20: disagrees: Deadline: `soon` is no date; kept under `unplaced`
    [Deadline: soon]
    ");
    insta::assert_snapshot!(changed("| Status | in progress |", "| Status | nearly done |"), @"
    line 21: disagrees: Status: `nearly done` is not a status: use one of not_started, in_progress, pending_sign_off, closed, superseded, not_accepted; kept under `unplaced`
    [Status: nearly done]
    ");
    insta::assert_snapshot!(changed("| Owner | Head of Hedges |", "| Owner | One |\n| Owner | Two |"), @"
    line 23: disagrees: `Owner` occurs twice and the first is used; kept under `unplaced`
    [Owner: Two]
    ");
    insta::assert_snapshot!(changed("| Status | in progress |", "| Status | in progress |\n| Status now | closed |"), @"line 22: disagrees: `Status now` is calculated from other rows, and this is not the result; ignored");
    insta::assert_snapshot!(changed("| Status | in progress |", "| Status | in progress |\n| Deadline now | 1 May 2027 |"), @"line 22: disagrees: `Deadline now` is calculated from other rows, and this is not the result; ignored");
    insta::assert_snapshot!(changed("| Stage | draft |", "| Stage | draft |\n| Last day to respond | 11 July 2025 |"), @"line 10: disagrees: `Last day to respond` is calculated from other rows, and this is not the result; ignored");
    insta::assert_snapshot!(changed("| Owner |", "| Colour |"), @"
    line 22: unplaced: fits no field; kept under `unplaced`
    [Colour: Head of Hedges]
    ");
    insta::assert_snapshot!(changed("| 1 June 2025 |", "|  |"), @"
    line 32: disagrees: this row is incomplete (missing field `date`); kept under `unplaced`
    [| in progress | Begun.]
    ");
    insta::assert_snapshot!(changed("| Force | Kent |", "| Force | Kent |\n| Weather | fine |"), @"
    line 6: unplaced: fits no field; kept under `unplaced`
    [Weather: fine]
    ");
    insta::assert_snapshot!(changed("## What has been done\n\n### Recommendation 1", "## What has been done\n\n### Recommendation 7"), @"
    line 26: unplaced: fits no field; kept under `unplaced`
    [### Recommendation 7

    #### Progress

    Date | Status | Note

    1 June 2025 | in progress | Begun.]
    ");
    insta::assert_snapshot!(changed("## What has been done", "## A section of ours\n\nWords.\n\n## What has been done"), @"
    line 24: unplaced: fits no field; kept under `unplaced`
    [## A section of ours

    Words.]
    ");
    insta::assert_snapshot!(changed("| Stage | draft |\n", ""), @"line 1: missing: the cover table has no stage; taken as `draft`");
}

#[test]
fn a_finding_whose_heading_is_none_any_more_is_not_mixed_into_the_one_before() {
    let second = "\n### Recommendation 2\n\nCount them.\n\n| | |\n| --- | --- |\n| Deadline | 1 May 2026 |\n";
    let document = DOCUMENT.replace("\n## What has been done", &format!("{second}\n## What has been done"));
    assert_eq!(read(&document).record.recommendations.len(), 2);
    for heading in ["#### Recommendation 2", "#### Recommendation 2 – Counting"] {
        let draft = read(&document.replace("### Recommendation 2", heading));
        let findings = &draft.record.recommendations;
        assert_eq!((findings.len(), findings[0].due.unwrap().to_string().as_str()), (1, "2025-12-31"), "{heading}");
        assert_eq!(findings[0].text.as_ref().unwrap().trimmed(), "Trim them.");
        assert!(draft.record.unplaced.unwrap().as_str().contains("1 May 2026"));
        assert_eq!(draft.notes.len(), 1, "{:?}", draft.notes);
    }
}

#[test]
fn a_cover_without_its_body_is_read_as_any_other_form() {
    insta::assert_snapshot!(changed("| Police and Crime Commissioner | A. N. Other |\n", ""), @"
    line 1: undecided: this answers nothing; taken as the inspectorate's own report. If it is a response, say so with --as response
    line 1: disagrees: irr made this document, but it was changed: the document does not say which body responds; read like any other form
    line 13: guessed: R1 does not say who should act; taken as ours
    line 15: guessed: taken as the inspectorate's words of R1; they may be an answer
    line 8: unplaced: this fits no field; kept under `unplaced`
    line 9: unplaced: this fits no field; kept under `unplaced`
    line 31: unplaced: this fits no field; kept under `unplaced`
    [Stage: draft

    Record: kent/2025-05-16-hedges (irr form 1)

    Date: 1 June 2025

    Note: Begun.]
    ");
}

#[test]
fn next_steps_that_are_there_twice_are_both_kept() {
    let steps = "\n## Chief officer's response\n\n### Next steps\n\nOne.\n\n### Next steps\n\nTwo.\n\n## What has been done";
    let draft = read(&DOCUMENT.replace("\n## What has been done", steps));
    assert_eq!(draft.record.chief_officer_response.unwrap().next_steps.unwrap().trimmed(), "One.");
    assert!(draft.record.unplaced.unwrap().as_str().contains("Two."));
}

#[test]
fn what_a_document_says_otherwise_than_was_said_beforehand_is_told() {
    let known = KnownFacts { title: Some("Fences".into()), ..KnownFacts::default() };
    let draft = intake::read(DOCUMENT.as_bytes(), None, &known).unwrap();
    assert_eq!(draft.record.inspection.title, "Fences");
    let told: Vec<_> = draft.notes.iter().map(|note| note.quote.as_deref()).collect();
    assert_eq!(told, [Some("Hedges")]);
}

#[test]
fn what_is_said_beforehand_stands_before_the_document() {
    let known = KnownFacts { force: Some("Essex".into()), slug: Some("fences".into()), ..KnownFacts::default() };
    let draft = intake::read(DOCUMENT.as_bytes(), None, &known).unwrap();
    assert_eq!((draft.id.as_str(), draft.record.force.as_str()), ("essex/2025-05-16-fences", "Essex"));
}
