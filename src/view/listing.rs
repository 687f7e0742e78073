//! The list of findings (`irr list`).

use super::View;
use super::export::{Export, v1};
use crate::model::{ClosureState, Date, FindingOnDay, RecordId, Snapshot, Timeline};
use crate::prose::counted;
use crate::query::{Facet, FacetValue, Filter, Order};
use crate::view::{Block, Cell, Column, Fit, Role, Table};

/// The findings that passed a filter, in order.
#[derive(Debug, Clone)]
pub struct Listing<'a> {
    on: Date,
    columns: Vec<Facet>,
    cases: Vec<FindingOnDay<'a>>,
    asked: Asked,
}

/// The question that the list answers, which words the sentence below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Overdue,
    Anything,
}

/// The columns of a list unless the user chooses others.
pub const COLUMNS: [Facet; 7] =
    [Facet::Record, Facet::Ref, Facet::Asks, Facet::Owner, Facet::Status, Facet::Due, Facet::DaysOverdue];

/// A due date within this many days counts as soon.
pub(super) const SOON: i64 = 30;

impl<'a> Listing<'a> {
    /// Collects the findings of `records` that `filter` lets through on the day `on`, and sorts them by `order`.
    pub fn compute(
        records: impl IntoIterator<Item = (&'a RecordId, &'a Snapshot)>,
        filter: &Filter,
        order: &Order,
        columns: &[Facet],
        on: Date,
    ) -> Self {
        let mut cases: Vec<FindingOnDay<'a>> = records
            .into_iter()
            .flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot))
            .filter(|case| filter.matches(case))
            .collect();
        cases.sort_by(|one, two| order.compare(one, two));
        // With --within too, the list has deadlines ahead as well, and "overdue" would be the wrong word for it.
        let asked = if filter.overdue && filter.due_within.is_none() { Asked::Overdue } else { Asked::Anything };
        Self { on, columns: columns.to_vec(), cases, asked }
    }

    /// Returns the number of findings.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Returns whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    fn sentence(&self) -> String {
        let day = format!("{} {}", self.on.weekday(), self.on);
        let overdue = self.cases.iter().filter(|case| case.standing.is_overdue()).count();
        let findings = counted(self.len(), "finding", "findings");
        match (self.asked, self.len()) {
            (Asked::Overdue, 0) => format!("Nothing is overdue on {day}."),
            (Asked::Anything, 0) => format!("Nothing matches on {day}."),
            (_, all) if all == overdue => format!("{findings} overdue on {day}."),
            (Asked::Anything, _) if overdue == 0 => format!("{findings}, none overdue on {day}."),
            (Asked::Anything, _) => format!("{findings}, {overdue} of them overdue on {day}."),
            (Asked::Overdue, _) => format!("{findings} past the due date, {overdue} of them ours, on {day}."),
        }
    }
}

impl View for Listing<'_> {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.is_empty() {
            blocks.push(Block::Table(table(&self.columns, &self.cases)));
        }
        blocks.push(Block::Paragraph(Cell::new(self.sentence(), Role::Muted)));
        blocks
    }

    fn export(&self) -> Export {
        Export::List(v1::ListJson { schema: "irr.list/1", as_of: self.on, items: self.cases.iter().map(item).collect() })
    }
}

