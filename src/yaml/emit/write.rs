//! Writes the canonical layout:
//! fields in the form's order, prose in `|` blocks, no folding, quotes only where YAML requires them.

use std::collections::BTreeMap;

use super::layout::{ValueLayout, layout_of};
use crate::model::{FieldPath, Record};
use crate::yaml::parse::{is_doubtful, is_like_a_day};

/// The first line of a record, which tells editors where the schema is, relative to `records/FORCE/`.
pub const MODELINE: &str = "# yaml-language-server: $schema=../../schemas/inspection-response.schema.json";

/// Returns the canonical text of a record, with LF line endings and one at the end.
/// [`parse`](super::parse) reads the same record back.
pub fn write(record: &Record) -> String {
    let mut writer = Writer::default();
    writer.lines(&[MODELINE.to_owned()], 0);
    writer.record(record);
    writer.out
}

/// The comments and blank lines around a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FieldComments {
    /// The lines above it: comments, or empty strings for blank lines.
    pub(crate) above: Vec<String>,
    /// The comment after it on its line, with the number of spaces before it.
    pub(crate) beside: Option<(usize, String)>,
    /// The lines below it.
    pub(crate) below: Vec<String>,
}

/// Writes a record field by field, with the comments around each.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) out: String,
    /// The path of every field and item that got a line of its own, in order.
    pub(crate) written: Vec<FieldPath>,
    remarks: BTreeMap<FieldPath, FieldComments>,
    /// True where the last lines are a block that would absorb a following blank line.
    open_block: bool,
    steps: Indentation,
}

/// The indentation of nested things, relative to what contains them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Indentation {
    /// Of fields inside a field.
    pub(crate) field: usize,
    /// Of a list's dashes.
    pub(crate) dash: usize,
}

impl Default for Indentation {
    fn default() -> Self {
        Self { field: 2, dash: 2 }
    }
}

impl Writer {
    /// Returns a writer that puts these comments around the fields.
    pub(crate) fn with(remarks: BTreeMap<FieldPath, FieldComments>) -> Self {
        Self { remarks, ..Self::default() }
    }

    /// Returns the lines of list items whose dashes are at a column.
    pub(crate) fn item_lines(items: &[ValueLayout], column: usize, steps: Indentation) -> String {
        let mut writer = Self { steps, ..Self::default() };
        items.iter().for_each(|item| writer.item(item, &FieldPath::root(), column));
        writer.out
    }

    /// Returns the lines of fields at a column.
    pub(crate) fn field_lines(fields: &[(&str, ValueLayout)], column: usize, steps: Indentation) -> String {
        let mut writer = Self { steps, ..Self::default() };
        writer.fields(fields, &FieldPath::root(), column, FirstLine::Own);
        writer.out
    }

    pub(crate) fn record(&mut self, record: &Record) {
        match layout_of(record) {
            Ok(ValueLayout::Map { fields, .. }) => self.fields(&fields, &FieldPath::root(), 0, FirstLine::Own),
            // Every type of the model has a layout; the property tests would find one that has not.
            Ok(_) | Err(_) => unreachable!("a record is a mapping of what a record can hold"),
        }
    }

    fn fields(&mut self, fields: &[(&str, ValueLayout)], at: &FieldPath, column: usize, first: FirstLine) {
        for (index, (key, value)) in fields.iter().enumerate() {
            let path = at.key((*key).to_owned());
            if index > 0 || first == FirstLine::Own {
                self.above(&path, column);
                indent(&mut self.out, column);
            }
            self.written.push(path.clone());
            self.out.push_str(key);
            self.out.push(':');
            self.value(value, &path, column);
            self.below(&path, column);
        }
    }

    /// Writes the value of a key or item at `column`.
    fn value(&mut self, value: &ValueLayout, at: &FieldPath, column: usize) {
        self.open_block = false;
        match value {
            ValueLayout::Map { fields, flow: false } => {
                self.end_line(at);
                self.fields(fields, at, column + self.steps.field, FirstLine::Own);
            }
            ValueLayout::List { items, flow: false } => {
                self.end_line(at);
                for (index, item) in items.iter().enumerate() {
                    self.item(item, &at.index(index), column + self.steps.dash);
                }
            }
            ValueLayout::Prose(text) => self.prose(text, at, column),
            ValueLayout::Text(text) if text.contains('\n') => self.prose(text, at, column),
            flow => {
                self.out.push(' ');
                write_inline(&mut self.out, flow, InlineContext::Block);
                self.end_line(at);
            }
        }
    }

    fn item(&mut self, item: &ValueLayout, at: &FieldPath, column: usize) {
        self.above(at, column);
        if let ValueLayout::Map { fields, flow: false } = item {
            // The item now starts with its first field, so a comment beside the dash or the brackets needs a line of its own.
            if let Some((_, comment)) = self.remarks.get(at).and_then(|remarks| remarks.beside.clone()) {
                self.lines(&[comment], column);
            }
            // The first field shares the dash's line, so the comments above the field go above the dash.
            if let Some((key, _)) = fields.first() {
                self.above(&at.key((*key).to_owned()), column);
            }
            self.written.push(at.clone());
            indent(&mut self.out, column);
            self.out.push_str("- ");
            self.fields(fields, at, column + 2, FirstLine::Begun);
        } else {
            self.written.push(at.clone());
            indent(&mut self.out, column);
            self.out.push('-');
            self.value(item, at, column);
        }
        self.below(at, column);
    }

