//! The five kinds of row. Each begins with the columns that identify it, so that all kinds can be joined by `force`, `record`
//! and `ref`.
//!
//! The row of a finding is made from the table of columns (`query/columns.rs`). To add a column to another row: a field at the
//! end, because users refer to columns by position too.

use super::row::{Row, RowCell, row};
use crate::model::{BodyKind, Date, DutyKind, InspectionKind, Stage, Status};
use crate::query::FindingRow;

impl Row for FindingRow<'_> {
    const LINE: &'static str = "irr.finding/1";
    const WHOLE: &'static str = "irr.export-findings/1";
    const COLUMNS: &'static [&'static str] = FindingRow::NAMES;

    fn each_cell(self, take: &mut dyn FnMut(RowCell<'_>)) {
        self.each_value(|value| take(value.into()));
    }
}

row! {
    /// One action on a finding.
    ActionRow<'a> = "irr.action/1", "irr.export-actions/1" {
        /// The force that was inspected.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The finding's reference within the record, such as R4, AFI2 or COC1.
        r#ref: String,
        /// The action's number in the finding's list, from 1.
        number: usize,
        /// What is to be done.
        text: &'a str,
        /// The person or team who does it.
        owner: Option<&'a str>,
        /// The target date.
        target: Option<Date>,
        /// The day it was done.
        done: Option<Date>,
        /// Whether it is not done yet.
        open: bool,
        /// The number of days past its target date while not done.
        days_late: Option<i64>,
        /// The evidence that it was done.
        evidence: Vec<&'a str>,
    }
}

row! {
    /// One progress update of a finding.
    ProgressRow<'a> = "irr.progress/1", "irr.export-progress/1" {
        /// The force that was inspected.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The finding's reference within the record, such as R4, AFI2 or COC1.
        r#ref: String,
        /// The update's number in the log, from 1.
        number: usize,
        /// The date of the update.
        date: Date,
        /// The new status from that day on, if the update changes it.
        status: Option<Status>,
        /// Who reported it.
        by: Option<&'a str>,
        /// What was reported.
        note: Option<&'a str>,
    }
}

row! {
    /// One extension of a finding's due date.
    ExtensionRow<'a> = "irr.extension/1", "irr.export-extensions/1" {
        /// The force that was inspected.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The finding's reference within the record, such as R4, AFI2 or COC1.
        r#ref: String,
        /// The extension's number in the finding's list, from 1.
        number: usize,
        /// The day it was agreed.
        agreed: Date,
        /// The due date before.
        from: Option<Date>,
        /// The new due date.
        to: Date,
        /// The number of days between the two; negative if it was brought forward.
        days: Option<i64>,
        /// The reason.
        reason: Option<&'a str>,
        /// Who approved it.
        approved_by: Option<&'a str>,
    }
}

