//! Whether the response keeps the clock of section 55.

use super::rule::family;
use super::{Report, Subject, Whole};
use crate::model::clock::{RESPONSE_DAYS, day_number, response_due};
use crate::model::working_day::why_not_working;
use crate::model::{Date, FieldPath, Publication, Record, ResponseClock, Stage};

family! { "The clock", "clock.md", check:
    /// Published after the last lawful day (section 55(5A)).
    RESPONSE_LATE = Deny "response-late" Always;
    /// Not published at all (section 55(5)).
    RESPONSE_MISSING = Deny "response-missing" OnceDue;
    /// Published, and a draft by its own word.
    STAGE_DISAGREES_WITH_PUBLICATION = Warn "stage-disagrees-with-publication" Always;
    /// Published before the report that it answers.
    RESPONSE_BEFORE_REPORT = Deny "response-before-report" Always;
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
    deadline_is_a_working_day(record, whole.by.on, report);
}

/// The path of a field of the publication.
pub(super) fn in_publication(key: &'static str) -> FieldPath {
    FieldPath::root().key("publication").key(key)
}

/// The place of the report's day, with what stands there.
pub(super) fn report_day(record: &Record) -> (FieldPath, String) {
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

fn deadline_is_a_working_day(record: &Record, on: Date, report: &mut Report<'_>) {
    let clock = ResponseClock::of(record, on);
    let Some(why) = why_not_working(clock.due).filter(|_| clock.published.is_none()) else { return };
    let message = format!("the last lawful day, {} {}, is {why}; that does not move it", clock.due.weekday(), clock.due);
    report.at(&DEADLINE_NOT_WORKING_DAY, report_day(record).0, message, "plan to publish before it".to_owned());
}
