//! What changed in the dated entries of a finding: extensions, log, closings, verifications, escalation and redactions.

use super::kind::ChangeKind;
use super::of_field::{difference, differences};
use super::writer::{ChangeWords, ChangeWriter, ItemChange};
use crate::model::field_words::path_words;
use crate::model::{Closure, Date, Extension, Finding, ProgressEntry, Redaction, Verification};
use crate::prose::{Prose, listed};

/// The most evidence that a sentence names.
const MOST_EVIDENCE: usize = 3;

/// Writes the extensions of the due date.
pub(super) fn extensions(before: &Finding, after: &Finding, to: &mut ChangeWriter<'_>) {
    for (change, index, values) in to.take_items("extensions") {
        let list = if change == ItemChange::Removed { &before.extensions } else { &after.extensions };
        let Some(extension) = list.get(index) else { continue };
        let until = extension.to.in_words();
        let words = match change {
            ItemChange::Added => {
                let earlier = index.checked_sub(1).and_then(|at| list.get(at)).map(|it| it.to).or(after.due).or(after.target);
                let what = format!("due date {}", extended(earlier, extension, to));
                ChangeWords::new(ChangeKind::Extended, what, "Extend", format!(" to {until}"))
            }
            ItemChange::Removed => {
                let what = format!("extension to {until} taken back");
                ChangeWords::new(ChangeKind::Corrected, what, "Take back the extension of", format!(" to {until}"))
            }
            ItemChange::Moved => {
                let what = format!("extension to {until} moved within its list");
                ChangeWords::new(ChangeKind::Corrected, what, "Change the extensions of", "")
            }
            ItemChange::Changed => {
                let what = format!("extension to {until}: {}", differences(&values));
                ChangeWords::new(ChangeKind::Corrected, what, "Change the extensions of", "")
            }
        };
        to.write(words, values);
    }
}

/// Returns an extension in words: "extended from 31 December 2025 to 31 March 2026, because “Rain”, approved by …".
pub(super) fn extended(earlier: Option<Date>, extension: &Extension, to: &ChangeWriter<'_>) -> String {
    let (until, agreed) = (extension.to.in_words(), extension.agreed.in_words());
    let moved = match earlier {
        Some(earlier) if extension.to < earlier => format!("brought forward from {} to {until}", earlier.in_words()),
        Some(earlier) => format!("extended from {} to {until}", earlier.in_words()),
        None => format!("set by an extension to {until}"),
    };
    let reason = extension.reason.as_ref().map_or_else(String::new, |reason| format!(", because {}", to.in_quotes(reason)));
    let approved = match &extension.approved_by {
        Some(by) => format!(", approved by {} on {agreed}", to.quoted(by)),
        None => format!(", agreed on {agreed}"),
    };
    format!("{moved}{reason}{approved}{}", internal(extension.internal))
}

/// Writes the entries of the log.
pub(super) fn progress(before: &Finding, after: &Finding, to: &mut ChangeWriter<'_>) {
    for (change, index, values) in to.take_items("progress") {
        let list = if change == ItemChange::Removed { &before.progress } else { &after.progress };
        let Some(entry) = list.get(index) else { continue };
        let day = entry.date.in_words();
        let words = match change {
            ItemChange::Added => {
                let what = format!("log entry of {day}{}", entry_words(entry, to));
                ChangeWords::new(ChangeKind::Other, what, "Add a log entry to", "")
            }
            ItemChange::Removed => {
                let what = format!("log entry of {day} removed{}", entry_words(entry, to));
                ChangeWords::new(ChangeKind::Corrected, what, "Take back a log entry of", "")
            }
            ItemChange::Moved => {
                let what = format!("log entry of {day} moved within the log");
                ChangeWords::new(ChangeKind::Corrected, what, "Change the log of", "")
            }
            ItemChange::Changed => {
                let what = format!("log entry of {day}: {}", differences(&values));
                ChangeWords::new(ChangeKind::Corrected, what, "Change the log of", "")
            }
        };
        to.write(words, values);
    }
}

/// Returns what a log entry says: " by the Head of Crime (in progress): “Begun.”".
fn entry_words(entry: &ProgressEntry, to: &ChangeWriter<'_>) -> String {
    let by = entry.by.as_ref().map_or_else(String::new, |by| format!(" by {}", to.quoted(by)));
    let status = entry.status.map_or_else(String::new, |status| format!(" ({})", status.words()));
    format!("{by}{status}{}{}", internal(entry.internal), note(entry, to))
}

