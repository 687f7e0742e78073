//! Rules on whether closed findings have a date, evidence and an approver.

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::evidence::path_in;
use crate::model::{Date, FieldPath, Finding, FindingRef, Record, RecordId, Status, Timeline};
use crate::rules::audit::{dates_in_order, is_blank};

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
    /// Reports closings that are not in date order.
    CLOSURES_OUT_OF_ORDER = Warn "closures-out-of-order" Always;
    /// Reports a closing whose status or days contradict the log, or each other.
    CLOSURE_DISAGREES_WITH_LOG = Deny "closure-disagrees-with-log" Always;
    /// Reports a finding closed again that was not reopened.
    CLOSED_TWICE = Warn "closed-twice" Always;
    /// Reports a reopening without a reason.
    REOPENED_WITHOUT_REASON = Warn "reopened-without-reason" Always;
    /// Reports a superseded finding that no other finding supersedes.
    SUPERSEDED_WITHOUT_SUCCESSOR = Warn "superseded-without-successor" Always;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    evidence_is_there(record, context, report);
    for (reference, at, finding) in record.findings().filter(|(_, _, finding)| finding.is_ours()) {
        let status = finding.latest_status();
        if !status.is_open() {
            ended_well(&reference, &at, finding, status, report);
            successor_is_named(subject.id, &reference, &at, finding, context, report);
        }
        closings_follow(&reference, &at, finding, report);
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
        let index = finding.closings().position(|it| closure.is_some_and(|closure| std::ptr::eq(it, closure)));
        let place = index.map_or_else(|| at.key("status"), |index| at.join(&finding.closing_place(index)));
        let help = "name the evidence in the closing's `evidence`: a document, minutes, a letter".to_owned();
        report.at(&CLOSED_WITHOUT_EVIDENCE, place, format!("{reference} is closed without evidence"), help);
    }
    let in_log = finding.progress.iter().any(|entry| entry.status.is_some_and(|status| !status.is_open()));
    // A closing entry in the log has a date too.
    if !in_log && closure.is_none_or(|closure| closure.date.is_none()) {
        let message = format!("{reference} is {}, but the date is missing", status.words());
        report.at(&CLOSED_WITHOUT_DATE, at.key("status"), message, "write it in the closing's `date`".to_owned());
    }
    let approved = closure.and_then(|closure| closure.approved_by.as_ref()).is_some_and(|name| !name.trim().is_empty());
    if status == Status::NotAccepted && !approved {
        let message = format!("{reference} is not accepted, but its approver is missing");
        let help = "name them in the closing's `approved_by`".to_owned();
        report.at(&NOT_ACCEPTED_WITHOUT_APPROVER, at.key("status"), message, help);
    }
}

/// Checks that the closings, one after the other, are a life that a finding can have had.
fn closings_follow(reference: &FindingRef, at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let days: Vec<Date> = finding.closures.iter().filter_map(|closing| closing.date).collect();
    // One without a date is reported by itself; where it would stand is not known.
    if days.len() == finding.closures.len() {
        dates_in_order(&CLOSURES_OUT_OF_ORDER, &days, &at.key("closures"), ("a closing", "the closings", "list"), report);
    }
    let timeline = Timeline::of(finding);
    let count = finding.closings().count();
    for (index, closing) in finding.closings().enumerate() {
        let place = at.join(&finding.closing_path(index));
        if let Some(open) = closing.status.filter(|status| status.is_open()) {
            let message = format!("a closing of {reference} has the status {}, which is an open one", open.words());
            let help = "write closed, superseded or not_accepted".to_owned();
            report.at(&CLOSURE_DISAGREES_WITH_LOG, place.key("status"), message, help);
        } else if let Some((stated, logged)) = closing.status.zip(timeline.closing_status(index)).filter(|(one, two)| one != two)
        {
            let message = format!("the closing says {}, and the log of its day {}", stated.words(), logged.words());
            let help = "correct the one that is wrong".to_owned();
            report.at(&CLOSURE_DISAGREES_WITH_LOG, place.key("status"), message, help);
        }
        if let Some((closed, reopened)) = closing.date.zip(closing.reopened).filter(|(closed, reopened)| reopened < closed) {
            let message = format!("{reference} was reopened on {reopened}, before it was closed on {closed}");
            let help = "one of the two dates is wrong: check the year, and whether day and month were swapped".to_owned();
            report.at(&CLOSURE_DISAGREES_WITH_LOG, place.key("reopened"), message, help);
        }
        if closing.reopened.is_some() && is_blank(closing.reopening_reason.as_ref()) && !has_note(finding, closing.reopened) {
            let message = format!("{reference} was reopened, and nothing says why");
            report.at(&REOPENED_WITHOUT_REASON, place, message, "write `reopening_reason`".to_owned());
        } else if index + 1 < count && days.is_sorted() && timeline.reopened(index).is_none() {
            let message = format!("{reference} was closed again, and nothing says that it was reopened before");
            let help = "write `reopened` in this closing, with the day, and `reopening_reason`".to_owned();
            report.at(&CLOSED_TWICE, place, message, help);
        }
    }
}

/// Returns whether an entry of the log of that day has words.
fn has_note(finding: &Finding, on: Option<Date>) -> bool {
    finding.progress.iter().any(|entry| Some(entry.date) == on && entry.note.is_some())
}

fn successor_is_named(
    id: &RecordId,
    reference: &FindingRef,
    at: &FieldPath,
    finding: &Finding,
    context: &RuleContext<'_>,
    report: &mut DiagnosticCollector<'_>,
) {
    if finding.latest_status() == Status::Superseded && !context.has_successor(id, reference) {
        let message = format!("{reference} is superseded, and no finding says that it supersedes it");
        let help = format!("in the finding that takes its place write `supersedes: {id}:{reference}`");
        report.at(&SUPERSEDED_WITHOUT_SUCCESSOR, at.key("status"), message, help);
    }
}
