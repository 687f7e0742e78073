//! A workbook as rows of cells: what is shown, and what is struck out, hidden, coloured or commented.
//!
//! calamine reads the values; what it leaves out of a .xlsx file is read from the file's parts by [`super::xlsx_marks`].

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, DataRef, Ods, Range, Reader, SheetVisible, Xls, Xlsx};

use super::room::Room;
use super::sheet_marks::SheetMarks;
use super::{ods_marks, xls_marks, xlsx_marks};
use crate::intake::IntakeError;
use crate::intake::readers::encoding::decode;
use crate::model::Date;

/// The most that the parts of a workbook may unpack to, in bytes. The largest tracker seen has 9 MB.
const LARGEST: u64 = 100 << 20;

/// The most columns of a sheet.
const MOST_COLUMNS: usize = 500;

/// A workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbook {
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name; of a CSV file the file's, without the ending.
    pub name: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// Its rows that have something, in order.
    pub rows: Vec<SheetRow>,
    /// The columns that are hidden, counted from 0.
    pub hidden_columns: Vec<u32>,
    /// Whether its days are counted from 1904, as the Macintosh did.
    pub is_1904: bool,
    /// Whether its findings are left out: it may have the key of the colours all the same.
    pub is_left_out: bool,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SheetRow {
    /// Its number, as the program shows it.
    pub number: u32,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// Its cells that have something, by column, counted from 0.
    pub cells: BTreeMap<u32, SheetCell>,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SheetCell {
    /// What it says.
    pub value: CellValue,
    /// The part of its text that is struck out: all of it, or the words of some runs.
    pub struck: Option<String>,
    /// Its colour, as RRGGBB.
    pub fill: Option<String>,
    /// The comments on it.
    pub comments: Vec<String>,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CellValue {
    /// Nothing: only a colour or a comment.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

impl SheetCell {
    /// Returns the text of the cell, as the program shows it.
    pub fn text(&self) -> String {
        match &self.value {
            CellValue::Empty => String::new(),
            CellValue::Text(text) => text.trim().to_owned(),
            CellValue::Number(number) => number.to_string(),
            CellValue::Day(day) => day.to_string(),
        }
    }
}

/// Returns what kind of workbook a file is; `None` if it is none.
pub fn is_workbook(bytes: &[u8], name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    matches!(ending.as_str(), "xlsx" | "xlsm" | "xls" | "ods" | "csv" | "tsv") || part_of_zip(bytes, "xl/workbook.xml")
}

/// Reads a workbook. `name` is the file's name, whose ending tells CSV from text.
///
/// # Errors
/// Fails if it is no workbook, damaged, locked with a password, or unpacks to too much.
pub fn read(bytes: &[u8], name: &str) -> Result<Workbook, IntakeError> {
    let book = read_sheets(bytes, name)?;
    for sheet in &book.sheets {
        let columns = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        if columns > MOST_COLUMNS {
            return Err(unreadable(format!(
                "the sheet {} has {columns} columns, and a tracker has {MOST_COLUMNS} at most",
                sheet.name
            )));
        }
    }
    Ok(book)
}

fn read_sheets(bytes: &[u8], name: &str) -> Result<Workbook, IntakeError> {
    if bytes.is_empty() {
        return Err(unreadable("it is empty"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        measure(bytes)?;
        return if part_of_zip(bytes, "xl/workbook.xml") { read_xlsx(bytes) } else { read_ods(bytes) };
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return read_xls(bytes);
    }
    read_csv(bytes, name)
}

/// Returns the day on which a workbook was saved last, as far as the program has noted it.
pub fn modified(bytes: &[u8]) -> Option<Date> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name("docProps/core.xml").ok()?.take(1 << 16).read_to_string(&mut text).ok()?;
    let after = text.split_once("dcterms:modified")?.1.split_once('>')?.1;
    after.get(..10)?.parse().ok()
}

fn unreadable(what: impl std::fmt::Display) -> IntakeError {
    IntakeError::Unreadable(what.to_string())
}

fn part_of_zip(bytes: &[u8], part: &str) -> bool {
    zip::ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.index_for_name(part).is_some())
}

/// Unpacks every part once without keeping it, because the sizes that an archive states may be lies.
fn measure(bytes: &[u8]) -> Result<(), IntakeError> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable("the workbook is damaged: it cannot be unpacked"))?;
    let mut left = LARGEST;
    for index in 0..archive.len() {
        let damaged = |_| unreadable("the workbook is damaged: a part of it cannot be unpacked");
        let part = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => unreadable("the workbook is locked with a password"),
            _ => unreadable("the workbook is damaged: a part of it cannot be unpacked"),
        })?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(damaged)?;
        left = left.checked_sub(size).ok_or_else(|| unreadable(format!("it unpacks to more than {} MB", LARGEST >> 20)))?;
    }
    Ok(())
}

