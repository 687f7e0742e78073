//! The workbook that people work in: a sheet each for findings, actions, log and responses, and one, hidden, with what irr wrote,
//! by which an edited workbook is compared when it comes back.

use std::collections::BTreeSet;

use crate::model::work_field::{self, WorkField, fingerprint, key_of};
use crate::model::{Action, Date, Finding, FindingOnDay, Priority, RecordId, Snapshot, Status};
use crate::prose::Prose;
use crate::query::Filter;
use crate::view::owner_request::OwnerRequest;
use crate::view::work_sheet::{WorkCell, WorkColumn, WorkKind, WorkSheet, WorkbookView, plain_column};

/// The head of the hidden column with a row's key, and the name of the hidden sheet.
pub const KEY_HEAD: &str = "irr";

/// What the first cell of the hidden sheet says, before the version of its form.
pub const WORKBOOK_MARK: &str = "irr workbook 1";

/// The columns of the sheet of findings.
const OF_FINDING: [WorkField; 14] = [
    WorkField::Report,
    WorkField::Ref,
    WorkField::Text,
    WorkField::Area,
    WorkField::Owner,
    WorkField::Priority,
    WorkField::DueFirst,
    WorkField::Due,
    WorkField::Status,
    WorkField::Last,
    WorkField::Update,
    WorkField::Reason,
    WorkField::Approver,
    WorkField::Evidence,
];

/// The columns of the sheet of actions.
const OF_ACTION: [WorkField; 9] = [
    WorkField::Report,
    WorkField::Ref,
    WorkField::Action,
    WorkField::Owner,
    WorkField::DueFirst,
    WorkField::Due,
    WorkField::Done,
    WorkField::Reason,
    WorkField::Evidence,
];

/// The columns of a sheet for an owner.
const OF_OWNER: [WorkField; 10] = [
    WorkField::Report,
    WorkField::Ref,
    WorkField::Text,
    WorkField::Due,
    WorkField::Last,
    WorkField::Update,
    WorkField::Status,
    WorkField::Wanted,
    WorkField::Reason,
    WorkField::Evidence,
];

/// The columns of the sheet with an owner's actions.
const ACTIONS_OF_OWNER: [WorkField; 9] = [
    WorkField::Report,
    WorkField::Ref,
    WorkField::Action,
    WorkField::Due,
    WorkField::Done,
    WorkField::Update,
    WorkField::Wanted,
    WorkField::Reason,
    WorkField::Evidence,
];

/// The owner whom a workbook asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedOwner {
    /// The owner.
    pub owner: String,
    /// The day by which the answer is wanted.
    pub wanted_by: Date,
}

/// A row that is about a finding or one of its actions.
struct KeyedRow {
    key: String,
    values: Vec<(WorkField, String)>,
}

impl WorkbookView {
    /// Makes the office's workbook of the findings that `filter` lets through.
    pub fn of<'a>(records: impl Iterator<Item = (&'a RecordId, &'a Snapshot)> + Clone, filter: &Filter, on: Date) -> Self {
        let cases =
            records.clone().flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot)).filter(|case| filter.matches(case));
        let cases: Vec<FindingOnDay<'a>> = cases.collect();
        let findings = cases.iter().map(|case| finding_row(case, &OF_FINDING)).collect();
        let actions = cases.iter().flat_map(|case| {
            (1..).zip(&case.finding.actions).map(move |(number, action)| action_row(case, number, action, &OF_ACTION))
        });
        let mut view = Self::keyed(findings, actions.collect(), None, on);
        let log = log_sheet(&cases);
        // What is written into the log is no step, and must not be lost in silence.
        if let Some(hidden) = view.sheets.last_mut() {
            let texts =
                |row: &Vec<WorkCell>| fingerprint(row.iter().map(WorkCell::text).collect::<Vec<_>>().iter().map(String::as_str));
            hidden
                .rows
                .extend(log.rows.iter().map(|row| vec![WorkCell::words("log"), WorkCell::Empty, WorkCell::words(texts(row))]));
        }
        view.sheets.insert(2, log);
        let shown: BTreeSet<&RecordId> = cases.iter().map(|case| case.id).collect();
        let pairs = records.filter(|(id, _)| shown.contains(id));
        view.sheets.insert(3, response_sheet(pairs));
        view
    }

    /// Makes the workbook of one owner.
    pub fn for_owner(request: &OwnerRequest<'_>, asked: &AskedOwner, on: Date) -> Self {
        let owned = request.parts.iter().filter(|part| part.is_owned);
        let findings = owned.map(|part| finding_row(&part.case, &OF_OWNER)).collect();
        let actions = request.parts.iter().flat_map(|part| {
            part.asked_actions().map(|(number, action)| action_row(&part.case, number, action, &ACTIONS_OF_OWNER))
        });
        Self::keyed(findings, actions.collect(), Some(asked), on)
    }

    /// Makes the sheets of findings and actions, with the hidden one.
    fn keyed(findings: Vec<KeyedRow>, actions: Vec<KeyedRow>, asked: Option<&AskedOwner>, on: Date) -> Self {
        let (of_findings, of_actions): (&[WorkField], &[WorkField]) = match asked {
            None => (&OF_FINDING, &OF_ACTION),
            Some(_) => (&OF_OWNER, &ACTIONS_OF_OWNER),
        };
        let hidden = hidden_sheet(&findings, &actions, on, asked);
        // An owner asks for a later date in a column of its own.
        let is_written = |field: WorkField| field.is_written() && (asked.is_none() || field != WorkField::Due);
        let mut sheets = Vec::new();
        if asked.is_none() || !findings.is_empty() {
            sheets.push(sheet("Findings", of_findings, findings, is_written));
        }
        if asked.is_none() || !actions.is_empty() {
            sheets.push(sheet("Actions", of_actions, actions, is_written));
        }
        sheets.push(hidden);
        Self { sheets }
    }
}

