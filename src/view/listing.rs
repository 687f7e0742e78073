//! The list of findings (`irr list`).

use std::collections::BTreeMap;

use super::View;
use super::export::{Export, v1};
use crate::model::{Date, FindingOnDay, ListSettings, Presence, RecordId, Snapshot};
use crate::prose::counted;
use crate::query::{Column, ColumnMark, ColumnType, ColumnValue, Filter, Order, ShortIds};
use crate::view::labels::days_in_words;
use crate::view::{Block, Cell, Fit, Role, Table, TableColumn};

/// The findings that passed a filter, in order.
#[derive(Debug, Clone)]
pub struct Listing<'a> {
    on: Date,
    columns: Vec<Column>,
    cases: Vec<FindingOnDay<'a>>,
    asked: ListQuestion,
    /// How many responses are overdue, where the list is of everything overdue: they are no findings.
    late_responses: usize,
    /// How rows are named on a screen; `None` for programs and pages, which get ids and ISO dates.
    screen: Option<(RowName, ShortIds)>,
}

/// What names the rows of a list on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowName {
    /// The columns that the user chose.
    Columns,
    /// The finding's short address.
    Address,
    /// The finding's short address, below the report that its record answers.
    AddressBelowReport,
}

/// The question that the list answers, which words the sentence below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListQuestion {
    Overdue,
    Anything,
}

/// The columns of a list on a screen unless the user chooses others, behind the address.
pub const SCREEN_COLUMNS: [Column; 5] = [Column::Asks, Column::Owner, Column::Status, Column::Due, Column::DaysOverdue];

/// The columns of a list in Markdown unless the user chooses others.
pub const COLUMNS: [Column; 7] =
    [Column::Record, Column::Ref, Column::Asks, Column::Owner, Column::Status, Column::Due, Column::DaysOverdue];

/// The first line of a list in CSV unless the user chooses columns. It is frozen, because spreadsheets refer to columns by
/// position; columns that irr has had since are shown on request.
const CSV_HEAD: &str = "record,force,ref,kind,inspection,inspection_kind,inspectorate,published,response_due,asks,text,area,\
    addressed_to,ours,status,open,priority,owner,due,original_due,target,overdue,days_overdue,days_past_due,behind_target,slips,\
    slipped_by,open_actions,closed,outcome,verified,responded,response_owed,response_awaited,response_days_late,duty,escalation";

/// Returns the columns of a list in CSV unless the user chooses others.
pub fn csv_columns() -> Vec<Column> {
    CSV_HEAD.split(',').filter_map(|name| name.parse().ok()).collect()
}

/// A due date within this many days counts as soon.
pub(super) const SOON: i64 = 30;

