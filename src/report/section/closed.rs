//! What came to its end in the period, with its evidence.

use super::part::{Extra, Findings, Part};
use super::scene::{Followed, Scene};
use crate::model::{Closure, Prose};
use crate::query::Facet;
use crate::report::{Column, Fit, Role};

const FACETS: &[Facet] = &[Facet::Record, Facet::Ref, Facet::Asks, Facet::Owner, Facet::Status, Facet::Closed];

const EXTRA: &[Extra] = &[
    (Column { key: "approved_by", title: "approved by", fit: Fit::Words }, |finding| {
        closure(finding).and_then(|closure| closure.approved_by.clone()).unwrap_or_default()
    }),
    (Column { key: "evidence", title: "evidence", fit: Fit::Words }, |finding| {
        closure(finding).map_or_else(|| as_logged(finding), |closure| closure.evidence.join("; "))
    }),
];

/// The closure of this very end: a record has one, and where the finding was opened again it may be of an earlier one.
fn closure<'f>(finding: &'f Followed<'_>) -> Option<&'f Closure> {
    finding.case.finding.standing_closure(finding.case.standing.on)
}

/// What the log says of an end whose closure is not in the record any more: there its approver and its evidence are kept in words.
fn as_logged(finding: &Followed<'_>) -> String {
    let Some(day) = finding.history.ended(finding.case.standing.on) else { return String::new() };
    let of_the_day = finding.case.finding.progress.iter().filter(|entry| entry.date == day);
    let notes: Vec<String> = of_the_day.filter_map(|entry| entry.note.as_ref()).map(Prose::in_a_line).collect();
    if notes.is_empty() { String::new() } else { format!("the log says: {}", notes.join("; ")) }
}

pub(super) fn parts<'s>(scene: &'s Scene<'_>) -> Vec<Part<'s>> {
    let ended = |finding: &&Followed<'_>| !finding.is_open() && (finding.before.is_none() || finding.was_open());
    let mut findings: Vec<_> = scene.ours.iter().filter(ended).collect();
    if findings.is_empty() {
        return vec![Part::Words("Nothing was closed.".into(), Role::Plain)];
    }
    let day = |finding: &Followed<'_>| finding.history.ended(scene.between.until);
    findings.sort_by_key(|finding| (day(finding).is_none(), day(finding)));
    vec![Part::Findings(Findings { facets: FACETS, extra: EXTRA, findings })]
}
