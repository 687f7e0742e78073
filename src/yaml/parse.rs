//! Text to record, and text to faults.

use super::bare_word::{is_doubtful, is_like_a_day, is_null};
use super::dialect;
use super::fault::{Fault, FaultKind, Faults, Span};
use super::schema::record_schema;
use super::shape;
use super::tree::Tree;
use crate::model::{Record, unseen};

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
    if let Some(record) = Tree::of(text).ok().and_then(|tree| dialect::with_figures(&tree, body)) {
        if let Ok(read) = serde_yaml::from_str(&record) {
            return read_alike(text, &record).map(|()| read);
        }
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
        let message = format!("the text has {} bytes, and a record has {LARGEST_RECORD} at most", text.len());
        let help = "keep documents beside the records, and name them in `evidence`; what is in here by mistake, take out";
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
        faults.extend(Tree::of(text).ok().and_then(|tree| dialect::disagreement(&tree, &value)));
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
            let help = "choose between the two sides, take the marker lines out, and `git add` the file";
            let _ = faults.push(Fault::new(FaultKind::MergeConflict, span, "git left a conflict marker here", Some(help.into())));
        }
        start += line.len();
    }
    faults.into_vec()
}

/// How closely a text must be looked at that serde reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// Nothing in it can be doubtful.
    None,
    /// A word may be doubtful, or have markup or an escape in it.
    Words,
    /// It is laid out in a way that readers may differ over.
    Layout,
}

/// Tells how closely to look: it may say "closely" in vain, and never "not at all" in vain.
///
/// Only the plainest layout is known to be read alike by every reader: a field or an item a line, its value bare, in quotes, in brackets
/// or in a block below.
pub(super) fn closeness(text: &str) -> Look {
    let mut look = Look::None;
    // Unseen characters that are no controls, and markup, are the words' business.
    if text.contains(may_be_forbidden) || text.contains('<') && text.contains('>') || text.contains('&') && text.contains(';') {
        look = Look::Words;
    }
    // The column of the key that the prose being passed over belongs to: what stands in a block is text to every reader.
    let mut prose: Option<usize> = None;
    let mut begun = false;
    for line in text.lines() {
        let value = line.trim_start_matches(' ');
        if prose.is_some_and(|column| value.is_empty() || line.len() - value.len() > column) {
            // Blanks on an empty line before a block's first one.
            if !begun && value.is_empty() && !line.is_empty() {
                return Look::Layout;
            }
            begun |= !value.is_empty();
            continue;
        }
        prose = None;
        match line_of(line, value) {
            Line::Plain => {}
            Line::Block(column) => (prose, begun) = (Some(column), false),
            Line::Words => look = Look::Words,
            Line::Strange => return Look::Layout,
        }
    }
    look
}

fn may_be_forbidden(c: char) -> bool {
    c > '\u{7f}' && unseen::is_forbidden(c)
}

/// What a line outside of blocks and quotes is.
enum Line {
    /// A comment, or a field or an item that says one thing to everybody.
    Plain,
    /// A field with a block below it, whose key stands in this column.
    Block(usize),
    /// One with a word that may be doubtful.
    Words,
    /// Anything else.
    Strange,
}

fn line_of(line: &str, value: &str) -> Line {
    if value.is_empty() || value.starts_with('#') {
        return Line::Plain;
    }
    let (value, is_item) = match value.strip_prefix("- ") {
        Some(rest) => (rest.trim_start_matches(' '), true),
        None => (value, false),
    };
    let column = line.len() - value.len();
    // A key is a short word of small letters: in prose the colon stands far behind.
    let key = value.bytes().take(LONGEST_KEY).position(|byte| !(byte.is_ascii_lowercase() || byte == b'_')).filter(|at| *at > 0);
    let field = key.and_then(|at| Some((&value[..at], value[at..].strip_prefix(':')?)));
    let (key, value) = match field.filter(|(_, rest)| rest.is_empty() || rest.starts_with(' ')) {
        Some((key, rest)) => (key, rest.trim_start_matches(' ')),
        None if is_item => ("", value),
        None => return Line::Strange,
    };
    match value.bytes().next() {
        None | Some(b'#') => {
            if key.is_empty() {
                Line::Strange
            } else {
                Line::Plain
            }
        }
        Some(b'|' | b'>') if !key.is_empty() && is_rest(value[1..].strip_prefix(['+', '-']).unwrap_or(&value[1..])) => {
            Line::Block(column)
        }
        Some(b'"') => match quoted(value) {
            Some((rest, escapes)) if is_rest(rest) => {
                if escapes {
                    Line::Words
                } else {
                    Line::Plain
                }
            }
            _ => Line::Strange,
        },
        Some(b'\'') => match value[1..].split_once('\'') {
            Some((_, rest)) if is_rest(rest) => Line::Plain,
            _ => Line::Strange,
        },
        Some(b'[' | b'{') => in_brackets(value),
        Some(byte) if b"&*!?|>%@`#,]}-:".contains(&byte) && !(byte == b'-' && value.len() > 1 && !value.starts_with("- ")) => {
            Line::Strange
        }
        Some(_) if value.contains(['\t']) => Line::Strange,
        Some(_) => bare(key, value),
    }
}

