//! The overview that `irr` shows without a command: what is overdue, what is due next, and the state of the records.

use super::agenda::{Agenda, item as due_item, urgency};
use super::export::{Export, v1};
use super::labels::{days_in_words, weekday_and_day, weekday_and_short_day};
use super::listing::item as list_item;
use super::response::day_of;
use super::{Block, Cell, Entries, Entry, Fit, Role, View};
use crate::model::{Date, Deadline, DeadlineKind, FindingOnDay, FindingRef, Owners, Period, RecordId, Snapshot};
use crate::prose::counted;
use crate::query::{DeadlineFilter, Filter, Order, ShortIds};

/// The days that count as the next four weeks.
const NEXT: Period = Period::Days(28);

/// The most findings, and the most deadlines of each kind, that people are shown.
const MOST_OVERDUE: usize = 5;
const MOST_DUE: usize = 3;

/// How many commands are proposed.
const COMMANDS: usize = 3;

/// What to type to keep what is not committed.
const SAVE: &str = "irr save";

/// The state of the records folder, besides what the records say.
#[derive(Debug, Clone, Default)]
pub struct StoreState {
    /// The records' short names.
    pub short: ShortIds,
    /// The files that could not be read.
    pub unread: Vec<String>,
    /// The number of errors in the records.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of files that are not committed; `None` outside of git.
    pub uncommitted: Option<usize>,
}

/// The overview of a day.
#[derive(Debug)]
pub struct Overview<'a> {
    on: Date,
    overdue: Vec<FindingOnDay<'a>>,
    also_overdue: Vec<Deadline<'a>>,
    due: Vec<Deadline<'a>>,
    responses: Vec<Deadline<'a>>,
    records: usize,
    state: StoreState,
    next: Vec<Proposal>,
}

/// A command that one might want next, and what it does.
#[derive(Debug, Clone)]
struct Proposal {
    command: String,
    purpose: &'static str,
}

/// What is missing before the first overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The records folder.
    Folder,
    /// Records in it.
    Records,
}

impl Proposal {
    fn new(command: impl Into<String>, purpose: &'static str) -> Self {
        Self { command: command.into(), purpose }
    }
}

impl<'a> Overview<'a> {
    /// Computes the overview of `records` on the day `on`.
    pub fn compute(records: impl Iterator<Item = (&'a RecordId, &'a Snapshot)> + Clone, state: StoreState, on: Date) -> Self {
        let filter = Filter { overdue: true, ..Filter::default() };
        let cases = records.clone().flat_map(|(id, snapshot)| FindingOnDay::all(id, snapshot));
        let mut overdue: Vec<FindingOnDay<'a>> = cases.filter(|case| filter.matches(case)).collect();
        let order = Order::default();
        overdue.sort_by(|one, other| order.compare(one, other));
        let agenda = Agenda::compute(records.clone(), &DeadlineFilter::default(), on);
        // A report dated in the future is named beside the overview: its deadlines are as doubtful as its date.
        let mut deadlines: Vec<Deadline<'a>> =
            agenda.deadlines().iter().filter(|deadline| deadline.record.inspection.published <= on).cloned().collect();
        deadlines.sort_by_key(|deadline| deadline.date);
        let (responses, others): (Vec<_>, Vec<_>) = deadlines.into_iter().partition(|it| it.clock == DeadlineKind::Response);
        let (late, ahead): (Vec<_>, Vec<_>) = others.into_iter().partition(Deadline::is_overdue);
        let also_overdue = late.into_iter().filter(|deadline| deadline.clock != DeadlineKind::Finding).collect();
        let due = ahead.into_iter().filter(|deadline| deadline.date <= NEXT.after(on)).collect();
        let next = Vec::new();
        let mut overview = Self { on, overdue, also_overdue, due, responses, records: records.count(), state, next };
        overview.next = overview.proposals();
        overview
    }

    /// Returns the overview where there are no records yet: how to begin.
    pub fn of_beginning(missing: Missing, on: Date) -> Self {
        let mut next = match missing {
            Missing::Folder => vec![Proposal::new("irr init", "set up a folder for the records here")],
            Missing::Records => Vec::new(),
        };
        next.push(Proposal::new("irr import FILE", "make a record of a published response: Word, PDF or a web page"));
        next.push(Proposal::new("irr new", "make a record of a report, by answering questions"));
        Self { next, ..Self::compute(std::iter::empty(), StoreState::default(), on) }
    }

