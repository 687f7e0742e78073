//! Marked content: what a page says of a stretch of its text, such as its tag, its layer or its words.

use super::layers::HiddenLayers;
use super::object::{Dict, Object, words_of};
use super::objects::Objects;
use super::right_to_left::in_reading_order;
use super::text_run::{Standing, TextRun};

/// The most open marks.
const MOST: usize = 32;

/// An open marked-content sequence.
struct MarkedContent {
    tag: Option<u32>,
    standing: Standing,
    /// Replacement text (`ActualText`), with the index of the first run that it replaces.
    instead: Option<(String, usize)>,
}

/// The open marks, outermost first.
#[derive(Default)]
pub(super) struct OpenMarks(Vec<MarkedContent>);

impl OpenMarks {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the id (MCID) of the innermost mark that has one.
    pub(super) fn tag(&self) -> Option<u32> {
        self.0.iter().rev().find_map(|mark| mark.tag)
    }

    pub(super) fn standing(&self) -> Standing {
        let is_any = |standing| self.0.iter().any(|mark| mark.standing == standing).then_some(standing);
        is_any(Standing::Hidden).or(is_any(Standing::Artifact)).unwrap_or(Standing::Text)
    }

    /// Returns the index of the first run that the innermost replacement replaces.
    pub(super) fn first_replaced(&self) -> usize {
        self.0.iter().filter_map(|mark| mark.instead.as_ref()).map(|(_, first)| *first).max().unwrap_or(0)
    }

    /// Opens a mark whose content no viewer shows.
    pub(super) fn hide(&mut self) {
        self.0.push(MarkedContent { tag: None, standing: Standing::Hidden, instead: None });
    }

    /// Opens the mark of an operator, before the run with index `at`.
    pub(super) fn begin(&mut self, file: &Objects<'_>, layers: &HiddenLayers, operands: &[Object], resources: &Dict, at: usize) {
        if self.0.len() >= MOST {
            return;
        }
        let named = match operands.get(1) {
            Some(Object::Name(name)) => {
                file.get(resources, "Properties").dict().map_or(Object::Null, |named| named.get(name).clone())
            }
            Some(direct) => direct.clone(),
            None => Object::Null,
        };
        let properties = file.resolve(&named);
        let properties = properties.dict();
        let standing = match operands.first().and_then(Object::name) {
            Some("Artifact") => Standing::Artifact,
            Some("OC") if layers.hide(file, &named) => Standing::Hidden,
            _ => Standing::Text,
        };
        let tag = properties.and_then(|dict| dict.get("MCID").count()).map(|tag| tag as u32);
        // Many marks may share one replacement text, so each use is charged.
        let instead = properties.and_then(|dict| dict.get("ActualText").text());
        let instead = instead.filter(|text| file.budget.spend_letters(text.len())).map(words_of);
        self.0.push(MarkedContent { tag, standing, instead: instead.map(|text| (text, at)) });
    }

    /// Closes the innermost mark, and replaces what it marks by its words.
    pub(super) fn end(&mut self, runs: &mut Vec<TextRun>) {
        let Some(MarkedContent { instead: Some((text, first)), .. }) = self.0.pop() else { return };
        let marked = runs.get(first..).unwrap_or(&[]);
        let Some(end) = marked.iter().map(|run| run.end).reduce(f64::max) else { return };
        // A soft hyphen whose glyph is a blank was not printed: Chromium marks each one of a page (`&shy;`), also within a line.
        if marked.iter().all(|run| run.text.trim().is_empty()) && text.chars().all(|c| c == '\u{ad}') {
            runs.truncate(first);
            return;
        }
        runs.truncate(first + 1);
        if let Some(run) = runs.last_mut() {
            // The text is as it is read, and runs are as they are seen.
            run.text = in_reading_order(&text);
            run.end = end;
        }
    }
}
