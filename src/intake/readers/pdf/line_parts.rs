//! Parts of lines: cells of a row, and what wide gaps part.

use super::run_text::{mark_of, text};
use super::text_lines::{PdfLine, trimmed_end};
use super::text_run::TextRun;

/// A row of a table, with the lines in each cell.
pub(super) struct PdfRow<'r> {
    pub(super) cells: Vec<Vec<PdfLine<'r>>>,
}

/// Cuts lines at the left edges of the columns.
pub(super) fn cells<'r>(lines: &[PdfLine<'r>], starts: &[f64]) -> Vec<Vec<PdfLine<'r>>> {
    let mut cells: Vec<Vec<PdfLine<'r>>> = vec![Vec::new(); starts.len() + 1];
    for line in lines {
        let mut runs: Vec<Vec<&'r TextRun>> = vec![Vec::new(); starts.len() + 1];
        for run in &line.runs {
            let column = starts.iter().filter(|start| run.x >= **start - 2.0).count();
            runs[column].push(run);
        }
        for (cell, runs) in cells.iter_mut().zip(runs) {
            cell.extend(PdfLine::of(runs, line.at));
        }
    }
    cells
}

/// Returns where the second part of a line begins, after a wide gap; `None` if the first part is a list mark.
pub(super) fn second_start(line: &PdfLine<'_>) -> Option<f64> {
    let mut end = line.runs.first()?;
    for run in &line.runs[1..] {
        // Nine tenths of the type size: wider than the widest justified blank.
        if run.x - trimmed_end(end) > 0.9 * line.size && !run.text.trim().is_empty() {
            let before = text(line.runs.iter().copied().take_while(|other| !std::ptr::eq(*other, *run)));
            let is_mark = mark_of(&before).is_some();
            return (!is_mark).then_some(run.x);
        }
        end = run;
    }
    None
}
