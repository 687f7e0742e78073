//! What calamine leaves out of a .ods file: struck-out text, colours, hidden rows and columns, merged cells and comments.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::room::MOST_CELLS;
use super::sheet_marks::{Look, SheetMarks};

use super::xml_steps::{XmlStep, attribute, damaged, walk};
use crate::intake::IntakeError;

/// Rows and columns that are repeated oftener are empty to the sheet's edge.
const MOST_REPEATED: u32 = 1000;

/// Reads the marks of each sheet, by its name.
pub(super) fn marks(bytes: &[u8]) -> Result<BTreeMap<String, SheetMarks>, IntakeError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut xml = Vec::new();
    archive.by_name("content.xml").map_err(damaged)?.read_to_end(&mut xml).map_err(damaged)?;
    let mut reading = Reading::default();
    walk(&xml, |step| reading.step(step))?;
    if reading.cells > MOST_CELLS as u64 {
        return Err(IntakeError::Unreadable(format!("it has more than {MOST_CELLS} cells")));
    }
    Ok(reading.sheets)
}

/// The state of the walk.
#[derive(Default)]
struct Reading {
    sheets: BTreeMap<String, SheetMarks>,
    looks: BTreeMap<String, Look>,
    /// The style that is being described.
    style: Option<String>,
    sheet: String,
    row: u32,
    /// How many rows the row stands for.
    rows: u32,
    column: u32,
    /// How many columns the cell stands for.
    columns: u32,
    comment: Option<String>,
    /// How many cells have something, with all that are repeated.
    cells: u64,
    /// The struck-out words of the cell's spans.
    struck: Option<String>,
}

impl Reading {
    fn marks(&mut self) -> &mut SheetMarks {
        self.sheets.entry(self.sheet.clone()).or_default()
    }

    fn step(&mut self, step: &XmlStep<'_>) {
        match step {
            XmlStep::Tag { name: "style", tag, .. } => self.style = attribute(tag, "name"),
            XmlStep::Tag { name: "table-cell-properties" | "text-properties", tag, .. } => self.look(tag),
            XmlStep::Tag { name: "table", tag, .. } => {
                self.sheet = attribute(tag, "name").unwrap_or_default();
                (self.row, self.rows, self.column) = (0, 0, 0);
            }
            XmlStep::Tag { name: "table-column", tag, .. } => {
                let count = number(tag, "number-columns-repeated");
                if is_hidden(tag) && count <= MOST_REPEATED {
                    let columns = self.column..self.column + count;
                    self.marks().hidden_columns.extend(columns);
                }
                self.column = self.column.saturating_add(count);
            }
            XmlStep::Tag { name: "table-row", tag, .. } => {
                self.row = self.row.saturating_add(self.rows);
                (self.rows, self.column, self.columns) = (number(tag, "number-rows-repeated"), 0, 0);
                if is_hidden(tag) && self.rows <= MOST_REPEATED {
                    let rows = self.row..self.row + self.rows;
                    self.marks().hidden_rows.extend(rows);
                }
            }
            XmlStep::Tag { name: "table-cell" | "covered-table-cell", tag, .. } => self.cell(tag),
            XmlStep::Tag { name: "annotation", .. } => self.comment = Some(String::new()),
            XmlStep::End { name: "annotation" } => {
                let (at, words) = ((self.row, self.column), self.comment.take().unwrap_or_default());
                if !words.trim().is_empty() {
                    self.marks().comments.push((at, words.trim().to_owned()));
                }
            }
            XmlStep::Tag { name: "span", tag, .. } if self.comment.is_none() => {
                let is_struck =
                    attribute(tag, "style-name").and_then(|name| self.looks.get(&name)).is_some_and(|it| it.is_struck);
                self.struck = is_struck.then(String::new);
            }
            XmlStep::End { name: "span" } => {
                let (at, struck) = ((self.row, self.column), self.struck.take());
                if let Some(words) = struck {
                    let all = self.marks().struck.entry(at).or_insert_with(|| Some(String::new()));
                    all.iter_mut().for_each(|all| all.push_str(&words));
                }
            }
            XmlStep::Text { around, text } => {
                if let Some(words) = &mut self.comment {
                    // Not the author and the day, which stand beside the words.
                    if around.iter().any(|name| name == "p") {
                        words.push_str(text);
                    }
                } else if let Some(words) = &mut self.struck {
                    words.push_str(text);
                }
            }
            XmlStep::End { name: "p" } => {
                if let Some(words) = &mut self.comment {
                    words.push('\n');
                }
            }
            _ => {}
        }
    }

    fn look(&mut self, tag: &BytesStart) {
        let Some(name) = self.style.clone() else { return };
        let look = self.looks.entry(name).or_default();
        let fill = attribute(tag, "background-color").and_then(|hex| Some(hex.strip_prefix('#')?.to_uppercase()));
        look.fill = fill.filter(|hex| hex != "FFFFFF").or(look.fill.take());
        look.is_struck |= attribute(tag, "text-line-through-style").is_some_and(|style| style != "none");
    }

    fn cell(&mut self, tag: &BytesStart) {
        self.column = self.column.saturating_add(self.columns);
        self.columns = number(tag, "number-columns-repeated");
        let (row, column) = (self.row, self.column);
        if attribute(tag, "value-type").is_some() {
            self.cells = self.cells.saturating_add(u64::from(self.rows) * u64::from(self.columns));
        }
        let look = attribute(tag, "style-name").and_then(|name| self.looks.get(&name)).cloned().unwrap_or_default();
        let (rows, columns) = (row..row.saturating_add(self.rows), column..column.saturating_add(self.columns));
        if rows.len() <= MOST_REPEATED as usize && columns.len() <= MOST_REPEATED as usize {
            let marks = self.marks();
            for place in rows.flat_map(|row| columns.clone().map(move |column| (row, column))) {
                if look.is_struck {
                    marks.struck.insert(place, None);
                }
                marks.fills.extend(look.fill.clone().map(|fill| (place, fill)));
            }
        }
        let spanned = number(tag, "number-rows-spanned");
        if spanned > 1 {
            let last = (row + spanned - 1, column);
            self.marks().merged.push(((row, column), last));
        }
    }
}

/// Returns a count of an element; 1 where it has none.
fn number(tag: &BytesStart, name: &str) -> u32 {
    attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1)
}

fn is_hidden(tag: &BytesStart) -> bool {
    attribute(tag, "visibility").is_some_and(|word| word != "visible")
}
