//! The section on responses in time and late, by the year of their deadline.

use std::collections::BTreeMap;

use super::part::PaperPart;
use crate::model::ResponseDeadline;
use crate::view::Role;
use crate::view::section::period_records::{PeriodRecords, ResponseAtEnd};
use crate::view::tally::{Tally, TallyColumn, TallyRow, TallySubject, and};

/// One thing that is counted of responses.
pub(super) struct ResponseMeasure {
    key: &'static str,
    title: &'static str,
    filter: &'static str,
    pub(super) holds: fn(&ResponseDeadline) -> bool,
}

/// The possible states of a response.
pub(super) const MEASURES: [ResponseMeasure; 5] = [
    ResponseMeasure {
        key: "in_time",
        title: "in time",
        filter: "response_due != none and responded != none and response_days_late = none",
        holds: |clock| clock.due.is_some() && clock.published.is_some() && clock.days_late().is_none(),
    },
    ResponseMeasure {
        key: "late",
        title: "late",
        filter: "responded != none and response_days_late > 0",
        holds: |clock| clock.published.is_some() && clock.days_late().is_some(),
    },
    ResponseMeasure {
        key: "awaited",
        title: "awaited",
        filter: "response_awaited and response_due != none and response_days_late = none",
        holds: |clock| clock.is_awaited() && clock.due.is_some() && !clock.is_overdue(),
    },
    ResponseMeasure {
        key: "overdue",
        title: "overdue",
        filter: "response_awaited and response_days_late > 0",
        holds: ResponseDeadline::is_overdue,
    },
    // Either no response is owed, or no deadline is known.
    ResponseMeasure { key: "none_owed", title: "no last day", filter: "response_due = none", holds: |clock| clock.due.is_none() },
];

pub(super) fn parts<'s>(scene: &'s PeriodRecords<'_>) -> Vec<PaperPart<'s>> {
    let mut years: BTreeMap<i32, Vec<&ResponseAtEnd<'_>>> = BTreeMap::new();
    for response in &scene.responses {
        if let Some(due) = response.clock.due {
            years.entry(due.year()).or_default().push(response);
        }
    }
    let mut tally = without_rows(scene, "responses_by_year", "last day in");
    for (year, responses) in years {
        let filter = format!("response_due >= {year:04}-01-01 and response_due <= {year:04}-12-31");
        tally.rows.push(row(scene, year.to_string(), filter, responses));
    }
    let mut late: Vec<&ResponseAtEnd<'_>> =
        scene.responses.iter().filter(|response| response.clock.days_late().is_some()).collect();
    late.sort_by_key(|response| (response.clock.due, response.id));
    match late.is_empty() {
        true => vec![PaperPart::Tally(tally), PaperPart::Words("No response is or was late.".into(), Role::Plain)],
        false => vec![PaperPart::Tally(tally), PaperPart::Responses(late)],
    }
}

/// Returns a table of counts over all responses, in one row.
pub(super) fn tally(scene: &PeriodRecords<'_>) -> Tally {
    let mut tally = without_rows(scene, "responses", "responses");
    tally.rows.push(row(scene, "all", "", &scene.responses));
    tally
}

/// Returns an empty table of counts over responses.
pub(super) fn without_rows(scene: &PeriodRecords<'_>, name: &'static str, head: &'static str) -> Tally {
    let column = |measure: &ResponseMeasure| TallyColumn { key: measure.key, title: measure.title, filter: measure.filter };
    Tally {
        name,
        head,
        counts: TallySubject::Responses,
        base: and(&[&scene.scope]),
        pattern: None,
        columns: MEASURES.iter().map(column).collect(),
        rows: Vec::new(),
    }
}

/// Returns a row for such a table.
pub(super) fn row<'r, 'a: 'r>(
    scene: &PeriodRecords<'_>,
    name: impl Into<String>,
    filter: impl Into<String>,
    responses: impl IntoIterator<Item = &'r ResponseAtEnd<'a>> + Clone,
) -> TallyRow {
    let count =
        |measure: &ResponseMeasure| responses.clone().into_iter().filter(|response| (measure.holds)(&response.clock)).count();
    TallyRow { name: name.into(), filter: filter.into(), on: scene.between.until, counts: MEASURES.iter().map(count).collect() }
}
