//! The agenda of `irr due`: every open deadline, one on each row.

use super::View;
use super::export::{Export, v1};
use super::listing::{SOON, task};
use super::response::day_of;
use crate::model::{Date, Deadline, DeadlineKind, EscalationStage, RecordId, Snapshot};
use crate::prose::counted;
use crate::query::{DeadlineFilter, ShortIds};
use crate::view::labels::{day, days_in_words};
use crate::view::{Block, Cell, Fit, Role, Table, TableColumn};

/// The deadlines that passed a filter: those of escalated findings first, then by date.
#[derive(Debug, Clone)]
pub struct Agenda<'a> {
    on: Date,
    deadlines: Vec<Deadline<'a>>,
    /// The number of overdue deadlines that only the date filter left out.
    left_out: usize,
    asks_for_overdue: bool,
    columns: &'static [AgendaColumn],
    ids: ShortIds,
}

impl<'a> Agenda<'a> {
    /// Collects the deadlines of `records` that `filter` lets through on the day `on`.
    ///
    /// The order is: escalated findings first, then date, kind of deadline, record, and the finding's place in the record.
    pub fn compute(records: impl IntoIterator<Item = (&'a RecordId, &'a Snapshot)>, filter: &DeadlineFilter, on: Date) -> Self {
        let mut deadlines = Vec::new();
        let mut left_out = 0;
        for deadline in records.into_iter().flat_map(|(id, snapshot)| Deadline::all(id, snapshot)) {
            if !filter.concerns(&deadline) {
                continue;
            }
            if filter.is_in_time(&deadline) {
                deadlines.push(deadline);
            } else {
                // A list for the next two weeks must not read as if nothing were overdue.
                left_out += usize::from(deadline.is_overdue());
            }
        }
        // Nothing on an agenda is more urgent than an escalated finding. The sort is stable, so the deadlines of one record
        // keep its order.
        deadlines.sort_by_key(|deadline| (escalation(deadline).is_none(), deadline.date, deadline.clock, deadline.id));
        let asks_for_overdue = filter.overdue && filter.within.is_none();
        Self { on, deadlines, left_out, asks_for_overdue, columns: &AgendaColumn::SHOWN, ids: ShortIds::default() }
    }

    /// Lays the agenda out for a screen: short addresses, dates in words, and rows of one line, or two where it is narrow.
    pub fn on_screen(self, ids: ShortIds) -> Self {
        Self { columns: &AgendaColumn::ON_SCREEN, ids, ..self }
    }

    /// Returns the same agenda with a column for everything known about a deadline, for spreadsheets.
    pub fn in_full(self) -> Self {
        Self { columns: &AgendaColumn::ALL, ..self }
    }

    /// Returns the day for which the agenda is computed.
    pub fn on(&self) -> Date {
        self.on
    }

    /// Returns the deadlines in order.
    pub fn deadlines(&self) -> &[Deadline<'a>] {
        &self.deadlines
    }

    /// Returns whether there are no deadlines.
    pub fn is_empty(&self) -> bool {
        self.deadlines.is_empty()
    }

    fn sentence(&self) -> String {
        let day = day(self.on);
        let overdue = self.deadlines.iter().filter(|deadline| deadline.is_overdue()).count();
        let clocks = counted(self.deadlines.len(), "deadline", "deadlines");
        match (self.deadlines.len(), overdue) {
            (0, _) if self.asks_for_overdue => format!("Nothing is overdue on {day}."),
            (0, _) => format!("Nothing matches on {day}."),
            (all, overdue) if all == overdue => format!("{clocks} overdue on {day}."),
            (_, 0) => format!("{clocks}, none overdue on {day}."),
            (_, overdue) => format!("{clocks}, {overdue} of them overdue on {day}."),
        }
    }
}

impl View for Agenda<'_> {
    fn blocks(&self) -> Vec<Block> {
        let columns = self.columns.iter().map(|field| field.column()).collect();
        let row = |deadline: &Deadline<'_>| self.columns.iter().map(|field| field.cell(deadline, &self.ids)).collect();
        let table = Table { columns, rows: self.deadlines.iter().map(row).collect() };
        let is_on_screen = self.columns == AgendaColumn::ON_SCREEN;
        let mut blocks = vec![if is_on_screen { Block::List(table.without_empty_columns()) } else { Block::Table(table) }];
        if self.left_out > 0 {
            let (clocks, them) = match self.left_out {
                1 => ("1 overdue deadline is".to_owned(), "it"),
                more => (format!("{more} overdue deadlines are"), "them"),
            };
            blocks.push(Block::Paragraph(Cell::plain(format!("{clocks} left out; --overdue adds {them}."))));
        }
        blocks.push(Block::Paragraph(Cell::new(self.sentence(), Role::Muted)));
        blocks
    }

    fn export(&self) -> Export {
        Export::Due(v1::Due { schema: "irr.due/1", as_of: self.on, items: self.deadlines.iter().map(item).collect() })
    }
}

