//! Finds running headers, footers and page numbers: lines at the edge of pages that recur.

use std::collections::{BTreeMap, BTreeSet};

use super::run_text::text;
use super::text_run::{Standing, TextRun};
use crate::intake::phrases::finding_label::{bare_label, finding_label};
use crate::intake::phrases::form_label::Label;
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};
use crate::prose::counted;

/// The most lines of a running header or footer.
const MOST_LINES: usize = 3;
/// The most letters that the headers and footers of a page have together.
const LONGEST: usize = 300;

/// Returns the indexes of the running lines.
pub(super) fn running(runs: &[TextRun], lines: &[Vec<usize>]) -> BTreeSet<usize> {
    let mut pages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        pages.entry(runs[line[0]].sheet).or_default().push(i);
    }
    let last_page = lines.last().map_or(0, |line| runs[line[0]].page);
    let mut running = BTreeSet::new();
    for is_top in [true, false] {
        for depth in 0..MOST_LINES {
            let mut alike: BTreeMap<(String, i64), Vec<usize>> = BTreeMap::new();
            for own in pages.values() {
                // From the edge inwards: a line is considered only if the one before it is running.
                let at = |depth: usize| {
                    if is_top { own.get(depth) } else { own.len().checked_sub(depth + 1).and_then(|i| own.get(i)) }
                };
                if depth > 0 && at(depth - 1).is_none_or(|before| !running.contains(before)) {
                    continue;
                }
                let Some(line) = at(depth) else { continue };
                let whole = text(lines[*line].iter().map(|i| &runs[*i]));
                let words = without_number(&whole, runs[lines[*line][0]].page + 1, last_page + 1);
                // Rounded to four points, because headers are not placed exactly alike.
                let y = (runs[lines[*line][0]].y / 4.0).round() as i64;
                // A page number at the very edge is running even if it occurs once.
                if depth == 0 && is_number_of_page(&words) {
                    running.insert(*line);
                }
                alike.entry((words, y)).or_default().push(*line);
            }
            // A label with one value here and another there is a field of a form, also where most pages say the same.
            let labels: Vec<(&str, i64)> = alike.keys().filter_map(|(words, y)| Some((words.split_once(':')?.0, *y))).collect();
            let is_field = |words: &str, y: i64| {
                words.split_once(':').is_some_and(|(label, _)| labels.iter().filter(|other| **other == (label, y)).count() > 1)
            };
            // A third of the pages is enough, because headers may differ by section or between left and right pages.
            let is_enough = |group: &[usize]| group.len() >= 2 && group.len() * 3 >= pages.len();
            for ((words, y), group) in &alike {
                let first = || text(lines[group[0]].iter().map(|i| &runs[*i]));
                // A form may begin each page with the next recommendation, or end each with the same label.
                let is_content = || is_field(words, *y) || is_of_form(&first(), words) || is_attached(runs, lines, group, is_top);
                if is_enough(group) && !is_content() {
                    running.extend(group);
                }
            }
        }
    }
    // Where most pages have nothing else, it is what they say.
    let bare = pages.values().filter(|own| own.iter().all(|line| running.contains(line))).count();
    if bare * 2 > pages.len() { BTreeSet::new() } else { running }
}

/// Returns whether lines follow the text of their pages at once, and other text on each: an answer that several pages end with.
fn is_attached(runs: &[TextRun], lines: &[Vec<usize>], group: &[usize], is_top: bool) -> bool {
    let mut texts = BTreeSet::new();
    let is_close = |line: &usize| {
        let inward = if is_top { line + 1 } else { line.wrapping_sub(1) };
        let Some(inward) = lines.get(inward) else { return false };
        let (own, other) = (&runs[lines[*line][0]], &runs[inward[0]]);
        texts.insert(text(inward.iter().map(|i| &runs[*i])));
        own.sheet == other.sheet && (own.y - other.y).abs() <= 1.6 * own.size
    };
    group.iter().all(is_close) && (texts.len() > 1 || texts.iter().all(|words| is_of_form(words, words)))
}

/// Returns whether a line is a label or heading of a response, or numbers something other than pages: `Action 3`.
fn is_of_form(line: &str, without_number: &str) -> bool {
    let words = without_number.split_whitespace().filter(|word| *word != "#").count();
    let is_counted = without_number.contains('#') && !is_number_of_page(without_number) && words > 0;
    finding_label(line).is_some()
        || bare_label(line.trim_end_matches(':')).is_some()
        || Label::of(line).is_some()
        // Headers that end in the number of the page have more words than what is counted.
        || is_counted && words <= 2 && !without_number.to_lowercase().contains("page")
}

/// Replaces the page number and the number of pages by `#`.
fn without_number(line: &str, page: usize, pages: usize) -> String {
    let words = line.split_whitespace().map(|word| {
        let number = word.trim_matches(|c: char| !c.is_alphanumeric()).parse::<usize>();
        // `number + 1`: a title page is often not counted.
        if number.is_ok_and(|number| number == page || number == pages || number + 1 == page) { "#" } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_number_of_page(line: &str) -> bool {
    matches!(line.to_lowercase().as_str(), "#" | "page #" | "page # of #" | "# of #" | "# / #")
}

/// Returns what is not text of the document, in order of pages: artifacts, or what hidden layers have.
pub(super) fn apart(runs: &[TextRun], standing: Standing) -> Vec<(SourcePlace, String)> {
    let apart: Vec<&TextRun> = runs.iter().filter(|run| run.standing == standing).collect();
    let pages = apart.chunk_by(|a, b| a.page == b.page);
    let lines = pages.flat_map(|runs| {
        let at = SourcePlace::Page(runs[0].page + 1, 1);
        let words = text(runs.iter().copied());
        words.split('\n').map(|line| (at, line.to_owned())).collect::<Vec<_>>()
    });
    lines.collect()
}

/// Takes for text what the pages mark as artifacts, where there is no other text: on all pages, or more of it on a page than
/// headers and footers have.
pub(super) fn take_lone_artifacts(runs: &mut [TextRun]) {
    let letters = |run: &TextRun| run.text.chars().filter(|c| !c.is_whitespace()).count();
    let has_text = |runs: &[TextRun]| runs.iter().any(|run| run.standing == Standing::Text && letters(run) > 0);
    let is_all = !has_text(runs);
    for page in runs.chunk_by_mut(|a, b| a.page == b.page) {
        if is_all || !has_text(page) && page.iter().map(letters).sum::<usize>() > LONGEST {
            page.iter_mut().filter(|run| run.standing == Standing::Artifact).for_each(|run| run.standing = Standing::Text);
        }
    }
}

/// Notes what was left out, each wording once.
pub(super) fn notes(standing: Standing, texts: impl IntoIterator<Item = (SourcePlace, String)>) -> Vec<ImportNote> {
    let is_hidden = standing == Standing::Hidden;
    let what = if is_hidden { "words of a layer that is switched off" } else { "header or footer of a page" };
    // Headers that differ only in digits are the same: page numbers. In a layer, other digits are another date.
    let mut alike: BTreeMap<String, (SourcePlace, String, usize)> = BTreeMap::new();
    for (at, words) in texts.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
        let key: String = words.chars().map(|c| if c.is_ascii_digit() && !is_hidden { '#' } else { c }).collect();
        alike.entry(key).or_insert((at, words, 0)).2 += 1;
    }
    let told = |(at, words, count): (SourcePlace, String, usize)| ImportNote {
        code: ImportNoteCode::LeftOut,
        at,
        message: format!("{what} ({}); left out", counted(count, "time", "times")),
        quote: Some(words),
    };
    alike.into_values().map(told).collect()
}
