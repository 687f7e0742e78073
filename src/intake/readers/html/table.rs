//! Reads tables and definition lists as rows.

use scraper::ElementRef;

use super::boilerplate::has_inside;
use super::walker::HtmlWalker;
use crate::intake::block::{SourceBlock, SourceBlockKind};

/// The most columns that one cell may span; more are treated as this many.
const MOST_SPANNED: usize = 16;

/// The most rows that one cell may span; more are treated as this many.
const MOST_ROWS_SPANNED: usize = 200;

/// Cells further right than this do not span rows.
const MOST_COLUMNS: usize = 64;

/// A row with its cells; `None` where a cell from another row reaches in.
struct HtmlRow<'a> {
    cells: Vec<Option<ElementRef<'a>>>,
    is_header: bool,
}

impl HtmlWalker {
    /// Reads a table: two columns are labels with values, more are cells, and other tables are page layout.
    pub(super) fn table(&mut self, table: ElementRef<'_>) {
        for caption in table.child_elements().filter(|child| child.value().name() == "caption") {
            self.inside(caption);
            self.flush();
        }
        let rows = rows(table);
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        // A table written by irr is never layout, and keeps its columns even if it has only two.
        let is_ours = table.value().classes().any(|class| class == "irr-table");
        let is_layout = !is_ours && (columns < 2 || self.tables > 0 || is_layout(table, &rows));
        // A table inside a list item ends the item.
        let lists = std::mem::take(&mut self.lists);
        for row in &rows {
            match &row.cells[..] {
                // A single cell across the table is text, such as a subheading.
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
            self.blocks.push(SourceBlock { at, kind: SourceBlockKind::Row { label, value } });
        }
    }

    fn cells(&mut self, cells: &[Option<ElementRef<'_>>], columns: usize, is_header: bool) {
        let at = self.next();
        let mut told: Vec<Vec<SourceBlock>> = Vec::new();
        for cell in cells {
            told.push(cell.map_or_else(Vec::new, |cell| self.nested(cell)));
            let more = cell.map_or(1, spans).min(MOST_SPANNED) - 1;
            told.extend((0..more.min(columns.saturating_sub(told.len()))).map(|_| Vec::new()));
        }
        if told.iter().any(|cell| !cell.is_empty()) {
            self.blocks.push(SourceBlock { at, kind: SourceBlockKind::Cells { is_header, cells: told } });
        }
    }

    fn nested(&mut self, cell: ElementRef<'_>) -> Vec<SourceBlock> {
        self.tables += 1;
        let blocks = self.apart(cell);
        self.tables -= 1;
        blocks
    }

    /// Reads a definition list as labels with values.
    pub(super) fn definitions(&mut self, list: ElementRef<'_>) {
        let mut parts = Vec::new();
        self.loose_words(list);
        for child in list.child_elements() {
            // Each term with its definition may be wrapped in a `div`.
            if is_of_terms(child) || !child.child_elements().any(is_of_terms) {
                parts.push(child);
            } else {
                self.loose_words(child);
                parts.extend(child.child_elements());
            }
        }
        let mut term: Option<String> = None;
        for part in parts {
            let at = self.next();
            let row = match part.value().name() {
                // Two terms in a row: the first one has no definition.
                "dt" => {
                    let next = self.words(part);
                    term.replace(next).map(|label| (label, Vec::new()))
                }
                "dd" => Some((term.take().unwrap_or_default(), self.nested(part))),
                _ => {
                    self.read_element(part);
                    None
                }
            };
            if let Some((label, value)) = row.filter(|(label, value)| !(label.is_empty() && value.is_empty())) {
                self.blocks.push(SourceBlock { at, kind: SourceBlockKind::Row { label, value } });
            }
        }
        if let Some(label) = term.filter(|label| !label.is_empty()) {
            self.push(SourceBlockKind::Row { label, value: Vec::new() });
        }
    }
}

fn is_of_terms(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "dt" | "dd")
}

/// Returns a table's rows, including those in `thead`, `tbody` and `tfoot` but not those of nested tables.
fn rows(table: ElementRef<'_>) -> Vec<HtmlRow<'_>> {
    let mut rows: Vec<HtmlRow<'_>> = Vec::new();
    // For each column, how many more rows a cell from above reaches into.
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
            // A row of only `th` is a header even outside of `thead`.
            let is_header = is_head || !cells.is_empty() && named.all(|cell| cell.value().name() == "th");
            rows.push(HtmlRow { cells, is_header });
        }
    }
    rows
}

/// Adds empty cells where cells from above reach in.
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

/// Returns whether a table is only page layout: it says so, or its first column contains headings or tables.
fn is_layout(table: ElementRef<'_>, rows: &[HtmlRow<'_>]) -> bool {
    let of_layout = ["h1", "h2", "h3", "h4", "table"];
    matches!(table.attr("role"), Some("presentation" | "none"))
        || rows.iter().filter_map(|row| row.cells.first().copied().flatten()).any(|cell| has_inside(cell, &of_layout))
}