    /// Writes prose below a key at `column`: as a `|` block if that keeps every character, else in quotes.
    fn prose(&mut self, text: &str, at: &FieldPath, column: usize) {
        if !fits_block(text) {
            self.out.push(' ');
            write_quoted(&mut self.out, text);
            self.end_line(at);
            return;
        }
        let remark = self.remarks.get(at).and_then(|remarks| remarks.beside.as_ref()).map(beside).unwrap_or_default();
        self.out.push(' ');
        self.out.push_str(&block_text(text, column, column + 2, &remark));
        // Such a block ends in `|+`, which makes every blank line after it part of the text.
        self.open_block = text.ends_with("\n\n");
    }

    fn end_line(&mut self, at: &FieldPath) {
        if let Some(remark) = self.remarks.get(at).and_then(|remarks| remarks.beside.as_ref()) {
            self.out.push_str(&beside(remark));
        }
        self.out.push('\n');
    }

    fn above(&mut self, at: &FieldPath, column: usize) {
        let lines = self.remarks.get(at).map(|remarks| remarks.above.clone());
        self.lines(&lines.unwrap_or_default(), column);
    }

    fn below(&mut self, at: &FieldPath, column: usize) {
        let lines = self.remarks.get(at).map(|remarks| remarks.below.clone());
        self.lines(&lines.unwrap_or_default(), column);
    }

    pub(crate) fn lines(&mut self, lines: &[String], column: usize) {
        for line in lines {
            if line.is_empty() {
                // Several blank lines become one.
                // After a block that ends in blank lines there must be none, or it would become part of the text.
                if !self.open_block && !self.out.is_empty() && !self.out.ends_with("\n\n") {
                    self.out.push('\n');
                }
                continue;
            }
            indent(&mut self.out, column);
            self.out.push_str(line);
            self.out.push('\n');
            self.open_block = false;
        }
    }
}

/// Whether the first field of a mapping begins a line or follows a dash.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FirstLine {
    Own,
    Begun,
}

fn beside((gap, comment): &(usize, String)) -> String {
    // YAML needs a space before a comment.
    format!("{}{comment}", " ".repeat((*gap).max(1)))
}

fn indent(out: &mut String, column: usize) {
    out.extend(std::iter::repeat_n(' ', column));
}

/// Returns a value on one line, for block style or for inside brackets.
pub(crate) fn inline_value(value: &ValueLayout, flow: bool) -> String {
    let mut out = String::new();
    write_inline(&mut out, value, if flow { InlineContext::Flow } else { InlineContext::Block });
    out
}

/// Returns text on one line, quoted where YAML requires it or `quoted` is true.
pub(crate) fn inline_text(text: &str, flow: bool, quoted: bool) -> String {
    let mut out = String::new();
    let context = if flow { InlineContext::Flow } else { InlineContext::Block };
    if quoted || !stands_bare(text, context) {
        write_quoted(&mut out, text);
    } else {
        out.push_str(text);
    }
    out
}

/// Returns text as a `|` block for a key at column `parent`, with its lines at column `inner` and `remark` after the mark.
pub(crate) fn block_text(text: &str, parent: usize, inner: usize, remark: &str) -> String {
    let mut out = String::from("|");
    // Without the indentation indicator, a parser takes leading white space of the text for the block's indentation.
    if text.starts_with([' ', '\n', '\t']) {
        out.push_str(&inner.saturating_sub(parent).to_string());
    }
    let body = text.trim_end_matches('\n');
    match text.len() - body.len() {
        0 => out.push('-'),
        1 => {}
        _ => out.push('+'),
    }
    out.push_str(remark);
    out.push('\n');
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            indent(&mut out, inner);
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum InlineContext {
    Block,
    Flow,
}

fn write_inline(out: &mut String, value: &ValueLayout, context: InlineContext) {
    match value {
        ValueLayout::Bare(text) => out.push_str(text),
        ValueLayout::Text(text) | ValueLayout::Prose(text) if stands_bare(text, context) => out.push_str(text),
        ValueLayout::Text(text) | ValueLayout::Prose(text) => write_quoted(out, text),
        ValueLayout::List { items, .. } => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write_inline(out, item, InlineContext::Flow);
            }
            out.push(']');
        }
        ValueLayout::Map { fields, .. } => {
            out.push('{');
            for (at, (key, item)) in fields.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                out.push_str(key);
                out.push_str(": ");
                write_inline(out, item, InlineContext::Flow);
            }
            out.push('}');
        }
    }
}

/// Returns whether a `|` block keeps every character of the text.
pub(crate) fn fits_block(text: &str) -> bool {
    !text.contains(is_special) && !text.trim_matches(['\n', ' ', '\t']).is_empty()
}

/// Returns whether a YAML parser may take a character for a line break, drop it or refuse it.
pub(crate) fn is_special(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
        || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn stands_bare(text: &str, context: InlineContext) -> bool {
    let first_is_mark = text.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`=.~".contains(c));
    // In brackets parsers differ in more ways than the standard allows, so few words are left unquoted there.
    let flow_mark = context == InlineContext::Flow && !text.split(' ').all(is_plain_word);
    !(text.is_empty()
        || first_is_mark
        || flow_mark
        || text.trim() != text
        || text.contains(": ")
        || text.ends_with(':')
        || text.contains(" #")
        || text.contains(|c: char| is_special(c) || c == '\t' || c == '\n')
        || is_doubtful(text)
        || is_like_a_day(text))
}

/// Returns whether a word consists of letters and digits, with hyphens, apostrophes and the like only between them.
fn is_plain_word(word: &str) -> bool {
    let ends_well = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.' | '/' | '_' | '–' | '&');
    word == "&" || ends_well(word.chars().next()) && ends_well(word.chars().next_back()) && word.chars().all(inside)
}

fn write_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_special(c) && u32::from(c) > 0xff => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c if is_special(c) => out.push_str(&format!("\\x{:02X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
