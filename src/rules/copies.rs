//! Whether the copies of the response went out, as section 55(6) wants it.

use super::clock::duty_is_ripe;
use super::rule::family;
use super::{Report, Subject, Whole};
use crate::model::{FieldPath, listed};

family! { "Copies", "copies.md", check:
    /// Sent before the report that it answers.
    SENT_BEFORE_REPORT = Deny "sent-before-report" Always;
    /// No copy to the inspectors or to the Secretary of State (section 55(6)).
    COPY_NOT_SENT = Deny "copy-not-sent" OnceDue;
}

fn check(subject: &Subject<'_>, whole: &Whole<'_>, report: &mut Report<'_>) {
    let Some(record) = subject.record().filter(|record| duty_is_ripe(subject.id, record, whole)) else { return };
    let publication = record.publication.clone().unwrap_or_default();
    if let Some(responded) = record.responded() {
        let copies = record.duty().copies(responded).filter(|copy| publication.sent_to(copy.to).is_none());
        let missing: Vec<(&str, &str)> = copies.map(|copy| (copy.name, copy.to.field())).collect();
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
