//! The store in figures.

use std::collections::BTreeMap;

use super::export::Export;
use super::export::v1::{self, Count, Group};
use super::listing::{item, table};
use super::response::{response, response_item};
use super::words::day;
use super::{Block, Cell, Column, Fit, Role, Table, View};
use crate::model::{Case, Date, FindingKind, InspectionKind, Record, RecordId, ResponseClock, Status, counted};
use crate::query::{Facet, Order};

/// How many of the findings due next are told.
const NEXT: usize = 10;

/// Every finding of the store counted, on one day.
#[derive(Debug, Clone)]
pub struct Totals<'a> {
    on: Date,
    records: usize,
    ours: Count,
    not_ours: usize,
    by_status: Vec<Group>,
    by_kind: Vec<Group>,
    by_inspection_kind: Vec<Group>,
    by_force: Vec<Group>,
    by_inspectorate: Vec<Group>,
    overdue: Vec<Case<'a>>,
    next_due: Vec<Case<'a>>,
    responses: Vec<(&'a RecordId, &'a Record, ResponseClock)>,
}

impl<'a> Totals<'a> {
    /// The figures of `records` on the day `on`; a report published later is not counted.
    pub fn compute(records: impl IntoIterator<Item = (&'a RecordId, &'a Record)>, on: Date) -> Self {
        let records: Vec<_> = records.into_iter().filter(|(_, record)| record.inspection.published <= on).collect();
        let mut cases: Vec<Case<'a>> = records.iter().flat_map(|(id, record)| Case::all(id, record, on)).collect();
        cases.sort_by(|one, two| Order::default().compare(one, two));
        let (ours, others): (Vec<_>, Vec<_>) = cases.into_iter().partition(|case| case.finding.ours());
        let mut responses: Vec<_> = records.iter().map(|(id, record)| (*id, *record, ResponseClock::of(record, on))).collect();
        responses.retain(|(_, _, clock)| clock.is_awaited() || clock.days_late().is_some());
        responses.sort_by_key(|(id, _, clock)| (clock.published.is_some(), clock.due, *id));
        Self {
            on,
            records: records.len(),
            ours: count(&ours),
            not_ours: others.len(),
            by_status: in_order(Status::ALL, &ours, |case| Some(case.standing.status), |status| status.words()),
            by_kind: in_order(FindingKind::ALL, &ours, |case| Some(case.reference.kind), |kind| kind.words()),
            by_inspection_kind: in_order(InspectionKind::ALL, &ours, |case| case.record.inspection.kind, |kind| kind.words()),
            by_force: by_name(&ours, |case| vec![case.record.force.to_string()]),
            by_inspectorate: by_name(&ours, |case| {
                case.record.inspection.inspectorates.iter().map(ToString::to_string).collect()
            }),
            overdue: ours.iter().filter(|case| case.standing.is_overdue()).cloned().collect(),
            next_due: ours.iter().filter(|case| is_ahead(case)).take(NEXT).cloned().collect(),
            responses,
        }
    }
}

fn is_ahead(case: &Case<'_>) -> bool {
    case.standing.status.is_open() && case.standing.current_due.is_some_and(|due| due >= case.standing.on)
}

fn count<'a>(cases: impl IntoIterator<Item = &'a Case<'a>>) -> Count {
    cases.into_iter().fold(Count::default(), |count, case| {
        let open = usize::from(case.standing.status.is_open());
        Count {
            total: count.total + 1,
            open: count.open + open,
            overdue: count.overdue + usize::from(case.standing.is_overdue()),
            closed: count.closed + 1 - open,
        }
    })
}