    fn proposals(&self) -> Vec<Proposal> {
        let overdue = self.overdue.first().map(|case| {
            let address = self.address(case.id, Some(&case.reference));
            Proposal::new(format!("irr progress {address}"), "record what was done about the most urgent finding")
        });
        let response = self.responses.first().map(|deadline| {
            Proposal::new(format!("irr show {}", self.address(deadline.id, None)), "read the record whose response is due first")
        });
        let always = [
            Proposal::new("irr find WORDS", "find words anywhere in the records"),
            Proposal::new("irr summary", "write the paper for a meeting"),
            Proposal::new("irr import FILE", "make a record of a published response"),
        ];
        overdue.into_iter().chain(response).chain(always).take(COMMANDS).collect()
    }

    fn address(&self, id: &RecordId, finding: Option<&FindingRef>) -> String {
        let short = &self.state.short;
        finding.map_or_else(|| short.record(id).to_owned(), |finding| short.finding(id, finding))
    }

    fn overdue_entries(&self) -> Entries {
        let title = match self.overdue.len() {
            0 => Cell::new("No finding is overdue", Role::Done),
            many => Cell::new(counted(many, "finding is overdue", "findings are overdue"), Role::Overdue),
        };
        let row = |case: &FindingOnDay<'_>| {
            let late = days_in_words(case.standing.days_overdue.unwrap_or_default());
            let escalated = case.finding.escalation_on(self.on).map(|step| step.to.label());
            let asks = case.finding.asks();
            Entry {
                lead: Cell::new(format!("{late} late"), Role::Overdue),
                name: Cell::plain(self.address(case.id, Some(&case.reference))),
                text: Cell::plain(words(escalated, case.finding.owner.as_ref().map(Owners::lead), asks.as_deref())),
            }
        };
        let mut rows: Vec<Entry> = self.overdue.iter().take(MOST_OVERDUE).map(row).collect();
        rows.extend(and_more(self.overdue.len(), MOST_OVERDUE));
        let others = self.also_overdue.len();
        if others > 0 {
            let deadlines = counted(others, "other deadline is", "other deadlines are");
            rows.push(Entry { text: Cell::plain(format!("{deadlines} overdue: irr due --overdue")), ..Entry::default() });
        }
        let typed = if self.overdue.is_empty() { "" } else { "irr list --overdue" };
        Entries { title, typed: typed.to_owned(), rows, fit: Fit::Excerpt }
    }

    fn due_entries(&self) -> Entries {
        let end = NEXT.after(self.on);
        let besides = if self.responses.iter().any(|it| !it.is_overdue() && it.date <= end) { ", besides responses" } else { "" };
        let title = match self.due.len() {
            0 => format!("Nothing is due in the next four weeks{besides}"),
            many => format!("{} in the next four weeks{besides}", counted(many, "deadline", "deadlines")),
        };
        let row = |deadline: &Deadline<'_>| {
            let kind = match deadline.clock {
                DeadlineKind::Finding => None,
                DeadlineKind::Action => deadline.action.map(|(number, _)| format!("action {number}")),
                kind => Some(kind.to_string()),
            };
            let what = deadline.what();
            Entry {
                lead: Cell::new(weekday_and_short_day(deadline.date), urgency(deadline)),
                name: Cell::plain(self.address(deadline.id, deadline.about.as_ref().map(|about| &about.reference))),
                text: Cell::plain(words(kind.as_deref(), deadline.owner(), what.as_deref())),
            }
        };
        let mut rows: Vec<Entry> = self.due.iter().take(MOST_DUE).map(row).collect();
        rows.extend(and_more(self.due.len(), MOST_DUE));
        let typed = if self.due.is_empty() { "" } else { "irr due --within 4w" };
        Entries { title: Cell::plain(title), typed: typed.to_owned(), rows, fit: Fit::Excerpt }
    }

    fn response_entries(&self) -> Entries {
        let title = match self.responses.len() {
            0 => "No response is awaited".to_owned(),
            many => counted(many, "response is awaited", "responses are awaited"),
        };
        let row = |deadline: &Deadline<'_>| {
            let (due, title) = (weekday_and_short_day(deadline.date), deadline.what().unwrap_or_default());
            let day = day_of(&deadline.response);
            let (lead, words) = match deadline.days_left() {
                late @ ..0 => (format!("{} late", days_in_words(-late)), format!("was due {due}")),
                _ => (day.unwrap_or_else(|| "awaited".to_owned()), format!("due {due}")),
            };
            Entry {
                lead: Cell::new(lead, urgency(deadline)),
                name: Cell::plain(self.address(deadline.id, None)),
                text: Cell::plain(format!("{words}: {title}")),
            }
        };
        let mut rows: Vec<Entry> = self.responses.iter().take(MOST_DUE).map(row).collect();
        rows.extend(and_more(self.responses.len(), MOST_DUE));
        let typed = if self.responses.is_empty() { "" } else { "irr due --clock response" };
        Entries { title: Cell::plain(title), typed: typed.to_owned(), rows, fit: Fit::Excerpt }
    }

    fn state_entries(&self) -> Entries {
        let StoreState { unread, errors, warnings, uncommitted, .. } = &self.state;
        let mut rows = Vec::new();
        let mut row =
            |lead: Cell, name: &str, text: String| rows.push(Entry { lead, name: Cell::plain(name), text: Cell::plain(text) });
        if !unread.is_empty() {
            let files = counted(unread.len(), "file cannot be read, and is", "files cannot be read, and are");
            row(Cell::new("incomplete", Role::Overdue), "", format!("{files} not counted here"));
        }
        let problems = [(*errors, "error", "errors"), (*warnings, "warning", "warnings")];
        let problems: Vec<String> =
            problems.into_iter().filter(|(many, ..)| *many > 0).map(|(many, one, more)| counted(many, one, more)).collect();
        match problems.is_empty() {
            true => row(Cell::plain("problems"), "", "none".to_owned()),
            false => {
                let role = if *errors > 0 { Role::Overdue } else { Role::Soon };
                row(Cell::new("problems", role), "irr validate", problems.join(" and "));
            }
        }
        if let Some(files @ 1..) = *uncommitted {
            row(Cell::new("not committed", Role::Soon), SAVE, counted(files, "file", "files"));
        }
        Entries { title: Cell::plain(counted(self.records, "record", "records")), typed: String::new(), rows, fit: Fit::Words }
    }

    fn next_entries(&self) -> Entries {
        let row = |it: &Proposal| Entry { name: Cell::plain(&it.command), text: Cell::plain(it.purpose), ..Entry::default() };
        let title = if self.has_begun() { "What you might do next" } else { "To begin" };
        Entries { title: Cell::plain(title), typed: String::new(), rows: self.next.iter().map(row).collect(), fit: Fit::Words }
    }

    /// Returns whether there is any record, readable or not.
    fn has_begun(&self) -> bool {
        self.records > 0 || !self.state.unread.is_empty()
    }
}

