//! Rules on whether the record agrees with what the inspectorate said.

use std::collections::HashSet;

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::due_date_in_text::DueTextMeaning;
use crate::model::{
    Change, Date, DutyKind, FieldPath, Finding, FindingKind, FindingRef, GradeLevel, InspectionKind, PrintedRef, Record, Side,
    Value, VerificationOutcome, due_date_in_text,
};
use crate::prose::listed;
use crate::rules::audit::dates_in_order;

family! { "The inspectorate", "inspectorate.md", check:
    /// Reports a cause of concern without a recommendation; the inspectorate always makes one.
    CAUSE_OF_CONCERN_WITHOUT_RECOMMENDATION = Deny "cause-of-concern-without-recommendation" Always;
    /// Reports a grade that the inspectorate did not yet use at the time.
    GRADE_OUTSIDE_SCALE = Deny "grade-outside-scale" Always;
    /// Reports a verification without a letter or report that states it.
    VERIFIED_WITHOUT_REFERENCE = Deny "verified-without-reference" Always;
    /// Reports verifications that are not in date order.
    VERIFICATIONS_OUT_OF_ORDER = Warn "verifications-out-of-order" Always;
    /// Reports an escalation without a letter or report that states it.
    ESCALATION_WITHOUT_REFERENCE = Warn "escalation-without-reference" Always;
    /// Reports a finding that is closed here but not for the inspectorate.
    VERIFICATION_DISAGREES = Warn "verification-disagrees" Always;
    /// Reports a due date that disagrees with its printed words.
    DUE_DISAGREES_WITH_TEXT = Warn "due-disagrees-with-text" Always;
    /// Reports printed words that mean some day where no due date is recorded.
    DUE_TEXT_UNREAD = Warn "due-text-unread" Always;
    /// Reports a due date before the report.
    DUE_BEFORE_REPORT = Deny "due-before-report" Always;
    /// Reports an `ours` that disagrees with the addressees.
    OURS_DISAGREES_WITH_ADDRESSEES = Warn "ours-disagrees-with-addressees" Always;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    causes_have_recommendations(record, report);
    grades_are_of_their_time(record, report);
    for (reference, at, finding) in record.findings() {
        verified(&reference, &at, finding, report);
        escalation_is_on_paper(&at, finding, report);
        due_is_what_was_said(record, &at, finding, report);
        ours_is_what_was_addressed(record, &at, finding, context, report);
    }
}

fn causes_have_recommendations(record: &Record, report: &mut DiagnosticCollector<'_>) {
    let number = |printed: &PrintedRef| FindingRef::new(FindingKind::CauseOfConcern, printed);
    let caused: HashSet<FindingRef> =
        record.recommendations.iter().filter_map(|finding| finding.cause_of_concern.as_ref()).map(number).collect();
    for (index, cause) in record.causes_of_concern.iter().enumerate() {
        let reference = number(&cause.printed);
        if !caused.contains(&reference) {
            let at = FieldPath::root().key("causes_of_concern").index(index).key("ref");
            let message = format!("{reference} has no recommendation, but a cause of concern always has one");
            let help = format!("write `cause_of_concern: \"{}\"` in each recommendation that belongs to it", cause.printed);
            // In a revisit, or for a cause continued from an earlier report, the recommendations may be in that report.
            let is_sure = record.inspection.kind != Some(InspectionKind::FollowUp) && cause.follows.is_none();
            report.sure_or_doubtful(is_sure, &CAUSE_OF_CONCERN_WITHOUT_RECOMMENDATION, at, message, help);
        }
    }
}

/// Returns the first year in which the grade Adequate was used:
/// PEEL 2021/22 for police forces, 2023 for fire and rescue services.
fn adequate_since(record: &Record) -> i32 {
    if record.duty().kind == DutyKind::Fire { 2023 } else { 2021 }
}

fn grades_are_of_their_time(record: &Record, report: &mut DiagnosticCollector<'_>) {
    let (published, since) = (record.inspection.published, adequate_since(record));
    if published.year() >= since {
        return;
    }
    for (index, grade) in record.inspection.grades.iter().enumerate().filter(|(_, grade)| grade.grade == GradeLevel::Adequate) {
        let at = FieldPath::root().key("inspection").key("grades").index(index).key("grade");
        let area = grade.area.as_ref().map_or_else(String::new, |area| format!(" for {area}"));
        let message =
            format!("Adequate{area} in a report of {published}: the inspectorate has given that grade only since {since}");
        let help =
            "at that time the grades were outstanding, good, requires_improvement and inadequate: check the report".to_owned();
        report.at(&GRADE_OUTSIDE_SCALE, at, message, help);
    }
}

