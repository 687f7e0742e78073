//! Counts by kind and by status, and the responses.

use super::measure::{
    CLOSED, IN_PROGRESS, KINDS, Measure, NOT_ACCEPTED, NOT_STARTED, OPEN, OVERDUE, PENDING, SUPERSEDED, TOTAL, UNDATED, row,
    tally,
};
use super::part::Part;
use super::responses;
use super::scene::Scene;
use crate::model::counted;
use crate::report::tally::Tally;
use crate::report::words::day;

const MEASURES: [Measure; 10] =
    [TOTAL, NOT_STARTED, IN_PROGRESS, PENDING, OPEN, OVERDUE, UNDATED, CLOSED, SUPERSEDED, NOT_ACCEPTED];

pub(super) fn parts<'s>(scene: &'s Scene<'_>) -> Vec<Part<'s>> {
    vec![Part::Tally(findings(scene)), Part::Tally(responses::tally(scene))]
}

fn findings(scene: &Scene<'_>) -> Tally {
    let mut tally = tally(scene, "findings", "kind", &MEASURES);
    for kind in KINDS {
        let findings = scene.ours.iter().filter(|finding| (kind.holds)(finding));
        tally.rows.push(row(scene, kind.title, kind.filter, findings, &MEASURES));
    }
    tally.rows.push(row(scene, "all", "", &scene.ours, &MEASURES));
    tally
}

/// The paper's first sentence.
pub(in crate::report) fn sentence(scene: &Scene<'_>) -> String {
    let tally = findings(scene);
    let all = |column: &str| tally.count("all", column);
    let open = counted(all("open"), "finding is", "findings are");
    let reports = counted(scene.responses.len(), "report", "reports");
    let late = match (all("open"), all("overdue")) {
        (0, _) => String::new(),
        (_, 0) => ", none of them overdue".to_owned(),
        (_, overdue) => format!(", {overdue} of them overdue"),
    };
    let others = match scene.others {
        0 => String::new(),
        others => format!(" {} somebody else’s to do and not counted here.", counted(others, "more is", "more are")),
    };
    format!("On {}, {open} open in {reports}{late}.{others}", day(scene.between.until))
}
