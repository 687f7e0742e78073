//! The section of headline figures, by kind and status, and the paper's first sentence.

use std::collections::BTreeSet;

use super::measure::{
    CLOSED, FindingMeasure, IN_PROGRESS, KINDS, NOT_ACCEPTED, NOT_STARTED, OPEN, OVERDUE, PENDING, SUPERSEDED, TOTAL, UNDATED,
    row, tally,
};
use super::part::PaperPart;
use super::responses;
use crate::model::RecordId;
use crate::prose::counted;
use crate::view::labels::day;
use crate::view::section::period_records::PeriodRecords;
use crate::view::tally::Tally;

const MEASURES: [FindingMeasure; 10] =
    [TOTAL, NOT_STARTED, IN_PROGRESS, PENDING, OPEN, OVERDUE, UNDATED, CLOSED, SUPERSEDED, NOT_ACCEPTED];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    vec![PaperPart::Tally(findings(scene)), PaperPart::Tally(responses::tally(scene))]
}

fn findings(scene: &PeriodRecords<'_>) -> Tally {
    let mut tally = tally(scene, "findings", "kind", &MEASURES);
    for kind in KINDS {
        let findings = scene.ours.iter().filter(|finding| (kind.holds)(finding));
        tally.rows.push(row(scene, kind.title, kind.filter, findings, &MEASURES));
    }
    tally.rows.push(row(scene, "all", "", &scene.ours, &MEASURES));
    tally
}

/// Returns the paper's first sentence: how many findings are open, in how many reports, and how many are overdue.
pub(in crate::view) fn sentence(scene: &PeriodRecords<'_>) -> String {
    let tally = findings(scene);
    let all = |column: &str| tally.count("all", column);
    let open = counted(all("open"), "finding is", "findings are");
    // Only reports with an open finding count: a report whose findings are all closed needs no attention.
    let with_open: BTreeSet<&RecordId> = scene.ours.iter().filter(|it| it.is_open()).map(|it| it.case.id).collect();
    let open = match (all("open"), with_open.len()) {
        (0, _) => "no finding is open".to_owned(),
        (_, reports) => format!("{open} open in {}", counted(reports, "report", "reports")),
    };
    let late = match (all("open"), all("overdue")) {
        (0, _) => String::new(),
        (_, 0) => ", none of them overdue".to_owned(),
        (_, overdue) => format!(", {overdue} of them overdue"),
    };
    // Said because a reader who counts the recommendations of a report finds more than the paper has.
    let others = match scene.others {
        0 => String::new(),
        others => format!(" {} for other bodies and not counted here.", counted(others, "more is", "more are")),
    };
    format!("On {}, {open}{late}.{others}", day(scene.between.until))
}
