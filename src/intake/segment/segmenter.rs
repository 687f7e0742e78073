//! Cuts blocks into pieces: labels from their words, sentences from each other, tables into cells.

use super::marks::{heading_by_format, list_number, number_in, number_of};
use super::piece::{BOLD, CellPlace, Piece, PieceForm};
use super::sentences::sentences;
use crate::intake::SourcePlace;
use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::block_markdown::markdown;
use crate::intake::phrases::clues;
use crate::intake::phrases::column::Column;
use crate::intake::phrases::finding_label::finding_label;
use crate::intake::phrases::finding_mention::{before_quotation, inline_label, says_should};
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::head::{Head, When};
use crate::intake::readers::text::without_emphasis;

#[derive(Default)]
pub(super) struct Segmenter {
    pub(super) pieces: Vec<Piece>,
    pub(super) metropolitan: bool,
    is_numbered: bool,
    /// Whether "7." numbers a paragraph of the whole document, and no item of a list.
    numbers_paragraphs: bool,
    pub(super) blocks: usize,
    pub(super) tables: usize,
    pub(super) rows: usize,
    /// Whether the block before was a row of a table.
    pub(super) in_table: bool,
    /// What stands between the last row of a table and this block.
    since_table: Vec<String>,
    /// The heads of the columns of the table; empty if it has none.
    pub(super) heads: Vec<String>,
    /// The label of the row before, for a row that goes on.
    pub(super) label: String,
    /// The cell whose content is being added.
    pub(super) cell: Option<CellPlace>,
}

/// So many merged rows may stand between two rows of a table: a theme, and a cause of concern with its words.
const BANDS: usize = 3;

fn is_short(bands: &[String]) -> bool {
    bands.iter().all(|band| band.split_whitespace().count() <= 10 && !band.ends_with('.'))
}

impl Segmenter {
    pub(super) fn new(metropolitan: bool, is_numbered: bool, numbers_paragraphs: bool) -> Self {
        Self { metropolitan, is_numbered, numbers_paragraphs, ..Self::default() }
    }

    pub(super) fn add(&mut self, block: &SourceBlock) {
        let is_row = matches!(block.kind, SourceBlockKind::Row { .. } | SourceBlockKind::Cells { .. });
        if self.cell.is_none() && !is_row && block.kind != SourceBlockKind::PageBreak {
            self.in_table = false;
            self.since_table.push(markdown([block]));
        }
        // Rows of one cell over all columns head the rows below them: "AREAS FOR IMPROVEMENT", or a whole cause of concern.
        if let SourceBlockKind::Cells { is_header: false, cells } = &block.kind
            && cells.len() == self.heads.len()
            && (cells.len() > 2 || is_short(&self.since_table))
            && self.since_table.len() <= BANDS
        {
            self.in_table = true;
        }
        if is_row {
            self.since_table.clear();
        }
        if self.cell.is_none() && is_row && !self.in_table {
            self.in_table = true;
            self.tables += 1;
            self.heads.clear();
            self.label.clear();
        }
        match &block.kind {
            SourceBlockKind::Heading(level, text) => self.heading(block.at, *level, text),
            SourceBlockKind::Paragraph(text) => self.paragraph(block.at, text),
            SourceBlockKind::AsWritten(text) => self.prose(block.at, text, &PieceForm::Text),
            SourceBlockKind::Item { mark, text, .. }
                if self.numbers_paragraphs && self.cell.is_none() && number_in(mark).is_some() =>
            {
                self.blocks += 1;
                self.push(block.at, mark, PieceForm::Number);
                self.blocks -= 1;
                self.prose(block.at, text, &PieceForm::Text);
            }
            // Word keeps "2.1" in the text of its list.
            SourceBlockKind::Item { text, .. } if self.is_numbered && number_of(without_emphasis(text)).is_some() => {
                self.prose(block.at, text, &PieceForm::Text);
            }
            SourceBlockKind::Item { depth, mark, text } => {
                self.prose(block.at, text, &PieceForm::Item { depth: *depth, mark: mark.clone() });
            }
            SourceBlockKind::Row { label, value } => self.row(block.at, label, value),
            SourceBlockKind::Cells { is_header, cells } => self.cells(block.at, *is_header, cells),
            // The boxes of a form that irr did not send are text like any other.
            SourceBlockKind::Filled { blocks, .. } => blocks.iter().for_each(|block| self.add(block)),
            SourceBlockKind::PageBreak => {}
        }
    }

    pub(super) fn push(&mut self, at: SourcePlace, text: &str, form: PieceForm) {
        let text = text.trim();
        if !text.is_empty() {
            self.pieces.push(Piece::new(at, text, self.blocks, form, self.cell.clone()));
        }
    }

