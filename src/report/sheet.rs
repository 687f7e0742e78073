//! One record, or one finding, whole.

use super::export::{Export, v1};
use super::listing::{item, table};
use super::{Block, Cell, Column, Fit, Role, Table, View};
use crate::model::{ActionTaken, Case, CommissionerResponse, Date, Prose, Record, RecordId, ResponseClock, counted};
use crate::query::Facet;

/// A record, and how everything in it stands on a day.
#[derive(Debug, Clone)]
pub struct RecordSheet<'a> {
    id: &'a RecordId,
    record: &'a Record,
    clock: ResponseClock,
    cases: Vec<Case<'a>>,
    on: Date,
}

impl<'a> RecordSheet<'a> {
    /// The record as it stands on the day `on`.
    pub fn compute(id: &'a RecordId, record: &'a Record, on: Date) -> Self {
        Self { id, record, clock: ResponseClock::of(record, on), cases: Case::all(id, record, on).collect(), on }
    }
}

/// A finding, and how it stands on a day.
#[derive(Debug, Clone)]
pub struct FindingSheet<'a> {
    case: Case<'a>,
}

impl<'a> FindingSheet<'a> {
    /// The finding of a case.
    pub fn compute(case: Case<'a>) -> Self {
        Self { case }
    }
}

impl View for RecordSheet<'_> {
    fn blocks(&self) -> Vec<Block> {
        let record = self.record;
        let inspection = &record.inspection;
        let mut blocks = vec![Block::Heading(1, inspection.title.clone())];
        let mut fields = Fields::default();
        fields.text("record", Some(self.id));
        fields.text("stage", Some(record.stage));
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
        fields.text("report", inspection.url.as_ref());
        fields.cell("response", response(&self.clock));
        if let Some(publication) = &record.publication {
            fields.text("response at", publication.url.as_ref());
            fields.text("sent to inspectorate", publication.sent_to_inspectorate);
            fields.text("sent to Secretary of State", publication.sent_to_secretary_of_state);
        }
        fields.text("covered by", record.covered_by.as_ref());
        fields.text("recommendations", inspection.recommendation_count.map(|count| format!("{count} in the whole report")));
        blocks.push(Block::Fields(fields.0));
        prose(&mut blocks, "Summary of inspection", inspection.summary.as_ref());
        if !inspection.grades.is_empty() {
            blocks.push(Block::Heading(2, "Grades".into()));
            blocks.push(Block::Table(Table {
                columns: vec![
                    Column { key: "area", title: "area", fit: Fit::Words },
                    Column { key: "grade", title: "grade", fit: Fit::Whole },
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
            let columns = [Facet::Ref, Facet::Asks, Facet::Owner, Facet::Status, Facet::Due, Facet::DaysOverdue];
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
        if self.record.inspection.published > self.on {
            let words = format!("This report was not published yet on {}.", day(self.on));
            blocks.push(Block::Paragraph(Cell::new(words, Role::Muted)));
        }
        blocks
    }

    fn export(&self) -> Export {
        Export::Record(Box::new(v1::ShowRecord {
            schema: "irr.show-record/1",
            as_of: self.on,
            id: self.id.to_string(),
            response: response_item(self.id, self.record, &self.clock),
            findings: self.cases.iter().map(item).collect(),
            record: self.record.clone(),
        }))
    }
}

impl View for FindingSheet<'_> {
    fn blocks(&self) -> Vec<Block> {
        let case = &self.case;
        let mut fields = Fields::default();
        fields.text("record", Some(case.id));
        fields.text("inspection", Some(&case.record.inspection.title));
        let mut blocks = vec![Block::Heading(1, heading(case)), Block::Fields(fields.0)];
        finding_blocks(&mut blocks, case);
        blocks
    }

    fn export(&self) -> Export {
        Export::Finding(Box::new(v1::ShowFinding {
            schema: "irr.show-finding/1",
            as_of: self.case.standing.on,
            item: item(&self.case),
            finding: self.case.finding.clone(),
        }))
    }
}

fn heading(case: &Case<'_>) -> String {
    let mut kind = case.reference.kind.words();
    if let Some(first) = kind.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    format!("{kind} {} ({})", case.finding.printed, case.reference)
}

fn finding_blocks(blocks: &mut Vec<Block>, case: &Case<'_>) {
    let (finding, standing) = (case.finding, &case.standing);
    match &finding.text {
        Some(text) => blocks.push(Block::Prose(text.trimmed().to_owned())),
        None if finding.withheld => {
            let words = "The report leaves this text out (section 55(2)).";
            blocks.push(Block::Paragraph(Cell::new(words, Role::Muted)));
        }
        None => {}
    }
    let mut fields = Fields::default();
    let late = match (standing.days_overdue, standing.days_past_due) {
        (Some(days), _) => format!(", overdue by {}", days_in_words(days)),
        (None, Some(days)) => format!(", {} past its date, and not ours", days_in_words(days)),
        (None, None) => String::new(),
    };
    let role = if standing.is_overdue() { Role::Overdue } else { Role::Plain };
    fields.cell("status", Cell::new(format!("{}{late}", standing.status.words()), role));
    let slipped = match (standing.slips, standing.slipped_by()) {
        (0, _) | (_, None) => String::new(),
        (slips, Some(by)) => format!(
            " (first due {}; {}, {by} days later)",
            standing.original_due.map_or_else(String::new, |first| first.to_string()),
            counted(slips, "extension", "extensions")
        ),
    };
    fields.text("due", standing.current_due.map(|due| format!("{}{slipped}", day(due))));
    fields.text("in the report's words", finding.due_text.as_ref());
    let behind = if standing.behind_target { ", behind it" } else { "" };
    fields.text("target", finding.target.map(|target| format!("{}{behind}", day(target))));
    fields.text("owner", finding.owner.as_ref());
    fields.text("priority", finding.priority);
    fields.text("area", finding.area.as_ref());
    let names: Vec<&str> = finding.addressed_to.iter().map(|name| name.as_str()).collect();
    let ours = if finding.ours { "" } else { " (not ours)" };
    fields.text("addressed to", Some(format!("{}{ours}", names.join(", "))));
    fields.text("cause of concern", finding.cause_of_concern.as_ref());
    fields.text("follows", finding.follows.as_ref());
    fields.text("supersedes", finding.supersedes.as_ref());
    fields.text("escalated from", finding.escalated_from.as_ref());
    if let Some(closure) = &finding.closure {
        let when = closure.date.map_or_else(|| "no date".to_owned(), day);
        let by = closure.approved_by.as_ref().map_or_else(String::new, |by| format!(", approved by {by}"));
        fields.text("closed", Some(format!("{when}{by}")));
        fields.text("evidence", Some(closure.evidence.join("; ")));
    }
    if let Some(verification) = &finding.verification {
        let when = verification.date.map_or_else(String::new, |date| format!(", {}", day(date)));
        let reference = verification.reference.as_ref().map_or_else(String::new, |reference| format!(" ({reference})"));
        fields.text("verified", Some(format!("{} by {}{when}{reference}", verification.outcome, verification.by)));
    }
    blocks.push(Block::Fields(fields.0));
    if let Some(answer) = &finding.chief_officer_response {
        let title = answer.heading.as_ref().map_or_else(String::new, |heading| format!(": {heading}"));
        blocks.push(Block::Heading(3, format!("The chief officer's response{title}")));
        blocks.extend(answer.text.as_ref().map(|text| Block::Prose(text.trimmed().to_owned())));
    }
    if let Some(response) = &finding.commissioner_response {
        commissioner(blocks, response);
    }
    if !finding.actions.is_empty() {
        blocks.push(Block::Heading(3, "Actions".into()));
        blocks.push(Block::Table(actions(case)));
    }
    if !finding.extensions.is_empty() {
        blocks.push(Block::Heading(3, "Extensions".into()));
        blocks.push(Block::Table(extensions(case)));
    }
    if !finding.progress.is_empty() {
        blocks.push(Block::Heading(3, "Progress".into()));
        blocks.push(Block::Table(progress(case)));
    }
}

fn commissioner(blocks: &mut Vec<Block>, response: &CommissionerResponse) {
    let action = match response.action {
        Some(ActionTaken::Taken) => ": action taken",
        Some(ActionTaken::Proposed) => ": action proposed",
        Some(ActionTaken::None) => ": no action",
        None => "",
    };
    blocks.push(Block::Heading(3, format!("The commissioner's response{action}")));
    if response.adopts_chief_officer {
        blocks.push(Block::Paragraph(Cell::plain("The commissioner adopts the chief officer's words.")));
    }
    if let Some(see) = &response.see {
        blocks.push(Block::Paragraph(Cell::plain(format!("Answered under {see}."))));
    }
    blocks.extend(response.text.as_ref().map(|text| Block::Prose(text.trimmed().to_owned())));
}

fn actions(case: &Case<'_>) -> Table {
    let columns = vec![
        Column { key: "text", title: "action", fit: Fit::Words },
        Column { key: "owner", title: "owner", fit: Fit::Words },
        Column { key: "target", title: "target", fit: Fit::Whole },
        Column { key: "done", title: "done", fit: Fit::Whole },
        Column { key: "evidence", title: "evidence", fit: Fit::Words },
    ];
    let rows = case.finding.actions.iter().map(|action| {
        let late = action.done.is_none() && action.target.is_some_and(|target| target < case.standing.on);
        vec![
            Cell::plain(&action.text),
            Cell::plain(action.owner.clone().unwrap_or_default()),
            Cell::new(date(action.target), if late { Role::Overdue } else { Role::Plain }),
            Cell::new(action.done.map_or_else(|| if late { "late" } else { "" }.into(), |day| day.to_string()), Role::Plain),
            Cell::plain(action.evidence.join("; ")),
        ]
    });
    Table { rows: rows.collect(), columns }
}

fn extensions(case: &Case<'_>) -> Table {
    let columns = vec![
        Column { key: "agreed", title: "agreed", fit: Fit::Whole },
        Column { key: "to", title: "to", fit: Fit::Whole },
        Column { key: "reason", title: "reason", fit: Fit::Words },
        Column { key: "approved_by", title: "approved by", fit: Fit::Words },
    ];
    let rows = case.finding.extensions.iter().map(|extension| {
        vec![
            Cell::plain(extension.agreed.to_string()),
            Cell::plain(extension.to.to_string()),
            Cell::plain(extension.reason.clone().unwrap_or_default()),
            Cell::plain(extension.approved_by.clone().unwrap_or_default()),
        ]
    });
    Table { rows: rows.collect(), columns }
}

fn progress(case: &Case<'_>) -> Table {
    let columns = vec![
        Column { key: "date", title: "date", fit: Fit::Whole },
        Column { key: "status", title: "status", fit: Fit::Whole },
        Column { key: "by", title: "by", fit: Fit::Words },
        Column { key: "note", title: "note", fit: Fit::Words },
    ];
    let rows = case.finding.progress.iter().map(|entry| {
        vec![
            Cell::plain(entry.date.to_string()),
            Cell::plain(entry.status.map_or_else(String::new, |status| status.words())),
            Cell::plain(entry.by.clone().unwrap_or_default()),
            Cell::plain(entry.note.as_ref().map_or_else(String::new, Prose::in_a_line)),
        ]
    });
    Table { rows: rows.collect(), columns }
}

/// How a response stands on its 56 days, in a line.
pub(super) fn response(clock: &ResponseClock) -> Cell {
    let due = day(clock.due);
    match (clock.published, clock.days_late()) {
        (Some(published), None) => {
            Cell::new(format!("published {}, day {} of 56 (last day {due})", day(published), clock.day()), Role::Done)
        }
        (Some(published), Some(late)) => {
            let words =
                format!("published {}, day {} of 56, {} late (last day {due})", day(published), clock.day(), days_in_words(late));
            Cell::new(words, Role::Overdue)
        }
        (None, Some(late)) => {
            Cell::new(format!("not published; overdue by {} (last day {due})", days_in_words(late)), Role::Overdue)
        }
        (None, None) => Cell::new(format!("due {due}: today is day {} of 56", clock.day()), Role::Soon),
    }
}

/// A response's 56 days as machines get them.
pub(super) fn response_item(id: &RecordId, record: &Record, clock: &ResponseClock) -> v1::Response {
    v1::Response {
        record: id.to_string(),
        inspection: record.inspection.title.clone(),
        report_published: clock.report_published,
        due: clock.due,
        published: clock.published,
        day: clock.day(),
        days_late: clock.days_late(),
    }
}

fn prose(blocks: &mut Vec<Block>, heading: &str, text: Option<&Prose>) {
    if let Some(text) = text {
        blocks.push(Block::Heading(2, heading.to_owned()));
        blocks.push(Block::Prose(text.trimmed().to_owned()));
    }
}

/// Names with values, leaving out what is empty.
#[derive(Default)]
struct Fields(Vec<(&'static str, Cell)>);

impl Fields {
    fn text(&mut self, name: &'static str, value: Option<impl ToString>) {
        if let Some(text) = value.map(|value| value.to_string()).filter(|text| !text.is_empty()) {
            self.0.push((name, Cell::plain(text)));
        }
    }

    fn cell(&mut self, name: &'static str, cell: Cell) {
        self.0.push((name, cell));
    }
}

fn with_name(title: &str, name: Option<&str>) -> String {
    match name {
        Some(name) if title.is_empty() => name.to_owned(),
        Some(name) => format!("{title}: {name}"),
        None => title.to_owned(),
    }
}

/// A day with its weekday: "Thu 2025-07-10".
pub(super) fn day(date: Date) -> String {
    format!("{} {date}", date.weekday())
}

fn date(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

pub(super) fn days_in_words(days: i64) -> String {
    counted(usize::try_from(days).unwrap_or(0), "day", "days")
}
