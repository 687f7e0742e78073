//! The section on the inspectorate's verification, and on findings closed without one.

use super::measure::{FindingMeasure, TOTAL, row, tally};
use super::part::{Extra, Findings, PaperPart};
use crate::model::{Status, Verification, VerificationOutcome};
use crate::query::Column;
use crate::view::section::period_records::{Followed, PeriodRecords};
use crate::view::{Fit, Role, TableColumn};

const COLUMNS: &[Column] =
    &[Column::Record, Column::Ref, Column::Asks, Column::Owner, Column::Status, Column::Outcome, Column::Verified];

const EXTRA: &[Extra] = &[
    (TableColumn { key: "verified_by", title: "by", fit: Fit::Words }, |finding| {
        word(finding).map(|word| word.by.clone()).unwrap_or_default()
    }),
    (TableColumn { key: "reference", title: "reference", fit: Fit::Words }, |finding| {
        word(finding).and_then(|word| word.reference.clone()).unwrap_or_default()
    }),
];

const MEASURES: [FindingMeasure; 1] = [FindingMeasure { title: "findings", ..TOTAL }];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let since = scene.between.since;
    // The records already end with the period, so only its first day has to be compared.
    let is_of_the_period = |finding: &&Followed<'_>| word(finding).and_then(|word| word.date).is_some_and(|day| day >= since);
    let mut tally = tally(scene, "verified", "verification", &MEASURES);
    for outcome in VerificationOutcome::ALL {
        let said = scene.ours.iter().filter(|finding| word(finding).is_some_and(|word| word.outcome == *outcome));
        let within = said.clone().filter(is_of_the_period);
        let (name, filter) = (outcome.words(), format!("outcome = {outcome}"));
        tally.rows.push(row(
            scene,
            format!("{name}, in the period"),
            format!("{filter} and verified >= {since}"),
            within,
            &MEASURES,
        ));
        tally.rows.push(row(scene, format!("{name}, so far"), filter, said, &MEASURES));
    }
    // A force's own closing is not the inspectorate's, and a panel asks for the difference.
    let unverified =
        scene.ours.iter().filter(|finding| finding.case.standing.status == Status::Closed && word(finding).is_none());
    tally.rows.push(row(scene, "closed here, not verified", "status = closed and outcome = none", unverified, &MEASURES));
    let mut findings: Vec<_> = scene.ours.iter().filter(is_of_the_period).collect();
    findings.sort_by_key(|finding| word(finding).and_then(|word| word.date));
    match findings.is_empty() {
        true => vec![
            PaperPart::Tally(tally),
            PaperPart::Words("The inspectorate verified nothing in the period.".into(), Role::Plain),
        ],
        false => vec![PaperPart::Tally(tally), PaperPart::Findings(Findings { columns: COLUMNS, extra: EXTRA, findings })],
    }
}

fn word<'f>(finding: &'f Followed<'_>) -> Option<&'f Verification> {
    finding.case.finding.verification_by(finding.case.standing.on)
}