fn read_xlsx(bytes: &[u8]) -> Result<Workbook, IntakeError> {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let is_1904 = file.has_1904_epoch();
    let mut found = xlsx_marks::marks(bytes)?;
    let mut workbook = Workbook::default();
    let mut left = Room::default();
    for (name, is_hidden) in names(file.sheets_metadata()) {
        let marks = found.remove(&name).unwrap_or_default();
        let mut rows: BTreeMap<u32, SheetRow> = BTreeMap::new();
        let mut reader = file.worksheet_cells_reader(&name).map_err(unreadable)?;
        while let Some(cell) = reader.next_cell().map_err(unreadable)? {
            let (row, column) = cell.get_position();
            let value = match cell.get_value() {
                DataRef::SharedString(text) => value_of(&Data::String((*text).to_owned()), is_1904),
                other => value_of(&Data::from(other.clone()), is_1904),
            };
            if value != CellValue::Empty {
                put(&mut rows, row, column, value, &mut left)?;
            }
        }
        workbook.sheets.push(marked(Sheet { name, is_hidden, is_1904, ..Sheet::default() }, rows, marks, &mut left)?);
    }
    Ok(workbook)
}

/// Copies the value of a merged cell to all rows of its first column.
fn fill(rows: &mut BTreeMap<u32, SheetRow>, first: (u32, u32), last: (u32, u32), left: &mut Room) -> Result<(), IntakeError> {
    let value = rows.get(&first.0).and_then(|row| row.cells.get(&first.1)).map(|cell| cell.value.clone());
    let Some(value) = value.filter(|_| last.0 > first.0) else { return Ok(()) };
    // Only rows that have something else: a title merged over a thousand empty rows makes none of them a finding.
    let below: Vec<u32> = rows.range(first.0 + 1..=last.0).map(|(row, _)| *row).collect();
    for row in below {
        put(rows, row, first.1, value.clone(), left)?;
    }
    Ok(())
}

fn put(rows: &mut BTreeMap<u32, SheetRow>, row: u32, column: u32, value: CellValue, left: &mut Room) -> Result<(), IntakeError> {
    left.take(if let CellValue::Text(text) = &value { text.len() } else { 0 })?;
    let entry = rows.entry(row).or_insert_with(|| SheetRow { number: row + 1, ..SheetRow::default() });
    entry.cells.entry(column).or_default().value = value;
    Ok(())
}

/// Adds what is merged, struck out, coloured, commented and hidden.
fn marked(mut sheet: Sheet, mut rows: BTreeMap<u32, SheetRow>, marks: SheetMarks, left: &mut Room) -> Result<Sheet, IntakeError> {
    // Merged cells have their value in the first one: each row of a report that is written once is of that report.
    for (first, last) in marks.merged {
        fill(&mut rows, first, last, left)?;
    }
    for ((row, column), comment) in marks.comments {
        let entry = rows.entry(row).or_insert_with(|| SheetRow { number: row + 1, ..SheetRow::default() });
        entry.cells.entry(column).or_default().comments.push(comment);
    }
    // A colour may be all that a cell says.
    for ((row, column), fill) in marks.fills {
        if let Some(row) = rows.get_mut(&row) {
            row.cells.entry(column).or_default().fill = Some(fill);
        }
    }
    for (row, found) in &mut rows {
        found.is_hidden = marks.hidden_rows.contains(row);
        for (column, cell) in &mut found.cells {
            cell.struck = marks.struck.get(&(*row, *column)).map(|part| part.clone().unwrap_or_else(|| cell.text()));
        }
    }
    sheet.rows = rows.into_values().collect();
    sheet.hidden_columns = marks.hidden_columns.into_iter().collect();
    Ok(sheet)
}

fn read_ods(bytes: &[u8]) -> Result<Workbook, IntakeError> {
    // Repeated rows are counted before they are unfolded.
    let mut found = ods_marks::marks(bytes)?;
    let mut file: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = names(file.sheets_metadata());
    let mut left = Room::default();
    let sheets = names.into_iter().map(|(name, is_hidden)| {
        let range = file.worksheet_range(&name).map_err(unreadable)?;
        let rows = rows_of(&range, false, &mut left)?;
        let marks = found.remove(&name).unwrap_or_default();
        marked(Sheet { name, is_hidden, ..Sheet::default() }, rows, marks, &mut left)
    });
    Ok(Workbook { sheets: sheets.collect::<Result<_, IntakeError>>()? })
}

fn read_xls(bytes: &[u8]) -> Result<Workbook, IntakeError> {
    if xls_marks::is_locked(bytes) {
        return Err(unreadable("the workbook is locked with a password"));
    }
    let mut file: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(unreadable)?;
    let is_1904 = file.has_1904_epoch();
    let names = names(file.sheets_metadata());
    let mut found = xls_marks::marks(bytes)?.into_iter();
    let mut left = Room::default();
    let sheets = names.into_iter().map(|(name, is_hidden)| {
        let range = file.worksheet_range(&name).map_err(unreadable)?;
        let rows = rows_of(&range, is_1904, &mut left)?;
        let sheet = Sheet { name, is_hidden, is_1904, ..Sheet::default() };
        marked(sheet, rows, found.next().unwrap_or_default(), &mut left)
    });
    Ok(Workbook { sheets: sheets.collect::<Result<_, IntakeError>>()? })
}

