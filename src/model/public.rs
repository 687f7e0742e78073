//! The public version of a record: the report's findings, the two answers, and the progress of each finding.
//!
//! This is an allow list. Each part of a record is built anew from the fields that may be published,
//! so that a new field stays internal until somebody decides otherwise. `docs/guide/publishing.md` gives
//! the reason for each field; a test fails for a field without a decision.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    Addressee, AnswerPlace, ChiefOfficer, ChiefOfficerAnswer, ChiefOfficerResponse, Closure, CommissionerResponse, Date,
    DutyTerms, Extension, Finding, FindingLink, FindingRef, Grade, Inspection, Inspectorate, LocalPolicingBody, ProgressEntry,
    Publication, Record, ResponseExtension, Verification,
};
use crate::prose::lost_characters::in_a_line;
use crate::prose::{Prose, counted, listed};

/// Returns the public version of a record, with text that needs no escapes.
pub fn public(record: &Record) -> Record {
    let withheld: HashSet<FindingRef> =
        record.findings().filter(|(.., finding)| finding.withheld).map(|(reference, ..)| reference).collect();
    let is_withheld = |link: &FindingLink| link.record.is_none() && withheld.contains(&link.finding);
    let findings = |findings: &[Finding]| {
        let shown = findings.iter().map(|it| unlinked(finding(it), &is_withheld));
        shown.collect::<Vec<_>>()
    };
    let body = LocalPolicingBody {
        kind: record.local_policing_body.kind,
        name: line(record.local_policing_body.name.as_ref()),
        holder: line(record.local_policing_body.holder.as_ref()),
    };
    let said = record.chief_officer_response.as_ref().map(|response| ChiefOfficerResponse {
        overview: prose(response.overview.as_ref()),
        next_steps: prose(response.next_steps.as_ref()),
        closing: prose(response.closing.as_ref()),
    });
    Record {
        schema_version: record.schema_version,
        form_version: line(record.form_version.as_ref()),
        stage: record.stage,
        chief_officer: record
            .chief_officer
            .as_ref()
            .map(|officer| ChiefOfficer { title: line(officer.title.as_ref()), name: line(officer.name.as_ref()) }),
        recommendations: findings(&record.recommendations),
        areas_for_improvement: findings(&record.areas_for_improvement),
        causes_of_concern: findings(&record.causes_of_concern),
        commissioner_initial_response: prose(record.commissioner_initial_response.as_ref()),
        chief_officer_response: said.filter(|said| *said != ChiefOfficerResponse::default()),
        commissioner_overall_comments: prose(record.commissioner_overall_comments.as_ref()),
        adopts_chief_officer: record.adopts_chief_officer,
        publication: record.publication.as_ref().map(publication),
        covered_by: record.covered_by.clone(),
        // The printed response deadline is computed from these fields.
        duty: record.duty,
        duty_from: record.duty_from,
        duty_terms: record.duty_terms.as_ref().map(|terms| DutyTerms { name: line(terms.name.as_ref()), ..terms.clone() }),
        // Extensions that are not valid do not move the deadline, and would mislead.
        response_extensions: record.extensions_that_count(Date::LAST).into_iter().map(more_time).collect(),
        // `draft` leaves every other field empty, so a new field stays internal.
        ..Record::draft(stated(record.force.as_str()).as_str().into(), body, inspection(&record.inspection))
    }
}

/// Returns an extension of the response deadline without its reason.
fn more_time(extension: &ResponseExtension) -> ResponseExtension {
    ResponseExtension { by: line(extension.by.as_ref()), reason: None, ..extension.clone() }
}

fn inspection(inspection: &Inspection) -> Inspection {
    let grade = |grade: &Grade| Grade { area: line(grade.area.as_ref()), grade: grade.grade };
    Inspection {
        inspectorates: names(inspection.inspectorates.iter().map(Inspectorate::as_str))
            .map(|name| name.as_str().into())
            .collect(),
        kind: inspection.kind,
        url: line(inspection.url.as_ref()),
        recommendation_count: inspection.recommendation_count,
        area_for_improvement_count: inspection.area_for_improvement_count,
        cause_of_concern_count: inspection.cause_of_concern_count,
        summary: prose(inspection.summary.as_ref()),
        grades: inspection.grades.iter().map(grade).collect(),
        ..Inspection::titled(stated(&inspection.title), inspection.published)
    }
}

