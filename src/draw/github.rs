//! Writes GitHub workflow commands: an annotation at each problem's line, and a last line with the count.
//!
//! GitHub shows ten errors and ten warnings for a step, so the ten worst are written, and then how many more there are.

use std::io::Write;

use super::DrawError;
use crate::draw::visible;
use crate::view::ValidationReport;

/// The number of annotations that are written.
const MOST: usize = 10;

pub(super) fn write(verdict: &ValidationReport, out: &mut dyn Write) -> Result<(), DrawError> {
    let mut breaches = verdict.breaches();
    // The sort is stable: errors first, and each group stays in the order of files and lines.
    breaches.sort_by_key(|breach| breach.severity != "error");
    for breach in breaches.iter().take(MOST) {
        let help = breach.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
        // GitHub accepts an end column only if the place is within one line.
        let end = if breach.line == breach.end_line && breach.end_column > breach.column {
            format!(",endColumn={}", breach.end_column)
        } else {
            String::new()
        };
        writeln!(
            out,
            "::{} file={},line={},endLine={},col={}{end},title={}::{}",
            breach.severity,
            property(&format!("{}{}", verdict.prefix(), breach.path)),
            breach.line,
            breach.end_line,
            breach.column,
            property(breach.rule),
            data(&format!("{}{help}", breach.message)),
        )?;
    }
    let not_listed: usize = verdict.not_listed().map(|(_, more)| more).sum();
    let more = match breaches.len().saturating_sub(MOST) + not_listed {
        0 => String::new(),
        more => format!(" {more} more are not shown here."),
    };
    // A notice becomes an annotation, so it is written only if there are problems.
    let command = if breaches.is_empty() { String::new() } else { "::notice title=irr validate::".to_owned() };
    writeln!(out, "{command}{}{more}", data(&verdict.sentence().text))?;
    Ok(())
}

/// Escapes the text after a command's second `::`.
fn data(text: &str) -> String {
    visible(&text.replace("\r\n", "\n")).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
