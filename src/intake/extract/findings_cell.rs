//! Splits the form's cell for all findings of a kind into findings.
//!
//! Exports cut it up: a list item for each printed line, a row for each page, a label lost in between. The pieces of each
//! finding are joined again, with notes on what was done.

use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::phrases::addressee;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};
use crate::model::{Date, FindingKind, due_date_in_text};

/// A finding as printed in the cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFinding {
    /// Its number, if one is printed.
    pub number: Option<String>,
    /// Its words, as Markdown.
    pub text: String,
    /// Its place in the source.
    pub at: SourcePlace,
}

/// A piece of the cell: a paragraph, or a list item.
struct CellPiece<'a> {
    at: SourcePlace,
    depth: Option<usize>,
    text: &'a str,
    /// The number of an item in a numbered list.
    mark: Option<&'a str>,
    opens_row: bool,
}

/// Splits the rows of a cell into findings. Rows after the first follow a page break.
pub fn part(rows: &[&[SourceBlock]], kind: FindingKind, published: Date, notes: &mut Vec<ImportNote>) -> Vec<CellFinding> {
    let mut builders: Vec<FindingBuilder> = Vec::new();
    for piece in pieces(rows) {
        let label = finding_label(piece.text).filter(|(found, ..)| *found == kind);
        let bare = bare_label(piece.text, kind);
        // Areas and causes are often a numbered list; a recommendation's own parts may be one too, so there the label decides.
        let listed = piece.mark.filter(|_| kind != FindingKind::Recommendation && piece.depth.unwrap_or(0) == 0);
        match (label, bare, builders.last_mut()) {
            (Some((_, numbers, rest)), ..) => {
                if numbers.len() > 1 {
                    let message =
                        format!("one text for recommendations {}; taken as number {}", numbers.join(" and "), numbers[0]);
                    notes.push(note(ImportNoteCode::Guessed, &piece, message));
                }
                builders.push(FindingBuilder::new(numbers.into_iter().next(), piece.at));
                push(&mut builders, &piece, rest);
            }
            (None, Some(rest), _) => {
                builders.push(FindingBuilder::new(None, piece.at));
                push(&mut builders, &piece, rest);
            }
            (None, None, _) if listed.is_some() => {
                builders.push(FindingBuilder::new(listed.map(str::to_owned), piece.at));
                push(&mut builders, &piece, piece.text);
            }
            (None, None, None) => {
                builders.push(FindingBuilder::new(None, piece.at));
                push(&mut builders, &piece, &piece.text_with_number());
            }
            (None, None, Some(current)) => {
                let whole = current.ends_sentence();
                let top = piece.depth.unwrap_or(0) == 0;
                let begins = match kind {
                    FindingKind::Recommendation => {
                        (piece.opens_row || current.number.is_none()) && begins_as_finding(piece.text, published)
                    }
                    // Areas and causes are listed one by one, often without a number.
                    _ => current.number.is_none() || piece.opens_row,
                };
                if whole && top && begins {
                    builders.push(FindingBuilder::new(None, piece.at));
                    push(&mut builders, &piece, &piece.text_with_number());
                } else {
                    if piece.opens_row {
                        let message = "this follows a page break; taken as the continuation of the text before it".to_owned();
                        notes.push(note(ImportNoteCode::Repaired, &piece, message));
                    }
                    push(&mut builders, &piece, &piece.text_with_number());
                }
            }
        }
    }
    for builder in builders.iter().filter(|builder| builder.joined > 0) {
        let of = builder.number.as_ref().map_or_else(String::new, |number| format!(" of number {number}"));
        notes.push(ImportNote {
            code: ImportNoteCode::Repaired,
            at: builder.at,
            message: format!("{} separate lines{of} were joined into sentences", builder.joined + 1),
            quote: None,
        });
    }
    builders
        .into_iter()
        .filter(|builder| builder.number.is_some() || !builder.parts.is_empty())
        .map(FindingBuilder::build)
        .collect()
}

fn note(code: ImportNoteCode, piece: &CellPiece<'_>, message: String) -> ImportNote {
    ImportNote { code, at: piece.at, message, quote: Some(piece.text.to_owned()) }
}

