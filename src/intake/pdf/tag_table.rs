//! Tables by their tags.

use super::object::{Dict, Object};
use super::tags::{DEEPEST, Kid, Tags};
use crate::intake::block::{Block, BlockKind, Place};
use crate::model::passage::{Passage, passages, plain};

/// A row of a table.
struct TagRow {
    cells: Vec<Vec<Block>>,
    /// How many columns they say they go across.
    columns: usize,
    /// Whether all its cells are headers.
    is_header: bool,
    /// Whether it is of the table's head.
    is_head: bool,
    last_page: usize,
}

impl Tags<'_, '_> {
    pub(super) fn table(&mut self, element: &Dict, page: Option<usize>, depth: usize, out: &mut Vec<Block>) {
        let mut rows = Vec::new();
        let before = self.page;
        self.in_cells += 1;
        self.rows(element, page, depth, &mut rows, out);
        self.in_cells -= 1;
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut page = before;
        for (i, mut row) in rows.into_iter().enumerate() {
            let at = row.cells.iter().flatten().next().map_or(Place::Page(page + 1, 1), |block| block.at);
            if let Place::Page(begins, _) = at
                && begins > page + 1
            {
                if self.in_cells == 0 {
                    out.push(Block::new(at, BlockKind::PageBreak));
                }
                page = begins - 1;
            }
            match (columns, row.cells.len()) {
                (_, 0) => {}
                // A table that is only there for the layout, or a cell across all columns.
                (1, _) => out.extend(row.cells.into_iter().flatten()),
                (2, 1) if row.columns > 1 => out.extend(row.cells.into_iter().flatten()),
                (2, cells) => {
                    // A cell without a word in it may have no tag.
                    let value = if cells == 2 { row.cells.pop().unwrap_or_default() } else { Vec::new() };
                    let label = row.cells.pop().unwrap_or_default();
                    out.push(Block::new(at, BlockKind::Row { label: plain_text(&label), value }));
                }
                _ => {
                    let is_header = row.is_header && (i == 0 || row.is_head);
                    out.push(Block::new(at, BlockKind::Cells { is_header, cells: row.cells }));
                }
            }
            page = page.max(row.last_page);
        }
    }

    fn rows(&mut self, element: &Dict, page: Option<usize>, depth: usize, rows: &mut Vec<TagRow>, out: &mut Vec<Block>) {
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
        let (mut cells, mut is_header, mut columns) = (Vec::new(), true, 0);
        for kid in self.kids(element, page) {
            let mut blocks = Vec::new();
            match kid {
                Kid::Runs(mut runs) => self.flush(&mut runs, &mut blocks),
                Kid::Element(inner) => {
                    self.in_header = self.role(&inner) == "TH";
                    is_header &= self.in_header;
                    columns += self.columns(&inner);
                    self.flow(&inner, page, depth + 1, 0, &mut blocks);
                    self.in_header = false;
                }
            }
            cells.push(blocks);
        }
        TagRow { cells, columns, is_header, is_head, last_page: self.page }
    }

    /// How many columns a cell goes across.
    fn columns(&self, cell: &Dict) -> usize {
        let attributes = match self.file.get(cell, "A") {
            Object::Array(items) => items.iter().map(|item| self.file.resolve(item)).collect(),
            one => vec![one],
        };
        let told = attributes.iter().filter_map(Object::dict).find_map(|dict| self.file.get(dict, "ColSpan").count());
        told.unwrap_or(1).clamp(1, 100)
    }
}

/// The words of blocks, without marks.
pub(super) fn plain_text(blocks: &[Block]) -> String {
    let words = blocks.iter().filter_map(Block::text).map(|text| match passages(text).as_deref() {
        Some([Passage::Paragraph(inside)]) => plain(inside),
        _ => text.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}