/// Returns an entry's note: ": “Begun.”".
pub(super) fn note(entry: &ProgressEntry, to: &ChangeWriter<'_>) -> String {
    entry.note.as_ref().map(Prose::as_str).map_or_else(String::new, |note| format!(": {}", to.in_quotes(note)))
}

/// Writes closings that no change of the status has told.
pub(super) fn closings(before: &Finding, after: &Finding, to: &mut ChangeWriter<'_>) {
    for (change, index, values) in to.take_items("closures") {
        let list = if change == ItemChange::Removed { &before.closures } else { &after.closures };
        let Some(closing) = list.get(index) else { continue };
        let named = closing.date.map_or_else(|| "closing".to_owned(), |day| format!("closing of {}", day.in_words()));
        let (kind, what) = match change {
            ItemChange::Added => (closing_kind(closing), format!("closed{}", closing_words(closing, to))),
            ItemChange::Removed => (ChangeKind::Corrected, format!("{named} removed")),
            ItemChange::Moved => (ChangeKind::Corrected, format!("{named} moved within its list")),
            ItemChange::Changed => (ChangeKind::Corrected, format!("{named}: {}", differences(&values))),
        };
        to.write(ChangeWords::new(kind, what, "Change the closing of", ""), values);
    }
    let values = to.take(|value| value.top() == "closure");
    if values.is_empty() {
        return;
    }
    let (kind, what) = match (&before.closure, &after.closure) {
        (None, Some(closing)) => (closing_kind(closing), format!("closed{}", closing_words(closing, to))),
        (Some(_), None) => (ChangeKind::Corrected, "closing removed".to_owned()),
        _ => {
            let each = values.iter().map(|value| difference(&below(&value.change.field.to_string()), value));
            (ChangeKind::Corrected, format!("closing: {}", each.collect::<Vec<_>>().join("; ")))
        }
    };
    to.write(ChangeWords::new(kind, what, "Change the closing of", ""), values);
}

fn closing_kind(closing: &Closure) -> ChangeKind {
    if closing.reopened.is_some() { ChangeKind::Reopened } else { ChangeKind::Closed }
}

/// Returns a closing in words: " on 3 May 2026, approved by the board, with the evidence “minute 4”".
pub(super) fn closing_words(closing: &Closure, to: &ChangeWriter<'_>) -> String {
    let day = closing.date.map_or_else(String::new, |day| format!(" on {}", day.in_words()));
    let approved = closing.approved_by.as_ref().map_or_else(String::new, |by| format!(", approved by {}", to.quoted(by)));
    let evidence: Vec<String> = closing.evidence.iter().map(|it| to.in_quotes(it)).collect();
    let evidence = match evidence.len() {
        0 => String::new(),
        all => format!(", with the evidence {}", listed(&evidence, all, MOST_EVIDENCE)),
    };
    format!("{day}{approved}{evidence}{}", reopening_words(closing, ", and reopened", to))
}

/// Returns a reopening in words, after `verb`; empty if the closing stands.
pub(super) fn reopening_words(closing: &Closure, verb: &str, to: &ChangeWriter<'_>) -> String {
    let Some(day) = closing.reopened else { return String::new() };
    let reason = closing.reopening_reason.as_ref();
    let because = reason.map_or_else(String::new, |reason| format!(", because {}", to.in_quotes(reason)));
    format!("{verb} on {}{because}", day.in_words())
}

