//! Decides how thoroughly a text must be checked after serde has read it, so that ordinary records are read only once.

use super::bare_word::{is_doubtful, is_like_a_day, is_null};
use crate::prose::invisible;

/// How thoroughly a text must be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CheckLevel {
    /// Not at all: nothing in it is doubtful.
    None,
    /// Its words: one may be ambiguous, or contain markup or an escape.
    Words,
    /// Its layout: parsers may read it differently.
    Layout,
}

/// Returns how thoroughly to check a text. It may ask for a check that finds nothing, but never omits a necessary one.
///
/// Only the plainest layout is known to be read alike by every parser: one field or item on each line, with a value that is bare,
/// in quotes, in brackets, or in a block below.
pub(crate) fn check_level(text: &str) -> CheckLevel {
    let mut level = CheckLevel::None;
    // Invisible characters that are not control characters, and HTML, do not affect the layout, only words.
    if holds_forbidden(text) || text.contains('<') && text.contains('>') || text.contains('&') && text.contains(';') {
        level = CheckLevel::Words;
    }
    // The column of the key of the block being skipped: every parser reads the lines of a block as text.
    let mut prose: Option<usize> = None;
    let mut begun = false;
    for line in text.lines() {
        let value = line.trim_start_matches(' ');
        if prose.is_some_and(|column| value.is_empty() || line.len() - value.len() > column) {
            // Parsers differ over spaces on an empty line before the first line of a block.
            if !begun && value.is_empty() && !line.is_empty() {
                return CheckLevel::Layout;
            }
            begun |= !value.is_empty();
            continue;
        }
        prose = None;
        match class_of(line, value) {
            // An invisible character at the edge of a value makes it a different value that looks the same.
            LineClass::Plain if has_foreign_edge(value) => level = CheckLevel::Words,
            LineClass::Plain => {}
            LineClass::Block(column) => (prose, begun) = (Some(column), false),
            LineClass::Words => level = CheckLevel::Words,
            LineClass::Strange => return CheckLevel::Layout,
        }
    }
    level
}

/// Returns whether the text contains a forbidden character of three or more bytes. Shorter ones were refused earlier.
fn holds_forbidden(text: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text.as_bytes()[from..].iter().position(|byte| *byte >= 0xe2).map(|at| from + at) {
        let Some(c) = text[at..].chars().next() else { break };
        if invisible::is_forbidden(c) {
            return true;
        }
        from = at + c.len_utf8();
    }
    false
}

/// Returns whether a value, without its quotes, begins or ends with a character that is not ASCII.
fn has_foreign_edge(line: &str) -> bool {
    let value = line.split_once(": ").map_or(line, |(_, value)| value).trim_matches([' ', '"', '\'']).as_bytes();
    value.first().is_some_and(|byte| !byte.is_ascii()) || value.last().is_some_and(|byte| !byte.is_ascii())
}

/// The class of a line outside blocks and quotes.
enum LineClass {
    /// A comment, or a field or item that every parser reads alike.
    Plain,
    /// A field with a block below it; the column of its key.
    Block(usize),
    /// A field or item with a word that may be ambiguous.
    Words,
    /// Anything else.
    Strange,
}

fn class_of(line: &str, value: &str) -> LineClass {
    if value.is_empty() || value.starts_with('#') {
        return LineClass::Plain;
    }
    let (value, is_item) = match value.strip_prefix("- ") {
        Some(rest) => (rest.trim_start_matches(' '), true),
        None => (value, false),
    };
    let column = line.len() - value.len();
    // Keys are short and in lower case; in a line of prose a colon comes much later.
    let key = value.bytes().take(LONGEST_KEY).position(|byte| !(byte.is_ascii_lowercase() || byte == b'_')).filter(|at| *at > 0);
    let field = key.and_then(|at| Some((&value[..at], value[at..].strip_prefix(':')?)));
    let (key, value) = match field.filter(|(_, rest)| rest.is_empty() || rest.starts_with(' ')) {
        Some((key, rest)) => (key, rest.trim_start_matches(' ')),
        None if is_item => ("", value),
        None => return LineClass::Strange,
    };
    match value.bytes().next() {
        None | Some(b'#') => {
            if key.is_empty() {
                LineClass::Strange
            } else {
                LineClass::Plain
            }
        }
        Some(b'|' | b'>') if !key.is_empty() && is_rest(value[1..].strip_prefix(['+', '-']).unwrap_or(&value[1..])) => {
            LineClass::Block(column)
        }
        Some(b'"') => match quoted(value) {
            Some((rest, escapes)) if is_rest(rest) => {
                if escapes {
                    LineClass::Words
                } else {
                    LineClass::Plain
                }
            }
            _ => LineClass::Strange,
        },
        // A doubled quote inside makes the line `Strange`: slower to check, but safe.
        Some(b'\'') => match value[1..].split_once('\'') {
            Some((_, rest)) if is_rest(rest) => LineClass::Plain,
            _ => LineClass::Strange,
        },
        Some(b'[' | b'{') => in_brackets(value),
        Some(byte) if b"&*!?|>%@`#,]}-:".contains(&byte) && !(byte == b'-' && value.len() > 1 && !value.starts_with("- ")) => {
            LineClass::Strange
        }
        Some(_) if value.contains(['\t']) => LineClass::Strange,
        Some(_) => bare(key, value),
    }
}

