//! What the columns of a document's tables hold: by their heads first, and by their content where heads do not say.

use std::collections::HashMap;

use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::says_should;
use crate::intake::phrases::head::Column;
use crate::intake::segment::{Piece, PieceForm};
use crate::model::PrintedRef;

/// The columns of each table, by the table's number.
#[derive(Default)]
pub(super) struct Columns {
    tables: HashMap<usize, Vec<Option<Column>>>,
}

impl Columns {
    pub(super) fn of(pieces: &[Piece], metropolitan: bool) -> Self {
        let mut columns = Self::default();
        for piece in pieces.iter().filter(|piece| piece.form == PieceForm::ColumnHead) {
            let Some(cell) = &piece.cell else { continue };
            let table = columns.tables.entry(cell.table).or_default();
            table.resize(table.len().max(cell.column + 1), None);
            table[cell.column] = Column::of(&piece.plain, metropolitan);
        }
        for (table, heads) in &mut columns.tables {
            by_content(pieces, *table, heads);
        }
        columns
    }

    /// Returns what the column of a piece holds; `None` if it is in no column that irr knows.
    pub(super) fn column(&self, piece: &Piece) -> Option<Column> {
        let cell = piece.cell.as_ref().filter(|cell| cell.has_column_heads)?;
        *self.tables.get(&cell.table)?.get(cell.column)?
    }

    /// Returns whether a table gives grades.
    pub(super) fn grades(&self, table: usize) -> bool {
        self.tables.get(&table).is_some_and(|columns| columns.contains(&Some(Column::Grade)))
    }

    /// Returns whether a table lists findings.
    pub(super) fn lists_findings(&self, table: usize) -> bool {
        let is_of_finding = |column: &Option<Column>| matches!(column, Some(Column::Finding(_) | Column::Number));
        self.tables.get(&table).is_some_and(|columns| columns.iter().any(is_of_finding))
    }
}

/// Corrects columns: if the findings' column has only numbers, another one has the words.
fn by_content(pieces: &[Piece], table: usize, heads: &mut [Option<Column>]) {
    let share = |column: usize, is: &dyn Fn(&str) -> bool| {
        let texts: Vec<&str> = pieces
            .iter()
            .filter(|piece| piece.form != PieceForm::ColumnHead)
            .filter(|piece| piece.cell.as_ref().is_some_and(|cell| cell.table == table && cell.column == column))
            .map(|piece| piece.plain.as_str())
            .collect();
        // More than half of the cells decide: single cells may be a note.
        !texts.is_empty() && texts.iter().filter(|text| is(text)).count() * 2 > texts.len()
    };
    let is_number = |text: &str| {
        finding_label(text).is_some_and(|(.., rest)| rest.is_empty()) || text.trim_end_matches(['.', ')']).parse::<PrintedRef>().is_ok()
    };
    for column in 0..heads.len() {
        if matches!(heads[column], Some(Column::Finding(_))) && share(column, &is_number) {
            heads[column] = Some(Column::Number);
        }
    }
    if !heads.iter().any(|head| matches!(head, Some(Column::Finding(_)))) {
        let free = (0..heads.len()).find(|column| matches!(heads[*column], None | Some(Column::Area)) && share(*column, &says_should));
        if let Some(column) = free {
            heads[column] = Some(Column::Finding(None));
        }
    }
    // Two columns for findings: the one that orders has the words, the other the area.
    let named: Vec<usize> = (0..heads.len()).filter(|column| matches!(heads[*column], Some(Column::Finding(_)))).collect();
    if let [first, second] = named[..] {
        let other = if share(second, &says_should) && !share(first, &says_should) { first } else { second };
        heads[other] = if share(other, &|text| text.split(' ').count() < 8) { Some(Column::Area) } else { heads[other] };
    }
}
