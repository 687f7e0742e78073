//! Reads a text with git's conflict markers: what both sides have in common, and what each has in its place.
//!
//! A marker is seven or more of one character at the start of a line. Nothing in a record can look like one: each of its texts
//! is indented, and a bare line at the margin would be a field. The markers of one conflict have one length; longer ones, which
//! git leaves in the common version of a merge of merges, are words of that version.

use super::position::Span;

/// The fewest characters of a marker.
const LEAST_MARKER: usize = 7;

/// A text with conflicts, in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictedText<'a> {
    pieces: Vec<TextPiece<'a>>,
    /// The marker lines that belong to no whole conflict: somebody has removed the others.
    pub left_over: Vec<Span>,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum TextPiece<'a> {
    /// What both sides have.
    Common(&'a str),
    /// What they contradict each other in.
    Conflict(TextConflict<'a>),
}

/// A place where two sides have different lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextConflict<'a> {
    /// All of it, with its markers.
    text: &'a str,
    /// The place of the first marker.
    pub span: Span,
    /// The line of the first marker and that of the last one, from 1.
    pub lines: (usize, usize),
    /// What the first marker says behind it, such as `HEAD`; empty if nothing.
    pub our_label: &'a str,
    /// What the last marker says behind it, such as a branch.
    pub their_label: &'a str,
    /// The lines of the first side.
    pub ours: &'a str,
    /// The lines that both come from, where git wrote them (`merge.conflictStyle=diff3`).
    pub base: Option<&'a str>,
    /// The lines of the second side.
    pub theirs: &'a str,
}

/// Which lines take the place of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptLines {
    /// Those of the first side.
    Ours,
    /// Those that both come from; none where git did not write them.
    Base,
    /// Those of the second side.
    Theirs,
    /// Those of the first side and then those of the second.
    Both,
    /// The conflict as it is, with its markers.
    Marked,
}

/// The four kinds of marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkerKind {
    Ours,
    Base,
    Middle,
    Theirs,
}

/// A marker line: its kind, its length, and what it says behind.
type Marker<'a> = (MarkerKind, usize, &'a str);

fn marker(line: &str) -> Option<Marker<'_>> {
    let line = line.trim_end_matches(['\n', '\r']);
    let kind = match line.bytes().next()? {
        b'<' => MarkerKind::Ours,
        b'|' => MarkerKind::Base,
        b'=' => MarkerKind::Middle,
        b'>' => MarkerKind::Theirs,
        _ => return None,
    };
    let first = &line[..1];
    let rest = line.trim_start_matches(first);
    let length = line.len() - rest.len();
    let is_marker = length >= LEAST_MARKER && (rest.is_empty() || rest.starts_with(' '));
    // Only three of them have a label, and a line of equals signs with words behind it is none.
    (is_marker && (kind != MarkerKind::Middle || rest.trim().is_empty())).then(|| (kind, length, rest.trim()))
}

