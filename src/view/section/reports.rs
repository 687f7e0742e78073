//! The section on reports that are new or not answered yet, with their response deadlines.

use super::part::PaperPart;
use super::responses::{row, without_rows};
use crate::view::Role;
use crate::view::section::period_records::{PeriodRecords, ResponseAtEnd};

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let (since, until) = (scene.between.since, scene.between.until);
    let is_new = |response: &ResponseAtEnd<'_>| response.clock.report_published > scene.before;
    let ends = |response: &ResponseAtEnd<'_>| response.clock.due.is_some_and(|due| due >= since && due <= until);
    let mut tally = without_rows(scene, "reports", "reports");
    let published = scene.responses.iter().filter(|response| is_new(response));
    tally.rows.push(row(scene, "published in the period", format!("published > {}", scene.before), published));
    let ended = scene.responses.iter().filter(|response| ends(response));
    let filter = format!("response_due >= {since} and response_due <= {until}");
    tally.rows.push(row(scene, "response due in the period", filter, ended));
    let mut shown: Vec<&ResponseAtEnd<'_>> =
        // An awaited response stays in the paper until it is published, however old its report.
        scene.responses.iter().filter(|response| is_new(response) || ends(response) || response.clock.is_awaited()).collect();
    shown.sort_by_key(|response| (response.clock.report_published, response.id));
    match shown.is_empty() {
        true => {
            vec![
                PaperPart::Tally(tally),
                PaperPart::Words("There are no new reports, and no response is awaited.".into(), Role::Plain),
            ]
        }
        false => vec![PaperPart::Tally(tally), PaperPart::Responses(shown)],
    }
}
