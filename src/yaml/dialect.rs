//! The YAML that every reader reads alike.
//!
//! A record is read by other programs too: PyYAML, ruamel.yaml, js-yaml, the `yaml` package. Where one of them reads something else than
//! irr does, or refuses the text, a field can be hidden from whoever reviews it. What is found here is refused with its place.
//! `tests/external/test_yaml_readers.py` holds the four against irr; each class that it showed has a function below.

use serde_yaml::Value;

use crate::model::unseen;
use crate::yaml::comment::{comments, is_inside};
use crate::yaml::fault::{Fault, FaultKind, Faults, Span};
use crate::yaml::offsets::Style;
use crate::yaml::splice::{before_on_line, column, dash_line, indent_of};
use crate::yaml::tree::{Content, Node, Tree};

fn fault(start: usize, end: usize, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault::new(FaultKind::InvalidYaml, Span { start, end }, message, Some(help.into()))
}

/// Finds the characters that end a line to one reader and not to another, or that a reader refuses wherever they stand.
pub(super) fn foreign_characters(text: &str) -> Vec<Fault> {
    let mut found = Faults::default();
    let mut from = 0;
    while let Some(at) = text.as_bytes()[from..].iter().position(|byte| BEGINS_ONE[usize::from(*byte)]).map(|at| from + at) {
        let Some(c) = text[at..].chars().next() else { break };
        from = at + c.len_utf8();
        let what = match c {
            '\r' if text[from..].starts_with('\n') => continue,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => "ends a line to some readers of YAML, and not to others",
            // At the very beginning it says that the text is Unicode.
            '\u{feff}' if at == 0 => continue,
            '\u{feff}' => "is text to some readers of YAML, and refused by others",
            '\u{fffe}' | '\u{ffff}' => "is refused by readers of YAML",
            c if c.is_control() => "is refused by readers of YAML",
            _ => continue,
        };
        let message = format!("the invisible {} {what}", unseen::name(c));
        let help = format!("take it out, or write \"{}\" in double quotes where it is meant", escape(c));
        let _ = found.push(fault(at, from, message, help));
    }
    found.into_vec()
}

/// The bytes that such a character begins with: nearly every text is done when it has none, so they are looked up and not compared.
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

/// A character as double quotes hold it.
fn escape(c: char) -> String {
    match u32::from(c) {
        code if code <= 0xff => format!("\\x{code:02X}"),
        code => format!("\\u{code:04X}"),
    }
}

