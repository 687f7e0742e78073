//! Rules on the copies of the response (Police Act 1996, section 55(6), and the corresponding provisions of other duties).

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext, Severity};
use crate::model::{Date, FieldPath, Record};
use crate::prose::listed;
use crate::rules::response_deadline::{duty_is_ripe, in_publication};

family! { "Copies", "copies.md", check:
    /// Reports a copy or response sent before the report was published.
    SENT_BEFORE_REPORT = Deny "sent-before-report" Always;
    /// Reports a copy sent before the response was published (section 55(6)).
    SENT_BEFORE_PUBLICATION = Deny "sent-before-publication" Always;
    /// Reports a copy that was not sent to a recipient that the duty names (section 55(6)).
    COPY_NOT_SENT = Deny "copy-not-sent" OnceDue;
}

fn check(subject: &RecordToCheck<'_>, context: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    let Some(record) = subject.record().filter(|record| context.response(record).is_owed) else { return };
    let Some((publication, published)) = record.publication.as_ref().and_then(|it| Some((it, it.published?))) else { return };
    let duty = record.duty();
    for (day, who, field) in duty.copies(Date::LAST).map(|copy| (publication.sent_to(copy.to), copy.name, copy.to.field())) {
        // A day before the report is reported by the rules on dates.
        if let Some(day) = day.filter(|day| *day < published && *day >= record.inspection.published) {
            let message = format!("the copy for {who} was sent on {day}, before the response was published");
            let help = format!("{} requires a copy of what was published: check both dates", duty.copies_source);
            let other = (in_publication("published"), format!("published {published}"));
            let is_doubtful = record.imported && !report.is_set(&SENT_BEFORE_PUBLICATION);
            let diagnostic = report.clash(&SENT_BEFORE_PUBLICATION, in_publication(field), message, help, other);
            if is_doubtful {
                diagnostic.severity = Severity::Warning;
            }
        }
    }
    let missing = duty.copies(published).filter(|copy| publication.sent_to(copy.to).is_none());
    let missing: Vec<(&str, &str)> = missing.map(|copy| (copy.name, copy.to.field())).collect();
    if duty_is_ripe(record, context) && !missing.is_empty() {
        let who = listed(missing.iter().map(|(who, _)| who), missing.len(), 2);
        let fields = listed(missing.iter().map(|(_, field)| format!("`publication.{field}`")), missing.len(), 2);
        let message = format!("the date on which {who} got a copy is missing ({})", duty.copies_source);
        let is_sure = context.by.on > last_day_of_copies(record, published, context) && !record.imported;
        let help = format!("send it, and write the date in {fields}");
        report.sure_or_doubtful(is_sure, &COPY_NOT_SENT, FieldPath::root().key("publication"), message, help);
    }
}

/// Returns the day after which a missing copy is an error. Section 55(6) sets none, so it is the office's own, or the response
/// deadline. Of several settings the strictest counts.
fn last_day_of_copies(record: &Record, published: Date, context: &RuleContext<'_>) -> Date {
    let lawful = record.response_due(context.by.on).unwrap_or(published);
    let of = |days: &Option<u32>| days.map_or(lawful, |days| published.plus_days(u64::from(days)));
    context.by.copies_within_days.iter().map(of).min().unwrap_or(lawful)
}
