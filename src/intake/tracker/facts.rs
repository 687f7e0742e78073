//! What a row of a tracker says. Every cell is either taken or left over: no cell has a way to be lost.

use std::collections::BTreeSet;

use super::colours::colour_of;
use super::columns::TrackerColumn;
use super::days::{CellDay, DateOrder, days_in, days_month_first, says_more};
use super::heads::folded;
use super::layout::TrackerRow;
use super::meanings::{SheetMeanings, StatusSaid};
use super::notes::{CellNote, notes_in};
use super::numbers::{kind_of, number_before, number_of};
use super::workbook::{CellValue, SheetCell};
use crate::model::{Date, FindingKind, Owners, PrintedRef, Priority, Status, TrackerField};

/// What a row says.
#[derive(Debug, Clone, Default)]
pub(super) struct RowFacts {
    /// The number of the row, as the program shows it.
    pub(super) row: u32,
    pub(super) number: Option<(Option<FindingKind>, PrintedRef)>,
    pub(super) kind: Option<FindingKind>,
    pub(super) report: Option<String>,
    pub(super) published: Option<CellDay>,
    pub(super) inspectorate: Option<String>,
    pub(super) text: Option<String>,
    pub(super) area: Option<String>,
    pub(super) priority: Option<Priority>,
    /// The word for it, if nobody knows it.
    pub(super) unknown_priority: Option<String>,
    pub(super) is_refused: bool,
    /// The answers, each with whether it is the commissioner's own.
    pub(super) responses: Vec<(bool, String)>,
    pub(super) actions: Vec<String>,
    pub(super) owner: Option<Owners>,
    pub(super) action_owner: Option<Owners>,
    /// Whether the owner is that of the row above, by a mark.
    pub(super) is_owner_as_above: bool,
    pub(super) is_action_owner_as_above: bool,
    pub(super) action_due: Option<CellDay>,
    pub(super) action_later: Option<CellDay>,
    /// Whether the row's action is done, and when.
    pub(super) is_action_done: Option<bool>,
    pub(super) action_done: Option<CellDay>,
    pub(super) due: Option<CellDay>,
    /// Later dates, in order.
    pub(super) later: Vec<CellDay>,
    pub(super) reason: Option<String>,
    pub(super) approver: Option<String>,
    pub(super) status: Option<Status>,
    /// Whether its status cell says something that nobody knows.
    pub(super) is_status_unknown: bool,
    pub(super) progress: Vec<CellNote>,
    pub(super) closed: Option<CellDay>,
    pub(super) evidence: Vec<String>,
    /// What the inspectorate says: whether it is open.
    pub(super) verified: Option<bool>,
    /// Head and words of each cell that fits no field.
    pub(super) left: Vec<(String, String)>,
    /// The cells in the first columns are all that the row has.
    pub(super) is_alone: bool,
}

/// The longest word for a priority, in characters; a longer text is no word.
const LONGEST_WORD: usize = 40;

