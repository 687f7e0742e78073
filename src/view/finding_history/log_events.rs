//! What the record says happened: an event for each of its dated entries.

use super::entry::{Entry, Part};
use super::event::{HistoryEvent, HistoryEventKind, HistorySource};
use super::words::{approved, because, capitalised, moved, quoted, said, verified};
use crate::model::{Closure, Date, EscalationStage, Finding, ProgressEntry, Redaction, Status, StatusSource, Timeline};
use crate::prose::{Prose, counted, listed};
use crate::view::changes::field_words;

/// The most pieces of evidence that a sentence names.
const MOST_EVIDENCE: usize = 3;

/// An event of the record, with the entry that git is asked about.
pub(super) struct Logged<'a> {
    pub(super) event: HistoryEvent<'a>,
    pub(super) entry: Entry<'a>,
}

/// Writes the events of a finding as it was known on a day; `whole` has its entries without the cut of that day.
pub(super) fn of_finding<'a>(finding: &Finding, whole: &Part<'a>, on: Date) -> Vec<Logged<'a>> {
    let cut = Part::of_finding(finding);
    let whole = whole.until(on);
    let timeline = Timeline::of(finding);
    let mut taken: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    // The same entries, because the cut removes those of later days; what it changes are words of those that stay.
    for (at, entry) in cut.entries.iter().enumerate() {
        let is_same = |of_whole: &&Entry<'a>| (of_whole.list(), of_whole.day()) == (entry.list(), entry.day());
        let Some(of_whole) = whole.get(at).filter(is_same) else { continue };
        let spoken = match entry {
            Entry::Extension(it) => {
                let place = finding.extensions.iter().position(|other| std::ptr::eq(other, *it)).unwrap_or(0);
                let before = place.checked_sub(1).and_then(|place| finding.extensions.get(place)).map(|before| before.to);
                let from = before.or(finding.due).or(finding.target);
                let words = (because(it.reason.as_deref()), approved(it.approved_by.as_deref()), internal(it.internal));
                let sentence = format!("Due date {}{}{}{}", moved(from, it.to), words.0, words.1, words.2);
                Some((HistoryEventKind::Extended, sentence))
            }
            Entry::Closing(it) => {
                let place = finding.closings().position(|other| std::ptr::eq(other, *it)).unwrap_or(0);
                let status = it.status.or_else(|| timeline.closing_status(place)).unwrap_or(Status::Closed);
                let note = take_entry(finding, it.date, &mut taken, |entry| entry.status.is_some_and(|status| !status.is_open()));
                Some((HistoryEventKind::Closed, closed(it, status, note)))
            }
            Entry::Reopening(it) => {
                let is_it = |entry: &ProgressEntry| entry.status.is_some_and(Status::is_open);
                let note = take_entry(finding, it.reopened, &mut taken, is_it);
                let reason =
                    it.reopening_reason.clone().or_else(|| note.and_then(|entry| Some(entry.note.as_ref()?.in_a_line())));
                let status =
                    note.and_then(|entry| entry.status).map_or_else(String::new, |status| format!(" as {}", status.words()));
                Some((HistoryEventKind::Reopened, format!("Reopened{status}{}", because(reason.as_deref()))))
            }
            Entry::Verification(it) => Some((HistoryEventKind::Verified, capitalised(&verified(it)))),
            Entry::Escalation(it) => {
                let reference = it.reference.as_deref().map_or_else(String::new, |reference| format!(" ({})", said(reference)));
                let reason = it.reason.as_deref().map_or_else(String::new, |reason| format!(", because: {}", said(reason)));
                let to = match it.to {
                    EscalationStage::Ended => "No longer escalated".to_owned(),
                    to => format!("Escalated to {}", to.label()),
                };
                Some((HistoryEventKind::Escalated, format!("{to}{reference}{reason}")))
            }
            Entry::ActionDone(it) => {
                let evidence = evidence(&it.evidence);
                Some((HistoryEventKind::ActionDone, format!("Action done: {}{evidence}", quoted(&it.text))))
            }
            Entry::ActionExtension(action, it) => {
                let place = action.extensions.iter().position(|other| std::ptr::eq(other, *it)).unwrap_or(0);
                let before = place.checked_sub(1).and_then(|place| action.extensions.get(place)).map(|before| before.to);
                let (reason, by) = (because(it.reason.as_deref()), approved(it.approved_by.as_deref()));
                let moved = moved(before.or(action.target), it.to);
                let sentence =
                    format!("Date of the action {} {moved}{reason}{by}{}", quoted(&action.text), internal(it.internal));
                Some((HistoryEventKind::Extended, sentence))
            }
            Entry::Redaction(it) => Some((HistoryEventKind::Redacted, redacted(it))),
            // The log comes last, and an action has no day of its own: commits show when it came.
            Entry::Progress(_) | Entry::Action(_) | Entry::ResponseExtension(_) | Entry::Happened(..) => None,
        };
        found.extend(spoken.map(|(kind, sentence)| logged(*of_whole, kind, sentence, at)));
    }
    let progress = cut.entries.iter().enumerate().filter(|(_, entry)| matches!(entry, Entry::Progress(_)));
    for (place, (at, _)) in progress.enumerate().filter(|(place, _)| !taken.contains(place)) {
        let (Some(of_whole), Some(entry)) = (whole.get(at), finding.progress.get(place)) else { continue };
        let (kind, sentence) = progress_words(entry, place, &timeline);
        found.push(logged(*of_whole, kind, sentence, at));
    }
    found
}

