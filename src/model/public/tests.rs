use std::collections::BTreeSet;

use schemars::schema_for;
use serde_json::{Map, Value, json};

use super::*;

/// Each field that the public version has.
const SHOWN: &[&str] = &[
    "schema_version",
    "form_version",
    "stage",
    "force",
    "local_policing_body.kind",
    "local_policing_body.name",
    "local_policing_body.holder",
    "chief_officer.title",
    "chief_officer.name",
    "inspection.title",
    "inspection.inspectorates",
    "inspection.kind",
    "inspection.published",
    "inspection.url",
    "inspection.recommendation_count",
    "inspection.area_for_improvement_count",
    "inspection.cause_of_concern_count",
    "inspection.summary",
    "inspection.grades.area",
    "inspection.grades.grade",
    "commissioner_initial_response",
    "chief_officer_response.overview",
    "chief_officer_response.next_steps",
    "chief_officer_response.closing",
    "commissioner_overall_comments",
    "adopts_chief_officer",
    "publication.chief_officer_invited",
    "publication.comments_wanted_by",
    "publication.comments_received",
    "publication.published",
    "publication.url",
    "publication.sent_to_inspectorate",
    "publication.sent_to_secretary_of_state",
    "publication.sent_to_commissioner",
    "publication.sent_to_iopc",
    "publication.sent_to_coroner",
    "duty",
    "duty_from",
    "duty_terms.name",
    "duty_terms.last_day",
    "duty_terms.period",
    "duty_terms.count",
    "response_extensions.to",
    "response_extensions.agreed",
    "response_extensions.applied",
    "response_extensions.by",
    "response_extensions.judicial_review",
    "covered_by",
    "finding.ref",
    "finding.text",
    "finding.area",
    "finding.addressed_to",
    "finding.ours",
    "finding.due",
    "finding.due_text",
    "finding.status",
    "finding.chief_officer_response.heading",
    "finding.chief_officer_response.text",
    "finding.commissioner_response.action",
    "finding.commissioner_response.adopts_chief_officer",
    "finding.commissioner_response.text",
    "finding.commissioner_response.see",
    "finding.extensions.agreed",
    "finding.extensions.to",
    "finding.progress.date",
    "finding.progress.status",
    "finding.closure.date",
    "finding.closure.status",
    "finding.closure.reopened",
    "finding.closures.date",
    "finding.closures.status",
    "finding.closures.reopened",
    "finding.verification.by",
    "finding.verification.date",
    "finding.verification.outcome",
    "finding.verifications.by",
    "finding.verifications.date",
    "finding.verifications.outcome",
    "finding.follows",
    "finding.supersedes",
    "finding.escalated_from",
    "finding.cause_of_concern",
    "finding.withheld",
];

/// Each field that it does not have.
const HIDDEN: &[&str] = &[
    "unplaced",
    "imported",
    "not_owed",
    "inspection.sent_to_panel",
    "response_extensions.reason",
    "finding.escalation.date",
    "finding.escalation.to",
    "finding.escalation.reference",
    "finding.escalation.reason",
    "redactions.field",
    "redactions.date",
    "redactions.reason",
    "redactions.by",
    "finding.redactions.field",
    "finding.redactions.date",
    "finding.redactions.reason",
    "finding.redactions.by",
    "finding.target",
    "finding.priority",
    "finding.owner",
    "finding.actions.text",
    "finding.actions.owner",
    "finding.actions.target",
    "finding.actions.done",
    "finding.actions.evidence",
    "finding.actions.internal",
    "finding.actions.extensions.agreed",
    "finding.actions.extensions.to",
    "finding.actions.extensions.reason",
    "finding.actions.extensions.approved_by",
    "finding.actions.extensions.internal",
    "finding.extensions.reason",
    "finding.extensions.approved_by",
    "finding.extensions.internal",
    "finding.progress.by",
    "finding.progress.note",
    "finding.progress.internal",
    "finding.closure.approved_by",
    "finding.closure.evidence",
    "finding.closure.reopening_reason",
    "finding.closures.approved_by",
    "finding.closures.evidence",
    "finding.closures.reopening_reason",
    "finding.verification.reference",
    "finding.verifications.reference",
];

/// Returns a schema's name and content, with references followed and "or null" removed.
fn resolved<'a>(schema: &'a Value, root: &'a Value) -> (&'a str, &'a Value) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return (name, &root["$defs"][name]);
    }
    let choices = schema["anyOf"].as_array().into_iter().flatten();
    choices.into_iter().find(|choice| choice["type"] != "null").map_or(("", schema), |choice| resolved(choice, root))
}

/// Returns a value that a schema allows, with every field filled in.
fn filled(schema: &Value, root: &Value) -> Value {
    let (name, schema) = resolved(schema, root);
    match name {
        "Date" => return json!("2025-06-01"),
        "RecordId" => return json!("kent/2025-05-16-other"),
        "FindingLink" | "AnswerPlace" => return json!("R1"),
        "PrintedRef" => return json!("1"),
        "Owners" => return json!("Head of Custody"),
        "SchemaVersion" => return json!(2),
        _ => {}
    }
    if let Some(fields) = schema["properties"].as_object() {
        return fields.iter().map(|(key, field)| (key.clone(), filled(field, root))).collect::<Map<_, _>>().into();
    }
    let of =
        |kind: &str| schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|it| it == kind));
    if let Some(word) = schema["oneOf"].as_array().and_then(|choices| choices.first()) {
        word["const"].clone()
    } else if !schema["const"].is_null() {
        schema["const"].clone()
    } else if of("array") {
        json!([filled(&schema["items"], root)])
    } else if of("boolean") {
        json!(true)
    } else if of("integer") {
        json!(7)
    } else {
        assert!(of("string"), "say here what a {name} is: {schema}");
        json!("Words")
    }
}