impl View for Overview<'_> {
    fn blocks(&self) -> Vec<Block> {
        let closing = Block::Paragraph(Cell::new("`irr --help` lists all commands.", Role::Muted));
        if !self.has_begun() {
            let nothing = Block::Paragraph(Cell::plain("There are no records here yet."));
            return vec![nothing, Block::Entries(self.next_entries()), closing];
        }
        let parts =
            [self.overdue_entries(), self.due_entries(), self.response_entries(), self.state_entries(), self.next_entries()];
        let day = Block::Heading(3, weekday_and_day(self.on));
        [day].into_iter().chain(parts.map(Block::Entries)).chain([closing]).collect()
    }

    fn export(&self) -> Export {
        let due = |deadlines: &[Deadline<'_>]| deadlines.iter().map(due_item).collect();
        Export::Overview(v1::OverviewJson {
            schema: "irr.overview/1",
            as_of: self.on,
            overdue: self.overdue.iter().map(list_item).collect(),
            also_overdue: due(&self.also_overdue),
            due: due(&self.due),
            responses: due(&self.responses),
            records: self.records,
            unread: self.state.unread.clone(),
            errors: self.state.errors,
            warnings: self.state.warnings,
            uncommitted: self.state.uncommitted,
            next: self.next.iter().map(|it| it.command.clone()).collect(),
        })
    }
}

/// Returns what is to be done, with what to know before it and who has to do it.
fn words(before: Option<&str>, owner: Option<&str>, asks: Option<&str>) -> String {
    let parts = [before, owner, Some(asks.unwrap_or("(withheld)"))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(": ")
}

/// Returns the entry for those that are not shown.
fn and_more(all: usize, most: usize) -> Option<Entry> {
    let more = all.checked_sub(most).filter(|more| *more > 0)?;
    Some(Entry { text: Cell::new(format!("and {more} more"), Role::Muted), ..Entry::default() })
}
