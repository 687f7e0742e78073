//! The section on open findings that were escalated. It comes first in the paper.

use super::part::{Extra, Findings, PaperPart};
use super::scene::{Followed, PeriodRecords};
use crate::model::Escalation;
use crate::query::Column;
use crate::view::{Fit, Role, TableColumn};

const COLUMNS: &[Column] = &[Column::Record, Column::Ref, Column::Asks, Column::Owner, Column::Status, Column::Due];

const EXTRA: &[Extra] = &[
    (TableColumn { key: "escalation", title: "escalation", fit: Fit::Words }, |finding| {
        step(finding).map(|step| step.to.label().to_owned()).unwrap_or_default()
    }),
    (TableColumn { key: "escalated_on", title: "since", fit: Fit::Whole }, |finding| {
        step(finding).map(|step| step.date.to_string()).unwrap_or_default()
    }),
    (TableColumn { key: "escalation_reference", title: "reference", fit: Fit::Words }, |finding| {
        step(finding).and_then(|step| step.reference.clone()).unwrap_or_default()
    }),
];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let findings: Vec<_> = scene.ours.iter().filter(|finding| is_escalated(finding)).collect();
    match findings.is_empty() {
        true => vec![PaperPart::Words("No open finding is escalated.".into(), Role::Plain)],
        false => vec![PaperPart::Findings(Findings { columns: COLUMNS, extra: EXTRA, findings })],
    }
}

/// Returns whether a finding is open and escalated.
pub(super) fn is_escalated(finding: &Followed<'_>) -> bool {
    finding.is_open() && step(finding).is_some()
}

fn step<'f>(finding: &'f Followed<'_>) -> Option<&'f Escalation> {
    finding.case.finding.escalation_on(finding.case.standing.on)
}
