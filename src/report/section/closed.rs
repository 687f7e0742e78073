//! What came to its end in the period, with its evidence.

use super::part::{Extra, Findings, Part};
use super::scene::{Followed, Scene};
use crate::query::Facet;
use crate::report::{Column, Fit, Role};

const FACETS: &[Facet] = &[Facet::Record, Facet::Ref, Facet::Asks, Facet::Owner, Facet::Status, Facet::Closed];

const EXTRA: &[Extra] = &[
    (Column { key: "approved_by", title: "approved by", fit: Fit::Words }, |finding| {
        finding.case.finding.closure.as_ref().and_then(|closure| closure.approved_by.clone()).unwrap_or_default()
    }),
    (Column { key: "evidence", title: "evidence", fit: Fit::Words }, |finding| {
        finding.case.finding.closure.as_ref().map(|closure| closure.evidence.join("; ")).unwrap_or_default()
    }),
];

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
