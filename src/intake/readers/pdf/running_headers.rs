//! Finds running headers, footers and page numbers: lines at the edge of pages that recur.

use std::collections::{BTreeMap, BTreeSet};

use super::content::TextRun;
use super::run_text::text;
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};
use crate::prose::counted;

/// The most lines of a running header or footer.
const MOST_LINES: usize = 3;

/// Returns the indexes of the running lines.
pub(super) fn running(runs: &[TextRun], lines: &[Vec<usize>]) -> BTreeSet<usize> {
    let mut pages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        pages.entry(runs[line[0]].page).or_default().push(i);
    }
    let last_page = pages.keys().next_back().copied().unwrap_or(0);
    let mut running = BTreeSet::new();
    for is_top in [true, false] {
        for depth in 0..MOST_LINES {
            let mut alike: BTreeMap<(String, i64), Vec<usize>> = BTreeMap::new();
            for (page, own) in &pages {
                // From the edge inwards: a line is considered only if the one before it is running.
                let at = |depth: usize| {
                    if is_top { own.get(depth) } else { own.len().checked_sub(depth + 1).and_then(|i| own.get(i)) }
                };
                if depth > 0 && at(depth - 1).is_none_or(|before| !running.contains(before)) {
                    continue;
                }
                let Some(line) = at(depth) else { continue };
                let words = without_number(&text(lines[*line].iter().map(|i| &runs[*i])), page + 1, last_page + 1);
                // Rounded to four points, because headers are not placed exactly alike.
                let y = (runs[lines[*line][0]].y / 4.0).round() as i64;
                // A page number at the very edge is running even if it occurs once.
                if depth == 0 && is_number_of_page(&words) {
                    running.insert(*line);
                }
                alike.entry((words, y)).or_default().push(*line);
            }
            // A third of the pages is enough, because headers may differ by section or between left and right pages.
            for lines in alike.into_values().filter(|lines| lines.len() >= 2 && lines.len() * 3 >= pages.len()) {
                running.extend(lines);
            }
        }
    }
    running
}

/// Replaces the page number and the number of pages by `#`.
fn without_number(line: &str, page: usize, pages: usize) -> String {
    let words = line.split_whitespace().map(|word| {
        let number = word.trim_matches(|c: char| !c.is_ascii_digit()).parse::<usize>();
        // `number + 1`: a title page is often not counted.
        if number.is_ok_and(|number| number == page || number == pages || number + 1 == page) { "#" } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_number_of_page(line: &str) -> bool {
    matches!(line.to_lowercase().as_str(), "#" | "page #" | "page # of #" | "# of #" | "# / #")
}

/// Returns text that the pages mark as artifacts, in order of pages.
pub(super) fn artifacts(runs: &[TextRun]) -> Vec<(SourcePlace, String)> {
    let artifacts: Vec<&TextRun> = runs.iter().filter(|run| run.is_artifact).collect();
    let pages = artifacts.chunk_by(|a, b| a.page == b.page);
    let lines = pages.flat_map(|runs| {
        let at = SourcePlace::Page(runs[0].page + 1, 1);
        let words = text(runs.iter().copied());
        words.split('\n').map(|line| (at, line.to_owned())).collect::<Vec<_>>()
    });
    lines.collect()
}

/// Notes what was left out, each wording once.
pub(super) fn notes(texts: impl IntoIterator<Item = (SourcePlace, String)>) -> Vec<ImportNote> {
    // Texts that differ only in digits are the same: page numbers.
    let mut alike: BTreeMap<String, (SourcePlace, String, usize)> = BTreeMap::new();
    for (at, words) in texts.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
        let key: String = words.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
        alike.entry(key).or_insert((at, words, 0)).2 += 1;
    }
    let told = |(at, words, count): (SourcePlace, String, usize)| ImportNote {
        code: ImportNoteCode::LeftOut,
        at,
        message: format!("header or footer of a page ({}); left out", counted(count, "time", "times")),
        quote: Some(words),
    };
    alike.into_values().map(told).collect()
}