fn cell_of(field: WorkField, text: String) -> WorkCell {
    let day = if field.is_day() { text.parse().ok() } else { None };
    day.map_or_else(|| WorkCell::words(text), WorkCell::day)
}

fn finding_row(case: &FindingOnDay<'_>, columns: &[WorkField]) -> KeyedRow {
    let value = |field: &WorkField| {
        let text = match field {
            WorkField::Report => case.record.inspection.title.clone(),
            WorkField::Ref => case.reference.to_string(),
            other => work_field::of_finding(*other, case.finding),
        };
        (*field, text)
    };
    KeyedRow { key: key_of(case.id, &case.reference, None), values: columns.iter().map(value).collect() }
}

fn action_row(case: &FindingOnDay<'_>, number: usize, action: &Action, columns: &[WorkField]) -> KeyedRow {
    let value = |field: &WorkField| {
        let text = match field {
            WorkField::Report => case.record.inspection.title.clone(),
            WorkField::Ref => case.reference.to_string(),
            other => work_field::of_action(*other, action),
        };
        (*field, text)
    };
    KeyedRow { key: key_of(case.id, &case.reference, Some(number)), values: columns.iter().map(value).collect() }
}

fn column(field: WorkField, fields: &[WorkField], is_written: bool) -> WorkColumn {
    let place = |wanted: WorkField| fields.iter().position(|field| *field == wanted).map(|at| at + 1);
    let width = match field {
        WorkField::Text | WorkField::Action | WorkField::Update | WorkField::Last => 48,
        WorkField::Report | WorkField::Reason | WorkField::Evidence => 30,
        WorkField::Owner | WorkField::Approver | WorkField::Area => 24,
        WorkField::Ref | WorkField::Priority => 9,
        _ => 14,
    };
    let kind = match field {
        WorkField::Priority => WorkKind::Choice(Priority::ALL.iter().map(ToString::to_string).collect()),
        WorkField::Status => WorkKind::Choice(Status::ALL.iter().map(|status| status.words()).collect()),
        WorkField::Due => {
            let ended = Status::ALL.iter().filter(|status| !status.is_open()).map(|status| status.words());
            let of_finding = place(WorkField::Status).map(|column| (column, ended.collect()));
            WorkKind::Deadlines(of_finding.or_else(|| Some((place(WorkField::Done)?, Vec::new()))))
        }
        field if field.is_day() => WorkKind::Days,
        _ => WorkKind::Words,
    };
    WorkColumn { head: field.head().to_owned(), width, kind, is_written }
}

fn sheet(name: &str, fields: &[WorkField], rows: Vec<KeyedRow>, is_written: impl Fn(WorkField) -> bool) -> WorkSheet {
    let key = WorkColumn { head: KEY_HEAD.to_owned(), width: 1, kind: WorkKind::Key, is_written: false };
    let cells = |row: KeyedRow| {
        let values = row.values.into_iter().map(|(field, text)| cell_of(field, text));
        std::iter::once(WorkCell::words(row.key)).chain(values).collect()
    };
    WorkSheet {
        name: name.to_owned(),
        columns: std::iter::once(key).chain(fields.iter().map(|field| column(*field, fields, is_written(*field)))).collect(),
        rows: rows.into_iter().map(cells).collect(),
        is_hidden: false,
    }
}

