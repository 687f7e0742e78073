//! The five kinds of row. Each begins with what names it, so that rows of any kind and any store are joined by `force`, `record` and `ref`.

use super::row::row;
use crate::model::{
    ActionTaken, BodyKind, Date, DutyKind, EscalationStage, FindingKind, InspectionKind, Priority, Stage, Status,
    VerificationOutcome,
};

row! {
    /// A finding, how it stands on the day, and what was answered.
    FindingRow<'a> = "irr.finding/1", "irr.export-findings/1" {
        /// The force.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The reference within it: R4, AFI2, COC1.
        r#ref: String,
        /// What the inspectorate calls it.
        kind: FindingKind,
        /// The report's title.
        inspection: &'a str,
        /// What the inspection looked at.
        inspection_kind: Option<InspectionKind>,
        /// Whose report it is.
        inspectorates: Vec<&'a str>,
        /// The day the report was published.
        published: Date,
        /// What it asks: its words on one line, without the deadline they open with.
        asks: Option<String>,
        /// The words of the finding.
        text: Option<&'a str>,
        /// Whether its text is missing on purpose (section 55(2)).
        withheld: bool,
        /// The graded area it belongs to.
        area: Option<&'a str>,
        /// The bodies it is addressed to.
        addressed_to: Vec<&'a str>,
        /// Whether it is ours to do.
        ours: bool,
        /// The status on that day.
        status: Status,
        /// Whether somebody still has something to do.
        open: bool,
        /// How much it matters.
        priority: Option<Priority>,
        /// Who answers for it.
        owner: Option<&'a str>,
        /// The date that counts.
        due: Option<Date>,
        /// The date before any extension.
        original_due: Option<Date>,
        /// The inspectorate's words for that date.
        due_text: Option<&'a str>,
        /// The force's own date.
        target: Option<Date>,
        /// Whether it is ours, open, and past its date.
        overdue: bool,
        /// Days overdue; null where it is not.
        days_overdue: Option<i64>,
        /// Days past its date while open, whoever's it is.
        days_past_due: Option<i64>,
        /// Whether the force's own date is past while the one that counts is not.
        behind_target: bool,
        /// How many extensions were agreed.
        slips: usize,
        /// Days between the original date and the one that counts.
        slipped_by: Option<i64>,
        /// How many actions there are.
        actions: usize,
        /// How many of them are not done yet.
        open_actions: usize,
        /// How many entries its log has.
        progress_entries: usize,
        /// The day the last of them speaks of.
        last_progress: Option<Date>,
        /// The day since which it is closed; null where it is open again.
        closed: Option<Date>,
        /// The day of its closure as written.
        closure_date: Option<Date>,
        /// Who approved that.
        closure_approved_by: Option<&'a str>,
        /// What proves it.
        evidence: Vec<&'a str>,
        /// The inspectorate's word on it.
        outcome: Option<VerificationOutcome>,
        /// The day the inspectorate gave its word.
        verified: Option<Date>,
        /// Whose word it is.
        verified_by: Option<&'a str>,
        /// The letter or report that says so.
        verification_reference: Option<&'a str>,
        /// What the commissioner explains of the body's own action: taken, proposed, or none (section 55(5B)).
        commissioner_action: Option<ActionTaken>,
        /// Whether the commissioner takes the chief officer's words as the explanation.
        commissioner_adopts: bool,
        /// The finding whose answer covers this one too, with its record: ID:R4; or `comments`, for the commissioner's comments
        /// on the whole.
        commissioner_see: Option<String>,
        /// The commissioner's own words.
        commissioner_text: Option<&'a str>,
        /// The chief officer's words.
        chief_officer_text: Option<&'a str>,
        /// The finding it continues, with its record: ID:R4.
        follows: Option<String>,
        /// The finding it takes the place of, with its record.
        supersedes: Option<String>,
        /// The finding that was raised to this one, with its record.
        escalated_from: Option<String>,
        /// The cause of concern of the same record that it belongs to: COC1.
        cause_of_concern: Option<String>,
        /// The last day to respond; null where no response is owed, or no day is set.
        response_due: Option<Date>,
        /// The day the response was published.
        responded: Option<Date>,
        /// Whether a response of this record's own is owed.
        response_owed: bool,
        /// Whether a response is owed that is not published yet.
        response_awaited: bool,
        /// Days past the last lawful day: of the response once it is published, of the waiting until then.
        response_days_late: Option<i64>,
        /// The day on which it was opened again, where `closure_date`, `closure_approved_by` and `evidence` are of an end that is past.
        reopened: Option<Date>,
        /// What it was raised to, while it is escalated.
        escalation: Option<EscalationStage>,
        /// The day from which that holds.
        escalated_on: Option<Date>,
        /// The letter, report or minute that says so.
        escalation_reference: Option<&'a str>,
        /// The duty to respond that the report brings with it.
        duty: DutyKind,
    }
}

row! {
    /// One thing that is done about a finding.
    ActionRow<'a> = "irr.action/1", "irr.export-actions/1" {
        /// The force.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The finding's reference within it: R4, AFI2, COC1.
        r#ref: String,
        /// The action's place in the finding's list, from 1.
        number: usize,
        /// What is to be done.
        text: &'a str,
        /// Who does it.
        owner: Option<&'a str>,
        /// By when.
        target: Option<Date>,
        /// The day it was done.
        done: Option<Date>,
        /// Whether it is not done yet.
        open: bool,
        /// Days past its target while not done.
        days_late: Option<i64>,
        /// What proves it.
        evidence: Vec<&'a str>,
    }
}

