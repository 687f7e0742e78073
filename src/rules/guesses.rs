//! A rule on values that an import guessed: marked in the text (`# irr: check (why)`) until a person has looked.

use super::engine::rule::family;
use super::{DiagnosticCollector, RecordToCheck, RuleContext};
use crate::model::{Address, FieldPath};
use crate::yaml::{Check, checks};

family! { "Guesses of an import", "guesses.md", check:
    /// Reports each mark on a value that nobody has checked, and each mark on no value.
    UNCONFIRMED_GUESS = Warn "unconfirmed-guess" Always;
}

fn check(subject: &RecordToCheck<'_>, _: &RuleContext<'_>, report: &mut DiagnosticCollector<'_>) {
    // Without a comment to irr there is no mark, and the text need not be read again.
    if !subject.allows || subject.gone || !report.wants(&UNCONFIRMED_GUESS) {
        return;
    }
    let text = report.text().clone();
    for found in checks(&text) {
        let (message, help) = described(&found, subject);
        let at = found.at.unwrap_or_else(FieldPath::root);
        report.here(&UNCONFIRMED_GUESS, at, found.span, message, help).about(found.why);
    }
}

/// Returns the message for a mark, and what settles it.
fn described(found: &Check, subject: &RecordToCheck<'_>) -> (String, String) {
    let why = if found.why.is_empty() { String::new() } else { format!(" ({})", found.why) };
    if found.at.is_none() {
        return (
            format!("this mark is on no value{why}"),
            "remove it, or move it to the end of the line of the value that is to be checked".to_owned(),
        );
    }
    let address = Address { record: subject.id.to_string(), finding: found.finding.clone() };
    (
        format!("`{}` was guessed, and nobody has checked it yet{why}", found.name()),
        format!("correct it, or confirm it: `irr confirm {address} {}`", found.field),
    )
}
