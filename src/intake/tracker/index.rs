//! The list of a workbook's reports on a sheet of its own, with the day when each was published.

use super::days::days_in;
use super::head_words::fields_by_words;
use super::heads::{field_of, folded};
use super::report::TrackerReport;
use super::workbook::{CellValue, Sheet, SheetCell, SheetRow};
use crate::model::{Date, TrackerField};

/// A report in such a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct IndexEntry {
    /// Everything that the row says, folded.
    words: Vec<String>,
    title: Option<String>,
    published: Date,
}

/// Reads the list of reports on a sheet: below a row that has the head of a day of publication.
pub(super) fn index_in(sheet: &Sheet) -> Vec<IndexEntry> {
    let field = |cell: &SheetCell| {
        let head = cell.text();
        field_of(&head).or_else(|| fields_by_words(&head).into_iter().next())
    };
    let of_field = |row: &SheetRow, wanted: TrackerField| {
        row.cells.iter().find(|(_, cell)| field(cell) == Some(wanted)).map(|(column, _)| *column)
    };
    let Some((heads, published)) = sheet.rows.iter().find_map(|row| Some((row, of_field(row, TrackerField::Published)?))) else {
        return Vec::new();
    };
    let title = of_field(heads, TrackerField::Report);
    let entry = |row: &SheetRow| {
        let day = match &row.cells.get(&published)?.value {
            CellValue::Day(day) => *day,
            CellValue::Text(text) => days_in(text).first()?.day,
            _ => return None,
        };
        let words = row.cells.values().map(|cell| folded(&cell.text())).filter(|word| !word.is_empty()).collect();
        let title = title.and_then(|column| row.cells.get(&column)).map(SheetCell::text).filter(|text| !text.is_empty());
        Some(IndexEntry { words, title, published: day })
    };
    sheet.rows.iter().filter(|row| row.number > heads.number).filter_map(entry).collect()
}

/// Takes the day of a report, and its title if the sheet has none, from the list.
pub(super) fn complete(report: &mut TrackerReport, index: &[IndexEntry]) {
    let names = [Some(report.sheet.as_str()), report.title.as_deref()].into_iter().flatten().map(folded);
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    let Some(entry) = index.iter().find(|entry| entry.words.iter().any(|word| names.contains(word))) else { return };
    report.published = Some(entry.published);
    report.published_doubt = Some("the list of reports on another sheet");
    if report.title_doubt.is_some() || report.title.is_none() {
        report.title = entry.title.clone().or(report.title.take());
    }
}