impl<'a> ConflictedText<'a> {
    /// Reads a text; `None` where it has no marker.
    pub fn read(text: &'a str) -> Option<Self> {
        // Nearly every text has none, and is not split into lines.
        if !["<<<<<<<", "|||||||", ">>>>>>>"].iter().any(|marker| text.contains(marker)) {
            return None;
        }
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            lines.push((start, line, marker(line)));
            start += line.len();
        }
        let mut read = Self { pieces: Vec::new(), left_over: Vec::new() };
        let (mut at, mut common) = (0, 0);
        while let Some((start, line, found)) = lines.get(at) {
            match (found, Self::conflict(text, &lines, at)) {
                (_, Some((conflict, next))) => {
                    read.pieces.push(TextPiece::Common(&text[common..*start]));
                    read.pieces.push(TextPiece::Conflict(conflict));
                    common = lines.get(next).map_or(text.len(), |(start, ..)| *start);
                    at = next;
                }
                (Some((kind, ..)), None) if *kind != MarkerKind::Middle => {
                    read.left_over.push(Span { start: *start, end: start + line.trim_end().len() });
                    at += 1;
                }
                _ => at += 1,
            }
        }
        read.pieces.push(TextPiece::Common(&text[common..]));
        (read.pieces.len() > 1 || !read.left_over.is_empty()).then_some(read)
    }

    /// Reads the conflict that begins at a line, and returns it with the line behind it.
    fn conflict(
        text: &'a str,
        lines: &[(usize, &'a str, Option<Marker<'a>>)],
        first: usize,
    ) -> Option<(TextConflict<'a>, usize)> {
        let (start, line, Some((MarkerKind::Ours, length, our_label))) = lines.get(first)? else { return None };
        let (mut base, mut middle) = (None, None);
        for (at, (place, line_here, found)) in lines.iter().enumerate().skip(first + 1) {
            let Some((kind, length_here, label)) = found else { continue };
            let behind = place + line_here.len();
            match kind {
                _ if length_here != length => {}
                MarkerKind::Base if base.is_none() && middle.is_none() => base = Some((*place, behind)),
                MarkerKind::Middle if middle.is_none() => middle = Some((*place, behind)),
                MarkerKind::Theirs => {
                    let (end_of_first, from) = middle?;
                    let conflict = TextConflict {
                        text: &text[*start..behind],
                        span: Span { start: *start, end: start + line.trim_end().len() },
                        lines: (first + 1, at + 1),
                        our_label,
                        their_label: label,
                        ours: &text[start + line.len()..base.map_or(end_of_first, |(start, _)| start)],
                        base: base.map(|(_, behind)| &text[behind..end_of_first]),
                        theirs: &text[from..*place],
                    };
                    return Some((conflict, at + 1));
                }
                // A second beginning: the end of this one is missing.
                MarkerKind::Ours | MarkerKind::Base => return None,
                // A line of equals signs in the second side cannot be told from the one between the sides.
                MarkerKind::Middle => return None,
            }
        }
        None
    }

    /// Returns the conflicts in order.
    pub fn conflicts(&self) -> impl Iterator<Item = &TextConflict<'a>> {
        self.pieces.iter().filter_map(|piece| match piece {
            TextPiece::Conflict(conflict) => Some(conflict),
            TextPiece::Common(_) => None,
        })
    }

    /// Returns whether git wrote for each conflict what both sides come from.
    pub fn has_base(&self) -> bool {
        self.conflicts().all(|conflict| conflict.base.is_some())
    }

    /// Returns the text with each conflict decided by its number, from 0.
    pub fn decided(&self, kept: impl Fn(usize) -> KeptLines) -> String {
        let mut text = String::new();
        let mut number = 0;
        for piece in &self.pieces {
            match piece {
                TextPiece::Common(common) => text.push_str(common),
                TextPiece::Conflict(conflict) => {
                    let lines = match kept(number) {
                        KeptLines::Ours => [conflict.ours, ""],
                        KeptLines::Base => [conflict.base.unwrap_or(""), ""],
                        KeptLines::Theirs => [conflict.theirs, ""],
                        KeptLines::Both => [conflict.ours, conflict.theirs],
                        KeptLines::Marked => [conflict.text, ""],
                    };
                    text.extend(lines);
                    number += 1;
                }
            }
        }
        text
    }
}