impl<'a> Listing<'a> {
    /// Collects the findings of `records` that `filter` lets through on the day `on`, and sorts them by `order`.
    pub fn compute(
        records: impl IntoIterator<Item = (&'a RecordId, &'a Snapshot)>,
        filter: &Filter,
        order: &Order,
        columns: &[Column],
        on: Date,
    ) -> Self {
        let mut late_responses = 0;
        let mut cases: Vec<FindingOnDay<'a>> = records
            .into_iter()
            .inspect(|(_, snapshot)| {
                // As `irr due` counts them: a report of a later day has no deadline yet.
                let is_late = snapshot.presence() != Presence::NotYet && snapshot.clock().is_overdue();
                late_responses += usize::from(filter.is_all_overdue() && is_late);
            })
            .flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot))
            .filter(|case| filter.matches(case))
            .collect();
        cases.sort_by(|one, two| order.compare(one, two));
        // With --within too, the list has deadlines ahead as well, and "overdue" would be the wrong word for it.
        let asked = if filter.overdue && filter.due_within.is_none() { ListQuestion::Overdue } else { ListQuestion::Anything };
        Self { on, columns: columns.to_vec(), cases, asked, late_responses, screen: None }
    }

    /// Lays the list out for a screen: rows of one line, or two where it is narrow, and dates in words.
    pub fn on_screen(self, name: RowName, ids: ShortIds) -> Self {
        Self { screen: Some((name, ids)), ..self }
    }

    /// Returns the number of findings.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Returns whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    fn screen_table(&self, name: RowName, ids: &ShortIds) -> Table {
        let mut table = table(&self.columns, &self.cases);
        for (at, column) in self.columns.iter().enumerate() {
            if *column == Column::DaysOverdue {
                table.columns[at].title = "late";
            }
            for (row, case) in table.rows.iter_mut().zip(&self.cases) {
                let words = match column.of(case) {
                    ColumnValue::Text(text) if *column == Column::Asks => task(&text, case.record.force.as_str()),
                    ColumnValue::Date(date) => date.in_short_words(),
                    ColumnValue::Number(days) if *column == Column::DaysOverdue => days_in_words(days),
                    _ => continue,
                };
                row[at].text = words;
            }
        }
        let report = |case: &FindingOnDay<'_>| format!("{}: {}", case.record.force, case.record.inspection.title);
        let address = |case: &FindingOnDay<'_>| Cell::new(ids.finding(case.id, &case.reference), Role::Strong);
        let mut put_first = |title, fit, cell: &dyn Fn(&FindingOnDay<'_>) -> Cell| {
            table.columns.insert(0, TableColumn { key: title, title, fit });
            table.rows.iter_mut().zip(&self.cases).for_each(|(row, case)| row.insert(0, cell(case)));
        };
        if name != RowName::Columns {
            put_first("address", Fit::Whole, &address);
        }
        if name == RowName::AddressBelowReport {
            put_first("report", Fit::Heading, &|case| Cell::new(report(case), Role::Muted));
        }
        if name == RowName::Columns { table } else { table.without_empty_columns() }
    }

    fn sentence(&self) -> String {
        let day = format!("{} {}", self.on.weekday(), self.on);
        let overdue = self.cases.iter().filter(|case| case.standing.is_overdue()).count();
        let findings = counted(self.len(), "finding", "findings");
        let late = counted(self.late_responses, "response is", "responses are");
        let responses = if self.late_responses == 0 { String::new() } else { format!(" {late} overdue: see `irr due`.") };
        let words = match (self.asked, self.len()) {
            (ListQuestion::Overdue, 0) => format!("No finding is overdue on {day}."),
            (ListQuestion::Anything, 0) => format!("Nothing matches on {day}."),
            (_, all) if all == overdue => format!("{findings} overdue on {day}."),
            (ListQuestion::Anything, _) if overdue == 0 => format!("{findings}, none overdue on {day}."),
            (ListQuestion::Anything, _) => format!("{findings}, {overdue} of them overdue on {day}."),
            (ListQuestion::Overdue, _) => format!("{findings} past the due date, {overdue} of them ours, on {day}."),
        };
        words + &responses
    }
}

impl View for Listing<'_> {
    fn blocks(&self) -> Vec<Block> {
        // A program that reads the CSV of an empty list still finds its columns.
        let sentence = Block::Paragraph(Cell::new(self.sentence(), Role::Muted));
        let table = match &self.screen {
            None => Block::Table(table(&self.columns, &self.cases)),
            Some((name, ids)) => Block::List(self.screen_table(*name, ids)),
        };
        vec![table, sentence]
    }

    fn export(&self) -> Export {
        Export::List(v1::ListJson { schema: "irr.list/1", as_of: self.on, items: self.cases.iter().map(item).collect() })
    }
}

/// Returns the explanation of all columns (`irr list --columns help`).
pub fn column_help() -> Vec<Block> {
    let heads = [("column", Fit::Whole), ("type", Fit::Whole), ("meaning", Fit::Words)];
    let row = |column: &Column| {
        let value_type = Cell::new(column.value_type().words(), Role::Muted);
        vec![Cell::new(column.as_str(), Role::Strong), value_type, Cell::plain(column.meaning())]
    };
    let marked = |mark: ColumnMark| {
        let marked: Vec<&str> = Column::ALL.iter().filter(|column| column.is(mark)).map(|column| column.as_str()).collect();
        marked.join(", ")
    };
    let past = marked(ColumnMark::Dated);
    let of_responses = marked(ColumnMark::Response);
    let paragraph = |words: String| Block::Paragraph(Cell::plain(words));
    vec![
        paragraph("Columns for --columns, --sort and --where; `irr export` writes all of them.".to_owned()),
        Block::Table(Table {
            columns: heads.map(|(title, fit)| TableColumn { key: title, title, fit }).to_vec(),
            rows: Column::ALL.iter().map(row).collect(),
        }),
        paragraph(format!(
            "With @ and a date, --where compares an earlier value, as in open@2025-12-31. These have one: {past}."
        )),
        paragraph(format!("With `irr export --rows responses`, --where can only use {of_responses}.")),
    ]
}

