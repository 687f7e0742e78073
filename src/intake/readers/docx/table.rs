//! Reads tables: rows of label and value, rows with more cells, and boxes around text.

use super::body::{BlockSequence, words};
use super::docx_reader::DocxReader;
use super::xml::{Element, choice};
use crate::intake::readers::text::without_emphasis;
use crate::intake::{ImportNoteCode, SourceBlock, SourceBlockKind, SourcePlace};

/// The style of header cells in tables written by irr.
const OWN_HEADER: &str = "irr table heading";

struct DocxRow<'a> {
    element: &'a Element,
    cells: Vec<DocxCell<'a>>,
    is_header: bool,
}

struct DocxCell<'a> {
    element: &'a Element,
    /// The number of columns it spans.
    span: usize,
    /// Whether it continues the cell above (a vertical merge).
    continues: bool,
    is_shaded: bool,
}

/// The most columns in a row, which is Word's own limit.
const MOST_COLUMNS: usize = 63;

impl<'a> DocxReader<'a> {
    pub(super) fn table(&mut self, table: &'a Element, story: &mut BlockSequence) {
        let mut found = Vec::new();
        self.rows(table, &mut found);
        let columns = found.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let is_own = found.first().is_some_and(|row| row.is_header && self.is_irr_header(row));
        if columns <= 1 && !is_own {
            // A table of one column is a frame around text, so its content is read as text.
            let around = story.enter();
            for row in &found {
                self.row_of_one(row, story);
            }
            story.leave(around);
            return;
        }
        let style = table.below(&["w:tblPr", "w:tblStyle"]).and_then(|style| style.attribute("w:val"));
        let marks_first = self.styles.marks_first_row(style) && looks_at_first_row(table);
        // Authors mark a header row in different ways: as a repeating row, by the table's style, or by shading.
        let names_columns = |at: usize, row: &DocxRow<'_>| row.is_header || at == 0 && (marks_first || row.is_shaded());
        let mut has_header = found.iter().enumerate().any(|(at, row)| names_columns(at, row));
        for (at, row) in found.iter().enumerate() {
            if is_deleted(row.element) {
                self.skip_deleted(row.element);
            } else if row.cells.len() == 1 && !row.cells[0].continues && !is_own {
                self.row_of_one(row, story);
            // In a wider table with a header even a row of two cells belongs to its columns.
            } else if row.cells.len() == 2 && !is_own && (columns == 2 || !has_header) {
                self.pair(row, story);
            } else {
                has_header |= self.cells(row, at == 0, names_columns(at, row), story);
            }
        }
    }

    /// Returns whether the first row is a header written by irr; then even one or two columns are a real table.
    fn is_irr_header(&self, row: &DocxRow<'_>) -> bool {
        row.cells.iter().all(|cell| {
            let paragraph = cell.element.child("w:p").and_then(|paragraph| paragraph.child("w:pPr"));
            self.styles.name(self.styles.paragraph(paragraph)) == OWN_HEADER
        })
    }

    fn row_of_one(&mut self, row: &DocxRow<'a>, story: &mut BlockSequence) {
        if is_deleted(row.element) {
            return self.skip_deleted(row.element);
        }
        for cell in &row.cells {
            self.story(cell.element, story);
        }
    }

    fn pair(&mut self, row: &DocxRow<'a>, story: &mut BlockSequence) {
        let at = SourcePlace::Paragraph(self.paragraphs + 1);
        // Labels are compared with the form's, so bold marks would be in the way.
        let was_plain = std::mem::replace(&mut self.is_plain, true);
        let mut label = self.cell(&row.cells[0]);
        self.is_plain = was_plain;
        let mut value = self.cell(&row.cells[1]);
        self.clear_merged(&row.cells[0], &mut label);
        self.clear_merged(&row.cells[1], &mut value);
        let label = words(&label).replace('\n', " ");
        if !(label.is_empty() && value.is_empty()) {
            story.push(SourceBlock::new(at, SourceBlockKind::Row { label, value }));
        }
    }

    /// Adds a row of cells; returns whether it is a header.
    fn cells(&mut self, row: &DocxRow<'a>, is_first: bool, is_header: bool, story: &mut BlockSequence) -> bool {
        let at = SourcePlace::Paragraph(self.paragraphs + 1);
        let mut cells = Vec::new();
        for cell in &row.cells {
            let mut inside = self.cell(cell);
            self.clear_merged(cell, &mut inside);
            cells.push(inside);
            // A merged cell takes its other columns as empty cells, so that later cells stay in their columns.
            cells.extend((1..cell.span.min(MOST_COLUMNS.saturating_sub(cells.len()))).map(|_| Vec::new()));
        }
        // A bold first row is a header even if nothing else says so.
        let is_header = is_header || is_first && all_bold(&cells);
        if is_header {
            cells.iter_mut().flatten().for_each(without_marks);
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            story.push(SourceBlock::new(at, SourceBlockKind::Cells { is_header, cells }));
        }
        is_header
    }