row! {
    /// One entry of a finding's log.
    ProgressRow<'a> = "irr.progress/1", "irr.export-progress/1" {
        /// The force.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The finding's reference within it: R4, AFI2, COC1.
        r#ref: String,
        /// The entry's place in the log, from 1.
        number: usize,
        /// The day it speaks of.
        date: Date,
        /// The status from that day on, where the entry changes it.
        status: Option<Status>,
        /// Who reported it.
        by: Option<&'a str>,
        /// What happened.
        note: Option<&'a str>,
    }
}

row! {
    /// One later date that was agreed for a finding.
    ExtensionRow<'a> = "irr.extension/1", "irr.export-extensions/1" {
        /// The force.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The finding's reference within it: R4, AFI2, COC1.
        r#ref: String,
        /// The extension's place in the finding's list, from 1.
        number: usize,
        /// The day it was agreed.
        agreed: Date,
        /// The date that counted before.
        from: Option<Date>,
        /// The new date.
        to: Date,
        /// Days between the two; negative where it was brought forward.
        days: Option<i64>,
        /// Why it slipped.
        reason: Option<&'a str>,
        /// Who approved it.
        approved_by: Option<&'a str>,
    }
}

row! {
    /// A response, and where it stands.
    ResponseRow<'a> = "irr.response/1", "irr.export-responses/1" {
        /// The force.
        force: &'a str,
        /// The record's id.
        record: &'a str,
        /// The report's title.
        inspection: &'a str,
        /// What the inspection looked at.
        inspection_kind: Option<InspectionKind>,
        /// Whose report it is.
        inspectorates: Vec<&'a str>,
        /// The day the report was published.
        published: Date,
        /// Where the report can be read.
        inspection_url: Option<&'a str>,
        /// How many recommendations the whole report has.
        recommendation_count: Option<u32>,
        /// How many areas for improvement the inspectorate counts.
        area_for_improvement_count: Option<u32>,
        /// How many causes of concern the inspectorate counts.
        cause_of_concern_count: Option<u32>,
        /// The graded judgments, each behind its area: "Custody: good".
        grades: Vec<String>,
        /// How far the response has come: a draft until its day of publication.
        stage: Stage,
        /// What kind of local policing body must answer.
        body_kind: BodyKind,
        /// Its full name, where the kind and the force do not tell it.
        body: Option<&'a str>,
        /// Who held the office.
        holder: Option<&'a str>,
        /// Chief Constable, or Commissioner.
        chief_officer_title: Option<&'a str>,
        /// The chief officer's name.
        chief_officer: Option<&'a str>,
        /// Whether a response of this record's own is owed.
        response_owed: bool,
        /// The last day to respond; null where none is owed, or no day is set.
        response_due: Option<Date>,
        /// The day the response was published.
        responded: Option<Date>,
        /// Which day of the period that was, or the day it is judged on; null where it is not counted in days.
        response_day: Option<i64>,
        /// Whether a response is owed that is not published yet.
        response_awaited: bool,
        /// Days past the last lawful day: of the response once it is published, of the waiting until then.
        response_days_late: Option<i64>,
        /// Where the response can be read.
        response_url: Option<&'a str>,
        /// The day the chief officer was invited to comment (section 55(4)).
        chief_officer_invited: Option<Date>,
        /// The day before which the chief officer's comments were to come.
        comments_wanted_by: Option<Date>,
        /// The day they came.
        comments_received: Option<Date>,
        /// The day the inspectors got their copy (section 55(6)).
        sent_to_inspectorate: Option<Date>,
        /// The day the Secretary of State got a copy (section 55(6)).
        sent_to_secretary_of_state: Option<Date>,
        /// The record that answers the same findings.
        covered_by: Option<&'a str>,
        /// How many findings the record has.
        findings: usize,
        /// How many of them are ours to do.
        findings_ours: usize,
        /// How many of ours are open.
        findings_open: usize,
        /// How many of ours are overdue.
        findings_overdue: usize,
        /// Whether words of an imported document are not placed yet.
        has_unplaced: bool,
        /// The duty to respond.
        duty: DutyKind,
        /// The day that starts the time to respond.
        duty_from: Date,
        /// The day the Victims' or the Domestic Abuse Commissioner got a copy.
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
    use crate::model::{Case, Record, RecordId};
    use crate::query::Facet;
    use crate::report::export::v1::{Line, Row};

    fn fields(row: &impl serde::Serialize) -> Vec<String> {
        let json = serde_json::to_string(row).unwrap();
        // A map would put them in another order: a name is what stands before a colon, outside of what is nested.
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
        let case = Case::all(&id, &snapshot).next().unwrap();
        let row = crate::report::rows::finding::row(&case);
        held(&row);
        assert_eq!(fields(&Line::of(row, day))[..3], ["schema", "as_of", "force"]);
        held(&crate::report::rows::response::row(&case));
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
        // A list of names has the plural.
        let name = |facet: &Facet| if *facet == Facet::Inspectorate { "inspectorates" } else { facet.as_str() };
        for facet in Facet::ALL {
            assert!(FindingRow::COLUMNS.contains(&name(facet)), "{facet}");
            assert!(!facet.is_of_record() || ResponseRow::COLUMNS.contains(&name(facet)), "{facet}");
        }
    }
}
