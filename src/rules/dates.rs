//! Whether the days of a record can be right: none in the future that has happened, none before the report, none absurdly far away.
//!
//! One pass over every day that a record has. A day before the report breaks the rule of its own field where there is one.

use super::audit::DATE_IN_FUTURE;
use super::clock::RESPONSE_BEFORE_REPORT;
use super::closing::CLOSURE_BEFORE_REPORT;
use super::copies::SENT_BEFORE_REPORT;
use super::inspectorate::DUE_BEFORE_REPORT;
use super::rule::family;
use super::{Report, Rule, Subject, Whole};
use crate::model::dated::{Dated, each_day};
use crate::model::{Date, FieldPath, FindingRef, Record, counted};

family! { "Dates", "dates.md", check:
    /// The report is dated on a day that has not come.
    REPORT_IN_FUTURE = Deny "report-in-future" Always;
    /// Something is dated before the report that brought it about.
    DATE_BEFORE_REPORT = Warn "date-before-report" Always;
    /// A day that nobody can mean.
    DATE_FAR_AWAY = Deny "date-far-away" Always;
}

/// The year of the Act whose section 55 has reports answered: an older report is a mistyped one.
const FIRST_YEAR: i32 = 1996;

/// How many years after its report anything of it may be dated. Inspection programmes last three years or so, and the deadlines that
/// were seen end within ten.
const YEARS: u32 = 20;

fn check(subject: &Subject<'_>, whole: &Whole<'_>, report: &mut Report<'_>) {
    let Some(record) = subject.record() else { return };
    let published = record.inspection.published;
    // A past day that is looked at had no report that came later: nothing is wrong with that one.
    let is_in_future = published > whole.by.on.max(whole.by.today);
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
    let last = published.plus_months(12 * YEARS);
    each_day(record, &mut |day, dated, of, place| {
        if dated.has_happened() && day > whole.by.on {
            let message = format!("{} on {day}, which is in the future", dated.in_words(of));
            let help =
                "record it when it has happened; a future date belongs in `due`, `target` or an extension's `to`".to_owned();
            report.at(&DATE_IN_FUTURE, place(), message, help);
        } else if day > last && !is_too_early {
            let message = format!("{} {day}, more than {YEARS} years after the report of {published}", dated.in_words(of));
            report.clash(&DATE_FAR_AWAY, place(), message, "check the year".to_owned(), report_day());
        } else if day < published && !dated.may_precede_report() {
            let rule = rule_before_report(dated);
            // Where the report's own day is wrong, that is told, and its whole log would be before it.
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

fn rule_before_report(dated: Dated) -> &'static Rule {
    match dated {
        Dated::ResponsePublished => &RESPONSE_BEFORE_REPORT,
        Dated::SentToInspectorate | Dated::SentToSecretaryOfState | Dated::Sent => &SENT_BEFORE_REPORT,
        Dated::Closed => &CLOSURE_BEFORE_REPORT,
        Dated::CommentsWanted
        | Dated::LastDay
        | Dated::ResponseExtensionTo
        | Dated::Due
        | Dated::Target
        | Dated::ActionTarget
        | Dated::ExtensionTo => &DUE_BEFORE_REPORT,
        Dated::Invited
        | Dated::DutyFrom
        | Dated::ResponseExtensionApplied
        | Dated::ResponseExtensionAgreed
        | Dated::SentToPanel
        | Dated::CommentsReceived
        | Dated::ActionDone
        | Dated::ExtensionAgreed
        | Dated::Progress
        | Dated::Escalated
        | Dated::Redacted
        | Dated::Verified => &DATE_BEFORE_REPORT,
    }
}

/// A known problem is known by these words, so that those that were there stay as they were.
fn before_report(record: &Record, day: Date, dated: Dated, of: Option<&FindingRef>) -> String {
    let published = record.inspection.published;
    let sent = |how: &str| {
        let days = counted(usize::try_from(published.days_since(day)).unwrap_or(0), "day", "days");
        format!("{how} {day}, but the report was published on {published}, {days} later")
    };
    match dated {
        Dated::ResponsePublished => sent("published"),
        Dated::SentToInspectorate => sent("sent to the inspectorate"),
        Dated::SentToSecretaryOfState => sent("sent to the Secretary of State"),
        Dated::Due => format!("due {day}, before the report of {published} that asks for it"),
        Dated::Closed => format!("{} on {day}, before the report of {published} that found it", dated.in_words(of)),
        _ if dated.has_happened() => format!("{} on {day}, before the report of {published}", dated.in_words(of)),
        _ => format!("{} {day}, before the report of {published}", dated.in_words(of)),
    }
}
