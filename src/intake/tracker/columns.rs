//! What each column of a sheet means: by what the office says, by the dictionary, by the words of its head, and by what is in it.

use std::collections::{BTreeMap, BTreeSet};

use super::days::{DateOrder, days_in, order_of};
use super::head_words::fields_by_words;
use super::heads::{folded, rank_of};
use super::meanings::SheetMeanings;
use super::numbers::{kind_of, number_of};
use super::workbook::{CellValue, SheetRow};
use crate::model::TrackerField;

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackerColumn {
    /// Its place, counted from 0.
    pub column: u32,
    /// Its head, as it is written; empty where it has none.
    pub head: String,
    /// What it means; `None` if nobody knows.
    pub field: Option<TrackerField>,
    /// Whether the meaning is a guess, by the words of the head and what is in the column.
    pub is_guessed: bool,
    /// Whether the day or the month comes first in its dates in figures.
    pub order: DateOrder,
    /// A few of its cells, by which people recognise it.
    pub sample: Vec<String>,
}

/// The fields that several columns may have.
const SEVERAL: [TrackerField; 2] = [TrackerField::Progress, TrackerField::Action];

/// A column's field that may be meant, and how surely: the office's word, the dictionary's place, the words'.
struct Candidate {
    /// The index of the column.
    at: usize,
    field: TrackerField,
    strength: (u8, usize),
}

/// The cells of a column, below its head.
struct ColumnCells {
    texts: Vec<String>,
    /// How many of them are or have a day.
    days: usize,
}

/// So many cells of a column show what is in it.
const SAMPLE: usize = 400;

/// Gives each head its field.
pub(super) fn columns_of(heads: Vec<(u32, String)>, rows: &[&SheetRow], meanings: &SheetMeanings) -> Vec<TrackerColumn> {
    let cells: Vec<ColumnCells> = heads.iter().map(|(column, _)| ColumnCells::of(*column, rows)).collect();
    let mut candidates: Vec<Candidate> = Vec::new();
    for (at, (_, head)) in heads.iter().enumerate() {
        let fitting = candidates_of(at, head, meanings).into_iter().filter_map(|mut found| {
            found.field = cells[at].fits(found.field, found.strength.0)?;
            Some(found)
        });
        let fitting: Vec<Candidate> = fitting.collect();
        // A head of the dictionary is not guessed at.
        let is_known = fitting.iter().any(|found| found.strength.0 < 2);
        // The head of an update may be no more than the meeting and its day; a column of dated notes has updates.
        let is_update = !is_known && (!days_in(head).is_empty() || fitting.is_empty() && cells[at].are_notes());
        let update = is_update.then_some(Candidate { at, field: TrackerField::Progress, strength: (2, 0) });
        candidates.extend(update.into_iter().chain(fitting).filter(|found| found.strength.0 < 2 || !is_known));
    }
    // The best column of numbers is the one with a report's numbers, whatever its head.
    let is_office = |found: &Candidate| found.strength.0 == 0;
    for found in candidates.iter_mut().filter(|found| found.field == TrackerField::Ref && !is_office(found)) {
        found.strength = (1, 1000 - cells[found.at].number_score());
    }
    candidates.sort_by_key(|found| (found.strength, found.at));
    let has_actions = candidates.iter().any(|found| found.field == TrackerField::Action);
    let closings: BTreeSet<usize> =
        candidates.iter().filter(|found| found.field == TrackerField::Closed).map(|found| found.at).collect();
    let mut fields: Vec<Option<(TrackerField, bool)>> = vec![None; heads.len()];
    let mut taken: BTreeSet<TrackerField> = BTreeSet::new();
    for found in &candidates {
        if fields[found.at].is_some() {
            continue;
        }
        let mut field = found.field;
        // "Date completed" beside "Date closed": the one is the action's.
        let head = folded(&heads[found.at].1);
        let says_closed = ["clos", "discharg", "signoff", "signedoff"].iter().any(|word| head.contains(word));
        let is_doubtful = closings.len() > 1 || found.strength.0 == 2;
        if field == TrackerField::Closed && has_actions && is_doubtful && !says_closed && found.strength.0 > 0 {
            field = TrackerField::ActionDone;
        }
        if taken.contains(&field) && !SEVERAL.contains(&field) {
            match of_action(field).filter(|other| has_actions && !taken.contains(other) && found.strength.0 > 0) {
                Some(other) => field = other,
                None => continue,
            }
        }
        taken.insert(field);
        fields[found.at] = Some((field, found.strength.0 == 2));
    }
    // Where no column has the words of the findings, the action is what was recommended.
    let places = |fields: &[Option<(TrackerField, bool)>], wanted| -> Vec<usize> {
        (0..fields.len()).filter(|at| fields[*at].is_some_and(|(field, _)| field == wanted)).collect()
    };
    if let ([], [only]) = (&places(&fields, TrackerField::Text)[..], &places(&fields, TrackerField::Action)[..]) {
        let is_said = meanings.heads.contains_key(&folded(&heads[*only].1));
        fields[*only] = Some((if is_said { TrackerField::Action } else { TrackerField::Text }, true));
    }
    give_actions_what_varies(&mut fields, &heads, rows, meanings);
    let order = sheet_order(&cells);
    let column = |(((column, head), field), cells): (_, &ColumnCells)| {
        let (column, head): (u32, String) = (column, head);
        let field: Option<(TrackerField, bool)> = field;
        TrackerColumn {
            column,
            head,
            field: field.map(|(field, _)| field),
            is_guessed: field.is_some_and(|(_, is_guessed)| is_guessed),
            order: cells.order().unwrap_or(order),
            sample: cells.sample(),
        }
    };
    heads.into_iter().zip(fields).zip(&cells).map(column).collect()
}

