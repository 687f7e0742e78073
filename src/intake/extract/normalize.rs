//! Normalises blocks before they are interpreted.
//!
//! A bold line becomes a heading, a bold label with its value a row, a form row with several labels one row for each, and a
//! cell that holds half of the document its content. The order of words is kept; only formatting and paragraph numbers are
//! removed.

use crate::intake::block::{SourceBlock, SourceBlockKind};
use crate::intake::phrases::finding_label::{bare_label, finding_label};
use crate::intake::phrases::form_label::Label;
use crate::intake::phrases::heading::{Answerer, HeadingSection};
use crate::intake::phrases::speaker;
use crate::intake::phrases::table_column::ColumnContent;
use crate::intake::readers::text::without_emphasis;
use crate::intake::{ImportNote, ImportNoteCode, SourcePlace};

/// The level of headings recognised by formatting alone: below all marked headings.
pub(super) const BOLD: u8 = 6;

/// Normalises the blocks of a document, with notes on what was changed.
pub(super) fn normalize(blocks: &[SourceBlock], notes: &mut Vec<ImportNote>) -> Vec<SourceBlock> {
    let mut flat = Vec::new();
    let numbered: Vec<(SourcePlace, String)> =
        blocks.iter().filter_map(|block| Some((block.at, paragraph_number(block)?))).collect();
    // A single "1.1" may be a finding's number; cases 08 to 11 and 23 number every paragraph.
    let is_numbered_page = numbered.len() > 1;
    let tables = with_tables(blocks);
    for block in &tables {
        match &block.kind {
            SourceBlockKind::Paragraph(text) => {
                let text = if is_numbered_page { unnumbered(text).unwrap_or_else(|| text.clone()) } else { text.clone() };
                paragraph(block.at, &text, &mut flat);
            }
            SourceBlockKind::Item { depth, mark, text } => {
                let text = unbold(text);
                flat.push(SourceBlock::new(block.at, SourceBlockKind::Item { depth: *depth, mark: mark.clone(), text }));
            }
            SourceBlockKind::Row { label, value } => row(block.at, label, value, &mut flat),
            SourceBlockKind::Cells { is_header, cells } => cells_of(block.at, *is_header, cells, &mut flat),
            _ => flat.push(block.clone()),
        }
    }
    if is_numbered_page && let Some((at, _)) = numbered.first() {
        let quote: Vec<&str> = numbered.iter().map(|(_, number)| number.as_str()).collect();
        notes.push(ImportNote {
            code: ImportNoteCode::LeftOut,
            at: *at,
            message: "paragraph numbers were left out".into(),
            quote: Some(quote.join(", ")),
        });
    }
    flat
}

/// Returns the number at the start of a paragraph: "1.1".
fn paragraph_number(block: &SourceBlock) -> Option<String> {
    let SourceBlockKind::Paragraph(text) = &block.kind else { return None };
    let rest = unnumbered(text)?;
    let text = text.trim_start();
    Some(text[..text.len() - rest.len()].replace("**", "").trim().to_owned())
}

/// Removes a two-part number from the start of a paragraph.
fn unnumbered(text: &str) -> Option<String> {
    let text = text.trim_start();
    let bare = text.strip_prefix("**").unwrap_or(text);
    let end = bare.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(bare.len());
    let number = bare[..end].trim_end_matches('.');
    let parts: Vec<&str> = number.split('.').collect();
    let is_number = matches!(parts[..], [a, b] if (1..=2).contains(&a.len()) && (1..=2).contains(&b.len()));
    let behind = bare[end..].strip_prefix("**").unwrap_or(&bare[end..]);
    let rest = behind.trim_start();
    // "**1.1 Bold as a whole**" keeps its mark.
    let unclosed = text.starts_with("**") && behind.len() == bare[end..].len();
    let rest = if unclosed { format!("**{rest}") } else { rest.to_owned() };
    (is_number && behind.starts_with(char::is_whitespace) && !rest.is_empty()).then_some(rest)
}

fn paragraph(at: SourcePlace, text: &str, flat: &mut Vec<SourceBlock>) {
    let lines: Vec<&str> = text.split("\\\n").map(str::trim).collect();
    let known = |line: &&&str| line.replace("**", "").split_once(':').is_some_and(|(label, _)| Label::of(label).is_some());
    // Labels and values, one below the other in one paragraph.
    if lines.len() > 1 && lines.iter().filter(known).count() > 1 {
        return lines.iter().flat_map(|line| at_labels(line)).for_each(|line| paragraph(at, line, flat));
    }
    if let Some(heading) = heading_by_format(text) {
        flat.push(SourceBlock::new(at, SourceBlockKind::Heading(BOLD, heading)));
        return;
    }
    if let Some((label, value)) = bold_label(text) {
        let known = Label::of(label).is_some() || answers(label);
        if known && finding_label(label).is_none() && bare_label(label).is_none() {
            let value = vec![SourceBlock::new(at, SourceBlockKind::Paragraph(value.to_owned()))];
            return flat.push(SourceBlock::new(at, SourceBlockKind::Row { label: label.to_owned(), value }));
        }
    }
    if let Some((label, value)) = text.split_once(':')
        && (answers(label) || speaker::named(label).is_some() && speaker::is_sentence(value))
        && !value.trim().is_empty()
        // A label before a colon is short; a clause before a colon is a sentence.
        && label.len() < 60
    {
        let value = vec![SourceBlock::new(at, SourceBlockKind::Paragraph(value.trim().to_owned()))];
        return flat.push(SourceBlock::new(at, SourceBlockKind::Row { label: label.trim().to_owned(), value }));
    }
    flat.push(SourceBlock::new(at, SourceBlockKind::Paragraph(unbold(text))));
}

