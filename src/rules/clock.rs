//! Whether the response keeps the clock of section 55.

use super::rule::family;
use super::{Report, Subject, Whole};
use crate::model::clock::{RESPONSE_DAYS, day_number, response_due};
use crate::model::working_day::why_not_working;
use crate::model::{Date, FieldPath, Publication, Record, ResponseClock, Stage, listed};

family! { "The clock", "clock.md", check:
    /// Published after the last lawful day (section 55(5A)).
    RESPONSE_LATE = Deny "response-late" Always;
    /// Not published at all (section 55(5)).
    RESPONSE_MISSING = Deny "response-missing" OnceDue;
    /// Published, and a draft by its own word.
    STAGE_DISAGREES_WITH_PUBLICATION = Warn "stage-disagrees-with-publication" Always;
    /// Published before the report that it answers.
    RESPONSE_BEFORE_REPORT = Deny "response-before-report" Always;
    /// Sent before the report that it answers.
    SENT_BEFORE_REPORT = Deny "sent-before-report" Always;
    /// No copy to the inspectors or to the Secretary of State (section 55(6)).
    COPY_NOT_SENT = Deny "copy-not-sent" OnceDue;
    /// The chief officer was not invited to comment (section 55(4)).
    CHIEF_OFFICER_NOT_INVITED = Deny "chief-officer-not-invited" OncePublished;
    /// Comments are wanted when it is too late for them.
    COMMENTS_WANTED_AFTER_DEADLINE = Warn "comments-wanted-after-deadline" Always;
    /// The last lawful day is a weekend or a bank holiday.
    DEADLINE_NOT_WORKING_DAY = Warn "deadline-not-working-day" UntilPublished;
}

/// Whether the response must be whole by `on`: it says that it is published, or the last lawful day has passed.
pub(super) fn duty_is_ripe(record: &Record, on: Date) -> bool {
    record.owes_response() && (record.stage == Stage::Published || on > response_due(record.inspection.published))
}

fn check(subject: &Subject<'_>, whole: &Whole<'_>, report: &mut Report<'_>) {
    let Some(record) = subject.record().filter(|record| record.owes_response()) else { return };
    let publication = record.publication.clone().unwrap_or_default();
    published_in_time(record, &publication, whole.by.on, report);
    everybody_was_asked_and_told(record, &publication, whole.by.on, report);
    deadline_is_a_working_day(record, whole.by.on, report);
}

fn in_publication(key: &'static str) -> FieldPath {
    FieldPath::root().key("publication").key(key)
}

fn report_day(record: &Record) -> (FieldPath, String) {
    let day = record.inspection.published;
    (FieldPath::root().key("inspection").key("published"), format!("the report's day, {}, is day 1", day.weekday()))
}

fn published_in_time(record: &Record, publication: &Publication, on: Date, report: &mut Report<'_>) {
    let report_published = record.inspection.published;
    let due = response_due(report_published);
    match publication.published {
        Some(published) if published > due => {
            let number = day_number(report_published, published);
            let message = format!("published {published}, the last lawful day was {due}: day {number} of {RESPONSE_DAYS}");
            let help =
                "if the day is right, the law was broken and no edit mends it: say why in `# irr: allow(response-late) REASON`"
                    .to_owned();
            report.clash(&RESPONSE_LATE, in_publication("published"), message, help, report_day(record));
        }
        Some(published) if record.stage == Stage::Draft && published <= on => {
            let message = format!("the response was published on {published}, and its stage is `draft`");
            let help = "write `stage: published`: what must be there by then is only looked for once it says so".to_owned();
            let other = (in_publication("published"), "the day it was published".to_owned());
            report.clash(&STAGE_DISAGREES_WITH_PUBLICATION, FieldPath::root().key("stage"), message, help, other);
        }
        Some(_) => {}
        None if record.stage == Stage::Published => {
            let message = "the stage is `published`, and no day of publication is written";
            let help = "write `publication:` with `published:`, or set the stage back to `draft`".to_owned();
            report.at(&RESPONSE_MISSING, FieldPath::root().key("stage"), message, help);
        }
        None if on > due => {
            let message = format!(
                "no response is published to the report of {report_published}: the last lawful day was {} {due}",
                due.weekday()
            );
            let help = "publish it, and write the day in `publication.published`".to_owned();
            report.at(&RESPONSE_MISSING, report_day(record).0, message, help);
        }
        None => {}
    }
}

fn everybody_was_asked_and_told(record: &Record, publication: &Publication, on: Date, report: &mut Report<'_>) {
    let due = response_due(record.inspection.published);
    if let Some(wanted) = publication.comments_wanted_by.filter(|wanted| *wanted > due) {
        let message = format!("comments are wanted by {wanted}, and the last day to publish them is {due}");
        let help = "section 55(5) has the comments published with the response: ask for them earlier".to_owned();
        let at = in_publication("comments_wanted_by");
        report.clash(&COMMENTS_WANTED_AFTER_DEADLINE, at, message, help, report_day(record));
    }
    if record.stage == Stage::Published && publication.chief_officer_invited.is_none() {
        let at = if record.publication.is_some() { FieldPath::root().key("publication") } else { FieldPath::root().key("stage") };
        let message = "it is not written when the chief officer was invited to comment (section 55(4))";
        let help = "write the day in `publication.chief_officer_invited`".to_owned();
        report.at(&CHIEF_OFFICER_NOT_INVITED, at, message, help);
    }
    if duty_is_ripe(record, on) && publication.published.is_some() {
        let missing: Vec<(&str, &str)> = [
            (publication.sent_to_inspectorate, "the inspectors of constabulary", "sent_to_inspectorate"),
            (publication.sent_to_secretary_of_state, "the Secretary of State", "sent_to_secretary_of_state"),
        ]
        .into_iter()
        .filter(|(day, ..)| day.is_none())
        .map(|(_, who, field)| (who, field))
        .collect();
        if !missing.is_empty() {
            let who = listed(missing.iter().map(|(who, _)| who), missing.len(), 2);
            let fields = listed(missing.iter().map(|(_, field)| format!("`publication.{field}`")), missing.len(), 2);
            let message = format!("it is not written when {who} got a copy (section 55(6))");
            report.at(
                &COPY_NOT_SENT,
                FieldPath::root().key("publication"),
                message,
                format!("send it, and write the day in {fields}"),
            );
        }
    }
}

fn deadline_is_a_working_day(record: &Record, on: Date, report: &mut Report<'_>) {
    let clock = ResponseClock::of(record, on);
    let Some(why) = why_not_working(clock.due).filter(|_| clock.published.is_none()) else { return };
    let message = format!("the last lawful day, {} {}, is {why}; that does not move it", clock.due.weekday(), clock.due);
    report.at(&DEADLINE_NOT_WORKING_DAY, report_day(record).0, message, "plan to publish before it".to_owned());
}
