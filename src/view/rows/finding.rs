//! The row of a finding.

use super::whole_link;
use crate::model::{AnswerPlace, Closure, FindingKind, FindingLink, FindingOnDay, FindingRef, StatusHistory};
use crate::prose::Prose;
use crate::query::{Facet, FacetValue};
use crate::view::export::v1::FindingRow;
use crate::view::listing::reopened;

/// Returns the row of a finding.
pub(in crate::view) fn row<'a>(case: &FindingOnDay<'a>) -> FindingRow<'a> {
    let (record, finding, standing) = (case.record, case.finding, &case.standing);
    let on = standing.on;
    let clock = &case.clock;
    let closure = finding.closure.as_ref();
    let word = finding.verification_by(on);
    let answer = finding.commissioner_response.as_ref();
    let link = |link: &FindingLink| whole_link(case, link);
    FindingRow {
        force: record.force.as_str(),
        record: case.id.as_str(),
        r#ref: case.reference.to_string(),
        kind: case.reference.kind,
        inspection: &record.inspection.title,
        inspection_kind: record.inspection.kind,
        inspectorates: record.inspection.inspectorates.iter().map(|name| name.as_str()).collect(),
        published: record.inspection.published,
        // From the column's own getter, so that the export cannot disagree with `irr list`.
        asks: match Facet::Asks.of(case) {
            FacetValue::Text(words) => Some(words),
            _ => None,
        },
        text: finding.text.as_ref().map(Prose::trimmed),
        withheld: finding.withheld,
        area: finding.area.as_deref(),
        addressed_to: finding.addressed_to.iter().map(|name| name.as_str()).collect(),
        ours: finding.is_ours(),
        status: standing.status,
        open: standing.status.is_open(),
        priority: finding.priority,
        owner: finding.owner.as_deref(),
        due: standing.current_due,
        original_due: standing.original_due,
        due_text: finding.due_text.as_deref(),
        target: finding.target,
        overdue: standing.is_overdue(),
        days_overdue: standing.days_overdue,
        days_past_due: standing.days_past_due,
        behind_target: standing.behind_target,
        slips: standing.slips,
        slipped_by: standing.slipped_by(),
        actions: finding.actions.len(),
        open_actions: finding.actions.iter().filter(|action| action.is_open(on)).count(),
        progress_entries: finding.progress.len(),
        last_progress: finding.progress.iter().map(|entry| entry.date).max(),
        closed: StatusHistory::of(finding).ended(on),
        closure_date: closure.and_then(|closure| closure.date),
        closure_approved_by: closure.and_then(|closure| closure.approved_by.as_deref()),
        // The closure as it is written, even if the finding was reopened since: `reopened` says so beside it.
        evidence: closure.map(evidence).unwrap_or_default(),
        outcome: word.map(|word| word.outcome),
        verified: word.and_then(|word| word.date),
        verified_by: word.map(|word| word.by.as_str()),
        verification_reference: word.and_then(|word| word.reference.as_deref()),
        commissioner_action: answer.and_then(|answer| answer.action),
        commissioner_adopts: case.record.adopts(finding),
        commissioner_see: answer.and_then(|answer| answer.see.as_ref()).map(|see| match see {
            // A link inside the record is written with its record too, because rows are joined across records.
            AnswerPlace::Finding(there) => link(there),
            AnswerPlace::Comments => see.to_string(),
        }),
        commissioner_text: answer.and_then(|answer| answer.text.as_ref()).map(Prose::trimmed),
        chief_officer_text: finding.chief_officer_response.as_ref().and_then(|words| words.text.as_ref()).map(Prose::trimmed),
        follows: finding.follows.as_ref().map(link),
        supersedes: finding.supersedes.as_ref().map(link),
        escalated_from: finding.escalated_from.as_ref().map(link),
        cause_of_concern: finding
            .cause_of_concern
            .as_ref()
            .map(|printed| FindingRef::new(FindingKind::CauseOfConcern, printed).to_string()),
        response_due: clock.due,
        responded: clock.published,
        response_owed: clock.is_owed,
        response_awaited: clock.is_awaited(),
        response_days_late: clock.days_late(),
        reopened: reopened(case),
        duty: clock.duty.kind,
        escalation: finding.escalation_on(on).map(|step| step.to),
        escalated_on: finding.escalation_on(on).map(|step| step.date),
        escalation_reference: finding.escalation_on(on).and_then(|step| step.reference.as_deref()),
    }
}

fn evidence(closure: &Closure) -> Vec<&str> {
    closure.evidence.iter().map(String::as_str).collect()
}