fn names(sheets: &[calamine::Sheet]) -> Vec<(String, bool)> {
    sheets.iter().map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

fn rows_of(range: &Range<Data>, is_1904: bool, left: &mut Room) -> Result<BTreeMap<u32, SheetRow>, IntakeError> {
    let (top, start) = range.start().unwrap_or_default();
    let mut rows = BTreeMap::new();
    for (row, column, data) in range.used_cells() {
        let value = value_of(data, is_1904);
        if value != CellValue::Empty {
            put(&mut rows, top + row as u32, start + column as u32, value, left)?;
        }
    }
    Ok(rows)
}

fn value_of(data: &Data, is_1904: bool) -> CellValue {
    match data {
        Data::Empty => CellValue::Empty,
        Data::String(text) if text.trim().is_empty() => CellValue::Empty,
        Data::String(text) => CellValue::Text(text.clone()),
        Data::Int(number) => CellValue::Number(*number as f64),
        Data::Float(number) => CellValue::Number(*number),
        Data::Bool(truth) => CellValue::Text(if *truth { "yes" } else { "no" }.to_owned()),
        Data::DateTime(time) if time.is_datetime() => day_of(time.as_f64(), is_1904),
        Data::DateTime(time) => CellValue::Number(time.as_f64()),
        Data::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or_else(|| CellValue::Text(text.clone()), CellValue::Day)
        }
        Data::DurationIso(text) => CellValue::Text(text.clone()),
        // An error of a formula is no value; what it stands for is not known.
        Data::Error(error) => CellValue::Text(error.to_string()),
    }
}

/// The day that Excel counts from 0: two days before 1 January 1900, because it believes in a 29 February 1900.
const EPOCH_1900: &str = "1899-12-30";
/// The same for the Macintosh of 1984.
const EPOCH_1904: &str = "1904-01-01";

/// Returns the day with a serial number of Excel; a number that is no day of a record stays a number.
pub fn day_of(serial: f64, is_1904: bool) -> CellValue {
    let epoch: Option<Date> = if is_1904 { EPOCH_1904 } else { EPOCH_1900 }.parse().ok();
    let is_day = (1.0..2_958_466.0).contains(&serial);
    let day = epoch.filter(|_| is_day).map(|epoch| epoch.plus_days(serial as u64));
    day.map_or(CellValue::Number(serial), CellValue::Day)
}

/// How many records show what is between the cells.
const SAMPLE: usize = 30;

/// Returns the mark that splits most records into the same number of cells: the commas of prose differ from line to line.
fn delimiter_of(text: &str) -> u8 {
    let score = |mark: &u8| {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(*mark).has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for record in reader.records().take(SAMPLE).flatten() {
            *counts.entry(record.len()).or_default() += 1;
        }
        counts.into_iter().filter(|(cells, _)| *cells > 1).map(|(cells, records)| (records, cells)).max().unwrap_or_default()
    };
    // Of equals the last one: the comma is the usual mark.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(score).unwrap_or(b',')
}

fn read_csv(bytes: &[u8], name: &str) -> Result<Workbook, IntakeError> {
    let (text, _) = decode(bytes);
    let delimiter = if name.to_ascii_lowercase().ends_with(".tsv") { b'\t' } else { delimiter_of(&text) };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut rows, mut left) = (BTreeMap::new(), Room::default());
    for (row, record) in (0..).zip(reader.records()) {
        let record = record.map_err(unreadable)?;
        for (column, cell) in (0..).zip(&record) {
            if !cell.trim().is_empty() {
                put(&mut rows, row, column, CellValue::Text(cell.to_owned()), &mut left)?;
            }
        }
    }
    // What the office says of a sheet is kept by its name.
    let name = Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let sheet = Sheet { name, rows: rows.into_values().collect(), ..Sheet::default() };
    Ok(Workbook { sheets: vec![sheet] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_excel_is_a_day() {
        let day = |text: &str| CellValue::Day(text.parse().unwrap());
        assert_eq!(day_of(46112.0, false), day("2026-03-31"));
        assert_eq!(day_of(46112.75, false), day("2026-03-31"));
        assert_eq!(day_of(44650.0, true), day("2026-03-31"));
        assert_eq!(day_of(-1.0, false), CellValue::Number(-1.0));
    }

    #[test]
    fn the_mark_between_the_cells_of_a_csv_file_is_found() {
        for text in ["Ref;Text, long\nR1;a\n", "Ref\tText, long\nR1\ta\n", "Ref,\"Text, long\"\nR1,a\n"] {
            let book = read(text.as_bytes(), "tracker.csv").unwrap();
            assert_eq!(book.sheets[0].rows[0].cells[&1].text(), "Text, long", "{text}");
        }
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert!(read(b"PK\x03\x04nothing", "tracker.xlsx").is_err());
        assert!(read(&[0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3], "tracker.xls").is_err());
    }
}