    fn heading(&mut self, at: SourcePlace, level: u8, text: &str) {
        self.blocks += 1;
        // "Recommendation 2: By May, forces should …" is a heading and the finding's words.
        if let Some((.., rest)) = finding_label(text)
            && rest.split_whitespace().count() > 8
        {
            self.push(at, &text[..text.len() - rest.len()], PieceForm::Heading(level));
            return self.prose(at, rest, &PieceForm::Text);
        }
        self.push(at, text, PieceForm::Heading(level));
    }

    fn paragraph(&mut self, at: SourcePlace, text: &str) {
        let printed: Vec<&str> = text.split("\\\n").collect();
        let lines: Vec<&str> = printed.iter().flat_map(|line| self.at_labels(line)).map(str::trim).collect();
        // Labels with their values side by side.
        if lines.len() > printed.len() {
            return lines.into_iter().for_each(|line| self.line(at, line));
        }
        // Lines of an address, a signature, or labels with their values: each for itself.
        let is_line = |line: &&str| line.split_whitespace().count() <= 14 && !line.ends_with(['.', ';']);
        if lines.len() > 1 && lines.iter().filter(|line| is_line(line)).count() * 3 > lines.len() * 2 {
            return lines.into_iter().for_each(|line| self.line(at, line));
        }
        // "… by October.\ Owner: Head of Crime"
        let is_datum = |line: &&str| {
            let detail = line.split_once(": ").and_then(|(label, _)| Column::of(label, self.metropolitan));
            is_line(line) && matches!(detail, Some(Column::Owner | Column::Target | Column::Deadline | Column::Status))
        };
        let data = printed.iter().rev().take_while(|line| is_datum(line)).count();
        if (1..printed.len()).contains(&data) {
            let words = &printed[..printed.len() - data];
            self.line(at, &words.join("\\\n"));
            return printed[words.len()..].iter().for_each(|line| self.line(at, line));
        }
        self.line(at, text);
    }

