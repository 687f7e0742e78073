//! The section on what is due in the months ahead.

use super::measure::{FindingMeasure, OPEN, row, tally};
use super::part::PaperPart;
use crate::model::Priority;
use crate::view::Shape;
use crate::view::section::period_records::{Followed, PeriodRecords};

/// The number of months that get a row each; everything after them is "later".
const MONTHS: u32 = 12;

const MEASURES: [FindingMeasure; 2] = [
    FindingMeasure { title: "due", ..OPEN },
    FindingMeasure {
        key: "high_priority",
        title: "high priority",
        filter: "open and priority = high",
        holds: |finding| finding.is_open() && finding.case.finding.priority == Some(Priority::High),
    },
];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let mut tally = tally(scene, "ahead", "month", &MEASURES);
    // Overdue findings are in no row: they have a section of their own.
    let due = |finding: &Followed<'_>| finding.case.standing.current_due;
    let mut from = scene.between.until;
    for _ in 0..MONTHS {
        let last = from.end_of_its_month();
        let findings = scene.ours.iter().filter(|finding| due(finding).is_some_and(|due| due >= from && due <= last));
        let filter = format!("due >= {from} and due <= {last}");
        tally.rows.push(row(scene, last.month_in_words(), filter, findings, &MEASURES));
        // The first row is only the rest of the current month.
        from = last.plus_days(1);
    }
    let later = scene.ours.iter().filter(|finding| due(finding).is_some_and(|due| due >= from));
    tally.rows.push(row(scene, "later", format!("due >= {from}"), later, &MEASURES));
    vec![PaperPart::Drawn(Shape::Bars, "Findings due in the months ahead", &["open"], tally)]
}