/// A column of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AgendaColumn {
    Clock,
    Date,
    DaysLeft,
    Overdue,
    Record,
    Ref,
    Action,
    Force,
    Inspection,
    What,
    Owner,
    OriginalDate,
    Slips,
    Day,
    Status,
    Priority,
    Escalation,
    /// The date in words.
    DateInWords,
    /// The record, with its finding if the deadline is a finding's.
    Address,
    /// The original date of a deadline that was moved.
    Extended,
    /// What is due, in short.
    Task,
}

impl AgendaColumn {
    /// The columns of the list on a screen.
    const ON_SCREEN: [Self; 7] =
        [Self::DateInWords, Self::DaysLeft, Self::Clock, Self::Address, Self::Extended, Self::Owner, Self::Task];

    /// The columns of the table in Markdown.
    const SHOWN: [Self; 7] = [Self::Date, Self::DaysLeft, Self::Clock, Self::Record, Self::Ref, Self::What, Self::Owner];

    /// All columns, in the order of the export.
    const ALL: [Self; 17] = [
        Self::Clock,
        Self::Date,
        Self::DaysLeft,
        Self::Overdue,
        Self::Record,
        Self::Ref,
        Self::Action,
        Self::Force,
        Self::Inspection,
        Self::What,
        Self::Owner,
        Self::OriginalDate,
        Self::Slips,
        Self::Day,
        Self::Status,
        Self::Priority,
        Self::Escalation,
    ];

    fn column(self) -> TableColumn {
        let (key, title, fit) = match self {
            Self::Clock => ("clock", "kind", Fit::Whole),
            Self::Date => ("date", "date", Fit::Words),
            Self::DaysLeft => ("days_left", "due", Fit::Whole),
            Self::Overdue => ("overdue", "overdue", Fit::Whole),
            Self::Record => ("record", "record", Fit::Id),
            Self::Ref => ("ref", "ref", Fit::Whole),
            Self::Action => ("action", "action", Fit::Number),
            Self::Force => ("force", "force", Fit::Words),
            Self::Inspection => ("inspection", "inspection", Fit::Words),
            Self::What => ("what", "what is due", Fit::Excerpt),
            Self::Owner => ("owner", "owner", Fit::Words),
            Self::OriginalDate => ("original_date", "original date", Fit::Whole),
            Self::Slips => ("slips", "extensions", Fit::Number),
            Self::Day => ("day", "day", Fit::Number),
            Self::Status => ("status", "status", Fit::Words),
            Self::Priority => ("priority", "priority", Fit::Whole),
            Self::Escalation => ("escalation", "escalation", Fit::Words),
            Self::DateInWords => ("date_in_words", "date", Fit::Whole),
            Self::Address => ("address", "address", Fit::Whole),
            Self::Extended => ("extended", "extended", Fit::Words),
            Self::Task => ("task", "what is due", Fit::Excerpt),
        };
        TableColumn { key, title, fit }
    }

