//! Joins runs into lines, words and paragraphs.

use std::collections::BTreeSet;

use super::right_to_left::in_reading_order;
use super::text_run::{Standing, TextRun};
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};
use crate::prose::{Inline, inline_markdown};

/// The narrowest gap between two runs that is a blank, in font sizes.
const BLANK: f64 = 0.12;

/// Groups the runs of each page into lines, from top to bottom, each from left to right.
pub(super) fn lines(runs: &[TextRun]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> =
        (0..runs.len()).filter(|i| runs[*i].standing == Standing::Text && !runs[*i].text.trim().is_empty()).collect();
    let mut sizes: Vec<f64> = order.iter().map(|i| runs[*i].size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    // An initial stands beside several lines, and belongs to the first of them.
    let height = |run: &TextRun| run.y + if is_initial(run, usual) { 0.7 * (run.size - usual) } else { 0.0 };
    order.sort_by(|a, b| {
        let (a, b) = (&runs[*a], &runs[*b]);
        a.sheet.cmp(&b.sheet).then(height(b).total_cmp(&height(a))).then(a.x.total_cmp(&b.x))
    });
    let mut lines: Vec<Vec<usize>> = Vec::new();
    // The line being collected: sheet, baseline, largest font size.
    let mut now: Option<(usize, f64, f64)> = None;
    for i in order {
        let run = &runs[i];
        match (&mut now, lines.last_mut()) {
            (Some((sheet, y, size)), Some(line))
                if *sheet == run.sheet
                    && *y - height(run) <= reach(*size, if is_initial(run, usual) { usual } else { run.size }) =>
            {
                if run.size > *size && !is_initial(run, usual) {
                    // The larger letters define the baseline; the run before was a superscript.
                    (*y, *size) = (run.y, run.size);
                }
                line.push(i);
            }
            _ => {
                now = Some((run.sheet, height(run), if is_initial(run, usual) { usual } else { run.size }));
                lines.push(vec![i]);
            }
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| runs[*a].x.total_cmp(&runs[*b].x));
        // Bold or shaded text may be printed several times, a little apart; letters that follow each other are a letter apart.
        line.dedup_by(|again, first| {
            let (again, first) = (&runs[*again], &runs[*first]);
            let apart = (again.x - first.x).hypot(again.y - first.y);
            again.text == first.text && apart < 0.4 * (first.end - first.x).min(first.size)
        });
    }
    lines
}

/// Returns whether a run is a large letter at the start of a paragraph (a drop cap).
pub(super) fn is_initial(run: &TextRun, usual: f64) -> bool {
    let mut letters = run.text.trim().chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && run.size > 2.0 * usual
}

/// Returns how far apart the baselines on one line may be for two font sizes.
fn reach(one: f64, other: f64) -> f64 {
    // A superscript is not much smaller than its line; a name in a letterhead stands beside several lines.
    if one.max(other) > 2.0 * one.min(other) { 0.2 * one.min(other) } else { 0.42 * one.max(other) }
}

/// Returns the place of each run. Runs on no line get the start of their page.
pub(super) fn places(runs: &[TextRun], lines: &[Vec<usize>]) -> Vec<SourcePlace> {
    let mut places: Vec<SourcePlace> = runs.iter().map(|run| SourcePlace::Page(run.page + 1, 1)).collect();
    let (mut page, mut count) = (usize::MAX, 0);
    for line in lines {
        let Some(first) = line.first() else { continue };
        count = if runs[*first].page == page { count + 1 } else { 1 };
        page = runs[*first].page;
        for i in line {
            places[*i] = SourcePlace::Page(page + 1, count);
        }
    }
    places
}

/// Returns whether a run continues the line of another.
fn goes_on(last: &TextRun, run: &TextRun) -> bool {
    let size = last.size.max(run.size);
    if is_initial(last, run.size) {
        return last.sheet == run.sheet && run.y >= last.y - 0.2 * size;
    }
    last.sheet == run.sheet && (last.y - run.y).abs() <= 0.45 * size && run.x > last.x - size
}

/// Joins runs, with blanks where there is a gap, and line feeds where the next line begins.
pub(super) fn text<'r>(runs: impl IntoIterator<Item = &'r TextRun>) -> String {
    let runs: Vec<&TextRun> = runs.into_iter().collect();
    let lines = runs.chunk_by(|last, run| goes_on(last, run)).flat_map(|line| {
        let words = line_text(line);
        let lines = words.split('\n').map(|line| in_reading_order(&line.split_whitespace().collect::<Vec<_>>().join(" ")));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Joins the runs of a line, with blanks where there is a gap.
fn line_text(line: &[&TextRun]) -> String {
    let pitch = pitch(line);
    let mut text = String::new();
    for (i, run) in line.iter().enumerate() {
        if let Some(last) = i.checked_sub(1).map(|before| line[before]) {
            let is_apart = match (pitch, last.last_letter) {
                (Some(pitch), Some(before)) => run.x - before > 1.25 * pitch,
                _ => run.x - last.end > BLANK * last.size.max(run.size) && !is_initial(last, run.size),
            };
            text.push_str(if is_apart { " " } else { "" });
        }
        text.push_str(&run.text);
    }
    text
}

/// Returns the distance from letter to letter, if the line places each by itself and most at the same distance: then the gap
/// beside a narrow letter is no blank.
fn pitch(line: &[&TextRun]) -> Option<f64> {
    let letters = |alone: bool| -> usize {
        line.iter().filter(|run| !alone || run.last_letter.is_some()).map(|run| run.text.chars().count()).sum()
    };
    // Fewer letters have the same distance by chance.
    if line.len() < 4 || letters(true) * 10 < letters(false) * 9 {
        return None;
    }
    let between = line.windows(2).filter_map(|pair| Some(pair[1].x - pair[0].last_letter?));
    let within = line.iter().filter_map(|run| run.pitch).flat_map(|(least, most)| [least, most]);
    let mut distances: Vec<f64> = between.chain(within).collect();
    distances.sort_by(f64::total_cmp);
    let middle = *distances.get(distances.len() / 2)?;
    // In a font of letters of all widths, some are nearer than most; blanks are further than all.
    let mut near = distances.iter().take_while(|distance| **distance < 1.2 * middle);
    let is_even = near.all(|distance| (*distance - middle).abs() < 0.03 * middle);
    // Letters further apart than any font has them are figures in columns.
    (is_even && distances.len() >= 6 && middle < 0.75 * line[0].size).then_some(middle)
}

/// Joins runs like [`text`], but with U+2028 for a line break that the author intended: the next word would have fitted on
/// the line.
pub(super) fn text_with_breaks(runs: &[&TextRun]) -> String {
    let mut lines: Vec<&[&TextRun]> = Vec::new();
    let mut start = 0;
    for i in 1..=runs.len() {
        if i == runs.len() || !goes_on(runs[i - 1], runs[i]) {
            lines.push(&runs[start..i]);
            start = i;
        }
    }
    let edge = runs.iter().map(|run| run.end).fold(f64::MIN, f64::max);
    let mut out = String::new();
    let mut before: Option<&[&TextRun]> = None;
    for line in lines {
        let words = text(line.iter().copied());
        if words.is_empty() {
            continue;
        }
        if let Some(last) = before.and_then(<[_]>::last) {
            // The right edge of the longest line shows how wide the text column is.
            let room = edge - last.end - 0.3 * last.size;
            out.push(if room > first_word(line) + 1.2 * last.size && last.page == line[0].page { '\u{2028}' } else { '\n' });
        }
        out.push_str(&words);
        before = Some(line);
    }
    out
}

/// Returns the width of a line's first word.
pub(super) fn first_word(line: &[&TextRun]) -> f64 {
    let start = line[0].x;
    let mut end = start;
    for (i, run) in line.iter().enumerate() {
        if i > 0 && (run.x - end > BLANK * run.size || run.text.starts_with(char::is_whitespace)) {
            break;
        }
        let words = run.text.trim_start();
        if let Some(at) = words.find(char::is_whitespace) {
            let part = at as f64 / words.len() as f64;
            return end.max(run.x) - start + part * (run.end - run.x);
        }
        end = run.end;
    }
    end - start
}

/// The longest half of a word that is divided at the end of a line, in bytes.
const LONGEST_HALF: usize = 60;

/// The words of a document, used to decide how to join a word that was hyphenated at a line end.
#[derive(Default)]
pub(super) struct Vocabulary {
    words: BTreeSet<String>,
    /// Whether the document hyphenates at line ends at all. In most, only words with a hyphen of their own are broken.
    hyphenates: bool,
    pub(super) notes: Vec<ImportNote>,
}

impl Vocabulary {
    pub(super) fn of(runs: &[TextRun], lines: &[Vec<usize>]) -> Self {
        let mut words = BTreeSet::new();
        let mut cuts: Vec<(String, String)> = Vec::new();
        let mut head: Option<String> = None;
        for line in lines {
            let text = text(line.iter().map(|i| &runs[*i]));
            let mut own: Vec<&str> = text.split_whitespace().collect();
            // The two halves of a hyphenated word are not words themselves.
            if let Some(head) = head.take()
                && text.starts_with(char::is_lowercase)
            {
                cuts.push((head, bare(own.remove(0)).to_lowercase()));
            }
            if text.ends_with(['-', '\u{ad}']) {
                head = own.pop().map(|word| bare(word).to_lowercase());
            }
            words.extend(own.into_iter().map(|word| bare(word).to_lowercase()));
        }
        // One broken word that occurs whole elsewhere proves that the document hyphenates.
        let is_proven = cuts.iter().any(|(head, tail)| words.contains(&format!("{head}{tail}")));
        // Otherwise one line in 25 has to end in a hyphen, far more than compound words would.
        let hyphenates = is_proven || cuts.len() >= 2 && cuts.len() * 25 > lines.len();
        Self { words, hyphenates, notes: Vec::new() }
    }

    /// Joins lines into one, and the halves of hyphenated words.
    pub(super) fn join(&mut self, text: &str, at: SourcePlace) -> String {
        let mut joined = String::new();
        for line in text.split('\n') {
            let is_cut = joined.ends_with(['-', '\u{ad}']) && line.starts_with(char::is_lowercase);
            let before = joined.trim_end_matches(['-', '\u{ad}']);
            // Not after a digit or blank: "2024-" and " -" are no broken words.
            if is_cut && before.ends_with(char::is_alphabetic) && joined.len() - before.len() <= 2 {
                // No further back than a word can reach: text without blanks would be searched whole, line by line.
                let start = before.char_indices().rev().take(LONGEST_HALF + 1).last().map_or(0, |(at, _)| at);
                let head = bare(before[start..].split_whitespace().next_back().unwrap_or("")).to_owned();
                let tail = bare(line.split_whitespace().next().unwrap_or("")).to_owned();
                // Longer halves are no word, and each would be compared as a whole.
                if head.len() > LONGEST_HALF || tail.len() > LONGEST_HALF {
                    joined.push_str(line);
                    continue;
                }
                let keeps = !joined.ends_with('\u{ad}') && self.keeps_hyphen(&head, &tail, at);
                joined.truncate(before.len());
                if keeps {
                    joined.push('-');
                }
            // After a dash or slash at the line end no blank was printed.
            } else if !joined.is_empty() && !joined.ends_with(['—', '/']) {
                joined.push(' ');
            }
            joined.push_str(line);
        }
        // A soft hyphen that is still inside a word was printed as a hyphen.
        joined.replace('\u{ad}', "-")
    }

    /// Returns whether a hyphen belongs to the word. If the document does not use the word elsewhere, its halves decide, and
    /// a note is added.
    fn keeps_hyphen(&mut self, head: &str, tail: &str, at: SourcePlace) -> bool {
        let knows = |word: String| self.words.contains(&word.to_lowercase());
        if knows(format!("{head}{tail}")) {
            return false;
        }
        if knows(format!("{head}-{tail}")) || head.contains('-') {
            return true;
        }
        let keeps = !self.hyphenates || knows(head.to_owned()) && knows(tail.to_owned());
        let word = if keeps { format!("{head}-{tail}") } else { format!("{head}{tail}") };
        self.notes.push(ImportNote {
            code: ImportNoteCode::Guessed,
            at,
            message: format!("a word is divided at the end of a line; read as `{word}`"),
            quote: Some(format!("{head}-{tail}")),
        });
        keeps
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Creates a paragraph, bold if all of it is.
pub(super) fn paragraph(at: SourcePlace, words: &str, is_bold: bool) -> SourceBlock {
    SourceBlock::new(at, SourceBlockKind::Paragraph(inline(words, is_bold)))
}

/// Returns words as Markdown.
pub(super) fn inline(words: &str, is_bold: bool) -> String {
    let mut parts = Vec::new();
    for (i, line) in words.split('\u{2028}').enumerate() {
        if i > 0 {
            parts.push(Inline::HardBreak);
        }
        parts.push(Inline::Text(line.trim().to_owned()));
    }
    inline_markdown(&if is_bold { vec![Inline::Strong(parts)] } else { parts })
}

/// Marks of list items that say something.
const TICKS: [&str; 7] = ["✓", "✔", "✗", "✘", "☐", "☑", "☒"];

/// Splits a list mark from the text after it; `None` if there is none.
pub(super) fn split_mark(text: &str) -> Option<(String, &str)> {
    let (first, rest) = text.split_once(' ')?;
    let rest = rest.trim_start();
    // A tick or a box says something, so it stays in the words of its item.
    if TICKS.contains(&first) && !rest.is_empty() {
        return Some(("-".into(), text));
    }
    match mark_of(first) {
        Some(mark) if !rest.is_empty() => Some((mark, rest)),
        _ => None,
    }
}

/// Returns a list mark in Markdown form; `None` if it is none.
pub(super) fn mark_of(mark: &str) -> Option<String> {
    let mark = mark.trim();
    if TICKS.contains(&mark) {
        return Some("-".into());
    }
    if matches!(mark, "•" | "◦" | "▪" | "▫" | "■" | "□" | "●" | "○" | "‣" | "⁃" | "–" | "-" | "*" | "·" | "→" | "➢" | "\u{fffd}")
    {
        return Some("-".into());
    }
    let inner = mark.trim_start_matches('(').trim_end_matches([')', '.']);
    let is_number = !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    // A letter or a small Roman numeral; longer words with a full stop are text.
    let is_letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase())
        || !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    (inner.len() < mark.len() && mark.ends_with([')', '.']) && (is_number || is_letter)).then(|| mark.to_owned())
}
