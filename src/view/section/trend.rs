//! The section on open and overdue findings over time, replayed from the log: at the end of each of the last twelve months,
//! and on the last day.

use super::measure::{FindingMeasure, OPEN, OVERDUE, tally};
use super::part::PaperPart;
use crate::model::{Date, due_on};
use crate::view::Shape;
use crate::view::section::period_records::{Followed, PeriodRecords};
use crate::view::tally::TallyRow;

/// The number of month ends before the last day.
const MONTHS: u32 = 12;

const MEASURES: [FindingMeasure; 2] = [OPEN, OVERDUE];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let mut tally = tally(scene, "trend", "day", &MEASURES);
    for day in days(scene.between.until) {
        let (mut open, mut overdue) = (0, 0);
        for finding in scene.ours.iter().filter(|finding| is_open(finding, day)) {
            open += 1;
            // The due date as it was on that day: an extension agreed later must not improve the past.
            overdue += usize::from(due_on(finding.case.finding, day).is_some_and(|due| due < day));
        }
        tally.rows.push(TallyRow { name: day.to_string(), filter: String::new(), on: day, counts: vec![open, overdue] });
    }
    vec![PaperPart::Drawn(Shape::Lines, "Open and overdue findings over time", &["open", "overdue"], tally)]
}

fn is_open(finding: &Followed<'_>, day: Date) -> bool {
    finding.case.record.inspection.published <= day && finding.history.status(day).is_open()
}

/// Returns the last days of the months before a day, and the day itself.
fn days(until: Date) -> Vec<Date> {
    let months = (1..=MONTHS).rev().filter_map(|back| until.end_of_month_before(back));
    // If the period ends with a month, its last day must not be there twice.
    months.filter(|day| *day < until).chain([until]).collect()
}
