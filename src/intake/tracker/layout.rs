//! Where a sheet has its heads, and what its columns mean.

use std::collections::BTreeSet;

use super::columns::{TrackerColumn, columns_of};
use super::head_words::fields_by_words;
use super::meanings::SheetMeanings;
use super::numbers::kind_of;
use super::workbook::{CellValue, Sheet, SheetCell, SheetRow};
use crate::model::{FindingKind, TrackerField};

/// How far down a sheet's heads may stand: above them are titles, keys of colours and notes.
const DEEPEST_HEAD: usize = 40;

/// The fewest heads in the row of the heads; fewer are words in a title.
const FEWEST_HEADS: usize = 2;

/// The columns of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetLayout {
    /// The number of the row with the heads.
    pub row: u32,
    /// The columns, in order.
    pub columns: Vec<TrackerColumn>,
    /// Whether the sheet's days are counted from 1904.
    pub is_1904: bool,
}

impl SheetLayout {
    /// Finds the heads of a sheet, which mean what `meanings` says, or else what the dictionary says.
    ///
    /// Returns `None` if no row has heads of a tracker: one of a finding's number or words, and another.
    pub fn find(sheet: &Sheet, meanings: &SheetMeanings) -> Option<Self> {
        let score = |row: &SheetRow| {
            let heads: Vec<String> = row.cells.values().filter_map(head_of).collect();
            let known: BTreeSet<TrackerField> = heads.iter().filter_map(|head| meanings.field(head)).collect();
            let likely: BTreeSet<TrackerField> =
                heads.iter().flat_map(|head| fields_by_words(head).into_iter().next()).chain(known.iter().copied()).collect();
            // In a title, words of heads stand by chance.
            let is_head = known.len() >= FEWEST_HEADS || likely.len() > FEWEST_HEADS;
            let names_findings = likely.iter().any(|field| matches!(field, TrackerField::Ref | TrackerField::Text));
            if is_head && names_findings { known.len() + likely.len() } else { 0 }
        };
        let rows = sheet.rows.iter().take(DEEPEST_HEAD);
        // Of two rows with as many heads the upper one: the lower is a finding whose words are heads by chance.
        let head = rows.rev().max_by_key(|row| score(row)).filter(|row| score(row) > 0)?;
        let below: Vec<&SheetRow> = sheet.rows.iter().filter(|row| row.number > head.number).collect();
        let used: BTreeSet<u32> = below.iter().flat_map(|row| row.cells.keys()).chain(head.cells.keys()).copied().collect();
        let head_at = |column: u32| head.cells.get(&column).and_then(head_of).unwrap_or_default();
        let heads = used.into_iter().map(|column| (column, head_at(column))).collect();
        Some(Self { row: head.number, columns: columns_of(heads, &below, meanings), is_1904: sheet.is_1904 })
    }

    /// Returns whether there is a column of a field.
    pub fn has(&self, field: TrackerField) -> bool {
        self.columns.iter().any(|column| column.field == Some(field))
    }

    /// Returns the kind of finding that the head of the words names: "Area for improvement".
    pub fn kind_of_text(&self) -> Option<FindingKind> {
        let text = self.columns.iter().find(|column| column.field == Some(TrackerField::Text))?;
        kind_of(&text.head)
    }

    /// Returns the rows below the heads that have something in a known column.
    pub fn rows<'a>(&'a self, sheet: &'a Sheet) -> impl Iterator<Item = TrackerRow<'a>> {
        sheet.rows.iter().filter(|row| row.number > self.row).map(|row| TrackerRow { layout: self, row })
    }
}

/// A row of a tracker.
#[derive(Debug, Clone, Copy)]
pub struct TrackerRow<'a> {
    layout: &'a SheetLayout,
    row: &'a SheetRow,
}

impl<'a> TrackerRow<'a> {
    /// Returns the number of the row, as the program shows it.
    pub fn number(&self) -> u32 {
        self.row.number
    }

    /// Returns whether the sheet's days are counted from 1904.
    pub fn is_1904(&self) -> bool {
        self.layout.is_1904
    }

    /// Returns whether the row is hidden.
    pub fn is_hidden(&self) -> bool {
        self.row.is_hidden
    }

    /// Returns the cells of a field, each with its column.
    pub fn cells(&self, field: TrackerField) -> impl Iterator<Item = (&'a TrackerColumn, &'a SheetCell)> {
        self.all().filter(move |(column, _)| column.field == Some(field))
    }

    /// Returns whether the sheet has a column of a field.
    pub fn has(&self, field: TrackerField) -> bool {
        self.layout.has(field)
    }

    /// Returns every cell, with its column.
    pub fn all(&self) -> impl Iterator<Item = (&'a TrackerColumn, &'a SheetCell)> {
        let (layout, row) = (self.layout, self.row);
        layout.columns.iter().filter_map(move |column| Some((column, row.cells.get(&column.column)?)))
    }
}

fn head_of(cell: &SheetCell) -> Option<String> {
    match &cell.value {
        CellValue::Text(text) if text.chars().count() <= 60 => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::tracker::workbook::read;
    use crate::model::TrackerSettings;

    fn sheet(csv: &str) -> Sheet {
        read(csv.as_bytes(), "tracker.csv").unwrap().sheets.remove(0)
    }

    #[test]
    fn heads_are_found_below_titles_and_unknown_columns_are_kept() {
        let sheet =
            sheet("Kent recommendations tracker,,,\n,,,\nRef No,Recommendation,Lead,Budget code\nR1,Count cells,Estates,4711\n");
        let layout = SheetLayout::find(&sheet, &SheetMeanings::default()).unwrap();
        assert_eq!(layout.row, 3);
        let fields: Vec<_> = layout.columns.iter().map(|column| column.field).collect();
        assert_eq!(fields, [Some(TrackerField::Ref), Some(TrackerField::Text), Some(TrackerField::Owner), None]);
        let rows: Vec<TrackerRow> = layout.rows(&sheet).collect();
        assert_eq!(rows.len(), 1);
        let (_, owner) = rows[0].cells(TrackerField::Owner).next().unwrap();
        assert_eq!(owner.text(), "Estates");
        let heads = [("Budget code".to_owned(), Some(TrackerField::Area))].into();
        let map = TrackerSettings { heads, ..TrackerSettings::default() };
        assert_eq!(SheetLayout::find(&sheet, &SheetMeanings::of(&map)).unwrap().columns[3].field, Some(TrackerField::Area));
    }

    #[test]
    fn a_sheet_without_findings_has_no_layout() {
        assert_eq!(SheetLayout::find(&sheet("Name,Telephone\nA. N. Other,01234\n"), &SheetMeanings::default()), None);
        assert_eq!(SheetLayout::find(&sheet("Status,Meaning\nRed,Late\n"), &SheetMeanings::default()), None);
    }
}
