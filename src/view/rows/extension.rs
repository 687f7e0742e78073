//! The rows of extensions.

use crate::model::FindingOnDay;
use crate::view::export::v1::ExtensionRow;

/// Returns the extensions of a finding in order; `from` is the due date that the previous one left.
pub(super) fn rows<'a>(case: FindingOnDay<'a>) -> impl Iterator<Item = ExtensionRow<'a>> {
    let mut counts = case.standing.original_due;
    case.finding.extensions.iter().zip(1..).map(move |(extension, number)| {
        // A record states only the new date; the old one is the previous extension's, or the original.
        let from = counts.replace(extension.to);
        ExtensionRow {
            force: case.record.force.as_str(),
            record: case.id.as_str(),
            r#ref: case.reference.to_string(),
            number,
            agreed: extension.agreed,
            from,
            to: extension.to,
            days: from.map(|from| extension.to.days_since(from)),
            reason: extension.reason.as_deref(),
            approved_by: extension.approved_by.as_deref(),
        }
    })
}
