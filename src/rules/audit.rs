//! Rules on whether the work on a finding can be followed: its owner, its dates and its log.

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, Rule, RuleContext};
use crate::model::{
    Change, Date, Extension, FieldPath, Finding, FindingRef, FindingState, Record, Stage, Status, StatusChange, StatusSource,
    Timeline, due_date_in_text,
};

family! { "Audit", "audit.md", check:
    /// Reports work in progress without an owner.
    IN_PROGRESS_WITHOUT_OWNER = Deny "in-progress-without-owner" Always;
    /// Reports an extension without a reason or an approver.
    EXTENSION_WITHOUT_REASON = Deny "extension-without-reason" Always;
    /// Reports an extension whose date is not later than the one it replaces.
    EXTENSION_NOT_LATER = Warn "extension-not-later" Always;
    /// Reports extensions that are not in the order of their agreement.
    EXTENSIONS_OUT_OF_ORDER = Warn "extensions-out-of-order" Always;
    /// Reports a target date that is later than the due date.
    TARGET_AFTER_DUE = Warn "target-after-due" Always;
    /// Reports a log that is not in date order.
    PROGRESS_OUT_OF_ORDER = Warn "progress-out-of-order" Always;
    /// Reports a status that differs from the last one in the log.
    STATUS_DISAGREES_WITH_PROGRESS = Deny "status-disagrees-with-progress" Always;
    /// Reports an open finding without a date.
    OPEN_WITHOUT_DATE = Warn "open-without-date" Always;
    /// Reports an overdue finding. Off by default, because being overdue is no mistake in the record.
    OVERDUE = Allow "overdue" Always;
    /// Reports an event dated in the future.
    DATE_IN_FUTURE = Deny "date-in-future" Always;
    /// Reports imported text that is still not placed when the response is published.
    UNPLACED_TEXT = Warn "unplaced-text" OncePublished;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record() else { return };
    let on = context.by.on;
    // What another body must do is not this office's to track.
    for (reference, at, finding) in record.findings().filter(|(_, _, finding)| finding.is_ours()) {
        somebody_owns_it(&reference, &at, finding, report);
        extensions_are_accounted_for(&at, finding, report);
        dates_agree(record, &reference, &at, finding, report);
        log_is_in_order(&at, finding, report);
        status_is_the_logs(&reference, &at, finding, report);
        not_overdue(&reference, &at, finding, on, report);
    }
    if record.stage == Stage::Published && record.unplaced.is_some() {
        let message = "the response is published, but text of its document is still under `unplaced`";
        let help = "move each sentence to its field, then remove `unplaced`".to_owned();
        report.at(&UNPLACED_TEXT, FieldPath::root().key("unplaced"), message, help);
    }
}

