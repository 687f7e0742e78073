//! What the form's reader has in hand: rows, sections, and what it noticed.

use crate::intake::audit::Kept;
use crate::intake::block::{Block, Place};
use crate::intake::complaint::{Complaint, ComplaintCode};
use crate::intake::label::{Label, Section};
use crate::intake::prose::markdown;
use crate::model::Us;

/// A row of the form's table, with those that continue it behind a page break.
pub(super) struct Row {
    pub(super) label: Label,
    pub(super) at: Place,
    pub(super) parts: Vec<Vec<Block>>,
}

impl Row {
    fn text(&self) -> String {
        self.parts.iter().map(markdown).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// A heading and what stands below it.
pub(super) struct Part {
    pub(super) section: Section,
    pub(super) at: Place,
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

#[derive(Default)]
pub(super) struct Reader {
    pub(super) rows: Vec<Row>,
    pub(super) parts: Vec<Part>,
    pub(super) complaints: Vec<Complaint>,
    pub(super) unplaced: Vec<String>,
    pub(super) kept: Kept,
    pub(super) us: Us,
}

impl Reader {
    pub(super) fn complain(&mut self, code: ComplaintCode, at: Place, message: impl Into<String>, quote: Option<&str>) {
        self.complaints.push(Complaint { code, at, message: message.into(), quote: quote.map(str::to_owned) });
    }

    pub(super) fn unplace(&mut self, at: Place, text: &str, why: impl Into<String>) {
        self.complain(ComplaintCode::Unplaced, at, why, Some(text));
        self.unplaced.push(text.to_owned());
    }

    /// The first row of a label; a later one that says something else is told, and kept.
    pub(super) fn row(&mut self, label: impl Fn(Label) -> bool) -> Option<(Label, Place, String)> {
        let mut found: Option<(Label, Place, String)> = None;
        let rows: Vec<(Label, Place, String)> =
            self.rows.iter().filter(|row| label(row.label)).map(|row| (row.label, row.at, row.text())).collect();
        for (label, at, text) in rows.into_iter().filter(|(_, _, text)| !text.is_empty()) {
            match &found {
                None => {
                    self.kept.add(&text);
                    found = Some((label, at, text));
                }
                Some((_, first, known)) if *known != text => {
                    let why =
                        format!("{first} says something else under the same label: that was taken, this is kept in `unplaced`");
                    self.unplace(at, &text, why);
                }
                Some(_) => {}
            }
        }
        found
    }
}
