//! Whether what is closed was closed with a day, with evidence, and by somebody.

use super::rule::family;
use super::{Report, Subject, Whole};
use crate::model::{Date, FieldPath, Finding, FindingRef, Record, Status};

family! { "Closing", "closing.md", check:
    /// Closed, and nothing proves it.
    CLOSED_WITHOUT_EVIDENCE = Deny "closed-without-evidence" Always;
    /// Closed, and nobody knows when.
    CLOSED_WITHOUT_DATE = Deny "closed-without-date" Always;
    /// Closed before the report came that found it.
    CLOSURE_BEFORE_REPORT = Deny "closure-before-report" Always;
    /// Not accepted, and nobody decided so.
    NOT_ACCEPTED_WITHOUT_APPROVER = Warn "not-accepted-without-approver" Always;
}

fn check(subject: &Subject<'_>, _: &Whole<'_>, report: &mut Report<'_>) {
    let Some(record) = subject.record() else { return };
    for (reference, at, finding) in record.findings().filter(|(_, _, finding)| finding.ours()) {
        let status = finding.latest_status();
        if !status.is_open() {
            ended_well(&reference, &at, finding, status, report);
        }
        not_before_the_report(record, &reference, &at, finding, report);
    }
}

fn ended_well(reference: &FindingRef, at: &FieldPath, finding: &Finding, status: Status, report: &mut Report<'_>) {
    // One of an end that is past proves nothing of this one.
    let closure = finding.standing_closure(Date::LAST);
    let proven = closure.is_some_and(|closure| closure.evidence.iter().any(|evidence| evidence.contains(char::is_alphanumeric)));
    if status == Status::Closed && !proven {
        let place = if closure.is_some() { at.key("closure") } else { at.key("status") };
        let help = "name what proves it in `closure.evidence`: a document, a minute, a letter".to_owned();
        report.at(&CLOSED_WITHOUT_EVIDENCE, place, format!("{reference} is closed and no evidence is named"), help);
    }
    let in_log = finding.progress.iter().any(|entry| entry.status.is_some_and(|status| !status.is_open()));
    if !in_log && closure.is_none_or(|closure| closure.date.is_none()) {
        let message = format!("{reference} is {}, and it is not written when", status.words());
        report.at(&CLOSED_WITHOUT_DATE, at.key("status"), message, "write the day in `closure.date`".to_owned());
    }
    let approved = closure.and_then(|closure| closure.approved_by.as_ref()).is_some_and(|name| !name.trim().is_empty());
    if status == Status::NotAccepted && !approved {
        let message = format!("{reference} is not accepted, and it is not written who decided that");
        report.at(&NOT_ACCEPTED_WITHOUT_APPROVER, at.key("status"), message, "name them in `closure.approved_by`".to_owned());
    }
}

fn not_before_the_report(record: &Record, reference: &FindingRef, at: &FieldPath, finding: &Finding, report: &mut Report<'_>) {
    let published = record.inspection.published;
    let closed = finding.closure.as_ref().and_then(|closure| closure.date);
    if let Some(day) = closed.filter(|day| *day < published) {
        let message = format!("{reference} was closed on {day}, before the report of {published} that found it");
        let other = (FieldPath::root().key("inspection").key("published"), "the report's day".to_owned());
        let help = "one of the two days is wrong: look for a day and a month, or a year, that changed places".to_owned();
        report.clash(&CLOSURE_BEFORE_REPORT, at.key("closure").key("date"), message, help, other);
    }
}