/// Returns the dates of the steps that section 55 requires.
fn publication(publication: &Publication) -> Publication {
    Publication {
        chief_officer_invited: publication.chief_officer_invited,
        comments_wanted_by: publication.comments_wanted_by,
        comments_received: publication.comments_received,
        published: publication.published,
        url: line(publication.url.as_ref()),
        sent_to_inspectorate: publication.sent_to_inspectorate,
        sent_to_secretary_of_state: publication.sent_to_secretary_of_state,
        sent_to_commissioner: publication.sent_to_commissioner,
        sent_to_iopc: publication.sent_to_iopc,
        sent_to_coroner: publication.sent_to_coroner,
    }
}

/// Returns the public version of a finding. A withheld one keeps only its number, because anything else could reveal its content
/// (Police Act 1996, section 55(2) and (2A)).
fn finding(finding: &Finding) -> Finding {
    let numbered = Finding::numbered(finding.printed.clone());
    if finding.withheld {
        return Finding { withheld: true, ..numbered };
    }
    let answer = finding
        .chief_officer_response
        .as_ref()
        .map(|answer| ChiefOfficerAnswer { heading: line(answer.heading.as_ref()), text: prose(answer.text.as_ref()) });
    let response = finding.commissioner_response.as_ref().map(|response| CommissionerResponse {
        action: response.action,
        adopts_chief_officer: response.adopts_chief_officer,
        text: prose(response.text.as_ref()),
        see: response.see.clone(),
    });
    // Notes are internal, and a log entry that has only a note would be an empty row.
    let steps = finding.progress.iter().filter(|entry| entry.status.is_some() && !entry.internal);
    let is_internal = finding.progress.iter().any(|entry| entry.internal && entry.status.is_some());
    let mut shown = Finding {
        text: prose(finding.text.as_ref()),
        area: line(finding.area.as_ref()),
        addressed_to: names(finding.addressed_to.iter().map(Addressee::as_str)).map(|name| name.as_str().into()).collect(),
        said_ours: finding.said_ours,
        due: finding.due,
        due_text: line(finding.due_text.as_ref()),
        status: finding.status,
        chief_officer_response: answer,
        commissioner_response: response,
        extensions: finding.extensions.iter().filter(|it| !it.internal).map(|it| Extension::until(it.to, it.agreed)).collect(),
        progress: steps.map(|it| ProgressEntry { status: it.status, ..ProgressEntry::on(it.date) }).collect(),
        closure: finding.closure.as_deref().map(closing).map(Box::new),
        closures: finding.closures.iter().map(closing).collect(),
        verification: finding.verification.as_deref().map(verification).map(Box::new),
        verifications: finding.verifications.iter().map(verification).collect(),
        follows: finding.follows.clone(),
        supersedes: finding.supersedes.clone(),
        escalated_from: finding.escalated_from.clone(),
        cause_of_concern: finding.cause_of_concern.clone(),
        ..numbered
    };
    if is_internal {
        // A status that only an internal entry states is not published: the public sees the last one before it.
        shown.status = None;
        shown.status = Some(shown.latest_status());
    }
    shown
}

/// Removes the links to withheld findings: a finding answered together with a withheld one would reveal what that one is about.
fn unlinked(finding: Finding, is_withheld: &impl Fn(&FindingLink) -> bool) -> Finding {
    let open = |link: Option<FindingLink>| link.filter(|link| !is_withheld(link));
    let leads = |see: &AnswerPlace| see.finding().is_some_and(is_withheld);
    let response = finding.commissioner_response.and_then(|response| match response.see.as_ref().is_some_and(leads) {
        false => Some(response),
        true if response.text.is_none() && response.action.is_none() && !response.adopts_chief_officer => None,
        true => Some(CommissionerResponse { see: None, ..response }),
    });
    Finding {
        commissioner_response: response,
        follows: open(finding.follows),
        supersedes: open(finding.supersedes),
        escalated_from: open(finding.escalated_from),
        ..finding
    }
}

