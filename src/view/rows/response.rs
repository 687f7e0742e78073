//! The row of a response.

use crate::model::{Date, Finding, FindingOnDay, FindingState, Grade, Publication};
use crate::view::export::v1::ResponseRow;

/// Returns the row of the response that a case's record has; the case's finding does not matter.
pub(in crate::view) fn row<'a>(case: &FindingOnDay<'a>) -> ResponseRow<'a> {
    let (record, on) = (case.record, case.standing.on);
    let inspection = &record.inspection;
    let clock = &case.clock;
    let publication = record.publication.as_ref();
    let day = |of: fn(&Publication) -> Option<Date>| publication.and_then(of);
    let officer = record.chief_officer.as_ref();
    // All findings of the record count, whatever the filter on responses was.
    let count = |which: fn(&Finding, &FindingState) -> bool| {
        record.findings().filter(|(_, _, finding)| which(finding, &FindingState::of(finding, on))).count()
    };
    ResponseRow {
        force: record.force.as_str(),
        record: case.id.as_str(),
        inspection: &inspection.title,
        inspection_kind: inspection.kind,
        inspectorates: inspection.inspectorates.iter().map(|name| name.as_str()).collect(),
        published: inspection.published,
        inspection_url: inspection.url.as_deref(),
        recommendation_count: inspection.recommendation_count,
        area_for_improvement_count: inspection.area_for_improvement_count,
        cause_of_concern_count: inspection.cause_of_concern_count,
        grades: inspection.grades.iter().map(grade).collect(),
        stage: record.stage,
        body_kind: record.local_policing_body.kind,
        body: record.local_policing_body.name.as_deref(),
        holder: record.local_policing_body.holder.as_deref(),
        chief_officer_title: officer.and_then(|officer| officer.title.as_deref()),
        chief_officer: officer.and_then(|officer| officer.name.as_deref()),
        response_owed: clock.is_owed,
        response_due: clock.due,
        responded: clock.published,
        response_day: clock.day(),
        response_awaited: clock.is_awaited(),
        response_days_late: clock.days_late(),
        response_url: publication.and_then(|publication| publication.url.as_deref()),
        chief_officer_invited: day(|publication| publication.chief_officer_invited),
        comments_wanted_by: day(|publication| publication.comments_wanted_by),
        comments_received: day(|publication| publication.comments_received),
        sent_to_inspectorate: day(|publication| publication.sent_to_inspectorate),
        sent_to_secretary_of_state: day(|publication| publication.sent_to_secretary_of_state),
        covered_by: record.covered_by.as_ref().map(|id| id.as_str()),
        findings: count(|_, _| true),
        findings_ours: count(|finding, _| finding.is_ours()),
        // Other bodies' findings are left out: this force or body is not asked about them.
        findings_open: count(|finding, standing| finding.is_ours() && standing.status.is_open()),
        findings_overdue: count(|_, standing| standing.is_overdue()),
        has_unplaced: record.unplaced.is_some(),
        duty: clock.duty.kind,
        duty_from: clock.begins,
        sent_to_commissioner: day(|publication| publication.sent_to_commissioner),
        sent_to_iopc: day(|publication| publication.sent_to_iopc),
        sent_to_coroner: day(|publication| publication.sent_to_coroner),
    }
}

fn grade(grade: &Grade) -> String {
    match &grade.area {
        Some(area) => format!("{area}: {}", grade.grade.words()),
        None => grade.grade.words(),
    }
}