row! {
    /// A response and its state on the day.
    ResponseRow<'a> = "irr.response/1", "irr.export-responses/1" {
        /// The force that was inspected.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The title of the report.
        inspection: &'a str,
        /// The kind of inspection.
        inspection_kind: Option<InspectionKind>,
        /// The inspectorates that published the report.
        inspectorates: Vec<&'a str>,
        /// The day the report was published.
        published: Date,
        /// The address of the report.
        inspection_url: Option<&'a str>,
        /// The number of recommendations in the whole report.
        recommendation_count: Option<u32>,
        /// The number of areas for improvement that the inspectorate counts.
        area_for_improvement_count: Option<u32>,
        /// The number of causes of concern that the inspectorate counts.
        cause_of_concern_count: Option<u32>,
        /// The graded judgments, each with its area: "Custody: good".
        grades: Vec<String>,
        /// The stage of the response: a draft until the day it is published.
        stage: Stage,
        /// The kind of local policing body that has to respond.
        body_kind: BodyKind,
        /// The body's full name, if its kind and the force do not give it.
        body: Option<&'a str>,
        /// The name of the person who held the office.
        holder: Option<&'a str>,
        /// The chief officer's title: Chief Constable or Commissioner.
        chief_officer_title: Option<&'a str>,
        /// The chief officer's name.
        chief_officer: Option<&'a str>,
        /// Whether this record owes a response of its own.
        response_owed: bool,
        /// The response deadline; null if no response is owed, or if no deadline is known.
        response_due: Option<Date>,
        /// The day the response was published.
        responded: Option<Date>,
        /// The day's number in the period for responding, counted to the response or to `as_of`; null if the period is not
        /// counted in days.
        response_day: Option<i64>,
        /// Whether a response is owed and not published yet.
        response_awaited: bool,
        /// The number of days by which the response was late; if it is not published yet, the days since the deadline.
        response_days_late: Option<i64>,
        /// The address of the response.
        response_url: Option<&'a str>,
        /// The day the chief officer was invited to comment (section 55(4)).
        chief_officer_invited: Option<Date>,
        /// The day before which the chief officer's comments were requested.
        comments_wanted_by: Option<Date>,
        /// The day the comments were received.
        comments_received: Option<Date>,
        /// The day a copy was sent to the inspectorate (section 55(6)).
        sent_to_inspectorate: Option<Date>,
        /// The day a copy was sent to the Secretary of State (section 55(6)).
        sent_to_secretary_of_state: Option<Date>,
        /// The record whose response covers this one too.
        covered_by: Option<&'a str>,
        /// The number of findings in the record.
        findings: usize,
        /// The number of findings that this force or its local policing body has to act on.
        findings_ours: usize,
        /// The number of those that are open.
        findings_open: usize,
        /// The number of those that are overdue.
        findings_overdue: usize,
        /// Whether the record has words of an imported document that are not placed yet.
        has_unplaced: bool,
        /// The duty to respond that applies.
        duty: DutyKind,
        /// The day that starts the period for responding.
        duty_from: Date,
        /// The day a copy was sent to the Victims' or the Domestic Abuse Commissioner.
        sent_to_commissioner: Option<Date>,
        /// The day the response was sent to the IOPC.
        sent_to_iopc: Option<Date>,
        /// The day the response was sent to the coroner.
        sent_to_coroner: Option<Date>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FindingOnDay, Record, RecordId};
    use crate::query::{Column, ColumnMark};
    use crate::view::export::v1::Line;

    fn fields(row: &impl serde::Serialize) -> Vec<String> {
        let json = serde_json::to_string(row).unwrap();
        // Parsing into a map would lose the order, so the top-level names are picked out of the text.
        let mut names = Vec::new();
        for part in json.trim_matches(['{', '}']).split(",\"") {
            if let Some((name, _)) = part.trim_start_matches('"').split_once("\":") {
                names.push(name.to_owned());
            }
        }
        names
    }

    #[test]
    fn the_columns_are_the_names_of_the_json_in_their_order() {
        fn held<R: Row>(row: R) {
            assert_eq!(fields(&row), R::COLUMNS);
            let mut cells = 0;
            row.each_cell(&mut |_| cells += 1);
            assert_eq!(cells, R::COLUMNS.len());
        }
        let day: Date = "2026-05-01".parse().unwrap();
        let record: Record = crate::model::record::tests::record("Kent", "2025-05-16");
        let finding = crate::model::Finding::numbered("4".parse().unwrap());
        let record = Record { recommendations: vec![finding], ..record };
        let id: RecordId = "kent/2025-05-16-subject".parse().unwrap();
        let snapshot = crate::model::Snapshot::new(record, day);
        let case = FindingOnDay::all(&id, &snapshot).next().unwrap();
        let row = FindingRow::of(&case);
        held(row.clone());
        assert_eq!(fields(&Line::of(row, day))[..3], ["schema", "as_of", "force"]);
        held(crate::view::rows::response::row(&case));
        let (force, record, reference) = ("Kent", id.as_str(), || "R4".to_owned());
        let (number, text) = (1, "x");
        held(ActionRow {
            force,
            record,
            r#ref: reference(),
            number,
            text,
            owner: None,
            target: None,
            done: None,
            open: true,
            days_late: None,
            evidence: Vec::new(),
        });
        held(ProgressRow { force, record, r#ref: reference(), number, date: day, status: None, by: None, note: None });
        let (reason, approved_by) = (None, None);
        held(ExtensionRow {
            force,
            record,
            r#ref: reference(),
            number,
            agreed: day,
            from: None,
            to: day,
            days: None,
            reason,
            approved_by,
        });
    }

    #[test]
    fn a_response_has_every_column_of_the_whole_record() {
        for (column, name) in Column::ALL.iter().zip(FindingRow::NAMES) {
            assert!(!column.is(ColumnMark::Response) || ResponseRow::COLUMNS.contains(name), "{column}");
        }
    }
}
