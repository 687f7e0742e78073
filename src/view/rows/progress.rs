//! The rows of progress updates.

use crate::model::FindingOnDay;
use crate::prose::Prose;
use crate::view::export::v1::ProgressRow;

/// Returns the progress updates of a finding, in order.
pub(super) fn rows<'a>(case: FindingOnDay<'a>) -> impl Iterator<Item = ProgressRow<'a>> {
    case.finding.progress.iter().zip(1..).map(move |(entry, number)| ProgressRow {
        force: case.record.force.as_str(),
        record: case.id.as_str(),
        r#ref: case.reference.to_string(),
        number,
        date: entry.date,
        status: entry.status,
        by: entry.by.as_deref(),
        note: entry.note.as_ref().map(Prose::trimmed),
    })
}
