//! Finds columns of running text on a page without tags, as in a newsletter: each is read as a whole before the next.

use super::line_parts::{cells, second_start};
use super::text_lines::{PdfLine, trimmed_end};

/// The fewest lines of a column. Fewer are labels and values, or a heading beside a date.
const FEWEST: usize = 4;
/// The most left edges that are tried.
const MOST_EDGES: usize = 4;

/// Two columns beside each other: the lines from `first` to before `end` are those of `left`, then of `right`.
pub(super) struct TextColumns<'r> {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) left: Vec<PdfLine<'r>>,
    pub(super) right: Vec<PdfLine<'r>>,
}

impl<'r> TextColumns<'r> {
    /// Returns the first columns among lines; `None` if all go over the whole page, or belong to a table. `across` are the
    /// heights of the page's horizontal lines, from the top.
    pub(super) fn of(lines: &[PdfLine<'r>], across: &[f64]) -> Option<Self> {
        let mut edges: Vec<(f64, usize)> = Vec::new();
        for edge in lines.iter().flat_map(|line| [Some(line.x), second_start(line)]).flatten() {
            // Limits the work on hostile pages: every line is compared with every candidate.
            match edges.iter_mut().take(300).find(|(at, _)| (*at - edge).abs() < 2.0) {
                Some((_, count)) => *count += 1,
                None => edges.push((edge, 1)),
            }
        }
        let left = lines.iter().map(|line| line.x).fold(f64::MAX, f64::min);
        edges.retain(|(edge, count)| *count >= FEWEST && *edge > left + 2.0);
        edges.sort_by_key(|(_, count)| usize::MAX - count);
        edges.into_iter().take(MOST_EDGES).find_map(|(edge, _)| Self::at(lines, edge, across))
    }

    /// Returns the columns on both sides of a left edge.
    fn at(lines: &[PdfLine<'r>], edge: f64, across: &[f64]) -> Option<Self> {
        let is_clear =
            |line: &PdfLine<'r>| line.runs.iter().all(|run| run.x > edge - 2.0 || trimmed_end(run) < edge - 0.6 * line.size);
        let mut at = 0;
        for stretch in lines.chunk_by(|a, b| is_clear(a) == is_clear(b)) {
            let first = at;
            at += stretch.len();
            if !is_clear(&stretch[0]) || stretch.len() < FEWEST {
                continue;
            }
            let mut columns = cells(stretch, &[edge]);
            let (Some(right), Some(left)) = (columns.pop(), columns.pop()) else { continue };
            if is_prose(&left, edge) && is_prose(&right, f64::MAX) && !has_rows(stretch, across) {
                return Some(Self { first, end: at, left, right });
            }
        }
        None
    }
}

/// Returns whether most lines go nearly to the right edge of their column, as prose does and labels or figures do not.
fn is_prose(column: &[PdfLine<'_>], before: f64) -> bool {
    let Some(start) = column.iter().map(|line| line.x).reduce(f64::min) else { return false };
    let end = column.iter().map(|line| line.end).fold(start, f64::max);
    // The widest line shows the right edge, unless it ends far from the next column.
    let width = if before < f64::MAX && before - end > 0.45 * (before - start) { before - start } else { end - start };
    let full = column.iter().filter(|line| line.end - start > 0.7 * width).count();
    // Prose has words; columns of figures are a table.
    let words = column.iter().filter(|line| line.words.split_whitespace().count() >= 3).count();
    column.len() >= FEWEST && full * 10 >= column.len() * 6 && words * 10 >= column.len() * 7
}

/// Returns whether all columns pause at the same heights, or at lines: then these are rows of a table.
fn has_rows(lines: &[PdfLine<'_>], across: &[f64]) -> bool {
    let band = |line: &PdfLine<'_>| across.partition_point(|y| *y > line.y);
    if lines.last().map(band).unwrap_or(0) > lines.first().map(band).unwrap_or(0) + 1 {
        return true;
    }
    let mut distances: Vec<f64> = lines.windows(2).map(|pair| (pair[0].y - pair[1].y) / pair[0].size.max(1.0)).collect();
    distances.sort_by(f64::total_cmp);
    // Lines of two columns need not be at the same heights, so the larger distances are those from line to line.
    let usual = distances.get(distances.len() * 3 / 4).copied().unwrap_or(1.3).max(1.0);
    distances.iter().filter(|distance| **distance > 1.3 * usual).count() >= 2
}