/// Returns the saved lists of the settings (`irr list @`).
pub fn saved_lists(lists: &BTreeMap<String, ListSettings>) -> Vec<Block> {
    if lists.is_empty() {
        return vec![Block::Paragraph(Cell::plain("There are no saved lists: `lists:` in irr.yaml has them."))];
    }
    let heads = [("list", Fit::Whole), ("where", Fit::Words), ("columns", Fit::Words), ("sort", Fit::Words)];
    let row = |(name, list): (&String, &ListSettings)| {
        let text = |text: &Option<String>| Cell::plain(text.clone().unwrap_or_default());
        vec![
            Cell::new(format!("@{name}"), Role::Strong),
            text(&list.expr),
            Cell::plain(list.columns.join(", ")),
            text(&list.sort),
        ]
    };
    let columns = heads.map(|(title, fit)| TableColumn { key: title, title, fit }).to_vec();
    vec![Block::Table(Table { columns, rows: lists.iter().map(row).collect() }.without_empty_columns())]
}

/// Whom a finding of this force is about without a word: the lists are about them.
const US: [&str; 9] = [
    "the force",
    "forces",
    "all forces",
    "police forces",
    "chief constables",
    "all chief constables",
    "each chief constable",
    "every chief constable",
    "chief officers",
];

/// Returns what is to be done, without the "Chief constables should" that most findings begin with, and that a narrow column has
/// no room for. A text about somebody else, or about what should not be done, stays as it is.
pub(super) fn task(asks: &str, force: &str) -> String {
    let name = format!("{} police", force.to_lowercase());
    let verb = [" should ", " must "].into_iter().filter_map(|verb| Some((asks.find(verb)?, verb.len()))).min();
    let Some((at, length)) = verb else { return asks.to_owned() };
    let (subject, rest) = (asks[..at].to_lowercase(), &asks[at + length..]);
    let is_about_us = US.contains(&subject.as_str()) || subject == name;
    let mut letters = rest.chars();
    match letters.next() {
        Some(first) if is_about_us && !rest.starts_with("not ") => first.to_uppercase().chain(letters).collect(),
        _ => asks.to_owned(),
    }
}