/// What irr wrote: key, column and value of each cell that is not empty.
fn hidden_sheet(findings: &[KeyedRow], actions: &[KeyedRow], on: Date, asked: Option<&AskedOwner>) -> WorkSheet {
    let plain = |head: &str| WorkColumn { head: head.to_owned(), width: 20, kind: WorkKind::Words, is_written: false };
    let fact = |name: &str, value: String| vec![WorkCell::words(name), WorkCell::Empty, WorkCell::words(value)];
    let mut rows = vec![fact("day", on.to_string())];
    if let Some(asked) = asked {
        rows.push(fact("owner", asked.owner.clone()));
        rows.push(fact("wanted by", asked.wanted_by.to_string()));
    }
    for row in findings.iter().chain(actions) {
        // A row without values is known by its key.
        rows.push(vec![WorkCell::words(&row.key), WorkCell::Empty, WorkCell::Empty]);
        let said = row.values.iter().filter(|(_, text)| !text.is_empty());
        rows.extend(
            said.map(|(field, text)| vec![WorkCell::words(&row.key), WorkCell::words(field.as_str()), WorkCell::words(text)]),
        );
    }
    WorkSheet {
        name: KEY_HEAD.to_owned(),
        columns: vec![plain(WORKBOOK_MARK), plain("column"), plain("value")],
        rows,
        is_hidden: true,
    }
}

fn log_sheet(cases: &[FindingOnDay<'_>]) -> WorkSheet {
    let rows = |case: &FindingOnDay<'_>| {
        let (title, reference) = (case.record.inspection.title.clone(), case.reference.to_string());
        let row = |entry: &crate::model::ProgressEntry| {
            vec![
                WorkCell::words(&title),
                WorkCell::words(&reference),
                WorkCell::day(entry.date),
                WorkCell::words(entry.by.clone().unwrap_or_default()),
                WorkCell::words(entry.status.map(|status| status.words()).unwrap_or_default()),
                WorkCell::words(entry.note.as_ref().map(Prose::in_a_line).unwrap_or_default()),
            ]
        };
        let finding: &Finding = case.finding;
        finding.progress.iter().map(row).collect::<Vec<_>>()
    };
    let words = || WorkKind::Words;
    WorkSheet {
        name: "Log".to_owned(),
        columns: vec![
            plain_column("Report", 30, words()),
            plain_column("Ref", 9, words()),
            plain_column("Date", 14, WorkKind::Days),
            plain_column("By", 24, words()),
            plain_column("Status", 14, words()),
            plain_column("Note", 70, words()),
        ],
        rows: cases.iter().flat_map(rows).collect(),
        is_hidden: false,
    }
}

fn response_sheet<'a>(records: impl Iterator<Item = (&'a RecordId, &'a Snapshot)>) -> WorkSheet {
    let row = |(id, snapshot): (&RecordId, &Snapshot)| {
        let (record, clock) = (snapshot.record(), snapshot.clock());
        let day = |day: Option<Date>| day.map_or(WorkCell::Empty, WorkCell::day);
        vec![
            WorkCell::words(&record.inspection.title),
            WorkCell::words(record.inspection.inspectorates.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ")),
            WorkCell::day(record.inspection.published),
            day(clock.due.filter(|_| clock.is_owed)),
            day(clock.published),
            WorkCell::words(record.stage.to_string()),
            WorkCell::Number(i64::try_from(record.findings().count()).unwrap_or(i64::MAX)),
            WorkCell::words(id.as_str()),
        ]
    };
    WorkSheet {
        name: "Responses".to_owned(),
        columns: vec![
            plain_column("Report", 48, WorkKind::Words),
            plain_column("Inspectorate", 16, WorkKind::Words),
            plain_column("Published", 14, WorkKind::Days),
            plain_column("Response due", 14, WorkKind::Days),
            plain_column("Response published", 18, WorkKind::Days),
            plain_column("Stage", 12, WorkKind::Words),
            plain_column("Findings", 9, WorkKind::Words),
            plain_column("Record", 40, WorkKind::Words),
        ],
        rows: records.map(row).collect(),
        is_hidden: false,
    }
}