    fn cell(self, deadline: &Deadline<'_>, ids: &ShortIds) -> Cell {
        let text = |text: Option<&str>| Cell::plain(text.unwrap_or_default());
        let number = |number: Option<String>| Cell::plain(number.unwrap_or_default());
        let about = deadline.about.as_ref();
        let record = deadline.record;
        match self {
            // A finding can have several actions, so people need the number; programs have a column for it.
            Self::Clock => match deadline.action {
                Some((at, _)) => Cell::plain(format!("action {at}")).valued(deadline.clock.as_str()),
                None => Cell::plain(deadline.clock.as_str()),
            },
            Self::Date => {
                let (date, original) = (deadline.date.to_string(), deadline.original_date());
                // The original date is shown beside an extended one: otherwise a deadline that has moved looks like any
                // other.
                let told = if original == deadline.date { date.clone() } else { format!("{date} (was {original})") };
                Cell::new(told, urgency(deadline)).valued(date)
            }
            Self::DateInWords => Cell::new(deadline.date.in_short_words(), urgency(deadline)),
            Self::Address => {
                let finding = about.map(|about| ids.finding(deadline.id, &about.reference));
                Cell::new(finding.unwrap_or_else(|| ids.record(deadline.id).to_owned()), Role::Strong)
            }
            // Otherwise a deadline that has moved would look like any other.
            Self::Extended if deadline.original_date() == deadline.date => Cell::default(),
            Self::Extended => Cell::plain(format!("was {}", deadline.original_date().in_short_words())),
            Self::DaysLeft => {
                Cell::new(in_words(deadline.days_left()), urgency(deadline)).valued(deadline.days_left().to_string())
            }
            Self::Overdue => Cell::plain(deadline.is_overdue().to_string()),
            Self::Record => Cell::new(deadline.id.as_str(), Role::Muted),
            Self::Ref => Cell::new(about.map_or_else(String::new, |about| about.reference.to_string()), Role::Strong),
            Self::Action => number(deadline.action.map(|(at, _)| at.to_string())),
            Self::Force => Cell::plain(record.force.as_str()),
            Self::Inspection => Cell::plain(&record.inspection.title),
            Self::What => what(deadline),
            Self::Task => {
                let what = what(deadline);
                Cell { text: task(&what.text, record.force.as_str()), ..what }
            }
            Self::Owner => text(deadline.owner()),
            Self::OriginalDate => Cell::plain(deadline.original_date().to_string()),
            Self::Slips => Cell::plain(deadline.slips().to_string()),
            Self::Day => number(deadline.day().map(|day| day.to_string())),
            Self::Status => text(about.map(|about| about.standing.status.as_str())),
            Self::Escalation => text(escalation(deadline).map(EscalationStage::as_str)),
            Self::Priority => text(about.and_then(|about| about.finding.priority).map(|priority| priority.as_str())),
        }
    }
}

/// Returns the stage that an open finding is escalated to; `None` if it is not escalated or not open.
fn escalation(deadline: &Deadline<'_>) -> Option<EscalationStage> {
    let about = deadline.about.as_ref().filter(|about| about.standing.status.is_open())?;
    about.finding.escalation_on(deadline.on).map(|step| step.to)
}

pub(super) fn urgency(deadline: &Deadline<'_>) -> Role {
    match deadline.days_left() {
        ..0 => Role::Overdue,
        0..=SOON => Role::Soon,
        _ => Role::Plain,
    }
}

/// Returns "12 days over", "today" or "in 9 days".
fn in_words(days_left: i64) -> String {
    match days_left {
        ..0 => format!("{} late", days_in_words(-days_left)),
        0 => "today".to_owned(),
        _ => format!("in {}", days_in_words(days_left)),
    }
}

fn what(deadline: &Deadline<'_>) -> Cell {
    let published = deadline.record.inspection.published;
    match (deadline.what(), deadline.clock) {
        // Either the date is mistyped, and then the deadline is wrong too, or the record was made before its report.
        (Some(title), DeadlineKind::Response) if published > deadline.on => {
            Cell::plain(format!("Response to a report that is dated {published}, in the future: {title}")).valued(title)
        }
        (Some(title), DeadlineKind::Response) => {
            let number = day_of(&deadline.response).map_or_else(String::new, |number| format!(", {number}"));
            Cell::plain(format!("Response{number}: {title}")).valued(title)
        }
        (Some(title), DeadlineKind::Comments) => Cell::plain(format!("Comments for the response: {title}")).valued(title),
        (Some(what), _) => match escalation(deadline) {
            Some(stage) => Cell::plain(format!("Escalated ({}): {what}", stage.label())).valued(what),
            None => Cell::plain(what),
        },
        // A withheld finding has no words to show, but its deadline runs all the same (section 55(2)).
        (None, _) => Cell::new("(withheld)", Role::Muted).valued(""),
    }
}

/// Returns a deadline for the JSON.
pub(super) fn item(deadline: &Deadline<'_>) -> v1::DueItem {
    let about = deadline.about.as_ref();
    v1::DueItem {
        clock: deadline.clock,
        date: deadline.date,
        days_left: deadline.days_left(),
        overdue: deadline.is_overdue(),
        record: deadline.id.to_string(),
        reference: about.map(|about| about.reference.to_string()),
        action: deadline.action.map(|(at, _)| at),
        force: deadline.record.force.to_string(),
        inspection: deadline.record.inspection.title.clone(),
        what: deadline.what(),
        owner: deadline.owner().map(str::to_owned),
        original_date: deadline.original_date(),
        slips: deadline.slips(),
        day: deadline.day(),
        status: about.map(|about| about.standing.status),
        priority: about.and_then(|about| about.finding.priority),
        escalation: escalation(deadline),
    }
}
