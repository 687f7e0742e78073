//! Text to record, and text to faults.

use super::closeness::{Look, closeness};
use super::dialect;
use super::fault::{Fault, FaultKind, Faults, Span};
use super::schema::record_schema;
use super::shape;
use super::tree::Tree;
use crate::model::Record;

/// Reads a record.
///
/// A byte order mark is passed over, CRLF is a line break; nothing else is changed. What another reader of YAML would read otherwise is
/// no record.
///
/// # Errors
/// Every fault that keeps the text from being a record; never none.
pub fn parse(text: &str) -> Result<Record, Vec<Fault>> {
    if let Some(faults) = unfit(text) {
        return Err(faults);
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let error = match serde_yaml::from_str(body) {
        Ok(record) if closeness(text) < Look::Layout => return Ok(record),
        Ok(record) => return read_alike(text, body).map(|()| record),
        Err(error) => error,
    };
    if let Some(record) = Tree::of(text).ok().and_then(|tree| dialect::with_figures(&tree, body))
        && let Ok(read) = serde_yaml::from_str(&record)
    {
        return read_alike(text, &record).map(|()| read);
    }
    let mut faults = look(text);
    faults.retain(|fault| !fault.kind.is_warning());
    if faults.is_empty() {
        faults.push(only_serde_knows(&error, text));
    }
    Err(faults)
}

/// The largest text that is read as a record, in bytes.
///
/// A record has some ten thousand; the words of a whole report, kept until they are placed, a million at most. Twice that is room, and
/// keeps what a hostile file takes of a computer to some hundred megabytes and seconds.
pub const LARGEST_RECORD: usize = 2 * 1024 * 1024;

/// What keeps any reader from beginning with the text.
fn unfit(text: &str) -> Option<Vec<Fault>> {
    if text.len() > LARGEST_RECORD {
        let message = format!("the text has {} bytes, and the limit for a record is {LARGEST_RECORD}", text.len());
        let help = "keep documents beside the records, name them in `evidence`, and remove what is here by mistake";
        return Some(vec![Fault::new(FaultKind::InvalidYaml, Span::default(), message, Some(help.into()))]);
    }
    let strange = dialect::foreign_characters(text);
    if strange.is_empty() { too_deep(text).map(|fault| vec![fault]) } else { Some(strange) }
}

/// Whether every reader of YAML reads a text so that serde reads as `body`.
///
/// # Errors
/// What they would read otherwise, and whatever else keeps the text from being a record.
fn read_alike(text: &str, body: &str) -> Result<(), Vec<Fault>> {
    let mut faults = look(text);
    faults.retain(|fault| !fault.kind.is_warning());
    if faults.is_empty() {
        let value = serde_yaml::from_str(body).map_err(|error| vec![only_serde_knows(&error, text)])?;
        faults.extend(Tree::of(text).ok().and_then(|tree| dialect::disagreement(&tree, text, &value)));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Everything wrong with the text itself, in its order: what keeps it from being a record, and what is doubtful in it.
pub fn inspect(text: &str, parsed: &Result<Record, Vec<Fault>>) -> Vec<Fault> {
    let mut faults = match parsed {
        Ok(_) if closeness(text) == Look::None => Vec::new(),
        Ok(_) => look(text),
        // Such a text is no YAML to somebody: what else is wrong with it is beside the point.
        Err(faults) if unfit(text).is_some() => faults.clone(),
        Err(faults) => {
            let mut all = look(text);
            // What no look at the text finds: what only serde, or only two readers together, know.
            if all.iter().all(|fault| fault.kind.is_warning()) {
                all.extend(faults.iter().cloned());
            }
            all
        }
    };
    faults.sort_by_key(|fault| (fault.span.start, fault.kind));
    faults
}

/// More brackets than this are not open at once in any text that people write; readers take ever longer over each.
const MOST_OPEN: usize = 1000;

/// The bracket that is one too many.
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

/// The slow reading: events, tree, schema.
fn look(text: &str) -> Vec<Fault> {
    let conflicts = conflict_markers(text);
    if !conflicts.is_empty() {
        return conflicts;
    }
    match tree_of(text) {
        Ok((tree, mut faults)) => {
            faults.extend(shape::check(&tree, text, record_schema()));
            faults
        }
        Err(faults) => faults,
    }
}

/// A text as a tree, with what another reader of YAML would read otherwise.
///
/// # Errors
/// Where the text is no YAML: the place, or the blanks that are none around it.
pub(super) fn tree_of(text: &str) -> Result<(Tree, Vec<Fault>), Vec<Fault>> {
    if let Some(faults) = unfit(text) {
        return Err(faults);
    }
    match Tree::of(text) {
        Ok(tree) => {
            let faults = dialect::differences(&tree, text);
            Ok((tree, faults))
        }
        Err(fault) => {
            // A reader stops at the line before or behind one that is set in with other blanks.
            let blanks = dialect::unseen_blanks(text);
            let line = |at: usize| text[..at].matches('\n').count();
            let is_near = blanks.first().zip(blanks.last()).is_some_and(|(first, last)| {
                (line(first.span.start).saturating_sub(1)..=line(last.span.start) + 1).contains(&line(fault.span.start))
            });
            Err(if is_near { blanks } else { vec![*fault] })
        }
    }
}

/// A fault that serde raised and the tree did not.
pub(super) fn only_serde_knows(error: &serde_yaml::Error, text: &str) -> Fault {
    let start = error.location().map_or(0, |location| location.index()).min(text.len());
    let start = (0..=start).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = text[start..].char_indices().nth(1).map_or(text.len(), |(at, _)| start + at);
    Fault::new(FaultKind::InvalidYaml, Span { start, end }, format!("this cannot be read: {error}"), None)
}

/// The markers that git writes at the beginning of a line where it could not merge.
pub(super) fn conflict_markers(text: &str) -> Vec<Fault> {
    let mut start = 0;
    let mut faults = Faults::default();
    for line in text.split_inclusive('\n') {
        if ["<<<<<<<", "|||||||", ">>>>>>>"].iter().any(|marker| line.starts_with(marker)) {
            let span = Span { start, end: start + line.trim_end().len() };
            let help = "choose one of the two sides, remove the marker lines, and `git add` the file";
            let _ =
                faults.push(Fault::new(FaultKind::MergeConflict, span, "there is a git conflict marker here", Some(help.into())));
        }
        start += line.len();
    }
    faults.into_vec()
}

#[cfg(test)]
mod tests;