fn verified(reference: &FindingRef, at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    for (index, verification) in finding.verified().enumerate() {
        if verification.reference.as_ref().is_none_or(|reference| reference.trim().is_empty()) {
            let message = format!("{} verified {reference}, but no letter or report is named", verification.by);
            let help = "name the letter or report in `reference`".to_owned();
            report.at(&VERIFIED_WITHOUT_REFERENCE, at.join(&finding.verification_place(index)), message, help);
        }
    }
    let days: Vec<Date> = finding.verifications.iter().filter_map(|verification| verification.date).collect();
    if days.len() == finding.verifications.len() {
        let names = ("a verification", "the verifications", "list");
        dates_in_order(&VERIFICATIONS_OUT_OF_ORDER, &days, &at.key("verifications"), names, report);
    }
    // Only the last one is what the inspectorate says now.
    let Some((index, verification)) = finding.verified().enumerate().last() else { return };
    let closed = !finding.latest_status().is_open();
    let closed_on = finding.standing_closure(Date::LAST).and_then(|closure| closure.date);
    // A verification from before the closing says nothing about it.
    let still_holds = verification.date.zip(closed_on).is_none_or(|(said, closed)| said >= closed);
    if closed && verification.outcome != VerificationOutcome::Closed && still_holds {
        let message = format!("{reference} is closed here, but {} counts it as {}", verification.by, verification.outcome);
        let help = "reopen it with a progress entry, or record what the inspectorate has said since".to_owned();
        let other = (at.join(&finding.verification_path(index)).key("outcome"), "what the inspectorate said".to_owned());
        report.clash(&VERIFICATION_DISAGREES, at.key("status"), message, help, other);
    }
}

fn escalation_is_on_paper(at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let is_absent = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    for (index, step) in finding.escalation.iter().enumerate() {
        if is_absent(&step.reference) && is_absent(&step.reason) {
            let message = format!("the escalation to `{}` of {} has no letter and no reason", step.to, step.date);
            let help = "name the letter, report or minutes in `reference`".to_owned();
            report.at(&ESCALATION_WITHOUT_REFERENCE, at.key("escalation").index(index), message, help);
        }
    }
}

fn due_is_what_was_said(record: &Record, at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let published = record.inspection.published;
    let Some(words) = &finding.due_text else { return };
    let said: Vec<Date> = match due_date_in_text::find_all(words, published) {
        // A bare date, without "by" or "within", is not found in running text, but here it is the whole text.
        found if found.is_empty() => due_date_in_text::resolve(words, published).into_iter().collect(),
        found => found.iter().map(|due| due.date).collect(),
    };
    let Some(first) = said.first() else {
        if finding.due.is_none() {
            words_give_no_day(at, words, published, report);
        }
        return;
    };
    match finding.due {
        // The words may give several dates; any of them is right.
        Some(due) if said.contains(&due) => {}
        Some(due) => {
            let message = format!("due {due}, but the printed words “{words}” mean {first}");
            let help = format!("write `due: {first}`, or correct the words as printed; add a later date as an extension");
            let other = (at.key("due_text"), format!("{first}, counted from the report of {published}"));
            report.clash(&DUE_DISAGREES_WITH_TEXT, at.key("due"), message, help, other);
        }
        None => {
            let message = format!("the printed words “{words}” mean {first}, but `due` is missing");
            let value = Value::Bare(first.to_string());
            let change = Change::Insert { at: at.key("due"), value, side: Side::Before, of: "due_text" };
            let help = format!("write `due: {first}`");
            report.at(&DUE_DISAGREES_WITH_TEXT, at.key("due_text"), message, help).fixed_by(change);
        }
    }
}

/// Reports printed words that mean some day where no due date is recorded, because the finding would never become overdue.
fn words_give_no_day(at: &FieldPath, words: &str, published: Date, report: &mut DiagnosticCollector<'_>) {
    let why = match due_date_in_text::read(words, published) {
        DueTextMeaning::NoSuchDay(day) => format!("mean {day}, which does not exist"),
        DueTextMeaning::Unread => "could not be read as a date".to_owned(),
        DueTextMeaning::Day(_) | DueTextMeaning::Nothing => return,
    };
    let message = format!("the printed words “{words}” {why}, and `due` is missing");
    let help = "check the report, and write the intended date as `due`".to_owned();
    report.at(&DUE_TEXT_UNREAD, at.key("due_text"), message, help);
}

fn ours_is_what_was_addressed(
    record: &Record,
    at: &FieldPath,
    finding: &Finding,
    context: &RuleContext<'_>,
    report: &mut DiagnosticCollector<'_>,
) {
    let addressees = &finding.addressed_to;
    if addressees.is_empty() {
        return;
    }
    let us = addressees.iter().find(|addressee| context.by.us.is_us(addressee, &record.force));
    let ours = at.key("ours");
    match us {
        // An explicit `ours: true` is a decision, and is respected.
        None if finding.said_ours.is_none() => {
            let names = listed(addressees, addressees.len(), 3);
            let message = format!("this is addressed to {names}, but counts as ours because the record does not say otherwise");
            let change = Change::Insert { at: ours, value: Value::Bare("false".into()), side: Side::Behind, of: "addressed_to" };
            let help =
                "write `ours: false`, or `ours: true` if it is ours anyway; list other names for you under `us:` in irr.yaml"
                    .to_owned();
            // The fix is automatic only if every addressee is a well-known other body.
            let sure = addressees.iter().all(|addressee| context.by.us.is_known_other(addressee));
            report.at(&OURS_DISAGREES_WITH_ADDRESSEES, at.key("addressed_to"), message, help).fixed_by(sure.then_some(change));
        }
        Some(us) if !finding.is_ours() => {
            let message = format!("this is addressed to {us}, but `ours: false` says that it is for another body");
            let help = "remove `ours: false`, or correct the addressees".to_owned();
            report.clash(
                &OURS_DISAGREES_WITH_ADDRESSEES,
                ours,
                message,
                help,
                (at.key("addressed_to"), "who it is addressed to".to_owned()),
            );
        }
        _ => {}
    }
}
