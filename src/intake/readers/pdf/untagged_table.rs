//! Finds tables in a PDF without tags: rows by drawn lines, columns by drawn lines or by empty space.

use super::line_parts::{PdfRow, cells, second_start};
use super::run_text::{Vocabulary, first_word, text};
use super::table_cell::{MOST_COLUMNS, plain_text};
use super::text_columns::TextColumns;
use super::text_lines::{PdfLine, Sizes, blocks, trimmed_end};
use super::text_run::{RuledLine, TextRun};
use super::wide_table::{MOST_TABLES, WideTable};
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::phrases::form_label::Label;
use crate::intake::{ImportNote, ImportNoteCode};

/// The most blocks of text in columns on one page. Each is looked for in all lines below the one before.
const MOST_COLUMN_BLOCKS: usize = 6;
/// How often columns are looked for in columns.
const MOST_COLUMNS_BESIDE: usize = 3;

/// A table, or other text.
pub(super) enum TableOrText<'r> {
    Text(Vec<PdfLine<'r>>),
    Table(Vec<PdfRow<'r>>, Labels),
}

/// The most vertical lines of a page that are looked at; each line of text is compared with them.
const MOST_DOWN: usize = 500;

/// Where labels are in their rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    AtTheTop,
    Centred,
}

/// Splits the lines of a page into tables and other text.
pub(super) fn parts<'r>(lines: &[PdfLine<'r>], rules: &[RuledLine]) -> Vec<TableOrText<'r>> {
    let grid = Grid::of(rules);
    let across: Vec<f64> = grid.across.iter().map(|(y, ..)| *y).collect();
    let drawn: Vec<Option<usize>> = lines.iter().map(|line| grid.band(line)).collect();
    let mut parts = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        let is_drawn = drawn[i].is_some();
        let end = (i..lines.len()).find(|at| drawn[*at].is_some() != is_drawn).unwrap_or(lines.len());
        if is_drawn {
            drawn_table(&lines[i..end], &drawn[i..end], &grid, &mut parts);
        } else {
            undrawn(&lines[i..end], &across, &mut parts, 0);
        }
        i = end;
    }
    parts.retain(|part| !matches!(part, TableOrText::Text(lines) if lines.is_empty()));
    parts
}

/// The drawn lines of a page.
struct Grid {
    /// The horizontal lines, top first: height, left end, right end.
    across: Vec<(f64, f64, f64)>,
    /// The vertical lines: position, lower end, upper end.
    down: Vec<(f64, f64, f64)>,
}

impl Grid {
    fn of(rules: &[RuledLine]) -> Self {
        let mut across: Vec<(f64, f64, f64)> = Vec::new();
        let mut down = Vec::new();
        let mut sorted: Vec<(f64, f64, f64)> = Vec::new();
        for rule in rules {
            match *rule {
                RuledLine::Across(x, end, y) => sorted.push((y, x, end)),
                RuledLine::Down(low, high, x) => down.push((x, low, high)),
            }
        }
        sorted.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
        for (y, x, end) in sorted {
            match across.last_mut() {
                // A thick or double line is drawn as several; within 2.5 points they are one.
                Some((at, from, to)) if *at - y < 2.5 => (*from, *to) = (from.min(x), to.max(end)),
                _ => across.push((y, x, end)),
            }
        }
        // Shorter horizontal lines are underlines or decoration, not rows.
        across.retain(|(_, x, end)| end - x > 150.0);
        down.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        // Each cell has its own sides, which together are one line.
        down.dedup_by(|next, (x, _, high)| {
            let goes_on = next.0 - *x < 0.5 && next.1 <= *high + 2.0;
            if goes_on {
                *high = high.max(next.2);
            }
            goes_on
        });
        down.truncate(MOST_DOWN);
        Self { across, down }
    }