    /// Splits a line before a second label whose line break was lost: "Title: A Inspectorate: B".
    fn at_labels<'t>(&self, line: &'t str) -> Vec<&'t str> {
        if line.len() > 300 {
            return vec![line];
        }
        // "**PCC:** Jo Specimen **Chief Constable:** Robin Example"
        if let Some(at) = line.match_indices(" **").map(|(at, _)| at + 1).find(|at| {
            line.starts_with("**")
                && line[*at..]
                    .split("**")
                    .nth(1)
                    .is_some_and(|label| self.is_label(label.trim_end_matches(':'), false) && label.ends_with(':'))
        }) {
            return vec![line[..at].trim_end(), &line[at..]];
        }
        let within = line.match_indices(": ").skip(1).find_map(|(at, _)| {
            let starts = line[..at].char_indices().rev().filter(|(_, c)| *c == ' ').map(|(at, _)| at + 1).take(4);
            let mut starts: Vec<usize> = starts.filter(|start| line[*start..].starts_with(char::is_uppercase)).collect();
            starts.sort_unstable();
            starts.into_iter().find(|start| matches!(Label::of(&line[*start..at]), Some((label, None)) if label != Label::Title))
        });
        match within {
            Some(start) => vec![line[..start].trim_end(), &line[start..]],
            None => vec![line],
        }
    }

    fn line(&mut self, at: SourcePlace, text: &str) {
        if let Some(heading) = heading_by_format(text) {
            self.blocks += 1;
            return self.push(at, heading, PieceForm::Heading(BOLD));
        }
        self.prose(at, text, &PieceForm::Text);
    }

    /// Adds a paragraph or item: its number, its label, and its sentences.
    pub(super) fn prose(&mut self, at: SourcePlace, text: &str, form: &PieceForm) {
        self.blocks += 1;
        let set_off = if text.starts_with("> ") { "> " } else { "" };
        let mut rest = text.trim_start_matches("> ").trim_start();
        // A whole finding in bold: its label and its number are not.
        let bare = without_emphasis(rest);
        let has_number = self.is_numbered && number_of(bare).is_some();
        if bare.len() < rest.len() && !bare.contains("**") && (self.lead(bare).is_some() || has_number) {
            rest = bare;
        }
        if self.is_numbered
            && *form == PieceForm::Text
            && let Some(number) = number_of(rest)
        {
            self.push(at, number, PieceForm::Number);
            rest = rest[number.len()..].trim_start();
        }
        if let Some(number) = list_number(rest).filter(|_| *form == PieceForm::Text) {
            self.push(at, number, PieceForm::Number);
            rest = rest[number.len()..].trim_start();
        }
        if let Some(lead) = self.lead(rest) {
            self.push(at, &rest[..lead], PieceForm::Lead);
            rest = rest[lead..].trim_start();
            // "Inspected by: HMICFRS" has an abbreviation and no heading.
            if let Some(heading) = heading_by_format(rest).filter(|heading| heading.contains(' ')) {
                self.blocks += 1;
                return self.push(at, heading, PieceForm::Heading(BOLD));
            }
        }
        let first = self.pieces.len();
        let whole = without_emphasis(rest);
        let is_emphasised = whole.len() < rest.len() && !whole.contains("**");
        if is_emphasised {
            rest = whole;
        }
        // Items are not cut: their sentences have one label.
        match form {
            PieceForm::Item { .. } => self.push(at, rest, form.clone()),
            _ => {
                for (i, line) in rest.split("\\\n").enumerate() {
                    let begin = self.pieces.len();
                    for sentence in sentences(line) {
                        self.sentence(at, set_off, sentence, form);
                    }
                    if let Some(piece) = self.pieces.get_mut(begin).filter(|_| i > 0 && begin > first) {
                        piece.on_new_line = true;
                    }
                }
            }
        }
        self.pieces[first..].iter_mut().for_each(|piece| piece.is_emphasised = is_emphasised);
    }

    /// Adds a sentence; one that quotes a finding is cut around the quotation: "On the first recommendation, that “chief
    /// constables should …”, I am told that …".
    fn sentence(&mut self, at: SourcePlace, set_off: &str, sentence: &str, form: &PieceForm) {
        let quotation = sentence.split_once('“').and_then(|(before, quoted)| {
            let inside = quoted.split('”').next().filter(|inside| inside.len() < quoted.len())?;
            let is_finding = says_should(inside) && inside.split_whitespace().count() > 5;
            (is_finding && before_quotation(before).is_some())
                .then_some((before.len(), '“'.len_utf8() + inside.len() + '”'.len_utf8()))
        });
        let Some((start, length)) = quotation else {
            return self.push(at, &format!("{set_off}{sentence}"), form.clone());
        };
        let rest = &sentence[start + length..];
        let mark = rest.len() - rest.trim_start_matches([',', '.', ';', ':']).len();
        self.push(at, &format!("{set_off}{}", &sentence[..start]), PieceForm::Lead);
        self.push(at, &sentence[start..start + length + mark], form.clone());
        self.push(at, &rest[mark..], form.clone());
    }

    /// Returns the length of the label before the words of a paragraph; `None` if it has none.
    fn lead(&self, text: &str) -> Option<usize> {
        let bold = text.strip_prefix("**").and_then(|inside| inside.find("**")).map(|end| end + 4);
        if let Some(end) = bold.filter(|end| *end < text.len()) {
            let label = without_emphasis(&text[..end]).trim_end_matches(':');
            let end = end + text[end..].find(|c: char| !matches!(c, ':' | '\\' | '\n' | ' ')).unwrap_or(text.len() - end);
            if self.is_label(label, true) {
                return Some(end);
            }
        }
        if let Some((_, numbers, rest)) = inline_label(text)
            && !rest.is_empty()
            && (!numbers.is_empty() || rest.len() < text.len())
            // "Recommendation 2 – one queue" is a heading.
            && (rest.split_whitespace().count() > 6 || rest.ends_with(['.', ':', ';']) || clues::begins_with_order(rest))
        {
            return Some(text.len() - rest.len());
        }
        if let Some(version) = text.strip_prefix("Version ").filter(|_| text.split(' ').count() <= 5) {
            return Some(text.len() - version.len());
        }
        // "Kent Police: We have …"; a clause before a colon is longer.
        let dash = text.find(" - ").map(|at| at + 1);
        // "2019–21" has no label.
        let in_years = |at: usize| text[..at].ends_with(|c: char| c.is_ascii_digit()) && text[at..].starts_with('–');
        let mark = text.match_indices([':', '–']).map(|(at, _)| at).find(|at| !in_years(*at));
        let colon = mark.into_iter().chain(dash).min().filter(|at| *at < 70)?;
        let value = text[colon..].trim_start_matches([':', '–', '-', '*']).trim();
        let has_words = value.split_whitespace().count() > 2 || value.ends_with('.');
        // "Recommendation 5 is for me and my colleagues: it asks that …" is one sentence.
        let goes_on = value.starts_with(char::is_lowercase) && value.ends_with('.');
        if finding_label(text).is_some_and(|(.., rest)| rest.len() + 3 < text.len()) && goes_on && colon > 30 {
            return None;
        }
        if finding_label(text).is_some() && value.split_whitespace().count() <= 6 && !value.ends_with(['.', ':', ';']) {
            return None;
        }
        (self.is_label(&text[..colon], has_words) && !value.is_empty())
            .then(|| colon + text[colon..].chars().next().map_or(0, char::len_utf8))
    }

    /// Returns whether a text before a colon is a label of a response; names alone count before words only.
    pub(super) fn is_label(&self, label: &str, has_words: bool) -> bool {
        let known = matches!(Label::of(label), Some((_, None)))
            || Column::of(label, self.metropolitan).is_some()
            || clues::is_subject(label)
            || clues::is_of_letter(label);
        known
            || match Head::of(label, self.metropolitan) {
                Some(Head::Voice(_, When::Named)) => has_words,
                Some(Head::Voice(..) | Head::Reference(..)) => true,
                _ => false,
            }
    }
}
