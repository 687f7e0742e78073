//! The page of one record (`irr show ID`).

use super::View;
use super::export::{Export, v1};
use super::finding_sheet::{finding_blocks, heading};
use super::listing::{item, table};
use super::response::{counting, response, response_item};
use crate::model::duty::Recipient;
use crate::model::{FindingOnDay, Presence, RecordId, ResponseDeadline, Snapshot};
use crate::prose::Prose;
use crate::query::Column;
use crate::view::labels::{LabelledValues, day, to_check};
use crate::view::{Block, Cell, Fit, Role, Table, TableColumn};
use crate::yaml::Check;

/// A record with the state of its response and findings on a day.
#[derive(Debug, Clone)]
pub struct RecordSheet<'a> {
    id: &'a RecordId,
    snapshot: &'a Snapshot,
    clock: ResponseDeadline,
    cases: Vec<FindingOnDay<'a>>,
    checks: Vec<Check>,
}

impl<'a> RecordSheet<'a> {
    /// Creates the page of a record as it stood on the snapshot's day.
    pub fn compute(id: &'a RecordId, snapshot: &'a Snapshot) -> Self {
        Self { id, snapshot, clock: snapshot.clock(), cases: FindingOnDay::shown(id, snapshot).collect(), checks: Vec::new() }
    }

    /// Adds the marks on values that were guessed, with those of the findings.
    pub fn to_check(self, checks: Vec<Check>) -> Self {
        Self { checks, ..self }
    }
}

impl View for RecordSheet<'_> {
    fn blocks(&self) -> Vec<Block> {
        let record = self.snapshot.record();
        let inspection = &record.inspection;
        let mut blocks = vec![Block::Heading(1, inspection.title.clone())];
        let mut fields = LabelledValues::default();
        fields.text("record", Some(self.id));
        fields.text("stage", Some(record.stage));
        fields.text("to check", Some(to_check(self.checks.iter().map(|check| (check.name(), check)))));
        fields.text("force", Some(&record.force));
        let body = record.local_policing_body.name.clone().unwrap_or_else(|| record.local_policing_body.kind.title().to_owned());
        fields.text("local policing body", Some(with_name(&body, record.local_policing_body.holder.as_deref())));
        if let Some(officer) = &record.chief_officer {
            fields.text("chief officer", Some(with_name(officer.title.as_deref().unwrap_or(""), officer.name.as_deref())));
        }
        let inspectorates: Vec<&str> = inspection.inspectorates.iter().map(|name| name.as_str()).collect();
        fields.text("inspectorate", Some(inspectorates.join(", ")));
        fields.text("kind", inspection.kind.map(|kind| kind.words()));
        fields.text("report published", Some(day(inspection.published)));
        fields.text("sent to the panel", inspection.sent_to_panel.map(day));
        fields.text("report", inspection.url.as_ref());
        // The ordinary statutory duty is the same in nearly every record, so only another one is spelled out.
        if record.duty.is_some() || !self.clock.duty.is_law() {
            fields.text("duty", Some(self.clock.duty.source));
            let name = record.duty_terms.as_ref().and_then(|terms| terms.name.as_ref());
            fields.text("duty is called", name);
            fields.text("who responds", self.clock.is_owed.then_some(self.clock.duty.respondent));
            fields.text("what to answer", self.clock.is_owed.then_some(self.clock.duty.explanation));
        }
        fields.cell("response", response(record, &self.clock));
        // How the days are counted is explained only if there is a deadline to count to.
        let period = self.clock.period.filter(|_| self.clock.due.is_some()).zip(counting(&self.clock));
        fields.text("time to respond", period.map(|(period, counting)| format!("{}; {counting}", period.in_words())));
        if let Some(publication) = &record.publication {
            fields.text("response at", publication.url.as_ref());
            for (label, recipient) in [
                ("sent to inspectorate", Recipient::Inspectorate),
                ("sent to Secretary of State", Recipient::SecretaryOfState),
                ("sent to Commissioner", Recipient::Commissioner),
                ("sent to the IOPC", Recipient::Iopc),
                ("sent to the coroner", Recipient::Coroner),
            ] {
                fields.text(label, publication.sent_to(recipient));
            }
        }
        fields.text("chief officer's answers", record.adopts_chief_officer.then_some("adopted by the commissioner"));
        fields.text("covered by", record.covered_by.as_ref());
        fields.text("recommendations", inspection.recommendation_count.map(|count| format!("{count} in the whole report")));
        blocks.push(Block::Fields(fields.0));
        prose(&mut blocks, "Summary of inspection", inspection.summary.as_ref());
        if !inspection.grades.is_empty() {
            blocks.push(Block::Heading(2, "Grades".into()));
            blocks.push(Block::Table(Table {
                columns: vec![
                    TableColumn { key: "area", title: "area", fit: Fit::Words },
                    TableColumn { key: "grade", title: "grade", fit: Fit::Whole },
                ],
                rows: inspection
                    .grades
                    .iter()
                    .map(|grade| vec![Cell::plain(grade.area.clone().unwrap_or_default()), Cell::plain(grade.grade.words())])
                    .collect(),
            }));
        }
        if !self.cases.is_empty() {
            blocks.push(Block::Heading(2, "Findings".into()));
            let columns = [Column::Ref, Column::Asks, Column::Owner, Column::Status, Column::Due, Column::DaysOverdue];
            blocks.push(Block::Table(table(&columns, &self.cases)));
        }
        prose(&mut blocks, "The commissioner's initial response", record.commissioner_initial_response.as_ref());
        if let Some(response) = &record.chief_officer_response {
            prose(&mut blocks, "The chief officer's response", response.overview.as_ref());
        }
        for case in &self.cases {
            blocks.push(Block::Heading(2, heading(case)));
            finding_blocks(&mut blocks, case);
        }
        if let Some(response) = &record.chief_officer_response {
            prose(&mut blocks, "Next steps", response.next_steps.as_ref());
            prose(&mut blocks, "The chief officer's closing words", response.closing.as_ref());
        }
        prose(&mut blocks, "The commissioner's overall comments", record.commissioner_overall_comments.as_ref());
        prose(&mut blocks, "Words not placed yet", record.unplaced.as_ref());
        // Either the date is mistyped, which moves every deadline, or the record was made before its report.
        if self.snapshot.presence() == Presence::InFuture {
            let published = day(inspection.published);
            let words = format!("This report is dated in the future, {published}: check whether that date is right.");
            blocks.push(Block::Paragraph(Cell::new(words, Role::Overdue)));
        }
        blocks
    }

    fn export(&self) -> Export {
        Export::Record(Box::new(v1::ShowRecord {
            schema: v1::SHOW_RECORD.of(self.snapshot.record().schema_version),
            as_of: self.snapshot.on(),
            id: self.id.to_string(),
            response: response_item(self.id, self.snapshot.record(), &self.clock),
            findings: self.cases.iter().map(item).collect(),
            record: self.snapshot.record().clone(),
        }))
    }
}

fn prose(blocks: &mut Vec<Block>, heading: &str, text: Option<&Prose>) {
    if let Some(text) = text {
        blocks.push(Block::Heading(2, heading.to_owned()));
        blocks.push(Block::Prose(text.clone()));
    }
}

fn with_name(title: &str, name: Option<&str>) -> String {
    match name {
        Some(name) if title.is_empty() => name.to_owned(),
        Some(name) => format!("{title}: {name}"),
        None => title.to_owned(),
    }
}