/// Finds the first blank that looks like one and is none, where it sets a line in or parts a key or a dash from what follows.
///
/// A reader stops at the line before or behind it, so that its own place says nothing to a person.
pub(super) fn unseen_blanks(text: &str) -> Vec<Fault> {
    let mut found = Faults::default();
    let mut start = 0;
    // The column of the key that the block being passed over belongs to.
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
        let is_blank = |c: char| c != ' ' && unseen::is_unseen(c);
        let set_in = line.find(|c| c != ' ').filter(|at| line[*at..].starts_with(is_blank));
        let behind_dash = line[indent..].strip_prefix('-').filter(|rest| rest.starts_with(is_blank)).map(|_| indent + 1);
        let colon = body.find(':').map(|at| line.len() - body.len() + at + 1);
        let behind_colon = colon.filter(|at| line[*at..].trim_start_matches(' ').starts_with(is_blank)).map(|at| {
            let rest = &line[at..];
            at + (rest.len() - rest.trim_start_matches(' ').len())
        });
        if let Some(at) = set_in.or(behind_dash).or(behind_colon) {
            let c = line[at..].chars().next().unwrap_or(' ');
            let message = format!("{} stands here where a blank is wanted", unseen::one(c));
            let help = if set_in.is_some() {
                "set the line in with ordinary blanks, as many as its neighbours have"
            } else {
                "type an ordinary blank in its place"
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

/// Finds what readers of YAML read otherwise, or refuse, in a text that this one reads as `tree`.
pub(super) fn differences(tree: &Tree, text: &str) -> Vec<Fault> {
    let mut walk = Walk { text, found: Faults::default(), holds_tabs: Vec::new() };
    walk.directives();
    walk.document_ends(tree.root.whole);
    // Brackets around the whole: their further lines must not stand before the first.
    let root = tree.root.whole.start;
    walk.node(&tree.root, column(text, root).checked_sub(1), false);
    walk.tabs(tree);
    let mut found = walk.found.into_vec();
    found.sort_by_key(|fault| fault.span.start);
    found
}

struct Walk<'a> {
    text: &'a str,
    found: Faults,
    /// The stretches in which a tab is text: quotes, and blocks below their first line.
    holds_tabs: Vec<Span>,
}

impl Walk<'_> {
    /// `%YAML 1.1` makes `yes` a truth to some readers; no record needs one.
    fn directives(&mut self) {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let words = line.trim_start_matches('\u{feff}');
            if words.starts_with('%') {
                let at = start + line.len() - words.len();
                let help = "take the line out, and the `---` below it";
                let _ = self.found.push(fault(
                    at,
                    at + words.trim_end().len(),
                    "a YAML directive makes readers differ over what follows",
                    help,
                ));
            } else if !(words.trim().is_empty() || words.starts_with('#')) {
                break;
            }
            start += line.len();
        }
    }

    /// A document ends once, behind its last line: to some readers another `...` ends a second one.
    fn document_ends(&mut self, root: Span) {
        let (mut start, mut ends) = (0, 0);
        for line in self.text.split_inclusive('\n') {
            let is_inside = (root.start..root.end).contains(&start);
            if line.starts_with("...") && !is_inside {
                ends += 1;
                if ends > 1 || start < root.start {
                    let message = "a `...` stands here where no document ends, and readers differ over it";
                    let _ = self.found.push(fault(start, start + 3, message, "take the line out"));
                }
            }
            start += line.len();
        }
    }

    /// `outer` is the column of the key or the dash that a value in a block belongs to.
    fn node(&mut self, node: &Node, outer: Option<usize>, in_brackets: bool) {
        if !in_brackets {
            self.lines_set_in(node, outer);
        }
        match &node.content {
            Content::Scalar { style: Style::Quoted, .. } => {
                self.holds_tabs.push(node.whole);
                self.broken_break(node);
            }
            Content::Scalar { style: Style::Block, .. } => {
                let head =
                    self.text[node.whole.start..node.whole.end].find('\n').map_or(node.whole.end, |at| node.whole.start + at);
                self.holds_tabs.push(Span { start: head, end: node.whole.end });
                if !self.text[node.whole.start..head].contains(|c: char| c.is_ascii_digit()) {
                    self.blanks_before_block(Span { start: head, end: node.whole.end });
                }
            }
            Content::Scalar { style: Style::Plain, text } => {
                if in_brackets && text.contains('?') {
                    let message = "a bare question mark in brackets ends the text to some readers of YAML";
                    let _ = self.found.push(fault(node.span.start, node.span.end, message, format!("write \"{text}\"")));
                }
            }
            Content::Alias => {}
            Content::Sequence(items) => {
                let in_brackets = in_brackets || node.flow;
                for item in items {
                    let dash = if in_brackets { None } else { dash_column(self.text, item.whole.start) };
                    self.node(item, dash, in_brackets);
                }
            }
            Content::Mapping(entries) => {
                let in_brackets = in_brackets || node.flow;
                for (key, value) in entries {
                    self.node(key, outer, true);
                    let outer = if in_brackets { None } else { Some(column(self.text, key.whole.start)) };
                    self.node(value, outer, in_brackets);
                }
            }
        }
    }

    /// Each further line of a text or of brackets must be set in deeper than what they belong to.
    fn lines_set_in(&mut self, node: &Node, outer: Option<usize>) {
        let goes_on = match &node.content {
            Content::Scalar { style, .. } => *style != Style::Block,
            Content::Sequence(_) | Content::Mapping(_) => node.flow,
            Content::Alias => false,
        };
        if !goes_on {
            return;
        }
        let Span { start, end } = node.whole;
        let mut at = start;
        for (index, line) in self.text[start..end].split_inclusive('\n').enumerate() {
            let words = line.trim_start_matches(' ');
            let indent = line.len() - words.len();
            // In brackets around the whole only a comment must not stand at the margin.
            let is_at_margin = outer.map_or(indent == 0 && words.starts_with('#'), |outer| indent <= outer);
            if index > 0 && is_at_margin && !words.trim().is_empty() {
                let message =
                    "this line goes on with the one above it, and is not set in deeper: some readers of YAML refuse that";
                let help = match outer.map_or(1, |outer| outer + 1) {
                    1 => "set it in by a blank or more".to_owned(),
                    depth => format!("set it in by {depth} blanks or more"),
                };
                let _ = self.found.push(fault(at + indent, at + line.trim_end().len().max(indent), message, help));
                return;
            }
            at += line.len();
        }
    }

    /// A line of blanks only, before a block's first line: some readers take its depth for the block's.
    fn blanks_before_block(&mut self, body: Span) {
        let mut at = body.start + 1;
        for line in self.text.get(at..body.end).unwrap_or("").split_inclusive('\n') {
            let blanks = line.trim_end_matches(['\r', '\n']);
            if !blanks.trim_start_matches(' ').is_empty() {
                break;
            }
            if !blanks.is_empty() {
                let message =
                    "blanks stand on the empty line before this block's first one, and some readers of YAML refuse that";
                let _ = self.found.push(fault(at, at + blanks.len(), message, "take the blanks out of the empty line"));
            }
            at += line.len();
        }
    }

    /// A line break that a backslash takes away, before a blank line: some readers keep the blank line, some do not.
    fn broken_break(&mut self, node: &Node) {
        let source = &self.text[node.whole.start..node.whole.end];
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
                let start = node.whole.start + at;
                let message = "readers of YAML differ over a backslash before a blank line";
                let _ =
                    self.found.push(fault(start, start + 1, message, "take the backslash out, or put the text in a `|` block"));
            }
        }
    }

    /// A tab is text in quotes and in a block; everywhere else some readers refuse it.
    fn tabs(&mut self, tree: &Tree) {
        if !self.text.contains('\t') {
            return;
        }
        self.holds_tabs.sort();
        let comments = comments(self.text, tree);
        for (at, _) in self.text.match_indices('\t') {
            let in_comment = comments.partition_point(|comment| comment.span.start <= at).checked_sub(1).is_some_and(|before| {
                let line_end = comments[before].span.end;
                // White space behind a comment is the comment's.
                self.text[line_end..].find('\n').map_or(self.text.len(), |end| line_end + end) > at
            });
            if !in_comment && !is_inside(&self.holds_tabs, at) {
                let message = "a tab stands here, which some readers of YAML refuse";
                let _ =
                    self.found.push(fault(at, at + 1, message, "write a blank in its place, or put the text in double quotes"));
            }
        }
    }
}

