//! Reads a text as a record, or finds its faults.

use super::check_level::{CheckLevel, check_level};
use super::conflict::ConflictedText;
use super::fault::{Fault, FaultKind, Faults};
use super::position::Span;
use super::schema::record_schema;
use super::tree::Tree;
use super::{dialect, schema_check};
use crate::model::Record;

/// Reads a record.
///
/// A byte order mark is skipped, and CRLF is accepted as line break.
/// A text that another YAML parser would read differently is refused.
///
/// # Errors
/// Every fault because of which the text is not a record; at least one.
pub fn parse(text: &str) -> Result<Record, Vec<Fault>> {
    if let Some(faults) = unfit(text) {
        return Err(faults);
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let error = match serde_yaml::from_str(body) {
        // The usual case, which needs no second reading.
        Ok(record) if check_level(text) < CheckLevel::Layout => return Ok(record),
        Ok(record) => return read_alike(text, body).map(|()| record),
        Err(error) => error,
    };
    // serde_yaml refuses a block whose first line begins with a tab, unless its indentation is given.
    if let Some(record) = Tree::of(text).ok().and_then(|tree| dialect::with_figures(&tree, body))
        && let Ok(read) = serde_yaml::from_str(&record)
    {
        return read_alike(text, &record).map(|()| read);
    }
    let mut faults = all_faults(text);
    faults.retain(|fault| !fault.kind.is_warning());
    if faults.is_empty() {
        faults.push(only_serde_knows(&error, text));
    }
    Err(faults)
}

/// The largest text that is read as a record, in bytes.
///
/// Real records have some ten thousand bytes; the text of a whole report, kept in `unplaced`, has at most a million. Twice that
/// leaves room, and limits what a hostile file can use to some hundred megabytes of memory and some seconds.
pub const LARGEST_RECORD: usize = 2 * 1024 * 1024;

/// Returns the faults that make it unsafe to start any parser on the text.
fn unfit(text: &str) -> Option<Vec<Fault>> {
    if text.len() > LARGEST_RECORD {
        let message = format!("the text has {} bytes, and the limit for a record is {LARGEST_RECORD}", text.len());
        let help = "keep documents beside the records, name them in `evidence`, and remove what is here by mistake";
        return Some(vec![Fault::new(FaultKind::InvalidYaml, Span::default(), message, Some(help.into()))]);
    }
    let strange = dialect::foreign_characters(text);
    if strange.is_empty() { too_deep(text).map(|fault| vec![fault]) } else { Some(strange) }
}

/// Checks that every YAML parser reads a text as serde reads `body`.
///
/// # Errors
/// The differences, and any other fault because of which the text is not a record.
fn read_alike(text: &str, body: &str) -> Result<(), Vec<Fault>> {
    let mut faults = all_faults(text);
    faults.retain(|fault| !fault.kind.is_warning());
    if faults.is_empty() {
        let value = serde_yaml::from_str(body).map_err(|error| vec![only_serde_knows(&error, text)])?;
        faults.extend(Tree::of(text).ok().and_then(|tree| dialect::disagreement(&tree, text, &value)));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Returns every fault of the text in order: errors, and warnings about doubtful content.
pub fn inspect(text: &str, parsed: &Result<Record, Vec<Fault>>) -> Vec<Fault> {
    let mut faults = match parsed {
        Ok(_) if check_level(text) == CheckLevel::None => Vec::new(),
        Ok(_) => all_faults(text),
        // The text is not safe to parse, so other faults cannot be looked for.
        Err(faults) if unfit(text).is_some() => faults.clone(),
        Err(faults) => {
            let mut all = all_faults(text);
            // Some faults are found only by serde, or only by comparing the two readers.
            if all.iter().all(|fault| fault.kind.is_warning()) {
                all.extend(faults.iter().cloned());
            }
            all
        }
    };
    faults.sort_by_key(|fault| (fault.span.start, fault.kind));
    faults
}

/// The most brackets that may be open at once. Nobody writes more, and the time parsers take grows with each.
const MOST_OPEN: usize = 1000;

/// Returns the fault at the first bracket above the limit.
fn too_deep(text: &str) -> Option<Fault> {
    let mut open = 0usize;
    let at = text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MOST_OPEN
    })?;
    let help = "close them, or put the text in quotes or in a `|` block";
    let message = format!("more than {MOST_OPEN} brackets are open here");
    Some(Fault::new(FaultKind::InvalidYaml, Span { start: at, end: at + 1 }, message, Some(help.into())))
}

/// Checks a text thoroughly, but slowly: events, tree, schema.
fn all_faults(text: &str) -> Vec<Fault> {
    let conflicts = conflict_faults(text);
    if !conflicts.is_empty() {
        return conflicts;
    }
    match tree_of(text) {
        Ok((tree, mut faults)) => {
            faults.extend(schema_check::check(&tree, text, record_schema()));
            faults
        }
        Err(faults) => faults,
    }
}

/// Parses a text into a tree, with the differences that other parsers would have.
///
/// # Errors
/// The fault where the text is not YAML; or, if characters that only look like spaces are near it, those.
pub(crate) fn tree_of(text: &str) -> Result<(Tree, Vec<Fault>), Vec<Fault>> {
    if let Some(faults) = unfit(text) {
        return Err(faults);
    }
    match Tree::of(text) {
        Ok(tree) => {
            let faults = dialect::differences(&tree, text);
            Ok((tree, faults))
        }
        Err(fault) => {
            // A parser stops at the line before or after one with such an
            // indentation, so a look-alike space nearby is the real cause.
            let blanks = dialect::unseen_blanks(text);
            let line = |at: usize| text[..at].matches('\n').count();
            let is_near = blanks.first().zip(blanks.last()).is_some_and(|(first, last)| {
                (line(first.span.start).saturating_sub(1)..=line(last.span.start) + 1).contains(&line(fault.span.start))
            });
            Err(if is_near { blanks } else { vec![*fault] })
        }
    }
}

/// Returns the fault for an error of serde that the tree did not show.
pub(crate) fn only_serde_knows(error: &serde_yaml::Error, text: &str) -> Fault {
    let start = error.location().map_or(0, |location| location.index()).min(text.len());
    let start = (0..=start).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = text[start..].char_indices().nth(1).map_or(text.len(), |(at, _)| start + at);
    Fault::new(FaultKind::InvalidYaml, Span { start, end }, format!("this cannot be read: {error}"), None)
}

/// Returns a fault for each merge conflict, and for each marker of git's that is left over.
pub(crate) fn conflict_faults(text: &str) -> Vec<Fault> {
    let Some(conflicted) = ConflictedText::read(text) else { return Vec::new() };
    let mut faults = Faults::default();
    for conflict in conflicted.conflicts() {
        let (first, last) = conflict.lines;
        let help = "choose one of the two sides, remove the marker lines, and `git add` the file";
        let message = format!("merge conflict in lines {first} to {last}");
        let _ = faults.push(Fault::new(FaultKind::MergeConflict, conflict.span, message, Some(help.into())));
    }
    for span in &conflicted.left_over {
        let help = "remove this line once the lines around it are right, and `git add` the file";
        let message = "a marker of a git conflict is left here, without the others";
        let _ = faults.push(Fault::new(FaultKind::MergeConflict, *span, message, Some(help.into())));
    }
    faults.into_vec()
}

#[cfg(test)]
mod tests;
