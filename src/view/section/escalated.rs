//! The section on open findings that were escalated. It comes first in the paper.

use super::part::{Extra, Findings, PaperPart};
use crate::query::Column;
use crate::view::section::period_records::PeriodRecords;
use crate::view::{Fit, Role, TableColumn};

const COLUMNS: &[Column] = &[Column::Record, Column::Ref, Column::Asks, Column::Owner, Column::Status, Column::Due];

const EXTRA: &[Extra] = &[
    (TableColumn { key: "escalation", title: "escalation", fit: Fit::Words }, |finding| {
        finding.escalation().map(|step| step.to.label().to_owned()).unwrap_or_default()
    }),
    (TableColumn { key: "escalated_on", title: "since", fit: Fit::Whole }, |finding| {
        finding.escalation().map(|step| step.date.to_string()).unwrap_or_default()
    }),
    (TableColumn { key: "escalation_reference", title: "reference", fit: Fit::Words }, |finding| {
        finding.escalation().and_then(|step| step.reference.clone()).unwrap_or_default()
    }),
];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let findings: Vec<_> = scene.ours.iter().filter(|finding| finding.is_escalated()).collect();
    match findings.is_empty() {
        true => vec![PaperPart::Words("No open finding is escalated.".into(), Role::Plain)],
        false => vec![PaperPart::Findings(Findings { columns: COLUMNS, extra: EXTRA, findings })],
    }
}
