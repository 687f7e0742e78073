//! Rules on the duty to respond: whether it applies, its terms, its extensions, and what it requires.

use super::audit::is_blank;
use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::covered_by::NotCovering;
use crate::model::duty::Trigger;
use crate::model::{ActionTaken, Date, DutyKind, FieldPath, Finding, Inspectorate, Record, due_date_in_text};
use crate::prose::listed;
use crate::rules::response_deadline::first_day;

family! { "Duty to respond", "duties.md", check:
    /// Reports a `covered_by` whose record does not answer this report.
    COVERING_NOT_SHOWN = Warn "covering-not-shown" Always;
    /// Reports `duty: none` without a reason, or a reason without `duty: none`.
    NOT_OWED_WITHOUT_REASON = Deny "not-owed-without-reason" Always;
    /// Reports a missing or useless `duty_from`.
    DUTY_DAY_MISSING = Warn "duty-day-missing" Always;
    /// Reports `duty_terms` that are missing, contradictory, or not used because a law sets the terms.
    DUTY_TERMS_DISAGREE = Warn "duty-terms-disagree" Always;
    /// Reports a duty that does not apply to such a report, force or date.
    DUTY_DOES_NOT_APPLY = Warn "duty-does-not-apply" Always;
    /// Reports an invalid extension of the time to respond.
    RESPONSE_EXTENSION_INVALID = Deny "response-extension-invalid" Always;
    /// Reports an action without a date where the duty requires a timetable.
    ACTION_WITHOUT_TIMETABLE = Warn "action-without-timetable" OnceDue;
    /// Reports a response deadline that was moved or removed without an extension.
    RESPONSE_DEADLINE_MOVED = Deny "response-deadline-moved" Against;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    // Before the deadline the other response may still be published.
    // Dangling links and circles are reported by rules of their own.
    let may_still_come = |why: &NotCovering| {
        *why == NotCovering::Unpublished && record.response_due(context.by.on).is_none_or(|due| context.by.on <= due)
    };
    if let Some(Err(why)) = context.covering(record).filter(|_| record.owes_response())
        && why != NotCovering::Unread
        && !may_still_come(&why)
        && !context.covers_itself(subject.id)
    {
        let message = format!("this report needs a response of its own: {why}");
        let help = "remove `covered_by`, or correct what prevents that response from answering this report too".to_owned();
        report.at(&COVERING_NOT_SHOWN, FieldPath::root().key("covered_by"), message, help);
    }
    reason_is_given(record, report);
    time_begins(record, report);
    terms_agree(record, report);
    extensions_hold(record, report);
    if let Some(before) = subject.before.and_then(|before| before.record.as_ref()) {
        last_day_stays(before, record, report);
    }
    if crate::rules::response_deadline::duty_is_ripe(record, context) && record.duty().wants_timetable {
        action_has_a_timetable(record, report);
    }
}

fn at(key: &'static str) -> FieldPath {
    FieldPath::root().key(key)
}

fn reason_is_given(record: &Record, report: &mut DiagnosticCollector<'_>) {
    if record.duty == Some(DutyKind::None) && is_blank(record.not_owed.as_ref()) {
        let message = "the record says that no response is owed, but gives no reason";
        let help = "write the reason as `not_owed`, or remove `duty: none`".to_owned();
        report.at(&NOT_OWED_WITHOUT_REASON, at("duty"), message, help);
    } else if record.not_owed.is_some() && record.duty != Some(DutyKind::None) {
        let message = "there is a reason why no response is owed, but no `duty: none`";
        let help = "write `duty: none`, or remove `not_owed`: the time to respond is running".to_owned();
        report.at(&NOT_OWED_WITHOUT_REASON, at("not_owed"), message, help);
    }
}

fn time_begins(record: &Record, report: &mut DiagnosticCollector<'_>) {
    let duty = record.duty();
    match (duty.trigger, record.duty_from) {
        (Trigger::Published, Some(_)) if !duty.has_own_terms() => {
            let message = format!(
                "`duty_from` is not used, because the time to respond begins with the report's publication: {}",
                duty.source
            );
            report.at(&DUTY_DAY_MISSING, at("duty_from"), message, "remove it, or write which `duty` it is".to_owned());
        }
        (Trigger::Made | Trigger::Sent, None) => {
            let what = if duty.trigger == Trigger::Sent { "the report was sent" } else { "the recommendation was made" };
            let message = format!(
                "the time to respond begins on the day {what}, which is missing: it is counted from the report's date, {}",
                record.inspection.published
            );
            report.at(&DUTY_DAY_MISSING, at("duty"), message, "write that date as `duty_from`".to_owned());
        }
        _ => {}
    }
    // Section 55 requires a response to older reports too, without a deadline.
    let is_older = |since: Date| record.duty.is_some() && record.inspection.published < since && !duty.binds_older;
    if let Some((since, source)) = duty.since().filter(|(since, _)| is_older(*since)) {
        let message = format!(
            "the report is of {}, but {} applies only to reports from {since}: {source}",
            record.inspection.published, duty.source
        );
        let help = "check the report's date and the duty".to_owned();
        report.at(&DUTY_DOES_NOT_APPLY, at("duty"), message, help);
    }
    let usual = record.usual_duty();
    whose_report(record, report);
    if record.duty == Some(DutyKind::Section55) && usual != DutyKind::Section55 {
        let why = match usual {
            DutyKind::Fire => "fire and rescue services are inspected under another Act",
            _ => "the force has no local policing body, but an Act of its own",
        };
        let message = format!("{} does not apply to {}: {why}", duty.source, record.force);
        report.at(&DUTY_DOES_NOT_APPLY, at("duty"), message, "remove `duty`, or check the force".to_owned());
    }
}