/// Collects the key path of every field of a value; the three lists of findings count as one.
fn paths(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                let is_list = ["recommendations", "areas_for_improvement", "causes_of_concern"].contains(&key.as_str());
                let key = if is_list { "finding" } else { key };
                paths(field, &if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }, found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => items.iter().for_each(|item| paths(item, at, found)),
        _ => drop(found.insert(at.to_owned())),
    }
}

/// A record in which every field has a value, with or without withheld findings.
fn full(is_withheld: bool) -> Record {
    let schema = schema_for!(Record).to_value();
    let mut value = filled(&schema, &schema);
    for list in ["recommendations", "areas_for_improvement", "causes_of_concern"] {
        value[list][0]["withheld"] = json!(is_withheld);
    }
    // The extension must be valid, because the public version shows no others.
    value["duty"] = json!("iopc_learning");
    value["response_extensions"][0]["by"] = json!("The IOPC");
    value["response_extensions"][0]["to"] = json!("2027-06-01");
    // What is internal is not there at all: it has a test of its own.
    for list in ["recommendations", "areas_for_improvement", "causes_of_concern"] {
        value[list][0]["extensions"][0]["internal"] = json!(false);
        value[list][0]["progress"][0]["internal"] = json!(false);
    }
    serde_json::from_value(value).unwrap()
}

fn paths_of(record: &Record) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    paths(&value_of(record), "", &mut found);
    found
}

#[test]
fn for_each_field_of_a_record_it_is_decided_whether_the_public_sees_it() {
    let schema = schema_for!(Record).to_value();
    let mut all = BTreeSet::new();
    paths(&filled(&schema, &schema), "", &mut all);
    let decided: BTreeSet<String> = SHOWN.iter().chain(HIDDEN).map(|path| (*path).to_owned()).collect();
    assert_eq!(decided.len(), SHOWN.len() + HIDDEN.len(), "a field has two decisions");
    assert_eq!(all, decided, "decide here, in `public` and in docs/guide/publishing.md whether the public sees it");
}

#[test]
fn the_public_sees_what_is_let_out_and_nothing_else() {
    let expected: BTreeSet<String> =
        SHOWN.iter().filter(|path| **path != "finding.withheld").map(|path| (*path).to_owned()).collect();
    assert_eq!(paths_of(&public(&full(false))), expected);
}

#[test]
fn a_later_day_to_respond_that_nobody_could_give_is_not_shown() {
    let mut record = full(false);
    record.response_extensions[0].by = Some("The chief constable".to_owned());
    assert_eq!(public(&record).response_extensions, []);
}

#[test]
fn nothing_leads_to_a_withheld_finding() {
    let mut record = full(false);
    record.causes_of_concern[0].withheld = true;
    record.recommendations[0].follows = Some("COC1".parse().unwrap());
    record.recommendations[0].commissioner_response.as_mut().unwrap().see = Some("COC1".parse().unwrap());
    let shown = public(&record);
    assert_eq!(shown.recommendations[0].follows, None);
    assert_eq!(shown.recommendations[0].commissioner_response.as_ref().unwrap().see, None);
    assert_eq!(shown.recommendations[0].supersedes, record.recommendations[0].supersedes);
}

#[test]
fn a_withheld_finding_keeps_its_number_and_nothing_else() {
    let shown = public(&full(true));
    let of_findings: Vec<String> = paths_of(&shown).into_iter().filter(|path| path.starts_with("finding.")).collect();
    assert_eq!(of_findings, ["finding.ref", "finding.withheld"]);
    assert_eq!([&shown.recommendations, &shown.areas_for_improvement, &shown.causes_of_concern].map(Vec::len), [1, 1, 1]);
}

#[test]
fn what_is_internal_is_not_there_at_all() {
    let mut record = full(false);
    let finding = &mut record.recommendations[0];
    finding.extensions.iter_mut().for_each(|it| it.internal = true);
    finding.progress.iter_mut().for_each(|it| it.internal = true);
    finding.status = Some(crate::model::Status::InProgress);
    finding.closure = None;
    finding.closures.clear();
    let shown = public(&record);
    assert_eq!((shown.recommendations[0].extensions.len(), shown.recommendations[0].progress.len()), (0, 0));
    // Only an internal entry states the status.
    assert_eq!(shown.recommendations[0].status, Some(crate::model::Status::NotStarted));
    assert!(left_out(&record, &shown).unwrap().contains("1 internal later date"));
}

#[test]
fn each_field_that_is_left_out_is_told_of() {
    let record = full(false);
    let told = left_out(&record, &public(&record)).unwrap();
    assert_eq!(
        told,
        "3 owners, 3 actions, 6 pieces of evidence, 3 notes, 3 reporters, 3 steps of an escalation, \
         4 reasons for a later date, 6 reasons for a reopening, 9 approvers, 6 references of verifications, \
         3 internal target dates, 3 priorities, \
         1 reason why no response is owed and words not placed yet"
    );
    let withheld = full(true);
    let told = left_out(&withheld, &public(&withheld)).unwrap();
    assert_eq!(
        told,
        "1 reason for a later date, 1 reason why no response is owed, all but the number of R1, AFI1 and COC1 (withheld) and words not placed yet"
    );
    assert_eq!(left_out(&public(&record), &public(&record)), None);
}
