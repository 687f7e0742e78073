//! GitHub's workflow commands: a breach at its line in the merge request's files, and a last line with the count.
//!
//! GitHub shows ten errors and ten warnings of a step, so the worst ten are told, and then how many there are.

use std::io::Write;

use super::DrawError;
use super::command::visible;
use crate::report::Verdict;

/// So many annotations are told.
const MOST: usize = 10;

pub(super) fn write(verdict: &Verdict, out: &mut dyn Write) -> Result<(), DrawError> {
    let mut breaches = verdict.breaches();
    // Stable: errors first, each in the order of files and lines.
    breaches.sort_by_key(|breach| breach.severity != "error");
    for breach in breaches.iter().take(MOST) {
        let help = breach.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
        // An end column is only told for a place within one line.
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
    // A notice only where there is something to notice.
    let command = if breaches.is_empty() { String::new() } else { "::notice title=irr validate::".to_owned() };
    writeln!(out, "{command}{}{more}", data(&verdict.sentence().text))?;
    Ok(())
}

/// Text behind the colons of a command.
fn data(text: &str) -> String {
    visible(&text.replace("\r\n", "\n")).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