/// Returns a table of findings with the given columns.
pub(super) fn table(columns: &[Column], cases: &[FindingOnDay<'_>]) -> Table {
    Table {
        columns: columns.iter().map(|column| table_column(*column)).collect(),
        rows: cases.iter().map(|case| columns.iter().map(|column| cell(*column, case)).collect()).collect(),
    }
}

pub(super) fn table_column(column: Column) -> TableColumn {
    let fit = match column.value_type() {
        _ if column.is(ColumnMark::Id) => Fit::Id,
        _ if column.is(ColumnMark::Long) => Fit::Excerpt,
        _ if column.is(ColumnMark::Unbroken) => Fit::Whole,
        ColumnType::Number => Fit::Number,
        ColumnType::Text => Fit::Words,
        ColumnType::Date | ColumnType::Truth => Fit::Whole,
    };
    TableColumn { key: column.as_str(), title: column.title(), fit }
}

pub(super) fn cell(column: Column, case: &FindingOnDay<'_>) -> Cell {
    let standing = &case.standing;
    // Negative once the date has passed; then the overdue role below decides, not "soon".
    let until_due = standing.current_due.map(|due| due.days_since(standing.on));
    let role = match column {
        Column::Due | Column::DaysOverdue | Column::Overdue if standing.is_overdue() => Role::Overdue,
        Column::Due if standing.status.is_open() && until_due.is_some_and(|days| (0..=SOON).contains(&days)) => Role::Soon,
        Column::Status if !standing.status.is_open() => Role::Done,
        Column::Record => Role::Muted,
        Column::Ref => Role::Strong,
        _ => Role::Plain,
    };
    let answer = column.of(case);
    let value = answer.to_string();
    let cell = match (column, answer) {
        // Another body's finding needs no owner here, so an empty cell would look like a gap.
        (Column::Owner, ColumnValue::Absent) if !case.finding.is_ours() => {
            let names: Vec<&str> = case.finding.addressed_to.iter().map(|name| name.as_str()).collect();
            Cell::new(format!("not ours: {}", names.join("; ")).trim_end_matches([':', ' ']).to_owned(), Role::Muted)
        }
        (Column::Asks | Column::Text, ColumnValue::Absent) if case.finding.withheld => Cell::new("(withheld)", Role::Muted),
        // The escalation is shown beside the status, so that a list without that column still shows it.
        (Column::Status, ColumnValue::Text(word)) if standing.status.is_open() => {
            let raised =
                case.finding.escalation_on(standing.on).map_or_else(String::new, |step| format!("; {}", step.to.label()));
            Cell::new(word.replace('_', " ") + &raised, role)
        }
        (Column::Escalation, ColumnValue::Text(_)) => {
            let step = case.finding.escalation_on(standing.on);
            Cell::new(step.map_or("", |step| step.to.label()), role)
        }
        // People read words without underscores; CSV and JSON keep the vocabulary's spelling.
        (Column::Status | Column::Kind | Column::InspectionKind, ColumnValue::Text(word)) => {
            Cell::new(word.replace('_', " "), role)
        }
        (_, ColumnValue::Truth(truth)) => Cell::new(if truth { "yes" } else { "no" }, role),
        _ => return Cell::new(value, role),
    };
    cell.valued(value)
}

/// Returns a finding for the JSON.
pub(super) fn item(case: &FindingOnDay<'_>) -> v1::ListItemJson {
    let (record, finding, standing) = (case.record, case.finding, &case.standing);
    v1::ListItemJson {
        record: case.id.to_string(),
        reference: case.reference.to_string(),
        force: record.force.to_string(),
        kind: case.reference.kind,
        inspection: record.inspection.title.clone(),
        inspection_kind: record.inspection.kind,
        inspectorates: record.inspection.inspectorates.iter().map(ToString::to_string).collect(),
        published: record.inspection.published,
        text: finding.text.as_ref().map(ToString::to_string),
        area: finding.area.clone(),
        addressed_to: finding.addressed_to.iter().map(ToString::to_string).collect(),
        ours: finding.is_ours(),
        standing: v1::StandingJson {
            status: standing.status,
            open: standing.status.is_open(),
            due: standing.current_due,
            original_due: standing.original_due,
            target: finding.target,
            overdue: standing.is_overdue(),
            days_overdue: standing.days_overdue,
            days_past_due: standing.days_past_due,
            behind_target: standing.behind_target,
            slips: standing.slips,
            slipped_by: standing.slipped_by(),
            closed: case.closed(),
            reopened: case.reopened(),
        },
        priority: finding.priority,
        owner: finding.owner.as_ref().map(|owner| owner.lead().to_owned()),
        escalation: finding.escalation_on(standing.on).map(|step| step.to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_done_stands_first() {
        for (asks, shown) in [
            ("Chief constables should plan for the harvest.", "Plan for the harvest."),
            ("The force must get better at it.", "Get better at it."),
            ("West Mercia Police should, within three months", "West Mercia Police should, within three months"),
            ("West Mercia Police should train.", "Train."),
            ("The force should not do so.", "The force should not do so."),
            ("The College of Policing should train.", "The College of Policing should train."),
            ("No officer should refer a case", "No officer should refer a case"),
        ] {
            assert_eq!(task(asks, "West Mercia"), shown);
        }
    }

    #[test]
    fn a_list_in_csv_has_each_column_of_its_frozen_head() {
        let names: Vec<&str> = csv_columns().iter().map(|column| column.as_str()).collect();
        assert_eq!(names.join(","), CSV_HEAD);
        assert_eq!(names.len(), COLUMNS.len() + 30, "the help of `irr list --columns` says how many more there are in CSV");
    }
}
