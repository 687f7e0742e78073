//! Reads a workbook of irr that people have worked in: which cells differ from what irr wrote.

use std::collections::{BTreeMap, BTreeSet};

use super::days::{days_in, says_more};
use super::workbook::{CellValue, Sheet, SheetCell, Workbook};
use crate::model::work_field::{fingerprint, of_key};
use crate::model::{Address, Date, RecordId, WorkField};

/// The head of the column with the rows' keys, and the name of the sheet that has what irr wrote.
const KEY: &str = "irr";

/// The name of the sheet with the log.
const LOG: &str = "Log";

/// How the first cell of that sheet begins.
const MARK: &str = "irr workbook";

/// A workbook that came back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReturnedWorkbook {
    /// The day it was written.
    pub day: Option<Date>,
    /// The owner who was asked, if it is the sheet of one.
    pub owner: Option<String>,
    /// The day by which the answer was wanted.
    pub wanted_by: Option<Date>,
    /// The rows in which something was changed.
    pub rows: Vec<ReturnedRow>,
    /// The rows that irr wrote and that are there no longer.
    pub missing: usize,
    /// What cannot be taken, a sentence each, with its place.
    pub unclear: Vec<String>,
}

/// A changed row: about a finding, or one of its actions.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnedRow {
    /// The finding.
    pub finding: Address,
    /// The number of the action, from 1; `None` for the finding itself.
    pub action: Option<usize>,
    /// The sheet and row.
    pub place: String,
    /// The cells that were changed.
    pub cells: BTreeMap<WorkField, ReturnedCell>,
}

/// A cell that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedCell {
    /// What irr wrote; `None` if nobody knows any more, as in a mail.
    pub wrote: Option<String>,
    /// What is there now; days as in records.
    pub says: String,
}

/// What irr wrote into a workbook: by key and column.
type Written = BTreeMap<String, BTreeMap<WorkField, String>>;

/// Reads a workbook of irr; `None` if it is another.
pub fn read_returned(book: &Workbook) -> Option<ReturnedWorkbook> {
    let (mut returned, written, log) = book.sheets.iter().find_map(written_in)?;
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for sheet in book.sheets.iter().filter(|sheet| sheet.name != KEY) {
        read_sheet(sheet, &written, &mut seen, &mut returned);
        if sheet.name == LOG && !log.is_empty() {
            read_log(sheet, &log, &mut returned);
        }
    }
    returned.missing = written.keys().filter(|key| !seen.contains(key.as_str())).count();
    Some(returned)
}

fn text_at(row: &super::workbook::SheetRow, column: u32) -> String {
    row.cells.get(&column).map(SheetCell::text).unwrap_or_default()
}

/// Says what was written into the log, which is read and not written in.
fn read_log(sheet: &Sheet, log: &BTreeSet<String>, returned: &mut ReturnedWorkbook) {
    for row in sheet.rows.iter().skip(1) {
        let cells: Vec<String> = row.cells.values().map(SheetCell::text).collect();
        if !cells.iter().all(String::is_empty) && !log.contains(&fingerprint(cells.iter().map(String::as_str))) {
            let (place, words) = (format!("sheet {LOG}, row {}", row.number), cells.join("; "));
            returned.unclear.push(format!("{place}: “{words}” is not what irr wrote; what is new belongs under “New update”"));
        }
    }
}

fn written_in(sheet: &Sheet) -> Option<(ReturnedWorkbook, Written, BTreeSet<String>)> {
    let first = sheet.rows.first().filter(|row| text_at(row, 0).starts_with(MARK))?;
    let (mut returned, mut written, mut log) = (ReturnedWorkbook::default(), Written::new(), BTreeSet::new());
    for row in sheet.rows.iter().filter(|row| row.number > first.number) {
        let (key, column, value) = (text_at(row, 0), text_at(row, 1), text_at(row, 2));
        match key.as_str() {
            "day" => returned.day = value.parse().ok(),
            "owner" => returned.owner = Some(value.clone()).filter(|owner| !owner.is_empty()),
            "log" => drop(log.insert(value.clone())),
            "wanted by" => returned.wanted_by = value.parse().ok(),
            _ => {}
        }
        if of_key(&key).is_none() {
            continue;
        }
        let fields = written.entry(key).or_default();
        if let Ok(field) = column.parse::<WorkField>() {
            fields.insert(field, value);
        }
    }
    Some((returned, written, log))
}