/// Writes the inspectorate's verifications.
pub(super) fn verifications(before: &Finding, after: &Finding, to: &mut ChangeWriter<'_>) {
    let name = "inspectorate's verification";
    for (change, index, values) in to.take_items("verifications") {
        let list = if change == ItemChange::Removed { &before.verifications } else { &after.verifications };
        let Some(verification) = list.get(index) else { continue };
        let (kind, what, head, tail) = match change {
            ItemChange::Added => {
                let tail = format!(": {}", verification.outcome.words());
                (ChangeKind::Other, verified(verification, to), "Add the inspectorate's verification of", tail)
            }
            ItemChange::Removed => {
                (ChangeKind::Corrected, format!("{name} removed"), "Take back the inspectorate's verification of", String::new())
            }
            ItemChange::Moved | ItemChange::Changed => {
                let what = format!("{name}: {}", differences(&values));
                (ChangeKind::Corrected, what, "Change the inspectorate's verification of", String::new())
            }
        };
        to.write(ChangeWords::new(kind, what, head, tail), values);
    }
    let values = to.take(|value| value.top() == "verification");
    if values.is_empty() {
        return;
    }
    let words = match (&before.verification, &after.verification) {
        (None, Some(is)) => {
            let tail = format!(": {}", is.outcome.words());
            ChangeWords::new(ChangeKind::Other, verified(is, to), "Add the inspectorate's verification of", tail)
        }
        (Some(_), None) => {
            let what = format!("{name} removed");
            ChangeWords::new(ChangeKind::Corrected, what, "Take back the inspectorate's verification of", "")
        }
        _ => {
            let each = values.iter().map(|value| difference(&below(&value.change.field.to_string()), value));
            let what = format!("{name}: {}", each.collect::<Vec<_>>().join("; "));
            ChangeWords::new(ChangeKind::Corrected, what, "Change the inspectorate's verification of", "")
        }
    };
    to.write(words, values);
}

fn verified(verification: &Verification, to: &ChangeWriter<'_>) -> String {
    let day = verification.date.map_or_else(String::new, |day| format!(" on {}", day.in_words()));
    let reference = verification.reference.as_ref().map_or_else(String::new, |it| format!(" ({})", to.quoted(it)));
    format!("verified by {}{day}: {}{reference}", to.quoted(&verification.by), verification.outcome.words())
}

/// Writes the steps of the escalation.
pub(super) fn escalation(before: &Finding, after: &Finding, to: &mut ChangeWriter<'_>) {
    for (change, index, values) in to.take_items("escalation") {
        let list = if change == ItemChange::Removed { &before.escalation } else { &after.escalation };
        let Some(step) = list.get(index) else { continue };
        let (stage, day) = (step.to.words(), step.date.in_words());
        let words = match change {
            ItemChange::Added => {
                let reason = step.reason.as_ref();
                let because = reason.map_or_else(String::new, |reason| format!(", because {}", to.in_quotes(reason)));
                let reference = step.reference.as_ref().map_or_else(String::new, |it| format!(" ({})", to.quoted(it)));
                let what = format!("escalated to {stage} on {day}{reference}{because}");
                ChangeWords::new(ChangeKind::Other, what, "Escalate", format!(" to {stage}"))
            }
            ItemChange::Removed => {
                let what = format!("escalation to {stage} of {day} taken back");
                ChangeWords::new(ChangeKind::Corrected, what, "Take back the escalation of", format!(" to {stage}"))
            }
            ItemChange::Moved | ItemChange::Changed => {
                let what = format!("escalation to {stage} of {day}: {}", differences(&values));
                ChangeWords::new(ChangeKind::Corrected, what, "Change the escalation of", "")
            }
        };
        to.write(words, values);
    }
}

/// Writes the entries about redactions. The field that was redacted has a change of its own.
pub(super) fn redactions(before: &[Redaction], after: &[Redaction], to: &mut ChangeWriter<'_>) {
    for (change, index, values) in to.take_items("redactions") {
        let list = if change == ItemChange::Removed { before } else { after };
        let Some(redaction) = list.get(index) else { continue };
        let (field, day) = (&redaction.field, redaction.date.in_words());
        let words = match change {
            ItemChange::Added => {
                let because = to.in_quotes(&redaction.reason);
                let what = format!("{} redacted on {day}, because {because}", path_words(field));
                ChangeWords::new(ChangeKind::Other, what, "Redact", format!(": {field}"))
            }
            _ => {
                let what = format!("entry about the redaction of {} changed or removed", path_words(field));
                ChangeWords::new(ChangeKind::Corrected, what, "Change the redactions of", "")
            }
        };
        to.write(words, values);
    }
}

fn internal(is_internal: bool) -> &'static str {
    if is_internal { " (internal)" } else { "" }
}

fn below(field: &str) -> String {
    super::field_words(field.split_once('.').map_or(field, |(_, rest)| rest))
}
