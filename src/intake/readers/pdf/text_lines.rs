//! Reads a PDF without tags: groups lines into paragraphs, headings and list items by their layout.

use std::collections::BTreeMap;

use super::run_text::{Vocabulary, first_word, inline, is_initial, paragraph, split_mark, text};
use super::text_run::TextRun;
use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};

/// A line, or the part of it inside a table cell.
#[derive(Clone)]
pub(super) struct PdfLine<'r> {
    pub(super) page: usize,
    pub(super) sheet: usize,
    pub(super) at: SourcePlace,
    pub(super) x: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) is_bold: bool,
    pub(super) runs: Vec<&'r TextRun>,
    pub(super) words: String,
}

impl<'r> PdfLine<'r> {
    /// Creates a line; `None` if its runs contain no words.
    pub(super) fn of(runs: Vec<&'r TextRun>, at: SourcePlace) -> Option<Self> {
        let written = || runs.iter().filter(|run| !run.text.trim().is_empty());
        let first = written().next()?;
        // An initial is larger than its line, which is no heading for that.
        let others = written().skip(1).map(|run| run.size).fold(0.0, f64::max);
        let size = if others > 0.0 && is_initial(first, others) { others } else { others.max(first.size) };
        let y = written().find(|run| run.size == size).map_or(first.y, |run| run.y);
        // Bullets are often in another font and never bold, so only words decide.
        let is_bold = written().filter(|run| run.text.chars().any(char::is_alphanumeric)).all(|run| run.is_bold);
        let is_bold = is_bold && written().any(|run| run.is_bold);
        let end = written().map(|run| trimmed_end(run)).fold(f64::MIN, f64::max);
        let words = text(runs.iter().copied()).replace('\n', " ");
        Some(Self { page: first.page, sheet: first.sheet, at, x: first.x, end, y, size, is_bold, runs, words })
    }
}

/// Returns where a run's last letter ends, without trailing blanks.
pub(super) fn trimmed_end(run: &TextRun) -> f64 {
    let all = run.text.chars().count().max(1);
    let blanks = run.text.chars().rev().take_while(|c| c.is_whitespace()).count();
    // A blank is about half as wide as a letter.
    let part = blanks as f64 * 0.5 / (all as f64 - blanks as f64 * 0.5).max(0.5);
    run.end - (run.end - run.x) * part.min(1.0)
}

/// The font sizes of a document: the one of plain text, and those of headings, largest first, in tenths of a point.
pub(super) struct Sizes {
    body: f64,
    headings: Vec<i64>,
    /// Whether bold lines stand out; not if a third of the text is bold.
    bold_stands_out: bool,
}