/// Reads the rows of a sheet by their keys, in whatever order they and the columns are.
fn read_sheet<'w>(sheet: &Sheet, written: &'w Written, seen: &mut BTreeSet<&'w str>, returned: &mut ReturnedWorkbook) {
    let Some(head) = sheet.rows.iter().find(|row| row.cells.values().any(|cell| cell.text() == KEY)) else { return };
    let field = |cell: &SheetCell| WorkField::ALL.iter().copied().find(|field| field.head() == cell.text());
    let columns: Vec<(u32, WorkField)> = head.cells.iter().filter_map(|(column, cell)| Some((*column, field(cell)?))).collect();
    let Some(key_column) = head.cells.iter().find(|(_, cell)| cell.text() == KEY).map(|(column, _)| *column) else { return };
    for row in sheet.rows.iter().filter(|row| row.number > head.number) {
        let place = format!("sheet {}, row {}", sheet.name, row.number);
        let key = text_at(row, key_column);
        let Some((key, wrote)) = written.get_key_value(&key) else {
            let words: Vec<String> = row.cells.values().map(SheetCell::text).filter(|text| !text.is_empty()).collect();
            if !words.is_empty() {
                returned
                    .unclear
                    .push(format!("{place}: a new row: “{}”; `irr add` or `irr action add` records it", words.join("; ")));
            }
            continue;
        };
        if !seen.insert(key) {
            returned.unclear.push(format!("{place}: the same row stands above already, and only the upper one counts"));
            continue;
        }
        let Some((finding, action)) = of_key(key) else { continue };
        let mut cells = BTreeMap::new();
        for (column, field) in &columns {
            let wrote = wrote.get(field).cloned().unwrap_or_default();
            let says = row.cells.get(column).map(|cell| value_of(cell, *field)).unwrap_or_default();
            if same(&wrote, &says) {
                continue;
            }
            cells.insert(*field, ReturnedCell { wrote: Some(wrote), says });
        }
        for (column, cell) in row.cells.iter().filter(|(column, _)| **column != key_column) {
            let (words, has_head) = (cell.text(), head.cells.contains_key(column));
            if !has_head && !words.is_empty() {
                returned.unclear.push(format!("{place}: “{words}” stands beside the columns, where it belongs to none"));
            }
        }
        for comment in row.cells.values().flat_map(|cell| &cell.comments) {
            returned.unclear.push(format!("{place}: a comment: “{}”", comment.trim()));
        }
        if !cells.is_empty() {
            returned.rows.push(ReturnedRow { finding, action, place, cells });
        }
    }
}

/// Returns what a cell says: of a column of days the day as records have it, if it is one.
fn value_of(cell: &SheetCell, field: WorkField) -> String {
    match &cell.value {
        CellValue::Text(text) if field.is_day() => match &days_in(text)[..] {
            // "By the end of January 2027" is a day, too.
            [day] if !says_more(text, std::slice::from_ref(day)) => day.day.to_string(),
            _ => text.trim().to_owned(),
        },
        CellValue::Number(number) if field.is_day() => match super::workbook::day_of(*number, false) {
            CellValue::Day(day) => day.to_string(),
            _ => cell.text(),
        },
        _ => cell.text(),
    }
}

/// Whether two texts say the same: programs change the white space of a cell, and nobody sees it.
fn same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

impl ReturnedRow {
    /// Returns the record that the row's key names.
    pub fn record(&self) -> Option<RecordId> {
        self.finding.record.parse().ok()
    }
}
