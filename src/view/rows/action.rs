//! The rows of actions.

use crate::model::{FindingOnDay, Owners};
use crate::view::export::v1::ActionRow;

/// Returns the actions of a finding. An action whose `done` date is after the day counts as open.
pub(super) fn rows<'a>(case: FindingOnDay<'a>) -> impl Iterator<Item = ActionRow<'a>> {
    let on = case.standing.on;
    case.finding.actions.iter().zip(1..).map(move |(action, number)| {
        let open = action.is_open(on);
        ActionRow {
            force: case.record.force.as_str(),
            record: case.id.as_str(),
            r#ref: case.reference.to_string(),
            number,
            text: &action.text,
            owner: action.owner.as_ref().map(Owners::lead),
            target: action.due(on),
            done: action.done,
            open,
            days_late: action.due(on).filter(|_| open).map(|target| on.days_since(target)).filter(|days| *days > 0),
            evidence: action.evidence.iter().map(String::as_str).collect(),
        }
    })
}
