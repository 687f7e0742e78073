//! The section on how late the overdue findings are.

use crate::view::Shape;
use crate::view::section::measure::{OVERDUE, row, tally};
use crate::view::section::part::PaperPart;
use crate::view::section::period_records::PeriodRecords;

/// The groups: name, and days overdue from and to.
const STEPS: [(&str, i64, i64); 5] = [
    ("1 to 30 days", 1, 30),
    ("31 to 90 days", 31, 90),
    ("91 to 180 days", 91, 180),
    ("181 to 365 days", 181, 365),
    ("more than a year", 366, i64::MAX),
];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let mut tally = tally(scene, "late", "overdue by", &[OVERDUE]);
    for (name, from, to) in STEPS {
        let late = |days: Option<i64>| days.is_some_and(|days| days >= from && days <= to);
        let findings = scene.ours.iter().filter(|finding| late(finding.case.standing.days_overdue));
        let most = if to == i64::MAX { String::new() } else { format!(" and days_overdue <= {to}") };
        tally.rows.push(row(scene, name, format!("days_overdue >= {from}{most}"), findings, &[OVERDUE]));
    }
    vec![PaperPart::Drawn(Shape::Bars, "Overdue findings by how late they are", &["overdue"], tally)]
}