fn candidates_of(at: usize, head: &str, meanings: &SheetMeanings) -> Vec<Candidate> {
    if let Some(said) = meanings.heads.get(&folded(head)) {
        return said.iter().map(|field| Candidate { at, field: *field, strength: (0, 0) }).collect();
    }
    let exact = rank_of(head).map(|(field, rank)| Candidate { at, field, strength: (1, rank) });
    let words = fields_by_words(head).into_iter().enumerate().map(|(rank, field)| Candidate { at, field, strength: (2, rank) });
    exact.into_iter().chain(words).collect()
}

/// Exchanges an owner, a date or a status of the finding with that of its actions, where it is the finding's that differs from
/// row to row of one finding.
fn give_actions_what_varies(
    fields: &mut [Option<(TrackerField, bool)>],
    heads: &[(u32, String)],
    rows: &[&SheetRow],
    meanings: &SheetMeanings,
) {
    let at = |fields: &[Option<(TrackerField, bool)>], wanted: TrackerField| {
        fields.iter().position(|field| field.is_some_and(|(field, _)| field == wanted))
    };
    let text = |row: &SheetRow, at: usize| row.cells.get(&heads[at].0).map(|cell| folded(&cell.text())).unwrap_or_default();
    let Some(number) = at(fields, TrackerField::Ref) else { return };
    let report = at(fields, TrackerField::Report);
    let varies = |column: usize| {
        let mut seen: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for row in rows {
            let key = (text(row, number), report.map_or_else(String::new, |at| text(row, at)));
            let value = text(row, column);
            if !value.is_empty() {
                seen.entry(key).or_default().insert(value);
            }
        }
        seen.values().filter(|values| values.len() > 1).count()
    };
    for field in [TrackerField::Owner, TrackerField::Due, TrackerField::Status, TrackerField::Closed] {
        let (Some(of_finding), Some(of_action)) = (at(fields, field), of_action(field).and_then(|it| at(fields, it))) else {
            continue;
        };
        let is_said = |at: usize| meanings.heads.contains_key(&folded(&heads[at].1));
        if !is_said(of_finding) && !is_said(of_action) && varies(of_finding) > varies(of_action) {
            let (one, other) = (fields[of_finding], fields[of_action]);
            fields[of_finding] = other.map(|(field, _)| (field, true));
            fields[of_action] = one.map(|(field, _)| (field, true));
        }
    }
}

/// Returns the field of an action that stands beside the finding's own.
fn of_action(field: TrackerField) -> Option<TrackerField> {
    match field {
        TrackerField::Owner => Some(TrackerField::ActionOwner),
        TrackerField::Due => Some(TrackerField::ActionDue),
        TrackerField::Extension => Some(TrackerField::ActionExtension),
        TrackerField::Status => Some(TrackerField::ActionStatus),
        TrackerField::Closed => Some(TrackerField::ActionDone),
        _ => None,
    }
}

impl ColumnCells {
    fn of(column: u32, rows: &[&SheetRow]) -> Self {
        let cells =
            rows.iter().filter_map(|row| row.cells.get(&column)).filter(|cell| cell.value != CellValue::Empty).take(SAMPLE);
        let (mut texts, mut days) = (Vec::new(), 0);
        for cell in cells {
            let text = cell.text();
            days += usize::from(matches!(cell.value, CellValue::Day(_)) || text.len() <= 200 && !days_in(&text).is_empty());
            texts.push(text);
        }
        Self { texts, days }
    }

