//! What calamine leaves out of a .xls file: struck-out text, colours, hidden rows and columns, merged cells and comments.
//!
//! The records are those of BIFF8, as Microsoft documents them in \[MS-XLS\].

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::sheet_marks::{Look, SheetMarks};
use super::xml_steps::damaged;
use crate::intake::IntakeError;

const BOF: u16 = 0x0809;
const BOUND_SHEET: u16 = 0x0085;
const COL_INFO: u16 = 0x007d;
const CONTINUE: u16 = 0x003c;
const FONT: u16 = 0x0031;
const MERGED_CELLS: u16 = 0x00e5;
const MULTIPLE_BLANKS: u16 = 0x00be;
const MULTIPLE_NUMBERS: u16 = 0x00bd;
const NOTE: u16 = 0x001c;
const OBJECT: u16 = 0x005d;
const PALETTE: u16 = 0x0092;
const ROW: u16 = 0x0208;
const TEXT_OBJECT: u16 = 0x01b6;
const XF: u16 = 0x00e0;
/// Cells of one format: label, shared label, number, small number, formula, blank, truth or error.
const CELLS: [u16; 7] = [0x0204, 0x00fd, 0x0203, 0x027e, 0x0006, 0x0201, 0x0205];

/// The colours from index 8 on that a workbook has without a palette of its own, twice over.
const COLOURS: [&str; 16] = [
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "800000", "008000", "000080", "808000",
    "800080", "008080", "C0C0C0", "808080",
];

/// Reads the marks of each sheet, in order.
pub(super) fn marks(bytes: &[u8]) -> Result<Vec<SheetMarks>, IntakeError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = if file.is_stream("Workbook") { "Workbook" } else { "Book" };
    let mut stream = Vec::new();
    file.open_stream(name).map_err(damaged)?.read_to_end(&mut stream).map_err(damaged)?;
    let mut reading = Reading::default();
    let mut at = 0;
    while let Some((kind, size)) = number(&stream, at).zip(number(&stream, at + 2)) {
        let end = at + 4 + usize::from(size);
        let Some(record) = stream.get(at + 4..end) else { break };
        reading.record(at, kind, record);
        at = end;
    }
    Ok(reading.starts.iter().map(|start| reading.sheets.remove(start).unwrap_or_default()).collect())
}

/// Whether the file has a workbook that is locked with a password, in the form of any later version.
pub(super) fn is_locked(bytes: &[u8]) -> bool {
    cfb::CompoundFile::open(Cursor::new(bytes)).is_ok_and(|file| file.exists("EncryptedPackage") || file.exists("EncryptionInfo"))
}

/// Returns the number at a place.
fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

#[derive(Default)]
struct Reading {
    /// Where each sheet begins.
    starts: Vec<usize>,
    /// Where the sheet begins that is being read.
    sheet: usize,
    sheets: BTreeMap<usize, SheetMarks>,
    fonts: Vec<bool>,
    looks: Vec<Look>,
    palette: Vec<String>,
    /// The comment that is being read, and how many characters of it are still to come.
    object: u16,
    left: usize,
    texts: BTreeMap<u16, String>,
}

impl Reading {
    fn marks(&mut self) -> &mut SheetMarks {
        self.sheets.entry(self.sheet).or_default()
    }

    fn record(&mut self, at: usize, kind: u16, record: &[u8]) {
        let u = |at: usize| number(record, at).unwrap_or_default();
        let place = (u32::from(u(0)), u32::from(u(2)));
        match kind {
            BOF => {
                self.sheet = at;
                self.texts.clear();
            }
            BOUND_SHEET => self.starts.push(usize::from(u(0)) | usize::from(u(2)) << 16),
            FONT => self.fonts.push(u(2) & 0x08 != 0),
            PALETTE => self.palette = record.get(2..).unwrap_or_default().chunks(4).filter_map(hex).collect(),
            XF => {
                // There is no font with the index 4.
                let font = usize::from(u(0)) - usize::from(u(0) > 4);
                let is_filled = u(16) >> 10 != 0;
                let fill = is_filled.then(|| self.colour(usize::from(u(18) & 0x7f))).flatten();
                self.looks.push(Look { is_struck: self.fonts.get(font).copied().unwrap_or_default(), fill });
            }
            ROW if u(12) & 0x20 != 0 => drop(self.marks().hidden_rows.insert(place.0)),
            COL_INFO if u(8) & 1 != 0 => {
                let columns = place.0..=place.1.min(255);
                self.marks().hidden_columns.extend(columns);
            }
            MERGED_CELLS => {
                let range = |at: usize| {
                    let [top, bottom, left, right] = [0, 2, 4, 6].map(|part| u32::from(u(at + part)));
                    ((top, left), (bottom, right))
                };
                let ranges: Vec<_> = (0..usize::from(u(0))).map(|index| range(2 + 8 * index)).collect();
                self.marks().merged.extend(ranges);
            }
            MULTIPLE_BLANKS | MULTIPLE_NUMBERS => {
                let width = if kind == MULTIPLE_BLANKS { 2 } else { 6 };
                for index in 0..record.len().saturating_sub(6) / width {
                    self.look((place.0, place.1 + index as u32), u(4 + width * index));
                }
            }
            kind if CELLS.contains(&kind) => self.look(place, u(4)),
            // The first part of an object says what it is: 0x19 is a comment.
            OBJECT => self.object = if u(4) == 0x19 { u(6) } else { 0 },
            TEXT_OBJECT => self.left = if self.object == 0 { 0 } else { usize::from(u(10)) },
            CONTINUE if self.left > 0 => self.text(record),
            NOTE => {
                let words = self.texts.get(&u(6)).map(|words| words.trim().to_owned()).unwrap_or_default();
                if !words.is_empty() {
                    self.marks().comments.push((place, words));
                }
            }
            _ => {}
        }
    }

    /// Reads a part of a comment's words: a byte says whether a character has one byte or two.
    fn text(&mut self, record: &[u8]) {
        let Some((width, letters)) = record.split_first() else { return };
        let words: String = match width & 1 {
            0 => letters.iter().take(self.left).map(|byte| char::from(*byte)).collect(),
            _ => {
                let units = letters.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).take(self.left);
                char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
        };
        self.left = self.left.saturating_sub(words.encode_utf16().count().max(1));
        self.texts.entry(self.object).or_default().push_str(&words);
    }

    fn look(&mut self, place: (u32, u32), format: u16) {
        let Some(look) = self.looks.get(usize::from(format)).cloned() else { return };
        let marks = self.marks();
        if look.is_struck {
            marks.struck.insert(place, None);
        }
        marks.fills.extend(look.fill.map(|fill| (place, fill)));
    }

    /// Returns a colour by its index.
    fn colour(&self, index: usize) -> Option<String> {
        let own = index.checked_sub(8).and_then(|at| self.palette.get(at));
        let colour = own.cloned().or_else(|| COLOURS.get(index.checked_sub(8)?).map(|hex| (*hex).to_owned()))?;
        (colour != "FFFFFF").then_some(colour)
    }
}

fn hex(colour: &[u8]) -> Option<String> {
    let [red, green, blue, ..] = colour else { return None };
    Some(format!("{red:02X}{green:02X}{blue:02X}"))
}
