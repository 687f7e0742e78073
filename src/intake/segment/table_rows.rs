//! Tables: rows of labels with their values, and cells below the heads of their columns.

use super::marks::without_tags;
use super::piece::{CellPlace, PieceForm};
use super::segmenter::Segmenter;
use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::column::Column;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::head::Head;
use crate::intake::readers::text::without_emphasis;

impl Segmenter {
    pub(super) fn row(&mut self, at: SourcePlace, label: &str, value: &[SourceBlock]) {
        let bare = without_emphasis(label.trim());
        let names_columns = match value {
            [only] => only.text().is_some_and(|text| {
                let pair = (Column::of(bare, self.metropolitan), Column::of(without_emphasis(text), self.metropolitan));
                let is_label = |text: &str| matches!(Label::of(text), Some((_, None)));
                matches!(pair, (Some(_), Some(_))) && !(is_label(bare) && !is_label(text) && self.heads.is_empty())
            }),
            _ => false,
        };
        let cells = || vec![vec![SourceBlock::new(at, SourceBlockKind::Paragraph(label.to_owned()))], value.to_vec()];
        if names_columns
            && matches!(Column::of(bare, self.metropolitan), Some(Column::Finding(_) | Column::Number | Column::Area))
        {
            return self.column_heads(at, &cells());
        }
        // A row of two cells below more heads is another structure: a finding, or a part of a form.
        if self.heads.len() > 2 && Head::of(bare, self.metropolitan).is_some() {
            self.heads.clear();
        }
        if !self.heads.is_empty() && !matches!(Label::of(bare), Some((_, None))) {
            return self.cells_below_heads(at, &cells());
        }
        self.rows += 1;
        if !bare.is_empty() {
            self.label = bare.trim_end_matches(':').to_owned();
        }
        self.labelled(at, (!bare.is_empty()).then_some(label), value);
    }

    /// Adds a label and the value beside it.
    fn labelled(&mut self, at: SourcePlace, label: Option<&str>, value: &[SourceBlock]) {
        self.blocks += 1;
        let place =
            |column| CellPlace { table: self.tables, row: self.rows, column, head: self.label.clone(), has_column_heads: false };
        let (first, second) = (place(0), place(1));
        self.cell = Some(first);
        if let Some(label) = label {
            let bare = without_emphasis(label.trim());
            // The left cell may hold a whole finding.
            match finding_label(bare) {
                Some((.., rest)) if rest.split_whitespace().count() > 8 => self.prose(at, bare, &PieceForm::Text),
                _ if bare.split_whitespace().count() > 20 || bare.split_once(": ").is_some() => {
                    self.prose(at, bare, &PieceForm::Text)
                }
                _ => self.push(at, bare, PieceForm::RowLabel),
            }
        }
        self.cell = Some(second);
        value.iter().for_each(|block| self.add(block));
        self.cell = None;
    }

    fn column_heads(&mut self, at: SourcePlace, cells: &[Vec<SourceBlock>]) {
        let heads: Vec<String> = cells.iter().map(|cell| without_emphasis(&markdown(cell)).replace("**", "")).collect();
        // The same heads again are those of the next page.
        if !self.heads.is_empty() && heads != self.heads {
            self.tables += 1;
        }
        self.heads = heads;
        self.rows += 1;
        for (column, head) in self.heads.clone().iter().enumerate() {
            self.blocks += 1;
            self.cell =
                Some(CellPlace { table: self.tables, row: self.rows, column, head: String::new(), has_column_heads: true });
            self.push(at, head, PieceForm::ColumnHead);
        }
        self.cell = None;
    }

    pub(super) fn cells(&mut self, at: SourcePlace, is_header: bool, cells: &[Vec<SourceBlock>]) {
        let texts: Vec<String> = cells.iter().map(|cell| without_emphasis(&markdown(cell)).replace("**", "")).collect();
        let filled = texts.iter().filter(|text| !text.is_empty()).count();
        let known = texts.iter().filter(|text| Column::of(text, self.metropolitan).is_some()).count();
        // A row that is not marked as a head consists of short texts, most of which are known.
        let is_short = texts.iter().all(|text| text.split_whitespace().count() <= 8);
        // The first column of a table of grades often has no head.
        let is_named = is_header && (filled >= 3 || filled == 2 && texts.len() > 2) && is_short;
        if is_named || known >= 2 && (is_header || is_short && known * 2 > filled) {
            return self.column_heads(at, cells);
        }
        if !self.heads.is_empty() {
            return self.cells_below_heads(at, cells);
        }
        // Side by side: labels, each with the cells behind it as its value.
        let is_label = |text: &String| {
            let bare = text.trim_end_matches([':', '?']);
            !text.is_empty() && text.chars().count() <= 90 && (text.ends_with([':', '?']) || self.is_label(bare, false))
        };
        let labels: Vec<bool> = texts.iter().map(is_label).collect();
        if !labels.contains(&true) {
            // Cells without labels or heads are layout.
            return cells.iter().flatten().for_each(|block| self.add_apart(block));
        }
        let mut at_label: Option<(String, Vec<SourceBlock>)> = None;
        let mut rows = Vec::new();
        for ((cell, text), is_label) in cells.iter().zip(&texts).zip(labels) {
            match &mut at_label {
                _ if is_label => rows.extend(at_label.replace((text.clone(), Vec::new()))),
                Some((_, value)) => value.extend(cell.iter().cloned()),
                None => cell.iter().for_each(|block| self.add_apart(block)),
            }
        }
        rows.extend(at_label);
        for (label, value) in rows {
            self.row(at, &label, &value);
        }
    }

    /// Adds a block of a table that only lays out the page.
    fn add_apart(&mut self, block: &SourceBlock) {
        let in_table = self.in_table;
        self.add(block);
        self.in_table = in_table;
    }

    fn cells_below_heads(&mut self, at: SourcePlace, cells: &[Vec<SourceBlock>]) {
        self.rows += 1;
        let heads = self.heads.clone();
        for (column, cell) in cells.iter().enumerate() {
            let head = heads.get(column).cloned().unwrap_or_default();
            self.cell = Some(CellPlace { table: self.tables, row: self.rows, column, head, has_column_heads: true });
            let is_number = |block: &SourceBlock| match &block.kind {
                SourceBlockKind::Item { depth: 0, mark, .. } => mark.starts_with(|c: char| c.is_ascii_digit()),
                _ => false,
            };
            match &cell[..] {
                // "4. Chief constables should …" with a list's number.
                [only] if is_number(only) => {
                    if let SourceBlockKind::Item { mark, text, .. } = &only.kind {
                        self.blocks += 1;
                        self.push(at, mark, PieceForm::Number);
                        self.add(&SourceBlock::new(only.at, SourceBlockKind::Paragraph(text.clone())));
                    }
                }
                _ => without_tags(cell).iter().for_each(|block| self.add(block)),
            }
        }
        self.cell = None;
    }
}
