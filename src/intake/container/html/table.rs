//! Tables, and lists of terms, as rows.

use scraper::ElementRef;

use super::region::has_inside;
use super::walk::Walk;
use crate::intake::block::{Block, BlockKind};

/// A cell across more columns than this is taken as across so many.
const MOST_SPANNED: usize = 16;

/// A cell that reaches further down than this is taken as reaching so far.
const MOST_ROWS_SPANNED: usize = 200;

/// Further to the right, no cell reaches into the rows below.
const MOST_COLUMNS: usize = 64;

/// A row as the source has it: its cells, with `None` for one that another reaches into.
struct Row<'a> {
    cells: Vec<Option<ElementRef<'a>>>,
    is_header: bool,
}

impl Walk {
    /// A table of two columns is labels with their values, one of more columns is cells, and any other is layout.
    pub(super) fn table(&mut self, table: ElementRef<'_>) {
        for caption in table.child_elements().filter(|child| child.value().name() == "caption") {
            self.inside(caption);
            self.flush();
        }
        let rows = rows(table);
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let is_ours = table.value().classes().any(|class| class == "irr-table");
        let is_layout = !is_ours && (columns < 2 || self.tables > 0 || is_layout(table, &rows));
        let lists = std::mem::take(&mut self.lists);
        for row in &rows {
            match &row.cells[..] {
                // A cell of its own across the table is no label and no value.
                [Some(cell)] if !is_ours && spans(*cell) > 1 => self.cell(*cell),
                cells if is_layout => cells.iter().flatten().for_each(|cell| self.cell(*cell)),
                cells if columns == 2 && !is_ours => self.row(cells),
                cells => self.cells(cells, columns, row.is_header),
            }
        }
        self.lists = lists;
    }

    fn row(&mut self, cells: &[Option<ElementRef<'_>>]) {
        let at = self.next();
        let label = cells.first().copied().flatten().map_or_else(String::new, |cell| self.words(cell));
        let value = cells.get(1).copied().flatten().map_or_else(Vec::new, |cell| self.nested(cell));
        if !(label.is_empty() && value.is_empty()) {
            self.blocks.push(Block { at, kind: BlockKind::Row { label, value } });
        }
    }

    fn cells(&mut self, cells: &[Option<ElementRef<'_>>], columns: usize, is_header: bool) {
        let at = self.next();
        let mut told: Vec<Vec<Block>> = Vec::new();
        for cell in cells {
            told.push(cell.map_or_else(Vec::new, |cell| self.nested(cell)));
            let more = cell.map_or(1, spans).min(MOST_SPANNED) - 1;
            told.extend((0..more.min(columns.saturating_sub(told.len()))).map(|_| Vec::new()));
        }
        if told.iter().any(|cell| !cell.is_empty()) {
            self.blocks.push(Block { at, kind: BlockKind::Cells { is_header, cells: told } });
        }
    }

    fn nested(&mut self, cell: ElementRef<'_>) -> Vec<Block> {
        self.tables += 1;
        let blocks = self.apart(cell);
        self.tables -= 1;
        blocks
    }

    /// A list of terms: each with what is said of it.
    pub(super) fn definitions(&mut self, list: ElementRef<'_>) {
        let mut parts = Vec::new();
        for child in list.child_elements() {
            // Each term and what is said of it may stand in a box of their own.
            let inner: Vec<_> = child.child_elements().filter(|inner| is_of_terms(*inner)).collect();
            if is_of_terms(child) || inner.is_empty() { parts.push(child) } else { parts.extend(inner) }
        }
        let mut term: Option<String> = None;
        for part in parts {
            let at = self.next();
            let row = match part.value().name() {
                "dt" => {
                    let next = self.words(part);
                    term.replace(next).map(|label| (label, Vec::new()))
                }
                "dd" => Some((term.take().unwrap_or_default(), self.nested(part))),
                _ => {
                    self.whole(part);
                    None
                }
            };
            if let Some((label, value)) = row.filter(|(label, value)| !(label.is_empty() && value.is_empty())) {
                self.blocks.push(Block { at, kind: BlockKind::Row { label, value } });
            }
        }
        if let Some(label) = term.filter(|label| !label.is_empty()) {
            self.push(BlockKind::Row { label, value: Vec::new() });
        }
    }
}

fn is_of_terms(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "dt" | "dd")
}

/// A table's rows, those of its parts included and those of tables within it not.
fn rows(table: ElementRef<'_>) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    // How many rows each column is still reached into.
    let mut reached: Vec<usize> = Vec::new();
    for part in table.child_elements() {
        let is_head = part.value().name() == "thead";
        let direct = (part.value().name() == "tr").then_some(part);
        let within = part.child_elements().filter(|_| matches!(part.value().name(), "thead" | "tbody" | "tfoot"));
        for row in direct.into_iter().chain(within.filter(|row| row.value().name() == "tr")) {
            let mut cells = Vec::new();
            for cell in row.child_elements().filter(|cell| matches!(cell.value().name(), "td" | "th")) {
                skip_reached(&mut cells, &mut reached);
                let down = span(cell, "rowspan", MOST_ROWS_SPANNED);
                if cells.len() < MOST_COLUMNS && (down > 1 || cells.len() < reached.len()) {
                    reached.resize(reached.len().max(cells.len() + 1), 0);
                    if let Some(column) = reached.get_mut(cells.len()) {
                        *column = down - 1;
                    }
                }
                cells.push(Some(cell));
            }
            skip_reached(&mut cells, &mut reached);
            let mut named = cells.iter().flatten();
            let is_header = is_head || !cells.is_empty() && named.all(|cell| cell.value().name() == "th");
            rows.push(Row { cells, is_header });
        }
    }
    rows
}

/// Puts an empty cell where one of a row above reaches into this one.
fn skip_reached<'a>(cells: &mut Vec<Option<ElementRef<'a>>>, reached: &mut [usize]) {
    while let Some(rows) = reached.get_mut(cells.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        cells.push(None);
    }
}

fn spans(cell: ElementRef<'_>) -> usize {
    span(cell, "colspan", MOST_SPANNED)
}

fn span(cell: ElementRef<'_>, name: &str, most: usize) -> usize {
    cell.attr(name).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, most)
}

/// Whether a table only puts things side by side: it says so, or its first column holds headings or tables of their own.
fn is_layout(table: ElementRef<'_>, rows: &[Row<'_>]) -> bool {
    let of_layout = ["h1", "h2", "h3", "h4", "table"];
    matches!(table.attr("role"), Some("presentation" | "none"))
        || rows.iter().filter_map(|row| row.cells.first().copied().flatten()).any(|cell| has_inside(cell, &of_layout))
}
