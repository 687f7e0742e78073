//! The section with the due date of each open finding, and those without one.

use super::measure::{OPEN, UNDATED, row, tally};
use super::part::{Findings, PaperPart};
use crate::query::Column;
use crate::view::Role;
use crate::view::section::period_records::{Followed, PeriodRecords};

const COLUMNS: &[Column] = &[Column::Record, Column::Ref, Column::Asks, Column::Owner, Column::Status, Column::Due];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let ahead = |finding: &&Followed<'_>| finding.is_open() && !is_past(finding) && !(UNDATED.holds)(finding);
    let mut tally = tally(scene, "closedown", "date", &[OPEN]);
    tally.rows.push(row(scene, "ahead", "due >= today", scene.ours.iter().filter(ahead), &[OPEN]));
    tally.rows.push(row(scene, "past", "due < today", scene.ours.iter().filter(|finding| is_past(finding)), &[OPEN]));
    tally.rows.push(row(scene, "none", "due = none", scene.ours.iter().filter(|finding| (UNDATED.holds)(finding)), &[OPEN]));
    let (undated, dated): (Vec<_>, Vec<_>) =
        scene.ours.iter().filter(|finding| finding.is_open()).partition(|finding| (UNDATED.holds)(finding));
    let mut parts = vec![PaperPart::Tally(tally)];
    if !dated.is_empty() {
        parts.push(PaperPart::Findings(Findings { columns: COLUMNS, extra: &[], findings: dated }));
    }
    if undated.is_empty() {
        parts.push(PaperPart::Words("Every open finding has a date.".into(), Role::Plain));
    } else {
        parts.push(PaperPart::Words("Without a date:".into(), Role::Strong));
        // Without the due date column, which would be empty.
        parts.push(PaperPart::Findings(Findings { columns: &COLUMNS[..5], extra: &[], findings: undated }));
    }
    parts
}

fn is_past(finding: &Followed<'_>) -> bool {
    finding.case.standing.days_past_due.is_some()
}