/// Checks that the report's author fits the duty:
/// section 55 applies to the reports of HM Inspectors of Constabulary and to all of them.
fn whose_report(record: &Record, report: &mut DiagnosticCollector<'_>) {
    let (usual, names) = (record.usual_duty(), &record.inspection.inspectorates);
    // Without an inspectorate in the record, nothing is known of the author.
    if usual != DutyKind::Section55 || names.is_empty() {
        return;
    }
    let section = usual.row().source;
    let is_theirs = names.iter().any(Inspectorate::is_of_constabulary);
    let duty = record.duty();
    if is_theirs && !duty.is_law() {
        let message = format!("this is a report of HM Inspectors of Constabulary on a force, so {section} requires a response");
        let help = "remove `duty`, or correct `inspection.inspectorates`; if the report is not on this force, say so in \
                    `# irr: allow(duty-does-not-apply) REASON`"
            .to_owned();
        report.at(&DUTY_DOES_NOT_APPLY, at("duty"), message, help);
    } else if !is_theirs && duty.kind == DutyKind::Section55 {
        let names = listed(names, names.len(), 3);
        let message = format!("{section} is about reports of HM Inspectors of Constabulary, but this is a report of {names}");
        let help = "write which `duty` applies, or `duty: none` with the reason as `not_owed`".to_owned();
        report.at(&DUTY_DOES_NOT_APPLY, at("inspection").key("inspectorates"), message, help);
    }
}

fn terms_agree(record: &Record, report: &mut DiagnosticCollector<'_>) {
    let duty = record.duty();
    let terms = record.duty_terms.clone().unwrap_or_default();
    if !duty.has_own_terms() {
        if record.duty_terms.is_some() {
            let message = format!("these terms are not used, because {} sets the time to respond", duty.source);
            report.at(&DUTY_TERMS_DISAGREE, at("duty_terms"), message, "remove them, or write which `duty` it is".to_owned());
        }
        return;
    }
    if terms.last_day.is_some() && terms.period.is_some() {
        let message = "there is both a last day and a period; only the last day counts";
        report.at(&DUTY_TERMS_DISAGREE, at("duty_terms").key("period"), message, "remove one of them".to_owned());
    }
    let wants = [
        (is_blank(terms.name.as_ref()), "what the duty is called", "name"),
        (terms.last_day.is_none() && terms.period.is_none(), "when the response is due", "last_day"),
    ];
    // Only `other`: the remaining kinds have a name, and owe nothing while no day is set.
    for (_, what, field) in wants.iter().filter(|(is_missing, ..)| *is_missing && duty.kind == DutyKind::Other) {
        let message = format!("the record has a duty of its own, but does not say {what}");
        report.at(&DUTY_TERMS_DISAGREE, at("duty"), message, format!("write `duty_terms:` with `{field}:`"));
    }
}

/// Checks that the deadline, which follows from the report's date and the duty, is not moved otherwise than by an extension.
fn last_day_stays(before: &Record, record: &Record, report: &mut DiagnosticCollector<'_>) {
    let Some(old) = before.first_last_day().filter(|_| before.owes_response()) else { return };
    let new = record.first_last_day().filter(|_| record.owes_response());
    // Only a later or missing deadline could hide a late response.
    if new.is_some_and(|new| new <= old) {
        return;
    }
    let message = match new {
        Some(new) => format!("the last day to respond was {old} and is now {new}"),
        None => format!("the last day to respond was {old}, and now there is none"),
    };
    // The problem is reported at the field that moved the deadline.
    let changed = [
        (record.inspection.published != before.inspection.published, at("inspection").key("published")),
        (record.duty != before.duty, at("duty")),
        (record.duty_from != before.duty_from, at("duty_from")),
        (record.duty_terms != before.duty_terms, at("duty_terms")),
    ];
    let place = changed.into_iter().find(|(is_changed, _)| *is_changed);
    let place = place.map_or_else(|| at("local_policing_body").key("kind"), |(_, place)| place);
    let help = "if more time was given, add it to `response_extensions`; if the record was wrong, say so in \
                `# irr: allow(response-deadline-moved) REASON`"
        .to_owned();
    // A changed report date may correct a misreading, so it is only a warning; a changed duty is a decision, and an error.
    let is_sure = record.inspection.published == before.inspection.published;
    report.sure_or_doubtful(is_sure, &RESPONSE_DEADLINE_MOVED, place, message, help);
}

