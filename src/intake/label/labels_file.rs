//! The labels of a document as a text that people and other programs can edit: one line a piece, its label, `?` where it is a
//! guess, and its words.
//!
//! Lines may be split and joined, and labels changed. The words have to stay: together they are the document's.

use super::{Labelled, Labels, Role};
use crate::intake::SourcePlace;
use crate::intake::segment::Piece;
use crate::model::{FindingRef, Record};

/// The error for a line of a labels file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct LabelsError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// The mark of a line break within a piece, which is no word.
const BREAK: &str = "⏎";

const HEAD: &str = "\
# One line a piece of the document: its label, ? where it is a guess, and its words behind |.
# Change labels, split and join lines, and save; the words must stay. Lines that begin with # are comments.
# Labels: R1 asks, R1 commissioner, R1 chief officer, R1+R2 commissioner, R1 due, R1 owner, R1 status, R1 (its number),
#   commissioner opening, commissioner closing, chief officer opening, chief officer next steps, about the report,
#   title, published, force, pcc, head, label, letter, site, furniture, unplaced. AFI1 and COC1 are as R1.
";

/// Writes the labels of a document. Sentences of one paragraph with one label are one line.
pub fn write_labels(labels: &Labels) -> String {
    let mut lines: Vec<(String, &'static str, String)> = Vec::new();
    let mut last: Option<&Labelled> = None;
    for one in &labels.pieces {
        let guess = if one.doubt.is_some() { "?" } else { "" };
        let text = words_of(&one.piece).collect::<Vec<_>>().join(" ");
        match (last, lines.last_mut()) {
            (Some(before), Some((_, mark, words)))
                if before.piece.block == one.piece.block && before.role == one.role && before.piece.form == one.piece.form =>
            {
                words.push(' ');
                words.push_str(&text);
                *mark = if mark.is_empty() { guess } else { mark };
            }
            _ => lines.push((one.role.to_string(), guess, text)),
        }
        last = Some(one);
    }
    let width = lines.iter().map(|(role, ..)| role.chars().count()).max().unwrap_or(0).min(32);
    let mut out = HEAD.to_owned();
    for (role, guess, words) in lines {
        out.push_str(format!("{role:width$} {guess:1} | {words}").trim_end());
        out.push('\n');
    }
    out
}

/// Reads a labels file for a document whose pieces are known.
///
/// # Errors
/// Fails with the line of the first label that is none, and of the first word that the document does not have there.
///
/// `record`: the record that the document goes into. It has to have the findings that are answered, unless the labels give their
/// words.
pub fn read_labels(text: &str, labels: &Labels, record: Option<&Record>) -> Result<Labels, LabelsError> {
    let source: Vec<&str> = labels.pieces.iter().flat_map(|one| words_of(&one.piece)).collect();
    let mut given: Vec<(Role, bool)> = Vec::new();
    let mut lines: Vec<(usize, Role)> = Vec::new();
    let mut last_line = 0;
    // Some editors begin a file with a byte order mark.
    for (line, text) in text.trim_start_matches('\u{feff}').lines().enumerate().map(|(at, text)| (at + 1, text)) {
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        last_line = line;
        let error = |message: String| LabelsError { line, message };
        let (label, words) = text.split_once('|').ok_or_else(|| error("a line has a label, then | and the words".to_owned()))?;
        let is_guess = label.trim().ends_with('?');
        let role: Role = label.trim().trim_end_matches('?').parse().map_err(error)?;
        lines.push((line, role.clone()));
        for word in words.split_whitespace().filter(|word| *word != BREAK) {
            match source.get(given.len()) {
                Some(expected) if *expected == word => given.push((role.clone(), is_guess)),
                Some(expected) => {
                    let ahead = source.get(given.len() + 1) == Some(&word);
                    let again = given.len().checked_sub(1).and_then(|at| source.get(at)) == Some(&word);
                    return Err(error(match (ahead, again) {
                        (true, _) => format!("“{expected}” is missing before “{word}”: no word may be left out"),
                        (_, true) => format!("“{word}” is here twice: the document goes on with “{expected}”"),
                        _ => format!(
                            "the document has “{expected}” here, not “{word}”: words may not be left out, repeated or changed"
                        ),
                    }));
                }
                None => return Err(error(format!("“{word}” is not in the document: no word may be added"))),
            }
        }
    }
    if let Some(word) = source.get(given.len()) {
        let message = match last_line {
            0 => "the file has no labels".to_owned(),
            _ => format!("the document goes on behind this line, with “{word}”: no word may be left out"),
        };
        return Err(LabelsError { line: last_line.max(1), message });
    }
    if let Some(record) = record {
        must_have_findings(&lines, record)?;
    }
    let mut pieces = Vec::with_capacity(labels.pieces.len());
    let mut roles = given.as_slice();
    let mut other_letters = Vec::new();
    for (at, one) in labels.pieces.iter().enumerate() {
        if labels.other_letters.contains(&at) {
            other_letters.push(pieces.len());
        }
        let words: Vec<&str> = words_of(&one.piece).collect();
        let (of_piece, rest) = roles.split_at(words.len());
        roles = rest;
        let doubt = |given: &(Role, bool)| one.doubt.filter(|_| given.1 && given.0 == one.role);
        match of_piece.chunk_by(|a, b| a.0 == b.0).collect::<Vec<_>>()[..] {
            // As a whole it keeps its line breaks.
            [whole] => pieces.push(Labelled {
                piece: one.piece.clone(),
                role: whole[0].0.clone(),
                doubt: doubt(&whole[0]),
                margin: one.margin,
            }),
            _ => {
                let mut from = 0;
                for part in of_piece.chunk_by(|a, b| a.0 == b.0) {
                    let text = words[from..from + part.len()].join(" ");
                    from += part.len();
                    pieces.push(Labelled {
                        piece: one.piece.with_text(&text),
                        role: part[0].0.clone(),
                        doubt: doubt(&part[0]),
                        margin: one.margin,
                    });
                }
            }
        }
    }
    Ok(Labels { pieces, writer: None, other_letters, ..labels.clone() })
}

/// Checks that the findings of the labels are in the record, or have their words in the document.
fn must_have_findings(lines: &[(usize, Role)], record: &Record) -> Result<(), LabelsError> {
    let asked = |of: &FindingRef| lines.iter().any(|(_, role)| matches!(role, Role::Asks(asked, _) if asked == of));
    for (line, role) in lines {
        let named: &[FindingRef] = match role {
            Role::Answer(of, _) | Role::Detail(of, _) => of,
            Role::Reference(of) => std::slice::from_ref(of),
            _ => &[],
        };
        if let Some(of) = named.iter().find(|of| record.finding(of).is_none() && !asked(of)) {
            let message =
                format!("the record has no {of}, and no line has its words: correct the number, or label them `{of} asks`");
            return Err(LabelsError { line: *line, message });
        }
    }
    Ok(())
}

/// Whether a text is a labels file, and no document.
pub fn is_labels_file(text: &str) -> bool {
    HEAD.lines().next().is_some_and(|first| text.trim_start_matches('\u{feff}').lines().take(3).any(|line| line == first))
}

/// Words whose label was changed.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelChange {
    /// Where their piece begins in the document.
    pub at: SourcePlace,
    /// The words.
    pub words: String,
    /// The label before.
    pub before: Role,
    /// The label after.
    pub after: Role,
}