/// The column of the dash before an item: on its line, or alone on one further up.
fn dash_column(text: &str, item: usize) -> Option<usize> {
    let before = before_on_line(text, item);
    match before.trim_end_matches(' ').strip_suffix('-') {
        Some(indent) => Some(indent.chars().count()),
        None => dash_line(text, item).map(|line| indent_of(&text[line..])),
    }
}

/// Makes the text so that serde reads a block whose first line begins with a tab: the figure behind the `|` says how deep it is set in.
/// `None` where the text has no such block.
pub(super) fn with_figures(tree: &Tree, text: &str) -> Option<String> {
    fn collect(node: &Node, outer: usize, text: &str, places: &mut Vec<(usize, usize)>) {
        match &node.content {
            Content::Scalar { style: Style::Block, .. } => {
                let block = &text[node.whole.start..node.whole.end];
                let mut lines = block.lines();
                let header = lines.next().unwrap_or("");
                let first = lines.find(|line| !line.trim_matches(' ').is_empty()).unwrap_or("");
                let indent = first.len() - first.trim_start_matches(' ').len();
                let has_figure = header.split('#').next().is_some_and(|mark| mark.contains(|c: char| c.is_ascii_digit()));
                if first[indent..].starts_with('\t') && !has_figure && (1..10).contains(&indent.saturating_sub(outer)) {
                    places.push((node.whole.start + 1, indent - outer));
                }
            }
            Content::Scalar { .. } | Content::Alias => {}
            Content::Sequence(items) if !node.flow => {
                for item in items {
                    collect(item, dash_column(text, item.whole.start).unwrap_or(outer), text, places);
                }
            }
            Content::Mapping(entries) if !node.flow => {
                for (key, value) in entries {
                    collect(value, column(text, key.whole.start), text, places);
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

/// Finds the first place where two readers of YAML, this one and serde's, do not read the same.
///
/// A block that ends the file without a line break has one to some, and none to others: its words are the same.
pub(super) fn disagreement(tree: &Tree, text: &str, value: &Value) -> Option<Fault> {
    let node = differing(&tree.root, value, text.ends_with('\n'))?;
    let message = "readers of YAML do not agree about what this says";
    let help = "put the text in double quotes on one line, or in a `|` block";
    Some(fault(node.span.start, node.span.end, message, help))
}

fn differing<'a>(node: &'a Node, value: &Value, is_ended: bool) -> Option<&'a Node> {
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
        (Content::Scalar { text, style: Style::Block }, Value::String(read)) if !is_ended => {
            (text.trim_end_matches('\n') != read.trim_end_matches('\n')).then_some(node)
        }
        (Content::Scalar { text, .. }, Value::String(read)) => (text != read).then_some(node),
        // What serde takes for a number or a truth is judged by its field, as the text that it is.
        (Content::Scalar { style: Style::Plain, .. }, Value::Null | Value::Bool(_) | Value::Number(_)) => None,
        _ => Some(node),
    }
}

#[cfg(test)]
mod tests;