/// Reads a row. What its status cell says is counted in `said`.
pub(super) fn facts_of(row: TrackerRow<'_>, meanings: &SheetMeanings, today: Date, said: &mut Vec<StatusSaid>) -> RowFacts {
    let mut reader = RowReader { row, taken: BTreeSet::new(), left: Vec::new() };
    let mut facts = RowFacts { row: row.number(), ..RowFacts::default() };
    let filled = |cell: &SheetCell| cell.value != CellValue::Empty;
    facts.is_alone = row.all().filter(|(_, cell)| filled(cell)).count() == 1;
    facts.number = reader.text_if(TrackerField::Ref, number_of);
    facts.kind = reader.text_if(TrackerField::Kind, kind_of);
    facts.report = reader.text(TrackerField::Report);
    facts.published = reader.day(TrackerField::Published);
    facts.inspectorate = reader.text(TrackerField::Inspectorate);
    facts.text = reader.text(TrackerField::Text);
    if let Some(words) = facts.text.take_if(|text| is_ditto(text)) {
        reader.left.push(("words".to_owned(), words));
    }
    if facts.number.is_none()
        && let Some((kind, number, words)) = facts.text.as_deref().and_then(number_before)
    {
        (facts.number, facts.text) = (Some((Some(kind), number)), Some(words.to_owned()));
    }
    facts.area = reader.text(TrackerField::Area);
    facts.priority = reader.text_if(TrackerField::Priority, |text| meanings.priority(text).flatten());
    let is_unknown = |text: &String| meanings.priority(text).is_none();
    facts.unknown_priority = reader.seen(TrackerField::Priority).filter(is_unknown);
    facts.is_refused = reader.text_if(TrackerField::Acceptance, |text| is_no(text).then_some(())).is_some();
    for (column, words) in reader.texts(TrackerField::Response) {
        let head = folded(&column.head);
        // Some offices answer with one word: accepted or not.
        if is_no(&words) {
            facts.is_refused = true;
            continue;
        }
        facts.responses.push((head.contains("pcc") || head.contains("commissioner"), words));
    }
    facts.actions = reader.texts(TrackerField::Action).into_iter().map(|(_, words)| words).collect();
    facts.is_owner_as_above = reader.text_if(TrackerField::Owner, |text| is_ditto(text).then_some(())).is_some();
    facts.is_action_owner_as_above = reader.text_if(TrackerField::ActionOwner, |text| is_ditto(text).then_some(())).is_some();
    let owners_of = |text: &str| owners_of(text).filter(|_| !is_ditto(text));
    facts.owner = reader.text_if(TrackerField::Owner, owners_of);
    facts.action_owner = reader.text_if(TrackerField::ActionOwner, owners_of);
    facts.action_due = reader.day(TrackerField::ActionDue);
    facts.action_later = reader.day(TrackerField::ActionExtension);
    facts.action_done = reader.day(TrackerField::ActionDone);
    facts.is_action_done = reader.text_if(TrackerField::ActionStatus, is_done);
    reader.dates(&mut facts);
    facts.reason = reader.text(TrackerField::Reason);
    facts.approver = reader.text(TrackerField::Approver);
    let before = said.len();
    let (status, ended) = reader.status(meanings, said);
    facts.is_status_unknown = said[before..].iter().any(|one| one.is_unknown);
    facts.status = status;
    for (column, words) in reader.texts(TrackerField::Progress) {
        let mut notes = notes_in(&words, today);
        // "Update March 2025" as the head of a column dates what is in it.
        let head = days_in(&column.head).into_iter().next();
        notes.iter_mut().filter(|note| note.day.is_none()).for_each(|note| note.day = head.as_ref().map(|day| day.day));
        facts.progress.extend(notes);
    }
    facts.closed = reader.day(TrackerField::Closed).or(ended);
    let lines = |words: &str| -> Vec<String> {
        let each = words.split(['\n', ';']).map(str::trim).filter(|part| !part.is_empty());
        each.map(str::to_owned).collect()
    };
    facts.evidence = reader.texts(TrackerField::Evidence).iter().flat_map(|(_, words)| lines(words)).collect();
    facts.verified = reader.text_if(TrackerField::Verified, |text| match super::statuses::status_word(text)? {
        super::statuses::StatusWord::Is(status) => Some(status.is_open()),
        _ => None,
    });
    facts.left = reader.rest();
    facts
}

/// A row whose cells are taken one after the other.
struct RowReader<'a> {
    row: TrackerRow<'a>,
    /// The columns that were read.
    taken: BTreeSet<u32>,
    /// Parts of cells that were read, which fit no field.
    left: Vec<(String, String)>,
}

impl<'a> RowReader<'a> {
    /// Returns the words of a cell that are not struck out; those that are, are left over.
    fn words(&mut self, column: &TrackerColumn, cell: &SheetCell) -> Option<String> {
        let text = cell.text();
        let words = match &cell.struck {
            Some(struck) if !struck.trim().is_empty() => {
                self.left.push((format!("{} (struck out)", head_of(column)), struck.trim().to_owned()));
                text.replacen(struck.trim(), "", 1).trim().to_owned()
            }
            _ => text,
        };
        self.taken.insert(column.column);
        (!words.is_empty()).then_some(words)
    }

