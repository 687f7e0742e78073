//! What the content of pages comes to: stretches of text with their places, and drawn lines.

use std::collections::{BTreeMap, BTreeSet};

/// The largest coordinate. Hostile matrices give infinite ones, which would break sorting.
pub(super) const MOST_POINTS: f64 = 1e7;

/// A stretch of text in one font on one line.
///
/// Coordinates are in points from the lower left corner of the upright page, turned by [`turn`](Self::turn): along a line of
/// text `x` grows, and from line to line `y` falls, whichever way the text runs on the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct TextRun {
    /// The page, from 0.
    pub(super) page: usize,
    /// The texts of one page that run the same way, counted through all pages. Places of different sheets do not compare.
    pub(super) sheet: usize,
    /// The way in which the text runs, in degrees counter-clockwise; 0 is from left to right.
    pub(super) turn: i32,
    /// The left end.
    pub(super) x: f64,
    /// The baseline.
    pub(super) y: f64,
    /// The right end.
    pub(super) end: f64,
    /// Where the letter drawn last begins, if each letter is placed by itself; and the least and the most from one to the next.
    pub(super) last_letter: Option<f64>,
    pub(super) pitch: Option<(f64, f64)>,
    /// The font size as displayed.
    pub(super) size: f64,
    pub(super) is_bold: bool,
    pub(super) text: String,
    /// The marked-content id (MCID) that connects it to the tag tree.
    pub(super) tag: Option<u32>,
    pub(super) standing: Standing,
}

/// Whether text belongs to the words of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Standing {
    /// It does.
    #[default]
    Text,
    /// The page marks it as an artifact, such as a running header or page number.
    Artifact,
    /// It is in a layer that is switched off, so that no viewer shows it.
    Hidden,
}

/// A drawn straight line, as between the cells of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum RuledLine {
    /// A horizontal line: left end, right end, height.
    Across(f64, f64, f64),
    /// A vertical line: lower end, upper end, distance from the left.
    Down(f64, f64, f64),
}

impl RuledLine {
    /// Returns the line between two points if it may separate rows or columns of a table.
    pub(super) fn between(from: (f64, f64), to: (f64, f64)) -> Option<Self> {
        if (from.1 - to.1).abs() < 1.0 && (from.0 - to.0).abs() > 12.0 {
            return Some(Self::Across(from.0.min(to.0), from.0.max(to.0), from.1));
        }
        let is_upright = (from.0 - to.0).abs() < 1.0 && (from.1 - to.1).abs() > 6.0;
        is_upright.then(|| Self::Down(from.1.min(to.1), from.1.max(to.1), from.0))
    }

    /// Returns the line as it is seen by text that runs this way.
    pub(super) fn turned(self, turn: i32) -> Option<Self> {
        let (from, to) = match self {
            Self::Across(x, end, y) => ((x, y), (end, y)),
            Self::Down(low, high, x) => ((x, low), (x, high)),
        };
        Self::between(turned(turn, from), turned(turn, to))
    }
}

/// Returns a point as it is seen by text that runs this way.
pub(super) fn turned(turn: i32, (x, y): (f64, f64)) -> (f64, f64) {
    if turn == 0 {
        return (x, y);
    }
    let (sin, cos) = f64::from(turn).to_radians().sin_cos();
    (x * cos + y * sin, y * cos - x * sin)
}

/// Numbers the sheets: page by page, and on each page the way of most letters first.
pub(super) fn number_sheets(runs: &mut [TextRun]) {
    let mut letters: BTreeMap<(usize, i32), usize> = BTreeMap::new();
    for run in &*runs {
        *letters.entry((run.page, run.turn)).or_default() += run.text.len();
    }
    let mut order: Vec<_> = letters.into_iter().collect();
    order.sort_by_key(|((page, turn), count)| (*page, usize::MAX - count, *turn));
    let sheets: BTreeMap<_, _> = order.into_iter().enumerate().map(|(sheet, (key, _))| (key, sheet)).collect();
    for run in runs {
        run.sheet = sheets.get(&(run.page, run.turn)).copied().unwrap_or(0);
    }
}

/// What was found on all pages.
#[derive(Default)]
pub(super) struct PdfContent {
    pub(super) runs: Vec<TextRun>,
    /// The drawn lines, by page.
    pub(super) rules: Vec<Vec<RuledLine>>,
    /// The number of letters that the font gives no meaning for.
    pub(super) unknown: usize,
    /// The pages of which a part is missing or damaged.
    pub(super) damaged: BTreeSet<usize>,
    /// The number of pictures.
    pub(super) pictures: usize,
}
