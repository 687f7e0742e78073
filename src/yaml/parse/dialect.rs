//! Refuses YAML that parsers read differently.
//!
//! Other programs read records too: PyYAML, ruamel.yaml, js-yaml, the `yaml` package. If one of them reads a text differently,
//! or not at all, a field can be hidden from whoever reviews the file. `tests/external/test_yaml_readers.py` compares the four
//! with irr; each class of differences it found has a function below. To add a class, add a function here and a test in
//! `dialect/tests.rs`.

use serde_yaml::Value;

use super::comment::{comments, is_inside, opaque};
use super::fault::{Fault, FaultKind, Faults};
use super::line::{column, dash};
use super::offsets::ScalarStyle;
use super::position::Span;
use super::tree::{Content, Tree, TreeNode};
use crate::prose::invisible;

fn fault(start: usize, end: usize, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault::new(FaultKind::InvalidYaml, Span { start, end }, message, Some(help.into()))
}

/// Finds characters that only some parsers take for a line break, or that some parser refuses.
pub(crate) fn foreign_characters(text: &str) -> Vec<Fault> {
    let mut found = Faults::default();
    let mut from = 0;
    while let Some(at) = text.as_bytes()[from..].iter().position(|byte| BEGINS_ONE[usize::from(*byte)]).map(|at| from + at) {
        let Some(c) = text[at..].chars().next() else { break };
        from = at + c.len_utf8();
        let what = match c {
            '\r' if text[from..].starts_with('\n') => continue,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => "ends a line for some YAML parsers, but not for others",
            // At the start of the text it is the byte order mark, which every parser skips.
            '\u{feff}' if at == 0 => continue,
            '\u{feff}' => "is accepted by some YAML parsers and rejected by others",
            '\u{fffe}' | '\u{ffff}' => "is rejected by YAML parsers",
            c if c.is_control() => "is rejected by YAML parsers",
            _ => continue,
        };
        let message = format!("the invisible {} {what}", invisible::name(c));
        let help = format!("remove it, or, if it is intended, write \"{}\" in double quotes", escape(c));
        let _ = found.push(fault(at, from, message, help));
    }
    found.into_vec()
}

/// The bytes with which such characters begin. A table look-up, because every byte of every text is tested.
const BEGINS_ONE: [bool; 256] = {
    let mut begins = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        begins[byte] = byte != b'\n' as usize && byte != b'\t' as usize;
        byte += 1;
    }
    begins[0x7f] = true;
    begins[0xc2] = true;
    begins[0xe2] = true;
    begins[0xef] = true;
    begins
};

/// Returns a character as a double-quoted escape.
fn escape(c: char) -> String {
    match u32::from(c) {
        code if code <= 0xff => format!("\\x{code:02X}"),
        code => format!("\\u{code:04X}"),
    }
}

/// Finds characters that look like a space but are not, in a line's indentation or after a key or a dash.
///
/// A parser reports only a confusing error on the line before or after, so the real cause is looked for here.
pub(crate) fn unseen_blanks(text: &str) -> Vec<Fault> {
    let mut found = Faults::default();
    let mut start = 0;
    // The column of the key of the block being skipped.
    let mut block: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let begins = start;
        start += line.len();
        let line = line.trim_end();
        let indent = line.len() - line.trim_start_matches(' ').len();
        if block.is_some_and(|column| line.len() == indent || indent > column) {
            continue;
        }
        block = None;
        let body = line.trim_start_matches([' ', '-']);
        if body.starts_with('#') {
            continue;
        }
        let is_blank = |c: char| c != ' ' && invisible::is_unseen(c);
        let set_in = line.find(|c| c != ' ').filter(|at| line[*at..].starts_with(is_blank));
        let behind_dash = line[indent..].strip_prefix('-').filter(|rest| rest.starts_with(is_blank)).map(|_| indent + 1);
        let colon = body.find(':').map(|at| line.len() - body.len() + at + 1);
        let behind_colon = colon.filter(|at| line[*at..].trim_start_matches(' ').starts_with(is_blank)).map(|at| {
            let rest = &line[at..];
            at + (rest.len() - rest.trim_start_matches(' ').len())
        });
        if let Some(at) = set_in.or(behind_dash).or(behind_colon) {
            let c = line[at..].chars().next().unwrap_or(' ');
            let message = format!("{} is used here instead of a space", invisible::one(c));
            let help = if set_in.is_some() {
                "indent the line with ordinary spaces, like the lines around it"
            } else {
                "replace it with an ordinary space"
            };
            let _ = found.push(fault(begins + at, begins + at + c.len_utf8(), message, help));
        }
        let header =
            line.split(" #").next().unwrap_or("").trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
        if header.ends_with(['|', '>']) {
            block = Some(line.len() - body.len());
        }
    }
    found.into_vec()
}