impl CellPiece<'_> {
    /// Returns its text, with its number if that is not the number of a finding.
    fn text_with_number(&self) -> String {
        match self.mark {
            Some(mark) if self.depth.is_none() => format!("{mark}. {}", self.text),
            _ => self.text.to_owned(),
        }
    }
}

fn push(builders: &mut [FindingBuilder], piece: &CellPiece<'_>, text: &str) {
    if let (Some(builder), false) = (builders.last_mut(), text.trim().is_empty()) {
        builder.push(piece, text.trim());
    }
}

fn pieces<'a>(rows: &[&'a [SourceBlock]]) -> Vec<CellPiece<'a>> {
    let mut pieces = Vec::new();
    for (row, blocks) in rows.iter().enumerate() {
        let mut opens_row = row > 0;
        for block in *blocks {
            let (depth, mark) = match &block.kind {
                SourceBlockKind::Item { depth, mark, .. } => (Some(*depth), mark.strip_suffix('.')),
                _ => (None, None),
            };
            if let Some(text) = block.text() {
                let (mark, text) = if depth.is_none() { numbered(text) } else { (mark, text) };
                pieces.push(CellPiece { at: block.at, depth, text, mark, opens_row });
                opens_row = false;
            }
        }
    }
    pieces
}

/// Splits a line into its list number and the rest: "2. Act" or "2) Act".
fn numbered(text: &str) -> (Option<&str>, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let rest = text[end..].strip_prefix(['.', ')']).and_then(|rest| rest.strip_prefix(' '));
    match rest {
        Some(rest) if (1..=3).contains(&end) => (Some(&text[..end]), rest.trim_start()),
        _ => (None, text),
    }
}

/// Returns the text after a label without a number: "Recommendation: act".
fn bare_label(text: &str, kind: FindingKind) -> Option<&str> {
    let name = kind.words();
    let rest = text.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(&name)).map(|start| &text[start.len()..])?;
    rest.strip_prefix(':').or_else(|| rest.trim().is_empty().then_some(""))
}

/// Returns whether a text begins like a recommendation: with a deadline, or with somebody who should act.
fn begins_as_finding(text: &str, published: Date) -> bool {
    let starts_new = text.starts_with(|c: char| c.is_uppercase());
    let deadline_first = due_date_in_text::find(text, published).is_some_and(|due| text.starts_with(due.printed));
    starts_new && (deadline_first || !addressee::lead_bodies(text, published).is_empty())
}

struct FindingBuilder {
    number: Option<String>,
    at: SourcePlace,
    parts: Vec<CellPart>,
    joined: usize,
}

struct CellPart {
    depth: Option<usize>,
    is_item: bool,
    text: String,
}

impl FindingBuilder {
    fn new(number: Option<String>, at: SourcePlace) -> Self {
        Self { number, at, parts: Vec::new(), joined: 0 }
    }

    /// Returns whether the collected text ends a sentence.
    fn ends_sentence(&self) -> bool {
        self.parts.last().is_none_or(|part| part.text.ends_with(['.', '!', '?']))
    }

    fn push(&mut self, piece: &CellPiece<'_>, text: &str) {
        let depth = piece.depth;
        match self.parts.last_mut() {
            // A printed line goes on in the next item, a sentence in the next row; paragraphs stay apart.
            Some(last) if !ends(&last.text) && (piece.opens_row || depth.is_some() && last.depth >= depth) => {
                last.text.push(' ');
                last.text.push_str(text);
                self.joined += 1;
            }
            last => {
                // A deeper item, or one behind a colon or behind another part, is a part of the finding.
                let behind = last.is_some_and(|last| last.text.ends_with(':') || last.is_item && !last.text.ends_with('.'));
                let is_item = depth.is_some_and(|depth| depth > 0 || behind);
                self.parts.push(CellPart { depth, is_item, text: text.to_owned() });
            }
        }
    }

    fn build(self) -> CellFinding {
        let mut text = String::new();
        let mut in_list = false;
        for part in &self.parts {
            if !text.is_empty() {
                text.push_str(if part.is_item && in_list { "\n" } else { "\n\n" });
            }
            if part.is_item {
                text.push_str(&"  ".repeat(part.depth.unwrap_or(0).saturating_sub(1)));
                text.push_str("- ");
            }
            text.push_str(&part.text);
            in_list = part.is_item;
        }
        CellFinding { number: self.number, text, at: self.at }
    }
}

