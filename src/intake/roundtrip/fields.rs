//! Reads rows of labels and values as fields, and tables as lists of entries.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::reader::{ComputedRow, RoundtripReader};
use super::sections::{cell_text, words};
use crate::form::FormField;
use crate::intake::ImportNoteCode;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;

impl RoundtripReader {
    /// Returns the rows with these labels as fields, and everything else.
    pub(super) fn fields<'a>(
        &mut self,
        entries: &[FormField],
        blocks: &'a [SourceBlock],
        computed: &[&str],
    ) -> (Map<String, Value>, Vec<&'a SourceBlock>) {
        let (mut fields, mut rest) = (Map::new(), Vec::new());
        for block in blocks {
            match &block.kind {
                SourceBlockKind::Row { label, value } if entries.iter().any(|entry| entry.label == label) => {
                    // All of them, because one printed row may fill several fields.
                    for entry in entries.iter().filter(|entry| entry.label == label) {
                        self.put(entry, &cell_text(value), &mut fields, block.at);
                    }
                }
                SourceBlockKind::Row { label, value } if computed.contains(&label.as_str()) => {
                    self.computed.push(ComputedRow { at: block.at, label: label.clone(), text: cell_text(value), finding: None });
                }
                SourceBlockKind::PageBreak => {}
                _ => rest.push(block),
            }
        }
        (fields, rest)
    }

    /// Returns the rows of a table with these columns, each as a `T`. What is no such row is kept with a note.
    pub(super) fn table<T: DeserializeOwned>(&mut self, columns: &[FormField], blocks: &[SourceBlock]) -> Vec<Value> {
        let mut rows = Vec::new();
        let mut order: Vec<Option<&FormField>> = Vec::new();
        for block in blocks {
            match &block.kind {
                SourceBlockKind::Cells { is_header: true, cells } => {
                    let title = |cell: &Vec<SourceBlock>| columns.iter().find(|entry| entry.label == cell_text(cell).trim());
                    order = cells.iter().map(title).collect();
                    // A header without any known column is somebody's own table.
                    if order.iter().all(Option::is_none) {
                        self.unplace(block.at, markdown([block]));
                    }
                }
                SourceBlockKind::Cells { cells, .. } => {
                    let mut row = Map::new();
                    for (at, cell) in cells.iter().enumerate() {
                        match order.get(at).copied().flatten() {
                            Some(entry) if entry.is_prose() => {
                                self.put(entry, &words(cell).unwrap_or_default(), &mut row, block.at);
                            }
                            Some(entry) => self.put(entry, &cell_text(cell), &mut row, block.at),
                            None => self.unplace(block.at, markdown(cell)),
                        }
                    }
                    self.take_row::<T>(row, block, &mut rows);
                }
                // In a PDF a table of two columns looks the same as labels with values.
                SourceBlockKind::Row { label, value } if columns.len() == 2 => {
                    let [first, second] = [&columns[0], &columns[1]];
                    if label == first.label && cell_text(value) == second.label {
                        continue;
                    }
                    let mut row = Map::new();
                    self.put(first, label, &mut row, block.at);
                    self.put(second, &cell_text(value), &mut row, block.at);
                    self.take_row::<T>(row, block, &mut rows);
                }
                SourceBlockKind::PageBreak => {}
                _ => self.unplace(block.at, markdown([block])),
            }
        }
        rows
    }

    fn take_row<T: DeserializeOwned>(&mut self, row: Map<String, Value>, block: &SourceBlock, rows: &mut Vec<Value>) {
        let row = Value::Object(row);
        match serde_json::from_value::<T>(row.clone()) {
            Ok(_) => rows.push(row),
            // A row that somebody left empty means nothing.
            Err(_) if markdown([block]).trim_matches([' ', '|']).is_empty() => {}
            Err(error) => {
                let message = format!("this row is incomplete ({error}); kept under `unplaced`");
                self.unplace_as(ImportNoteCode::Disagrees, block.at, message, markdown([block]));
            }
        }
    }
}