/// Finds what other parsers read differently or refuse in a text of which `tree` is our reading.
pub(crate) fn differences(tree: &Tree, text: &str) -> Vec<Fault> {
    let mut checker = DialectChecker { text, found: Faults::default() };
    checker.directives();
    checker.document_ends(tree.root.range);
    // If the whole record is in brackets, no later line may be indented less than the first.
    let root = tree.root.range.start;
    checker.node(&tree.root, column(text, root).checked_sub(1), false);
    checker.tabs(tree);
    let mut found = checker.found.into_vec();
    found.sort_by_key(|fault| fault.span.start);
    found
}

struct DialectChecker<'a> {
    text: &'a str,
    found: Faults,
}

impl DialectChecker<'_> {
    /// Refuses directives: `%YAML 1.1` makes `yes` a boolean to some parsers, and no record needs one.
    fn directives(&mut self) {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let words = line.trim_start_matches('\u{feff}');
            if words.starts_with('%') {
                let at = start + line.len() - words.len();
                let help = "remove the line, and the `---` below it";
                let _ = self.found.push(fault(
                    at,
                    at + words.trim_end().len(),
                    "YAML parsers differ over what follows a directive",
                    help,
                ));
            } else if !(words.trim().is_empty() || words.starts_with('#')) {
                break;
            }
            start += line.len();
        }
    }

    /// Refuses a `...` that is not the single one after the document: to some parsers it ends a second, empty document.
    fn document_ends(&mut self, root: Span) {
        let (mut start, mut ends) = (0, 0);
        for line in self.text.split_inclusive('\n') {
            let is_inside = (root.start..root.end).contains(&start);
            if line.starts_with("...") && !is_inside {
                ends += 1;
                if ends > 1 || start < root.start {
                    let message = "there is a `...` where no document ends, and YAML parsers differ over it";
                    let _ = self.found.push(fault(start, start + 3, message, "remove the line"));
                }
            }
            start += line.len();
        }
    }

    /// Checks a node; `outer` is the column of the key or dash to which a value in block style belongs.
    fn node(&mut self, node: &TreeNode, outer: Option<usize>, in_brackets: bool) {
        if !in_brackets {
            self.lines_set_in(node, outer);
        }
        match &node.content {
            Content::Scalar { style: ScalarStyle::Quoted, .. } => {
                self.broken_break(node);
            }
            Content::Scalar { style: ScalarStyle::Block, .. } => {
                let head =
                    self.text[node.range.start..node.range.end].find('\n').map_or(node.range.end, |at| node.range.start + at);
                if !self.text[node.range.start..head].contains(|c: char| c.is_ascii_digit()) {
                    self.blanks_before_block(Span { start: head, end: node.range.end });
                }
            }
            Content::Scalar { style: ScalarStyle::Plain, text } => {
                if in_brackets && text.contains('?') {
                    let message = "an unquoted question mark in brackets ends the text for some YAML parsers";
                    let _ = self.found.push(fault(node.span.start, node.span.end, message, format!("write \"{text}\"")));
                }
            }
            Content::Alias => {}
            Content::Sequence(items) => {
                let in_brackets = in_brackets || node.flow;
                for item in items {
                    let outer =
                        if in_brackets { None } else { dash(self.text, item.range.start).map(|dash| column(self.text, dash)) };
                    self.node(item, outer, in_brackets);
                }
            }
            Content::Mapping(entries) => {
                let in_brackets = in_brackets || node.flow;
                for (key, value) in entries {
                    self.node(key, outer, true);
                    let outer = if in_brackets { None } else { Some(column(self.text, key.range.start)) };
                    self.node(value, outer, in_brackets);
                }
            }
        }
    }

    /// Requires every further line of a value or of brackets to be indented more than the key or dash it belongs to.
    fn lines_set_in(&mut self, node: &TreeNode, outer: Option<usize>) {
        let goes_on = match &node.content {
            Content::Scalar { style, .. } => *style != ScalarStyle::Block,
            Content::Sequence(_) | Content::Mapping(_) => node.flow,
            Content::Alias => false,
        };
        if !goes_on {
            return;
        }
        let Span { start, end } = node.range;
        let mut at = start;
        for (index, line) in self.text[start..end].split_inclusive('\n').enumerate() {
            let words = line.trim_start_matches(' ');
            let indent = line.len() - words.len();
            // With brackets around the whole record, only a comment at the left margin is a problem.
            let is_at_margin = outer.map_or(indent == 0 && words.starts_with('#'), |outer| indent <= outer);
            if index > 0 && is_at_margin && !words.trim().is_empty() {
                let message = "this line continues the one above but is not indented further, which some YAML parsers reject";
                let help = match outer.map_or(1, |outer| outer + 1) {
                    1 => "indent it by at least one space".to_owned(),
                    depth => format!("indent it by at least {depth} spaces"),
                };
                let _ = self.found.push(fault(at + indent, at + line.trim_end().len().max(indent), message, help));
                return;
            }
            at += line.len();
        }
    }

    /// Refuses spaces on an empty line before a block's first line: some parsers take them for the block's indentation.
    fn blanks_before_block(&mut self, body: Span) {
        let mut at = body.start + 1;
        for line in self.text.get(at..body.end).unwrap_or("").split_inclusive('\n') {
            let blanks = line.trim_end_matches(['\r', '\n']);
            if !blanks.trim_start_matches(' ').is_empty() {
                break;
            }
            if !blanks.is_empty() {
                let message = "the empty line at the start of this block contains spaces, which some YAML parsers reject";
                let _ = self.found.push(fault(at, at + blanks.len(), message, "remove the spaces from the empty line"));
            }
            at += line.len();
        }
    }

    /// Refuses an escaped line break before a blank line: some parsers keep the blank line and some do not.
    fn broken_break(&mut self, node: &TreeNode) {
        let source = &self.text[node.range.start..node.range.end];
        if !source.starts_with('"') {
            return;
        }
        let mut bytes = source.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            if byte != b'\\' {
                continue;
            }
            let rest = &source[at + 1..];
            bytes.next();
            let Some(next) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) else { continue };
            if next.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
                let start = node.range.start + at;
                let message = "YAML parsers differ over a backslash before an empty line";
                let _ = self.found.push(fault(start, start + 1, message, "remove the backslash, or put the text in a `|` block"));
            }
        }
    }

    /// Refuses tabs outside quotes, blocks and comments, because some parsers do.
    fn tabs(&mut self, tree: &Tree) {
        if !self.text.contains('\t') {
            return;
        }
        // In quotes, and in blocks below their first line, a tab is text.
        let texts: Vec<Span> =
            opaque(tree, self.text).into_iter().filter(|(_, style)| *style != ScalarStyle::Plain).map(|(span, _)| span).collect();
        let comments = comments(self.text, tree);
        for (at, _) in self.text.match_indices('\t') {
            let in_comment = comments.partition_point(|comment| comment.span.start <= at).checked_sub(1).is_some_and(|before| {
                let line_end = comments[before].span.end;
                // White space after a comment belongs to the comment.
                self.text[line_end..].find('\n').map_or(self.text.len(), |end| line_end + end) > at
            });
            if !in_comment && !is_inside(&texts, at) {
                let message = "there is a tab here, which some YAML parsers reject";
                let _ = self.found.push(fault(at, at + 1, message, "replace it with a space, or put the text in double quotes"));
            }
        }
    }
}

