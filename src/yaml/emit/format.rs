//! Rewrites a person's text in the canonical layout; comments and single blank lines stay with their fields (`irr fmt`).

use std::collections::{BTreeMap, BTreeSet};

use super::write::{FieldComments, MODELINE, Writer};
use crate::model::{FieldPath, Record};
use crate::yaml::parse::{
    Comment, Content, Span, Tree, TreeNode, before_on_line, checks_in, column, comments, dash, instructions, is_inside, mark_of,
    opaque, parse, with_line_ends,
};

/// The start of the comment that tells an editor where the schema is.
const MODELINE_MARK: &str = "# yaml-language-server:";

/// The reason why a text cannot be formatted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The text is not a valid record.
    #[error("the text is not a record")]
    NotARecord,
    /// A comment that ignores a rule, or a mark on a guessed value, would end up on another field's line.
    #[error("`{0}` would then apply to another field")]
    AllowanceWouldMove(String),
    /// The result would say something else or lack a comment. A safeguard against bugs; the result is discarded.
    #[error("the formatted text would not have the same values")]
    WouldNotReadBack,
}

/// Returns a record's text in the order and layout of [`write()`](super::write()), with all its comments and its line endings.
///
/// # Errors
/// [`FormatError`] where the text is not a record, or where formatting would lose or move something.
pub fn format(text: &str) -> Result<String, FormatError> {
    let record = parse(text).map_err(|_| FormatError::NotARecord)?;
    let tree = Tree::of(text).map_err(|_| FormatError::NotARecord)?;
    let found = comments(text, &tree);
    let out = laid_out(&record, text, &tree, &found);
    let after = Tree::of(&out).map_err(|_| FormatError::WouldNotReadBack)?;
    // A formatter that changes content would be worse than none, so the result is compared with the source.
    let same = parse(&out).as_ref() == Ok(&record) && told(&comments(&out, &after)) == told(&found);
    if !same {
        return Err(FormatError::WouldNotReadBack);
    }
    let covers = |text: &str, tree: &Tree| {
        // Problems with an item as a whole are reported on its first line, so that must stay the line which the comment covers.
        let of =
            |(comment, field, line): (&str, FieldPath, &str)| (comment.to_owned(), field, line.trim_start().starts_with('-'));
        let mut covers: Vec<(String, FieldPath, bool)> = instructions(text, tree).into_iter().map(of).collect();
        covers.sort();
        covers
    };
    let (before, now) = (covers(text, &tree), covers(&out, &after));
    if let Some(((comment, ..), _)) = before.into_iter().zip(now).find(|(before, now)| before != now) {
        return Err(FormatError::AllowanceWouldMove(comment));
    }
    let marks = |text: &str, tree: &Tree| {
        let mut marks: Vec<_> = checks_in(text, tree).into_iter().map(|check| (check.at, check.why)).collect();
        marks.sort();
        marks
    };
    let (before, now) = (marks(text, &tree), marks(&out, &after));
    match before.into_iter().zip(now).find(|(before, now)| before != now) {
        Some(((_, why), _)) => Err(FormatError::AllowanceWouldMove(mark_of(&why))),
        None => Ok(with_line_ends(&out, text)),
    }
}

/// Returns the texts of a person's comments, sorted, for comparison regardless of their places.
fn told<'a>(found: &[Comment<'a>]) -> Vec<&'a str> {
    let mut told: Vec<&str> = found.iter().map(|comment| comment.text).filter(|text| *text != MODELINE).collect();
    told.sort_unstable();
    told
}

fn laid_out(record: &Record, text: &str, tree: &Tree, found: &[Comment<'_>]) -> String {
    let mut plain = Writer::default();
    plain.record(record);
    let places = places(text, tree);
    let (remarks, end) = remarks(text, tree, found, &places, &plain.written);
    let mut writer = Writer::with(remarks);
    if !found.iter().any(|comment| comment.text.starts_with(MODELINE_MARK)) {
        writer.lines(&[MODELINE.to_owned()], 0);
    }
    writer.record(record);
    writer.lines(&end, 0);
    writer.out
}

/// A field or item that has its own line in the source.
struct FieldLine {
    path: FieldPath,
    /// The first byte of its key, or its dash.
    start: usize,
    column: usize,
}

/// Returns every field and item that is not in brackets, in the order of the text.
fn places(text: &str, tree: &Tree) -> Vec<FieldLine> {
    let mut found = Vec::new();
    collect(&tree.root, &FieldPath::root(), text, &mut found);
    found.sort_by_key(|place| place.start);
    found
}

fn collect(node: &TreeNode, at: &FieldPath, text: &str, found: &mut Vec<FieldLine>) {
    if node.flow {
        return;
    }
    match &node.content {
        Content::Mapping(entries) => {
            for (key, value) in entries {
                let path = at.key(key.text().unwrap_or("").to_owned());
                found.push(FieldLine { path: path.clone(), start: key.span.start, column: column(text, key.span.start) });
                collect(value, &path, text, found);
            }
        }
        Content::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                let path = at.index(index);
                let start = dash(text, item.range.start).unwrap_or(item.range.start);
                found.push(FieldLine { path: path.clone(), start, column: column(text, start) });
                collect(item, &path, text, found);
            }
        }
        Content::Scalar { .. } | Content::Alias => {}
    }
}