pub(super) fn is_blank(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn somebody_owns_it(reference: &FindingRef, at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let status = finding.latest_status();
    // A finding that is not started need not have an owner yet.
    if matches!(status, Status::InProgress | Status::PendingSignOff)
        && finding.owner.as_ref().is_none_or(|owner| owner.lead().trim().is_empty())
    {
        let message = format!("{reference} is {} but has no owner", status.words());
        let help = "write the responsible post in `owner`".to_owned();
        report.at(&IN_PROGRESS_WITHOUT_OWNER, at.key("status"), message, help).about("");
    }
}

fn extensions_are_accounted_for(at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let list = at.key("extensions");
    // Without a date from the inspectorate, the first extension replaces the force's target.
    let mut replaced = finding.due.or(finding.target);
    for (index, extension) in finding.extensions.iter().enumerate() {
        let place = list.index(index);
        let missing = match (is_blank(extension.reason.as_ref()), is_blank(extension.approved_by.as_ref())) {
            (true, true) => Some(("has no reason and no approver", "`reason` and `approved_by`")),
            (true, false) => Some(("has no reason", "`reason`")),
            (false, true) => Some(("has no approver", "`approved_by`")),
            (false, false) => None,
        };
        if let Some((what, fields)) = missing {
            let message = format!("the extension to {} {what}", extension.to);
            report.at(&EXTENSION_WITHOUT_REASON, place.clone(), message, format!("write {fields}")).about(extension.to);
        }
        if let Some(before) = replaced.filter(|before| extension.to <= *before) {
            let message = format!("extended to {}, which is not later than {before}, the date it replaces", extension.to);
            let help = "write an earlier date of the force's own in `target`".to_owned();
            report.at(&EXTENSION_NOT_LATER, place.key("to"), message, help);
        }
        replaced = Some(extension.to);
    }
    agreed_in_order(&list, &finding.extensions, report);
    for (index, action) in finding.actions.iter().enumerate() {
        let list = at.key("actions").index(index).key("extensions");
        // Whoever owns an action may move its date, so an approver is not asked for.
        for (place, extension) in action.extensions.iter().enumerate().filter(|(_, it)| is_blank(it.reason.as_ref())) {
            let message = format!("the extension of action {} to {} has no reason", index + 1, extension.to);
            report.at(&EXTENSION_WITHOUT_REASON, list.index(place), message, "write `reason`".to_owned()).about(extension.to);
        }
        agreed_in_order(&list, &action.extensions, report);
    }
}

fn agreed_in_order(list: &FieldPath, extensions: &[Extension], report: &mut DiagnosticCollector<'_>) {
    let agreed: Vec<Date> = extensions.iter().map(|extension| extension.agreed).collect();
    out_of_order(
        &agreed,
        list,
        "agreed",
        |later, sooner| format!("agreed on {later}, but listed after one agreed on {sooner}"),
        // No automatic fix: the last extension counts, so sorting them could change the due date.
        |at, message, other, _| {
            let help = "put them in the order of agreement: the last one counts".to_owned();
            report.clash(&EXTENSIONS_OUT_OF_ORDER, at, message, help, (other, "this one is later".to_owned()));
        },
    );
}

fn dates_agree(record: &Record, reference: &FindingRef, at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let last = finding.extensions.last().map(|extension| extension.to);
    let counts = match finding.extensions.len().checked_sub(1) {
        Some(index) => at.key("extensions").index(index).key("to"),
        None => at.key("due"),
    };
    if let Some((target, due)) = finding.target.zip(last.or(finding.due)).filter(|(target, due)| target > due) {
        let message = format!("the target {target} is after {due}, when {reference} is due");
        let help = "the target must come first; if the due date was extended, add the extension".to_owned();
        report.clash(&TARGET_AFTER_DUE, at.key("target"), message, help, (counts, "the current due date".to_owned()));
    }
    let open = finding.latest_status().is_open();
    if open && last.or(finding.due).or(finding.target).is_none() {
        let words = finding.text.as_ref().and_then(|text| due_date_in_text::find(text.as_str(), record.inspection.published));
        let help = match words {
            Some(due) => format!("its text says “{}”: write `due: {}`", due.printed, due.date),
            None => "give it a `target`, or say why it has none in `# irr: allow(open-without-date) REASON`".to_owned(),
        };
        report.at(&OPEN_WITHOUT_DATE, at.clone(), format!("{reference} is open and has no date"), help);
    }
}

fn log_is_in_order(at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let days: Vec<Date> = finding.progress.iter().map(|entry| entry.date).collect();
    dates_in_order(&PROGRESS_OUT_OF_ORDER, &days, &at.key("progress"), ("an entry", "the entries", "log"), report);
}

/// Reports a list that is not in the order of its dates, with a change that sorts it. `names` are those of one item, of all items
/// and of the list.
pub(super) fn dates_in_order(
    rule: &'static Rule,
    days: &[Date],
    list: &FieldPath,
    names: (&str, &str, &str),
    report: &mut DiagnosticCollector<'_>,
) {
    let (one, all, whole) = names;
    out_of_order(
        days,
        list,
        "date",
        |later, sooner| format!("{one} of {later} is before one of {sooner} in the {whole}"),
        |at, message, other, fix| {
            let help = format!("put {all} in the order of their dates, oldest first");
            report.clash(rule, at, message, help, (other, "this one is later".to_owned())).fixed_by(fix);
        },
    );
}

/// Reports the first item of a list that is dated before the one above it, with a change that sorts the list.
fn out_of_order(
    days: &[Date],
    list: &FieldPath,
    field: &'static str,
    message: impl Fn(Date, Date) -> String,
    tell: impl FnOnce(FieldPath, String, FieldPath, Change),
) {
    let Some(index) = (1..days.len()).find(|index| days[*index] < days[index - 1]) else { return };
    let mut order: Vec<usize> = (0..days.len()).collect();
    // The sort must be stable: items of one day keep the order in which they were recorded.
    order.sort_by_key(|index| days[*index]);
    let fix = Change::Reorder { at: list.clone(), order };
    let place = |index: usize| list.index(index).key(field);
    tell(place(index), message(days[index], days[index - 1]), place(index - 1), fix);
}

fn status_is_the_logs(reference: &FindingRef, at: &FieldPath, finding: &Finding, report: &mut DiagnosticCollector<'_>) {
    let Some(written) = finding.status else { return };
    let timeline = Timeline::of(finding);
    let last = timeline.changes().last().filter(|last| last.status != written);
    if let Some(StatusChange { day, status: last, source }) = last {
        let (place, who) = match source {
            StatusSource::Entry(index) => (at.key("progress").index(*index).key("status"), "the log says"),
            StatusSource::Closure(index) => (at.join(&finding.closing_path(*index)).key("date"), "its closing says"),
            StatusSource::Reopening(index) => (at.join(&finding.closing_path(*index)).key("reopened"), "its reopening says"),
        };
        let message = format!("{reference} is {}, and {who} {} on {day}", written.words(), last.words());
        let help = "add a progress entry with the current status, or write the status that the log ends with; within a day the \
                    order of the log decides, and a closing that it does not have comes last"
            .to_owned();
        let other = (place, format!("{} on {day}", last.words()));
        report.clash(&STATUS_DISAGREES_WITH_PROGRESS, at.key("status"), message, help, other);
    }
}

fn not_overdue(reference: &FindingRef, at: &FieldPath, finding: &Finding, on: Date, report: &mut DiagnosticCollector<'_>) {
    if !report.wants(&OVERDUE) {
        return;
    }
    let standing = FindingState::of(finding, on);
    if let Some(due) = standing.current_due.filter(|_| standing.is_overdue()) {
        let place = match (standing.slips.checked_sub(1), finding.due) {
            (Some(index), _) => at.key("extensions").index(index).key("to"),
            (None, Some(_)) => at.key("due"),
            (None, None) => at.key("target"),
        };
        let owner = finding.owner.as_ref().map_or_else(String::new, |owner| format!(" ({owner})"));
        let message = format!("{reference} was due on {due} and is {}{owner}", standing.status.words());
        let help = "finish it, or get a later date approved and add it to `extensions`".to_owned();
        report.at(&OVERDUE, place, message, help);
    }
}
