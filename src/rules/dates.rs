//! Rules on whether dates are plausible: no event in the future, nothing before the report, nothing absurdly far away.
//!
//! A single pass over every date of a record.
//! A date before the report is reported under the more specific rule for its field, if any.

use super::audit::DATE_IN_FUTURE;
use super::closing::CLOSURE_BEFORE_REPORT;
use super::copies::SENT_BEFORE_REPORT;
use super::engine::rule::family;
use super::inspectorate::DUE_BEFORE_REPORT;
use super::{DiagnosticCollector, RecordToCheck, Rule, RuleContext};
use crate::model::record_dates::{DateMeaning, each_day};
use crate::model::{Date, FieldPath, FindingRef, Record};
use crate::prose::counted;
use crate::rules::response_deadline::RESPONSE_BEFORE_REPORT;

family! { "Dates", "dates.md", check:
    /// Reports a report dated in the future.
    REPORT_IN_FUTURE = Deny "report-in-future" Always;
    /// Reports an event dated before its report.
    DATE_BEFORE_REPORT = Warn "date-before-report" Always;
    /// Reports a date so far away that it must be a mistake.
    DATE_FAR_AWAY = Deny "date-far-away" Always;
}

/// The year of the Police Act 1996, which requires responses to reports: an earlier report date must be a mistake.
const FIRST_YEAR: i32 = 1996;

/// The most years between a report and any of its dates.
/// Inspection programmes last about three years, and the latest due dates seen were within ten.
const YEARS: u32 = 20;

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    let published = record.inspection.published;
    // When looking at a past day, a report published since then is not in the future.
    let is_in_future = published > context.by.on.max(context.by.today);
    let is_too_early = published.year() < FIRST_YEAR;
    if is_in_future {
        let message = format!("the report is dated {published}, which is in the future");
        let help = "check the year. If the report is not published yet and the date is right, say so in \
                    `# irr: allow(report-in-future) REASON`"
            .to_owned();
        report.at(&REPORT_IN_FUTURE, report_day().0, message, help);
    }
    if is_too_early {
        let message = format!("the report is dated {published}, before the Police Act {FIRST_YEAR}");
        report.at(&DATE_FAR_AWAY, report_day().0, message, "check the year".to_owned());
    }
    // Measured from the report, because a fixed year would become wrong with time.
    let last = published.plus_months(12 * YEARS);
    each_day(record, &mut |day, dated, of, place| {
        if dated.has_happened() && day > context.by.on {
            let message = format!("{} on {day}, which is in the future", dated.in_words(of));
            let help =
                "record it when it has happened; a future date belongs in `due`, `target` or an extension's `to`".to_owned();
            report.at(&DATE_IN_FUTURE, place(), message, help);
        } else if day > last && !is_too_early {
            let message = format!("{} {day}, more than {YEARS} years after the report of {published}", dated.in_words(of));
            report.clash(&DATE_FAR_AWAY, place(), message, "check the year".to_owned(), report_day());
        } else if day < published && !dated.may_precede_report() {
            let rule = rule_before_report(dated);
            // If the report's own date is wrong, only that is reported; otherwise its whole log would be too.
            if !(is_in_future && *rule == DATE_BEFORE_REPORT) {
                let message = before_report(record, day, dated, of);
                let help = "one of the two dates is wrong: check the year, and whether day and month were swapped".to_owned();
                report.clash(rule, place(), message, help, report_day());
            }
        }
    });
}

fn report_day() -> (FieldPath, String) {
    (FieldPath::root().key("inspection").key("published"), "the report's date".to_owned())
}

fn rule_before_report(dated: DateMeaning) -> &'static Rule {
    match dated {
        DateMeaning::ResponsePublished => &RESPONSE_BEFORE_REPORT,
        DateMeaning::SentToInspectorate | DateMeaning::SentToSecretaryOfState | DateMeaning::Sent => &SENT_BEFORE_REPORT,
        DateMeaning::Closed => &CLOSURE_BEFORE_REPORT,
        DateMeaning::CommentsWanted
        | DateMeaning::LastDay
        | DateMeaning::ResponseExtensionTo
        | DateMeaning::Due
        | DateMeaning::Target
        | DateMeaning::ActionTarget
        | DateMeaning::ExtensionTo => &DUE_BEFORE_REPORT,
        DateMeaning::Invited
        | DateMeaning::DutyFrom
        | DateMeaning::ResponseExtensionApplied
        | DateMeaning::ResponseExtensionAgreed
        | DateMeaning::SentToPanel
        | DateMeaning::CommentsReceived
        | DateMeaning::ActionDone
        | DateMeaning::ActionExtensionAgreed
        | DateMeaning::ExtensionAgreed
        | DateMeaning::Reopened
        | DateMeaning::Progress
        | DateMeaning::Escalated
        | DateMeaning::Redacted
        | DateMeaning::Verified => &DATE_BEFORE_REPORT,
    }
}

/// Returns the message for a date before the report. Baselines identify problems by these words, so do not change them.
fn before_report(record: &Record, day: Date, dated: DateMeaning, of: Option<&FindingRef>) -> String {
    let published = record.inspection.published;
    let sent = |how: &str| {
        let days = counted(usize::try_from(published.days_since(day)).unwrap_or(0), "day", "days");
        format!("{how} {day}, but the report was published on {published}, {days} later")
    };
    match dated {
        DateMeaning::ResponsePublished => sent("published"),
        DateMeaning::SentToInspectorate => sent("sent to the inspectorate"),
        DateMeaning::SentToSecretaryOfState => sent("sent to the Secretary of State"),
        DateMeaning::Due => format!("due {day}, before the report of {published} that asks for it"),
        DateMeaning::Closed => format!("{} on {day}, before the report of {published} that found it", dated.in_words(of)),
        _ if dated.has_happened() => format!("{} on {day}, before the report of {published}", dated.in_words(of)),
        _ => format!("{} {day}, before the report of {published}", dated.in_words(of)),
    }
}