/// Groups in a vocabulary's own order; words that nothing has are left out, and what has no word comes last.
fn in_order<T: Copy + PartialEq>(
    words: &[T],
    cases: &[Case<'_>],
    word_of: impl Fn(&Case<'_>) -> Option<T>,
    name_of: impl Fn(T) -> String,
) -> Vec<Group> {
    let asked = words.iter().map(|word| Some(*word)).chain([None]);
    asked
        .map(|word| Group {
            name: word.map_or_else(|| "not stated".to_owned(), &name_of),
            count: count(cases.iter().filter(|case| word_of(case) == word)),
        })
        .filter(|group| group.count.total > 0)
        .collect()
}

/// Groups by name, each finding in every group it names.
fn by_name(cases: &[Case<'_>], names_of: impl Fn(&Case<'_>) -> Vec<String>) -> Vec<Group> {
    let mut groups: BTreeMap<String, Vec<&Case<'_>>> = BTreeMap::new();
    for case in cases {
        let names = names_of(case);
        for name in if names.is_empty() { vec!["not stated".to_owned()] } else { names } {
            groups.entry(name).or_default().push(case);
        }
    }
    groups.into_iter().map(|(name, cases)| Group { name, count: count(cases) }).collect()
}

impl View for Totals<'_> {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(1, format!("Inspection responses on {}", day(self.on)))];
        let awaited = self.responses.iter().filter(|(_, _, clock)| clock.published.is_none()).count();
        let overdue = self.responses.iter().filter(|(_, _, clock)| clock.is_overdue()).count();
        blocks.push(Block::Fields(vec![
            ("records", Cell::plain(self.records.to_string())),
            ("findings", Cell::plain(format!("{} ours, {} for others", self.ours.total, self.not_ours))),
            ("open", Cell::plain(self.ours.open.to_string())),
            (
                "overdue",
                Cell::new(self.ours.overdue.to_string(), if self.ours.overdue > 0 { Role::Overdue } else { Role::Plain }),
            ),
            ("no longer open", Cell::plain(self.ours.closed.to_string())),
            ("responses awaited", Cell::plain(format!("{awaited}, {overdue} of them past the 56 days"))),
        ]));
        let groups = [
            ("By status", "status", &self.by_status),
            ("By kind of finding", "kind", &self.by_kind),
            ("By kind of inspection", "inspection", &self.by_inspection_kind),
            ("By force", "force", &self.by_force),
            ("By inspectorate", "inspectorate", &self.by_inspectorate),
        ];
        for (heading, title, groups) in groups {
            if !groups.is_empty() {
                blocks.push(Block::Heading(2, heading.into()));
                blocks.push(Block::Table(group_table(title, groups)));
            }
        }
        blocks.push(Block::Heading(2, "Overdue".into()));
        let columns = [Facet::Record, Facet::Ref, Facet::Asks, Facet::Owner, Facet::Due, Facet::DaysOverdue];
        blocks.push(findings(&columns, &self.overdue, "Nothing is overdue."));
        blocks.push(Block::Heading(2, "Due next".into()));
        blocks.push(findings(&columns[..5], &self.next_due, "Nothing open has a date ahead."));
        blocks.push(Block::Heading(2, "Responses awaited or late".into()));
        if self.responses.is_empty() {
            blocks.push(Block::Paragraph(Cell::plain("Every response was published within its 56 days.")));
        } else {
            let columns = vec![
                Column { key: "record", title: "record", fit: Fit::Id },
                Column { key: "response", title: "response", fit: Fit::Words },
            ];
            let rows = self.responses.iter().map(|(id, _, clock)| vec![Cell::plain(id.as_str()), response(clock)]).collect();
            blocks.push(Block::Table(Table { columns, rows }));
        }
        let note =
            format!("{} counted; what is dated after the day is not counted yet.", counted(self.records, "record", "records"));
        blocks.push(Block::Paragraph(Cell::new(note, Role::Muted)));
        blocks
    }

    fn export(&self) -> Export {
        Export::Summary(v1::Summary {
            schema: "irr.summary/1",
            as_of: self.on,
            records: self.records,
            ours: self.ours,
            not_ours: self.not_ours,
            by_status: self.by_status.clone(),
            by_kind: self.by_kind.clone(),
            by_inspection_kind: self.by_inspection_kind.clone(),
            by_force: self.by_force.clone(),
            by_inspectorate: self.by_inspectorate.clone(),
            overdue: self.overdue.iter().map(item).collect(),
            next_due: self.next_due.iter().map(item).collect(),
            responses: self.responses.iter().map(|(id, record, clock)| response_item(id, record, clock)).collect(),
        })
    }
}

fn findings(columns: &[Facet], cases: &[Case<'_>], none: &str) -> Block {
    if cases.is_empty() { Block::Paragraph(Cell::plain(none)) } else { Block::Table(table(columns, cases)) }
}

fn group_table(title: &'static str, groups: &[Group]) -> Table {
    let number = |key| Column { key, title: key, fit: Fit::Number };
    let columns = vec![
        Column { key: "name", title, fit: Fit::Words },
        number("total"),
        number("open"),
        number("overdue"),
        number("closed"),
    ];
    let rows = groups.iter().map(|group| {
        let Count { total, open, overdue, closed } = group.count;
        let late = if overdue > 0 { Role::Overdue } else { Role::Plain };
        vec![
            Cell::plain(&group.name),
            Cell::plain(total.to_string()),
            Cell::plain(open.to_string()),
            Cell::new(overdue.to_string(), late),
            Cell::plain(closed.to_string()),
        ]
    });
    Table { rows: rows.collect(), columns }
}
