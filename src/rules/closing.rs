//! Rules on whether closed findings have a date, evidence and an approver.

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::evidence::path_in;
use crate::model::{Date, FieldPath, Finding, FindingRef, Record, Status};

family! { "Closing", "closing.md", check:
    /// Reports a closed finding without evidence.
    CLOSED_WITHOUT_EVIDENCE = Deny "closed-without-evidence" Always;
    /// Reports a closed finding without a date.
    CLOSED_WITHOUT_DATE = Deny "closed-without-date" Always;
    /// Reports a finding closed before its report was published.
    CLOSURE_BEFORE_REPORT = Deny "closure-before-report" Always;
    /// Reports evidence that names a file which does not exist.
    EVIDENCE_MISSING = Warn "evidence-missing" Always;
    /// Reports a finding that was not accepted without an approver.
    NOT_ACCEPTED_WITHOUT_APPROVER = Warn "not-accepted-without-approver" Always;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    evidence_is_there(record, context, report);
    for (reference, at, finding) in record.findings().filter(|(_, _, finding)| finding.is_ours()) {
        let status = finding.latest_status();
        if !status.is_open() {
            ended_well(&reference, &at, finding, status, report);
        }
    }
}

fn evidence_is_there(record: &Record, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    if context.by.missing_files.is_empty() {
        return;
    }
    for (at, evidence) in record.evidence() {
        if path_in(evidence).is_some_and(|path| context.by.missing_files.contains(&path)) {
            let message = format!("there is no file `{evidence}`, which is named as evidence");
            let help = "check the spelling, or put the file there; paths start at the folder that contains records/".to_owned();
            report.at(&EVIDENCE_MISSING, at, message, help);
        }
    }
}

fn ended_well(reference: &FindingRef, at: &FieldPath, finding: &Finding, status: Status, report: &mut DiagnosticCollector<'_>) {
    // Only the closure that holds now: one from before a reopening proves nothing about the present closing.
    let closure = finding.standing_closure(Date::LAST);
    // With a letter or digit, because "-" proves nothing.
    let proven = closure.is_some_and(|closure| closure.evidence.iter().any(|evidence| evidence.contains(char::is_alphanumeric)));
    if status == Status::Closed && !proven {
        let place = if closure.is_some() { at.key("closure") } else { at.key("status") };
        let help = "name the evidence in `closure.evidence`: a document, minutes, a letter".to_owned();
        report.at(&CLOSED_WITHOUT_EVIDENCE, place, format!("{reference} is closed without evidence"), help);
    }
    let in_log = finding.progress.iter().any(|entry| entry.status.is_some_and(|status| !status.is_open()));
    // A closing entry in the log has a date too.
    if !in_log && closure.is_none_or(|closure| closure.date.is_none()) {
        let message = format!("{reference} is {}, but the date is missing", status.words());
        report.at(&CLOSED_WITHOUT_DATE, at.key("status"), message, "write it in `closure.date`".to_owned());
    }
    let approved = closure.and_then(|closure| closure.approved_by.as_ref()).is_some_and(|name| !name.trim().is_empty());
    if status == Status::NotAccepted && !approved {
        let message = format!("{reference} is not accepted, but its approver is missing");
        report.at(&NOT_ACCEPTED_WITHOUT_APPROVER, at.key("status"), message, "name them in `closure.approved_by`".to_owned());
    }
}
