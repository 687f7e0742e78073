//! Draws charts as inline SVG without scripts.
//!
//! Heights are in pixels and widths in per cent, and text is never scaled, so that a chart is readable on a phone and on
//! paper; chart libraries scale the letters with the picture. Whatever a colour shows is also shown by a word, a pattern or a
//! shape.

use super::escape::escaped;
use super::label::broken;
use crate::view::{Chart, Shape};

/// The most bars that are drawn; the table below has them all.
const MOST_BARS: usize = 20;
/// The greatest height of a chart, in pixels, so that it fits on one printed page.
const MOST_HEIGHT: usize = 860;
/// The height of a line of text, in pixels.
const LINE: usize = 18;
/// The height of a bar, in pixels.
const BAR: usize = 16;
/// The space below a bar, in pixels.
const GAP: usize = 8;
/// The height of a line chart's plot area, in pixels.
const FIELD: usize = 180;

/// Appends a chart to `out`; `number` makes its ids unique on the page.
pub(super) fn push_chart(out: &mut String, chart: &Chart, number: usize) {
    out.push_str(&format!("<figcaption id=\"chart-{number}\">{}</figcaption>\n", escaped(&chart.title)));
    let drawn = Drawn::of(chart);
    if drawn.is_empty() {
        out.push_str("<p>Nothing to draw.</p>\n");
        return;
    }
    let (picture, height) = match chart.shape {
        Shape::Bars | Shape::Ranked | Shape::Stacked => bars(&drawn, number),
        Shape::Lines => lines(&drawn),
    };
    let told = told(chart, &drawn);
    out.push_str(&format!(
        "<svg role=\"img\" aria-label=\"{}\" height=\"{height}\">\n{picture}</svg>\n",
        escaped(&format!("{}. {told}", chart.title))
    ));
    if let Some(words) = drawn.left_out() {
        out.push_str(&format!("<p>{words}</p>\n"));
    }
}

/// The part of a chart that is drawn.
struct Drawn<'c> {
    series: &'c [&'static str],
    points: Vec<(&'c str, &'c [usize])>,
    left_out: usize,
}

impl<'c> Drawn<'c> {
    fn of(chart: &'c Chart) -> Self {
        let mut points: Vec<(&str, &[usize])> = chart.points.iter().map(|(name, counts)| (name.as_str(), &counts[..])).collect();
        let total = |counts: &[usize]| counts.iter().sum::<usize>();
        let mut left_out = 0;
        if matches!(chart.shape, Shape::Ranked | Shape::Stacked) {
            // In a ranking zeros say nothing, and the table has them. In time series they matter and stay.
            points.retain(|(_, counts)| total(counts) > 0);
            let mut height = if chart.series.len() > 1 { legend(chart.series.len()) } else { 0 };
            let mut fit = 0;
            let mut ranked = points.clone();
            ranked.sort_by_key(|(_, counts)| std::cmp::Reverse(total(counts)));
            for (name, counts) in &ranked {
                height += label(name, counts, &chart.series).len() * LINE + BAR + GAP;
                fit += usize::from(height <= MOST_HEIGHT);
            }
            let most = fit.clamp(1, MOST_BARS);
            // If many are left out, the longest are kept in order of length; otherwise the bars stay in the table's order.
            if chart.shape == Shape::Ranked || points.len() > most {
                left_out = points.len().saturating_sub(most);
                points = ranked;
                points.truncate(most);
            }
        }
        Self { series: &chart.series, points, left_out }
    }

    /// Returns whether all values are zero.
    fn is_empty(&self) -> bool {
        self.points.iter().all(|(_, counts)| counts.iter().all(|count| *count == 0))
    }

    /// Returns the sentence about bars that are not drawn; `None` if all are.
    fn left_out(&self) -> Option<String> {
        (self.left_out > 0).then(|| format!("The {} largest; {} more are in the table.", self.points.len(), self.left_out))
    }

    fn most(&self, of_a_point: impl Fn(&[usize]) -> usize) -> usize {
        self.points.iter().map(|(_, counts)| of_a_point(counts)).max().unwrap_or(0).max(1)
    }
}

/// Returns the chart as a sentence, for its accessible name.
fn told(chart: &Chart, drawn: &Drawn<'_>) -> String {
    let named = |counts: &[usize]| -> String {
        let parts: Vec<String> = chart.series.iter().zip(counts).map(|(name, count)| format!("{count} {name}")).collect();
        parts.join(", ")
    };
    let mut words = match (chart.shape, drawn.points.first(), drawn.points.last()) {
        (Shape::Lines, Some((first, before)), Some((last, after))) => {
            format!("From {} on {first} to {} on {last}.", named(before), named(after))
        }
        _ => drawn.points.iter().map(|(name, counts)| format!("{name}: {}", named(counts))).collect::<Vec<_>>().join("; ") + ".",
    };
    words.extend(drawn.left_out().map(|more| format!(" {more}")));
    words.push_str(" The table below has all the figures.");
    words
}

/// How the parts of a bar are filled, in the order of the series. Patterns, because colours are lost in print and to some
/// eyes.
const FILLS: [&str; 3] = ["empty", "hatched", "ink"];

fn fill(at: usize, series: usize, number: usize) -> String {
    match FILLS.get(at).filter(|_| series > 1) {
        Some(&"hatched") => format!("class=\"empty\" style=\"fill:url(#hatched-{number})\""),
        Some(class) => format!("class=\"{class}\""),
        None => "class=\"ink\"".to_owned(),
    }
}

/// Returns the height of the legend, in pixels.
fn legend(series: usize) -> usize {
    2 + series * LINE + 8
}