/// What stands behind the second of two double quotes, and whether there is an escape between them; `None` where the line has no second.
fn quoted(value: &str) -> Option<(&str, bool)> {
    let mut bytes = value.bytes().enumerate().skip(1);
    let mut escapes = false;
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                escapes = true;
                bytes.next();
            }
            b'"' => return Some((&value[at + 1..], escapes)),
            _ => {}
        }
    }
    None
}

/// A list or a mapping in brackets that ends with its line, of bare or quoted words without marks in them.
fn in_brackets(value: &str) -> Line {
    let mut rest = value;
    let (mut open, mut doubtful, mut wants_word) = (0usize, false, true);
    loop {
        rest = rest.trim_start_matches(' ');
        match rest.bytes().next() {
            Some(b'[' | b'{') if wants_word => open += 1,
            Some(b']' | b'}') => {
                (open, wants_word) = (open - 1, false);
                if open == 0 {
                    break;
                }
            }
            Some(b',') => wants_word = true,
            Some(b'"') if wants_word => match quoted(rest) {
                Some((behind, false)) => {
                    (rest, wants_word) = (behind, false);
                    continue;
                }
                _ => return Line::Strange,
            },
            Some(_) if wants_word => {
                let Some(end) = rest.find(['[', ']', '{', '}', ',']) else { return Line::Strange };
                let mut word = rest[..end].trim_end_matches(' ');
                let is_key = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                if let Some((_, value)) = word.split_once(": ").filter(|(key, _)| is_key(key)) {
                    word = value.trim_start_matches(' ');
                }
                if word.contains(|c: char| "\"'&*!?|>%@`#:\t".contains(c)) || word.starts_with('-') || is_null(word) {
                    return Line::Strange;
                }
                doubtful |= is_doubtful(word) || is_like_a_day(word);
                (rest, wants_word) = (&rest[end..], false);
                continue;
            }
            _ => return Line::Strange,
        }
        rest = &rest[1..];
    }
    match is_rest(&rest[1..]) {
        true if doubtful => Line::Words,
        true => Line::Plain,
        false => Line::Strange,
    }
}

/// Whether nothing, or a comment, stands behind a value.
fn is_rest(rest: &str) -> bool {
    let behind = rest.trim_start_matches(' ');
    behind.is_empty() || behind.len() < rest.len() && behind.starts_with('#')
}

/// A bare word behind a key or a dash.
fn bare(key: &str, value: &str) -> Line {
    let word = match value.find('#') {
        // A number behind the hash was perhaps meant as text.
        Some(at) if value[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit()) => return Line::Words,
        Some(at) if value[..at].ends_with(' ') => value[..at].trim_end(),
        _ => value.trim_end(),
    };
    if is_null(word) {
        return Line::Strange;
    }
    let doubtful = match key {
        "ours" | "withheld" | "adopts_chief_officer" => !matches!(word, "true" | "false"),
        "recommendation_count" | "area_for_improvement_count" | "cause_of_concern_count" | "schema_version" => {
            !word.bytes().all(|byte| byte.is_ascii_digit()) || word.len() > 1 && word.starts_with('0')
        }
        _ => is_doubtful(word) || is_like_a_day(word) && !DAYS.contains(&key),
    };
    if doubtful { Line::Words } else { Line::Plain }
}

/// The fields that hold days.
const DAYS: [&str; 12] = [
    "agreed",
    "chief_officer_invited",
    "comments_received",
    "comments_wanted_by",
    "date",
    "done",
    "due",
    "published",
    "sent_to_inspectorate",
    "sent_to_secretary_of_state",
    "target",
    "to",
];

/// No key of a record is longer, in bytes.
const LONGEST_KEY: usize = 40;

#[cfg(test)]
mod tests;
