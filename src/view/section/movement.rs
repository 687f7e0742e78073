//! The section on movement: previously open + new + reopened − closed − superseded or not accepted = remaining.
//!
//! It compares two days, the one before the period and its last. A finding that was closed and reopened in between is in
//! neither row, so it is named below them.

use super::measure::{FindingMeasure, KINDS, TOTAL, row, tally};
use super::part::PaperPart;
use crate::model::Status;
use crate::prose::listed;
use crate::view::Role;
use crate::view::section::period_records::{Followed, PeriodRecords};
use crate::view::tally::Tally;

const PREVIOUSLY_OPEN: &str = "previously open";
const NEW: &str = "new";
const REOPENED: &str = "reopened";
const CLOSED: &str = "closed";
const OTHERWISE: &str = "superseded or not accepted";
const REMAINING: &str = "remaining";

const MEASURES: [FindingMeasure; 4] = [TOTAL, KINDS[0], KINDS[1], KINDS[2]];

/// How many of the findings closed and reopened within the period are named.
const MOST: usize = 20;

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let tally = movement(scene);
    let count = |row| tally.count(row, TOTAL.key);
    let (reconciles, words) =
        reconciled([count(PREVIOUSLY_OPEN), count(NEW), count(REOPENED), count(CLOSED), count(OTHERWISE)], count(REMAINING));
    let mut parts = vec![PaperPart::Tally(tally), PaperPart::Words(words, if reconciles { Role::Plain } else { Role::Overdue })];
    let (both, wavered) = (scene.between, |finding: &&Followed<'_>| finding.was_open() == finding.is_open());
    // Its status is the same on both days, but changed in between.
    let turned = |finding: &&Followed<'_>| finding.history.turns(scene.before, both.until).next().is_some();
    let wavering: Vec<String> = scene
        .ours
        .iter()
        .filter(|finding| finding.before.is_some())
        .filter(wavered)
        .filter(turned)
        .map(|finding| format!("{}:{}", finding.case.id, finding.case.reference))
        .collect();
    if !wavering.is_empty() {
        let words =
            format!("Closed and reopened within the period, so in neither row: {}.", listed(&wavering, wavering.len(), MOST));
        parts.push(PaperPart::Words(words, Role::Muted));
    }
    parts
}

fn movement(scene: &PeriodRecords<'_>) -> Tally {
    let before = scene.before;
    // The filter twin of `is_of_the_period`.
    let came = format!("(open@{before} or published > {before})");
    let otherwise = |status| matches!(status, Status::Superseded | Status::NotAccepted);
    // What was closed before the period is in no row; otherwise the rows would not add up.
    let is_of_the_period = |finding: &Followed<'_>| finding.before.is_none() || finding.was_open();
    let mut tally = tally(scene, "movement", "findings", &MEASURES);
    let mut push = |name: &str, filter: String, holds: &dyn Fn(&Followed<'_>) -> bool| {
        tally.rows.push(row(scene, name, filter, scene.ours.iter().filter(|finding| holds(finding)), &MEASURES));
    };
    push(PREVIOUSLY_OPEN, format!("open@{before}"), &|finding| finding.was_open());
    push(NEW, format!("published > {before}"), &|finding| finding.before.is_none());
    push(REOPENED, format!("open@{before} = false and open"), &|finding| {
        finding.is_open() && finding.before.is_some_and(|status| !status.is_open())
    });
    push(CLOSED, format!("status = closed and {came}"), &|finding| {
        finding.case.standing.status == Status::Closed && is_of_the_period(finding)
    });
    push(OTHERWISE, format!("status in (superseded, not_accepted) and {came}"), &|finding| {
        otherwise(finding.case.standing.status) && is_of_the_period(finding)
    });
    push(REMAINING, "open".into(), &|finding| finding.is_open());
    tally
}

/// Checks that the rows add up to what remains, and says so in a sentence.
fn reconciled([open, new, reopened, closed, otherwise]: [usize; 5], remaining: usize) -> (bool, String) {
    // Underflow would mean a wrong count; it is reported as one that does not reconcile.
    let sum = (open + new + reopened).checked_sub(closed + otherwise);
    let words = format!("{open} + {new} + {reopened} − {closed} − {otherwise}");
    match sum == Some(remaining) {
        true => (true, format!("It reconciles: {words} = {remaining}.")),
        false => (false, format!("It does not reconcile: {words} is not {remaining}. Please report this as an error of irr.")),
    }
}

#[cfg(test)]
mod tests {
    use super::reconciled;

    #[test]
    fn a_movement_says_whether_it_reconciles() {
        assert_eq!(reconciled([35, 49, 0, 25, 0], 59).1, "It reconciles: 35 + 49 + 0 − 25 − 0 = 59.");
        assert!(!reconciled([35, 49, 0, 25, 0], 58).0);
        assert!(!reconciled([1, 0, 0, 2, 0], 0).0);
    }
}
