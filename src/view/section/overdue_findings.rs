//! The section on overdue findings: owner, dates, number of extensions and the last reason.

use crate::query::Column;
use crate::view::section::measure::OVERDUE;
use crate::view::section::part::{Extra, Findings, PaperPart, last_reason};
use crate::view::section::period_records::PeriodRecords;
use crate::view::{Fit, Role, TableColumn};

const COLUMNS: &[Column] = &[
    Column::Record,
    Column::Ref,
    Column::Asks,
    Column::Owner,
    Column::OriginalDue,
    Column::Due,
    Column::Slips,
    Column::DaysOverdue,
];

const EXTRA: &[Extra] = &[(TableColumn { key: "last_reason", title: "last reason", fit: Fit::Words }, |finding| {
    last_reason(finding).unwrap_or_default()
})];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let findings: Vec<_> = scene.ours.iter().filter(|finding| (OVERDUE.holds)(finding)).collect();
    if findings.is_empty() {
        return vec![PaperPart::Words("Nothing is overdue.".into(), Role::Plain)];
    }
    vec![PaperPart::Findings(Findings { columns: COLUMNS, extra: EXTRA, findings })]
}