/// Splits a line before a second label whose line break was lost: "Title: A Inspectorate: B".
fn at_labels(line: &str) -> Vec<&str> {
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

fn answers(label: &str) -> bool {
    Answerer::of(label).is_some()
}

/// Returns the heading that a paragraph is by formatting alone: wholly bold, or in capitals.
fn heading_by_format(text: &str) -> Option<String> {
    let text = text.trim();
    let whole = without_emphasis(text);
    let is_bold = text.starts_with("**") && text.ends_with("**") && !whole.contains("**");
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // An abbreviation alone ("HMIC", "AFI 2") is not a heading in capitals, and a long text in capitals is a warning.
    let is_shouted = letters >= 6 && !text.chars().any(char::is_lowercase) && text.split_whitespace().count() <= 14;
    let is_short = whole.chars().count() <= 200 && !whole.ends_with(['.', ';', ',', '!', '?']) && !whole.contains('\n');
    // A bold line that opens a part may end in a colon; another one announces what follows.
    let opens =
        !whole.ends_with(':') || HeadingSection::of_letter(whole).is_some() || Label::of(whole).is_some() || answers(whole);
    ((is_bold || is_shouted) && is_short && opens && !whole.is_empty()).then(|| whole.trim_end_matches(':').trim().to_owned())
}

/// Splits "**Label:** value" in two.
fn bold_label(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.trim().strip_prefix("**")?.split_once("**")?;
    let value = value.trim();
    let value = value.strip_prefix(':').unwrap_or(value).trim();
    let label = label.trim().trim_end_matches(':').trim();
    (!value.is_empty()).then_some((label, value))
}

/// Removes the bold marks around a finding's label at the start of a text.
fn unbold(text: &str) -> String {
    let whole = without_emphasis(text);
    if whole.len() < text.trim().len() && (bare_label(whole).is_some() || finding_label(whole).is_some()) && !whole.contains("**")
    {
        return whole.to_owned();
    }
    let start = text.trim_start();
    match start.strip_prefix("**").and_then(|rest| rest.split_once("**")) {
        Some((label, rest)) if finding_label(label).is_some() || bare_label(label).is_some() => {
            format!("{label}{}", rest.strip_prefix('\\').unwrap_or(rest))
        }
        _ => text.to_owned(),
    }
}

fn unbold_all(blocks: &[SourceBlock]) -> Vec<SourceBlock> {
    let bare = |kind: &SourceBlockKind| match kind {
        SourceBlockKind::Paragraph(text) => SourceBlockKind::Paragraph(unbold(text)),
        SourceBlockKind::Item { depth, mark, text } => {
            SourceBlockKind::Item { depth: *depth, mark: mark.clone(), text: unbold(text) }
        }
        other => other.clone(),
    };
    blocks.iter().map(|block| SourceBlock::new(block.at, bare(&block.kind))).collect()
}

fn row(at: SourcePlace, label: &str, value: &[SourceBlock], flat: &mut Vec<SourceBlock>) {
    let label = without_emphasis(label.trim()).trim_end_matches(':');
    // "Cause of concern" with nothing beside it may be the form's empty row.
    let is_label = Label::of(label).is_some() && (bare_label(label).is_none() || value.is_empty());
    if let (false, Some(kind)) = (is_label, HeadingSection::of_letter(label)) {
        match kind {
            // A finding in a row of its own.
            HeadingSection::Answer { .. } => {
                let mut whole = vec![SourceBlock::new(at, SourceBlockKind::Paragraph(label.to_owned()))];
                whole.extend(unbold_all(value));
                flat.push(SourceBlock::new(at, SourceBlockKind::Row { label: String::from(FINDING), value: whole }));
            }
            // An answer in the row below a finding's.
            _ if answers(label) && follows_finding(flat) => {
                flat.push(SourceBlock::new(at, SourceBlockKind::Row { label: label.to_owned(), value: unbold_all(value) }));
            }
            _ => {
                flat.push(SourceBlock::new(at, SourceBlockKind::Heading(BOLD, label.trim_end_matches(':').to_owned())));
                flatten_cell(value, flat);
            }
        }
        return;
    }
    let has_parts = value.iter().any(|block| block.text().is_some_and(|text| heading_by_format(text).is_some()));
    // Layout tables put half of a page in one cell: headings in it show that it is no value.
    if label.is_empty() && has_parts && value.len() > 3 {
        return flatten_cell(value, flat);
    }
    flat.push(SourceBlock::new(at, SourceBlockKind::Row { label: label.to_owned(), value: unbold_all(value) }));
}

/// Returns whether the rows just above are those of a finding and its answers.
fn follows_finding(flat: &[SourceBlock]) -> bool {
    let rows = flat.iter().rev().map_while(|block| match &block.kind {
        SourceBlockKind::Row { label, .. } if label == FINDING || answers(label) => Some(label == FINDING),
        _ => None,
    });
    rows.into_iter().any(|is_finding| is_finding)
}

/// The label of a row that holds a finding whose own label is in the value.
pub(super) const FINDING: &str = "\u{0}finding";

/// Adds the content of a cell as if it were outside the table.
fn flatten_cell(value: &[SourceBlock], flat: &mut Vec<SourceBlock>) {
    for block in value {
        match &block.kind {
            SourceBlockKind::Paragraph(text) => paragraph(block.at, text, flat),
            SourceBlockKind::Row { label, value } => row(block.at, label, value, flat),
            _ => flat.push(block.clone()),
        }
    }
}

/// Adds a row with several cells: one row for each label in it, or a row of a table with columns.
fn cells_of(at: SourcePlace, is_header: bool, cells: &[Vec<SourceBlock>], flat: &mut Vec<SourceBlock>) {
    let filled: Vec<&Vec<SourceBlock>> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    if let [only] = filled[..]
        && cells.first() == Some(only)
        && !is_header
        && (only.len() > 1 || cell_label(only).is_none())
    {
        return flatten_cell(only, flat);
    }
    if !is_header && let Some(rows) = labelled(cells) {
        for (label, value) in rows {
            row(at, &label, &value, flat);
        }
        return;
    }
    let cells = cells.iter().map(|cell| unbold_all(cell)).collect();
    flat.push(SourceBlock::new(at, SourceBlockKind::Cells { is_header, cells }));
}

/// Returns the label in a cell: one line that is bold, ends with a colon, or is known.
fn cell_label(cell: &[SourceBlock]) -> Option<String> {
    let [block] = cell else { return None };
    let text = block.text()?.trim();
    let bare = without_emphasis(text);
    let is_label = bare.len() < text.len() && !bare.contains("**")
        || bare.ends_with([':', '?'])
        || matches!(Label::of(bare), Some((_, None)))
        || answers(bare);
    // A longer cell is a value, even in bold.
    (is_label && bare.chars().count() <= 90).then(|| bare.trim_end_matches(':').to_owned())
}

/// Returns form rows that are printed side by side; `None` if the first cell is neither a known label nor a continuation.
fn labelled(cells: &[Vec<SourceBlock>]) -> Option<Vec<(String, Vec<SourceBlock>)>> {
    let mut rows: Vec<(String, Vec<SourceBlock>)> = Vec::new();
    let mut knows = false;
    for cell in cells {
        match (cell_label(cell), rows.last_mut()) {
            (Some(label), _) => {
                knows |= Label::of(&label).is_some() || HeadingSection::of(&label).is_some() || label.ends_with('?');
                rows.push((label, Vec::new()));
            }
            (None, Some((_, value))) => value.extend(cell.iter().cloned()),
            (None, None) => rows.push((String::new(), cell.clone())),
        }
    }
    // A form's continuation: its label stands in a row above.
    let ticks = cells.iter().flatten().any(|block| block.text().is_some_and(|text| text.contains(['☐', '☒', '☑'])));
    let continues = rows.len() == 1 && rows[0].0.is_empty() && ticks;
    (knows || continues).then_some(rows)
}

/// Turns two-column rows below two column names into a table.
fn with_tables(blocks: &[SourceBlock]) -> Vec<SourceBlock> {
    let mut out: Vec<SourceBlock> = Vec::new();
    let mut in_table = false;
    for block in blocks {
        let SourceBlockKind::Row { label, value } = &block.kind else {
            in_table &= block.kind == SourceBlockKind::PageBreak;
            out.push(block.clone());
            continue;
        };
        let named = match &value[..] {
            [only] => only.text().is_some_and(|text| ColumnContent::pair(without_emphasis(label), without_emphasis(text))),
            _ => false,
        };
        in_table &= !matches!(Label::of(label), Some((_, None)));
        if named || in_table {
            let label = SourceBlock::new(block.at, SourceBlockKind::Paragraph(label.clone()));
            let cells = vec![vec![label], value.clone()];
            out.push(SourceBlock::new(block.at, SourceBlockKind::Cells { is_header: named, cells }));
            in_table = true;
        } else {
            out.push(block.clone());
        }
    }
    out
}