/// Returns the text with an indentation indicator after the `|` of each block whose first line begins with a tab, because
/// serde_yaml cannot read such a block without one. `None` where there is no such block.
pub(crate) fn with_figures(tree: &Tree, text: &str) -> Option<String> {
    fn collect(node: &TreeNode, outer: usize, text: &str, places: &mut Vec<(usize, usize)>) {
        match &node.content {
            Content::Scalar { style: ScalarStyle::Block, .. } => {
                let block = &text[node.range.start..node.range.end];
                let mut lines = block.lines();
                let header = lines.next().unwrap_or("");
                let first = lines.find(|line| !line.trim_matches(' ').is_empty()).unwrap_or("");
                let indent = first.len() - first.trim_start_matches(' ').len();
                let has_figure = header.split('#').next().is_some_and(|mark| mark.contains(|c: char| c.is_ascii_digit()));
                if first[indent..].starts_with('\t') && !has_figure && (1..10).contains(&indent.saturating_sub(outer)) {
                    places.push((node.range.start + 1, indent - outer));
                }
            }
            Content::Scalar { .. } | Content::Alias => {}
            Content::Sequence(items) if !node.flow => {
                for item in items {
                    collect(item, dash(text, item.range.start).map_or(outer, |dash| column(text, dash)), text, places);
                }
            }
            Content::Mapping(entries) if !node.flow => {
                for (key, value) in entries {
                    collect(value, column(text, key.range.start), text, places);
                }
            }
            Content::Sequence(_) | Content::Mapping(_) => {}
        }
    }
    let mut places = Vec::new();
    collect(&tree.root, 0, text, &mut places);
    if places.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + places.len());
    let mut from = 0;
    for (at, figure) in places {
        out.push_str(&text[from..at]);
        out.push_str(&figure.to_string());
        from = at;
    }
    out.push_str(&text[from..]);
    Some(out)
}

