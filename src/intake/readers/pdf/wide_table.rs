//! Finds tables of three or more columns without lines between the columns: parted by space, and often by lines between the rows.

use super::line_parts::{PdfRow, cells};
use super::text_lines::{PdfLine, trimmed_end};

/// The most lines in which a second row is looked for, and the most columns.
const REACH: usize = 60;
const MOST_COLUMNS: usize = 20;
/// The most tables on a page.
pub(super) const MOST_TABLES: usize = 20;

/// A table, and the lines that it takes: from `first` to before `end`.
pub(super) struct WideTable<'r> {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) rows: Vec<PdfRow<'r>>,
}

impl<'r> WideTable<'r> {
    /// Returns the first table among lines. `across` are the heights of the horizontal lines of the page.
    pub(super) fn of(lines: &[PdfLine<'r>], across: &[f64]) -> Option<Self> {
        let starts: Vec<Vec<f64>> = lines.iter().map(starts).collect();
        let seeds = (0..lines.len()).filter(|i| (3..=MOST_COLUMNS).contains(&starts[*i].len())).take(REACH);
        seeds.into_iter().find_map(|seed| {
            // Two rows have the same left edges; in one line with gaps they are chance.
            let below = &starts[seed + 1..(seed + REACH).min(lines.len())];
            let is_shared = |edge: &&f64| below.iter().any(|other| other.iter().any(|at| (at - **edge).abs() < 2.0));
            let edges: Vec<f64> = starts[seed][1..].iter().filter(is_shared).copied().collect();
            (edges.len() >= 2).then(|| Self::around(lines, &starts, seed, &edges, across))?
        })
    }

    /// Returns the table around a line of it, whose columns begin at these edges.
    fn around(lines: &[PdfLine<'r>], starts: &[Vec<f64>], seed: usize, edges: &[f64], across: &[f64]) -> Option<Self> {
        let is_clear = |line: &PdfLine<'r>| {
            let crosses = |edge: f64| line.runs.iter().any(|run| run.x < edge - 2.0 && trimmed_end(run) > edge - 1.0);
            !edges.iter().any(|edge| crosses(*edge))
        };
        let end = (seed..lines.len()).find(|i| !is_clear(&lines[*i])).unwrap_or(lines.len());
        // Below the last line with a second column is text that happens to be short.
        let end = (seed..end).rfind(|i| lines[*i].end > edges[0])? + 1;
        let gap = |i: usize| (lines[i].y - lines[i + 1].y) / lines[i].size.max(1.0);
        let mut gaps: Vec<f64> = (seed..end - 1).map(gap).collect();
        gaps.sort_by(f64::total_cmp);
        let apart = 1.25 * gaps.get(gaps.len() / 4).copied().unwrap_or(1.3).clamp(1.0, 1.7);
        // Heads are often centred, and so begin elsewhere; a number may stand at the middle of its row.
        let belongs = |i: &usize| is_clear(&lines[*i]) && (starts[*i].len() >= 3 || starts[*i].len() == 2 && gap(*i) <= apart);
        let first = (0..seed).rev().take_while(belongs).last().unwrap_or(seed);
        let stretch = &lines[first..end];
        let full = starts[first..end].iter().filter(|starts| starts.len() >= 3).count();
        let band = |i: usize| across.partition_point(|y| *y > lines[i].y + 0.3 * lines[i].size);
        let is_ruled = band(first) != band(end - 1);
        let is_spaced = (first..end - 1).any(|i| gap(i) > apart);
        let begins = |i: usize| match (is_ruled, is_spaced) {
            (true, _) => band(i - 1) != band(i),
            (false, true) => gap(i - 1) > apart,
            (false, false) => lines[i].x < edges[0] - 2.0 && starts[i].len() >= 3,
        };
        let mut rows: Vec<PdfRow<'r>> = Vec::new();
        let mut begin = first;
        for i in first + 1..=end {
            if i == end || begins(i) {
                rows.push(PdfRow { cells: cells(&stretch[begin - first..i - first], edges) });
                begin = i;
            }
        }
        (full >= 2 && rows.len() >= 2).then_some(Self { first, end, rows })
    }
}

/// Returns where the parts of a line begin that wide gaps part.
fn starts(line: &PdfLine<'_>) -> Vec<f64> {
    let mut starts = vec![line.x];
    let written: Vec<_> = line.runs.iter().filter(|run| !run.text.trim().is_empty()).collect();
    for pair in written.windows(2) {
        // Nine tenths of the type size: wider than the widest justified blank.
        if pair[1].x - trimmed_end(pair[0]) > 0.9 * line.size {
            starts.push(pair[1].x);
        }
    }
    starts
}
