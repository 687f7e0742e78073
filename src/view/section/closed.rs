//! The section on findings closed in the period, with their evidence.

use super::part::{Extra, Findings, PaperPart};
use crate::model::Closure;
use crate::prose::Prose;
use crate::query::Column;
use crate::view::section::period_records::{Followed, PeriodRecords};
use crate::view::{Fit, Role, TableColumn};

const COLUMNS: &[Column] = &[Column::Record, Column::Ref, Column::Asks, Column::Owner, Column::Status, Column::Closed];

const EXTRA: &[Extra] = &[
    (TableColumn { key: "approved_by", title: "approved by", fit: Fit::Words }, |finding| {
        closure(finding).and_then(|closure| closure.approved_by.clone()).unwrap_or_default()
    }),
    (TableColumn { key: "evidence", title: "evidence", fit: Fit::Words }, |finding| {
        closure(finding).map_or_else(|| as_logged(finding), |closure| closure.evidence.join("; "))
    }),
];

/// Returns the closure that belongs to the finding's present closing. A record holds one closure; after a reopening it may be
/// an earlier one.
fn closure<'f>(finding: &'f Followed<'_>) -> Option<&'f Closure> {
    finding.case.finding.standing_closure(finding.case.standing.on)
}

/// Returns what the log says about a closing whose closure is no longer in the record; its approver and evidence are then
/// only in the notes.
fn as_logged(finding: &Followed<'_>) -> String {
    let Some(day) = finding.history.ended(finding.case.standing.on) else { return String::new() };
    let of_the_day = finding.case.finding.progress.iter().filter(|entry| entry.date == day);
    let notes: Vec<String> = of_the_day.filter_map(|entry| entry.note.as_ref()).map(Prose::in_a_line).collect();
    if notes.is_empty() { String::new() } else { format!("the log says: {}", notes.join("; ")) }
}

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    // Closed now, and open before the period or new in it. One closed already before the period is old news.
    let ended = |finding: &&Followed<'_>| !finding.is_open() && (finding.before.is_none() || finding.was_open());
    let mut findings: Vec<_> = scene.ours.iter().filter(ended).collect();
    if findings.is_empty() {
        return vec![PaperPart::Words("Nothing was closed.".into(), Role::Plain)];
    }
    let day = |finding: &Followed<'_>| finding.history.ended(scene.between.until);
    // By day of closing; those whose day is unknown come last.
    findings.sort_by_key(|finding| (day(finding).is_none(), day(finding)));
    vec![PaperPart::Findings(Findings { columns: COLUMNS, extra: EXTRA, findings })]
}
