//! Finds the limits, columns and endings of lines.

/// Returns the end of the comments after `start` that are indented more than `depth`, with blank lines between them.
pub(crate) fn end_of_deeper_comments(text: &str, start: usize, depth: usize) -> usize {
    let mut end = start;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        at += line.len();
        if line.trim_start().starts_with('#') && indent_of(line) > depth {
            end = at;
        } else if !line.trim().is_empty() {
            break;
        }
    }
    end
}

/// Returns the number of spaces at the start of a line.
pub(crate) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns the byte of an item's dash, which is on the item's line, or alone on a line further up.
pub(crate) fn dash(text: &str, item: usize) -> Option<usize> {
    let mut end = item;
    loop {
        let before = before_on_line(text, end);
        let code = before.split(" #").next().unwrap_or("").trim_end();
        let line = end - before.len();
        if code.ends_with('-') {
            return Some(line + code.len() - 1);
        }
        if line == 0 || !(code.trim().is_empty() || code.trim_start().starts_with('#')) {
            return None;
        }
        end = line - 1;
    }
}

/// Returns the start of the line with an item's dash; `None` where something else is before it.
pub(crate) fn dash_line(text: &str, item: usize) -> Option<usize> {
    let dash = dash(text, item)?;
    let before = before_on_line(text, dash);
    before.trim().is_empty().then_some(dash - before.len())
}

pub(crate) fn line_above(text: &str, start: usize) -> Option<usize> {
    let before = text.get(..start)?.strip_suffix('\n')?;
    Some(before.rfind('\n').map_or(0, |at| at + 1))
}

/// Returns the byte after the line break of the line that contains `at`, or ends there.
pub(crate) fn end_of_line(text: &str, at: usize) -> usize {
    if at > 0 && text[..at].ends_with('\n') {
        return at;
    }
    text[at..].find('\n').map_or(text.len(), |found| at + found + 1)
}

/// Returns the column of a byte in characters, from 0.
pub(crate) fn column(text: &str, at: usize) -> usize {
    before_on_line(text, at).trim_start_matches('\u{feff}').chars().count()
}

/// Returns the line ending that the text uses.
pub(crate) fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Returns `new` with the line endings of `text`.
pub(crate) fn with_line_ends(new: &str, text: &str) -> String {
    if line_end(text) == "\n" { new.to_owned() } else { new.replace('\n', "\r\n") }
}

/// Returns everything before `at` on its line.
pub(crate) fn before_on_line(text: &str, at: usize) -> &str {
    &text[text[..at].rfind('\n').map_or(0, |found| found + 1)..at]
}