    /// Takes the cells of a field that say something.
    fn texts(&mut self, field: TrackerField) -> Vec<(&'a TrackerColumn, String)> {
        let cells: Vec<_> = self.row.cells(field).filter(|(_, cell)| cell.value != CellValue::Empty).collect();
        cells.into_iter().filter_map(|(column, cell)| Some((column, self.words(column, cell)?))).collect()
    }

    fn text(&mut self, field: TrackerField) -> Option<String> {
        self.texts(field).into_iter().next().map(|(_, words)| words)
    }

    /// Takes a cell if it is what the field has; otherwise it is left over.
    fn text_if<T>(&mut self, field: TrackerField, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (column, cell) = self.row.cells(field).find(|(_, cell)| cell.value != CellValue::Empty)?;
        let value = read(&cell.text())?;
        (cell.struck.is_none() || self.words(column, cell).is_some()).then(|| {
            self.taken.insert(column.column);
            value
        })
    }

    /// Returns the short words of a cell, and leaves it where it is.
    fn seen(&self, field: TrackerField) -> Option<String> {
        let (_, cell) = self.row.cells(field).find(|(_, cell)| cell.value != CellValue::Empty)?;
        Some(cell.text().trim().to_owned()).filter(|text| text.chars().count() <= LONGEST_WORD)
    }

    /// Returns the days of a cell; what else it says is left over.
    fn days(&mut self, column: &TrackerColumn, cell: &SheetCell) -> Vec<CellDay> {
        let sure = |day: &Date| CellDay { day: *day, at: 0..0, doubt: None };
        let days = match &cell.value {
            CellValue::Day(day) => vec![sure(day)],
            // A day that was formatted as a number.
            CellValue::Number(number) if (36_526.0..73_050.0).contains(number) => {
                match super::workbook::day_of(*number, self.row.is_1904()) {
                    CellValue::Day(day) => vec![CellDay { doubt: Some("a number that may be a day"), ..sure(&day) }],
                    _ => Vec::new(),
                }
            }
            CellValue::Text(text) => {
                let days = match column.order {
                    DateOrder::DayFirst => days_in(text),
                    DateOrder::MonthFirst => days_month_first(text),
                };
                if days.is_empty() {
                    return days;
                }
                if says_more(text, &days) {
                    self.left.push((head_of(column), text.trim().to_owned()));
                }
                days
            }
            _ => Vec::new(),
        };
        if !days.is_empty() {
            self.taken.insert(column.column);
        }
        days
    }

    fn day(&mut self, field: TrackerField) -> Option<CellDay> {
        let (column, cell) = self.row.cells(field).next()?;
        let mut days = self.days(column, cell);
        if days.len() > 1 {
            self.left.push((head_of(column), cell.text()));
        }
        (!days.is_empty()).then(|| days.remove(0))
    }

    /// Takes the due date and the later ones: of one cell ("31/3/24 → 30/9/24") or of several.
    fn dates(&mut self, facts: &mut RowFacts) {
        let fields = [TrackerField::OriginalDue, TrackerField::Due, TrackerField::Extension];
        let mut days: Vec<CellDay> = Vec::new();
        for field in fields {
            let cells: Vec<_> = self.row.cells(field).collect();
            for (column, cell) in cells {
                days.extend(self.days(column, cell));
            }
        }
        let mut days = days.into_iter();
        facts.due = days.next();
        let mut last = facts.due.as_ref().map(|day| day.day);
        for day in days {
            // An earlier or equal date extends nothing; an earlier one is kept as words.
            match last {
                Some(last) if day.day < last => self.left.push(("earlier date".to_owned(), day.day.to_string())),
                Some(last) if day.day == last => {}
                _ => {
                    last = Some(day.day);
                    facts.later.push(day);
                }
            }
        }
    }

