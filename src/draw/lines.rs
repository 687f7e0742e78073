//! Writes one line for each problem, in the form that editors parse: `file:line:column: error[rule] message`.

use std::io::Write;

use super::{DrawError, PageStyle};
use crate::draw::visible;
use crate::view::{Role, ValidationReport};

pub(super) fn write(verdict: &ValidationReport, page: &PageStyle, out: &mut dyn Write) -> Result<(), DrawError> {
    for breach in verdict.breaches() {
        let place = format!("{}:{}:{}", visible(&breach.path), breach.line, breach.column);
        let role = if breach.severity == "error" { Role::Overdue } else { Role::Soon };
        let head = page.paint(&format!("{}[{}]", breach.severity, breach.rule), role);
        // A line break in a message would begin a second line that no editor could parse.
        let message = breach.message.replace(['\n', '\r', '\t'], " ");
        let message = visible(&message);
        writeln!(out, "{}: {head} {message}", page.link(&breach.path, &place))?;
    }
    for (path, more) in verdict.not_listed() {
        writeln!(out, "{}: {}", page.link(path, &visible(path)), ValidationReport::more_in_words(more))?;
    }
    Ok(())
}