/// Returns what follows a double-quoted text and whether it contains escapes; `None` where the quotes do not end on this line.
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

/// Classifies a list or mapping in brackets. It is plain only if it ends on its line and has only bare or double-quoted words.
fn in_brackets(value: &str) -> LineClass {
    let mut rest = value;
    let (mut open, mut doubtful, mut wants_word, mut key) = (0usize, false, true, "");
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
            Some(b',') => (wants_word, key) = (true, ""),
            Some(b'"') if wants_word => match quoted(rest) {
                Some((behind, false)) => {
                    (rest, wants_word) = (behind, false);
                    continue;
                }
                _ => return LineClass::Strange,
            },
            Some(_) if wants_word => {
                // Skip a key in braces and look at its value, which may be quoted.
                let name = rest.bytes().take(LONGEST_KEY).take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
                if let Some(value) = rest[name..].strip_prefix(": ").filter(|_| key.is_empty() && name > 0) {
                    (key, rest) = (&rest[..name], value);
                    continue;
                }
                let Some(end) = rest.find(['[', ']', '{', '}', ',']) else { return LineClass::Strange };
                let word = rest[..end].trim_end_matches(' ');
                if word.contains(|c: char| "\"'&*!?|>%@`#:\t".contains(c)) || word.starts_with('-') || is_null(word) {
                    return LineClass::Strange;
                }
                doubtful |= is_doubtful(word) || is_like_a_day(word) && !holds_day(key);
                (rest, wants_word) = (&rest[end..], false);
                continue;
            }
            _ => return LineClass::Strange,
        }
        rest = &rest[1..];
    }
    match is_rest(&rest[1..]) {
        true if doubtful => LineClass::Words,
        true => LineClass::Plain,
        false => LineClass::Strange,
    }
}

/// Returns whether nothing but a comment follows a value.
fn is_rest(rest: &str) -> bool {
    let behind = rest.trim_start_matches(' ');
    behind.is_empty() || behind.len() < rest.len() && behind.starts_with('#')
}

/// Classifies a bare word after a key or a dash.
fn bare(key: &str, value: &str) -> LineClass {
    let word = match value.find('#') {
        // In "report # 12" the number was probably meant as text, but YAML takes it for a comment.
        Some(at) if value[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit()) => return LineClass::Words,
        Some(at) if value[..at].ends_with(' ') => value[..at].trim_end(),
        _ => value.trim_end(),
    };
    // Whether a field may be null is known only to the full check.
    if is_null(word) {
        return LineClass::Strange;
    }
    let doubtful = match key {
        // In these fields a boolean or a number is expected; elsewhere it would be doubtful.
        "ours" | "withheld" | "adopts_chief_officer" | "imported" | "internal" => !matches!(word, "true" | "false"),
        "recommendation_count" | "area_for_improvement_count" | "cause_of_concern_count" | "schema_version" => {
            !word.bytes().all(|byte| byte.is_ascii_digit()) || word.len() > 1 && word.starts_with('0')
        }
        _ => is_doubtful(word) || is_like_a_day(word) && !holds_day(key),
    };
    if doubtful { LineClass::Words } else { LineClass::Plain }
}

/// The fields that hold dates. A test compares the list with the schema.
const DAYS: &str = "agreed applied chief_officer_invited comments_received comments_wanted_by date done due duty_from \
    last_day published reopened sent_to_commissioner sent_to_coroner sent_to_inspectorate sent_to_iopc \
    sent_to_panel sent_to_secretary_of_state target to";

fn holds_day(key: &str) -> bool {
    DAYS.split(' ').any(|day| day == key)
}

/// The longest key of a record, in bytes, rounded up.
const LONGEST_KEY: usize = 40;

#[cfg(test)]
mod tests {
    use super::holds_day;
    use crate::yaml::record_schema;

    #[test]
    fn the_fields_that_hold_days_are_those_of_the_schema() {
        let schema = record_schema();
        let structs = schema["$defs"].as_object().unwrap().values().chain([schema]);
        let fields: Vec<_> = structs.filter_map(|it| it["properties"].as_object()).flatten().collect();
        let is_day = |(_, field): &&(&String, &serde_json::Value)| field.to_string().contains("\"#/$defs/Date\"");
        let days: std::collections::BTreeSet<&str> = fields.iter().filter(is_day).map(|(name, _)| name.as_str()).collect();
        assert!(days.len() > 10 && fields.iter().all(|(name, _)| holds_day(name) == days.contains(name.as_str())), "{days:?}");
    }
}