    /// Returns the index of the horizontal line above a line of text; `None` if the text is not between two, or if there are
    /// no vertical lines.
    fn band(&self, line: &PdfLine<'_>) -> Option<usize> {
        let middle = line.y + 0.3 * line.size;
        let below = self.across.partition_point(|(y, ..)| *y >= middle);
        let above = below.checked_sub(1).filter(|_| below < self.across.len())?;
        let ((_, x, end), (_, other_x, other_end)) = (self.across[above], self.across[below]);
        let is_within = line.x > x.max(other_x) - 2.0 && line.end < end.min(other_end) + 4.0;
        // Three vertical lines make two columns; a box around text has only two.
        (is_within && (3..=MOST_COLUMNS).contains(&self.columns(middle).len())).then_some(above)
    }

    /// Returns the positions of the vertical lines at a height, from the left, and one more than a table has at most.
    fn columns(&self, y: f64) -> Vec<f64> {
        let mut found: Vec<f64> = Vec::new();
        for (x, low, high) in &self.down {
            let is_there = *low - 1.0 < y && y < *high + 1.0;
            if is_there && found.last().is_none_or(|last| x - last >= 4.0) {
                found.push(*x);
            }
            if found.len() > MOST_COLUMNS {
                break;
            }
        }
        found
    }
}

fn drawn_table<'r>(lines: &[PdfLine<'r>], bands: &[Option<usize>], grid: &Grid, parts: &mut Vec<TableOrText<'r>>) {
    let mut rows = Vec::new();
    let mut start = 0;
    for i in 1..=lines.len() {
        if i < lines.len() && bands[i] == bands[start] {
            continue;
        }
        let columns = grid.columns(lines[start].y + 0.3 * lines[start].size);
        // The outermost lines are the frame, not a boundary between columns.
        let inner = columns.get(1..columns.len().saturating_sub(1)).unwrap_or(&[]);
        rows.push(PdfRow { cells: cells(&lines[start..i], inner) });
        start = i;
    }
    drop_empty_columns(&mut rows);
    parts.push(TableOrText::Table(rows, Labels::AtTheTop));
}

/// Removes the empty columns that a frame around the table creates.
fn drop_empty_columns(rows: &mut [PdfRow<'_>]) {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if rows.iter().any(|row| row.cells.len() != columns) {
        return;
    }
    let is_empty = |column: usize| rows.iter().all(|row| row.cells[column].is_empty());
    let empty: Vec<usize> =
        [0, columns.saturating_sub(1)].into_iter().filter(|column| columns > 2 && is_empty(*column)).collect();
    for column in empty.into_iter().rev() {
        rows.iter_mut().for_each(|row| drop(row.cells.remove(column)));
    }
}

/// Finds columns of text, and tables without drawn lines between their columns.
fn undrawn<'r>(mut lines: &[PdfLine<'r>], across: &[f64], parts: &mut Vec<TableOrText<'r>>, depth: usize) {
    for _ in 0..MOST_COLUMN_BLOCKS {
        let Some(columns) = TextColumns::of(lines, across).filter(|_| depth < MOST_COLUMNS_BESIDE) else { break };
        wide(&lines[..columns.first], across, parts);
        // A page of three columns has two on the right.
        for column in [&columns.left, &columns.right] {
            // Each column is as wide as it is: its lines are not short because those of others go further.
            parts.push(TableOrText::Text(Vec::new()));
            undrawn(column, across, parts, depth + 1);
        }
        parts.push(TableOrText::Text(Vec::new()));
        lines = &lines[columns.end..];
    }
    wide(lines, across, parts);
}

/// Finds tables of many columns without drawn lines between these, and of labels and values.
fn wide<'r>(mut lines: &[PdfLine<'r>], across: &[f64], parts: &mut Vec<TableOrText<'r>>) {
    for _ in 0..MOST_TABLES {
        let Some(table) = WideTable::of(lines, across) else { break };
        spaced(&lines[..table.first], parts);
        parts.push(TableOrText::Table(table.rows, Labels::AtTheTop));
        lines = &lines[table.end..];
    }
    spaced(lines, parts);
}

