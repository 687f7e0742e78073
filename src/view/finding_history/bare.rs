//! A finding without its entries, and a record without its findings, as JSON.
//!
//! Taken apart field by field, because a log of years is long, each version has it, and JSON of all of it is slow.

use serde_json::{Map, Value};

use crate::model::{Finding, Record};

/// Returns the fields of a finding that are not lists of entries and do not name it.
pub(super) fn finding_fields(finding: &Finding) -> Map<String, Value> {
    let Finding {
        printed,
        text,
        area,
        addressed_to,
        said_ours,
        due,
        due_text,
        target,
        priority,
        status,
        owner,
        chief_officer_response,
        commissioner_response,
        actions: _,
        extensions: _,
        progress: _,
        closure: _,
        closures: _,
        verification: _,
        verifications: _,
        escalation: _,
        follows,
        supersedes,
        escalated_from,
        cause_of_concern,
        withheld,
        redactions: _,
    } = finding;
    let bare = Finding {
        text: text.clone(),
        area: area.clone(),
        addressed_to: addressed_to.clone(),
        said_ours: *said_ours,
        due: *due,
        due_text: due_text.clone(),
        target: *target,
        priority: *priority,
        status: *status,
        owner: owner.clone(),
        chief_officer_response: chief_officer_response.clone(),
        commissioner_response: commissioner_response.clone(),
        follows: follows.clone(),
        supersedes: supersedes.clone(),
        escalated_from: escalated_from.clone(),
        cause_of_concern: cause_of_concern.clone(),
        withheld: *withheld,
        ..Finding::numbered(printed.clone())
    };
    fields_of(&bare, &["ref"])
}

/// Returns the fields of a record that are not lists of findings or entries, and not the version of its format.
pub(super) fn record_fields(record: &Record) -> Map<String, Value> {
    let Record {
        schema_version: _,
        form_version,
        stage,
        force,
        local_policing_body,
        chief_officer,
        inspection,
        duty,
        not_owed,
        duty_from,
        duty_terms,
        response_extensions: _,
        recommendations: _,
        areas_for_improvement: _,
        causes_of_concern: _,
        commissioner_initial_response,
        chief_officer_response,
        commissioner_overall_comments,
        adopts_chief_officer,
        publication,
        covered_by,
        imported,
        unplaced,
        redactions: _,
    } = record;
    let bare = Record {
        form_version: form_version.clone(),
        stage: *stage,
        chief_officer: chief_officer.clone(),
        duty: *duty,
        not_owed: not_owed.clone(),
        duty_from: *duty_from,
        duty_terms: duty_terms.clone(),
        commissioner_initial_response: commissioner_initial_response.clone(),
        chief_officer_response: chief_officer_response.clone(),
        commissioner_overall_comments: commissioner_overall_comments.clone(),
        adopts_chief_officer: *adopts_chief_officer,
        publication: publication.clone(),
        covered_by: covered_by.clone(),
        imported: *imported,
        unplaced: unplaced.clone(),
        ..Record::draft(force.clone(), local_policing_body.clone(), inspection.clone())
    };
    let mut fields = fields_of(&bare, &["schema_version"]);
    for (of, days) in [("inspection", &INSPECTION_DAYS[..]), ("publication", &PUBLICATION_DAYS)] {
        if let Some(Value::Object(part)) = fields.get_mut(of) {
            part.retain(|key, _| !days.contains(&key.as_str()));
        }
    }
    if fields.get("publication").and_then(Value::as_object).is_some_and(Map::is_empty) {
        fields.remove("publication");
    }
    fields
}

/// The days of the report that are entries of the history.
const INSPECTION_DAYS: [&str; 2] = ["published", "sent_to_panel"];

/// The days of the response that are.
const PUBLICATION_DAYS: [&str; 8] = [
    "chief_officer_invited",
    "comments_received",
    "published",
    "sent_to_inspectorate",
    "sent_to_secretary_of_state",
    "sent_to_commissioner",
    "sent_to_iopc",
    "sent_to_coroner",
];

/// Returns a value's fields as JSON, without some of them.
pub(super) fn fields_of(of: &impl serde::Serialize, without: &[&str]) -> Map<String, Value> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(of) else { return Map::new() };
    fields.retain(|key, _| !without.contains(&key.as_str()));
    fields
}
