//! Where a sheet has its heads, and what its columns mean.

use std::collections::BTreeMap;

use super::heads::{TrackerField, field_of};
use super::workbook::{CellValue, Sheet, SheetCell, SheetRow};

/// How far down a sheet's heads may stand: above them are titles, keys of colours and notes.
const DEEPEST_HEAD: usize = 40;

/// The fewest heads that are known in the row of the heads; fewer are words in a title.
const FEWEST_HEADS: usize = 2;

/// The columns of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetLayout {
    /// The number of the row with the heads.
    pub row: u32,
    /// The columns, in order.
    pub columns: Vec<TrackerColumn>,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackerColumn {
    /// Its place, counted from 0.
    pub column: u32,
    /// Its head, as it is written; empty where it has none.
    pub head: String,
    /// What it means; `None` if nobody knows.
    pub field: Option<TrackerField>,
}

impl SheetLayout {
    /// Finds the heads of a sheet. `named` says what a head means that no dictionary knows, or that means something else here.
    ///
    /// Returns `None` if no row has heads of a tracker: one of a finding's number or words, and another.
    pub fn find(sheet: &Sheet, named: &BTreeMap<String, TrackerField>) -> Option<Self> {
        let known = |head: &str| named.get(head.trim()).copied().or_else(|| field_of(head));
        let score = |row: &&SheetRow| {
            let fields: Vec<TrackerField> = row.cells.values().filter_map(|cell| known(&head_of(cell)?)).collect();
            let names_findings = fields.iter().any(|field| matches!(field, TrackerField::Ref | TrackerField::Text));
            if names_findings { fields.len() } else { 0 }
        };
        let rows = sheet.rows.iter().take(DEEPEST_HEAD);
        // Of two rows with as many heads the upper one: the lower is a finding whose words are heads by chance.
        let head = rows.rev().max_by_key(score).filter(|row| score(row) >= FEWEST_HEADS)?;
        let last = sheet.rows.iter().flat_map(|row| row.cells.keys()).max().copied().unwrap_or_default();
        let mut seen = Vec::new();
        let columns = (0..=last).filter_map(|column| {
            let head = head.cells.get(&column).and_then(head_of).unwrap_or_default();
            let is_used = sheet.rows.iter().any(|row| row.cells.contains_key(&column));
            // Only updates and actions have several columns; the first of any other counts, and the rest is kept as it is.
            let field = known(&head)
                .filter(|field| matches!(field, TrackerField::Progress | TrackerField::Action) || !seen.contains(field));
            seen.extend(field);
            is_used.then_some(TrackerColumn { column, head, field })
        });
        Some(Self { row: head.number, columns: columns.collect() })
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

    /// Returns whether the row is hidden.
    pub fn is_hidden(&self) -> bool {
        self.row.is_hidden
    }

    /// Returns the cells of a field, each with its column.
    pub fn cells(&self, field: TrackerField) -> impl Iterator<Item = (&'a TrackerColumn, &'a SheetCell)> {
        self.all().filter(move |(column, _)| column.field == Some(field))
    }

    /// Returns the first cell of a field that says something.
    pub fn cell(&self, field: TrackerField) -> Option<&'a SheetCell> {
        self.cells(field).map(|(_, cell)| cell).find(|cell| cell.value != CellValue::Empty)
    }

    /// Returns the text of a field.
    pub fn text(&self, field: TrackerField) -> Option<String> {
        self.cell(field).map(SheetCell::text).filter(|text| !text.is_empty())
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
    use super::super::workbook::read;
    use super::*;

    fn sheet(csv: &str) -> Sheet {
        read(csv.as_bytes(), "tracker.csv").unwrap().sheets.remove(0)
    }

    #[test]
    fn heads_are_found_below_titles_and_unknown_columns_are_kept() {
        let sheet =
            sheet("Kent recommendations tracker,,,\n,,,\nRef No,Recommendation,Lead,Budget code\nR1,Count cells,Estates,4711\n");
        let layout = SheetLayout::find(&sheet, &BTreeMap::new()).unwrap();
        assert_eq!(layout.row, 3);
        let fields: Vec<_> = layout.columns.iter().map(|column| column.field).collect();
        assert_eq!(fields, [Some(TrackerField::Ref), Some(TrackerField::Text), Some(TrackerField::Owner), None]);
        let rows: Vec<TrackerRow> = layout.rows(&sheet).collect();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].text(TrackerField::Owner).as_deref(), Some("Estates"));
        let map = BTreeMap::from([("Budget code".to_owned(), TrackerField::Area)]);
        assert_eq!(SheetLayout::find(&sheet, &map).unwrap().columns[3].field, Some(TrackerField::Area));
    }

    #[test]
    fn a_sheet_without_findings_has_no_layout() {
        assert_eq!(SheetLayout::find(&sheet("Name,Telephone\nA. N. Other,01234\n"), &BTreeMap::new()), None);
        assert_eq!(SheetLayout::find(&sheet("Status,Meaning\nRed,Late\n"), &BTreeMap::new()), None);
    }
}