    fn cell(&mut self, cell: &DocxCell<'a>) -> Vec<SourceBlock> {
        self.tables += 1;
        let mut story = BlockSequence::default();
        self.story(cell.element, &mut story);
        self.tables -= 1;
        story.finish()
    }

    /// Notes the words of a cell that continues the one above: Word does not show them.
    fn clear_merged(&mut self, cell: &DocxCell<'_>, blocks: &mut Vec<SourceBlock>) {
        let hidden = if cell.continues { words(&std::mem::take(blocks)) } else { String::new() };
        if !hidden.is_empty() {
            self.add_note(
                ImportNoteCode::LeftOut,
                "words in a cell that is merged with the one above were left out",
                Some(hidden),
            );
        }
    }

    fn rows(&mut self, element: &'a Element, found: &mut Vec<DocxRow<'a>>) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:tr" => {
                    let mut row = DocxRow { element: child, cells: Vec::new(), is_header: false };
                    row.is_header = child.child("w:trPr").and_then(|properties| properties.switch("w:tblHeader")) == Some(true);
                    self.cells_of(child, &mut row.cells);
                    found.push(row);
                }
                "w:sdt" => self.filled(child).into_iter().for_each(|content| self.rows(content, found)),
                "mc:AlternateContent" => choice(child).into_iter().for_each(|content| self.rows(content, found)),
                "w:customXml" | "w:ins" | "w:moveTo" => self.rows(child, found),
                _ => {}
            }
        }
    }

    fn cells_of(&mut self, element: &'a Element, found: &mut Vec<DocxCell<'a>>) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:tc" => {
                    let properties = child.child("w:tcPr");
                    let of = |name: &str| properties.and_then(|properties| properties.child(name));
                    // `w:vMerge` without a value continues the cell above; with "restart" a new merged cell begins.
                    let continues = |name: &str| of(name).is_some_and(|merge| merge.attribute("w:val") != Some("restart"));
                    let span = of("w:gridSpan").and_then(|span| span.attribute("w:val")?.parse().ok()).unwrap_or(1);
                    let fill = of("w:shd").and_then(|shade| shade.attribute("w:fill"));
                    found.push(DocxCell {
                        element: child,
                        span: usize::clamp(span, 1, MOST_COLUMNS),
                        continues: continues("w:vMerge") || continues("w:hMerge"),
                        // White and automatic shading look like none.
                        is_shaded: fill.is_some_and(|fill| !matches!(fill, "auto" | "FFFFFF" | "ffffff")),
                    });
                }
                "w:sdt" => self.filled(child).into_iter().for_each(|content| self.cells_of(content, found)),
                "w:customXml" | "w:ins" | "w:moveTo" => self.cells_of(child, found),
                _ => {}
            }
        }
    }
}

impl DocxRow<'_> {
    fn is_shaded(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_shaded)
    }
}

fn is_deleted(row: &Element) -> bool {
    row.below(&["w:trPr", "w:del"]).is_some()
}

/// Returns whether a table applies its style's formatting of the first row.
fn looks_at_first_row(table: &Element) -> bool {
    let Some(look) = table.below(&["w:tblPr", "w:tblLook"]) else { return false };
    match look.attribute("w:firstRow") {
        Some(on) => matches!(on, "1" | "true" | "on"),
        None => look.attribute("w:val").and_then(|bits| u32::from_str_radix(bits, 16).ok()).is_some_and(|bits| bits & 0x20 != 0),
    }
}

/// Returns whether everything in a row is bold.
fn all_bold(cells: &[Vec<SourceBlock>]) -> bool {
    let is_bold =
        |block: &SourceBlock| block.text().is_some_and(|text| text.starts_with("**") && text.ends_with("**") && text.len() > 4);
    cells.iter().any(|cell| !cell.is_empty()) && cells.iter().flatten().all(is_bold)
}

fn without_marks(block: &mut SourceBlock) {
    if let SourceBlockKind::Paragraph(text) = &mut block.kind {
        *text = without_emphasis(text).to_owned();
    }
}