/// Returns the days and the status of a closing.
fn closing(closing: &Closure) -> Closure {
    Closure { date: closing.date, status: closing.status, reopened: closing.reopened, ..Closure::default() }
}

/// Returns the verification without its reference. It is published because the office's own status alone would be one-sided.
fn verification(verification: &Verification) -> Verification {
    Verification { by: stated(&verification.by), date: verification.date, reference: None, outcome: verification.outcome }
}

/// Returns a required text on one line, "not stated" where it is empty.
fn stated(text: &str) -> String {
    let text = in_a_line(text);
    if text.is_empty() { "not stated".to_owned() } else { text }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    names.map(in_a_line).filter(|name| !name.is_empty())
}

/// Returns a text on one line; `None` where it is empty.
fn line(text: Option<&String>) -> Option<String> {
    text.map(|text| in_a_line(text)).filter(|text| !text.is_empty())
}

fn prose(text: Option<&Prose>) -> Option<Prose> {
    text.and_then(Prose::presentable)
}

/// The internal fields, each with its name in the singular and the plural.
const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("owner", "owner", "owners"),
    ("actions", "action", "actions"),
    ("evidence", "piece of evidence", "pieces of evidence"),
    ("extensions", "internal later date", "internal later dates"),
    ("note", "note", "notes"),
    ("by", "reporter", "reporters"),
    ("escalation", "step of an escalation", "steps of an escalation"),
    ("reason", "reason for a later date", "reasons for a later date"),
    ("reopening_reason", "reason for a reopening", "reasons for a reopening"),
    ("approved_by", "approver", "approvers"),
    ("reference", "reference of a verification", "references of verifications"),
    ("target", "internal target date", "internal target dates"),
    ("priority", "priority", "priorities"),
    ("not_owed", "reason why no response is owed", "reasons why no response is owed"),
];

/// Returns in words what the public version of a record leaves out; `None` where nothing.
pub fn left_out(record: &Record, shown: &Record) -> Option<String> {
    let mut open = record.clone();
    let lists = [&mut open.recommendations, &mut open.areas_for_improvement, &mut open.causes_of_concern];
    // A withheld finding is reported once, below, and not field by field.
    lists.into_iter().flatten().filter(|it| it.withheld).for_each(|it| *it = finding(it));
    let (all, shown_too) = (value_of(&open), value_of(shown));
    let mut parts: Vec<String> = LEFT_OUT
        .iter()
        .filter_map(|(key, one, more)| {
            let number = times(&all, key).saturating_sub(times(&shown_too, key));
            (number > 0).then(|| counted(number, one, more))
        })
        .collect();
    let withheld: Vec<String> = record
        .findings()
        .filter(|(_, _, it)| it.withheld && **it != finding(it))
        .map(|(reference, ..)| reference.to_string())
        .collect();
    if !withheld.is_empty() {
        parts.push(format!("all but the number of {} (withheld)", listed(&withheld, withheld.len(), usize::MAX)));
    }
    parts.extend(record.unplaced.as_ref().map(|_| "words not placed yet".to_owned()));
    (!parts.is_empty()).then(|| listed(&parts, parts.len(), usize::MAX))
}

/// Counts how often a field occurs. The items of a list are counted; fields inside an action, redaction or escalation step are
/// not, because those count as a whole.
fn times(value: &Value, key: &str) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| times(item, key)).sum(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match (name == key, value) {
                (true, Value::Array(items)) => items.len(),
                (true, _) => 1,
                (false, _) if matches!(name.as_str(), "actions" | "redactions" | "escalation") => 0,
                (false, value) => times(value, key),
            })
            .sum(),
        _ => 0,
    }
}

fn value_of(record: &Record) -> Value {
    serde_json::to_value(record).unwrap_or_default()
}

#[cfg(test)]
mod tests;
