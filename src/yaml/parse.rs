//! Text to record, and text to faults.

use super::bare_word::is_doubtful;
use super::fault::{Fault, FaultKind, Span};
use super::schema::record_schema;
use super::shape;
use super::tree::Tree;
use crate::model::{FieldPath, Record};

/// Reads a record.
///
/// A byte order mark is passed over, CRLF is a line break; nothing else is changed.
///
/// # Errors
/// Every fault that keeps the text from being a record; never none.
pub fn parse(text: &str) -> Result<Record, Vec<Fault>> {
    let breaks = stray_breaks(text);
    if !breaks.is_empty() {
        return Err(breaks);
    }
    if let Some(fault) = too_deep(text) {
        return Err(vec![fault]);
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_yaml::from_str(body).map_err(|error| {
        let mut faults = look(text);
        faults.retain(|fault| !fault.kind.is_warning());
        if faults.is_empty() {
            faults.push(only_serde_knows(&error, text));
        }
        faults
    })
}

/// Everything wrong with the text itself, in its order: what keeps it from being a record, and what is doubtful in it.
pub fn inspect(text: &str, parsed: &Result<Record, Vec<Fault>>) -> Vec<Fault> {
    let mut faults = match parsed {
        Ok(_) if !worth_a_look(text) => Vec::new(),
        Ok(_) => look(text),
        Err(faults) => {
            let mut all = look(text);
            if !stray_breaks(text).is_empty() {
                // What the second reader makes of such a text is beside the point.
                all.clear();
            }
            all.extend(faults.iter().filter(|fault| !all.contains(fault)).cloned().collect::<Vec<_>>());
            all
        }
    };
    faults.sort_by_key(|fault| (fault.span.start, fault.kind));
    faults
}

/// Characters that one reader of YAML takes for a line's end, or refuses, and another for text, so that a record with them is two.
fn stray_breaks(text: &str) -> Vec<Fault> {
    const ENDS: &str = "ends a line to some readers of YAML, and not to others";
    const STRAY: [(char, &str, &str); 4] = [
        ('\u{85}', "\\x85", ENDS),
        ('\u{2028}', "\\u2028", ENDS),
        ('\u{2029}', "\\u2029", ENDS),
        ('\u{feff}', "\\uFEFF", "is text to some readers of YAML, and refused by others"),
    ];
    let found = STRAY.iter().flat_map(|(c, escape, what)| {
        // At the very beginning it says that the text is Unicode.
        let places = text.match_indices(*c).filter(|(start, _)| *c != '\u{feff}' || *start > 0);
        places.map(move |(start, _)| Fault {
            kind: FaultKind::InvalidYaml,
            span: Span { start, end: start + c.len_utf8() },
            at: FieldPath::root(),
            message: format!("the invisible character U+{:04X} {what}", u32::from(*c)),
            help: Some(format!("take it out, or write \"{escape}\" in double quotes where it is meant")),
            related: None,
            fix: None,
        })
    });
    let mut found: Vec<Fault> = found.collect();
    found.sort_by_key(|fault| fault.span.start);
    found
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
    Some(Fault {
        kind: FaultKind::InvalidYaml,
        span: Span { start: at, end: at + 1 },
        at: FieldPath::root(),
        message: format!("more than {MOST_OPEN} brackets are open here"),
        help: Some("close them, or put the text in quotes or in a `|` block".into()),
        related: None,
        fix: None,
    })
}

/// The slow reading: events, tree, schema.
fn look(text: &str) -> Vec<Fault> {
    let conflicts = conflict_markers(text);
    if !conflicts.is_empty() {
        return conflicts;
    }
    if let Some(fault) = too_deep(text) {
        return vec![fault];
    }
    match Tree::of(text) {
        Ok(tree) => shape::check(&tree, text, record_schema()),
        Err(fault) => vec![*fault],
    }
}

/// A fault that serde raised and the tree did not.
pub(super) fn only_serde_knows(error: &serde_yaml::Error, text: &str) -> Fault {
    let start = error.location().map_or(0, |location| location.index()).min(text.len());
    let start = (0..=start).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = text[start..].char_indices().nth(1).map_or(text.len(), |(at, _)| start + at);
    Fault {
        kind: FaultKind::InvalidYaml,
        span: Span { start, end },
        at: FieldPath::root(),
        message: format!("this cannot be read: {error}"),
        help: None,
        related: None,
        fix: None,
    }
}

/// The markers that git writes at the beginning of a line where it could not merge.
pub(super) fn conflict_markers(text: &str) -> Vec<Fault> {
    let mut start = 0;
    let mut faults = Vec::new();
    for line in text.split_inclusive('\n') {
        if ["<<<<<<<", "|||||||", ">>>>>>>"].iter().any(|marker| line.starts_with(marker)) {
            faults.push(Fault {
                kind: FaultKind::MergeConflict,
                span: Span { start, end: start + line.trim_end().len() },
                at: FieldPath::root(),
                message: "git left a conflict marker here".into(),
                help: Some("choose between the two sides, take the marker lines out, and `git add` the file".into()),
                related: None,
                fix: None,
            });
        }
        start += line.len();
    }
    faults
}

/// Whether a text that serde reads may still hold something doubtful: anchors, tags, bare words, markup.
///
/// It may say yes in vain (then the slow reading finds nothing), and never no in vain.
fn worth_a_look(text: &str) -> bool {
    let markup = text.contains('<') && text.contains('>') || text.contains('&') && text.contains(';');
    let line_has_markup = |line: &str| line.contains('<') && line.contains('>') || line.contains('&') && line.contains(';');
    // The column of the key that the prose being passed over belongs to: what stands in a block is text to every reader.
    let mut prose: Option<usize> = None;
    text.lines().any(|line| {
        if markup && line_has_markup(line) {
            return true;
        }
        let mut value = line.trim_start_matches(' ');
        if prose.is_some_and(|column| value.is_empty() || line.len() - value.len() > column) {
            return false;
        }
        prose = None;
        while let Some(rest) = value.strip_prefix("- ") {
            value = rest.trim_start_matches(' ');
        }
        let Some(first) = value.bytes().next() else { return false };
        let column = line.len() - value.len();
        let mut key = "";
        // A key is a short word: in prose the colon stands far behind.
        if first != b'{' && first != b'[' {
            let head = value.as_bytes().iter().take(LONGEST_KEY).position(|byte| *byte == b':');
            let parted = head.map(|at| (&value[..at], &value[at + 1..]));
            if let Some((before, rest)) = parted.filter(|(_, rest)| rest.is_empty() || rest.starts_with([' ', '\t'])) {
                (key, value) = (before, rest.trim_start());
            }
        }
        if matches!(first, b'&' | b'*' | b'!' | b'?' | b'"' | b'\'' | b'\t')
            || value.starts_with(['&', '*', '!', '?'])
            || key == "<<"
        {
            return true;
        }
        if !key.is_empty() && value.starts_with(['|', '>']) {
            prose = Some(column);
            // Readers differ over a block that says how deep it is set and is not.
            return value.split('#').next().is_some_and(|mark| mark.contains(|c: char| c.is_ascii_digit()));
        }
        if value.starts_with(['{', '[']) {
            return !value.trim_end().ends_with(['}', ']'])
                || value.contains(['&', '*', '!'])
                || value.split(['{', '}', '[', ']', ',', ':']).any(|word| is_doubtful(word.trim()));
        }
        let word = match value.find('#') {
            // A number behind the hash was perhaps meant as text.
            Some(at) if value[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit()) => return true,
            Some(at) if value[..at].ends_with([' ', '\t']) => value[..at].trim_end(),
            _ => value.trim_end(),
        };
        match key {
            "ours" | "withheld" | "adopts_chief_officer" => !matches!(word, "true" | "false"),
            "recommendation_count" | "area_for_improvement_count" | "cause_of_concern_count" | "schema_version" => false,
            _ => is_doubtful(word),
        }
    })
}

/// No key of a record is longer, in bytes.
const LONGEST_KEY: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflict_markers_are_named_as_such_and_nothing_else_is_said() {
        let text = "force: Kent\n<<<<<<< HEAD\nstage: draft\n=======\nstage: published\n>>>>>>> other\n";
        let kinds: Vec<_> = parse(text).unwrap_err().iter().map(|fault| (fault.kind, fault.span.start)).collect();
        assert_eq!(kinds, [(FaultKind::MergeConflict, 12), (FaultKind::MergeConflict, 63)]);
    }

    #[test]
    fn a_character_that_is_a_line_break_to_some_is_refused_with_its_place() {
        for stray in ['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'] {
            let faults = parse(&format!("force: Ke{stray}nt\n")).unwrap_err();
            assert_eq!((faults.len(), faults[0].kind, faults[0].span.start), (1, FaultKind::InvalidYaml, 9));
        }
    }

    #[test]
    fn a_hash_that_swallowed_a_number_is_noticed() {
        let text = "schema_version: 1 # 1\nstage: draft\nforce: Kent\nlocal_policing_body:\n  kind: pcc\n  holder: Report # 12\n\
                    inspection:\n  title: T # of two\n  published: 2025-05-16\n";
        let faults = inspect(text, &parse(text));
        let told: Vec<_> = faults.iter().map(|fault| (fault.kind, fault.at.to_string())).collect();
        assert_eq!(told, [(FaultKind::AmbiguousScalar, "local_policing_body.holder".to_owned())]);
    }

    #[test]
    fn an_empty_file_is_no_record() {
        assert_eq!(parse("").unwrap_err()[0].message, "the file is empty");
    }
}