/// Returns the label lines above a bar: its name, and its counts without zeros.
fn label(name: &str, counts: &[usize], series: &[&str]) -> Vec<String> {
    if series.len() < 2 {
        return broken(&format!("{name}: {}", counts.iter().sum::<usize>()));
    }
    let parts = series.iter().zip(counts).filter(|(_, count)| **count > 0).map(|(name, count)| format!("{count} {name}"));
    let mut lines = broken(name);
    lines.extend(broken(&parts.collect::<Vec<_>>().join(", ")));
    lines
}

fn bars(drawn: &Drawn<'_>, number: usize) -> (String, usize) {
    let series = drawn.series.len();
    let most = drawn.most(|counts| counts.iter().sum());
    let mut picture = String::new();
    let mut y = 2;
    if series > 1 {
        picture.push_str(&format!(
            "<defs><pattern id=\"hatched-{number}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"3\" height=\"6\" \
             fill=\"#12284b\"/></pattern></defs>\n"
        ));
        for (at, name) in drawn.series.iter().enumerate() {
            let look = fill(at, series, number);
            picture.push_str(&format!("<rect x=\"1\" y=\"{y}\" width=\"24\" height=\"12\" {look}/>"));
            picture.push_str(&format!("<text x=\"34\" y=\"{}\">{}</text>\n", y + 11, escaped(name)));
            y += LINE;
        }
        y = legend(series);
    }
    for (name, counts) in &drawn.points {
        for line in label(name, counts, drawn.series) {
            y += LINE;
            picture.push_str(&format!("<text x=\"0\" y=\"{}\">{}</text>\n", y - 6, escaped(&line)));
        }
        let mut x = 0;
        for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (from, width) = (per_cent(x, most), per_cent(*count, most));
            let look = fill(at, series, number);
            picture.push_str(&format!("<rect x=\"{from}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\" {look}/>\n"));
            x += count;
        }
        // A bar of zero has no width; a thin line marks where it would begin.
        if x == 0 {
            picture.push_str(&format!("<line class=\"grid\" x1=\"0\" y1=\"{y}\" x2=\"0\" y2=\"{}\"/>\n", y + BAR));
        }
        y += BAR + GAP;
    }
    (picture, y)
}

fn lines(drawn: &Drawn<'_>) -> (String, usize) {
    let most = drawn.most(|counts| counts.iter().copied().max().unwrap_or(0));
    let legend = drawn.series.len() * LINE + 10;
    let bottom = legend + 6 + FIELD;
    let last = drawn.points.len().saturating_sub(1).max(1);
    // The plot area begins at 10 %, right of the scale's numbers, and ends at 96 %, so that the last marker is not cut off.
    let x = |at: usize| format!("{:.2}%", 10.0 + 86.0 * at as f64 / last as f64);
    let y = |count: usize| bottom - FIELD * count / most;
    let mut picture = String::new();
    // A set, because for small counts two of the three steps are equal.
    let steps: std::collections::BTreeSet<usize> = [0, most / 2, most].into();
    for step in steps {
        picture.push_str(&format!("<line class=\"grid\" x1=\"10%\" y1=\"{0}\" x2=\"96%\" y2=\"{0}\"/>", y(step)));
        picture.push_str(&format!("<text class=\"small\" x=\"8%\" y=\"{}\" text-anchor=\"end\">{step}</text>\n", y(step) + 4));
    }
    for (at, name) in drawn.series.iter().enumerate() {
        let line = if at == 0 { "line" } else { "dashed" };
        let height = 2 + at * LINE + 8;
        let now = drawn.points.last().and_then(|(_, counts)| counts.get(at)).copied().unwrap_or(0);
        picture.push_str(&format!("<line class=\"{line}\" x1=\"0\" y1=\"{height}\" x2=\"40\" y2=\"{height}\"/>"));
        picture.push_str(&marker("20", height, at));
        picture.push_str(&format!("<text x=\"50\" y=\"{}\">{}: {now} at the end</text>\n", height + 5, escaped(name)));
        let counts: Vec<usize> = drawn.points.iter().filter_map(|(_, counts)| counts.get(at)).copied().collect();
        for (from, pair) in counts.windows(2).enumerate() {
            let (x1, x2, y1, y2) = (x(from), x(from + 1), y(pair[0]), y(pair[1]));
            picture.push_str(&format!("<line class=\"{line}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>\n"));
        }
        for (point, count) in counts.iter().enumerate() {
            picture.push_str(&marker(&x(point), y(*count), at));
        }
        picture.push('\n');
    }
    // Only the first, middle and last point are labelled: more would overlap on a phone.
    let middle = (last > 1).then_some((last / 2, "middle"));
    for (at, anchor) in [(0, "start"), (last, "end")].into_iter().chain(middle) {
        if let Some((name, _)) = drawn.points.get(at) {
            let place = x(at);
            let height = bottom + 20;
            picture.push_str(&format!(
                "<text class=\"small\" x=\"{place}\" y=\"{height}\" text-anchor=\"{anchor}\">{}</text>\n",
                escaped(name)
            ));
        }
    }
    (picture, bottom + 28)
}

/// Returns a data point's marker: round for the first series, square for the second.
fn marker(x: &str, y: usize, series: usize) -> String {
    match series {
        0 => format!("<circle class=\"ink\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"),
        // A rectangle cannot be centred on a position in per cent, so it is wrapped in an `svg` element at that position.
        _ => format!(
            "<svg x=\"{x}\" y=\"{y}\" overflow=\"visible\"><rect class=\"square\" x=\"-4\" y=\"-4\" width=\"8\" height=\"8\"/></svg>"
        ),
    }
}

fn per_cent(part: usize, whole: usize) -> String {
    format!("{:.2}%", 100.0 * part as f64 / whole as f64)
}
