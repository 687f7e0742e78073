//! Shared by the steps: writing into a finding's log.

use crate::model::{Closure, Date, FieldPath, Finding, ProgressEntry, Segment, Status, StatusSource, Timeline};
use crate::prose::Prose;

/// Inserts an entry into the log after all entries dated on or before its day.
pub(super) fn log(finding: &mut Finding, entry: ProgressEntry) {
    let place = finding.progress.partition_point(|other| other.date <= entry.date);
    finding.progress.insert(place, entry);
    shift_redactions(finding, "progress", place);
}

/// Corrects the redactions of a list's entries after an insertion: a redaction names an entry by its index, which has shifted.
pub(super) fn shift_redactions(finding: &mut Finding, list_name: &str, place: usize) {
    for redaction in &mut finding.redactions {
        let Some(path) = redaction.path() else { continue };
        if let [list @ Segment::Key(key), Segment::Index(index), rest @ ..] = path.segments()
            && key == list_name
            && *index >= place
        {
            let moved = [list.clone(), Segment::Index(index + 1)].into_iter().chain(rest.iter().cloned());
            redaction.field = FieldPath::from_iter(moved).to_string();
        }
    }
}

/// Copies the last closing into the log, if the log does not have it yet. A later reopening is then logged after it. In version 1
/// the approver and the evidence come too, because another closure will replace it.
pub(super) fn log_closing(finding: &mut Finding) {
    let Some((day, how)) = unlogged_closing(finding) else { return };
    // Of version 2 the closing itself keeps them.
    let words = finding.closure.as_ref().map(|closure| closing_in_words(closure, how));
    let note = words.as_deref().map(Prose::from_text);
    log(finding, ProgressEntry { status: Some(how), note, ..ProgressEntry::on(day) });
}

/// Returns the day and status of the last closing, if no log entry records it.
fn unlogged_closing(finding: &Finding) -> Option<(Date, Status)> {
    let timeline = Timeline::of(finding);
    let last = StatusSource::Closure(finding.closings().count().checked_sub(1)?);
    let closing = timeline.changes().iter().find(|change| change.source == last)?;
    Some((closing.day, closing.status))
}

/// Returns a closure in words: "Closed, approved by DCC; evidence: minutes/12.pdf".
pub(super) fn closing_in_words(closure: &Closure, how: Status) -> String {
    let mut words = how.words();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words + &approval_in_words(closure)
}

/// Returns approval and evidence in words: ", approved by DCC; evidence: minutes/12.pdf"; empty where the closure has neither.
pub(super) fn approval_in_words(closure: &Closure) -> String {
    let by = closure.approved_by.as_ref().map_or_else(String::new, |name| format!(", approved by {name}"));
    let several = closure.evidence.join("; ");
    let evidence = if several.is_empty() { several } else { format!("; evidence: {several}") };
    by + &evidence
}

/// Returns a log entry that changes no status.
pub(super) fn note(date: Date, words: &str) -> ProgressEntry {
    ProgressEntry { note: Some(Prose::from_text(words)), ..ProgressEntry::on(date) }
}
