//! The canonical layout: the form's order, prose in `|` blocks, no folding, quotes only where YAML wants them.

use super::bare_word::is_doubtful;
use super::layout::{Layout, layout_of};
use crate::model::Record;

/// The first line of a record: where an editor finds its schema, from `records/FORCE/`.
pub const MODELINE: &str = "# yaml-language-server: $schema=../../schemas/inspection-response.schema.json";

/// The canonical text of a record: LF line ends, a last one included. Reading it gives the same record back.
pub fn write(record: &Record) -> String {
    let mut out = format!("{MODELINE}\n");
    match layout_of(record) {
        Ok(Layout::Map { fields, .. }) => write_fields(&mut out, &fields, 0),
        // The model has no type that the layout does not know: the property tests would tell.
        Ok(_) | Err(_) => unreachable!("a record is a mapping of what a record can hold"),
    }
    out
}

fn indent(out: &mut String, column: usize) {
    out.extend(std::iter::repeat_n(' ', column));
}

fn write_fields(out: &mut String, fields: &[(&'static str, Layout)], column: usize) {
    for (at, (key, value)) in fields.iter().enumerate() {
        if at > 0 || column == 0 {
            indent(out, column);
        }
        out.push_str(key);
        out.push(':');
        write_value(out, value, column);
    }
}

/// The value of a key that stands at `column`.
fn write_value(out: &mut String, value: &Layout, column: usize) {
    match value {
        Layout::Map { fields, flow: false } => {
            out.push('\n');
            indent(out, column + 2);
            write_fields(out, fields, column + 2);
        }
        Layout::List { items, flow: false } => {
            out.push('\n');
            for item in items {
                indent(out, column + 2);
                out.push('-');
                match item {
                    Layout::Map { fields, flow: false } => {
                        out.push(' ');
                        write_fields(out, fields, column + 4);
                    }
                    item => write_value(out, item, column + 2),
                }
            }
        }
        Layout::Prose(text) => write_prose(out, text, column),
        Layout::Text(text) if text.contains('\n') => write_prose(out, text, column),
        flow => {
            out.push(' ');
            write_inline(out, flow, Context::Block);
            out.push('\n');
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Block,
    Flow,
}

fn write_inline(out: &mut String, value: &Layout, context: Context) {
    match value {
        Layout::Bare(text) => out.push_str(text),
        Layout::Text(text) | Layout::Prose(text) if stands_bare(text, context) => out.push_str(text),
        Layout::Text(text) | Layout::Prose(text) => write_quoted(out, text),
        Layout::List { items, .. } => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write_inline(out, item, Context::Flow);
            }
            out.push(']');
        }
        Layout::Map { fields, .. } => {
            out.push('{');
            for (at, (key, item)) in fields.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                out.push_str(key);
                out.push_str(": ");
                write_inline(out, item, Context::Flow);
            }
            out.push('}');
        }
    }
}

/// Characters that a YAML reader may take for a line break, drop, or refuse.
fn is_special(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
        || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn stands_bare(text: &str, context: Context) -> bool {
    let first_is_mark = text.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`=.~".contains(c));
    // Inside brackets readers differ over more than the standard says, so little stands there without quotes.
    let flow_mark = context == Context::Flow && !text.split(' ').all(is_plain_word);
    !(text.is_empty()
        || first_is_mark
        || flow_mark
        || text.trim() != text
        || text.contains(": ")
        || text.ends_with(':')
        || text.contains(" #")
        || text.contains(|c: char| is_special(c) || c == '\t' || c == '\n')
        || is_doubtful(text)
        || text.parse::<crate::model::Date>().is_ok())
}

/// Letters and figures, with a hyphen, apostrophe or the like only between them.
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

/// Prose below a key at `column`: a `|` block where that keeps every character, else in quotes.
fn write_prose(out: &mut String, text: &str, column: usize) {
    if text.contains(is_special) || text.trim_matches(['\n', ' ', '\t']).is_empty() {
        out.push(' ');
        write_quoted(out, text);
        out.push('\n');
        return;
    }
    out.push_str(" |");
    // Without the figure a reader would take leading white space for the block's own indentation.
    if text.starts_with([' ', '\n', '\t']) {
        out.push('2');
    }
    let body = text.trim_end_matches('\n');
    match text.len() - body.len() {
        0 => out.push('-'),
        1 => {}
        _ => out.push('+'),
    }
    out.push('\n');
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            indent(out, column + 2);
            out.push_str(line);
        }
        out.push('\n');
    }
}