impl Sizes {
    pub(super) fn of(lines: &[PdfLine<'_>]) -> Self {
        let mut letters: BTreeMap<i64, usize> = BTreeMap::new();
        let (mut bold, mut all) = (0, 0);
        for line in lines {
            let count = line.runs.iter().map(|run| run.text.len()).sum::<usize>();
            *letters.entry(tenths(line.size)).or_default() += count;
            all += count;
            bold += if line.is_bold { count } else { 0 };
        }
        // The size of most letters is that of plain text; 11 points if there are none.
        let body = letters.iter().max_by_key(|(_, count)| **count).map_or(110, |(size, _)| *size);
        // A heading is at least 12 % larger than plain text; smaller differences come from rounding and superscripts.
        let headings = letters.keys().rev().copied().filter(|size| *size * 100 > body * 112).collect();
        Self { body: body as f64 / 10.0, headings, bold_stands_out: bold * 3 < all }
    }

    /// Returns the level of a heading; `None` for plain text.
    fn level(&self, line: &PdfLine<'_>, words: &str) -> Option<u8> {
        // Longer text in large type is an introduction, not a heading.
        let is_short = words.chars().count() <= 160 && words.chars().any(char::is_alphabetic);
        if !is_short {
            return None;
        }
        let above = self.headings.iter().position(|size| *size <= tenths(line.size)).unwrap_or(self.headings.len());
        let level = u8::try_from(above + 1).unwrap_or(6).min(6);
        if line.size > self.body * 1.12 {
            return Some(level);
        }
        // Bold text of the normal size is a heading only if it is short and ends like no sentence or label.
        let stands_out = line.is_bold && self.bold_stands_out && line.size > self.body * 0.95;
        (stands_out && words.chars().count() <= 100 && !words.ends_with(['.', ';', ',', ':'])).then_some(level)
    }
}

fn tenths(size: f64) -> i64 {
    (size * 10.0).round() as i64
}

/// Groups lines into blocks. Without `sizes` there are no headings, as in a table cell.
pub(super) fn blocks(lines: &[PdfLine<'_>], sizes: Option<&Sizes>, vocabulary: &mut Vocabulary) -> Vec<SourceBlock> {
    let leading = leading(lines);
    let edge = lines.iter().map(|line| line.end).fold(f64::MIN, f64::max);
    let mut out = Vec::new();
    // The left edges of the open lists, outermost first.
    let mut indents: Vec<f64> = Vec::new();
    let mut start = 0;
    for i in 1..=lines.len() {
        if i < lines.len() && !begins(&lines[start..i], &lines[i], leading, edge) {
            continue;
        }
        let part = &lines[start..i];
        let words = vocabulary.join(&part.iter().map(|line| line.words.as_str()).collect::<Vec<_>>().join("\n"), part[0].at);
        if start > 0 && lines[start - 1].page != part[0].page && sizes.is_some() {
            out.push(SourceBlock::new(SourcePlace::Page(part[0].page + 1, 1), SourceBlockKind::PageBreak));
        }
        out.push(block(part, &words, sizes, &mut indents));
        start = i;
    }
    out
}

fn block(part: &[PdfLine<'_>], words: &str, sizes: Option<&Sizes>, indents: &mut Vec<f64>) -> SourceBlock {
    let (first, is_bold) = (&part[0], part.iter().all(|line| line.is_bold));
    let level = sizes.and_then(|sizes| sizes.level(first, words));
    if let Some((mark, rest)) = split_mark(words).filter(|_| level.is_none()) {
        // Three points of tolerance: marks of one list are not aligned exactly.
        while indents.last().is_some_and(|indent| *indent > first.x + 3.0) {
            indents.pop();
        }
        if indents.last().is_none_or(|indent| *indent < first.x - 3.0) {
            indents.push(first.x);
        }
        let kind = SourceBlockKind::Item { depth: indents.len() - 1, mark, text: inline(rest, is_bold) };
        return SourceBlock::new(first.at, kind);
    }
    // Text indented further than the item continues it, so the list stays open.
    if indents.first().is_none_or(|indent| first.x < indent + 3.0) {
        indents.clear();
    }
    match level {
        Some(level) => SourceBlock::new(first.at, SourceBlockKind::Heading(level, words.to_owned())),
        None => paragraph(first.at, words, is_bold),
    }
}

/// Returns the line distance within paragraphs, in font sizes: the smallest that several pairs of lines share, because the gaps
/// between paragraphs are larger. In a letter of short paragraphs, most distances are such gaps.
fn leading(lines: &[PdfLine<'_>]) -> f64 {
    let mut distances: Vec<f64> = lines
        .windows(2)
        .filter(|pair| pair[0].sheet == pair[1].sheet)
        .map(|pair| (pair[0].y - pair[1].y) / pair[0].size.max(1.0))
        .collect();
    // Smaller distances are parts of the same line, such as superscripts.
    distances.retain(|distance| *distance > 0.8);
    distances.sort_by(f64::total_cmp);
    let several = (distances.len() / 12).max(2);
    let shared = distances.windows(several).find(|these| these[several - 1] - these[0] <= 0.06).map(|these| these[several / 2]);
    shared.or_else(|| distances.get(distances.len() / 4).copied()).unwrap_or(1.3).clamp(1.0, 2.2)
}

/// Returns whether a line begins a new block.
fn begins(part: &[PdfLine<'_>], line: &PdfLine<'_>, leading: f64, edge: f64) -> bool {
    let last = &part[part.len() - 1];
    // A change of type size, weight or list mark begins a new block wherever it is.
    let ratio = line.size / last.size.max(0.1);
    if !(0.92..=1.09).contains(&ratio) || line.is_bold != last.is_bold || split_mark(&line.words).is_some() {
        return true;
    }
    // A line is short if the next line's first word would have fitted on it: then the author ended it.
    let room = edge - last.end - 0.3 * last.size;
    let is_short = room > first_word(&line.runs) + 0.8 * last.size;
    if last.page == line.page && last.sheet != line.sheet {
        return true;
    }
    // Across pages there is no distance to measure, so the words decide.
    if last.page != line.page {
        let ends = last.words.ends_with(['.', '!', '?', ':', ';']);
        let goes_on = line.words.starts_with(char::is_lowercase);
        return !goes_on && (ends || is_short);
    }
    let distance = (last.y - line.y) / last.size.max(1.0);
    if distance > leading * 1.2 + 0.05 || distance < 0.0 {
        return true;
    }
    let is_item = split_mark(&part[0].words).is_some();
    if is_item && part.len() == 1 {
        // A line below an item's words continues it; a short line before it, or one further left, ends it.
        return line.x < part[0].x + 0.2 * line.size && is_short || line.x < part[0].x - 3.0;
    }
    let further_in = line.x > last.x + 0.8 * line.size && !is_item && part.len() > 1;
    is_short || further_in
}
