//! Annotations: what was typed or stamped onto a page is text, what was remarked about it is a comment.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::content::PageInterpreter;
use super::matrix::{Matrix, STILL, matrix_of, point, times};
use super::object::{Dict, Object, PdfStream, words_of};
use super::objects::Objects;
use super::page::PdfPage;
use super::text_run::{MOST_POINTS, TextRun};
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};

/// The most annotations of a page.
const MOST: usize = 5_000;
/// The most bytes of an author's name.
const LONGEST_NAME: usize = 200;
/// The bits of `F` for what no viewer shows on its screen: hidden, and not for view.
const UNSEEN: u32 = 1 << 1 | 1 << 5;

/// Reads the annotations of a page: appearances as text of the page, comments as notes.
pub(super) fn read(
    reader: &mut PageInterpreter<'_, '_>,
    at: usize,
    page: &PdfPage,
    answered: &BTreeSet<u32>,
    comments: &mut Vec<ImportNote>,
) {
    let file = reader.file;
    let Some(annotations) = file.resolve(&page.annotations).array() else { return };
    for annotation in annotations.iter().take(MOST) {
        let object = file.resolve(annotation);
        let Some(dict) = object.dict().filter(|_| file.budget.spend_bytes(2_000)) else { continue };
        let is_answered = [annotation, dict.get("Parent")]
            .iter()
            .any(|object| matches!(object, Object::Reference(number) if answered.contains(number)));
        let kind = dict.get("Subtype").name().unwrap_or("").to_owned();
        // A pop-up shows the comment of another annotation; a link shows the words of the page.
        if matches!(kind.as_str(), "Popup" | "Link") || kind == "Widget" && is_answered {
            continue;
        }
        let is_unseen = file.get(dict, "F").number().is_some_and(|flags| flags as u32 & UNSEEN != 0);
        let before = reader.found.runs.len();
        if !is_unseen && let Some(appearance) = appearance(file, dict) {
            reader.appearance(times(placed(file, dict, &appearance), page.upright), &appearance);
        }
        let drawn = squeezed(reader.found.runs[before..].iter().map(|run| run.text.as_str()));
        let contents = file.get(dict, if kind == "Widget" { "V" } else { "Contents" });
        // Many annotations may share one text, so each use is charged.
        let contents = contents.text().filter(|text| file.budget.spend_letters(text.len())).map(words_of).unwrap_or_default();
        if contents.trim().is_empty() || drawn.contains(&squeezed([contents.as_str()])) {
            continue;
        }
        if matches!(kind.as_str(), "FreeText" | "Widget") && !is_unseen && drawn.is_empty() {
            reader.found.runs.extend(typed(file, dict, at, page, &contents));
            continue;
        }
        let what = if is_unseen { "hidden comment" } else { "comment on the page" };
        let by = file.get(dict, "T");
        let by = by.text().map(|name| words_of(&name[..name.len().min(LONGEST_NAME)])).filter(|name| !name.trim().is_empty());
        let by = by.map_or(String::new(), |name| format!(" by {name}"));
        comments.push(ImportNote {
            code: ImportNoteCode::LeftOut,
            at: SourcePlace::Page(at + 1, 1),
            message: format!("{what}{by}; left out"),
            quote: Some(contents),
        });
    }
}

/// Returns the normal appearance of an annotation, in the state that is set.
fn appearance(file: &Objects<'_>, dict: &Dict) -> Option<Rc<PdfStream>> {
    let appearances = file.get(dict, "AP");
    let normal = file.get(appearances.dict()?, "N");
    match normal {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => match file.get(&states, dict.get("AS").name()?) {
            Object::Stream(stream) => Some(stream),
            _ => None,
        },
        _ => None,
    }
}

/// Returns four numbers of a rectangle as left, bottom, right and top.
fn rectangle(file: &Objects<'_>, dict: &Dict, name: &str) -> Option<[f64; 4]> {
    let items = file.get(dict, name).array()?;
    let numbers: Vec<f64> = items.iter().take(4).filter_map(|item| file.resolve(item).number()).collect();
    let [a, b, c, d] = <[f64; 4]>::try_from(numbers).ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// Returns the matrix that places an appearance in the rectangle of its annotation (ISO 32000-2, 12.5.5).
fn placed(file: &Objects<'_>, dict: &Dict, appearance: &PdfStream) -> Matrix {
    let (Some(to), Some(from)) = (rectangle(file, dict, "Rect"), rectangle(file, &appearance.dict, "BBox")) else { return STILL };
    let own = matrix_of(&file.get(&appearance.dict, "Matrix"));
    let corners = [(from[0], from[1]), (from[2], from[1]), (from[0], from[3]), (from[2], from[3])].map(|(x, y)| point(own, x, y));
    let low = corners.iter().fold((f64::MAX, f64::MAX), |low, at| (low.0.min(at.0), low.1.min(at.1)));
    let high = corners.iter().fold((f64::MIN, f64::MIN), |high, at| (high.0.max(at.0), high.1.max(at.1)));
    let scale = |to: f64, from: f64| if from.abs() < 1e-6 { 1.0 } else { to / from };
    let (x, y) = (scale(to[2] - to[0], high.0 - low.0), scale(to[3] - to[1], high.1 - low.1));
    [x, 0.0, 0.0, y, to[0] - low.0 * x, to[1] - low.1 * y]
}

/// Returns typed text without an appearance, which viewers draw themselves: line by line from the top of its rectangle.
fn typed(file: &Objects<'_>, dict: &Dict, page: usize, of: &PdfPage, words: &str) -> Vec<TextRun> {
    let [left, _, right, top] = rectangle(file, dict, "Rect").unwrap_or_default();
    let size = 10.0;
    let is_place = [left, right, top].iter().all(|number| number.abs() < MOST_POINTS);
    let lines =
        words.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()).take_while(|_| is_place && file.budget.spend_run());
    let runs = lines.map(|(line, row)| {
        let (x, y) = point(of.upright, left, top - 1.2 * size * f64::from(row));
        let end = x + (right - left).max(1.0);
        TextRun { page, x, y, end, size, text: line.to_owned(), ..TextRun::default() }
    });
    runs.collect()
}

/// Joins texts without blanks, to compare what is drawn with what is said.
fn squeezed<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    texts.into_iter().flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}