/// Assigns each comment and blank line to a field that is written, or to the end of the text.
fn remarks(
    text: &str,
    tree: &Tree,
    found: &[Comment<'_>],
    places: &[FieldLine],
    told: &[FieldPath],
) -> (BTreeMap<FieldPath, FieldComments>, Vec<String>) {
    let written: BTreeSet<&FieldPath> = told.iter().collect();
    // For each place, the first field from there on that is written; and the nearest place before it that is indented less. Both
    // are computed once for all comments, because a text may have a comment on every line.
    let mut settled_from: Vec<Option<FieldPath>> = vec![None; places.len() + 1];
    let mut less_deep: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate().rev() {
        settled_from[at] = settled(&place.path, &written).or_else(|| settled_from[at + 1].clone());
    }
    for (at, place) in places.iter().enumerate() {
        let chain = std::iter::successors(at.checked_sub(1), |before| less_deep.get(*before).copied().flatten());
        let found = chain.into_iter().find(|before| places[*before].column < place.column);
        less_deep.push(found);
    }
    let mut remarks: BTreeMap<FieldPath, FieldComments> = BTreeMap::new();
    let mut end = Vec::new();
    let mut blank = false;
    // Cached, so that a run of blank lines is scanned only once.
    let mut words = 0;
    for line in loose_lines(text, tree, found) {
        let next = places.partition_point(|place| place.start < line.start);
        let Some(comment) = line.comment else {
            blank = true;
            // A blank line belongs to what follows it.
            if words < line.start {
                let rest = &text[line.start..];
                words = line.start + (rest.len() - rest.trim_start().len());
            }
            if let Some(place) = places.get(next).filter(|place| words >= place.start) {
                match settled(&place.path, &written) {
                    Some(path) if path == place.path => {
                        remarks.entry(path).or_default().above.push(String::new());
                        blank = false;
                    }
                    _ => {}
                }
            }
            continue;
        };
        let before = std::mem::take(&mut blank).then(String::new);
        let lines = before.into_iter().chain([comment.text.to_owned()]);
        if !comment.alone {
            let following = settled_from[next].clone();
            beside(comment, text, places[..next].last(), following, &written, &mut remarks, &mut end);
            continue;
        }
        let column = before_on_line(text, comment.span.start).len();
        // An instruction to irr applies to the next line, whatever its own indentation.
        let deeper = places.get(next).is_none_or(|place| place.column < column) && !comment.is_to_irr();
        let owner = std::iter::successors(next.checked_sub(1), |before| less_deep[*before])
            .map(|before| &places[before])
            .find(|place| place.column <= column)
            .filter(|_| deeper && column > 0);
        match (owner, settled_from[next].clone()) {
            (Some(owner), _) if settled(&owner.path, &written).is_some_and(|path| path == owner.path) => {
                remarks.entry(owner.path.clone()).or_default().below.extend(lines);
            }
            (_, Some(path)) => remarks.entry(path).or_default().above.extend(lines),
            _ => end.extend(lines),
        }
    }
    (remarks, end)
}

/// Returns the field itself if it is written, else the nearest enclosing one that is.
fn settled(path: &FieldPath, written: &BTreeSet<&FieldPath>) -> Option<FieldPath> {
    let around = std::iter::successors(Some(path.clone()), FieldPath::parent);
    around.into_iter().find(|path| written.contains(path))
}

/// Places a comment that follows something on its line:
/// beside the same field, or, where that is no longer written, above the nearest one.
fn beside(
    comment: &Comment<'_>,
    text: &str,
    place: Option<&FieldLine>,
    following: Option<FieldPath>,
    written: &BTreeSet<&FieldPath>,
    remarks: &mut BTreeMap<FieldPath, FieldComments>,
    end: &mut Vec<String>,
) {
    let gap = comment.span.start - text[..comment.span.start].trim_end_matches([' ', '\t']).len();
    let around = place.and_then(|place| settled(&place.path, written));
    let own = place.is_some_and(|place| around.as_ref() == Some(&place.path));
    match around.or(following) {
        Some(path) => {
            let remarks = remarks.entry(path).or_default();
            match &remarks.beside {
                None if own => remarks.beside = Some((gap, comment.text.to_owned())),
                _ => remarks.above.push(comment.text.to_owned()),
            }
        }
        None => end.push(comment.text.to_owned()),
    }
}

/// A comment, or a blank line between fields.
struct LooseLine<'a> {
    start: usize,
    comment: Option<&'a Comment<'a>>,
}

fn loose_lines<'a>(text: &str, tree: &Tree, found: &'a [Comment<'a>]) -> Vec<LooseLine<'a>> {
    let texts: Vec<Span> = opaque(tree, text).into_iter().map(|(span, _)| span).collect();
    let mut lines: Vec<LooseLine<'a>> =
        found.iter().map(|comment| LooseLine { start: comment.span.start, comment: Some(comment) }).collect();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() && !is_inside(&texts, start) {
            lines.push(LooseLine { start, comment: None });
        }
        start += line.len();
    }
    lines.sort_by_key(|line| line.start);
    lines
}