/// Returns a table of findings with the given columns.
pub(super) fn table(columns: &[Facet], cases: &[FindingOnDay<'_>]) -> Table {
    Table {
        columns: columns.iter().map(|facet| column(*facet)).collect(),
        rows: cases.iter().map(|case| columns.iter().map(|facet| cell(*facet, case)).collect()).collect(),
    }
}

pub(super) fn column(facet: Facet) -> Column {
    use crate::query::facet::FacetType;
    let fit = match facet {
        Facet::Record => Fit::Id,
        // The longest texts of a row: only they may be cut to fit.
        Facet::Asks | Facet::Text => Fit::Gist,
        Facet::Ref => Fit::Whole,
        _ if facet.answers() == FacetType::Number => Fit::Number,
        _ if facet.answers() == FacetType::Text => Fit::Words,
        _ => Fit::Whole,
    };
    let title = match facet {
        Facet::Asks => "finding",
        Facet::InspectionKind => "kind of inspection",
        Facet::ResponseDue => "response due",
        Facet::AddressedTo => "addressed to",
        Facet::OriginalDue => "original due",
        Facet::DaysOverdue => "days late",
        Facet::DaysPastDue => "days past due",
        Facet::BehindTarget => "behind target",
        Facet::Slips => "extensions",
        Facet::SlippedBy => "extended by",
        Facet::OpenActions => "open actions",
        Facet::Outcome => "inspectorate says",
        Facet::ResponseOwed => "response owed",
        Facet::ResponseAwaited => "response awaited",
        Facet::ResponseDaysLate => "response days late",
        facet => facet.as_str(),
    };
    Column { key: facet.as_str(), title, fit }
}

pub(super) fn cell(facet: Facet, case: &FindingOnDay<'_>) -> Cell {
    let standing = &case.standing;
    // Negative once the date has passed; then the overdue role below decides, not "soon".
    let until_due = standing.current_due.map(|due| due.days_since(standing.on));
    let role = match facet {
        Facet::Due | Facet::DaysOverdue | Facet::Overdue if standing.is_overdue() => Role::Overdue,
        Facet::Due if standing.status.is_open() && until_due.is_some_and(|days| (0..=SOON).contains(&days)) => Role::Soon,
        Facet::Status if !standing.status.is_open() => Role::Done,
        Facet::Record => Role::Muted,
        Facet::Ref => Role::Strong,
        _ => Role::Plain,
    };
    let answer = facet.of(case);
    let value = answer.to_string();
    let cell = match (facet, answer) {
        // Another body's finding needs no owner here, so an empty cell would look like a gap.
        (Facet::Owner, FacetValue::Absent) if !case.finding.is_ours() => {
            let names: Vec<&str> = case.finding.addressed_to.iter().map(|name| name.as_str()).collect();
            Cell::new(format!("not ours: {}", names.join("; ")).trim_end_matches([':', ' ']).to_owned(), Role::Muted)
        }
        (Facet::Asks | Facet::Text, FacetValue::Absent) if case.finding.withheld => Cell::new("(withheld)", Role::Muted),
        // The escalation is shown beside the status, so that a list without that column still shows it.
        (Facet::Status, FacetValue::Text(word)) if standing.status.is_open() => {
            let raised =
                case.finding.escalation_on(standing.on).map_or_else(String::new, |step| format!("; {}", step.to.label()));
            Cell::new(word.replace('_', " ") + &raised, role)
        }
        (Facet::Escalation, FacetValue::Text(_)) => {
            let step = case.finding.escalation_on(standing.on);
            Cell::new(step.map_or("", |step| step.to.label()), role)
        }
        // People read words without underscores; CSV and JSON keep the vocabulary's spelling.
        (Facet::Status | Facet::Kind | Facet::InspectionKind, FacetValue::Text(word)) => Cell::new(word.replace('_', " "), role),
        (_, FacetValue::Truth(truth)) => Cell::new(if truth { "yes" } else { "no" }, role),
        _ => return Cell::new(value, role),
    };
    cell.valued(value)
}

/// Returns the day a finding was reopened, if its closure in the record belongs to an earlier closing; `None` if the closure
/// stands.
pub(super) fn reopened(case: &FindingOnDay<'_>) -> Option<Date> {
    match Timeline::of(case.finding).closure(case.standing.on)? {
        (_, ClosureState::Reopened(day)) => day,
        (_, ClosureState::Stands) => None,
    }
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
            // From the column's own getter, so that list, filter and JSON cannot disagree.
            closed: match Facet::Closed.of(case) {
                FacetValue::Date(day) => Some(day),
                _ => None,
            },
            reopened: reopened(case),
        },
        priority: finding.priority,
        owner: finding.owner.clone(),
        escalation: finding.escalation_on(standing.on).map(|step| step.to),
    }
}