fn extensions_hold(record: &Record, report: &mut DiagnosticCollector<'_>) {
    if record.response_extensions.is_empty() {
        return;
    }
    let duty = record.duty();
    let Some(mut due) = record.first_last_day() else {
        let message = "there is no response deadline to extend";
        report.at(&RESPONSE_EXTENSION_INVALID, at("response_extensions"), message, "remove it".to_owned());
        return;
    };
    for (index, extension) in record.response_extensions.iter().enumerate() {
        let place = at("response_extensions").index(index);
        let Some(later) = duty.later_day else {
            let message = "the time to respond under this duty cannot be extended".to_owned();
            let help = "remove it: the last day stays, and a response after it is late".to_owned();
            report.clash(&RESPONSE_EXTENSION_INVALID, place.key("to"), message, help, first_day(record));
            continue;
        };
        let begins = record.duty_begins();
        if extension.agreed < begins {
            let message = format!("given on {}, before the time to respond began on {begins}", extension.agreed);
            report.at(&RESPONSE_EXTENSION_INVALID, place.key("agreed"), message, "check the letter".to_owned());
        } else if !later.is_by(extension) {
            let message =
                format!("only {} can give more time, but this is by {}", later.by, extension.by.as_deref().unwrap_or("nobody"));
            let help = "write who gave it, or remove it: the last day stays".to_owned();
            report.at(&RESPONSE_EXTENSION_INVALID, place.key("by"), message, help);
        } else if !record.may_extend(extension, due) {
            let message = match extension.applied {
                Some(applied) if applied > extension.agreed => {
                    format!("given on {}, before it was applied for on {applied}", extension.agreed)
                }
                Some(applied) if applied < begins => {
                    format!("applied for on {applied}, before the time to respond began on {begins}")
                }
                Some(applied) => {
                    format!("{} can extend only if asked by {due}, but this application is of {applied}", later.by)
                }
                None => format!("{} can extend only if asked by {due}, but the date of the application is missing", later.by),
            };
            let help = format!("write the date as `applied`; {} requires it in time", later.source);
            report.at(&RESPONSE_EXTENSION_INVALID, place, message, help);
        } else if extension.to <= due {
            let message = format!("extended to {}, which is not later than {due}, the day it replaces", extension.to);
            report.at(&RESPONSE_EXTENSION_INVALID, place.key("to"), message, "check the letter".to_owned());
        } else {
            due = extension.to;
            if is_blank(extension.by.as_ref()) && !extension.judicial_review {
                let message = format!("the record does not say who gave more time: {} can give it", later.by);
                report.at(&RESPONSE_EXTENSION_INVALID, place, message, "write who gave it as `by`".to_owned());
            }
        }
    }
}

fn action_has_a_timetable(record: &Record, report: &mut DiagnosticCollector<'_>) {
    for (reference, at, finding) in record.findings() {
        let Some(response) = finding.commissioner_response.as_ref() else { continue };
        let acts = matches!(response.action, Some(ActionTaken::Taken | ActionTaken::Proposed));
        if acts && response.see.is_none() && !has_a_day(record, finding) {
            let message = format!("the response to {reference} names action, but no date for it");
            let help = format!(
                "{} requires a timetable: give the dates in the `text`, because the office's own targets are not sent",
                record.duty().source
            );
            report.at(&ACTION_WITHOUT_TIMETABLE, at.key("commissioner_response"), message, help);
        }
    }
}

/// Returns whether the answer's own text names a day or period. Internal target dates do not count, because they are not sent.
fn has_a_day(record: &Record, finding: &Finding) -> bool {
    let response = finding.commissioner_response.as_ref().and_then(|response| response.text.as_ref());
    let texts = [response, finding.chief_officer_response.as_ref().and_then(|answer| answer.text.as_ref())];
    let names_a_day = |text: &str| {
        !due_date_in_text::days_in(text).is_empty()
            || due_date_in_text::read(text, record.inspection.published) != due_date_in_text::DueTextMeaning::Nothing
    };
    let dated = |text: &&crate::prose::Prose| names_a_day(text.as_str());
    texts.into_iter().flatten().any(|text| dated(&text))
}