/// Returns the changes between two ways to label the same document, in its order.
pub fn label_changes(before: &Labels, after: &Labels) -> Vec<LabelChange> {
    let words = |labels: &'_ Labels| -> Vec<(Role, SourcePlace, String)> {
        let of_one = |one: &Labelled| {
            let (role, at) = (one.role.clone(), one.piece.at);
            words_of(&one.piece).map(move |word| (role.clone(), at, word.to_owned())).collect::<Vec<_>>()
        };
        labels.pieces.iter().flat_map(of_one).collect()
    };
    let mut changes: Vec<LabelChange> = Vec::new();
    let mut goes_on = false;
    for ((before, at, word), (after, ..)) in words(before).into_iter().zip(words(after)) {
        let is_changed = before != after;
        match changes.last_mut().filter(|last| goes_on && last.before == before && last.after == after) {
            Some(last) => last.words.extend([" ", &word]),
            None if is_changed => changes.push(LabelChange { at, words: word, before, after }),
            None => {}
        }
        goes_on = is_changed;
    }
    changes
}

/// Returns the words of a piece as a labels file has them.
fn words_of(piece: &Piece) -> impl Iterator<Item = &str> {
    piece
        .text
        .split_whitespace()
        .map(|word| word.strip_suffix('\\').unwrap_or(word))
        .filter(|word| !word.is_empty() && *word != BREAK)
}