    /// Takes the status: of the words, else of the colour.
    fn status(&mut self, meanings: &SheetMeanings, said: &mut Vec<StatusSaid>) -> (Option<Status>, Option<CellDay>) {
        let cells: Vec<_> = self.row.cells(TrackerField::Status).collect();
        let (mut status, mut colour, mut closed) = (None, None, None);
        for (column, cell) in cells {
            colour = colour.or_else(|| cell.fill.as_deref().and_then(colour_of));
            let mut words = cell.text();
            if words.is_empty() || cell.struck.is_some() {
                continue;
            }
            // "Closed 11/01/22" has a status and its day.
            if let [day] = &days_in(&words)[..]
                && let Some(rest) = Some(format!("{}{}", &words[..day.at.start], &words[day.at.end..]))
                && meanings.status(rest.trim()).is_known()
            {
                closed = Some(day.clone());
                words = rest.trim().to_owned();
            }
            let one = meanings.status(&words);
            if one.is_known() {
                self.taken.insert(column.column);
            }
            status = status.or(one.status);
            said.push(one);
        }
        let is_said = said_something(&self.row);
        if status.is_none() && !is_said {
            // A sheet without a status column may have coloured rows.
            let of_row = || self.row.all().find_map(|(_, cell)| cell.fill.as_deref().and_then(colour_of));
            let has_column = self.row.has(TrackerField::Status);
            if let Some(name) = colour.or_else(|| if has_column { None } else { of_row() }) {
                let one = meanings.status(name);
                if one.status.is_none() {
                    self.left.push(("colour".to_owned(), name.to_owned()));
                }
                status = one.status;
                said.push(one);
            }
        }
        match status {
            Some(status) if !status.is_open() => (Some(status), closed),
            _ => {
                // A day beside another status has no field.
                self.left.extend(closed.map(|day| ("day of the status".to_owned(), day.day.to_string())));
                (status, None)
            }
        }
    }

    /// Returns what was not taken: cells and comments.
    fn rest(mut self) -> Vec<(String, String)> {
        let mut left = std::mem::take(&mut self.left);
        for (column, cell) in self.row.all() {
            let words = cell.text();
            if !words.is_empty() && !self.taken.contains(&column.column) {
                let is_struck = cell.struck.is_some();
                left.push((format!("{}{}", head_of(column), if is_struck { " (struck out)" } else { "" }), words));
            }
            for comment in &cell.comments {
                left.push((format!("comment on {}", head_of(column)), comment.trim().to_owned()));
            }
        }
        left.dedup();
        left
    }
}

/// Whether the status cell has words.
fn said_something(row: &TrackerRow<'_>) -> bool {
    row.cells(TrackerField::Status).any(|(_, cell)| cell.value != CellValue::Empty)
}

/// Returns the head of a column, or its letters where it has none.
pub(super) fn head_of(column: &TrackerColumn) -> String {
    if column.head.is_empty() { format!("column {}", letters(column.column)) } else { column.head.clone() }
}

/// Returns the letters of a column, counted from 0: A, B, …, Z, AA.
pub(super) fn letters(column: u32) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}

/// Returns whether an action is done; `None` where the words do not say it.
fn is_done(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "yes" | "y" | "true" | "x" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => match super::statuses::status_word(text)? {
            super::statuses::StatusWord::Is(status) => Some(status == Status::Closed),
            _ => None,
        },
    }
}

/// Whether words only say that they are those of the row above.
fn is_ditto(text: &str) -> bool {
    let key = folded(text);
    text.trim() == "\""
        || text.trim() == "”"
        || text.chars().count() < 40 && ["ditto", "asabove", "sameasabove"].iter().any(|word| key.starts_with(word))
}

fn is_no(text: &str) -> bool {
    ["no", "n", "rejected", "notaccepted", "notagreed", "notadopted", "declined"].contains(&folded(text).as_str())
}

/// Returns the owners of a cell, the lead first; `None` where it names nobody.
pub(super) fn owners_of(text: &str) -> Option<Owners> {
    if ["tbc", "tba", "na", "none", "unallocated", "unassigned", "vacant", "various", ""].contains(&folded(text).as_str()) {
        return None;
    }
    // A slash or a comma may be part of a title (T/Supt), and what is written stays as it is.
    let names = text.split(['\n', ';']).map(str::trim);
    Owners::of(names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
}
