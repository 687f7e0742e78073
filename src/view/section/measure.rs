//! What the papers count of findings: each measure as a filter expression and as the same condition in code.
//!
//! Both must agree, because readers check a figure with its filter.

use crate::model::{FindingKind, Status};
use crate::view::section::period_records::{Followed, PeriodRecords};
use crate::view::tally::{Tally, TallyColumn, TallyRow, TallySubject, and};

/// One thing that is counted of findings.
#[derive(Debug, Clone, Copy)]
pub(super) struct FindingMeasure {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) filter: &'static str,
    pub(super) holds: fn(&Followed<'_>) -> bool,
}

/// Declares measures, one on each line.
macro_rules! measures {
    ($($name:ident = $key:literal, $title:literal, $filter:literal, $holds:expr;)+) => {
        $(pub(super) const $name: FindingMeasure = FindingMeasure { key: $key, title: $title, filter: $filter, holds: $holds };)+
    };
}

measures! {
    TOTAL = "total", "total", "", |_| true;
    OPEN = "open", "open", "open", |finding| finding.is_open();
    OVERDUE = "overdue", "overdue", "overdue", |finding| finding.case.standing.is_overdue();
    UNDATED = "undated", "no date", "open and due = none", |finding| finding.is_open() && finding.case.standing.current_due.is_none();
    ENDED = "ended", "no longer open", "not open", |finding| !finding.is_open();
    NOT_STARTED = "not_started", "not started", "status = not_started", |finding| status(finding, Status::NotStarted);
    IN_PROGRESS = "in_progress", "in progress", "status = in_progress", |finding| status(finding, Status::InProgress);
    PENDING = "pending_sign_off", "pending sign off", "status = pending_sign_off", |finding| status(finding, Status::PendingSignOff);
    CLOSED = "closed", "closed", "status = closed", |finding| status(finding, Status::Closed);
    SUPERSEDED = "superseded", "superseded", "status = superseded", |finding| status(finding, Status::Superseded);
    NOT_ACCEPTED = "not_accepted", "not accepted", "status = not_accepted", |finding| status(finding, Status::NotAccepted);
    RECOMMENDATIONS = "recommendations", "recommendations", "kind = recommendation", |finding| kind(finding, FindingKind::Recommendation);
    AREAS = "areas_for_improvement", "areas for improvement", "kind = area_for_improvement", |finding| kind(finding, FindingKind::AreaForImprovement);
    CAUSES = "causes_of_concern", "causes of concern", "kind = cause_of_concern", |finding| kind(finding, FindingKind::CauseOfConcern);
}

fn status(finding: &Followed<'_>, status: Status) -> bool {
    finding.case.standing.status == status
}

fn kind(finding: &Followed<'_>, kind: FindingKind) -> bool {
    finding.case.reference.kind == kind
}

/// The kinds of findings, as measures.
pub(super) const KINDS: [FindingMeasure; 3] = [RECOMMENDATIONS, AREAS, CAUSES];

/// Returns an empty table of counts over our findings.
pub(super) fn tally(scene: &PeriodRecords<'_>, name: &'static str, head: &'static str, measures: &[FindingMeasure]) -> Tally {
    let column = |measure: &FindingMeasure| TallyColumn { key: measure.key, title: measure.title, filter: measure.filter };
    Tally {
        name,
        head,
        counts: TallySubject::Findings,
        // The same restriction as `scene.ours`, as a filter.
        base: and(&[&scene.scope, "ours"]),
        pattern: None,
        columns: measures.iter().map(column).collect(),
        rows: Vec::new(),
    }
}

/// Returns a row for such a table: the findings, counted by each measure.
pub(super) fn row<'f, 'a: 'f>(
    scene: &PeriodRecords<'_>,
    name: impl Into<String>,
    filter: impl Into<String>,
    findings: impl IntoIterator<Item = &'f Followed<'a>>,
    measures: &[FindingMeasure],
) -> TallyRow {
    let mut counts = vec![0; measures.len()];
    for finding in findings {
        for (count, measure) in counts.iter_mut().zip(measures) {
            *count += usize::from((measure.holds)(finding));
        }
    }
    TallyRow { name: name.into(), filter: filter.into(), on: scene.between.until, counts }
}
