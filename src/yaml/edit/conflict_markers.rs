//! Writes two versions of a text as one, with git's conflict markers around what differs.

use super::patch::ValuePlace;
use crate::model::FieldPath;
use crate::yaml::parse::{Content, Tree, before_on_line, dash_line, end_of_line, line_end};

/// A value that the two texts say differently: where it is in each; in neither place must anything be.
pub struct Contradicted<'a> {
    /// Its path in our text.
    pub ours: &'a FieldPath,
    /// Its path in their text.
    pub theirs: &'a FieldPath,
}

/// Bytes of our text, and the bytes of their text that stand in their place.
struct Hunk {
    ours: (usize, usize),
    theirs: (usize, usize),
}

/// Returns both texts as one, with conflict markers of `size` characters around the lines of each of these values.
///
/// Where the texts differ elsewhere too, the markers are around everything from the first difference to the last: what is outside
/// of them is always the same in both.
pub fn with_conflict_markers(ours: &str, theirs: &str, values: &[Contradicted<'_>], size: usize) -> String {
    let hunks = hunks_of(ours, theirs, values).unwrap_or_else(|| vec![difference(ours, theirs)]);
    let end = line_end(ours);
    let mut made = String::with_capacity(ours.len() + theirs.len());
    let mut done = 0;
    for Hunk { ours: our_lines, theirs: their_lines } in hunks {
        made.push_str(&ours[done..our_lines.0]);
        let mut put = |marker: char, label: &str, lines: &str| {
            made.push_str(&marker.to_string().repeat(size));
            made.push_str(label);
            made.push_str(end);
            made.push_str(lines);
            // A marker is a line of its own, also behind a last line without a line break.
            if !lines.is_empty() && !lines.ends_with('\n') {
                made.push_str(end);
            }
        };
        put('<', " ours", &ours[our_lines.0..our_lines.1]);
        put('=', "", &theirs[their_lines.0..their_lines.1]);
        put('>', " theirs", "");
        done = our_lines.1;
    }
    made.push_str(&ours[done..]);
    made
}

/// Returns the lines of each value; `None` where the texts differ elsewhere too.
fn hunks_of(ours: &str, theirs: &str, values: &[Contradicted<'_>]) -> Option<Vec<Hunk>> {
    let trees = (Tree::of(ours).ok()?, Tree::of(theirs).ok()?);
    type Lines = Option<(usize, usize)>;
    let mut left: Vec<(Lines, Lines)> =
        values.iter().map(|value| (lines(ours, &trees.0, value.ours), lines(theirs, &trees.1, value.theirs))).collect();
    let (mut our_done, mut their_done, mut hunks) = (0, 0, Vec::<Hunk>::new());
    while !left.is_empty() {
        // What is common before a value has the same length in both texts, so the next value is the one with the least before it.
        let before = |(ours, theirs): &(Lines, Lines)| match (ours, theirs) {
            (Some((start, _)), _) => start.saturating_sub(our_done),
            (None, Some((start, _))) => start.saturating_sub(their_done),
            (None, None) => 0,
        };
        let next = (0..left.len()).min_by_key(|index| before(&left[*index]))?;
        let value = left.swap_remove(next);
        let common = before(&value);
        let start = (our_done + common, their_done + common);
        if ours.get(our_done..start.0)? != theirs.get(their_done..start.1)? {
            return None;
        }
        let (our_lines, their_lines) = (value.0.unwrap_or((start.0, start.0)), value.1.unwrap_or((start.1, start.1)));
        // Two values on one line are one piece.
        if common == 0
            && let Some(last) = hunks.last_mut().filter(|last| our_lines.0 < last.ours.1 || their_lines.0 < last.theirs.1)
        {
            last.ours.1 = last.ours.1.max(our_lines.1);
            last.theirs.1 = last.theirs.1.max(their_lines.1);
            (our_done, their_done) = (last.ours.1, last.theirs.1);
            continue;
        }
        if our_lines.0 != start.0 || their_lines.0 != start.1 {
            return None;
        }
        (our_done, their_done) = (our_lines.1, their_lines.1);
        if ours[our_lines.0..our_lines.1] != theirs[their_lines.0..their_lines.1] {
            hunks.push(Hunk { ours: our_lines, theirs: their_lines });
        }
    }
    (ours.get(our_done..)? == theirs.get(their_done..)? && !hunks.is_empty()).then_some(hunks)
}

/// Returns the whole lines of a field or an entry; `None` where the text does not have it.
fn lines(text: &str, tree: &Tree, at: &FieldPath) -> Option<(usize, usize)> {
    let place = ValuePlace::find(tree, at)?;
    let first = match (place.key, &place.node.content) {
        (Some(key), _) => key.range.start,
        (None, Content::Mapping(fields)) if !place.node.flow => {
            fields.first().map_or(place.node.range.start, |it| it.0.range.start)
        }
        (None, _) => place.node.range.start,
    };
    let start = match place.key {
        None if !place.flow => dash_line(text, first)?,
        _ => first - before_on_line(text, first).len(),
    };
    let last = place.node.range.end.max(place.key.map_or(0, |key| key.range.end));
    Some((start, end_of_line(text, last)))
}

/// Returns all lines from the first difference to the last.
fn difference(ours: &str, theirs: &str) -> Hunk {
    let all = |text: &str| text.split_inclusive('\n').map(str::len).collect::<Vec<_>>();
    let (our_lines, their_lines) = (all(ours), all(theirs));
    let common = |one: &mut dyn Iterator<Item = &str>, other: &mut dyn Iterator<Item = &str>| {
        one.zip(other).take_while(|(one, other)| one == other).count()
    };
    let start = common(&mut ours.split_inclusive('\n'), &mut theirs.split_inclusive('\n'));
    let end = common(&mut ours.split_inclusive('\n').rev(), &mut theirs.split_inclusive('\n').rev());
    let end = end.min(our_lines.len() - start).min(their_lines.len() - start);
    let bytes = |lines: &[usize]| {
        let sum = |lines: &[usize]| lines.iter().sum::<usize>();
        (sum(&lines[..start]), sum(&lines[..lines.len() - end]))
    };
    Hunk { ours: bytes(&our_lines), theirs: bytes(&their_lines) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str =
        "force: Kent\nfindings:\n  - ref: \"1\"\n    due: 2026-01-31\n    owner: Head\n    done: yes\nstage: draft\n";
    const THEIRS: &str = "force: Kent\nfindings:\n  - ref: \"1\"\n    due: 2026-03-01\n    owner: Head\nstage: draft\n";

    fn marked(ours: &str, theirs: &str, values: &[&str]) -> String {
        let paths: Vec<FieldPath> = values.iter().map(|path| path.parse().unwrap()).collect();
        let values: Vec<Contradicted<'_>> = paths.iter().map(|path| Contradicted { ours: path, theirs: path }).collect();
        with_conflict_markers(ours, theirs, &values, 7)
    }

    #[test]
    fn the_markers_are_around_the_lines_of_each_value() {
        let meant = "force: Kent\nfindings:\n  - ref: \"1\"\n<<<<<<< ours\n    due: 2026-01-31\n=======\n    due: 2026-03-01\n\
                     >>>>>>> theirs\n    owner: Head\n<<<<<<< ours\n    done: yes\n=======\n>>>>>>> theirs\nstage: draft\n";
        assert_eq!(marked(OURS, THEIRS, &["findings[0].done", "findings[0].due"]), meant);
        assert_eq!(
            marked(&OURS.replace('\n', "\r\n"), &THEIRS.replace('\n', "\r\n"), &["findings[0].due", "findings[0].done"]),
            meant.replace('\n', "\r\n")
        );
    }

    #[test]
    fn what_differs_elsewhere_too_is_within_the_markers() {
        let meant = "force: Kent\nfindings:\n  - ref: \"1\"\n<<<<<<< ours\n    due: 2026-01-31\n    owner: Head\n    done: yes\n=======\n    \
                     due: 2026-03-01\n    owner: Head\n>>>>>>> theirs\nstage: draft\n";
        assert_eq!(marked(OURS, THEIRS, &["findings[0].due"]), meant);
        assert_eq!(marked("a: 1", "a: 2", &["a"]), "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n");
    }
}
