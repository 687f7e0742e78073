//! The five kinds of row. Each begins with the columns that identify it, so that all kinds can be joined by `force`, `record`
//! and `ref`.
//!
//! To add a column: a field at the end, because users refer to columns by position too.

use super::row::row;
use crate::model::{
    ActionTaken, BodyKind, Date, DutyKind, EscalationStage, FindingKind, InspectionKind, Priority, Stage, Status,
    VerificationOutcome,
};

row! {
    /// A finding, its state on the day, and the answers to it.
    FindingRow<'a> = "irr.finding/1", "irr.export-findings/1" {
        /// The force that was inspected.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The finding's reference within the record, such as R4, AFI2 or COC1.
        r#ref: String,
        /// The kind of finding: recommendation, area for improvement or cause of concern.
        kind: FindingKind,
        /// The title of the report.
        inspection: &'a str,
        /// The kind of inspection.
        inspection_kind: Option<InspectionKind>,
        /// The inspectorates that published the report.
        inspectorates: Vec<&'a str>,
        /// The day the report was published.
        published: Date,
        /// A short description: the finding's words on one line, without an opening deadline such as "By 31 March".
        asks: Option<String>,
        /// The words of the finding.
        text: Option<&'a str>,
        /// Whether the report leaves the text out (section 55(2)).
        withheld: bool,
        /// The graded area of the inspection that the finding belongs to.
        area: Option<&'a str>,
        /// The bodies that the finding is addressed to.
        addressed_to: Vec<&'a str>,
        /// Whether this force or its local policing body has to act on the finding, rather than another body.
        ours: bool,
        /// The status on the day.
        status: Status,
        /// Whether the status is an open one, so that something is still to be done.
        open: bool,
        /// The priority that the office gave it.
        priority: Option<Priority>,
        /// The person or team responsible.
        owner: Option<&'a str>,
        /// The due date, with extensions that were agreed by the day.
        due: Option<Date>,
        /// The original due date, before any extension.
        original_due: Option<Date>,
        /// The report's own words for the due date.
        due_text: Option<&'a str>,
        /// The force's own target date.
        target: Option<Date>,
        /// Whether the finding is open, past its due date, and this force's or body's to act on.
        overdue: bool,
        /// The number of days overdue; null if it is not overdue.
        days_overdue: Option<i64>,
        /// The number of days past the due date while open, whoever has to act; null if it is not past.
        days_past_due: Option<i64>,
        /// Whether the force's own target date has passed while the due date has not.
        behind_target: bool,
        /// The number of extensions agreed.
        slips: usize,
        /// The number of days between the original due date and the due date; negative if it was brought forward.
        slipped_by: Option<i64>,
        /// The number of actions.
        actions: usize,
        /// The number of actions not done yet.
        open_actions: usize,
        /// The number of progress updates.
        progress_entries: usize,
        /// The date of the latest progress update.
        last_progress: Option<Date>,
        /// The day since which it is closed; null if it is open or was reopened.
        closed: Option<Date>,
        /// The closing date as written in the record.
        closure_date: Option<Date>,
        /// Who approved the closing.
        closure_approved_by: Option<&'a str>,
        /// The evidence for the closing.
        evidence: Vec<&'a str>,
        /// The inspectorate's verification: its outcome.
        outcome: Option<VerificationOutcome>,
        /// The day of the inspectorate's verification.
        verified: Option<Date>,
        /// The inspectorate that verified it.
        verified_by: Option<&'a str>,
        /// The letter or report with the verification.
        verification_reference: Option<&'a str>,
        /// The action that the commissioner's explanation states: taken, proposed, or none (section 55(5B)).
        commissioner_action: Option<ActionTaken>,
        /// Whether the commissioner adopts the chief officer's response as the explanation.
        commissioner_adopts: bool,
        /// The finding whose answer covers this one too, as ID:R4; or `comments` for the commissioner's comments on the whole
        /// report.
        commissioner_see: Option<String>,
        /// The commissioner's response.
        commissioner_text: Option<&'a str>,
        /// The chief officer's response.
        chief_officer_text: Option<&'a str>,
        /// The earlier finding that this one continues, as ID:R4.
        follows: Option<String>,
        /// The earlier finding that this one supersedes, as ID:R4.
        supersedes: Option<String>,
        /// The finding that was escalated to this one, as ID:R4.
        escalated_from: Option<String>,
        /// The cause of concern in the same record that the finding belongs to, such as COC1.
        cause_of_concern: Option<String>,
        /// The response deadline; null if no response is owed, or if no deadline is known.
        response_due: Option<Date>,
        /// The day the response was published.
        responded: Option<Date>,
        /// Whether this record owes a response of its own.
        response_owed: bool,
        /// Whether a response is owed and not published yet.
        response_awaited: bool,
        /// The number of days by which the response was late; if it is not published yet, the days since the deadline.
        response_days_late: Option<i64>,
        /// The day it was reopened, if `closure_date`, `closure_approved_by` and `evidence` belong to an earlier closing.
        reopened: Option<Date>,
        /// The stage it is escalated to; null if it is not escalated, or not any more.
        escalation: Option<EscalationStage>,
        /// The day of that escalation.
        escalated_on: Option<Date>,
        /// The letter, report or minute of that escalation.
        escalation_reference: Option<&'a str>,
        /// The duty to respond that the report is subject to.
        duty: DutyKind,
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
    use crate::model::FindingOnDay;
    use crate::model::Record;
    use crate::model::RecordId;
    use crate::query::Facet;
    use crate::view::export::v1::{Line, Row};

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
        fn held<R: Row>(row: &R) {
            assert_eq!(fields(row), R::COLUMNS);
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
        let row = crate::view::rows::finding::row(&case);
        held(&row);
        assert_eq!(fields(&Line::of(row, day))[..3], ["schema", "as_of", "force"]);
        held(&crate::view::rows::response::row(&case));
        let (force, record, reference) = ("Kent", id.as_str(), || "R4".to_owned());
        let (number, text) = (1, "x");
        held(&ActionRow {
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
        held(&ProgressRow { force, record, r#ref: reference(), number, date: day, status: None, by: None, note: None });
        let (reason, approved_by) = (None, None);
        held(&ExtensionRow {
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
    fn a_finding_has_every_column_of_the_list_and_a_response_those_of_the_whole_record() {
        // This column holds a list of names, so its key is in the plural.
        let name = |facet: &Facet| if *facet == Facet::Inspectorate { "inspectorates" } else { facet.as_str() };
        for facet in Facet::ALL {
            assert!(FindingRow::COLUMNS.contains(&name(facet)), "{facet}");
            assert!(!facet.is_of_record() || ResponseRow::COLUMNS.contains(&name(facet)), "{facet}");
        }
    }
}