/// Finds tables without drawn lines: a column of labels, and one of values with a common left edge.
fn spaced<'r>(lines: &[PdfLine<'r>], parts: &mut Vec<TableOrText<'r>>) {
    let starts = lines.iter().filter_map(|line| Some((second_start(line)?, line)));
    let mut votes: Vec<(f64, usize)> = Vec::new();
    for (start, _) in starts {
        // Limits the work on hostile pages: every line is compared with every candidate.
        match votes.iter_mut().take(300).find(|(at, _)| (*at - start).abs() < 2.0) {
            Some((_, count)) => *count += 1,
            None => votes.push((start, 1)),
        }
    }
    // One line with a gap is a coincidence; two with the same one are a column.
    let column = votes.into_iter().filter(|(_, count)| *count >= 2).max_by_key(|(_, count)| *count).map(|(at, _)| at);
    let Some(column) = column else { return push_text(lines, parts) };
    let mut i = 0;
    while i < lines.len() {
        let fits = |line: &PdfLine<'r>| respects(line, column);
        let end = (i..lines.len()).find(|at| !fits(&lines[*at])).unwrap_or(lines.len());
        // From the first line with both a label and a value to the last one with a value. A line in two parts may be entirely
        // left of the column; then no value belongs to it.
        let has_value = |line: &PdfLine<'r>| line.end > column;
        let first = (i..end).find(|at| second_start(&lines[*at]).is_some());
        let last = (i..end).rev().find(|at| has_value(&lines[*at]));
        match (first, last) {
            (Some(first), Some(last)) if first <= last => {
                push_text(&lines[i..first], parts);
                parts.push(spaced_table(&lines[first..=last], column));
                push_text(&lines[last + 1..end], parts);
            }
            _ => push_text(&lines[i..end], parts),
        }
        let next = (end..lines.len()).find(|at| fits(&lines[*at])).unwrap_or(lines.len());
        push_text(&lines[end..next], parts);
        i = next;
    }
}

fn push_text<'r>(lines: &[PdfLine<'r>], parts: &mut Vec<TableOrText<'r>>) {
    if lines.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(TableOrText::Text(before)) => before.extend(lines.iter().cloned()),
        _ => parts.push(TableOrText::Text(lines.to_vec())),
    }
}

/// Returns whether no word of a line crosses the left edge of a column.
fn respects(line: &PdfLine<'_>, column: f64) -> bool {
    line.runs.iter().all(|run| run.x > column - 2.0 || trimmed_end(run) < column - 1.0)
        && (line.x > column - 2.0 && line.x < column + 160.0
            || line.end < column
            || second_start(line).is_some_and(|at| (at - column).abs() < 2.0))
}

/// Splits lines into rows: by wider spacing, or by a label in each.
fn spaced_table<'r>(lines: &[PdfLine<'r>], column: f64) -> TableOrText<'r> {
    // Rows are separated by at least 15 % more than lines inside a value.
    let apart = 1.15 * leading(lines, column);
    let is_apart = |last: &PdfLine<'_>, line: &PdfLine<'_>| last.y - line.y > apart * last.size;
    let mut rows = Vec::new();
    let mut has_centred = false;
    for group in lines.chunk_by(|last, line| !is_apart(last, line)) {
        let labels: Vec<&PdfLine<'r>> = group.iter().filter(|line| !left(line, column).is_empty()).collect();
        // The label is vertically centred in its row.
        let is_centred = left(&group[0], column).is_empty() && labels.windows(2).all(|pair| !is_apart(pair[0], pair[1]));
        has_centred |= is_centred && !labels.is_empty();
        let mut start = 0;
        for i in 1..=group.len() {
            if i == group.len() || !is_centred && begins_row(&group[start..i], &group[i], column, apart) {
                rows.push(PdfRow { cells: cells(&group[start..i], &[column]) });
                start = i;
            }
        }
    }
    TableOrText::Table(rows, if has_centred { Labels::Centred } else { Labels::AtTheTop })
}

