//! Reads tables by their tags.

use super::object::{Dict, Object};
use super::table_cell::{MOST_COLUMNS, plain_text};
use super::tags::{DEEPEST, Kid, Tags};
use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};

/// A row of a table.
struct TagRow {
    cells: Vec<Vec<SourceBlock>>,
    /// The left edge of each cell's text.
    lefts: Vec<Option<f64>>,
    /// The number of columns that the cells span by their own statement.
    columns: usize,
    /// Whether all cells are header cells.
    is_header: bool,
    /// Whether the row belongs to the table's head.
    is_head: bool,
    last_page: usize,
}

impl Tags<'_, '_> {
    pub(super) fn table(&mut self, element: &Dict, page: Option<usize>, depth: usize, out: &mut Vec<SourceBlock>) {
        let mut rows = Vec::new();
        let before = self.page;
        self.in_cells += 1;
        self.rows(element, page, depth, &mut rows, out);
        self.in_cells -= 1;
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let starts = starts(&rows, columns);
        let mut page = before;
        for (i, mut row) in rows.into_iter().enumerate() {
            let at = row.cells.iter().flatten().map(|block| block.at).min().unwrap_or(SourcePlace::Page(page + 1, 1));
            if let SourcePlace::Page(begins, _) = at
                && begins > page + 1
            {
                // Inside a cell of an outer table a page break would split that cell.
                if self.in_cells == 0 {
                    out.push(SourceBlock::new(at, SourceBlockKind::PageBreak));
                }
                page = begins - 1;
            }
            row.put_in_columns(&starts);
            // Further down, a row of header cells is no header of the table: some programs tag ordinary rows so.
            let is_header = row.is_header && (i == 0 || row.is_head);
            if is_header {
                row.cells.iter_mut().flatten().for_each(without_repeats);
            }
            match (columns, row.cells.len()) {
                (_, 0) => {}
                // A table used for page layout, or a cell that spans all columns.
                (1, _) => out.extend(row.cells.into_iter().flatten()),
                (2, 1) if row.columns > 1 => out.extend(row.cells.into_iter().flatten()),
                (2, cells) => {
                    let value = if cells == 2 { row.cells.pop().unwrap_or_default() } else { Vec::new() };
                    let label = row.cells.pop().unwrap_or_default();
                    out.push(SourceBlock::new(at, SourceBlockKind::Row { label: plain_text(&label), value }));
                }
                _ => {
                    out.push(SourceBlock::new(at, SourceBlockKind::Cells { is_header, cells: row.cells }));
                }
            }
            page = page.max(row.last_page);
        }
    }

    fn rows(&mut self, element: &Dict, page: Option<usize>, depth: usize, rows: &mut Vec<TagRow>, out: &mut Vec<SourceBlock>) {
        if depth > DEEPEST {
            return;
        }
        let page = self.page_of(element, page);
        let is_head = self.role(element) == "THead";
        for kid in self.kids(element, page) {
            match kid {
                Kid::Runs(mut runs) => self.flush(&mut runs, out),
                Kid::Element(inner) => match self.role(&inner).as_str() {
                    "THead" | "TBody" | "TFoot" | "Div" | "NonStruct" => self.rows(&inner, page, depth + 1, rows, out),
                    "TR" => {
                        let row = self.row(&inner, page, depth + 1, is_head);
                        rows.push(row);
                    }
                    _ => self.block(&inner, page, depth + 1, 0, out),
                },
            }
        }
    }

    fn row(&mut self, element: &Dict, page: Option<usize>, depth: usize, is_head: bool) -> TagRow {
        let page = self.page_of(element, page);
        let (mut cells, mut lefts, mut is_header, mut columns) = (Vec::new(), Vec::new(), true, 0);
        for kid in self.kids(element, page) {
            let mut blocks = Vec::new();
            self.left = None;
            match kid {
                Kid::Runs(mut runs) => {
                    self.left = runs.first().map(|run| self.runs[*run].x);
                    self.flush(&mut runs, &mut blocks);
                }
                Kid::Element(inner) => {
                    self.in_header = self.role(&inner) == "TH";
                    is_header &= self.in_header;
                    columns += self.columns(&inner);
                    self.flow(&inner, page, depth + 1, 0, &mut blocks);
                    self.in_header = false;
                }
            }
            cells.push(blocks);
            lefts.push(self.left.take());
        }
        TagRow { cells, lefts, columns, is_header, is_head, last_page: self.page }
    }

    /// Returns the number of columns that a cell spans.
    fn columns(&self, cell: &Dict) -> usize {
        let attributes = match self.file.get(cell, "A") {
            Object::Array(items) => items.iter().map(|item| self.file.resolve(item)).collect(),
            one => vec![one],
        };
        let told = attributes.iter().filter_map(Object::dict).find_map(|dict| self.file.get(dict, "ColSpan").count());
        told.unwrap_or(1).clamp(1, 100)
    }
}

/// Returns the left edge of each column, taken from the first complete row.
fn starts(rows: &[TagRow], columns: usize) -> Vec<f64> {
    let whole = |row: &&TagRow| columns <= MOST_COLUMNS && row.cells.len() == columns && row.lefts.iter().all(Option::is_some);
    let starts = |row: &TagRow| row.lefts.iter().copied().flatten().collect::<Vec<f64>>();
    rows.iter().filter(whole).map(starts).next().unwrap_or_default()
}

impl TagRow {
    /// Moves cells to their columns by position, because some programs write no tag for an empty cell.
    fn put_in_columns(&mut self, starts: &[f64]) {
        // Complete rows need nothing, and declared spans are believed.
        if self.cells.len() >= starts.len() || self.columns > self.cells.len() {
            return;
        }
        let mut placed: Vec<Vec<SourceBlock>> = Vec::new();
        for (cell, left) in std::mem::take(&mut self.cells).into_iter().zip(&self.lefts) {
            let distance = |at: usize| left.map_or(0.0, |left| (left - starts[at]).abs());
            let nearest = (placed.len()..starts.len()).min_by(|one, other| distance(*one).total_cmp(&distance(*other)));
            let Some(nearest) = nearest else {
                placed.push(cell);
                continue;
            };
            placed.resize_with(nearest, Vec::new);
            placed.push(cell);
        }
        placed.resize_with(starts.len().max(placed.len()), Vec::new);
        self.cells = placed;
    }
}

/// Removes repetitions: a table head that is printed again on each page can have all copies under one tag.
fn without_repeats(block: &mut SourceBlock) {
    let SourceBlockKind::Paragraph(text) = &mut block.kind else { return };
    let words: Vec<&str> = text.split(' ').collect();
    let repeated = (1..=words.len() / 2)
        .find(|length| words.len().is_multiple_of(*length) && words.chunks(*length).all(|chunk| chunk == &words[..*length]));
    if let Some(length) = repeated {
        *text = words[..length].join(" ");
    }
}
