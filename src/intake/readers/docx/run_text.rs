//! Cleans up runs of text from other authors: white space, and list marks typed as characters.

use crate::intake::readers::text::without_emphasis;
use crate::prose::{FormattedRun, RunContent, inline_markdown, inlines, plain};

/// The longest text before a tab that counts as a label, in characters.
const LONGEST_LABEL: usize = 60;
const BULLETS: [char; 12] = ['•', '·', '▪', '◦', '‣', '●', '○', '■', '□', '❖', '➢', '\u{f0b7}'];

/// Reduces each run of white space to one blank, and removes it at line edges.
pub(super) fn collapsed(spans: &[FormattedRun]) -> Vec<FormattedRun> {
    let mut out: Vec<FormattedRun> = Vec::new();
    // Whether another blank would be superfluous.
    let mut after_blank = true;
    for span in spans {
        let RunContent::Words(words) = &span.stretch else {
            trim_end(&mut out);
            if !out.is_empty() {
                out.push(span.clone());
            }
            after_blank = true;
            continue;
        };
        let mut kept = String::with_capacity(words.len());
        for c in words.chars() {
            // Soft hyphens, zero-width spaces and control characters are invisible and would break comparisons.
            if matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') || c.is_control() && !c.is_whitespace() {
                continue;
            }
            if !c.is_whitespace() {
                kept.push(c);
            } else if !after_blank {
                kept.push(' ');
            }
            after_blank = c.is_whitespace();
        }
        if !kept.is_empty() {
            out.push(FormattedRun { stretch: RunContent::Words(kept), ..span.clone() });
        }
    }
    while out.last().is_some_and(|span| matches!(span.stretch, RunContent::HardBreak | RunContent::SoftBreak))
        || trim_end(&mut out)
    {
        if out.last().is_some_and(|span| !matches!(span.stretch, RunContent::Words(_))) {
            out.pop();
        }
    }
    out
}

/// Removes blanks at the end; returns whether there were any.
fn trim_end(spans: &mut Vec<FormattedRun>) -> bool {
    let Some(FormattedRun { stretch: RunContent::Words(words), .. }) = spans.last_mut() else { return false };
    if !words.ends_with(' ') {
        return false;
    }
    words.truncate(words.trim_end_matches(' ').len());
    if words.is_empty() {
        spans.pop();
    }
    true
}

/// Returns the text as Markdown.
pub(super) fn markdown_of(spans: &[FormattedRun]) -> String {
    inline_markdown(&inlines(&collapsed(spans)))
}

/// Returns the words on one line.
pub(super) fn plain_of(spans: &[FormattedRun]) -> String {
    plain(&inlines(&collapsed(spans))).replace('\n', " ")
}

/// Removes a list mark that was typed as characters, and returns it.
pub(super) fn begins_item(spans: &mut [FormattedRun]) -> Option<String> {
    let is_all_bold = spans.iter().all(|span| span.strong);
    let first = spans.iter_mut().find_map(|span| match &mut span.stretch {
        RunContent::Words(words) if !words.trim().is_empty() => Some(words),
        _ => None,
    })?;
    let text = first.trim_start();
    let dash = |text: &str| ["-\t", "–\t", "- ", "– ", "*\t", "o\t"].iter().any(|mark| text.starts_with(mark));
    let length = match text.chars().next()? {
        bullet if BULLETS.contains(&bullet) => bullet.len_utf8(),
        c if dash(text) => c.len_utf8(),
        // A bold line that begins with a number is a heading typed by hand, such as "1. Introduction".
        _ if is_all_bold => return None,
        _ => return number(first),
    };
    *first = text[length..].to_owned();
    Some("-".to_owned())
}

/// Recognises `3.` or `3)` before a tab or a blank.
fn number(first: &mut String) -> Option<String> {
    let text = first.trim_start();
    // Up to three digits: a year at the start of a sentence is no list number.
    let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=3).contains(digits))?;
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    if !rest.starts_with([' ', '\t', '\u{a0}']) || rest.trim().is_empty() {
        return None;
    }
    let mark = format!("{}.", &text[..digits]);
    *first = rest.to_owned();
    Some(mark)
}

/// Splits at the first tab, if what precedes it is short enough for a label.
pub(super) fn label_and_value(spans: &[FormattedRun]) -> Option<(String, Vec<FormattedRun>)> {
    let at = spans.iter().position(|span| matches!(&span.stretch, RunContent::Words(words) if words.contains('\t')))?;
    let RunContent::Words(words) = &spans[at].stretch else { return None };
    let (before, after) = words.split_once('\t')?;
    let with = |words: &str| FormattedRun { stretch: RunContent::Words(words.to_owned()), ..spans[at].clone() };
    let label = plain_of(&[&spans[..at], &[with(before)]].concat());
    let value = [&[with(after)], &spans[at + 1..]].concat();
    let is_label = !label.is_empty() && label.chars().count() <= LONGEST_LABEL;
    (is_label && !collapsed(&value).is_empty()).then(|| (without_emphasis(&label).to_owned(), value))
}
