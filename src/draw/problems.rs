//! Writes problems for people: what is wrong, in which record, and the command that fixes it.

use std::io::Write;

use unicode_width::UnicodeWidthStr;

use super::style::whole_words;
use super::{DrawError, PageStyle};
use crate::draw::visible;
use crate::view::{Role, ValidationReport};

/// What the second line of a problem begins with.
const INDENT: &str = "    ";

/// Writes each problem on one line, or on more where the page is too narrow; then the result.
pub(super) fn write(verdict: &ValidationReport, page: &PageStyle, out: &mut dyn Write) -> Result<(), DrawError> {
    let problems = verdict.in_words();
    for problem in &problems {
        let (severity, role) = if problem.is_error { ("error", Role::Overdue) } else { ("warning", Role::Soon) };
        let message = problem.message.split_whitespace().collect::<Vec<_>>().join(" ");
        let what = format!("{severity}: {}: {}", visible(&problem.record), visible(&message));
        let remedy = visible(&problem.remedy);
        let coloured = |line: &str| line.replacen(severity, &page.paint(severity, role), 1);
        let remedy_in_bold = page.paint(&remedy, Role::Strong);
        if what.width() + INDENT.width() + remedy.width() <= page.width {
            writeln!(out, "{}{INDENT}{remedy_in_bold}", coloured(&what))?;
            continue;
        }
        for (at, line) in textwrap::wrap(&what, whole_words(page.width).subsequent_indent(INDENT)).iter().enumerate() {
            writeln!(out, "{}", if at == 0 { coloured(line) } else { line.to_string() })?;
        }
        writeln!(out, "{INDENT}{remedy_in_bold}")?;
    }
    if !problems.is_empty() {
        writeln!(out)?;
    }
    if let Some(more) = verdict.not_listed_in_words() {
        writeln!(out, "{}", page.paint(&more, Role::Strong))?;
    }
    let sentence = verdict.sentence();
    writeln!(out, "{}", page.paint(&sentence.text, sentence.role))?;
    if !problems.is_empty() {
        writeln!(out, "{}", page.paint("`irr validate --verbose` shows each problem in its file.", Role::Muted))?;
    }
    Ok(())
}