/// Returns the line distance within values, in font sizes.
fn leading(lines: &[PdfLine<'_>], column: f64) -> f64 {
    let values: Vec<&PdfLine<'_>> = lines.iter().filter(|line| line.end > column).collect();
    let mut distances: Vec<f64> = values.windows(2).map(|pair| (pair[0].y - pair[1].y) / pair[0].size.max(1.0)).collect();
    // Distances outside of this range are superscripts or gaps between rows.
    distances.retain(|distance| (0.9..1.7).contains(distance));
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 4).copied().unwrap_or(1.4)
}

/// Returns the words of a line left of a column.
fn left(line: &PdfLine<'_>, column: f64) -> String {
    text(line.runs.iter().copied().filter(|run| run.x < column - 2.0)).replace('\n', " ")
}

/// Returns whether a line begins a new row: with a label of the form, or with any label after lines without one.
fn begins_row(row: &[PdfLine<'_>], line: &PdfLine<'_>, column: f64, apart: f64) -> bool {
    let label = left(line, column);
    if label.is_empty() {
        return false;
    }
    let Some(above) = row.iter().rev().find(|line| !left(line, column).is_empty()) else { return false };
    let words = left(above, column);
    let is_apart = above.y - line.y > apart * above.size;
    // A label of the form may wrap, so it begins a row unless both lines together are one label.
    // Both lines have a label and a value, and the first word of this label had room on the line above: it did not wrap.
    let both = [above, line].into_iter().all(|line| line.end > column && second_start(line).is_some());
    let label_runs: Vec<&TextRun> = line.runs.iter().copied().filter(|run| run.x < column - 2.0).collect();
    let end = above.runs.iter().filter(|run| run.x < column - 2.0).map(|run| trimmed_end(run)).fold(f64::MIN, f64::max);
    let had_room = both && end + first_word(&label_runs) + 2.0 * line.size < column;
    is_apart || had_room || Label::of(&label).is_some_and(|_| Label::of(&format!("{words} {label}")).is_none())
}

/// Returns the blocks of a part of a page.
pub(super) fn part_blocks(part: &TableOrText<'_>, sizes: &Sizes, vocabulary: &mut Vocabulary) -> Vec<SourceBlock> {
    let (rows, labels) = match part {
        TableOrText::Text(lines) => return blocks(lines, Some(sizes), vocabulary),
        TableOrText::Table(rows, labels) => (rows, *labels),
    };
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut out = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let Some(at) = row.cells.iter().flatten().map(|line| line.at).min() else { continue };
        // In a table of two columns the first row is a label and a value like the others.
        let is_header = i == 0 && columns > 2 && row.cells.iter().flatten().all(|line| line.is_bold);
        let mut cells: Vec<Vec<SourceBlock>> = row.cells.iter().map(|lines| blocks(lines, None, vocabulary)).collect();
        let kind = match (cells.len(), columns) {
            (1, _) => {
                out.append(&mut cells[0]);
                continue;
            }
            (2, 2) => {
                let value = cells.pop().unwrap_or_default();
                let label = plain_text(&cells[0]);
                if label.is_empty() && labels == Labels::Centred {
                    vocabulary.notes.push(ImportNote {
                        code: ImportNoteCode::Guessed,
                        at,
                        message: "this row has no label; taken as part of the row above".into(),
                        quote: value.iter().find_map(SourceBlock::text).map(str::to_owned),
                    });
                }
                SourceBlockKind::Row { label, value }
            }
            _ => SourceBlockKind::Cells { is_header, cells },
        };
        out.push(SourceBlock::new(at, kind));
    }
    out
}