impl TextConflict<'_> {
    /// Returns the lines of each side in words: "yours is in lines 13 to 14" needs the first and last line, from 1; `None` where
    /// a side has no line.
    pub fn line_numbers(&self) -> [Option<(usize, usize)>; 2] {
        let count = |text: &str| text.matches('\n').count();
        let (ours, theirs) = (count(self.ours), count(self.theirs));
        let numbers = |first: usize, count: usize| (count > 0).then(|| (first, first + count - 1));
        [numbers(self.lines.0 + 1, ours), numbers(self.lines.1 - theirs, theirs)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "a: 1\n<<<<<<< HEAD\nb: 2\nc: 3\n=======\nb: 3\n>>>>>>> topic\nd: 4\n";

    fn all(text: &str, kept: KeptLines) -> String {
        ConflictedText::read(text).unwrap().decided(|_| kept)
    }

    #[test]
    fn each_side_of_a_conflict_is_the_text_without_the_other() {
        assert_eq!(all(PLAIN, KeptLines::Ours), "a: 1\nb: 2\nc: 3\nd: 4\n");
        assert_eq!(all(PLAIN, KeptLines::Theirs), "a: 1\nb: 3\nd: 4\n");
        assert_eq!(all(PLAIN, KeptLines::Both), "a: 1\nb: 2\nc: 3\nb: 3\nd: 4\n");
        assert_eq!(all(PLAIN, KeptLines::Marked), PLAIN);
        let read = ConflictedText::read(PLAIN).unwrap();
        let conflict = read.conflicts().next().unwrap();
        assert_eq!((conflict.lines, conflict.our_label, conflict.their_label), ((2, 7), "HEAD", "topic"));
        assert_eq!(conflict.line_numbers(), [Some((3, 4)), Some((6, 6))]);
        assert!(!read.has_base() && read.left_over.is_empty());
    }

    #[test]
    fn line_ends_other_lengths_and_the_base_are_read_as_git_writes_them() {
        let text = "a: 1\r\n<<<<<<<<< HEAD\r\nb: 2\r\n||||||||| 1a2b3c4\r\n=========\r\nb: 3\r\n>>>>>>>>> a branch\r\n";
        assert_eq!(all(text, KeptLines::Ours), "a: 1\r\nb: 2\r\n");
        assert_eq!(all(text, KeptLines::Base), "a: 1\r\n");
        assert_eq!(all(text, KeptLines::Theirs), "a: 1\r\nb: 3\r\n");
        let read = ConflictedText::read(text).unwrap();
        assert!(read.has_base());
        assert_eq!(read.conflicts().next().map(|conflict| conflict.their_label), Some("a branch"));
    }

    #[test]
    fn a_conflict_in_the_common_version_is_part_of_that_version() {
        let inner = "<<<<<<<<< one\nb: 0\n=========\nb: 1\n>>>>>>>>> two\n";
        let text = format!("<<<<<<< HEAD\nb: 2\n||||||| merged common ancestors\n{inner}=======\nb: 3\n>>>>>>> topic\n");
        assert_eq!((all(&text, KeptLines::Ours), all(&text, KeptLines::Base)), ("b: 2\n".to_owned(), inner.to_owned()));
    }

    #[test]
    fn several_conflicts_are_decided_one_by_one() {
        let text = format!("{PLAIN}<<<<<<< HEAD\n=======\ne: 5\n>>>>>>> topic\n");
        let read = ConflictedText::read(&text).unwrap();
        let decided = read.decided(|number| if number == 0 { KeptLines::Theirs } else { KeptLines::Ours });
        assert_eq!(decided, "a: 1\nb: 3\nd: 4\n");
        assert_eq!(read.conflicts().nth(1).map(TextConflict::line_numbers), Some([None, Some((11, 11))]));
    }

    #[test]
    fn markers_without_the_others_are_left_over_and_words_are_no_markers() {
        for (text, left) in [
            ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\n", 1),
            ("a: 1\n>>>>>>> topic\n", 1),
            ("<<<<<<< HEAD\nb: 2\n>>>>>>> topic\n", 2),
            ("<<<<<<< HEAD\na: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> topic\n", 1),
        ] {
            let read = ConflictedText::read(text).unwrap();
            assert_eq!(read.left_over.len(), left, "{text}");
        }
        for text in ["note: |\n  <<<<<<< HEAD\n  =======\n", "=======\n", "<<<<<<<HEAD\n", "<<<<<< HEAD\n", "a: '>>>>>>> x'\n"] {
            assert_eq!(ConflictedText::read(text), None, "{text}");
        }
    }
}