    /// Returns whether at least so many of a hundred cells are something.
    fn share(&self, percent: usize, is: impl Fn(&str) -> bool) -> bool {
        self.texts.iter().filter(|text| is(text)).count() * 100 >= self.texts.len() * percent
    }

    /// Returns the field that a column has whose head means `field`; `None` where its cells say that it is another.
    fn fits(&self, field: TrackerField, strength: u8) -> Option<TrackerField> {
        let count = self.texts.len();
        if strength == 0 || count == 0 {
            return Some(field);
        }
        let is_sure = strength == 1;
        let is_short = |most: usize| move |text: &str| text.chars().count() <= most;
        let fits = match field {
            TrackerField::Due
            | TrackerField::OriginalDue
            | TrackerField::Extension
            | TrackerField::Published
            | TrackerField::Closed
            | TrackerField::ActionDue
            | TrackerField::ActionExtension
            | TrackerField::ActionDone => self.days > 0 && (is_sure || self.days * 100 >= count * 40) || is_sure && count < 4,
            // A narrative under "Status" or "Position" is an update.
            TrackerField::Status if !self.share(50, is_short(40)) => return Some(TrackerField::Progress),
            TrackerField::Status | TrackerField::ActionStatus => true,
            TrackerField::Kind => self.share(50, |text| kind_of(text).is_some()),
            TrackerField::Ref => self.share(if is_sure { 30 } else { 50 }, |text| number_of(text).is_some()),
            // A report has several findings, so its title stands in several rows.
            TrackerField::Report => {
                let distinct: BTreeSet<String> = self.texts.iter().map(|text| folded(text)).collect();
                count < 8 || distinct.len() * 10 <= count * 7
            }
            TrackerField::Text => is_sure || self.share(50, |text| text.chars().count() >= 15),
            TrackerField::Owner | TrackerField::ActionOwner => self.share(70, is_short(80)),
            TrackerField::Response if self.share(100, is_acceptance) => return Some(TrackerField::Acceptance),
            _ => true,
        };
        fits.then_some(field)
    }

    /// Returns the first cells that differ.
    fn sample(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.texts.iter().filter(|text| seen.insert(text.as_str())).take(3).cloned().collect()
    }

    /// Whether most cells are dated notes: a day or a month, and words.
    fn are_notes(&self) -> bool {
        let is_note = |text: &str| {
            let first = days_in(text).into_iter().next();
            text.len() >= 20 && first.is_some_and(|day| day.at.start <= 3 && text.len() > day.at.end + 10)
        };
        self.texts.len() >= 3 && self.share(50, is_note)
    }

    /// Returns how much the cells look like the numbers of a report's findings, of 1000.
    fn number_score(&self) -> usize {
        let score = |text: &String| match number_of(text) {
            Some((Some(_), _)) => 1000,
            Some((None, number)) if number.as_str().len() <= 4 && !number.as_str().contains(['/', '-']) => 800,
            Some(_) => 300,
            None => 0,
        };
        self.texts.iter().map(score).sum::<usize>() / self.texts.len().max(1)
    }

    /// Returns the order of day and month that the column's dates show; `None` where they show none.
    fn order(&self) -> Option<DateOrder> {
        let mut orders: Vec<DateOrder> = self.texts.iter().filter_map(|text| order_of(text)).collect();
        orders.dedup();
        if let [one] = orders[..] { Some(one) } else { None }
    }
}

/// Returns the order of a sheet: that of its columns, if they agree; else the day comes first.
fn sheet_order(cells: &[ColumnCells]) -> DateOrder {
    let mut orders: Vec<DateOrder> = cells.iter().filter_map(ColumnCells::order).collect();
    orders.sort();
    orders.dedup();
    if orders == [DateOrder::MonthFirst] { DateOrder::MonthFirst } else { DateOrder::DayFirst }
}

/// Whether an answer is only that a finding is accepted or not.
fn is_acceptance(text: &str) -> bool {
    let words = [
        "agreed",
        "accepted",
        "yes",
        "y",
        "no",
        "n",
        "notagreed",
        "notaccepted",
        "rejected",
        "partiallyagreed",
        "partiallyaccepted",
        "partlyagreed",
        "agreedinpart",
        "acceptedinpart",
        "agree",
        "disagree",
        "na",
        "tbc",
    ];
    words.contains(&folded(text).as_str())
}