/// Returns whether a printed line ends a sentence or clause, so that the next line does not continue it.
// Commas and colons do not end a sentence: the next printed line continues it.
fn ends(text: &str) -> bool {
    text.ends_with(['.', ';', ':', '!', '?']) || ["; and", "; or", ", and", ", or"].iter().any(|joint| text.ends_with(joint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::readers::html;

    fn parted(cells: &[&str], kind: FindingKind) -> (Vec<(Option<String>, String)>, usize) {
        let rows: Vec<Vec<SourceBlock>> = cells.iter().map(|cell| html::blocks(cell, SourcePlace::Line(1))).collect();
        let rows: Vec<&[SourceBlock]> = rows.iter().map(Vec::as_slice).collect();
        let mut notes = Vec::new();
        let found = part(&rows, kind, "2025-05-16".parse().unwrap(), &mut notes);
        (found.into_iter().map(|found| (found.number, found.text)).collect(), notes.len())
    }

    fn one(number: &str, text: &str) -> (Option<String>, String) {
        (Some(number.to_owned()), text.to_owned())
    }

    #[test]
    fn printed_lines_are_put_together_and_parts_stay_parts() {
        let cell = "<ul><li>Recommendation 1</li><li>By May 2026, forces should review the</li><li>plan. It should:<ul>\
                    <li>say who; and</li><li>say when, to all</li><li>who ask.</li></ul></li><li>Recommendation 2</li><li>Act.</li></ul>";
        let (found, notes) = parted(&[cell], FindingKind::Recommendation);
        assert_eq!(
            found,
            [
                one("1", "By May 2026, forces should review the plan. It should:\n\n- say who; and\n- say when, to all who ask."),
                one("2", "Act."),
            ]
        );
        assert_eq!(notes, 1);
    }

    #[test]
    fn a_row_behind_a_page_break_is_a_new_one_where_it_begins_like_one() {
        let cells = [
            "Recommendation 4 Forces should plan.",
            "By May 2026, forces should train.",
            "Recommendation 9 Forces should learn.",
        ];
        let (found, _) = parted(&cells, FindingKind::Recommendation);
        assert_eq!(found.iter().map(|(number, _)| number.as_deref()).collect::<Vec<_>>(), [Some("4"), None, Some("9")]);
    }

    #[test]
    fn a_row_behind_a_page_break_goes_on_where_the_sentence_did_not_end() {
        let (found, notes) = parted(&["Recommendation 4 Forces should plan", "for the winter."], FindingKind::Recommendation);
        assert_eq!(found, [one("4", "Forces should plan for the winter.")]);
        assert_eq!(notes, 2);
    }

    #[test]
    fn a_numbered_list_of_areas_gives_them_their_numbers() {
        let blocks = crate::intake::readers::text::blocks(
            "Areas for improvement\t3. The force should record.\n4. The force should learn.\n5) And act.\n",
        );
        let SourceBlockKind::Row { value, .. } = &blocks[0].kind else { panic!("no row") };
        let rows: Vec<SourceBlock> = value.iter().chain(&blocks[1..]).cloned().collect();
        let found = part(&[&rows], FindingKind::AreaForImprovement, "2025-05-16".parse().unwrap(), &mut Vec::new());
        let told: Vec<_> = found.iter().map(|found| (found.number.as_deref(), found.text.as_str())).collect();
        assert_eq!(
            told,
            [(Some("3"), "The force should record."), (Some("4"), "The force should learn."), (Some("5"), "And act.")]
        );
    }

    #[test]
    fn paragraphs_of_a_cell_stay_apart() {
        let paragraph = |text: &str| SourceBlock { at: SourcePlace::Line(1), kind: SourceBlockKind::Paragraph(text.into()) };
        let rows = [paragraph("Recommendation 1 Forces should act"), paragraph("A line of its own")];
        let found = part(&[&rows], FindingKind::Recommendation, "2025-05-16".parse().unwrap(), &mut Vec::new());
        assert_eq!(found[0].text, "Forces should act\n\nA line of its own");
    }

    #[test]
    fn areas_without_numbers_are_one_an_item() {
        let (found, _) = parted(
            &["<ul><li>The force should record.</li><li>The force should learn.</li></ul>"],
            FindingKind::AreaForImprovement,
        );
        assert_eq!(found.len(), 2);
    }
}