/// Writes the events of a record without its findings.
pub(super) fn of_record<'a>(whole: &Part<'a>, first_deadline: Option<Date>, on: Date) -> Vec<Logged<'a>> {
    let mut deadline = first_deadline;
    let mut found = Vec::new();
    for (at, entry) in whole.until(on).into_iter().enumerate() {
        let spoken = match entry {
            Entry::Happened(field, what, _) => {
                let kind = match field {
                    "inspection.published" => HistoryEventKind::ReportPublished,
                    "publication.published" => HistoryEventKind::ResponsePublished,
                    _ => HistoryEventKind::ResponseStep,
                };
                Some((kind, capitalised(what)))
            }
            Entry::ResponseExtension(it) => {
                let by = it.by.as_deref().map_or_else(String::new, |by| format!(", given by {}", said(by)));
                let review = if it.judicial_review { ", for a judicial review" } else { "" };
                let moved = moved(deadline.replace(it.to), it.to);
                let sentence = format!("Response deadline {moved}{}{by}{review}", because(it.reason.as_deref()));
                Some((HistoryEventKind::Extended, sentence))
            }
            Entry::Redaction(it) => Some((HistoryEventKind::Redacted, redacted(it))),
            _ => None,
        };
        found.extend(spoken.map(|(kind, sentence)| logged(entry, kind, sentence, at)));
    }
    found
}

fn logged<'a>(entry: Entry<'a>, kind: HistoryEventKind, sentence: String, place: usize) -> Logged<'a> {
    let (day, source) = (entry.day(), HistorySource::Log);
    let event = HistoryEvent { day, kind, sentence, source, commit: None, remarks: Vec::new(), order: (day, 0, place + 1) };
    Logged { event, entry }
}

/// Returns the log entry of a day that is about the same as a closing or reopening, and marks it as taken.
fn take_entry<'f>(
    finding: &'f Finding,
    day: Option<Date>,
    taken: &mut Vec<usize>,
    is_it: impl Fn(&ProgressEntry) -> bool,
) -> Option<&'f ProgressEntry> {
    let entries = finding.progress.iter().enumerate();
    let mut of_day = entries.filter(|(place, entry)| Some(entry.date) == day && is_it(entry) && !taken.contains(place));
    let (place, entry) = of_day.next()?;
    taken.push(place);
    Some(entry)
}

fn closed(it: &Closure, status: Status, entry: Option<&ProgressEntry>) -> String {
    let as_what = if status == Status::Closed { "Closed".to_owned() } else { format!("Closed as {}", status.words()) };
    let note = entry.and_then(|entry| entry.note.as_ref()).map_or_else(String::new, |note| format!(": {}", said(note.as_str())));
    format!("{as_what}{note}{}{}", approved(it.approved_by.as_deref()), evidence(&it.evidence))
}

fn progress_words(entry: &ProgressEntry, place: usize, timeline: &Timeline<'_>) -> (HistoryEventKind, String) {
    let by = entry.by.as_deref().map_or_else(String::new, |by| format!(" (by {})", said(by)));
    let note = entry.note.as_ref().map(Prose::as_str).map(said).filter(|note| !note.is_empty());
    let note_behind = note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
    let Some(status) = entry.status else {
        let head = if entry.internal { "Internal note" } else { "Progress" };
        return (HistoryEventKind::Progress, format!("{head}{note_behind}{by}"));
    };
    let changes = timeline.changes();
    let at = changes.iter().position(|change| change.source == StatusSource::Entry(place));
    let was = at.and_then(|at| at.checked_sub(1)).map_or(Status::NotStarted, |before| changes[before].status);
    let internal = internal(entry.internal);
    match (was.is_open(), status.is_open()) {
        (false, true) => (HistoryEventKind::Reopened, format!("Reopened as {}{note_behind}{by}{internal}", status.words())),
        _ if was == status && note.is_some() => (HistoryEventKind::Progress, format!("Progress{note_behind}{by}{internal}")),
        _ if was == status => (HistoryEventKind::Status, format!("Status still {}{by}{internal}", status.words())),
        _ => {
            let change = format!("Status changed from {} to {}", was.words(), status.words());
            (HistoryEventKind::Status, format!("{change}{note_behind}{by}{internal}"))
        }
    }
}

fn redacted(it: &Redaction) -> String {
    let by = it.by.as_deref().map_or_else(String::new, |by| format!(", decided by {}", said(by)));
    // Without positions in lists.
    let field: String = it.field.split(['[', ']']).step_by(2).collect();
    let field = field.split('.').map(field_words).collect::<Vec<_>>().join(": ");
    format!("Words redacted in the {field}{}{by}", because(Some(&it.reason)))
}

fn internal(is_internal: bool) -> &'static str {
    if is_internal { " (internal)" } else { "" }
}

fn evidence(evidence: &[String]) -> String {
    match evidence.len() {
        0 => String::new(),
        count if count > MOST_EVIDENCE => format!(", with {}", counted(count, "piece of evidence", "pieces of evidence")),
        count => format!(", evidence: {}", listed(evidence.iter().map(|it| said(it)), count, count)),
    }
}