/// Finds the first place where our reader and serde's read the text differently.
///
/// The last line break of a block at the end of a file without one does not count: parsers differ, but the words are the same.
pub(crate) fn disagreement(tree: &Tree, text: &str, value: &Value) -> Option<Fault> {
    let node = differing(&tree.root, value, text.ends_with('\n'))?;
    let message = "YAML parsers do not agree about this text";
    let help = "put the text in double quotes on one line, or in a `|` block";
    Some(fault(node.span.start, node.span.end, message, help))
}

fn differing<'a>(node: &'a TreeNode, value: &Value, is_ended: bool) -> Option<&'a TreeNode> {
    match (&node.content, value) {
        (Content::Sequence(items), Value::Sequence(values)) if items.len() == values.len() => {
            items.iter().zip(values).find_map(|(node, value)| differing(node, value, is_ended))
        }
        (Content::Mapping(entries), Value::Mapping(values)) if entries.len() == values.len() => {
            let mut pairs = entries.iter().zip(values);
            pairs.find_map(|((key, node), (name, value))| {
                differing(key, name, is_ended).or_else(|| differing(node, value, is_ended))
            })
        }
        (Content::Scalar { text, style: ScalarStyle::Block }, Value::String(read)) if !is_ended => {
            (text.trim_end_matches('\n') != read.trim_end_matches('\n')).then_some(node)
        }
        (Content::Scalar { text, .. }, Value::String(read)) => (text != read).then_some(node),
        // Serde may read a bare word as a number or a boolean; the check of the field judges it as text.
        (Content::Scalar { style: ScalarStyle::Plain, .. }, Value::Null | Value::Bool(_) | Value::Number(_)) => None,
        _ => Some(node),
    }
}

#[cfg(test)]
mod tests;
